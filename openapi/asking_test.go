package openapi_test

import (
	"cmp"
	"encoding/json"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/osact/osact/fixtures/cloud"
	"github.com/osact/osact/openapi"
)

// asker puts questions to the reference cloud.
type asker struct {
	clouds   map[string]http.Handler // by what their policy says to a bystander: allows or refuses
	tokens   map[string]string       // by actor
	projects map[string]string
}

func newAsker(tb testing.TB) asker {
	tb.Helper()
	a := asker{map[string]http.Handler{}, map[string]string{"intruder": "nobody-issued-this"}, map[string]string{}}
	for policy, o := range map[string]cloud.Options{"allows": {}, "refuses": {NewDefaults: true}} {
		c, err := cloud.New(o)
		if err != nil {
			tb.Fatal(err)
		}
		a.clouds[policy] = c.Compute()
		for i, actor := range []string{"admin", "member", "reader", "bystander", "outsider"} {
			a.tokens[actor], a.projects[actor] = c.Users()[i].Token, c.Users()[i].ProjectID
		}
	}
	return a
}

// asked is a question, and what came of it.
type asked struct {
	openapi.Question
	line           string // the request, for people
	server, action string // that it is about
	project, own   string // in the URL, and of the token
	wrong          []string
	status         int
	fault, message string
}

// ask puts a question. One question is many requests: pick chooses.
func (a asker) ask(q openapi.Question, pick *rand.Rand) asked {
	one := func(of ...string) string { return of[pick.IntN(len(of))] }
	own := cmp.Or(a.projects[q.Actor], a.projects["member"])
	project, server, action := a.project(q, own, one), serverOf(q, one), actionOf(q, one)
	query, wrong := query(q, one)
	target := pathOf(q, project, server, action, one) + query
	r := httptest.NewRequest(q.Method, target, nil)
	a.setHeaders(r.Header, q, one)
	w := httptest.NewRecorder()
	a.clouds[q.Policy].ServeHTTP(w, r)
	got := asked{
		Question: q, line: q.Method + " " + target, server: server, action: action, project: project, own: own, wrong: wrong, status: w.Code,
	}
	got.fault, got.message = fault(w.Body.Bytes())
	return got
}

// fault is the key of an envelope and the message in it, or nothing where a body is no fault of the API.
func fault(body []byte) (key, message string) {
	var envelope map[string]struct {
		Code    int
		Message *string
	}
	if json.Unmarshal(body, &envelope) != nil || len(envelope) != 1 {
		return "", ""
	}
	for key, f := range envelope {
		if f.Code != 0 && f.Message != nil {
			return key, *f.Message
		}
	}
	return "", ""
}

// is tells whether what came is what a reply says.
func (a *asked) is(r openapi.Reply) bool {
	if a.status != r.Status || a.fault != r.Fault {
		return false
	}
	return !slices.ContainsFunc(r.Names, func(name string) bool { return !slices.ContainsFunc(a.texts(name), a.says) })
}

func (a *asked) says(text string) bool { return strings.Contains(a.message, text) }

// texts are those of which a message that has to name something must hold one.
func (a *asked) texts(name string) []string {
	switch name {
	case "server":
		return []string{a.server}
	case "action":
		return []string{a.action}
	case "url-project":
		return []string{a.project}
	case "token-project":
		return []string{a.own}
	case "oldest":
		return []string{"2.1"}
	case "newest":
		return []string{"2.104"}
	case "parameter":
		return a.wrong
	case "policy-rule":
		return []string{"os_compute_api:os-instance-actions:" + a.Operation}
	}
	return nil
}

func (a asker) setHeaders(h http.Header, q openapi.Question, one func(...string) string) {
	token := a.tokens[q.Actor]
	switch {
	case q.Token == "empty":
		h.Set("X-Auth-Token", "")
	case q.Token == "bearer" && token != "":
		h.Set("Authorization", "Bearer "+token)
	case token != "":
		h.Set("X-Auth-Token", token)
	}
	if q.Token == "forged" {
		h.Set("X-Identity-Status", "Confirmed")
		h.Set("X-User-Id", "00000000000000000000000000000001")
		h.Set("X-Project-Id", a.projects["member"])
		h.Set("X-Roles", "admin,member,reader")
	}
	if version := askedVersion(q, one); version != "" {
		h.Set("OpenStack-API-Version", "compute "+version)
	}
	if q.ContentType != "none" {
		h.Set("Content-Type", "application/"+q.ContentType)
	}
	accept := "application/json"
	if q.Accept == "other" {
		accept = one("application/xml", "text/html", "*/*", "")
	}
	if accept != "" {
		h.Set("Accept", accept)
	}
}
