package markdown_test

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/render/markdown"
	"github.com/osact/osact/runner/render/rendertest"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/exchange"
)

func summary(t *testing.T, v verdict.Verdict, rec exchange.Recording) string {
	t.Helper()
	var b strings.Builder
	if err := markdown.Summary(&b, v, rec); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestSummary(t *testing.T) {
	v := rendertest.Verdict(
		rendertest.Violated("MUST", "show.events.result", []exchange.Probe{rendertest.MemberOld, rendertest.AdminOld}, rendertest.Violation("/events/0/result", "OK"), rendertest.Violation("/events/1/result", "ok")),
		rendertest.Other("MUST", "show.tenancy.outsider", "untested", "nobody plays outsider: give its token in OSACT_TOKEN_OUTSIDER"),
		rendertest.Other("MUST", "show.times.format", "inconclusive", "it was answered 503"),
		rendertest.Other("SHOULD", "show.newest.key", "not applicable", "the target offers 2.1 to 2.96, not 2.104"),
		rendertest.Other("MAY", "show.body", "satisfied", ""),
	)
	want := "\n## osact: nonconformant\n\nit is not what it should be\n\n" +
		"- target: `https://cloud.example:8774` (given)\n- profile tenant\n- offers 2.1 to 2.96\n" +
		"- 2 requests in 1.5s, as admin (unknown), member (clouds.yaml entry alpha)\n- findings digest: `d19e57`\n- evidence digest: `e71de9`\n" + `
| | satisfied | violated | inconclusive | untested | not applicable |
|---|--:|--:|--:|--:|--:|
| MUST | 0 | 1 | 1 | 1 | 0 |
| SHOULD | 0 | 0 | 0 | 0 | 1 |
| MAY | 1 | 0 | 0 | 0 | 0 |

### Violated

1 cause breaks 1 requirement

#### MUST ` + "`show.events.result`" + `

What show.events.result says.

- at 2 of 2 probes: ` + "`member 2.1`, `admin 2.1`" + `
- place: ` + "`/events/*/result`" + `
- want: ` + "`Success or Error`" + `
- got: ` + "`OK`" + ` (and 1 more like it)
- rule: ` + "`#/components/schemas/Event`" + `
- source: seed1 (Response); api-ref

` + "```sh" + `
curl -sSi --url 'https://cloud.example:8774/v2.1/servers/s/os-instance-actions/a?as=member' -H "X-Auth-Token: $OS_TOKEN"
` + "```" + `


### What did not run

- **inconclusive**, it was answered 503: ` + "`show.times.format`" + `
- **untested**, nobody plays outsider: give its token in OSACT\_TOKEN\_OUTSIDER: ` + "`show.tenancy.outsider`" + `

### Not applicable

- the target offers 2.1 to 2.96, not 2.104: ` + "`show.newest.key`" + `
`
	if diff := cmp.Diff(want, summary(t, v, rendertest.Recording(rendertest.MemberOld, rendertest.AdminOld))); diff != "" {
		t.Error(diff)
	}
}

func TestSummarySaysWhyATargetCannotBeJudged(t *testing.T) {
	v := rendertest.Verdict()
	long := strings.Repeat("words, ", 60) + "as in https://cloud:8774"
	v.Problems = []string{"nobody listens at a_b: start it", long}
	want := "\n## osact: nonconformant\n\nit is not what it should be\n\nnobody listens at a\\_b: start it\n\n" + long + "\n\n- target: "
	if got := summary(t, v, exchange.Recording{}); !strings.HasPrefix(got, want) {
		t.Errorf("it begins\n%s", got[:min(len(got), 700)])
	}
}

func TestSummarySaysWhatItLooksLike(t *testing.T) {
	v := rendertest.Mixed()
	v.Diagnosis = &verdict.Diagnosis{Sentences: []string{"as if a_b answered"}, Places: 3, Unexplained: 3}
	want := "\n### What it looks like\n\n- as if a\\_b answered\n- no known fault explains these 3 violations\n\n### Violated\n"
	if got := summary(t, v, exchange.Recording{}); !strings.Contains(got, want) {
		t.Errorf("it lacks %q:\n%s", want, got)
	}
}

func TestSummaryNamesAGivenContract(t *testing.T) {
	got := summary(t, rendertest.ByGivenContract(), exchange.Recording{})
	for _, want := range []string{
		"which is not the one of osact 1.2.3\n", "\n- profile tenant, by a contract that is not osact's own (`given:c0ffee`)\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("it lacks %q:\n%s", want, got)
		}
	}
}

func TestSummarySaysThatAnotherRecorded(t *testing.T) {
	v := rendertest.Verdict()
	v.Recorded.Suite = "0.9"
	if got := summary(t, v, exchange.Recording{}); !strings.Contains(got, "\n- recorded by osact 0.9, judged by osact 1.2.3\n") {
		t.Errorf("it does not say so:\n%s", got)
	}
}

func TestSummaryTakesNothingOfTheTargetForMarkup(t *testing.T) {
	v := rendertest.HostileVerdict()
	v.Problems = []string{rendertest.Hostile}
	v.Diagnosis = &verdict.Diagnosis{Sentences: []string{rendertest.Hostile}}
	got := summary(t, v, rendertest.HostileRecording())
	for _, want := range []string{
		"- got: ``\\x1b[2J\\r\\n\\u202e<script>&amp;|`ls`*_[x](y)]]>\\xff\\x00\\u0085\\ufffe\\x7f``\n", // between two backticks one is text
		"- **untested**, \\\\x1b\\[2J \\\\u202e\\<script\\>\\&amp;\\|\\`ls\\`\\*\\_\\[x\\](y)\\]\\]\\>",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	if i := strings.IndexFunc(got, rendertest.Strange); i >= 0 {
		t.Errorf("character %q", got[i:i+4])
	}
	for line := range strings.Lines(withoutCode(got)) {
		if strings.HasPrefix(line, "|") {
			continue // the table of counts, which are numbers
		}
		line = strings.ReplaceAll(strings.ReplaceAll(line, "**untested**", ""), "**inconclusive**", "")
		line = strings.TrimLeft(line, "#- ")
		if i := strings.IndexAny(regexp.MustCompile(`\\.`).ReplaceAllString(line, ""), "`*_[]<>&|~#!$"); i >= 0 {
			t.Errorf("markup in %q", line)
		}
	}
}

// withoutCode takes code blocks and code spans away as CommonMark finds them:
// each ends at as many backticks as it began with.
func withoutCode(text string) string {
	text = regexp.MustCompile("(?ms)^```sh\n.*?^```\n").ReplaceAllString(text, "")
	text = strings.ReplaceAll(text, "\\`", "")
	var out strings.Builder
	for {
		open := regexp.MustCompile("`+").FindStringIndex(text)
		if open == nil {
			return out.String() + text
		}
		out.WriteString(text[:open[0]])
		fence := text[open[0]:open[1]]
		end := regexp.MustCompile("(^|[^`])(" + fence + ")([^`]|$)").FindStringSubmatchIndex(text[open[1]:])
		if end == nil {
			return out.String() + text[open[0]:]
		}
		text = text[open[1]+end[5]:]
	}
}

func TestSummaryMarksATargetThatWasNotVerified(t *testing.T) {
	v := rendertest.Verdict(rendertest.Other("MUST", "show.body", "satisfied", ""))
	v.Target.Insecure = true
	if got, want := summary(t, v, exchange.Recording{}), "(given, certificate not verified)\n"; !strings.Contains(got, want) {
		t.Errorf("no %q in\n%s", want, got)
	}
}

func TestSummaryQuotesValues(t *testing.T) {
	for _, tt := range []struct{ got, want string }{
		{"", "- got: (nothing)\n"},
		{"a`b", "- got: ``a`b``\n"},
		{"a``b`c", "- got: ```a``b`c```\n"},
		{"`a", "- got: `` `a ``\n"},
		{"a`", "- got: `` a` ``\n"},
		{"a|b", "- got: `a|b`\n"},
		{"\xff", "- got: `\\xff`\n"},
		{"\ufffd", "- got: `\ufffd`\n"},
	} {
		v := rendertest.Verdict(rendertest.Violated("MUST", "show.body", []exchange.Probe{rendertest.MemberOld}, rendertest.Violation("/a", tt.got)))
		if got := summary(t, v, exchange.Recording{}); !strings.Contains(got, tt.want) {
			t.Errorf("no %q in\n%s", tt.want, got)
		}
	}
}

func TestACommandCannotEndItsBlock(t *testing.T) {
	rec := rendertest.Recording(rendertest.MemberOld)
	rec.Exchanges[0].Request.Body = "````"
	v := rendertest.Verdict(rendertest.Violated("MUST", "show.body", []exchange.Probe{rendertest.MemberOld}, rendertest.Violation("/a", "1")))
	if got := summary(t, v, rec); !strings.Contains(got, "\n`````sh\ncurl") || !strings.Contains(got, "'````'\n`````\n") {
		t.Error(got)
	}
}

func TestSummaryKeepsBelowItsBound(t *testing.T) {
	long := strings.Repeat("\u20ac`", 400)
	var requirements []verdict.Requirement
	for i := range 2500 {
		requirements = append(requirements,
			rendertest.Violated("MUST", fmt.Sprintf("show.r%d.%s", i, long), []exchange.Probe{rendertest.MemberOld}, openapi.Violation{Kind: "a", At: "/" + long, Want: long, Got: fmt.Sprint(i, long), Rule: long}),
			rendertest.Other("MUST", fmt.Sprintf("show.u%d", i), "untested", long))
	}
	v := rendertest.Verdict(requirements...)
	v.Target.URL, v.Profile, v.Digest, v.EvidenceDigest, v.Reason = long, long, long, long, long
	got := summary(t, v, exchange.Recording{})
	if len(got) > 900<<10 || len(got) < 800<<10 {
		t.Errorf("%d bytes", len(got))
	}
	if !utf8.ValidString(got) {
		t.Error("a character is cut")
	}
	for line := range strings.Lines(got) {
		if len(line) > 1500 {
			t.Errorf("a line has %d bytes: %.80s", len(line), line)
		}
	}
	shown := strings.Count(got, "\n#### MUST")
	left := regexp.MustCompile("\nToo long for a summary: ([0-9]+) more in `verdict.json`.\n$").FindStringSubmatch(got)
	if left == nil {
		t.Fatalf("it does not end with what it leaves out: %q", got[len(got)-200:])
	}
	// 2,500 causes and one reason, which is the same for all that is untested.
	if n, err := strconv.Atoi(left[1]); err != nil || shown+n != 2501 {
		t.Errorf("%d shown, %s left", shown, left[1])
	}
}

func TestSummaryListsFewOfManyIDs(t *testing.T) {
	var requirements []verdict.Requirement
	for i := range 60 {
		requirements = append(requirements, rendertest.Other("MUST", fmt.Sprintf("show.u%d", i), "untested", "no reader"))
	}
	if got := summary(t, rendertest.Verdict(requirements...), exchange.Recording{}); !strings.Contains(got, "`show.u49` and 10 more\n") {
		t.Error(got)
	}
}

func TestErrorsOfTheWriterAreReturned(t *testing.T) {
	if err := markdown.Summary(rendertest.Full(t), rendertest.Verdict(), exchange.Recording{}); !errors.Is(err, rendertest.ErrFull) {
		t.Errorf("it returns %v", err)
	}
}
