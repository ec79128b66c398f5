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
	for _, a := range []Action{cast.Finished, cast.Failed} {
		b.About("an action, as both audiences see it", func(s *Subject) {
			s.Must("show.events.same-for-both-audiences",
				Show(a).As(exchange.Admin).AtEachEdition().And(Show(a).As(exchange.Member).AtEachEdition()), HaveEqualEvents())
		})
	}
	b.About("a failed action", func(s *Subject) {
		s.Must("show.events.failure-has-an-error",
			Show(cast.Failed).As(exchange.Admin).AtEachEdition(),
			WhereEventsShown(UnlessNamesRepeat(HaveSome("/instanceAction/events/*/result", "Error"))))
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

		"pause":   {"compute_pause_instance"},
		"unpause": {"compute_unpause_instance"},
		"suspend": {"compute_suspend_instance"},
		"resume":  {"compute_resume_instance"},

		"attach_interface": {"compute_attach_interface"},
		"detach_interface": {"compute_detach_interface"},
		"attach_volume":    {"compute_attach_volume", "compute_reserve_block_device_name"},
		"detach_volume":    {"compute_detach_volume"},
	}
}

// atEvents are the microversions at which events came to be shown as they are.
func atEvents() []string { return []string{"2.1", "2.51", "2.58", "2.62", "2.84"} }
