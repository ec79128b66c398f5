package dictionary

import (
	"bytes"
	"context"
	"flag"
	"maps"
	"os"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/fixtures/faults"
	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/reference"
	"github.com/osact/osact/suites/exchange"
)

// update makes the matrix anew: make matrix
var update = flag.Bool("update", false, "write matrix.gz anew")

const anew = "; make matrix makes it anew, which takes some minutes"

// TestMatrix: the matrix is of this catalogue and of these faults. One in 60 of them is
// played again, and looks as the matrix says; with -update all are.
func TestMatrix(t *testing.T) {
	contract, all := load(t), faults.All()
	if *update {
		writeMatrix(t, contract, all)
	}
	m := ofFile(t)
	if why := m.stale(CatalogueDigest(contract), all); why != "" {
		t.Fatal(why + anew)
	}
	var some []faults.Fault
	for i := 0; i < len(all); i += 60 {
		some = append(some, all[i])
	}
	for i, now := range play(t, contract, m.eras, some) {
		was := m.faults[slices.IndexFunc(m.faults, func(r row) bool { return r.name == some[i].Name })]
		if diff := cmp.Diff(signsOf(was), signsOf(now)); diff != "" {
			t.Errorf("%s looks another way than the matrix says%s:\n%s", was.name, anew, diff)
		}
	}
}

func load(t *testing.T) *openapi.Contract {
	t.Helper()
	contract, err := openapi.Load(openapi.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	return contract
}

// ofFile reads the matrix as it is on disk.
func ofFile(t *testing.T) matrix {
	t.Helper()
	file, err := os.ReadFile("matrix.gz")
	if err != nil {
		t.Fatal(err)
	}
	m, err := read(bytes.NewReader(file))
	if err != nil {
		t.Fatalf("matrix.gz: %v%s", err, anew)
	}
	return m
}

func writeMatrix(t *testing.T, contract *openapi.Contract, all []faults.Fault) {
	t.Helper()
	m := matrix{made: CatalogueDigest(contract), eras: contract.Boundaries()}
	m.faults = play(t, contract, m.eras, all)
	var file bytes.Buffer
	if err := m.write(&file); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("matrix.gz", file.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d faults, %d bytes", len(m.faults), file.Len())
}

// play puts each fault in front of the reference cloud, asks all that the profile full
// asks, and returns what that makes of the requirements.
func play(t *testing.T, contract *openapi.Contract, e eras, list []faults.Fault) []row {
	t.Helper()
	bench, err := reference.NewBench(contract)
	if err != nil {
		t.Fatal(err)
	}
	rows := make([]row, len(list))
	err = reference.ForEach(t.Context(), len(list), func(i int) error {
		s, err := seenOf(t.Context(), bench, e, list[i])
		rows[i] = row{list[i].Name, s.signs}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func seenOf(ctx context.Context, bench *reference.Bench, e eras, fault faults.Fault) (seen, error) {
	recording, _, err := bench.RecordWhole(ctx, fault)
	if err != nil {
		return seen{}, err
	}
	findings, err := bench.Judge(recording)
	if err != nil {
		return seen{}, err
	}
	return e.see(findings, func(i int) exchange.Probe { return recording.Exchanges[i].Probe }), nil
}

// signsOf are the signs of a fault, in order. Where they are seen depends on how long a
// cloud takes, now and then.
func signsOf(r row) []Sign {
	return slices.SortedFunc(maps.Keys(r.signs), compareSigns)
}
