package match_test

import (
	"testing"

	"github.com/osact/osact/openapi"
	. "github.com/osact/osact/suites/match"
)

func TestContract(t *testing.T) { testTwins(t, contractTwins(t)) }

// loaded returns the contract that the program is built with.
func loaded(t testing.TB) *openapi.Contract {
	t.Helper()
	contract, err := openapi.Load(openapi.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	return contract
}

func contractTwins(t testing.TB) []twin {
	contract := loaded(t)
	const (
		shape    = "show.body.matches-contract"
		noOthers = "show.body.has-no-other-keys"
		times    = "show.times.format"
		words    = "show.events.vocabulary"
		all      = "show.visibility.operator-sees-all"
	)
	good := func(requirement string) *Scene { return under(contract, requirement, answer()) }
	bad := func(requirement string, changes ...change) *Scene {
		return under(contract, requirement, answer(changes...))
	}
	unfinished := edit(`"finish_time": "2026-03-03T10:31:41.000000"`, `"finish_time": "2026-03-03T10:31:41Z"`)
	return []twin{
		{"MatchContract", "a value of another type", MatchContract(), good(shape), bad(shape, edit(`"message": null`, `"message": 7`)), []wrong{{"type", "/instanceAction/message"}}},
		{"MatchContract", "a missing key", MatchContract(), good(shape), bad(shape, edit(`"user_id"`, `"user"`)), []wrong{{"required", "/instanceAction/user_id"}}},
		{"MatchContract", "a key too many", MatchContract(), good(noOthers), bad(noOthers, edit(`"host": "cmp-02"`, `"hast": "cmp-02"`)), []wrong{{"additionalProperties", "/instanceAction/events/0/hast"}}},
		{"MatchContract", "a word of no vocabulary", MatchContract(), good(words), bad(words, edit(`"result": "Success",`, `"result": "Done",`)), []wrong{{"enum", "/instanceAction/events/0/result"}}},
		{
			"MatchContract", "a place that the judged requirement owns", MatchContract(),
			bad(shape, unfinished), bad(times, unfinished),
			[]wrong{{"format", "/instanceAction/events/0/finish_time"}},
		},
		{
			"MatchContract", "what only an operator may see need not be there, what comes later may not", MatchContract(),
			bad(noOthers, edit(`"traceback": null,`, ``)),
			bad(noOthers, func(a *Answer) { a.Place.Edition = openapi.At(openapi.Version{Major: 2, Minor: 57}) }),
			[]wrong{
				{"additionalProperties", "/instanceAction/events/0/details"},
				{"additionalProperties", "/instanceAction/events/0/host"},
				{"additionalProperties", "/instanceAction/events/0/hostId"},
				{"additionalProperties", "/instanceAction/events/1/details"},
				{"additionalProperties", "/instanceAction/events/1/host"},
				{"additionalProperties", "/instanceAction/events/1/hostId"},
				{"additionalProperties", "/instanceAction/updated_at"},
			},
		},
		{"HaveAllOperatorKeys", "a key that operators see", HaveAllOperatorKeys(), good(all), bad(all, edit(`"host": "ctl-01",`, ``)), []wrong{{"required", "/instanceAction/events/1/host"}}},
		{"HaveAllOperatorKeys", "the events", HaveAllOperatorKeys(), good(all), bad(all, edit(`"events"`, `"steps"`)), []wrong{{"required", "/instanceAction/events"}}},
		{
			"HaveAllOperatorKeys", "only what is missing counts", HaveAllOperatorKeys(),
			bad(all, edit(`"message": null`, `"message": 7`)), bad(all, edit(`"message": null,`, ``)),
			[]wrong{{"required", "/instanceAction/message"}},
		},
		{"HaveAllOperatorKeys", "an answer that is no 200", HaveAllOperatorKeys(), good(all), bad(all, status(403)), []wrong{{"status", "status"}}},
		{"HaveAllOperatorKeys", "a body that is no JSON", HaveAllOperatorKeys(), good(all), bad(all, body("<html>")), []wrong{{"syntax", ""}}},
	}
}
