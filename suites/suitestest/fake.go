package suitestest

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/plan"
)

// Fake is a target: it maps a question, as in "member GET /v2.1/servers", to
// the answer at whichever microversion. What it does not know is a 404.
type Fake map[string]Reply

// Reply is an answer, or the failure to get one.
type Reply struct {
	Status  int
	Body    string
	Failure *exchange.Failure
}

func OK(body string) Reply { return Reply{Status: http.StatusOK, Body: body} }

// Small is a fake with two servers. Of the first a running action, a started
// one, a finished one of two steps and a failed one are known, of the second
// one finished action.
func Small() Fake {
	f := Fake{
		"anonymous GET /":                  OK(`{"versions": [{"id": "v2.0"}, {"id": "v2.1"}]}`),
		"anonymous GET /v2.1/":             OK(`{"version": {"id": "v2.1", "min_version": "2.1", "version": "2.96"}}`),
		"member GET /v2.1" + Nowhere:       {Status: http.StatusBadRequest, Body: `{"badRequest": {"code": 400, "message": "URL's project_id 'x' doesn't match Context's project_id 'p-member'"}}`},
		"member GET /v2.1/servers?limit=8": OK(`{"servers": [{"id": "web"}, {"id": "db"}]}`),
	}
	const event = `{"event": "%s", "start_time": "2026-03-03T10:31:11.000000", "finish_time": %s, "result": %s}`
	done := func(name string) string { return fmt.Sprintf(event, name, `"2026-03-03T10:31:12.000000"`, `"Success"`) }
	failed := fmt.Sprintf(event, "attach", `"2026-03-03T10:31:12.000000"`, `"Error"`)
	f.Acts("web",
		Act{"reboot", "req-running", "null", fmt.Sprintf(event, "reboot", "null", "null")},
		Act{"start", "req-started", "null", done("start")},
		Act{"resize", "req-finished", "null", done("prepare") + "," + done("move")},
		Act{"attach_volume", "req-failed", `"Error"`, failed},
	)
	f.Acts("db", Act{"create", "req-created", "null", done("build")})
	return f
}

// Nowhere is the path under which discovery asks for its own project.
const Nowhere = "/" + claim.UnknownProject + "/servers/" + claim.UnknownServer + "/os-instance-actions/" + claim.UnknownAction

// Act is an action of a fake.
type Act struct{ Name, ID, Message, Events string }

// ActOf returns an action. Its message and its events are JSON.
func ActOf(name, id, message, events string) Act { return Act{name, id, message, events} }

// Acts enters the actions of a server, newest first, into lists and one by one.
func (f Fake) Acts(server string, actions ...Act) {
	list := "member GET /v2.1/servers/" + server + "/os-instance-actions"
	var listed []string
	for _, a := range actions {
		brief := fmt.Sprintf(`"action": %q, "instance_uuid": %q, "request_id": %q, "message": %s`, a.Name, server, a.ID, a.Message)
		listed = append(listed, "{"+brief+"}")
		f[list+"/"+a.ID] = OK(`{"instanceAction": {` + brief + `, "events": [` + a.Events + `]}}`)
	}
	f[list] = OK(`{"instanceActions": [` + strings.Join(listed, ",") + `]}`)
}

// Answer returns what the fake says to a question.
func (f Fake) Answer(q exchange.Question) exchange.Exchange {
	r, known := f[fmt.Sprintf("%s %s %s", q.Probe.As, q.Method, q.Path)]
	if !known {
		r = Reply{Status: http.StatusNotFound, Body: `{"itemNotFound": {"code": 404, "message": "not found"}}`}
	}
	x := exchange.Exchange{Probe: q.Probe, Request: exchange.Request{Method: q.Method, URL: q.Path}, Failure: r.Failure}
	if r.Status != 0 {
		x.Response = &exchange.Response{Status: r.Status, Body: []byte(r.Body)}
	}
	return x
}

// Play drives an execution to its end. Of the questions that await their answer,
// next chooses the one that is answered next.
func (f Fake) Play(w *plan.Execution, next func(waiting int) int) {
	waiting := w.Ready()
	for len(waiting) > 0 {
		i := next(len(waiting))
		w.Put(f.Answer(waiting[i]))
		waiting = append(waiting[:i:i], waiting[i+1:]...)
		waiting = append(waiting, w.Ready()...)
	}
}

// InTurn answers questions in the order in which they were asked.
func InTurn(int) int { return 0 }
