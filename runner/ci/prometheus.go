package ci

import (
	"fmt"
	"io"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/claim"
)

// metrics collects metrics in the text format of Prometheus.
type metrics struct {
	text   strings.Builder
	common string // the labels that each has
}

// about begins a metric.
func (m *metrics) about(name, help string) {
	fmt.Fprintf(&m.text, "# HELP %s %s\n# TYPE %[1]s gauge\n", name, help)
}

// add adds a value. Labels are names and values in turn.
func (m *metrics) add(name string, value float64, labels ...string) {
	text := m.common
	for i := 0; i+1 < len(labels); i += 2 {
		text += "," + label(labels[i], labels[i+1])
	}
	fmt.Fprintf(&m.text, "%s{%s} %g\n", name, text, value)
}

func label(name, value string) string {
	return fmt.Sprintf(`%s="%s"`, name, strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(openapi.Visible(value)))
}

func yes(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// Prometheus writes a verdict for the textfile collector of Prometheus' node exporter.
func Prometheus(w io.Writer, v verdict.Verdict) error {
	m := metrics{common: label("target", v.Target.URL) + "," + label("profile", v.Profile)}
	m.about("osact_verdict", "1 for what the verdict is, 0 for what it is not.")
	for _, r := range verdict.Rulings() {
		m.add("osact_verdict", yes(v.Verdict == r), "verdict", string(r))
	}
	m.about("osact_exit_code", "Exit code of the run.")
	m.add("osact_exit_code", float64(v.Exit))
	m.about("osact_requirements", "Requirements by level and outcome.")
	for _, level := range []openapi.Level{openapi.Must, openapi.Should, openapi.May} {
		for _, o := range claim.Outcomes() {
			m.add("osact_requirements", float64(v.Levels.Of(level).Of(o)), "level", string(level), "outcome", string(o))
		}
	}
	m.about("osact_requests", "Requests of the run.")
	m.add("osact_requests", float64(v.Requests))
	m.about("osact_requests_resent", "Requests that were sent again since a connection broke.")
	m.add("osact_requests_resent", float64(v.Resent))
	m.about("osact_run_end_timestamp_seconds", "When the run ended.")
	fmt.Fprintf(&m.text, "osact_run_end_timestamp_seconds{%s} %d\n", m.common, v.Ended.Unix())
	m.about("osact_run_duration_seconds", "How long the run took.")
	m.add("osact_run_duration_seconds", v.Ended.Sub(v.Started).Seconds())
	if len(v.Latency) > 0 {
		m.about("osact_latency_seconds", "How long answers took that succeeded; quantile 1 is the longest.")
		for _, l := range v.Latency {
			for _, q := range []struct {
				name string
				us   int64
			}{{"0.5", l.P50}, {"0.95", l.P95}, {"1", l.Max}} {
				m.add("osact_latency_seconds", float64(q.us)/1e6, "operation", l.Operation, "quantile", q.name)
			}
		}
	}
	if g := v.Gate; g != nil {
		m.about("osact_gate_passes", "Whether the gate passes.")
		m.add("osact_gate_passes", yes(g.Passes))
		if len(g.Waivers) > 0 {
			m.about("osact_waiver_days_left", "Days until a waiver ends; below 0 it has.")
			for _, w := range g.Waivers {
				m.add("osact_waiver_days_left", float64(w.DaysLeft), "requirement", w.Requirement, "kind", w.Kind, "at", w.At,
					"targets", strings.Join(w.Targets, " "), "editions", strings.Join(w.Editions, ", "), "actors", strings.Join(w.Actors, " "))
			}
		}
	}
	_, err := io.WriteString(w, m.text.String())
	return err
}
