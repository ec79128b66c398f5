package gotest

import (
	"flag"
	"os"
	"strings"

	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/options"
	"github.com/osact/osact/runner/settings"
	"github.com/osact/osact/suites/exchange"
)

// checkReuse refuses what go test would answer with the result of an earlier run.
// It does so where nothing stands behind -args and the variables and files that
// the test has looked at are as they were: a target may have changed all the same,
// and so may what is in a folder outside of the module.
func (g *Given) checkReuse() error {
	if !reusable(g.all) {
		return nil
	}
	lookUp()
	for _, origin := range []string{g.TargetOrigin(), g.Origins["contract"], g.Origins["out"]} {
		if origin != "" {
			return exit.Usagef("with %s, go test may print the result of an earlier run, whatever has changed since: give it behind -args (go test ./suites -args %s), or add -count=1",
				strings.TrimPrefix(origin, "$"), asFlag(origin))
		}
	}
	return nil
}

// reusable reports whether go test keeps the result to print it again: only then
// does it ask the test for a log of what it looked at.
func reusable(flags *flag.FlagSet) bool {
	log := flags.Lookup("test.testlogfile")
	return log != nil && log.Value.String() != ""
}

// lookUp has every variable of osact's logged, so that go test runs the specs again
// where one has changed.
func lookUp() {
	names := []string{"OS_CLOUD"}
	for _, name := range settings.Names(options.All()) {
		names = append(names, settings.VariableOf(name))
	}
	for _, actor := range exchange.Actors() {
		names = append(names, exchange.TokenVariable(actor))
	}
	for _, name := range names {
		os.LookupEnv(name)
	}
}

// asFlag is the flag to give for what another setting says, by the origin of that.
func asFlag(origin string) string {
	switch name, variable := strings.CutPrefix(origin, "$"); {
	case !variable:
		file, _, _ := strings.Cut(origin, ":")
		return "--config=" + file
	case name == "OS_CLOUD":
		return "--as=member=$OS_CLOUD"
	case strings.HasPrefix(name, exchange.TokenVariable("")):
		return "--target=URL"
	default:
		flag := strings.ToLower(strings.ReplaceAll(strings.TrimPrefix(name, "OSACT_"), "_", "-"))
		return "--" + flag + "=" + origin
	}
}
