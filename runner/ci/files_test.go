package ci_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/options"
	"github.com/osact/osact/runner/settings"
)

// The files to paste say what osact understands: their flags, variables and
// requirements exist, and what is YAML is read.
func TestTheFilesToPaste(t *testing.T) {
	contract, err := openapi.Load(openapi.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	flags := options.All()
	var variables []string
	for _, name := range settings.Names(flags) {
		variables = append(variables, settings.VariableOf(name))
	}
	flag, variable := regexp.MustCompile(` --([a-z-]+)`), regexp.MustCompile(`\bOSACT_[A-Z_]+`)
	for _, path := range []string{"github/action.yml", "github/workflow.yml", "zuul/zuul.yaml", "zuul/run.yaml", "zuul/roles/osact/tasks/main.yaml", "zuul/roles/osact/defaults/main.yaml", "gitlab/osact.gitlab-ci.yml", "jenkins/Jenkinsfile", "scs/scope.yaml"} {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		text := string(content)
		for _, found := range flag.FindAllStringSubmatch(text, -1) {
			if flags.Lookup(found[1]) == nil {
				t.Errorf("%s: osact run has no flag --%s", path, found[1])
			}
		}
		for _, found := range variable.FindAllString(text, -1) {
			if found != "OSACT_NAME" && !strings.Contains(strings.Join(variables, " ")+" ", found+" ") {
				t.Errorf("%s: there is no variable %s", path, found)
			}
		}
		if !strings.HasSuffix(path, "ml") {
			continue
		}
		var document any
		if err := yaml.Unmarshal(content, &document); err != nil {
			t.Errorf("%s: %v", path, err)
		}
	}
	scope, err := os.ReadFile("scs/scope.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, found := range regexp.MustCompile(`- id: (\S+)`).FindAllStringSubmatch(string(scope), -1) {
		if _, ok := contract.Requirement(found[1]); !ok {
			t.Errorf("scs/scope.yaml: there is no requirement %s", found[1])
		}
	}
}

// What stands in an input of a workflow is no part of its script.
func TestNoInputIsScript(t *testing.T) {
	content, err := os.ReadFile("github/action.yml")
	if err != nil {
		t.Fatal(err)
	}
	_, script, _ := strings.Cut(string(content), "      run: |\n")
	if script == "" || strings.Contains(script, "${{") {
		t.Errorf("the script holds an expression:\n%s", script)
	}
}
