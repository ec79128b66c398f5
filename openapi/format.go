package openapi

import (
	"errors"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// timeLayout is how the API writes a time: UTC, six digits of a second, no zone.
const timeLayout = "2006-01-02T15:04:05.000000"

// timeFormat is what the document calls that. JSON Schema's own date-time demands a zone, and would refuse every time of
// this API.
const timeFormat = "utc-without-zone"

// formats are the formats of the document that JSON Schema does not define.
func formats() []*jsonschema.Format {
	return []*jsonschema.Format{{Name: timeFormat, Validate: checkTime}}
}

// describeFormat says what a format demands, or nothing if its name says it.
func describeFormat(name string) string {
	if name == timeFormat {
		return "a time of the calendar as YYYY-MM-DDThh:mm:ss.ffffff, UTC, without a zone"
	}
	return ""
}

var errTime = errors.New("no time of the API")

// checkTime refuses a string that is no time of the API. Values of other types are the matter of other keywords.
func checkTime(v any) error {
	text, ok := v.(string)
	if !ok {
		return nil
	}
	// The time package takes a comma for the point.
	if len(text) != len(timeLayout) || text[19] != '.' {
		return errTime
	}
	if _, err := time.Parse(timeLayout, text); err != nil {
		return errTime
	}
	return nil
}
