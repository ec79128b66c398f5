package waiver

import (
	"fmt"
	"time"

	"go.yaml.in/yaml/v3"
)

// Day is a day of the calendar, in UTC. The zero Day is none.
type Day struct{ time.Time }

// DayFormat is how a day is written.
const DayFormat = time.DateOnly

// ParseDay reads a day.
func ParseDay(text string) (Day, error) {
	t, err := time.Parse(DayFormat, text)
	if err != nil {
		return Day{}, fmt.Errorf("%q is no day: write it like 2026-11-30", text)
	}
	return Day{t}, nil
}

// DayOf returns the day of a moment.
func DayOf(t time.Time) Day { return Day{t.UTC().Truncate(24 * time.Hour)} }

func (d Day) String() string {
	if d.IsZero() {
		return ""
	}
	return d.Format(DayFormat)
}

// Until returns how many days there are from a day to another; below 0 where that
// lies before.
func (d Day) Until(other Day) int { return int(other.Sub(d.Time) / (24 * time.Hour)) }

// UnmarshalYAML reads a day as it is written.
func (d *Day) UnmarshalYAML(node *yaml.Node) error {
	var err error
	if node.Kind != yaml.ScalarNode {
		return fmt.Errorf("line %d: a day is written like 2026-11-30", node.Line)
	}
	if *d, err = ParseDay(node.Value); err != nil {
		return fmt.Errorf("line %d: %w", node.Line, err)
	}
	return nil
}

// MarshalYAML writes a day as it is read.
func (d Day) MarshalYAML() (any, error) {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!timestamp", Value: d.String()}, nil
}
