package markdown_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/osact/osact/runner/compare"
	"github.com/osact/osact/runner/render/markdown"
	"github.com/osact/osact/runner/render/rendertest"
)

func difference(t *testing.T, d compare.Difference) string {
	t.Helper()
	var b strings.Builder
	if err := markdown.Difference(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// A comment on a merge request has a bound, and what fails comes first.
func TestADifferenceIsBounded(t *testing.T) {
	d := rendertest.Difference("show.it")
	for i := range 5000 {
		c := d.Changes[1]
		c.ID, c.Reason = fmt.Sprintf("show.%d", i), fmt.Sprint(i)
		d.Changes = append(d.Changes, c)
	}
	got := difference(t, d)
	if len(got) > 60_000 || !strings.Contains(got, "more in `difference.json`") {
		t.Errorf("%d bytes, which end in %q", len(got), got[len(got)-80:])
	}
	if gate, broken := strings.Index(got, "The gate does not pass"), strings.Index(got, "### Broken"); gate < 0 || broken < gate {
		t.Errorf("the gate stands at %d, what is broken at %d", gate, broken)
	}
}

func TestADifferenceNamesWhatBecameOfARequirement(t *testing.T) {
	const want = "- MUST `show.it` (satisfied, now violated); at "
	if got := difference(t, rendertest.Difference("show.it")); !strings.Contains(got, want) {
		t.Errorf("there is no %q in\n%s", want, got)
	}
}

func TestADifferenceIsNoMarkup(t *testing.T) {
	for _, r := range difference(t, rendertest.Difference(rendertest.Hostile)) {
		if rendertest.Strange(r) {
			t.Fatalf("%U is in the text", r)
		}
	}
	if strings.Contains(difference(t, rendertest.Difference(rendertest.Hostile)), "\n<script>") {
		t.Error("a tag begins a line")
	}
}

func TestADifferenceThatCannotBeWritten(t *testing.T) {
	if err := markdown.Difference(rendertest.Full(t), rendertest.Difference("a")); !errors.Is(err, rendertest.ErrFull) {
		t.Errorf("%v, want %v", err, rendertest.ErrFull)
	}
}
