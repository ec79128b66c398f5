package suitestest

import (
	"bytes"
	"sync"
	"testing"

	"github.com/osact/osact/openapi"
)

// Replaced returns text with its one occurrence of old replaced.
func Replaced(t *testing.T, text []byte, old, with string) []byte {
	t.Helper()
	if n := bytes.Count(text, []byte(old)); n != 1 {
		t.Fatalf("%d occurrences of %q, want one", n, old)
	}
	return bytes.Replace(text, []byte(old), []byte(with), 1)
}

// embedded is the contract that the program is built with. Tests read it alone, so one
// is enough for all of them: to load it takes longer than most do.
var embedded = sync.OnceValues(func() (*openapi.Contract, error) { return openapi.Load(openapi.Embedded()) })

// Contract returns the contract that the program is built with.
func Contract(t testing.TB) *openapi.Contract {
	t.Helper()
	contract, err := embedded()
	if err != nil {
		t.Fatal(err)
	}
	return contract
}
