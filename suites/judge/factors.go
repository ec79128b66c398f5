package judge

import (
	"cmp"
	"net/http"
	"regexp"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/cast"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/match"
)

// factors returns the factors of an answer's question in the words of the contract.
// It is not ok where one of them is not known: an id of which nothing is known to
// exist, a header that the contract has no word for.
func (e *Evaluator) factors(a *match.Answer) (match.Factors, bool) {
	x := a.Exchange
	f := match.Factors{
		Question: openapi.Question{Edition: a.Place.Edition, Method: x.Request.Method, Actor: string(x.Probe.As)},
		Names: map[string][]string{
			"oldest": e.known(claim.TargetOldest), "newest": e.known(claim.TargetMaximum), "token-project": e.known(claim.ProjectOf(x.Probe.As)),
		},
	}
	path, query, asked := strings.Cut(strings.TrimPrefix(x.Request.URL, e.target), "?")
	segments := strings.Split(strings.TrimPrefix(path, "/"), "/")
	if !e.path(&f, segments) || asked && !e.query(&f, query) || !e.version(&f, a) || !e.headers(&f, a) {
		return f, false
	}
	f.Question.Policy = cmp.Or(e.policies()[asker{x.Probe.As, f.Question.Operation}], "unknown")
	return f, true
}

// nobodys returns an id that nobody has as it was asked for.
func (e *Evaluator) nobodys(id string) string {
	id, _ = e.execution.Values().Fill(id) // it names no symbol
	return id
}

// known returns the value of a symbol, nothing where it has none.
func (e *Evaluator) known(symbol string) []string {
	if value, _ := e.execution.Bound(symbol); value != "" {
		return []string{value}
	}
	return nil
}

// The forms of what stands in a path: a word that is no id but could be one, and a
// project id.
var (
	wordForm    = regexp.MustCompile(`^[0-9A-Za-z:-]{1,64}$`)
	projectForm = regexp.MustCompile(`^[0-9a-f-]+$`)
	requestForm = regexp.MustCompile(`^req-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)
	uuidForm    = regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)
)

// path reads the factors that stand in the path.
func (e *Evaluator) path(f *match.Factors, segments []string) bool {
	q := &f.Question
	if len(segments) < 4 || segments[0] != "v2.1" && segments[0] != "v2" {
		return false
	}
	q.Project = "none"
	rest := segments[1:]
	if rest[0] != "servers" {
		q.Project = e.project(f, exchange.Actor(q.Actor), rest[0])
		rest = rest[1:]
	}
	if q.Project == "" || len(rest) < 3 || rest[0] != "servers" || rest[2] != "os-instance-actions" || len(rest) > 4 {
		return false
	}
	q.Path, q.Operation = "exact", "list"
	q.Server = e.server(rest[1])
	f.Names["server"] = []string{rest[1]}
	if len(rest) == 4 {
		q.Operation, q.Action = "show", e.action(rest[1], rest[3])
		f.Names["action"] = []string{rest[3]}
		if q.Action == "" && q.Server != "unknown" && q.Server != "malformed" {
			return false
		}
	}
	return q.Server != ""
}

// project tells whose project a path names; nothing where that is not known.
func (e *Evaluator) project(f *match.Factors, actor exchange.Actor, id string) string {
	f.Names["url-project"] = []string{id}
	own := e.known(claim.ProjectOf(actor))
	switch {
	case !projectForm.MatchString(id):
		return "malformed"
	case id == e.nobodys(claim.UnknownProject):
		return "nobody"
	case !actor.HasAccount(), len(own) > 0 && own[0] == id:
		return "own"
	case len(own) > 0:
		return "other"
	}
	return ""
}

// server tells what is known of a server; nothing for what osact made, which comes
// and goes.
func (e *Evaluator) server(id string) string {
	for _, own := range e.finder.OwnServers() {
		if value, _ := e.execution.Bound(own); value == id {
			return ""
		}
	}
	deleted, _ := e.execution.Bound("deleted.server")
	switch {
	case id == e.nobodys(claim.UnknownServer):
		return "unknown"
	case id == deleted:
		return "deleted"
	case wordForm.MatchString(id) && !uuidForm.MatchString(id) && !e.isBound(id):
		return "malformed" // even if it is answered
	case e.records().HasServer(id):
		return "live"
	}
	return ""
}

// isBound reports that a symbol stands for an id: then somebody takes it for one.
func (e *Evaluator) isBound(id string) bool {
	for symbol, value := range e.execution.Values() {
		if value == id && symbol != exchange.UnknownID && !cast.IsMisspelt(symbol) {
			return true
		}
	}
	return false
}

// action tells what is known of an action of a server.
func (e *Evaluator) action(server, id string) string {
	switch {
	case id == e.nobodys(claim.UnknownAction):
		return "unknown"
	case e.records().Lists(server, id), e.isBound(id) && e.records().Has(server, id):
		return "finished"
	case e.records().HasElsewhere(server, id):
		return "misplaced"
	case !wordForm.MatchString(id) || requestForm.MatchString(id) || e.isBound(id):
		return ""
	case strings.HasPrefix(id, "req-"):
		return "unknown" // even if it is answered
	}
	return "malformed"
}

// version reads whether the microversion that was asked for can be served.
func (e *Evaluator) version(f *match.Factors, a *match.Answer) bool {
	if a.Place.Edition.IsLegacy() {
		return true
	}
	asked, err := openapi.ParseVersion(a.Version)
	if err != nil || asked.Major == 0 {
		f.Question.Version = "malformed"
		return a.Version != ""
	}
	oldest, err1 := openapi.ParseVersion(e.execution.Values()[claim.TargetOldest])
	maximum, err2 := openapi.ParseVersion(e.execution.Values()[claim.TargetMaximum])
	if err1 != nil || err2 != nil {
		return a.Exchange.Probe.Version == "" // nothing tells what is offered
	}
	if asked.Compare(oldest) < 0 || asked.Compare(maximum) > 0 {
		f.Question.Version = "unoffered"
	}
	return true
}

// headers reads the factors that stand in headers.
func (e *Evaluator) headers(f *match.Factors, a *match.Answer) bool {
	header := a.Exchange.Request.Header
	switch kind := header.Get("Content-Type"); kind {
	case "application/json":
	case "":
		f.Question.ContentType = "none"
	case "application/xml":
		f.Question.ContentType = "xml"
	default:
		return false
	}
	if header.Get("Accept") != "application/json" {
		f.Question.Accept = "other"
	}
	if a.Exchange.Probe.ClaimsIdentity() {
		f.Question.Token = "forged"
		return a.Exchange.Request.Body == ""
	}
	line, empty := strings.CutSuffix(a.Exchange.Probe.Variant, ";")
	name, value, _ := strings.Cut(line, ":")
	switch http.CanonicalHeaderKey(strings.TrimSpace(name)) {
	case "", "Content-Type", "Accept", "Accept-Encoding", "X-Openstack-Request-Id", http.CanonicalHeaderKey(exchange.OlderVersionHeader):
	case "X-Auth-Token":
		if empty {
			f.Question.Token = "empty"
		} else if value != "" && exchange.Actor(f.Question.Actor).HasAccount() {
			return false // whose token that is, nobody knows
		}
	case http.CanonicalHeaderKey(exchange.VersionHeader):
		if !a.Place.Edition.IsLegacy() {
			return false // which of several is heard is a question of its own
		}
	default:
		return false
	}
	return a.Exchange.Request.Body == ""
}

// asker is who asks for what: show or list.
type asker struct {
	actor     exchange.Actor
	operation string
}

// policies returns whether the deployment allows each actor each operation, in the
// words of the contract: whoever was answered once may, whoever was only ever
// refused by the policy may not, and of others it is not known.
func policies(heard []*match.Answer) map[asker]string {
	toShow, toList := match.ToShow(), match.ToList()
	all := map[asker]string{}
	for _, a := range heard {
		who := asker{a.Exchange.Probe.As, "show"}
		switch {
		case toShow(a):
		case toList(a):
			who.operation = "list"
		default:
			continue
		}
		switch {
		case a.Response.Status == http.StatusOK:
			all[who] = "allows"
		case a.IsPolicyRefusal() && all[who] == "":
			all[who] = "refuses"
		}
	}
	return all
}
