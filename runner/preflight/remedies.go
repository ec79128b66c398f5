package preflight

import (
	"fmt"
	"io"

	"github.com/osact/osact/suites/exchange"
)

// remedies returns the openstack commands that would create what a run lacks:
// an account for an actor that nobody plays, an action for a part that none of
// those read can play. Words in capitals are the user's to fill in.
func remedies(actors []exchange.Actor, parts []string) []string {
	var commands []string
	add := func(lines ...string) { commands = append(commands, lines...) }
	account := func(actor exchange.Actor, project, role string) {
		add(
			fmt.Sprintf("openstack user create --password-prompt osact-%s", actor),
			fmt.Sprintf("openstack role add --user osact-%s --project %s %s", actor, project, role))
	}
	for _, actor := range actors {
		switch actor {
		case exchange.Admin:
			account(actor, "admin", "admin")
		case exchange.Member, exchange.Reader:
			account(actor, "PROJECT", string(actor))
		case exchange.Bystander:
			add("openstack role create osact-bystander")
			account(actor, "PROJECT", "osact-bystander")
		case exchange.Outsider:
			add("openstack project create osact-other")
			account(actor, "osact-other", "member")
		}
	}
	for _, part := range parts {
		switch part {
		case "finished":
			add(
				"openstack server create --wait --flavor FLAVOR --image IMAGE --network NETWORK osact",
				"openstack server stop osact")
		case "failed":
			add(
				"openstack flavor create --ram 900000000 --vcpus 1 --disk 1 osact-fits-nowhere   # as an admin",
				"openstack server resize --flavor osact-fits-nowhere SERVER")
		}
	}
	return commands
}

// writeRemedies prints commands, if there are any.
func writeRemedies(w io.Writer, commands []string) {
	if len(commands) == 0 {
		return
	}
	fmt.Fprintln(w, "\nthese commands would create what is missing:")
	for _, c := range commands {
		fmt.Fprintf(w, "  %s\n", c)
	}
}
