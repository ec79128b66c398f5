package match

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/osact/osact/openapi"
)

// ActionAsked returns the server and the request id in the path of a question:
// what was asked for, whatever the body of the answer says.
func (a *Answer) ActionAsked() []string {
	_, path, _ := strings.Cut(a.Exchange.Request.URL, "/servers/")
	server, id, _ := strings.Cut(path, "/os-instance-actions/")
	return []string{server, id}
}

// ServerAsked returns the server whose actions, or one of them, were asked for.
func (a *Answer) ServerAsked() string {
	_, path, _ := strings.Cut(a.Exchange.Request.URL, "/servers/")
	server, _, _ := strings.Cut(path, "/os-instance-actions")
	return server
}

// ShownObject returns an object of a 200 answer's body by its key; nil where
// there is none.
func (a *Answer) ShownObject(key string) map[string]any {
	if a == nil || a.Response.Status != http.StatusOK {
		return nil
	}
	return a.Object(key)
}

// List returns the objects of a list in a body by its key, of whichever
// status: the version document at / is a 200 or a 300.
func (a *Answer) List(key string) []map[string]any {
	if a == nil {
		return nil
	}
	doc, _ := a.Document()
	envelope, _ := doc.(map[string]any)
	list, _ := envelope[key].([]any)
	var objects []map[string]any
	for _, item := range list {
		if object, ok := item.(map[string]any); ok {
			objects = append(objects, object)
		}
	}
	return objects
}

// Text returns a text in a body by a path of two keys; empty where there is none.
func (a *Answer) Text(pointer string) string {
	if a == nil {
		return ""
	}
	outer, inner, _ := strings.Cut(strings.TrimPrefix(pointer, "/"), "/")
	doc, _ := a.Document()
	envelope, _ := doc.(map[string]any)
	object, _ := envelope[outer].(map[string]any)
	value, _ := object[inner].(string)
	return value
}

// Object returns an object of an answer's body by its key.
func (a *Answer) Object(key string) map[string]any {
	doc, _ := a.Document()
	envelope, _ := doc.(map[string]any)
	object, _ := envelope[key].(map[string]any)
	return object
}

// Sentence returns the status of a refusal, and what it says.
func (a *Answer) Sentence() string {
	doc, _ := a.Document()
	envelope, _ := doc.(map[string]any)
	for _, name := range slices.Sorted(maps.Keys(envelope)) {
		object, _ := envelope[name].(map[string]any)
		if text := TextIn(object, "message"); text != "" {
			return fmt.Sprintf("%d: %s", a.Response.Status, openapi.Excerpt(text))
		}
	}
	return strconv.Itoa(a.Response.Status)
}

// IsPolicyRefusal reports that an answer is the refusal of the target's policy.
func (a *Answer) IsPolicyRefusal() bool {
	return a.Response.Status == http.StatusForbidden && a.Object("forbidden") != nil
}

// TextIn returns a text at a path of keys; empty where there is none.
func TextIn(object map[string]any, keys ...string) string {
	var value any = object
	for _, key := range keys {
		inner, _ := value.(map[string]any)
		value = inner[key]
	}
	text, _ := value.(string)
	return text
}

// NumberIn returns a number of an object, 0 where there is none.
func NumberIn(object map[string]any, key string) float64 {
	number, _ := object[key].(float64)
	return number
}
