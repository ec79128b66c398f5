package main_test

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestExitCodes starts osact for each exit code, and for each two that apply at once:
// the first of 5, 2, that of a signal, 1, 4, 3 and 0 counts. No input brings 5 about;
// what it does with a panic is tested where that is caught.
func TestExitCodes(t *testing.T) {
	t.Parallel()
	const must, another, should = "charset-is-latin-1", "event-name-in-kebab-case", "events-are-called-steps"
	waive := func(id, expires string) string {
		return "waivers:\n- {requirement: " + id + ", kind: header, at: header Content-Type, reason: r, owner: o@example.org,\n" +
			"   issue: 'https://bugs.example.org/1', added: 2026-11-01, expires: " + expires + "}\n"
	}
	const id, begun, ended = "show.headers.charset", "2026-12-01", "2027-01-16"
	for name, test := range map[string]struct {
		before  []string // faults of the baseline; nil: there is none
		faults  []string
		open    bool   // some questions are answered 503
		waivers string // the file
		args    []string
		full    bool           // nothing can be printed
		signal  syscall.Signal // sent when all is silent
		lost    bool           // the folder of the results is gone by then
		want    int
	}{
		"0: a right cloud":                           {want: 0},
		"0: a SHOULD is violated":                    {faults: []string{should}, want: 0},
		"0: what is violated was so before":          {before: []string{must}, faults: []string{must}, want: 0},
		"0: what is violated is waived":              {faults: []string{must}, waivers: waive(id, "2027-01-15"), args: []string{"--as-of", begun}, want: 0},
		"0: a part holds":                            {faults: []string{must}, args: []string{"--only", "show.status.is-200"}, want: 0},
		"1: a MUST is violated":                      {faults: []string{must}, want: 1},
		"1: a SHOULD is violated, strictly":          {faults: []string{should}, args: []string{"--strict"}, want: 1},
		"1: a part does not hold":                    {faults: []string{must}, args: []string{"--only", id}, want: 1},
		"1: a MUST is violated that was not":         {before: []string{}, faults: []string{must}, want: 1},
		"1 before 3: violated, and open":             {faults: []string{must}, open: true, want: 1},
		"1 before 4: violated, and a waiver ended":   {faults: []string{must, another}, waivers: waive(id, "2027-01-15"), args: []string{"--as-of", ended}, want: 1},
		"1 before 4: violated, and less is judged":   {before: []string{}, faults: []string{must}, open: true, want: 1},
		"2: an unknown flag":                         {args: []string{"--stict"}, want: 2},
		"2 before 0: nothing can be printed":         {full: true, want: 2},
		"2 before 1: violated, and nothing printed":  {faults: []string{must}, full: true, want: 2},
		"2 before 4: an ended waiver that is broken": {waivers: waive("show.headers.charst", "2027-01-15"), args: []string{"--as-of", ended}, want: 2},
		"2 before 130: interrupted, and not written": {signal: syscall.SIGINT, lost: true, want: 2},
		"3: something is open":                       {open: true, want: 3},
		"4: a waiver is not needed":                  {waivers: waive(id, "2027-01-15"), args: []string{"--as-of", begun}, want: 4},
		"4: a waiver ended":                          {faults: []string{must}, before: []string{must}, waivers: waive(id, "2027-01-15"), args: []string{"--as-of", ended}, want: 4},
		"4 before 3: less is judged, and open":       {before: []string{}, open: true, want: 4},
		"129: hung up":                               {signal: syscall.SIGHUP, want: 129},
		"130: interrupted":                           {signal: syscall.SIGINT, want: 130},
		"143: asked to end":                          {signal: syscall.SIGTERM, want: 143},
		"130 before 1: interrupted, and violated":    {faults: []string{must}, signal: syscall.SIGINT, want: 130},
		"143 before 4: asked to end, less is judged": {before: []string{}, signal: syscall.SIGTERM, want: 143},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, dir := newRelease(t), t.TempDir()
			in := func(name string) string { return filepath.Join(dir, name) }
			args := []string{"--profile", "smoke", "--timeout", "2m"}
			if test.before != nil {
				r.has(test.before...)
				r.run(in("before"), args...)
				args = append(args, "--baseline", in("before"))
			}
			if test.waivers != "" {
				if err := os.WriteFile(in("waivers.yaml"), []byte(test.waivers), 0o600); err != nil {
					t.Fatal(err)
				}
				args = append(args, "--waivers", in("waivers.yaml"))
			}
			r.has(test.faults...)
			silent := make(chan struct{}, 1000)
			if test.open || test.signal != 0 {
				r.answers(test.open, silent)
			}
			cmd := command(t, r.member(), append(append([]string{"run", "--target", r.root, "--out", in("out")}, args...), test.args...)...)
			var said strings.Builder
			cmd.Stderr = &said
			if test.full {
				full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
				if err != nil {
					t.Fatal(err)
				}
				defer full.Close()
				cmd.Stdout = full
			}
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			if test.signal != 0 {
				select {
				case <-silent:
				case <-time.After(patience):
					t.Fatal("the run asked for no list")
				}
				if test.lost {
					if err := os.RemoveAll(in("out")); err != nil {
						t.Fatal(err)
					}
				}
				if err := cmd.Process.Signal(test.signal); err != nil {
					t.Fatal(err)
				}
			}
			_ = cmd.Wait() // its exit code tells
			if got := cmd.ProcessState.ExitCode(); got != test.want {
				t.Errorf("exit %d, want %d\n%s", got, test.want, said.String())
			}
		})
	}
}

// answers has the release answer lists that are asked for with a microversion otherwise:
// 503 where that is to be open, and else never.
func (r *release) answers(open bool, silent chan<- struct{}) {
	next := *r.current.Load()
	h := http.Handler(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		switch {
		case !strings.HasSuffix(q.URL.Path, "/os-instance-actions") || !strings.HasSuffix(q.Header.Get("OpenStack-API-Version"), " 2.58"):
			next.ServeHTTP(w, q)
		case open:
			w.WriteHeader(http.StatusServiceUnavailable)
		default:
			silent <- struct{}{}
			<-q.Context().Done()
		}
	}))
	r.current.Store(&h)
}
