package bundle

import (
	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/results"
	"github.com/osact/osact/suites/exchange"
)

// ReadRecording reads a recording from a bundle, from a file, or from the folder of a run.
// It refuses one that no run makes.
func ReadRecording(path string) (exchange.Recording, error) {
	if !Is(path) {
		return results.ReadRecording(path)
	}
	c, err := Read(path)
	if err != nil {
		return exchange.Recording{}, exit.Usagef("the bundle can't be judged: %w", err)
	}
	if err := results.Sound(c.Recording); err != nil {
		return exchange.Recording{}, exit.Usagef("%s can't be judged: %w", path, err)
	}
	return c.Recording, nil
}
