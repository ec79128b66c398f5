package suites

import (
	"regexp"
	"strings"

	"github.com/osact/osact/suites/cast"
	. "github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

// events claims what the steps of an action say.
func events(b *Book) {
	b.About("a finished action", func(s *Subject) {
		shown := Show(cast.Finished).As(exchange.Member, exchange.Admin).AtEachEdition()
		s.Must("show.events.vocabulary", shown, MatchContract())
		s.Must("show.events.newest-first", shown, HaveNewestEventsFirst())
		s.Must("show.events.unfinished-has-no-result", shown, HaveResultsOnlyWhenFinished())
		s.Must("show.events.only-failures-are-explained", shown, HaveDetailsOnlyOnFailure())
		s.Must("show.events.same-for-both-audiences",
			Show(cast.Finished).As(exchange.Admin).AtEachEdition().And(Show(cast.Finished).As(exchange.Member).AtEachEdition()),
			HaveEqualEvents())
	})
	b.About("a failed action", func(s *Subject) {
		s.Must("show.events.failure-has-an-error",
			Show(cast.Failed).As(exchange.Admin).AtEachEdition(),
			WhereEventsShown(HaveSome("/instanceAction/events/*/result", "Error")))
		s.Must("show.events.same-for-both-audiences",
			Show(cast.Failed).As(exchange.Admin).AtEachEdition().And(Show(cast.Failed).As(exchange.Member).AtEachEdition()),
			HaveEqualEvents())
		s.Must("show.events.vocabulary", Show(cast.Failed).As(exchange.Member, exchange.Admin).AtEachEdition(), MatchContract())
	})
	b.About("an action, as an operator sees it", func(s *Subject) {
		s.Must("show.events.failures-are-traced", Show(cast.Failed).As(exchange.Admin).AtEachEdition(), HaveTracebackOnFailure())
		s.Must("show.events.hosts-are-hashed",
			Show(cast.Finished).Or(Show(cast.Failed)).Or(Show(cast.Foreign)).As(exchange.Admin).AtEachEdition(),
			HaveHostHashes("{"+ProjectOf(exchange.Member)+"}"))
	})
	b.About("a running action", func(s *Subject) {
		s.Must("show.events.only-failures-are-explained", Show(cast.Running).As(exchange.Admin).AtEditions(atEvents()...), HaveDetailsOnlyOnFailure())
		s.Must("show.events.unfinished-has-no-result",
			Show(cast.Running).As(exchange.Member, exchange.Admin).AtEditions(atEvents()...),
			HaveResultsOnlyWhenFinished())
	})
	b.About("every action read", func(s *Subject) {
		s.Must("show.events.vocabulary", cast.EachActionRead(), MatchContract())
		s.Must("show.events.newest-first", cast.EachActionRead(), HaveNewestEventsFirst())
		s.Must("show.events.unfinished-has-no-result", cast.EachActionRead(), HaveResultsOnlyWhenFinished())
		s.Must("show.events.only-failures-are-explained", cast.EachActionRead(), HaveDetailsOnlyOnFailure())
		s.Must("show.events.failures-are-traced", cast.EachActionRead(), HaveTracebackOnFailure())
		s.Should("show.events.unplaced-creation-has-its-step", cast.EachActionRead(),
			HaveFailedEvent("create", "compute__do_build_and_run_instance", "conductor_schedule_and_build_instances"))
		s.May("show.body.action-is-upstreams", cast.EachActionRead(), HaveForm("/instanceAction/action", upstreamActions))
		s.Should("show.events.usual-steps", cast.EachActionRead(), HaveUsualSteps(usualSteps()))
	})
}

// upstreamActions are the names that upstream has ever given to actions.
var upstreamActions = regexp.MustCompile("^(" + strings.Join([]string{
	"create", "delete", "restore", "start", "stop", "reboot", "pause", "unpause", "suspend", "resume", "rescue", "unrescue", "lock", "unlock",
	"rebuild", "evacuate", "resize", "confirmResize", "revertResize", "migrate", "shelve", "shelveOffload", "unshelve",
	"live-migration", "live_migration_cancel", "live_migration_force_complete",
	"changePassword", "resetState", "trigger_crash_dump", "createImage", "createBackup",
	"attach_interface", "detach_interface", "attach_volume", "detach_volume", "swap_volume", "extend_volume", "refresh_volume_attachment",
	"attach_share", "detach_share",
}, "|") + ")$")

// usualSteps are the events, one of which an action of this name has if it has
// any: those of which the documents and all clouds that were seen agree.
func usualSteps() map[string][]string {
	return map[string][]string{
		"create": {"compute__do_build_and_run_instance", "conductor_schedule_and_build_instances"},
		"start":  {"compute_start_instance"},
		"stop":   {"compute_stop_instance"},
		"reboot": {"compute_reboot_instance"},
		"lock":   {"api_lock"},
		"unlock": {"api_unlock"},
	}
}

// atEvents are the microversions at which events came to be shown as they are.
func atEvents() []string { return []string{"2.1", "2.51", "2.58", "2.62", "2.84"} }
