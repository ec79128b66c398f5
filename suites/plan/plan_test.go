package plan_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/osact/osact/suites"
	"github.com/osact/osact/suites/cast"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/plan"
	"github.com/osact/osact/suites/suitestest"
)

func TestPlanPullsInTheDiscoveryThatItNeeds(t *testing.T) {
	contract := suitestest.Contract(t)
	const (
		root     = "anonymous GET /"
		versions = "anonymous GET /v2.1/"
		someList = "member GET /v2.1/servers?limit=8"
		lists    = "8 × member GET /v2.1/servers/{server.#}/os-instance-actions"
		oneRead  = "member GET /v2.1/servers/{read.#.server}/os-instance-actions/{read.#.id} @{target.newest}"
		reads    = "24 × " + oneRead
		aProject = " GET /v2.1/00000000000040008000000000000000/servers/00000000-0000-4000-8000-000000000000" +
			"/os-instance-actions/req-00000000-0000-4000-8000-000000000000"
		show   = " GET /v2.1/servers/{finished.server}/os-instance-actions/{finished.id}"
		legacy = " GET /v2/{member.project}/servers/{finished.server}/os-instance-actions/{finished.id}"
	)
	const gone = "member GET /v2.1/servers/{finished.server}/os-instance-actions @2.21 (asked last)"
	first, last := "member"+show+" @2.1", "member"+show+" @2.1 (asked last)"
	tests := []struct {
		name string
		ask  claim.Ask
		want []string
	}{
		{"a document", claim.Get("/").As(exchange.Anonymous), []string{root}},
		{"the version document itself", claim.Get("/v2.1/").As(exchange.Anonymous), []string{versions}},
		{"a path under v2.1", claim.Get("/v2.1/page").As(exchange.Intruder), []string{versions, "intruder GET /v2.1/page"}},
		{"a path under v2", claim.Get("/v2/page").As(exchange.Anonymous), []string{root, "anonymous GET /v2/page"}},
		{"a version", claim.Get("/").As(exchange.Anonymous).At("{target.beyond}"), []string{versions, root + " @{target.beyond}"}},
		{
			"a server", claim.Get("/{server.3}").As(exchange.Anonymous),
			[]string{versions, someList, "anonymous GET /{server.#}", someList + " (asked last)"},
		},
		{
			"an action read, which is asked once", claim.Show(cast.Read(7)).At("{target.newest}"),
			[]string{versions, someList, lists, reads, first, last},
		},
		{
			"a finished action", claim.Show(cast.Finished).As(exchange.Anonymous),
			[]string{versions, someList, lists, reads, "anonymous" + show, gone},
		},
		{
			"a member, whose control question comes first and last", claim.Show(cast.Finished).As(exchange.Member),
			[]string{versions, someList, lists, reads, first, "member" + show, last, gone},
		},
		{
			"the control question is in the claim already", claim.Show(cast.Finished).At("2.58", "2.1"),
			[]string{versions, someList, lists, reads, first, "member" + show + " @2.58", last, gone},
		},
		{
			"two accounts", claim.Show(cast.Finished).As(exchange.Outsider, exchange.Admin),
			[]string{
				versions, someList, lists, reads,
				"admin" + show + " @2.1", "outsider" + show + " @2.1",
				"outsider" + show, "admin" + show,
				"admin" + show + " @2.1 (asked last)", "outsider" + show + " @2.1 (asked last)", gone,
			},
		},
		{
			"the legacy path alone, where the control question is asked too", claim.Show(cast.Finished).AtEachEdition(),
			[]string{versions, someList, lists, reads, "member" + aProject, root, "member" + legacy, "member" + legacy + " (asked last)"},
		},
		{"a question of two claims", claim.Get("/").As(exchange.Anonymous).Or(claim.Get("/").As(exchange.Anonymous)), []string{root}},
		{"nothing", claim.Get("/").As(), nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			planned, err := cast.Plan(contract, "full", suitestest.Asking(test.ask), nil)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, outline(planned)); diff != "" {
				t.Errorf("steps (-want +got):\n%s", diff)
			}
		})
	}
}

func TestPlanRefusesASymbolThatNothingBinds(t *testing.T) {
	_, err := cast.Plan(suitestest.Contract(t), "full", suitestest.Asking(claim.Get("/{its.name}")), nil)
	if err == nil || !strings.Contains(err.Error(), "{its.name}") {
		t.Errorf("error = %v, want one that names {its.name}", err)
	}
}

// Whatever is claimed, in whichever order, the plan asks the same, and it can
// be walked to its end.
func TestPlanIsSound(t *testing.T) {
	contract := suitestest.Contract(t)
	profile, ok := contract.Profile("full")
	if !ok {
		t.Fatal("there is no profile full")
	}
	all, err := suites.Demanded(contract, exchange.Selection{Profile: profile.Name})
	if err != nil {
		t.Fatal(err)
	}
	check := func(t rapid.TB, claims, shuffled []claim.Claim) {
		usual, err := cast.Plan(contract, "full", claims, nil)
		if err != nil {
			t.Fatal(err)
		}
		planned, err := cast.Plan(contract, "full", shuffled, nil)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(probes(usual), probes(planned)); diff != "" {
			t.Fatalf("probes in another order of the claims (-usual +got):\n%s", diff)
		}
		if err := sound(planned, claims); err != nil {
			t.Fatal(err)
		}
	}
	check(t, all, all)
	ids := rapid.SliceOfNDistinct(rapid.SampledFrom(profile.Requirements), 1, 3, rapid.ID[string])
	rapid.Check(t, func(t *rapid.T) {
		claims := claim.Select(all, ids.Draw(t, "requirements"))
		check(t, claims, rapid.Permutation(claims).Draw(t, "claims"))
	})
}

// The opening of a plan has all of its discovery and nothing that a claim asks
// beyond that.
func TestOpened(t *testing.T) {
	contract := suitestest.Contract(t)
	planned, err := cast.Plan(contract, "full", suitestest.Asking(suitestest.EverySymbol()), nil)
	if err != nil {
		t.Fatal(err)
	}
	opened := planned.Opened()
	for _, s := range opened.Steps {
		if !discovers(planned, s.Probe) && s.Probe != suitestest.Control(exchange.Member) {
			t.Errorf("%s is in the opening", s.Probe)
		}
	}
	whole, part := plan.NewExecution(contract, planned, suitestest.Accounts(exchange.Member), nil), plan.NewExecution(contract, opened, suitestest.Accounts(exchange.Member), nil)
	suitestest.Small().Play(whole, suitestest.InTurn)
	suitestest.Small().Play(part, suitestest.InTurn)
	if diff := cmp.Diff(suitestest.Bindings(whole), suitestest.Bindings(part)); diff != "" {
		t.Errorf("bindings (-whole +opening):\n%s", diff)
	}
}

// sound checks what holds for every plan.
func sound(planned *plan.Plan, claims []claim.Claim) error {
	at := map[exchange.Probe]int{}
	for i, s := range planned.Steps {
		if _, twice := at[s.Probe]; twice {
			return fmt.Errorf("%s is asked twice", s.Probe)
		}
		at[s.Probe] = i
	}
	var binds []string
	for _, c := range planned.Captures {
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
	for _, s := range planned.Steps {
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
	return controlled(planned, claims)
}

// controlled checks that each account that a claim lets ask has a control
// question, which comes before all that it is asked for beyond discovery, and
// comes again after all that claims ask it.
func controlled(planned *plan.Plan, claims []claim.Claim) error {
	var after []exchange.Probe
	for _, c := range claims {
		after = append(after, c.Asks...)
	}
	for _, actor := range exchange.Actors() {
		question := planned.Controls[actor]
		again := question
		again.Nth = exchange.Last
		asked := slices.DeleteFunc(slices.Clone(after), func(p exchange.Probe) bool { return p.As != actor })
		at := slices.IndexFunc(planned.Steps, func(s plan.Step) bool { return s.Probe == again })
		if controlled := at >= 0; controlled != (actor.HasAccount() && len(asked) > 0) {
			return fmt.Errorf("%s is asked last: %v, though %s asks %d questions", again, controlled, actor, len(asked))
		}
		if at < 0 {
			continue
		}
		for _, p := range append(asked, question) {
			if !slices.Contains(planned.Steps[at].After, p) {
				return fmt.Errorf("%s does not wait for %s", again, p)
			}
		}
		first := slices.IndexFunc(planned.Steps, func(s plan.Step) bool { return s.Probe.As == actor && !discovers(planned, s.Probe) })
		if planned.Steps[first].Probe != question {
			return fmt.Errorf("%s comes before the control question", planned.Steps[first].Probe)
		}
		if opening := planned.Steps[:planned.Opening]; first >= len(opening) {
			return fmt.Errorf("the control question of %s is not in the opening", actor)
		}
	}
	return nil
}

// discovers reports whether a capture looks into a probe.
func discovers(planned *plan.Plan, p exchange.Probe) bool {
	return slices.ContainsFunc(planned.Captures, func(c plan.Capture) bool { return slices.Contains(c.From, p) })
}

// probes returns the probes of a plan, sorted.
func probes(planned *plan.Plan) []string {
	var texts []string
	for _, s := range planned.Steps {
		texts = append(texts, s.Probe.String())
	}
	slices.Sort(texts)
	return texts
}

// outline lists the steps of a plan; those that differ in a number alone are
// counted.
func outline(planned *plan.Plan) []string {
	number := regexp.MustCompile(`\.[0-9]+([.}])`)
	var out []string
	count := 0
	for i, s := range planned.Steps {
		line := func(s plan.Step) string { return number.ReplaceAllString(s.Probe.String(), ".#$1") }
		count++
		if i+1 < len(planned.Steps) && line(planned.Steps[i+1]) == line(s) {
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
	contract := suitestest.Contract(t)
	claims, err := suites.Demanded(contract, exchange.Selection{Profile: "tenant"})
	if err != nil {
		t.Fatal(err)
	}
	planned, err := cast.Plan(contract, "tenant", claims, nil)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(planned.Possible()); n > 600 {
		t.Errorf("the profile tenant asks up to %d questions, more than 600: share some, or read fewer actions", n)
	}
}
