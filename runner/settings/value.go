package settings

import (
	"errors"
	"strings"

	"github.com/spf13/pflag"

	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/suggest"
)

// explained says which values a flag takes, where an error is that it does not
// take the one that was given; any other error stays as it is.
func explained(err error) error {
	var invalid *pflag.InvalidValueError
	if !errors.As(err, &invalid) {
		return err
	}
	forms := map[string]string{
		"bool": "true or false", "int": "a whole number", "float64": "a number, like 2.5", "duration": "a duration, like 30s or 5m",
	}
	form, ok := forms[invalid.GetFlag().Value.Type()]
	if !ok {
		return err
	}
	return exit.Usagef("--%s does not take %q: write %s", invalid.GetFlag().Name, invalid.GetValue(), form)
}

// FlagError completes the message about an unknown flag, or a wrong value of one,
// on the command line. Known are the names of the flags that there are.
func FlagError(err error, known []string) error {
	if better := explained(err); better != err {
		return better
	}
	text := err.Error()
	if _, flag, ok := strings.Cut(text, "unknown flag: --"); ok {
		flag, _, _ = strings.Cut(flag, "=")
		if near := suggest.Nearest(flag, known); near != "" {
			return exit.Usagef("unknown flag --%s: did you mean --%s?", flag, near)
		}
		return exit.Usagef("unknown flag --%s: the flags are listed by --help", flag)
	}
	return exit.Usagef("%s: the flags are listed by --help", text)
}
