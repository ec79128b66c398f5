package match_test

import (
	"strings"
	"testing"

	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

func TestIndistinguishable(t *testing.T) { testTwins(t, indistinguishableTwins()) }

func indistinguishableTwins() []twin {
	const other = "00000000-0000-4000-8000-000000000000"
	demand := BeIndistinguishable(other, "{finished.server}")
	unknown := func(changes ...change) *Answer {
		return refusal(append([]change{body(strings.ReplaceAll(notFound, server, other))}, changes...)...)
	}
	good := scene(unknown(), refusal())
	common := HaveHeadersInCommon()
	told, closing := header("X-Cell", exchange.Words("cell-number-1")), header("Date", "now")
	// both has n refusals of one server, the first changed so and the others so, and as
	// many of another.
	both := func(n int, first, others, second, more change) *Scene {
		var heard []*Answer
		for server, changes := range map[string][2]change{"f": {first, others}, "u": {second, more}} {
			for i := range n {
				of := []change{asked(server + "/os-instance-actions/a")}
				if c := changes[min(i, 1)]; c != nil {
					of = append(of, c)
				}
				heard = append(heard, refusal(of...))
			}
		}
		s := scene(refusal(asked("f/os-instance-actions/a")), refusal(asked("u/os-instance-actions/a")))
		s.Heard = heard
		return s
	}
	return []twin{
		{"BeIndistinguishable", "the status", demand, good, scene(unknown(), refusal(status(403))), []wrong{{"status", "status"}}},
		{"BeIndistinguishable", "another word", demand, good, scene(unknown(), refusal(edit("not found", "not here"))), []wrong{{"difference", ""}}},
		{"BeIndistinguishable", "a further header", demand, good, scene(unknown(), refusal(header("Cache-Control", "no-store"))), []wrong{{"difference", "header Cache-Control"}}},
		{"BeIndistinguishable", "a header less", demand, good, scene(unknown(), refusal(header("Vary"))), []wrong{{"difference", "header Vary"}}},
		{
			"BeIndistinguishable", "a header that is not kept may differ", demand,
			scene(unknown(header("X-Trace", exchange.Words("trace-1-of-2"))), refusal(header("X-Trace", exchange.Words("trace-2-of-2")))),
			scene(unknown(header("X-Trace", "1")), refusal(header("X-Trace", "2"))),
			[]wrong{{"difference", "header X-Trace"}},
		},
		{
			"BeIndistinguishable", "the id in a header", demand,
			scene(unknown(header("Location", "/servers/"+other)), refusal(header("Location", "/servers/"+server))),
			scene(unknown(header("Location", "/servers/"+other)), refusal(header("Location", "/servers/1"))),
			[]wrong{{"difference", "header Location"}},
		},
		{
			"BeIndistinguishable", "the answer's own id does not count", demand,
			scene(unknown(), refusal(header("X-Compute-Request-Id", otherID), header("Date", "now"))),
			scene(unknown(), refusal(header("Etag", otherID))),
			[]wrong{{"difference", "header Etag"}},
		},
		{"HaveHeadersInCommon", "a header of one alone", common, both(5, told, nil, told, nil), both(5, told, told, nil, nil), []wrong{{"difference", "header X-Cell"}}},
		{"HaveHeadersInCommon", "the other way round", common, both(5, nil, nil, nil, nil), both(5, nil, nil, told, told), []wrong{{"difference", "header X-Cell"}}},
		{"HaveHeadersInCommon", "not in every answer", common, both(5, told, nil, nil, nil), both(5, told, told, nil, nil), []wrong{{"difference", "header X-Cell"}}},
		{"HaveHeadersInCommon", "too few to tell", common, both(4, told, told, nil, nil), both(5, told, told, nil, nil), []wrong{{"difference", "header X-Cell"}}},
		{"HaveHeadersInCommon", "a header of the connection", common, both(5, closing, closing, nil, nil), both(5, told, told, nil, nil), []wrong{{"difference", "header X-Cell"}}},
	}
}
