package witness

import (
	"fmt"
	"reflect"

	"github.com/osact/osact/openapi"
)

// contradiction says in what an action is told otherwise than it was said to be; empty:
// in nothing. An action may have gone on since: what had not ended may have ended, and
// events may have come. Of a recording that was made public, who did it is not compared:
// users and projects have pseudonyms there.
func contradiction(said, told map[string]any, public bool) string {
	for _, key := range []string{"action", "instance_uuid", "request_id", "user_id", "project_id", "start_time", "message"} {
		if public && (key == "user_id" || key == "project_id") {
			continue
		}
		was, ok := said[key]
		if is, there := told[key]; ok && there && was != nil && !reflect.DeepEqual(was, is) {
			return otherwise(key, is, was)
		}
	}
	before, ok1 := said["events"].([]any)
	now, ok2 := told["events"].([]any)
	if !ok1 || !ok2 {
		return "" // who may see events differs
	}
	for _, e := range before {
		if was, ok := e.(map[string]any); ok {
			if why := among(was, now); why != "" {
				return why
			}
		}
	}
	return ""
}

// among says in what an event is not one of those that are told.
func among(was map[string]any, now []any) string {
	for _, e := range now {
		is, ok := e.(map[string]any)
		if !ok || !reflect.DeepEqual(is["event"], was["event"]) || !reflect.DeepEqual(is["start_time"], was["start_time"]) {
			continue
		}
		for _, key := range []string{"finish_time", "result"} {
			if was[key] != nil && !reflect.DeepEqual(is[key], was[key]) {
				return otherwise(key+" of its event "+openapi.Excerpt(was["event"]), is[key], was[key])
			}
		}
		return ""
	}
	return fmt.Sprintf("it has no event %s of %s there", openapi.Excerpt(was["event"]), openapi.Excerpt(was["start_time"]))
}

func otherwise(what string, is, was any) string {
	return fmt.Sprintf("the %s is %s there, and %s in the recording", what, openapi.Excerpt(is), openapi.Excerpt(was))
}
