package match

import (
	"fmt"
	"strings"

	"github.com/osact/osact/openapi"
)

// HaveFault demands an error in the envelope of the compute API: the status,
// one key that names the fault, in it the same status as a number, and a
// message that holds each of the given words. Words may name symbols. On the
// legacy path the message is free: the source document gives its form alone,
// and old releases and other vendors word it differently.
func HaveFault(status int, name string, words ...string) Check {
	return each(func(s *Scene, a *Answer) []openapi.Violation {
		all := wrongStatus(a, status)
		d := a.decode()
		if d.Syntax != nil {
			return append(all, *d.Syntax)
		}
		doc := d.Value
		envelope, _ := doc.(map[string]any)
		fault, ok := envelope[name].(map[string]any)
		if !ok || len(envelope) != 1 {
			return append(all, openapi.Violation{Kind: "value", At: "", Want: fmt.Sprintf("one key, %q", name), Got: openapi.Excerpt(doc)})
		}
		if fault["code"] != float64(status) {
			all = append(all, openapi.Violation{Kind: "value", At: "/" + name + "/code", Want: fmt.Sprint(status), Got: openapi.Excerpt(fault["code"])})
		}
		message, ok := fault["message"].(string)
		if !ok {
			return append(all, openapi.Violation{Kind: "value", At: "/" + name + "/message", Want: "a text", Got: openapi.Excerpt(fault["message"])})
		}
		if a.Place.Edition.IsLegacy() {
			return all
		}
		for _, word := range words {
			want, err := s.Bindings.Fill(word)
			if err != nil {
				continue // the symbol is nothing that this run knows: there is nothing to look for
			}
			if !strings.Contains(message, want) {
				all = append(all, openapi.Violation{Kind: "value", At: "/" + name + "/message", Want: fmt.Sprintf("a text with %q", want), Got: openapi.Excerpt(fault["message"])})
			}
		}
		return all
	})
}
