package covering_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/suites/plan/covering"
)

func TestBadInputIsAnError(t *testing.T) {
	type combination = covering.Combination
	for _, test := range []struct {
		name   string
		change func(*covering.Model)
		want   string
	}{
		{"no factors", func(m *covering.Model) { *m = covering.Model{Strength: 1} }, "the model has no factors: add some"},
		{
			"a factor without values",
			func(m *covering.Model) { m.Factors[1].Values = nil },
			`factor "b" has 0 values: give it 1 to 256`,
		},
		{
			"a factor with too many values",
			func(m *covering.Model) { m.Factors[1].Values = span(0, 257) },
			`factor "b" has 257 values: give it 1 to 256`,
		},
		{"two factors of one name", func(m *covering.Model) { m.Factors[1].Name = "a" }, `two factors are named "a": rename one`},
		{
			"a value twice",
			func(m *covering.Model) { m.Factors[1].Values = []string{"0", "1", "0"} },
			`factor "b" has the value "0" twice: remove one`,
		},
		{
			"no strength",
			func(m *covering.Model) { m.Strength = 0 },
			`the strength of ["a" "b" "c"] is 0: choose 1 to 3`,
		},
		{
			"a strength of more factors than there are",
			func(m *covering.Model) { m.Strength = 4 },
			`the strength of ["a" "b" "c"] is 4: choose 1 to 3`,
		},
		{
			"a strength above six",
			func(m *covering.Model) { *m = pairs(2, 8); m.Strength = 7 },
			`the strength of ["f0" "f1" "f2" "f3" "f4" "f5" "f6" "f7"] is 7: choose 1 to 6`,
		},
		{
			"a group of an unknown factor",
			func(m *covering.Model) { m.Stronger = []covering.Group{{Factors: []string{"a", "d"}, Strength: 2}} },
			`group ["a" "d"]: there is no factor "d": add it to the model, or correct the name`,
		},
		{
			"a group with a factor twice",
			func(m *covering.Model) { m.Stronger = []covering.Group{{Factors: []string{"a", "a"}, Strength: 2}} },
			`group ["a" "a"]: factor "a" stands there twice: name it once`,
		},
		{
			"too many tuples",
			func(m *covering.Model) {
				*m = covering.Model{Factors: []covering.Factor{factor("a", 256), factor("b", 256), factor("c", 256)}, Strength: 3}
			},
			"there are more than 4194304 tuples to cover: lower the strength",
		},
		{
			"a constraint of an unknown factor",
			func(m *covering.Model) { m.Forbidden = []combination{{"a": {"0"}}, {"d": {"0"}}} },
			`forbidden combination 2: there is no factor "d": add it to the model, or correct the name`,
		},
		{
			"a constraint of an unknown value",
			func(m *covering.Model) { m.Forbidden = []combination{{"a": {"0", "7"}}} },
			`forbidden combination 1: factor "a" has no value "7": add it to the model, or correct it`,
		},
		{
			"a constraint of no value",
			func(m *covering.Model) { m.Forbidden = []combination{{"a": nil}} },
			`forbidden combination 1: factor "a" stands there without a value: name one, or leave the factor out`,
		},
		{
			"a constraint of no factor",
			func(m *covering.Model) { m.Forbidden = []combination{{}} },
			"forbidden combination 1: it names no factor: name one",
		},
		{
			"a condition of an unknown factor",
			func(m *covering.Model) {
				m.Implied = []covering.Implication{{If: combination{"d": {"0"}}, Then: combination{"a": {"0"}}}}
			},
			`implication 1: there is no factor "d": add it to the model, or correct the name`,
		},
		{
			"an implication of nothing",
			func(m *covering.Model) { m.Implied = []covering.Implication{{If: combination{"a": {"0"}}}} },
			"implication 1: it names no factor: name one",
		},
		{
			"constraints that contradict each other",
			func(m *covering.Model) {
				m.Implied = []covering.Implication{{Then: combination{"a": {"0"}}}}
				m.Forbidden = []combination{{"a": {"0"}, "b": {"0"}}, {"a": {"0"}, "b": {"1"}}}
			},
			"the constraints leave no row: remove one of those that contradict each other",
		},
		{
			"a constraint that forbids everything",
			func(m *covering.Model) { m.Forbidden = []combination{{"a": {"0", "1"}, "b": {"1", "0"}}} },
			"the constraints leave no row: remove one of those that contradict each other",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			m := pairs(2, 3)
			for i, name := range []string{"a", "b", "c"} {
				m.Factors[i].Name = name
			}
			test.change(&m)
			_, err := m.Rows(1, nil, -1)
			if got := message(err); got != test.want {
				t.Errorf("Rows: got  %s\nwant %s", got, test.want)
			}
			_, err = m.Coverage(nil)
			if got := message(err); got != test.want {
				t.Errorf("Coverage: got  %s\nwant %s", got, test.want)
			}
		})
	}
}

func TestGivenRowMustBeOfTheModel(t *testing.T) {
	for _, test := range []struct {
		name  string
		given covering.Row
		want  string
	}{
		{
			"unknown factor",
			covering.Row{"agent": "admin"},
			`given row 2: there is no factor "agent": add it to the model, or correct the name`,
		},
		{
			"unknown value",
			covering.Row{"actor": "reader"},
			`given row 2: factor "actor" has no value "reader": add it to the model, or correct it`,
		},
		{
			"forbidden",
			covering.Row{"edition": "legacy", "header": "valid", "actor": "admin"},
			"given row 2: the constraints forbid actor=admin, edition=legacy, header=valid",
		},
		{
			"cannot be completed",
			covering.Row{"actor": "anonymous", "subject": "failed"},
			"given row 2: the constraints forbid actor=anonymous, subject=failed",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := questions.Rows(1, []covering.Row{{"actor": "admin"}, test.given}, -1)
			if diff := cmp.Diff(test.want, message(err)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// Twelve factors of eleven values may never have the same value: no row does,
// but a solver that only tries cannot tell.
func TestConstraintsThatTakeForeverAreAnError(t *testing.T) {
	_, err := allDifferent(11, 12).Rows(1, nil, -1)
	want := "the constraints are too entangled to tell what they allow: use fewer, or combine fewer factors in each"
	if got := message(err); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// The zero Coverage lists nothing.
func TestZeroCoverageIsEmpty(t *testing.T) {
	var c covering.Coverage
	for tuple := range c.Missing() {
		t.Errorf("missing: %v", tuple)
	}
	if c.Share() != 1 {
		t.Errorf("share %v, want 1", c.Share())
	}
}

func message(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
