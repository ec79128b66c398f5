package match_test

import (
	"testing"

	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

func TestHeaders(t *testing.T) { testTwins(t, headersTwins()) }

func headersTwins() []twin {
	const (
		version     = "OpenStack-API-Version"
		novaVersion = "X-OpenStack-Nova-API-Version"
		computeID   = "X-Compute-Request-Id"
		commonID    = "X-Openstack-Request-Id"
	)
	good := scene(answer())
	silent := scene(answer(header(version), header(novaVersion), header("Vary")))
	at := func(name string) []wrong { return []wrong{{"header", "header " + name}} }
	fresh := HaveFreshRequestIDs("{finished.id}")
	two := scene(answer(), answer(header(computeID, otherID)))
	token := exchange.Mark(exchange.Admin)
	return []twin{
		{"HaveVersionEcho", "another microversion", HaveVersionEcho(), good, scene(answer(header(version, "compute 2.83"))), at(version)},
		{"HaveVersionEcho", "another microversion, older header", HaveVersionEcho(), good, scene(answer(header(novaVersion, "2.83"))), at(novaVersion)},
		{
			"HaveVersionEcho", "what a refusal refuses", HaveVersionEcho(),
			scene(refusal(asking("2.999"), header(version, "compute 2.999"), header(novaVersion, "2.999"))),
			scene(refusal(asking("2.999"), header(version, "compute 2.999"))), at(novaVersion),
		},
		{"HaveVersionEcho", "no header", HaveVersionEcho(), good, scene(answer(header(version))), at(version)},
		{"HaveVersionEcho", "no older header", HaveVersionEcho(), good, scene(answer(header(novaVersion))), at(novaVersion)},
		{"HaveVersionEcho", "an empty header", HaveVersionEcho(), good, scene(answer(header(version, ""))), at(version)},
		{"HaveVersionEcho", "said twice", HaveVersionEcho(), good, scene(answer(header(version, "compute 2.84", "compute 2.84"))), at(version)},
		{"HaveVersionEcho", "no service", HaveVersionEcho(), good, scene(answer(header(version, "2.84"))), at(version)},

		{"HaveNoVersionHeaders", "the newer header", HaveNoVersionHeaders(), silent, scene(answer(header(novaVersion), header("Vary"))), at(version)},
		{"HaveNoVersionHeaders", "the older header", HaveNoVersionHeaders(), silent, scene(answer(header(version), header("Vary"))), at(novaVersion)},
		{
			"HaveNoVersionHeaders", "one of several in Vary", HaveNoVersionHeaders(),
			scene(answer(header(version), header(novaVersion), header("Vary", "Accept-Encoding"))),
			scene(answer(header(version), header(novaVersion), header("Vary", "Accept-Encoding, openstack-api-version"))), at("Vary"),
		},

		{"HaveHeader", "it is missing", HaveHeader("Vary"), good, scene(answer(header("Vary"))), at("Vary")},

		{"HaveVersionVary", "it is missing", HaveVersionVary(), good, scene(answer(header("Vary"))), at("Vary")},
		{"HaveVersionVary", "one of two", HaveVersionVary(), good, scene(answer(header("Vary", "OpenStack-API-Version, Accept-Encoding"))), at("Vary")},

		{"HaveOneRequestID", "two ids", HaveOneRequestID(), good, scene(answer(header(commonID, otherID))), at(commonID)},
		{"HaveOneRequestID", "the common header is missing", HaveOneRequestID(), good, scene(answer(header(commonID))), at(commonID)},
		{"HaveOneRequestID", "the older header is missing", HaveOneRequestID(), good, scene(answer(header(computeID))), at(commonID)},
		{
			"HaveOneRequestID", "both headers are missing", HaveOneRequestID(), good,
			scene(answer(header(computeID), header(commonID))), at(commonID),
		},

		{
			"HaveFreshRequestIDs", "the id of the action", fresh, good,
			scene(answer(header(computeID, actionID))), at(computeID),
		},
		{"HaveFreshRequestIDs", "in the common header", fresh, good, scene(answer(header(commonID, actionID))), at(commonID)},
		{
			"HaveFreshRequestIDs", "the second of two ids, whatever the first, if it is not known", HaveFreshRequestIDs("{its.id}", otherID), good,
			scene(answer(), answer(header(computeID, otherID))), at(computeID),
		},
		{"HaveUniqueRequestIDs", "one id twice", HaveUniqueRequestIDs(), two, scene(answer(), answer()), at(computeID)},
		{
			"HaveUniqueRequestIDs", "no id is nobody's", HaveUniqueRequestIDs(), scene(answer(header(computeID)), answer(header(computeID))),
			scene(answer(), answer(header(computeID)), refusal()), at(computeID),
		},

		{
			"HaveAnnouncedLength", "more than announced", HaveAnnouncedLength(),
			good, scene(answer(func(a *Answer) { a.Response.Wire++ })), at("Content-Length"),
		},
		{
			"HaveAnnouncedLength", "less than announced", HaveAnnouncedLength(),
			good, scene(answer(func(a *Answer) { a.Response.Wire-- })), at("Content-Length"),
		},
		{
			"HaveAnnouncedLength", "a length of nothing", HaveAnnouncedLength(),
			scene(answer(body(""))), scene(answer(body(""), func(a *Answer) { a.Response.Wire++ })), at("Content-Length"),
		},
		{
			"HaveAnnouncedLength", "nothing announced, and an early end", HaveAnnouncedLength(),
			scene(answer(func(a *Answer) { a.Response.Length = -1 })),
			scene(answer(func(a *Answer) {
				a.Response.Length = -1
				a.Exchange.Failure = &exchange.Failure{Kind: exchange.Short, Text: "it ended early"}
			})), at("Content-Length"),
		},

		{"ContainNoToken", "in the body", ContainNoToken(), good, scene(answer(edit(`"resize"`, `"`+token+`"`))), []wrong{{"secret", ""}}},
		{"ContainNoToken", "in a header", ContainNoToken(), good, scene(answer(header(version, "compute "+token))), []wrong{{"secret", "header Openstack-Api-Version"}}},
		{
			"ContainNoToken", "of two actors, in two places", ContainNoToken(), good,
			scene(answer(edit(`"resize"`, `"`+exchange.Mark(exchange.Intruder)+token+`"`), header("Vary", "*", token))),
			[]wrong{{"secret", ""}, {"secret", ""}, {"secret", "header Vary"}},
		},
	}
}
