package match

import (
	"bytes"
	"encoding/json"

	"github.com/osact/osact/suites/exchange"
)

// Beginning returns the objects of a list in a body by its key, as List does. Of an
// answer that is larger than osact keeps it returns those that stand whole in its
// beginning.
func (a *Answer) Beginning(key string) []map[string]any {
	if !a.IsTooLarge() {
		return a.List(key)
	}
	var objects []map[string]any
	d := json.NewDecoder(bytes.NewReader(a.Response.Body))
	if !delimiter(d, '{') {
		return nil
	}
	for {
		name, err := d.Token()
		if err != nil {
			return nil
		}
		if name == key {
			break
		}
		var other json.RawMessage
		if d.Decode(&other) != nil {
			return nil
		}
	}
	if !delimiter(d, '[') {
		return nil
	}
	for d.More() {
		var object map[string]any
		if d.Decode(&object) != nil {
			break
		}
		objects = append(objects, object)
	}
	return objects
}

// IsTooLarge reports that an answer is larger than osact keeps.
func (a *Answer) IsTooLarge() bool {
	return a != nil && a.Exchange.Failure != nil && a.Exchange.Failure.Kind == exchange.TooLarge
}

func delimiter(d *json.Decoder, want json.Delim) bool {
	token, err := d.Token()
	return err == nil && token == want
}
