package power_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/osact/osact/fixtures/faults"
	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/power"
	"github.com/osact/osact/suites"
	"github.com/osact/osact/suites/cast"
	"github.com/osact/osact/suites/exchange"
)

// update measures every profile anew: make power
var update = flag.Bool("update", false, "choose the questions of the profile smoke anew, and measure which faults the profiles report")

const (
	powerFile    = "testdata/missed.yaml"
	profilesFile = "../../openapi/profiles.yaml"
	readme       = "../../README.md"
	most         = 60 // questions of the profile smoke
)

// missed are the faults that a profile does not report, by their names.
type missed map[string][]string

// measured are the profiles of which the README says how many faults they report.
func measured() []string { return []string{"smoke", "tenant"} }

func load(t *testing.T) *openapi.Contract {
	t.Helper()
	contract, err := openapi.Load(openapi.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	return contract
}

// TestPower: which faults a profile misses is on record. One in 48 is measured
// again; with -update all are.
func TestPower(t *testing.T) {
	if *update {
		choose(t)
		measure(t)
	}
	contract, all := loadFrom(t), faults.All()
	known := read(t)
	for _, profile := range measured() {
		var some []faults.Fault
		for i := 0; i < len(all); i += 48 {
			some = append(some, all[i])
		}
		reporting, err := power.Measure(t.Context(), contract, profile, some)
		if err != nil {
			t.Fatal(err)
		}
		for i, f := range some {
			if got, want := len(reporting[i]) == 0, slices.Contains(known[profile], f.Name); got != want {
				t.Errorf("%s: %s is missed: %t, on record: %t; make power writes the record anew", profile, f.Name, got, want)
			}
		}
		names := map[string]bool{}
		for _, f := range all {
			names[f.Name] = true
		}
		for _, name := range known[profile] {
			if !names[name] {
				t.Errorf("%s: there is no fault %s any more; make power writes the record anew", profile, name)
			}
		}
	}
}

// TestReadmeTellsThePower: the README has the figures of the record.
func TestReadmeTellsThePower(t *testing.T) {
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	total := len(faults.All())
	for profile, names := range read(t) {
		want := fmt.Sprintf("%d of %d", total-len(names), total)
		if !slices.ContainsFunc(strings.Split(string(text), "\n"), func(line string) bool {
			return strings.HasPrefix(line, "| `"+profile+"`") && strings.Contains(line, want)
		}) {
			t.Errorf("the README does not say in the row of %s that it reports %s faults", profile, want)
		}
	}
}

// TestSmokeIsSmall: the profile smoke asks sixty questions at most, all told.
func TestSmokeIsSmall(t *testing.T) {
	if n := planned(t, load(t), "smoke"); n > most || n < most/2 {
		t.Errorf("smoke asks %d questions, want %d at most", n, most)
	}
}

// planned is how many questions a profile asks, those that find out what there is to
// ask about among them.
func planned(t *testing.T, contract *openapi.Contract, profile string) int {
	t.Helper()
	claims, err := suites.Demanded(contract, exchange.Selection{Profile: profile})
	if err != nil {
		t.Fatal(err)
	}
	plan, err := cast.Plan(contract, profile, claims, nil)
	if err != nil {
		t.Fatal(err)
	}
	return len(plan.Steps)
}

func read(t *testing.T) missed {
	t.Helper()
	data, err := os.ReadFile(powerFile)
	if err != nil {
		t.Fatal(err)
	}
	known := missed{}
	if err := yaml.Unmarshal(data, &known); err != nil {
		t.Fatal(err)
	}
	return known
}

// measure writes anew which faults the profiles miss.
func measure(t *testing.T) {
	t.Helper()
	contract, all, record := loadFrom(t), faults.All(), missed{}
	for _, profile := range measured() {
		reporting, err := power.Measure(t.Context(), contract, profile, all)
		if err != nil {
			t.Fatal(err)
		}
		for i, f := range all {
			if len(reporting[i]) == 0 {
				record[profile] = append(record[profile], f.Name)
			}
		}
		t.Logf("%s reports %d of %d", profile, len(all)-len(record[profile]), len(all))
	}
	var text bytes.Buffer
	text.WriteString("# Which faults a profile does not report. Written by: make power\n")
	if err := yaml.NewEncoder(&text).Encode(record); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(powerFile, text.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// loadFrom loads the contract with the profiles as they are on disk.
func loadFrom(t *testing.T) *openapi.Contract {
	t.Helper()
	files := openapi.Embedded()
	data, err := os.ReadFile(profilesFile)
	if err != nil {
		t.Fatal(err)
	}
	files.Profiles = data
	contract, err := openapi.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	return contract
}
