package suites

import (
	"net/http"
	"time"

	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

// nearby is by how much the clock of the host that records an action may differ
// from that of the host that answers the request. No time zone is that near.
const nearby = 5 * time.Minute

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
	member, admin := exchange.Member, exchange.Admin
	return []trace{
		{"create", ownFirst, member, []string{"compute__do_build_and_run_instance"}},
		{"create", ownSecond, member, []string{"compute__do_build_and_run_instance"}},
		{"lock", ownFirst, member, []string{"api_lock"}},
		{"unlock", ownFirst, member, []string{"api_unlock"}},
		{"reboot", ownFirst, member, []string{"compute_reboot_instance"}},
		{"stop", ownFirst, member, []string{"compute_stop_instance"}},
		{"start", ownFirst, admin, []string{"compute_start_instance"}},
		{"delete", ownFirst, member, []string{"compute_terminate_instance", "compute_soft_delete_instance"}},
	}
}

// lifecycle claims of the actions that osact causes itself, on servers of its
// own, that they tell what was done.
func lifecycle(b *book) {
	user := "{" + ownUser + "}"
	b.about("what osact did to its servers", func(s *Subject) {
		for _, t := range traces() {
			shown := newest(caused(t.server, t.write))
			s.Must("lifecycle.id.is-the-request-id", shown, beThatOf(t.server, t.write))
			s.Must("lifecycle.action.is-what-was-asked", shown, HaveAt("/instanceAction/action", t.write))
			s.Should("lifecycle.times.near-the-request", theWrite(t.write).And(shown), HappenNearTheRequest(nearby, "/instanceAction/start_time"))
			s.Should("lifecycle.times.end-near-the-request", theWrite(t.write).And(newest(ended(t.server, t.write))), HappenNearTheRequest(soonOver,
				"/instanceAction/updated_at", "/instanceAction/events/*/start_time", "/instanceAction/events/*/finish_time"))
			s.Should("lifecycle.events.named-as-upstream", newest(ended(t.server, t.write)), HaveSome("/instanceAction/events/*/event", t.events...))
			s.Must("lifecycle.running.has-no-result-yet", looksAt(t.server, t.write),
				WhereShown(All(HaveResultsOnlyWhenFinished(), HaveMessageOnlyAfterError())))
			who := HaveAt("/instanceAction/user_id", user)
			if t.by == exchange.Admin {
				// It may be the same user, so only an account that says who it is tells.
				who = HaveKnownAt("/instanceAction/user_id", "{"+userOf(t.by)+"}")
			}
			s.Must("lifecycle.initiator.is-who-asked", shown, All(who, HaveAt("/instanceAction/project_id", "{"+projectOf(t.by)+"}")))
		}
	})
	b.about("two servers that one request made", func(s *Subject) {
		for _, server := range []string{ownFirst, ownSecond} {
			s.Must("lifecycle.create.shares-its-id", newest(caused(server, "create")), beThatOf(server, "create"))
		}
	})
	b.about("an action that fails", func(s *Subject) {
		s.Must("lifecycle.failure.says-so", newest(sought(ownSecond, "resize")),
			All(HaveAt("/instanceAction/message", "Error"), HaveSome("/instanceAction/events/*/result", "Error")))
	})
	b.about("an action that is refused", func(s *Subject) {
		s.Must("lifecycle.refusal.is-not-recorded", newest(action{"{" + ownFirst + "}", "{" + writeAsked("refuse") + "}"}),
			HaveFault(http.StatusNotFound, "itemNotFound"))
	})
	b.about("the list of what osact did", func(s *Subject) {
		s.Must("lifecycle.list.tells-what-was-done", ownActions().And(ownList()), ListLatestFirst("{"+writeAsked("start")+"}"))
		s.Must("lifecycle.id.is-not-the-callers", newest(caused(ownFirst, "lock")).And(ownList()),
			All(HaveNowhere("/instanceAction/request_id", callersRequest+"6"), HaveNowhere("/instanceActions/*/request_id", callersRequest+"6")))
	})
	b.about("reading", func(s *Subject) {
		s.Must("lifecycle.reading.records-nothing", quietly(), RecordNothing())
	})
	b.about("the deletion of a server", func(s *Subject) {
		s.Must("lifecycle.deletion.hides-the-server-at-first", Show(sought(ownFirst, "delete")).At("2.1", "2.20"),
			HaveFault(http.StatusNotFound, "itemNotFound"))
		s.Must("lifecycle.deletion.is-recorded", Show(ended(ownFirst, "delete")).At("2.21", "{"+targetNewest+"}"),
			All(HaveAt("/instanceAction/action", "delete"), HaveNoMessage()))
	})
}

// newest shows an action where all of it is shown.
func newest(a action) Ask { return Show(a).At("{" + targetNewest + "}") }

// beThatOf demands the action that a write caused on a server: the id is that
// of the request, which the answer to it carries.
func beThatOf(server, write string) Check {
	return All(
		HaveAt("/instanceAction/request_id", "{"+writeAsked(write)+"}"),
		HaveAt("/instanceAction/instance_uuid", "{"+server+"}"))
}

// ownActions asks for all that its owner did to the first server, in turn, and
// for what was refused: there must have been such a request.
func ownActions() Ask {
	all := newest(caused(ownFirst, "create")).And(newest(action{"{" + ownFirst + "}", "{" + writeAsked("refuse") + "}"}))
	for _, name := range []string{"lock", "unlock", "reboot", "stop"} {
		all = all.And(newest(caused(ownFirst, name)))
	}
	return all
}
