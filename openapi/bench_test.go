package openapi_test

import (
	"testing"

	"github.com/osact/osact/openapi"
)

func BenchmarkLoad(b *testing.B) {
	files := openapi.Embedded()
	for b.Loop() {
		if _, err := openapi.Load(files); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkProjectAll projects and writes every edition for each audience.
func BenchmarkProjectAll(b *testing.B) {
	contract := load(b)
	for b.Loop() {
		for _, edition := range contract.Editions() {
			for _, audience := range audiences {
				if _, err := contract.Project(edition, audience); err != nil {
					b.Fatal(err)
				}
			}
		}
	}
}

// BenchmarkCompileAll judges one answer at every boundary for each audience, with nothing compiled before.
func BenchmarkCompileAll(b *testing.B) {
	files := openapi.Embedded()
	for b.Loop() {
		b.StopTimer()
		contract, err := openapi.Load(files)
		if err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		for _, edition := range contract.Boundaries() {
			for _, audience := range audiences {
				contract.Check(show(edition, audience), openapi.Answer{})
			}
		}
	}
}

func BenchmarkCheck(b *testing.B) {
	contract := load(b)
	place := show(at(2, 84), openapi.Operator)
	answer := answers(200, text(b, shown(at(2, 84), openapi.Operator)))
	b.Logf("%d bytes", len(answer.Body))
	decoded := answer
	decoded.Decoded = openapi.DecodeBody(answer.Body)
	for name, a := range map[string]openapi.Answer{"Decode": answer, "Decoded": decoded} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if v := contract.Check(place, a); v != nil {
					b.Fatal(v)
				}
			}
		})
	}
}

// BenchmarkExpected asks what the last rule decides, after all others were looked at, and what the policy leaves open.
func BenchmarkExpected(b *testing.B) {
	contract := load(b)
	served := openapi.Question{Edition: at(2, 84), Operation: "list", Actor: "admin", Query: "period", Server: "deleted", Policy: "allows"}
	open := served
	open.Policy = "unknown"
	for name, q := range map[string]openapi.Question{"Decided": served, "LeftOpen": open} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if e := contract.Expected(q); len(e.Right) == 0 {
					b.Fatal(e)
				}
			}
		})
	}
}

// BenchmarkCheckBroken judges an answer with a violation in every key.
func BenchmarkCheckBroken(b *testing.B) {
	contract := load(b)
	place := show(at(2, 84), openapi.Operator)
	answer := answers(200, `{"instanceAction":{"action":1,"events":[{"event":"","result":7,"x":1},{}],"start_time":"2026"}}`)
	b.ReportAllocs()
	for b.Loop() {
		if v := contract.Check(place, answer); len(v) < 20 {
			b.Fatal(v)
		}
	}
}
