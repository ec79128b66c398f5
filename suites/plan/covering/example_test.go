package covering_test

import (
	"fmt"

	"github.com/osact/osact/suites/plan/covering"
)

// Three factors say how a question about an action is asked. Without a token
// nothing else matters, and the legacy path knows no microversion header.
var questions = covering.Model{
	Factors: []covering.Factor{
		{Name: "actor", Values: []string{"admin", "member", "anonymous"}},
		{Name: "edition", Values: []string{"legacy", "2.1", "2.51"}},
		{Name: "subject", Values: []string{"finished", "failed"}},
		{Name: "header", Values: []string{"none", "valid"}},
	},
	Forbidden: []covering.Combination{
		{"edition": {"legacy"}, "header": {"valid"}},
	},
	Implied: []covering.Implication{{
		If:   covering.Combination{"actor": {"anonymous"}},
		Then: covering.Combination{"subject": {"finished"}},
	}},
	Strength: 2,
}

func Example() {
	array, err := questions.Rows(1, nil, -1)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, row := range array.Rows {
		fmt.Printf("%-9s  %-6s  %-8s  %s\n", row["actor"], row["edition"], row["subject"], row["header"])
	}
	fmt.Println(len(array.Rows), "rows cover", array.Covered, "of", array.Possible, "pairs; these cannot be:")
	for pair := range array.Impossible() {
		fmt.Println(pair)
	}
	// Output:
	// member     2.1     finished  none
	// admin      2.51    failed    none
	// anonymous  2.51    finished  valid
	// admin      2.1     failed    valid
	// member     legacy  failed    none
	// admin      legacy  finished  none
	// member     2.51    finished  valid
	// anonymous  legacy  finished  none
	// anonymous  2.1     finished  valid
	// 9 rows cover 35 of 35 pairs; these cannot be:
	// actor=anonymous, subject=failed
	// edition=legacy, header=valid
}

// Every triple of one group is covered, and all else in pairs.
func ExampleModel_stronger() {
	model := questions
	model.Stronger = []covering.Group{{Factors: []string{"actor", "edition", "subject"}, Strength: 3}}
	array, err := model.Rows(1, nil, -1)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(len(array.Rows), "rows cover all", array.Covered, "tuples")
	// Output:
	// 15 rows cover all 30 tuples
}

// Questions that are asked anyway count, and a limit keeps those that cover
// most of the rest.
func ExampleModel_Rows() {
	given := []covering.Row{
		{"actor": "admin", "edition": "2.51", "subject": "failed", "header": "valid"},
		{"actor": "member", "edition": "legacy"}, // says nothing of the others
	}
	array, err := questions.Rows(1, given, 5)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%d more rows make it %.0f%%; missing:\n", len(array.Rows), 100*array.Share())
	for pair := range array.Missing() {
		fmt.Println(pair)
	}
	// Output:
	// 5 more rows make it 89%; missing:
	// actor=anonymous, edition=legacy
	// actor=anonymous, edition=2.51
	// actor=anonymous, header=none
	// edition=legacy, subject=finished
}

func ExampleModel_Coverage() {
	coverage, err := questions.Coverage([]covering.Row{
		{"actor": "admin", "edition": "2.51", "subject": "failed", "header": "valid"},
		{"actor": "member", "edition": "2.51", "subject": "finished", "header": "none"},
		{"actor": "member", "edition": "2.99", "subject": "finished", "header": "none"},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, set := range coverage.Sets {
		fmt.Println(set.Covered, "of", set.Possible, set.Factors)
	}
	fmt.Println("rows that are not of the model:", coverage.Outside)
	// Output:
	// 2 of 9 [actor edition]
	// 2 of 5 [actor subject]
	// 2 of 6 [actor header]
	// 2 of 6 [edition subject]
	// 2 of 5 [edition header]
	// 2 of 4 [subject header]
	// rows that are not of the model: [2]
}
