package suites

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/osact/osact/suites/exchange"
)

// fake is a target: it maps a question, as in "member GET /v2.1/servers", to
// the answer at whichever microversion. What it does not know is a 404.
type fake map[string]reply

// reply is an answer, or the failure to get one.
type reply struct {
	status  int
	body    string
	failure *exchange.Failure
}

func ok(body string) reply { return reply{status: http.StatusOK, body: body} }

// small is a fake with two servers. Of the first a running action, a started
// one, a finished one of two steps and a failed one are known, of the second
// one finished action.
func small() fake {
	f := fake{
		"anonymous GET /":                  ok(`{"versions": [{"id": "v2.0"}, {"id": "v2.1"}]}`),
		"anonymous GET /v2.1/":             ok(`{"version": {"id": "v2.1", "min_version": "2.1", "version": "2.96"}}`),
		"member GET /v2.1" + nowhere:       {status: http.StatusBadRequest, body: `{"badRequest": {"code": 400, "message": "URL's project_id 'x' doesn't match Context's project_id 'p-member'"}}`},
		"member GET /v2.1/servers?limit=8": ok(`{"servers": [{"id": "web"}, {"id": "db"}]}`),
	}
	const event = `{"event": "%s", "start_time": "2026-03-03T10:31:11.000000", "finish_time": %s, "result": %s}`
	done := func(name string) string { return fmt.Sprintf(event, name, `"2026-03-03T10:31:12.000000"`, `"Success"`) }
	failed := fmt.Sprintf(event, "attach", `"2026-03-03T10:31:12.000000"`, `"Error"`)
	f.acts("web",
		act{"reboot", "req-running", "null", fmt.Sprintf(event, "reboot", "null", "null")},
		act{"start", "req-started", "null", done("start")},
		act{"resize", "req-finished", "null", done("prepare") + "," + done("move")},
		act{"attach_volume", "req-failed", `"Error"`, failed},
	)
	f.acts("db", act{"create", "req-created", "null", done("build")})
	return f
}

// nowhere is the path under which discovery asks for its own project.
const nowhere = "/" + nobodysProject + "/servers/" + nobodysServer + "/os-instance-actions/" + nobodysAction

type act struct{ name, id, message, events string }

// acts enters the actions of a server, newest first, into lists and one by one.
func (f fake) acts(server string, actions ...act) {
	list := "member GET /v2.1/servers/" + server + "/os-instance-actions"
	var listed []string
	for _, a := range actions {
		brief := fmt.Sprintf(`"action": %q, "instance_uuid": %q, "request_id": %q, "message": %s`, a.name, server, a.id, a.message)
		listed = append(listed, "{"+brief+"}")
		f[list+"/"+a.id] = ok(`{"instanceAction": {` + brief + `, "events": [` + a.events + `]}}`)
	}
	f[list] = ok(`{"instanceActions": [` + strings.Join(listed, ",") + `]}`)
}

// answer returns what the fake says to a question.
func (f fake) answer(q exchange.Question) exchange.Exchange {
	r, known := f[fmt.Sprintf("%s %s %s", q.Probe.As, q.Method, q.Path)]
	if !known {
		r = reply{status: http.StatusNotFound, body: `{"itemNotFound": {"code": 404, "message": "not found"}}`}
	}
	x := exchange.Exchange{Probe: q.Probe, Request: exchange.Request{Method: q.Method, URL: q.Path}, Failure: r.failure}
	if r.status != 0 {
		x.Response = &exchange.Response{Status: r.status, Body: []byte(r.body)}
	}
	return x
}

// play drives a walk to its end. Of the questions that await their answer,
// next chooses the one that is answered next.
func (f fake) play(w *Walk, next func(waiting int) int) {
	waiting := w.Ready()
	for len(waiting) > 0 {
		i := next(len(waiting))
		w.Put(f.answer(waiting[i]))
		waiting = append(waiting[:i:i], waiting[i+1:]...)
		waiting = append(waiting, w.Ready()...)
	}
}

// inTurn answers questions in the order in which they were asked.
func inTurn(int) int { return 0 }
