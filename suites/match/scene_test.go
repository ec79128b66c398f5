package match_test

import (
	"net/http"
	"strings"
	"time"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

const (
	server    = "6e10dc8e-ae2c-4584-a17d-e784307a3f3f"
	actionID  = "req-8538bd0a-54c4-4227-8cf6-dbcbb61170c8"
	requestID = "req-0f9b1c55-3c3e-4c36-9d0b-0e9a6f1f7f10"
	otherID   = "req-77777777-3c3e-4c36-9d0b-0e9a6f1f7f10"
)

// finished is an action as an operator sees it at 2.84. No text that a test
// may want to change occurs in it twice.
const finished = `{"instanceAction": {
	"action": "resize",
	"instance_uuid": "` + server + `",
	"request_id": "` + actionID + `",
	"user_id": "e1e2bce071c540469f99a8bd0819dc96",
	"project_id": "888c6a1e119040e4865855e7c68e3c8e",
	"start_time": "2026-03-03T10:31:11.048829",
	"message": null,
	"updated_at": "2026-03-03T10:31:41.733459",
	"events": [{
		"event": "compute_finish_resize",
		"start_time": "2026-03-03T10:31:38.210087",
		"finish_time": "2026-03-03T10:31:41.000000",
		"result": "Success", "traceback": null, "details": null,
		"host": "cmp-02", "hostId": "5b8f3c1d0a7e62944f1bb0c8d25a9e7360c4f81e2d97ab53061e8c7f"
	}, {
		"event": "cold_migrate",
		"start_time": "2026-03-03T10:31:11.860275",
		"finish_time": "2026-03-03T10:31:13.402193",
		"result": "Success" , "traceback": null , "details": null ,
		"host": "ctl-01", "hostId": ""
	}]
}}`

// notFound is a refusal in the envelope of the compute API.
const notFound = `{"itemNotFound": {"code": 404, "message": "Action ` + actionID + ` on ` + server + ` not found"}}`

// scene is the given answers, with the symbols of a finished action bound.
func scene(answers ...*Answer) *Scene {
	return &Scene{
		Answers:  answers,
		Bindings: exchange.Bindings{"finished.server": server, "finished.id": actionID},
		Heard:    answers,
		Records:  func() *Records { return NewRecords(answers) },
		Factors: func(a *Answer) (Factors, bool) {
			return Factors{Question: openapi.Question{Edition: a.Place.Edition}}, true
		},
	}
}

// under is a scene in which a requirement of the contract is judged.
func under(contract *openapi.Contract, requirement string, answers ...*Answer) *Scene {
	s := scene(answers...)
	s.Contract, s.Requirement = contract, requirement
	return s
}

// change is one thing in which an answer differs from the usual one.
type change func(*Answer)

// answer is the 200 that shows the finished action at 2.84, changed.
func answer(changes ...change) *Answer {
	header := http.Header{}
	for name, value := range map[string]string{
		"Content-Type":                 "application/json",
		"OpenStack-API-Version":        "compute 2.84",
		"X-OpenStack-Nova-API-Version": "2.84",
		"Vary":                         "OpenStack-API-Version, X-OpenStack-Nova-API-Version",
		"X-Compute-Request-Id":         requestID,
		"X-OpenStack-Request-Id":       requestID,
	} {
		header.Set(name, value)
	}
	a := &Answer{
		Place: openapi.Place{
			Path:    "/v2.1/servers/{server_id}/os-instance-actions/{request_id}",
			Method:  http.MethodGet,
			Edition: openapi.At(openapi.Version{Major: 2, Minor: 84}),
		},
		Version:  "2.84",
		Exchange: &exchange.Exchange{Probe: exchange.Probe{As: exchange.Member, Method: http.MethodGet}},
		Response: &exchange.Response{Status: http.StatusOK, Header: header},
	}
	body(finished)(a)
	for _, change := range changes {
		change(a)
	}
	a.Exchange.Response = a.Response
	return a
}

// refusal is a 404 that names the action and its server, changed.
func refusal(changes ...change) *Answer {
	return answer(append([]change{status(http.StatusNotFound), body(notFound)}, changes...)...)
}

func status(code int) change {
	return func(a *Answer) { a.Response.Status = code }
}

// body replaces the body, and announces its length.
func body(text string) change {
	return func(a *Answer) {
		a.Response.Body = []byte(text)
		a.Response.Wire, a.Response.Length = int64(len(text)), int64(len(text))
	}
}

// edit replaces the one occurrence of a text in the body.
func edit(old, new string) change {
	return func(a *Answer) {
		text := string(a.Response.Body)
		if strings.Count(text, old) != 1 {
			panic("the body holds this text other than once: " + old)
		}
		body(strings.Replace(text, old, new, 1))(a)
	}
}

// header replaces a header; without values it is left out.
func header(name string, values ...string) change {
	return func(a *Answer) {
		a.Response.Header.Del(name)
		for _, v := range values {
			a.Response.Header.Add(name, v)
		}
	}
}

// oneEvent leaves the older of the two events out.
func oneEvent(a *Answer) {
	newer, _, _ := strings.Cut(string(a.Response.Body), "}, {")
	body(newer + "}]}}")(a)
}

func legacy(a *Answer) {
	a.Place.Edition = openapi.Legacy()
}

// at is for another edition: of microversion 2 and this minor one.
func at(minor int) change {
	return func(a *Answer) { a.Place.Edition = openapi.At(openapi.Version{Major: 2, Minor: minor}) }
}

// nth is for a question that was asked before, as often as n says.
func nth(n int) change { return func(a *Answer) { a.Exchange.Probe.Nth = n } }

// asked is for a question of its own, told by what follows /servers/ in its URL.
func asked(path string) change {
	return func(a *Answer) {
		a.Exchange.Request = exchange.Request{Method: http.MethodGet, URL: "http://cloud/v2.1/servers/" + path}
		a.Place.Path = "/v2.1/servers/{server_id}/os-instance-actions"
		if strings.Contains(path, "/os-instance-actions/") {
			a.Place.Path += "/{request_id}"
		}
	}
}

// during tells when an answer was asked for and when it had come, in seconds.
func during(began, ended int) change {
	return func(a *Answer) {
		a.Exchange.Started = time.Date(2026, 3, 3, 12, 0, began, 0, time.UTC)
		a.Exchange.Duration = time.Duration(ended-began) * time.Second
	}
}

// asking is for another microversion.
func asking(version string) change {
	return func(a *Answer) { a.Version = version }
}

func by(actor exchange.Actor) change {
	return func(a *Answer) { a.Exchange.Probe.As = actor }
}
