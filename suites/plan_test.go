package suites

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/exchange"
)

func TestPlanPullsInTheDiscoveryThatItNeeds(t *testing.T) {
	contract := loaded(t)
	const (
		root     = "anonymous GET /"
		versions = "anonymous GET /v2.1/"
		someList = "member GET /v2.1/servers?limit=8"
		lists    = "8 × member GET /v2.1/servers/{server.#}/os-instance-actions"
		oneRead  = "member GET /v2.1/servers/{read.#.server}/os-instance-actions/{read.#.id} @{target.newest}"
		reads    = "18 × " + oneRead
		aProject = " GET /v2.1/00000000000040008000000000000000/servers/00000000-0000-4000-8000-000000000000" +
			"/os-instance-actions/req-00000000-0000-4000-8000-000000000000"
		show   = " GET /v2.1/servers/{finished.server}/os-instance-actions/{finished.id}"
		legacy = " GET /v2/{member.project}/servers/{finished.server}/os-instance-actions/{finished.id}"
	)
	const gone = "member GET /v2.1/servers/{finished.server}/os-instance-actions @2.21 (asked last)"
	first, last := "member"+show+" @2.1", "member"+show+" @2.1 (asked last)"
	tests := []struct {
		name string
		ask  Ask
		want []string
	}{
		{"a document", get("/").As(exchange.Anonymous), []string{root}},
		{"the version document itself", get("/v2.1/").As(exchange.Anonymous), []string{versions}},
		{"a path under v2.1", get("/v2.1/page").As(exchange.Intruder), []string{versions, "intruder GET /v2.1/page"}},
		{"a path under v2", get("/v2/page").As(exchange.Anonymous), []string{root, "anonymous GET /v2/page"}},
		{"a version", get("/").As(exchange.Anonymous).At("{target.beyond}"), []string{versions, root + " @{target.beyond}"}},
		{
			"a server", get("/{server.3}").As(exchange.Anonymous),
			[]string{versions, someList, "anonymous GET /{server.#}", someList + " (asked last)"},
		},
		{
			"an action read, which is asked once", Show(read(7)).At("{target.newest}"),
			[]string{versions, someList, lists, reads, first, last},
		},
		{
			"a finished action", Show(finished).As(exchange.Anonymous),
			[]string{versions, someList, lists, reads, "anonymous" + show, gone},
		},
		{
			"a member, whose control question comes first and last", Show(finished).As(exchange.Member),
			[]string{versions, someList, lists, reads, first, "member" + show, last, gone},
		},
		{
			"the control question is in the claim already", Show(finished).At("2.58", "2.1"),
			[]string{versions, someList, lists, reads, first, "member" + show + " @2.58", last, gone},
		},
		{
			"two accounts", Show(finished).As(exchange.Outsider, exchange.Admin),
			[]string{
				versions, someList, lists, reads,
				"admin" + show + " @2.1", "outsider" + show + " @2.1",
				"outsider" + show, "admin" + show,
				"admin" + show + " @2.1 (asked last)", "outsider" + show + " @2.1 (asked last)", gone,
			},
		},
		{
			"the legacy path alone, where the control question is asked too", Show(finished).AtEachEdition(),
			[]string{versions, someList, lists, reads, "member" + aProject, root, "member" + legacy, "member" + legacy + " (asked last)"},
		},
		{"a question of two claims", get("/").As(exchange.Anonymous).Or(get("/").As(exchange.Anonymous)), []string{root}},
		{"nothing", get("/").As(), nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			plan, err := PlanOf(contract, "full", asking(test.ask), nil)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, outline(plan)); diff != "" {
				t.Errorf("steps (-want +got):\n%s", diff)
			}
		})
	}
}

func TestPlanRefusesASymbolThatNothingBinds(t *testing.T) {
	_, err := PlanOf(loaded(t), "full", asking(get("/{its.name}")), nil)
	if err == nil || !strings.Contains(err.Error(), "{its.name}") {
		t.Errorf("error = %v, want one that names {its.name}", err)
	}
}

// Whatever is claimed, in whichever order, the plan asks the same, and it can
// be walked to its end.
func TestPlanIsSound(t *testing.T) {
	contract := loaded(t)
	profile, ok := contract.Profile("full")
	if !ok {
		t.Fatal("there is no profile full")
	}
	all, err := Demanded(contract, profile.Name, nil)
	if err != nil {
		t.Fatal(err)
	}
	check := func(t rapid.TB, claims, shuffled []Claim) {
		usual, err := PlanOf(contract, "full", claims, nil)
		if err != nil {
			t.Fatal(err)
		}
		plan, err := PlanOf(contract, "full", shuffled, nil)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(probes(usual), probes(plan)); diff != "" {
			t.Fatalf("probes in another order of the claims (-usual +got):\n%s", diff)
		}
		if err := sound(plan, claims); err != nil {
			t.Fatal(err)
		}
	}
	check(t, all, all)
	ids := rapid.SliceOfNDistinct(rapid.SampledFrom(profile.Requirements), 1, 3, rapid.ID[string])
	rapid.Check(t, func(t *rapid.T) {
		claims := Select(all, ids.Draw(t, "requirements"))
		check(t, claims, rapid.Permutation(claims).Draw(t, "claims"))
	})
}

// The opening of a plan has all of its discovery and nothing that a claim asks
// beyond that.
func TestOpened(t *testing.T) {
	contract := loaded(t)
	plan, err := PlanOf(contract, "full", asking(everything()), nil)
	if err != nil {
		t.Fatal(err)
	}
	opened := plan.Opened()
	for _, s := range opened.Steps {
		if !discovers(plan, s.Probe) && s.Probe != control(exchange.Member) {
			t.Errorf("%s is in the opening", s.Probe)
		}
	}
	whole, part := NewWalk(contract, plan, accounts(exchange.Member), nil), NewWalk(contract, opened, accounts(exchange.Member), nil)
	small().play(whole, inTurn)
	small().play(part, inTurn)
	if diff := cmp.Diff(bindings(whole), bindings(part)); diff != "" {
		t.Errorf("bindings (-whole +opening):\n%s", diff)
	}
}

// sound checks what holds for every plan.
func sound(plan *Plan, claims []Claim) error {
	at := map[exchange.Probe]int{}
	for i, s := range plan.Steps {
		if _, twice := at[s.Probe]; twice {
			return fmt.Errorf("%s is asked twice", s.Probe)
		}
		at[s.Probe] = i
	}
	var binds []string
	for _, c := range plan.Captures {
		for _, symbol := range c.Binds {
			if slices.Contains(binds, symbol) {
				return fmt.Errorf("{%s} is bound twice", symbol)
			}
		}
		binds = append(binds, c.Binds...)
		for _, p := range c.From {
			if _, ok := at[p]; !ok {
				return fmt.Errorf("a capture looks into %s, which is not asked", p)
			}
		}
	}
	for _, s := range plan.Steps {
		for _, symbol := range slices.Concat(s.Needs, s.Probe.Symbols()) {
			if !slices.Contains(binds, symbol) {
				return fmt.Errorf("%s needs {%s}, which nothing binds", s.Probe, symbol)
			}
		}
	}
	for _, c := range claims {
		for _, p := range c.Asks {
			if _, ok := at[p]; !ok {
				return fmt.Errorf("%s asks %s, which is not in the plan", c.Requirement.ID, p)
			}
		}
	}
	return controlled(plan, claims)
}

// controlled checks that each account that a claim lets ask has a control
// question, which comes before all that it is asked for beyond discovery, and
// comes again after all that claims ask it.
func controlled(plan *Plan, claims []Claim) error {
	var after []exchange.Probe
	for _, c := range claims {
		after = append(after, c.Asks...)
	}
	for _, actor := range exchange.Actors() {
		question := plan.Controls[actor]
		again := question
		again.Nth = exchange.Last
		asked := slices.DeleteFunc(slices.Clone(after), func(p exchange.Probe) bool { return p.As != actor })
		at := slices.IndexFunc(plan.Steps, func(s Step) bool { return s.Probe == again })
		if controlled := at >= 0; controlled != (actor.HasAccount() && len(asked) > 0) {
			return fmt.Errorf("%s is asked last: %v, though %s asks %d questions", again, controlled, actor, len(asked))
		}
		if at < 0 {
			continue
		}
		for _, p := range append(asked, question) {
			if !slices.Contains(plan.Steps[at].After, p) {
				return fmt.Errorf("%s does not wait for %s", again, p)
			}
		}
		first := slices.IndexFunc(plan.Steps, func(s Step) bool { return s.Probe.As == actor && !discovers(plan, s.Probe) })
		if plan.Steps[first].Probe != question {
			return fmt.Errorf("%s comes before the control question", plan.Steps[first].Probe)
		}
		if opening := plan.Steps[:plan.Opening]; first >= len(opening) {
			return fmt.Errorf("the control question of %s is not in the opening", actor)
		}
	}
	return nil
}

// discovers reports whether a capture looks into a probe.
func discovers(plan *Plan, p exchange.Probe) bool {
	return slices.ContainsFunc(plan.Captures, func(c Capture) bool { return slices.Contains(c.From, p) })
}

// loaded returns the contract that the program is built with.
func loaded(t testing.TB) *openapi.Contract {
	t.Helper()
	contract, err := openapi.Load(openapi.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	return contract
}

// asking returns claims of no requirement which ask what ask does, at the
// legacy edition where that is asked.
func asking(ask Ask) []Claim {
	var claims []Claim
	for _, row := range ask.rows(scope{owner: exchange.Member, editions: []openapi.Edition{openapi.Legacy()}}) {
		claims = append(claims, Claim{Asks: row})
	}
	return claims
}

// probes returns the probes of a plan, sorted.
func probes(plan *Plan) []string {
	var texts []string
	for _, s := range plan.Steps {
		texts = append(texts, s.Probe.String())
	}
	slices.Sort(texts)
	return texts
}

// outline lists the steps of a plan; those that differ in a number alone are
// counted.
func outline(plan *Plan) []string {
	number := regexp.MustCompile(`\.[0-9]+([.}])`)
	var out []string
	count := 0
	for i, s := range plan.Steps {
		line := func(s Step) string { return number.ReplaceAllString(s.Probe.String(), ".#$1") }
		count++
		if i+1 < len(plan.Steps) && line(plan.Steps[i+1]) == line(s) {
			continue
		}
		text := line(s)
		if count > 1 {
			text = fmt.Sprintf("%d × %s", count, text)
		}
		out, count = append(out, text), 0
	}
	return out
}

// A member's token alone costs its cloud no more than it was promised.
func TestATenantIsAskedAFewHundredTimes(t *testing.T) {
	contract := loaded(t)
	claims, err := Demanded(contract, "tenant", nil)
	if err != nil {
		t.Fatal(err)
	}
	plan, err := PlanOf(contract, "tenant", claims, nil)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(plan.Possible()); n > 400 {
		t.Errorf("the profile tenant asks up to %d questions, more than 400: share some, or read fewer actions", n)
	}
}
