package judge_test

import (
	"runtime"
	"testing"

	"github.com/osact/osact/fixtures/cloud"
	"github.com/osact/osact/suites"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/match"
	"github.com/osact/osact/suites/suitestest"
)

// BenchmarkJudge judges a full recording of the reference cloud on one core,
// all of it: the claims, the plan, the walk and the findings, which share what
// each answer says. Nothing is kept from one round to the next but the contract.
func BenchmarkJudge(b *testing.B) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	contract := suitestest.Contract(b)
	recording := suitestest.Record(b, contract, cloud.Options{})
	if _, err := suites.Judge(contract, recording); err != nil { // compiles the schemas
		b.Fatal(err)
	}
	var found int
	b.ReportAllocs()
	for b.Loop() {
		findings, err := suites.Judge(contract, recording)
		if err != nil {
			b.Fatal(err)
		}
		found += len(findings)
	}
	b.ReportMetric(float64(found)/b.Elapsed().Seconds(), "findings/s")
}

// BenchmarkFind judges claim by claim, on one core, as if each were the only
// one: nothing that one finding works out about an answer serves the next.
func BenchmarkFind(b *testing.B) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	contract := suitestest.Contract(b)
	evaluator, err := suites.Open(contract, suitestest.Record(b, contract, cloud.Options{}))
	if err != nil {
		b.Fatal(err)
	}
	var found int
	b.ReportAllocs()
	for b.Loop() {
		for _, c := range evaluator.Claims() {
			for _, p := range c.Asks {
				if a := evaluator.Answer(p); a != nil {
					*a = match.Answer{Place: a.Place, Version: a.Version, Exchange: a.Exchange, Response: a.Response}
				}
			}
			if f := evaluator.Evaluate(c); f.Outcome != claim.Satisfied {
				b.Fatalf("%s is %s, want all of the reference cloud satisfied", f.Requirement, f.Outcome)
			}
			found++
		}
	}
	b.ReportMetric(float64(found)/b.Elapsed().Seconds(), "findings/s")
}

// BenchmarkOpen is the part of Judge that comes before the first finding.
func BenchmarkOpen(b *testing.B) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	contract := suitestest.Contract(b)
	recording := suitestest.Record(b, contract, cloud.Options{})
	b.ReportAllocs()
	for b.Loop() {
		if _, err := suites.Open(contract, recording); err != nil {
			b.Fatal(err)
		}
	}
}
