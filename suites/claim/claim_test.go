package claim_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/match"
	"github.com/osact/osact/suites/suitestest"
)

// Claims and catalogue have to agree. Where they do not, every reason is given.
func TestClaimsRefuse(t *testing.T) {
	const (
		status = "  - id: show.status.is-200\n    level: MUST\n"
		server = "  - id: show.body.echoes-server-id\n    level: MUST\n"
	)
	tests := []struct {
		name string
		edit [][2]string // of the catalogue
		want []string
	}{
		{"nothing", nil, nil},
		{"an id that the catalogue does not have", [][2]string{{status, strings.Replace(status, "200", "201", 1)}}, []string{
			`the catalogue has no requirement "show.status.is-200"`, "nothing claims show.status.is-201",
		}},
		{"another level", [][2]string{{status, strings.Replace(status, "MUST", "MAY", 1)}}, []string{
			"a finished action: show.status.is-200 is a MAY in the catalogue, not a MUST",
		}},
		{"what the catalogue calls unclaimed", [][2]string{{status, status + "    unclaimed: it is too easy\n"}}, []string{
			"show.status.is-200 is claimed, yet the catalogue says that it is not: it is too easy",
		}},
		{
			"two at once",
			[][2]string{{status, strings.Replace(status, "MUST", "MAY", 1)}, {server, strings.Replace(server, "MUST", "MAY", 1)}},
			[]string{"show.status.is-200 is a MAY", "show.body.echoes-server-id is a MAY"},
		},
		{"a requirement that says why nothing claims it", [][2]string{{status, strings.NewReplacer("200", "fast").Replace(status) +
			"    unclaimed: nobody can tell\n    asked: {legacy: true}\n    statement: It MUST be fast.\n    sources: [{source: seed1, place: hope}]\n" + status}}, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			files := openapi.Embedded()
			files.Profiles = suitestest.Replaced(t, files.Profiles, "      - 'show.status.is-200'\n", "") // by its id
			for _, e := range test.edit {
				files.Requirements = suitestest.Replaced(t, files.Requirements, e[0], e[1])
			}
			contract, err := openapi.Load(files)
			if err != nil {
				t.Fatal(err)
			}
			_, err = suites.Claims(contract)
			if (err == nil) != (test.want == nil) {
				t.Fatalf("error = %v, want one that says %q", err, test.want)
			}
			for _, want := range test.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("error = %v, want it to say %q", err, want)
				}
			}
			if _, err := suites.Judge(contract, exchange.Recording{Profile: "full"}); (err == nil) != (test.want == nil) {
				t.Errorf("Judge: error = %v, want one exactly where claims do not load", err)
			}
		})
	}
}

// A claim says where it is declared, so that its line can be found.
func TestClaimsSayWhereTheyAreDeclared(t *testing.T) {
	claims, err := suites.Claims(suitestest.Contract(t))
	if err != nil {
		t.Fatal(err)
	}
	call := regexp.MustCompile(`s\.(Must|Should|May)\(`)
	for _, c := range claims {
		file, line, _ := strings.Cut(strings.TrimPrefix(c.Declared, "suites/"), ":")
		source, err := os.ReadFile(filepath.Join("..", file))
		if err != nil {
			t.Fatal(err)
		}
		n, err := strconv.Atoi(line)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Split(string(source), "\n")[n-1]; !call.MatchString(got) {
			t.Errorf("%s of %s is declared at %s, where stands %q", c.Requirement.ID, c.Subject, c.Declared, got)
		}
	}
}

// A claim about a pair of which one half is missing would judge nothing.
func TestClaimsRefuseHalvesOfPairs(t *testing.T) {
	page := func(b *claim.Book) {
		b.About("a page", func(s *claim.Subject) {
			s.Must("show.status.is-200", claim.Get("/v2.1/page").At("2.1", "2.2").And(claim.Get("/v2.1/page")), match.HaveStatus(200))
		})
	}
	_, err := claim.Collect(suitestest.Contract(t), append(suites.Subjects(), page), suitestest.Scope(), claim.Every)
	if want := "a page: show.status.is-200 asks pairs, and one side has more questions than the other"; err == nil || err.Error() != want {
		t.Errorf("refused for %v, want one reason, %q", err, want)
	}
}

// An answer is judged once by a declaration, however often its question is among
// those that are asked. Beside another one it is laid anew.
func TestAQuestionThatIsAskedTwiceIsOneClaim(t *testing.T) {
	ask := claim.Get("/v2.1/page").As(exchange.Member, exchange.Admin)
	twice := func(b *claim.Book) {
		b.About("a page", func(s *claim.Subject) {
			s.Must("show.status.is-200", ask.As(exchange.Admin), match.HaveStatus(200))
			s.Must("show.status.is-200", ask.And(ask).Or(ask).Or(ask.And(ask)), match.HaveStatus(200))
			s.Must("show.status.is-200", ask, match.HaveStatus(200))
		})
	}
	claims, err := claim.Collect(suitestest.Contract(t), append(suites.Subjects(), twice), suitestest.Scope(), claim.Every)
	if err != nil {
		t.Fatal(err)
	}
	alone, pairs := 0, 0
	for _, c := range claims {
		switch {
		case c.Subject != "a page":
		case len(c.Asks) == 1:
			alone++
		default:
			pairs++
		}
	}
	if alone != 1+2+2 || pairs != 4 {
		t.Errorf("%d claims about one answer and %d about two, want 5 and 4", alone, pairs)
	}
}
