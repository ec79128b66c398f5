package match_test

import (
	"testing"

	"github.com/osact/osact/openapi"
	. "github.com/osact/osact/suites/match"
)

func TestPrecedence(t *testing.T) { testTwins(t, precedenceTwins(t)) }

// knowing is a scene in which all questions have these factors.
func knowing(contract *openapi.Contract, factors Factors, answers ...*Answer) *Scene {
	s := under(contract, "show.precedence.decides", answers...)
	s.Factors = func(*Answer) (Factors, bool) { return factors, true }
	return s
}

func precedenceTwins(t testing.TB) []twin {
	contract := loaded(t)
	const check = "MatchPrecedence"
	const mine, theirs = "888c6a1e119040e4865855e7c68e3c8e", "111c6a1e119040e4865855e7c68e3c8e"
	decides := MatchPrecedence()
	names := map[string][]string{
		"server": {server}, "action": {actionID}, "parameter": {"foo", "bar"}, "url-project": {theirs}, "token-project": {mine}, "oldest": {"2.1"}, "newest": {"2.96"},
	}
	refused := func(code int, fault, message string) *Answer {
		text := map[int]string{400: "400", 401: "401", 403: "403", 404: "404", 406: "406"}[code]
		return answer(status(code), body(`{"`+fault+`": {"code": `+text+`, "message": "`+message+`"}}`))
	}
	is := []wrong{{"status", "status"}}
	// pair is one question, and two answers to it.
	pair := func(clause string, q openapi.Question, right, wrong *Answer) twin {
		if q.Edition == (openapi.Edition{}) {
			q.Edition = openapi.At(openapi.Version{Major: 2, Minor: 84})
		}
		factors := Factors{q, names}
		return twin{check, clause, decides, knowing(contract, factors, right), knowing(contract, factors, wrong), is}
	}
	by := func(method string, a *Answer) *Answer {
		a.Exchange.Request.Method = method
		return a
	}
	gone := refused(404, "itemNotFound", "Instance "+server+" could not be found.")
	missing := refused(404, "itemNotFound", "Action "+actionID+" could not be found.")
	forbidden := refused(403, "forbidden", "Policy does not allow it.")
	mismatch := openapi.Question{Project: "other"}
	twins := []twin{
		pair("nothing is wrong", openapi.Question{}, answer(), missing),
		pair("a status", openapi.Question{Action: "unknown"}, missing, answer()),
		pair("a fault", openapi.Question{Action: "unknown"}, missing, refused(404, "computeFault", "Action "+actionID+" could not be found.")),
		pair("what the message names", openapi.Question{Action: "unknown"}, missing, gone),
		pair("the first thing decides", openapi.Question{Action: "unknown", Server: "unknown"}, gone, missing),
		pair("a refusal in no form of the API", openapi.Question{Server: "unknown"}, gone, answer(status(404))),
		pair("any of several answers", openapi.Question{Action: "unknown", Policy: "unknown"}, forbidden, gone),
		pair("none of several answers", openapi.Question{Policy: "unknown"}, answer(), gone),
		pair("who may is not refused", openapi.Question{Policy: "allows"}, answer(), forbidden),
		pair("what only should decide is tolerated otherwise", openapi.Question{ContentType: "xml"}, answer(), missing),
		pair("wording is free below /v2", openapi.Question{Action: "unknown", Edition: openapi.Legacy()}, refused(404, "itemNotFound", "Gone."), refused(403, "itemNotFound", "Gone.")),
		pair("what anyone may refuse", openapi.Question{Method: "POST"}, answer(status(418)), answer(status(500))),
		pair("HEAD has no body to look at", openapi.Question{Method: "HEAD", Server: "unknown"}, by("HEAD", answer(status(404), body(""))), by("HEAD", answer(status(500), body("")))),
		pair("a success where anyone may refuse", openapi.Question{Method: "POST"}, answer(status(403)), answer()),
		pair("one of several values", openapi.Question{Query: "unknown-parameter", Edition: openapi.At(openapi.Version{Major: 2, Minor: 102})},
			refused(400, "badRequest", "not bar"), refused(400, "badRequest", "not baz")),
		pair("two things to name", openapi.Question{Version: "unoffered"}, refused(406, "computeFault", "2.1 to 2.96"), refused(406, "computeFault", "2.1 to 2.97")),
		pair("two projects to name", mismatch, refused(400, "badRequest", "URL's project_id '"+theirs+"' doesn't match Context's project_id '"+mine+"'"),
			refused(400, "badRequest", "URL's project_id '"+theirs+"' doesn't match")),
		pair("two projects in their places", mismatch, refused(400, "badRequest", "URL's project_id '"+theirs+"' doesn't match Context's project_id '"+mine+"'"),
			refused(400, "badRequest", "URL's project_id '"+mine+"' doesn't match Context's project_id '"+theirs+"'")),
		pair("other words have other places", mismatch, refused(400, "badRequest", "Token of "+mine+", path of "+theirs),
			refused(400, "badRequest", "Token of "+mine)),
	}
	strange := knowing(contract, Factors{Question: openapi.Question{Edition: openapi.At(openapi.Version{Major: 2, Minor: 84}), Server: "haunted"}}, missing)
	unknown := knowing(contract, Factors{}, missing)
	unknown.Factors = func(*Answer) (Factors, bool) { return Factors{}, false }
	usual := knowing(contract, Factors{Question: openapi.Question{Edition: openapi.At(openapi.Version{Major: 2, Minor: 84})}}, missing)
	nameless := knowing(contract, Factors{Question: openapi.Question{Edition: openapi.At(openapi.Version{Major: 2, Minor: 84}), Server: "unknown"}}, refused(404, "itemNotFound", "Gone."))
	options := Factors{Question: openapi.Question{Edition: openapi.At(openapi.Version{Major: 2, Minor: 84}), Method: "OPTIONS"}}
	return append(twins, []twin{
		{
			check, "OPTIONS shows no action", decides, knowing(contract, options, by("OPTIONS", answer(body("")))), knowing(contract, options, by("OPTIONS", answer())),
			[]wrong{{"presence", "/instanceAction"}},
		},
		{check, "a question whose factors are not known", decides, unknown, usual, is},
		{check, "a question for which the contract has no word", decides, strange, usual, is},
		{check, "a value that is not known need not be named", decides, nameless, knowing(contract, Factors{openapi.Question{Edition: openapi.At(openapi.Version{Major: 2, Minor: 84}), Server: "unknown"}, names}, nameless.Answers...), is},
	}...)
}
