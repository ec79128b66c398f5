package html_test

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/osact/osact/runner/render/html"
	"github.com/osact/osact/runner/render/rendertest"
	"github.com/osact/osact/suites/exchange"
)

// What a target sent is text on either page, and does nothing.
func TestDifferenceAndGateAreText(t *testing.T) {
	var page, verdict strings.Builder
	if err := html.Difference(&page, rendertest.Difference(rendertest.Hostile)); err != nil {
		t.Fatal(err)
	}
	v := rendertest.Mixed()
	v.Gate = rendertest.Gate(rendertest.Hostile)
	if err := html.Report(&verdict, v, exchange.Recording{}); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"the difference": page.String(), "the report": verdict.String()} {
		if strings.Contains(text, "<script>&") || !strings.Contains(text, "the gate does not pass (exit 4)") {
			t.Errorf("%s has a script, or no gate", name)
		}
		for _, r := range text {
			if rendertest.Strange(r) {
				t.Fatalf("%s has %U", name, r)
			}
		}
		decoder := xml.NewDecoder(strings.NewReader(strings.TrimPrefix(text, "<!DOCTYPE html>")))
		for {
			if _, err := decoder.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s is not well-formed: %v", name, err)
			}
		}
	}
}
