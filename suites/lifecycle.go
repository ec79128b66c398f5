package suites

import (
	"net/http"
	"time"

	"github.com/osact/osact/suites/cast"
	. "github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

// nearby is by how much the clock of the host that records an action may differ
// from that of the host that answers the request. No time zone is that near.
const nearby = 5 * time.Minute

// leastZone is less than what the time of any zone differs by from another's, and more
// than clocks do.
const leastZone = 14 * time.Minute

// soonOver is how long after its request an action has ended that was seen to
// end: it is waited for within two minutes or so, and clocks differ. No time
// zone is that near either.
const soonOver = 10 * time.Minute

// trace is what a write leaves behind on a server.
type trace struct {
	write, server string
	by            exchange.Actor
	events        []string // the steps of which upstream takes one to carry it out
}

// traces returns what is claimed of the writes that a cloud carries out. The
// name of the action is that of the write.
func traces() []trace {
	member, admin, steps := exchange.Member, exchange.Admin, usualSteps()
	return []trace{
		{"create", cast.FirstServer, member, steps["create"]},
		{"create", cast.SecondServer, member, steps["create"]},
		{"lock", cast.FirstServer, member, steps["lock"]},
		{"unlock", cast.FirstServer, member, steps["unlock"]},
		{"reboot", cast.FirstServer, member, steps["reboot"]},
		{"stop", cast.FirstServer, member, steps["stop"]},
		{"start", cast.FirstServer, admin, steps["start"]},
		{"delete", cast.FirstServer, member, []string{"compute_terminate_instance", "compute_soft_delete_instance"}},
	}
}

// lifecycle claims of the actions that osact causes itself, on servers of its
// own, that they tell what was done.
func lifecycle(b *Book) {
	user := "{" + cast.OwnUser + "}"
	b.About("what osact did to its servers", func(s *Subject) {
		for _, t := range traces() {
			shown := newest(cast.Caused(t.server, t.write))
			s.Must("lifecycle.id.is-the-request-id", shown, beThatOf(t.server, t.write))
			s.Must("lifecycle.action.is-what-was-asked", shown, HaveAt("/instanceAction/action", t.write))
			s.Should("lifecycle.times.near-the-request", cast.TheWrite(t.write).And(shown), HaveTimesNearRequest(nearby, "/instanceAction/start_time"))
			s.Must("lifecycle.times.are-utc", cast.TheWrite(t.write).And(shown), HaveTimesNearRequest(leastZone, "/instanceAction/start_time"))
			s.Should("lifecycle.times.end-near-the-request", cast.TheWrite(t.write).And(newest(cast.Ended(t.server, t.write))), HaveTimesNearRequest(soonOver,
				"/instanceAction/updated_at", "/instanceAction/events/*/start_time", "/instanceAction/events/*/finish_time"))
			s.Should("lifecycle.events.named-as-upstream", newest(cast.Ended(t.server, t.write)), HaveSome("/instanceAction/events/*/event", t.events...))
			s.Must("lifecycle.running.has-no-result-yet", cast.Polls(t.server, t.write),
				WhereShown(All(HaveResultsOnlyWhenFinished(), HaveNoMessageBeforeFailure())))
			if t.write != "create" { // whose action is recorded once it is known where the server is made
				s.Should("lifecycle.running.is-on-record", cast.Polls(t.server, t.write), BeKnownWhenAskedAgain())
			}
			who := HaveAt("/instanceAction/user_id", user)
			if t.by == exchange.Admin {
				// It may be the same user, so only an account that says who it is tells.
				who = HaveKnownAt("/instanceAction/user_id", "{"+UserOf(t.by)+"}")
			}
			s.Must("lifecycle.initiator.is-who-asked", shown, All(who, HaveAt("/instanceAction/project_id", "{"+ProjectOf(t.by)+"}")))
		}
	})
	b.About("two servers that one request made", func(s *Subject) {
		for _, server := range []string{cast.FirstServer, cast.SecondServer} {
			s.Must("lifecycle.create.shares-its-id", newest(cast.Caused(server, "create")), beThatOf(server, "create"))
		}
	})
	b.About("an action that fails", func(s *Subject) {
		s.Must("lifecycle.failure.says-so", newest(cast.EndedAsSought(cast.SecondServer, "resize")),
			All(HaveAt("/instanceAction/message", "Error"), UnlessNamesRepeat(HaveSome("/instanceAction/events/*/result", "Error"))))
	})
	b.About("where osact's server is", func(s *Subject) {
		for _, actor := range []exchange.Actor{exchange.Member, exchange.Admin} {
			s.Should("lifecycle.events.took-place-where-the-server-is",
				cast.OwnServerTo(actor).And(newest(cast.Ended(cast.FirstServer, "create")).As(actor)), HaveHostOfServer())
		}
	})
	b.About("what osact did, as an operator sees it", func(s *Subject) {
		failed := newest(cast.EndedAsSought(cast.SecondServer, "resize")).As(exchange.Admin)
		s.Should("lifecycle.failure.details-are-its-own", failed, HaveTextWith("/instanceAction/events/*/details", "No valid host was found"))
		s.Must("lifecycle.create.shares-its-id",
			newest(cast.Caused(cast.FirstServer, "create")).Or(newest(cast.Caused(cast.FirstServer, "reboot"))).As(exchange.Admin),
			HaveAt("/instanceAction/instance_uuid", "{"+cast.FirstServer+"}"))
	})
	b.About("an action that is refused", func(s *Subject) {
		s.Must("lifecycle.refusal.is-not-recorded", newest(ActionOf("{"+cast.FirstServer+"}", "{"+cast.RequestID("refuse")+"}")),
			HaveFault(http.StatusNotFound, "itemNotFound"))
	})
	b.About("the list of what osact did", func(s *Subject) {
		s.Must("lifecycle.list.tells-what-was-done", ownActions().And(cast.OwnList()), HaveLatestFirst("{"+cast.RequestID("start")+"}"))
		s.Must("lifecycle.id.is-not-the-callers", newest(cast.Caused(cast.FirstServer, "lock")).And(cast.OwnList()),
			All(HaveNowhere("/instanceAction/request_id", CallersRequestID+"6"), HaveNowhere("/instanceActions/*/request_id", CallersRequestID+"6")))
		s.Must("lifecycle.id.is-not-the-callers",
			newest(cast.Caused(cast.FirstServer, "lock")).ThenEach(newest(ActionOf("{"+cast.FirstServer+"}", CallersRequestID+"6"))), Last(BeRefused()))
	})
	b.About("reading", func(s *Subject) {
		s.Must("lifecycle.reading.records-nothing", cast.Quiet(), HaveRecordedNothing())
	})
	b.About("methods that would change an action", func(s *Subject) {
		s.Must("lifecycle.methods.leave-no-trace", cast.ByOtherMethods(), BeRefusedWithoutTrace())
	})
	b.About("the deletion of a server", func(s *Subject) {
		s.Must("lifecycle.deletion.hides-the-server-at-first", Show(cast.EndedAsSought(cast.FirstServer, "delete")).At("2.1", "2.20"),
			HaveFault(http.StatusNotFound, "itemNotFound"))
		s.Must("lifecycle.deletion.is-recorded", Show(cast.Ended(cast.FirstServer, "delete")).At("2.21", "{"+TargetNewest+"}"),
			All(HaveAt("/instanceAction/action", "delete"), HaveNoMessage()))
		// The marker is there to have the list asked once the deletion has ended; it means nothing before 2.58.
		gone := cast.Ended(cast.FirstServer, "delete")
		for _, write := range []string{"reboot", "stop", "start"} {
			ended := Show(cast.Caused(cast.FirstServer, write)).Plus("?after=" + gone.ID) // which 2.51 does not read
			s.Must("lifecycle.running.ends-before-the-server", ended.At("2.51"), HaveEnded())
		}
		forGood := cast.EndedAsSought(cast.FirstServer, "delete")
		s.Must("lifecycle.deletion.hides-the-server-at-first", List(forGood.Server).Plus("?after="+forGood.ID).At("2.1", "2.20"),
			HaveFault(http.StatusNotFound, "itemNotFound"))
		list := List(gone.Server).Plus("?marker=" + gone.ID)
		s.Must("lifecycle.deletion.is-recorded", list.At("2.21"), HaveSome("/instanceActions/*/action", "delete"))
		s.Must("lifecycle.deletion.is-recorded", list.At("{"+TargetNewest+"}"), HaveAt("/instanceActions/*/instance_uuid", gone.Server))
	})
}

// newest shows an action where all of it is shown.
func newest(a Action) Ask { return Show(a).At("{" + TargetNewest + "}") }

// beThatOf demands the action that a write caused on a server: the id is that
// of the request, which the answer to it carries.
func beThatOf(server, write string) Check {
	return All(
		HaveAt("/instanceAction/request_id", "{"+cast.RequestID(write)+"}"),
		HaveAt("/instanceAction/instance_uuid", "{"+server+"}"))
}

// ownActions asks for all that its owner did to the first server, in turn, and
// for what was refused: there must have been such a request.
func ownActions() Ask {
	all := newest(cast.Caused(cast.FirstServer, "create")).And(newest(ActionOf("{"+cast.FirstServer+"}", "{"+cast.RequestID("refuse")+"}")))
	for _, name := range []string{"lock", "unlock", "reboot", "stop"} {
		all = all.And(newest(cast.Caused(cast.FirstServer, name)))
	}
	return all
}
