package verdict_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites"
)

// full is a verdict in which every member occurs.
func full(t *testing.T) verdict.Verdict {
	t.Helper()
	rec := recording()
	rec.Only = []string{"show.holds", "show.must", "show.should"}
	odd := finding("show.must", suites.Violated)
	odd.Probe.Variant, odd.Probe.Body, odd.Probe.Nth = "Accept: text/html", "<b>&", -1
	odd.Violations = append(odd.Violations, openapi.Violation{Kind: "syntax", Want: "JSON", Got: "<html>\u2028\x1b[31m"})
	v := judge(t, four, rec, []suites.Finding{
		finding("show.holds", suites.Satisfied), odd, finding("show.should", suites.Untested),
	}, verdict.Options{})
	v.Problems = []string{"nobody listens: start it"}
	return v
}

func TestWhatIsWrittenReadsBack(t *testing.T) {
	want := full(t)
	got, err := verdict.Read(bytes.NewReader(written(t, want)))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestTimesReadBackAsTheyWere(t *testing.T) {
	rec := recording()
	rec.Started = time.Now() // has a reading of the monotonic clock, which no file keeps
	want := judge(t, four, rec, nil, verdict.Options{})
	got, err := verdict.Read(bytes.NewReader(written(t, want)))
	if err != nil {
		t.Fatal(err)
	}
	if got.Started != want.Started || !got.Started.Equal(rec.Started) {
		t.Errorf("%#v, was %#v", got.Started, want.Started)
	}
}

func TestEqualVerdictsHaveEqualBytes(t *testing.T) {
	first := written(t, full(t))
	for range 20 { // a map in another order would show
		if again := written(t, full(t)); !bytes.Equal(first, again) {
			t.Fatal(cmp.Diff(string(first), string(again)))
		}
	}
	if !bytes.Contains(first, []byte(`"body": "<b>&"`)) {
		t.Error("angle brackets are not written as they are")
	}
	if bytes.ContainsAny(first, "\x1b") {
		t.Error("an escape character of the target's is in the file")
	}
}

func TestReadRefuses(t *testing.T) {
	good := string(written(t, full(t)))
	tests := []struct{ name, text, want string }{
		{"nothing", "", "not JSON"},
		{"text", "conformant", "not JSON"},
		{"no object", "[]", `the schema ""`},
		{"another schema", strings.Replace(good, "osact/verdict/1", "osact/verdict/2", 1), `the schema "osact/verdict/2", this osact reads "osact/verdict/1"`},
		{"a cut file", good[:len(good)/2], "not JSON"},
		{"more behind it", good + "{}", "more data after the document"},
		{"a name twice", strings.Replace(good, `"exit": 1`, `"exit": 1, "exit": 0`, 1), "duplicate"},
		{"a surplus member", strings.Replace(good, `"exit": 1`, `"exit": 1, "gate": {}`, 1), "gate"},
		{"a wrong type", strings.Replace(good, `"requests": 7`, `"requests": "7"`, 1), "/requests"},
		{"a number beyond an int", strings.Replace(good, `"requests": 7`, `"requests": 1e300`, 1), "can't be read"},
		{"a day that does not exist", strings.Replace(good, "2026-03-04T05:06:07Z", "2026-13-04T05:06:07Z", 1), "can't be read"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if tt.text == good {
				t.Fatal("the test changes nothing")
			}
			_, err := verdict.Read(strings.NewReader(tt.text))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want %q", err, tt.want)
			}
		})
	}
}

func TestReadIsBounded(t *testing.T) {
	_, err := verdict.Read(endless{})
	if err == nil || !strings.Contains(err.Error(), "more than 64 MiB") {
		t.Errorf("error %v", err)
	}
}

// endless is zeros without end.
type endless struct{}

func (endless) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

func TestErrorsOfTheFileArePassedOn(t *testing.T) {
	broken := errors.New("the disk is gone")
	if _, err := verdict.Read(iotest.ErrReader(broken)); !errors.Is(err, broken) {
		t.Errorf("reading: %v", err)
	}
	r, w := io.Pipe()
	if err := r.CloseWithError(broken); err != nil {
		t.Fatal(err)
	}
	if err := full(t).Write(w); !errors.Is(err, broken) {
		t.Errorf("writing: %v", err)
	}
}
