package exchange_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/osact/osact/suites/exchange"
)

func TestChallengeIsRefused(t *testing.T) {
	for text, want := range map[string]string{
		"":                             "it has 0 characters",
		"fifteen-letters":              "it has 15 characters",
		strings.Repeat("a", 129):       "it has 129 characters",
		"a space is in this one":       "has a character",
		"a-line-feed-is-in-this-one\n": "has a character",
		"an-umlaut-is-in-this-öne":     "has a character",
		"no-utf-8-is-in-this-one\xff":  "has a character",
		"sixteen-letters!":             "",
		strings.Repeat("~", 128):       "",
	} {
		err := exchange.Challenge(text).Check()
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

// Who verifies computes the same as who runs, in another version of osact too: these
// values may never change.
func TestWhatFollowsFromAChallenge(t *testing.T) {
	const c = exchange.Challenge("certifier-nonce-0001")
	for what, got := range map[string][2]string{
		"unknown id":  {c.Unknown(), "6280f93a-8266-453d-8a3d-c7ecfd434332"},
		"request id":  {c.RequestID(7), "req-22b4b904-4f26-4cd6-8feb-59a33d583661"},
		"id of a run": {c.RunID("own"), "zhho5auztiewwnhg-own"},
	} {
		if got[0] != got[1] {
			t.Errorf("%s: %s, want %s", what, got[0], got[1])
		}
	}
	random := regexp.MustCompile(`^req-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)
	seen := map[string]bool{}
	for i := range 1000 {
		for _, challenge := range []exchange.Challenge{c, c + "x"} {
			id := challenge.RequestID(i)
			if !random.MatchString(id) || seen[id] {
				t.Fatalf("request %d is named %s", i, id)
			}
			seen[id] = true
		}
	}
	if !c.MadeRun(c.RunID("a")) || c.MadeRun((c + "x").RunID("a")) || c.MadeRun("a") {
		t.Error("the id of a run does not tell its challenge")
	}
}

// Questions that are asked together have one rank, others have others.
func TestRank(t *testing.T) {
	const c = exchange.Challenge("certifier-nonce-0001")
	probe := exchange.Probe{As: exchange.Member, Method: "GET", Path: "/"}
	same := func(change func(*exchange.Probe)) bool {
		again, more := probe, probe
		again.Nth, more.Nth = 1, 2
		change(&more)
		return c.Rank(again) == c.Rank(more)
	}
	if !same(func(*exchange.Probe) {}) || !same(func(p *exchange.Probe) { p.As = exchange.Admin }) {
		t.Error("what is asked together is torn apart")
	}
	if same(func(p *exchange.Probe) { p.Path = "/v2.1" }) || same(func(p *exchange.Probe) { p.Nth = exchange.Last }) || c.Rank(probe) == (c+"x").Rank(probe) {
		t.Error("other questions, or those of another challenge, have the same rank")
	}
}

func TestAChallengeChoosesTheIDsOfNobody(t *testing.T) {
	const id = "6280f93a-8266-453d-8a3d-c7ecfd434332"
	text := "/" + exchange.UnknownProject + "/servers/" + exchange.UnknownServer + "/" + exchange.UnknownAction + "/{kept}"
	kept := exchange.Bindings{"kept": exchange.UnknownServer}
	for _, test := range []struct {
		bound exchange.Bindings
		want  string
	}{
		{kept, strings.ReplaceAll(text, "{kept}", exchange.UnknownServer)},
		{exchange.Bindings{"kept": exchange.UnknownServer, exchange.UnknownID: id}, "/6280f93a8266453d8a3dc7ecfd434332/servers/" + id + "/req-" + id + "/" + exchange.UnknownServer},
	} {
		if got, err := test.bound.Fill(text); err != nil || got != test.want {
			t.Errorf("%s (%v), want %s", got, err, test.want)
		}
	}
}

// What a recording says of challenge and certificates is in its file, and under its seal.
func TestChallengeAndCertificatesAreRecorded(t *testing.T) {
	written := func(r exchange.Recording) string {
		var file strings.Builder
		if err := r.WriteHAR(&file); err != nil {
			t.Fatal(err)
		}
		return file.String()
	}
	r := exchange.Recording{Ending: exchange.Complete, Target: exchange.Target{Kind: exchange.Given}, Challenge: "certifier-nonce-0001", Certificates: [][]byte{{1, 2}, {3}}}
	text := written(r)
	again, err := exchange.ReadHAR(strings.NewReader(text))
	if err != nil || again.Challenge != r.Challenge || string(again.CertificatesPEM()) != string(r.CertificatesPEM()) {
		t.Errorf("%q and %q came of it (%v)", again.Challenge, again.CertificatesPEM(), err)
	}
	r.Certificates = make([][]byte, exchange.MostCertificates+1)
	for name, file := range map[string]string{
		"another challenge":     strings.Replace(text, "nonce-0001", "nonce-0002", 1),
		"no challenge":          strings.Replace(text, `,"challenge":"certifier-nonce-0001"`, "", 1),
		"what is no challenge":  strings.Replace(text, "certifier-nonce-0001", "short", 1),
		"another certificate":   strings.Replace(text, `"AQI="`, `"AQM="`, 1),
		"too many certificates": written(r),
	} {
		if _, err := exchange.ReadHAR(strings.NewReader(file)); err == nil {
			t.Errorf("%s is read", name)
		}
	}
}
