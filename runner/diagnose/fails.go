package diagnose

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/exchange"
)

// leastOthers is how many of what is asked for have to be answered well, so that one that
// is not is an exception.
const leastOthers = 3

// oneFails says that the service fails at one action alone, or at the list of one
// server, and quotes what it says.
func oneFails(recording exchange.Recording) string {
	type tally struct {
		failed, answered int
		said             string
	}
	var order []string
	of := map[string]*tally{}
	for _, x := range recording.Exchanges {
		what := subject(x)
		if what == "" || x.Response == nil || x.Failure != nil {
			continue
		}
		t := of[what]
		if t == nil {
			t = &tally{}
			of[what], order = t, append(order, what)
		}
		switch x.Response.Status {
		case http.StatusOK:
			t.answered++
		case http.StatusInternalServerError:
			t.failed++
			t.said = cmp.Or(t.said, message(x.Response.Body))
		}
	}
	var failing, well []string
	for _, what := range order {
		switch t := of[what]; {
		case t.failed > 0:
			failing = append(failing, what)
		case t.answered > 0:
			well = append(well, what)
		}
	}
	if len(failing) != 1 || len(well) < leastOthers || of[failing[0]].answered > 0 {
		return ""
	}
	t := of[failing[0]]
	text := fmt.Sprintf("as if the service failed at %s alone: each of its answers (%d) is 500, and none of those about %d others", failing[0], t.failed, len(well))
	if t.said != "" {
		text += fmt.Sprintf("; it says %s", openapi.Excerpt(t.said))
	}
	return text
}

// The paths of questions for an action that the target has, and for those of a server.
var (
	actionForm = regexp.MustCompile(`/servers/\{[^}]*\}/os-instance-actions/\{[^}]*\}$`)
	listForm   = regexp.MustCompile(`/servers/\{[^}]*\}/os-instance-actions$`)
	subjectIDs = regexp.MustCompile(`/servers/([^/]+)/os-instance-actions(?:/([^/?]+))?`)
)

// subject is what a question asks for: an action, or the list of a server; empty for
// anything else.
func subject(x exchange.Exchange) string {
	path, _, _ := strings.Cut(x.Probe.Path, "?")
	ids := subjectIDs.FindStringSubmatch(x.Request.URL)
	switch {
	case x.Probe.Method != http.MethodGet || ids == nil:
		return ""
	case actionForm.MatchString(path):
		return "action " + openapi.Printable(ids[2])
	case listForm.MatchString(path):
		return "the list of server " + openapi.Printable(ids[1])
	}
	return ""
}

// message is what a refusal says: the text of the only fault in its body.
func message(body []byte) string {
	var envelope map[string]struct{ Message string }
	if json.Unmarshal(body, &envelope) != nil || len(envelope) != 1 {
		return ""
	}
	for _, fault := range envelope {
		return fault.Message
	}
	return ""
}
