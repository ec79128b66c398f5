package evidence_test

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"testing"

	"github.com/osact/osact/fixtures/faults"
	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/evidence"
	"github.com/osact/osact/runner/reference"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/suitestest"
)

// Of recordings that were kept, of a real Nova too, none contradicts itself.
func TestKeptRecordingsAreEvidence(t *testing.T) {
	contract := suitestest.Contract(t)
	paths, err := filepath.Glob("../../suites/judge/testdata/*.har.gz")
	if err != nil || len(paths) == 0 {
		t.Fatalf("%v: %d recordings", err, len(paths))
	}
	for _, path := range paths {
		file, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		text, err := gzip.NewReader(file)
		if err != nil {
			t.Fatal(err)
		}
		recording, err := exchange.ReadHAR(text)
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		if err := evidence.Check(contract, recording.Suite, recording); err != nil {
			t.Errorf("%s: %v", path, err)
		}
	}
}

// Whatever a cloud answers is its own: with each fault, a recording of it is no forgery.
func TestNoAnswerMakesAForgery(t *testing.T) {
	contract := suitestest.Contract(t)
	bench, err := reference.NewBench(contract)
	if err != nil {
		t.Fatal(err)
	}
	list := sample(faults.All())
	err = reference.ForEach(t.Context(), len(list), func(i int) error {
		// What the bench selects for a fault is not what a run would: as of a build that
		// is not known, its plan is not held against that of its profile.
		recording, _, err := bench.RecordWithFault(t.Context(), list[i])
		if err != nil {
			return err
		}
		recording.Suite = "devel"
		if err := evidence.Check(contract, recording.Suite, again(t, contract, recording)); err != nil {
			t.Errorf("%s: %v", list[i].Name, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// sample returns every so-manieth fault.
func sample(list []faults.Fault) []faults.Fault {
	var some []faults.Fault
	for i := 0; i < len(list); i += 16 {
		some = append(some, list[i])
	}
	return some
}

// again returns a recording as it is read from the file that it is written into.
func again(t *testing.T, contract *openapi.Contract, r exchange.Recording) exchange.Recording {
	t.Helper()
	var file bytes.Buffer
	if err := r.WriteHAR(&file); err != nil {
		t.Fatal(err)
	}
	read, err := exchange.ReadHAR(&file)
	if err != nil {
		t.Fatal(err)
	}
	if read.Unsealed || read.Plan == "" || read.Contract != contract.ID() {
		t.Errorf("unsealed %t, plan %q, contract %s: the order is not checked", read.Unsealed, read.Plan, read.Contract)
	}
	return read
}
