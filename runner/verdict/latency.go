package verdict

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/osact/osact/suites/exchange"
)

// Latency is how long the answers to one operation took. It is never part of the
// verdict. Times are in microseconds.
type Latency struct {
	Operation string `json:"operation"`
	P50       int64  `json:"p50_us"`
	P95       int64  `json:"p95_us"`
	Max       int64  `json:"max_us"`
	Samples   int    `json:"samples"`
}

// The operations that are judged; the others find out what to ask about.
const (
	ShowAction  = "show action"
	ListActions = "list actions"
)

// latencies returns what answers that succeeded took, operation by operation. A
// refusal takes another time, and shares of the two differ from run to run.
func latencies(rec exchange.Recording) []Latency {
	took := map[string][]time.Duration{}
	for _, x := range rec.Exchanges {
		name := operationOf(x.Probe)
		if name == "" || x.Failure != nil || x.Response == nil || x.Response.Status/100 != 2 {
			continue
		}
		took[name] = append(took[name], x.Duration)
	}
	var all []Latency
	for _, name := range []string{ShowAction, ListActions, "show server", "list servers", "show version"} {
		durations := took[name]
		if len(durations) == 0 {
			continue
		}
		slices.Sort(durations)
		all = append(all, Latency{
			Operation: name, P50: percentile(durations, 50), P95: percentile(durations, 95), Max: percentile(durations, 100), Samples: len(durations),
		})
	}
	return all
}

// operationOf names what a probe reads; empty: it is none of the operations that are
// timed.
func operationOf(p exchange.Probe) string {
	if p.Method != http.MethodGet {
		return ""
	}
	path, _, _ := strings.Cut(p.Path, "?")
	words := strings.FieldsFunc(path, func(r rune) bool { return r == '/' })
	at := slices.Index(words, "servers")
	if at < 0 {
		if len(words) <= 1 {
			return "show version"
		}
		return ""
	}
	switch rest := words[at+1:]; {
	case len(rest) == 0 || len(rest) == 1 && rest[0] == "detail":
		return "list servers"
	case len(rest) == 1:
		return "show server"
	case rest[1] == "os-instance-actions" && len(rest) == 2:
		return ListActions
	case rest[1] == "os-instance-actions" && len(rest) == 3:
		return ShowAction
	}
	return ""
}

// percentile returns that of sorted durations, by nearest rank, in microseconds.
func percentile(sorted []time.Duration, p int) int64 {
	rank := (p*len(sorted) + 99) / 100
	return sorted[max(rank, 1)-1].Microseconds()
}
