package command

import (
	"errors"

	"github.com/spf13/pflag"
)

// misvalued says which values a flag takes, where an error is that it does not
// take the one that was given; any other error stays as it is.
func misvalued(err error) error {
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
	return usage("--%s does not take %q: write %s", invalid.GetFlag().Name, invalid.GetValue(), form)
}
