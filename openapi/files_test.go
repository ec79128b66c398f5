package openapi_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/osact/osact/openapi"
)

// replaced loads the embedded contract with other files in the place of some, which were read from a folder "mine".
func replaced(tb testing.TB, files map[string]string) (*openapi.Contract, error) {
	tb.Helper()
	f := openapi.Embedded()
	for name, data := range files {
		if err := f.Replace(name, "mine/"+name, []byte(data)); err != nil {
			tb.Fatal(err)
		}
	}
	return openapi.Load(f)
}

// TestAGivenContract: another contract is named as such, and the embedded one is itself wherever its files came from.
func TestAGivenContract(t *testing.T) {
	base := load(t)
	if !base.IsEmbedded() || base.ID() != base.Digest() || openapi.IsGiven(base.ID()) {
		t.Errorf("the embedded contract is %s", base.ID())
	}
	files := openapi.Embedded()
	same, err := replaced(t, map[string]string{"profiles.yaml": string(files.Profiles), "sources/seed1.yaml": string(files.Sources["seed1"])})
	if err != nil {
		t.Fatal(err)
	}
	if !same.IsEmbedded() || same.ID() != base.ID() {
		t.Errorf("the same files make the contract %s, want %s", same.ID(), base.ID())
	}
	for name, content := range map[string][]byte{
		"instance-actions.yaml": files.Document, "requirements.yaml": files.Requirements, "profiles.yaml": files.Profiles,
		"precedence.yaml": files.Precedence, "uncovered.yaml": files.Uncovered,
		"sources/seed1.yaml": files.Sources["seed1"], "sources/seed2.yaml": files.Sources["seed2"],
	} {
		other, err := replaced(t, map[string]string{name: "# of our own\n" + string(content)})
		if err != nil {
			t.Fatal(err)
		}
		if other.IsEmbedded() || other.ID() != "given:"+other.Digest() || !openapi.IsGiven(other.ID()) || other.Digest() == base.Digest() {
			t.Errorf("with another %s it is %s", name, other.ID())
		}
		if openapi.SameContract(base.ID(), other.ID()) || !openapi.SameContract(other.Digest(), other.ID()) {
			t.Errorf("with another %s it is taken for the embedded one, or is not the same as itself", name)
		}
	}
	if got := len(openapi.FileNames()); got != 7 {
		t.Errorf("a contract has %d files, and 7 are tested here", got)
	}
}

// TestMistakesInGivenFiles: the error names the file that was given, and the line.
func TestMistakesInGivenFiles(t *testing.T) {
	files := openapi.Embedded()
	for name, content := range map[string][]byte{
		"instance-actions.yaml": files.Document, "requirements.yaml": files.Requirements, "profiles.yaml": files.Profiles,
		"precedence.yaml": files.Precedence, "uncovered.yaml": files.Uncovered, "sources/seed1.yaml": files.Sources["seed1"],
	} {
		lines := strings.Count(string(content), "\n")
		if _, err := replaced(t, map[string]string{name: string(content) + "levle: 1\n"}); name != "instance-actions.yaml" &&
			(err == nil || !strings.HasPrefix(err.Error(), "mine/"+name+":")) {
			t.Errorf("an unknown key in %s: %v", name, err)
		}
		_, err := replaced(t, map[string]string{name: string(content) + "a: [\n"})
		if err == nil || !strings.HasPrefix(err.Error(), "mine/"+name+":") {
			t.Errorf("no YAML in line %d of %s: %v", lines+1, name, err)
		}
		_, err = replaced(t, map[string]string{name: string(content) + "a: *nothing\n"})
		if want := fmt.Sprintf("mine/%s:%d: unknown anchor 'nothing' referenced", name, lines+1); err == nil || err.Error() != want {
			t.Errorf("an alias for nothing: %v, want %s", err, want)
		}
	}
	// A file that stays is blamed by its own name.
	_, err := replaced(t, map[string]string{
		"requirements.yaml": strings.ReplaceAll(string(files.Requirements), "show.body.matches-contract", "show.body.is-ours"),
	})
	if err == nil || !strings.HasPrefix(err.Error(), "openapi/") || !strings.Contains(err.Error(), "show.body.matches-contract") {
		t.Errorf("a requirement that the description needs: %v", err)
	}
}

func TestReplaceRefuses(t *testing.T) {
	f := openapi.Embedded()
	err := f.Replace("actions.yaml", "mine/actions.yaml", nil)
	if err == nil || !strings.HasPrefix(err.Error(), "mine/actions.yaml: ") || !strings.Contains(err.Error(), "sources/seed2.yaml") {
		t.Errorf("an unknown file: %v", err)
	}
}

// TestMistakesInTheDescriptionHaveLines: also those that the library finds.
func TestMistakesInTheDescriptionHaveLines(t *testing.T) {
	document := string(openapi.Embedded().Document)
	for name, test := range map[string]struct{ old, replacement, says string }{
		"an unknown type":                {"type: string", "type: strin", `unsupported 'type' value "strin"`},
		"an unknown key":                 {"type: string", "typ: string", "extra sibling fields: [typ]"},
		"an unknown place":               {"in: path", "in: pth", `can't have 'in' value "pth"`},
		"a name in place of a list":      {"required: [rel, href]", "required: href", "cannot unmarshal string into field Schema.required of type []string"},
		"a word in place of a number":    {"minLength: 1", "minLength: one", "field Schema.minLength of type uint64"},
		"a list in place of a name":      {"format: ", "format: [a] #", "field Schema.format of type string"},
		"a number in place of a truth":   {"required: true", "required: 1", "of type bool"},
		"a key of an operation misspelt": {"      responses:", "      response:", "extra sibling fields: [response]"},
	} {
		before, _, found := strings.Cut(document, test.old)
		if !found {
			t.Fatalf("the description does not hold %q", test.old)
		}
		_, err := replaced(t, map[string]string{"instance-actions.yaml": strings.Replace(document, test.old, test.replacement, 1)})
		at, line := -1, strings.Count(before, "\n")+1
		if err != nil {
			_, _ = fmt.Sscanf(err.Error(), "mine/instance-actions.yaml:%d: ", &at)
		}
		// What the library names may begin some lines above.
		if err == nil || at > line || at < line-12 || !strings.Contains(err.Error(), test.says) || strings.Contains(err.Error(), "invalid character") {
			t.Errorf("%s in line %d: %v, want that it says %q", name, line, err, test.says)
		}
	}
}
