package main_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestEditedRecordings: what a run refuses judge refuses too, and a question that was
// sent otherwise is no evidence, also in a recording of before there were seals.
func TestEditedRecordings(t *testing.T) {
	t.Parallel()
	out := t.TempDir()
	if got := call(t, nil, "run", "--out", out, "--budget", "0"); got.code != 0 {
		t.Fatalf("exit %d: %s", got.code, got.stderr)
	}
	content, err := os.ReadFile(filepath.Join(out, "recording.har"))
	if err != nil {
		t.Fatal(err)
	}
	good := withoutSeal(string(content))
	cut := func(before, after string) string {
		_, rest, _ := strings.Cut(good, before)
		found, _, ok := strings.Cut(rest, after)
		if !ok {
			t.Fatalf("the recording does not hold %s", before)
		}
		return found
	}
	member, outsider := cut(`"member":{`, "}"), cut(`"outsider":{`, "}")
	project := func(identity string) string {
		return regexp.MustCompile(`"project":"([^"]+)"`).FindStringSubmatch(identity)[1]
	}
	repeated := func() string {
		lines := strings.Split(good, "\n")
		for i, line := range lines {
			if strings.Contains(line, `"status":200`) {
				lines[i] = strings.TrimSuffix(line, ",") + ",\n" + line
				break
			}
		}
		return strings.Join(lines, "\n")
	}
	for _, test := range []struct {
		name string
		har  string
		code int
		says string
	}{
		{"as it is", good, 0, "conformant"},
		{"a member who is an admin", strings.Replace(good, member, strings.Replace(member, `"member"`, `"admin"`, 1), 1), 2, "without admin"},
		{"an outsider who is the member", strings.Replace(good, outsider, member, 1), 2, "are one account"},
		{"an outsider in the member's project", strings.Replace(good, outsider, strings.Replace(outsider, project(outsider), project(member), 1), 1), 2, "an account in another project"},
		{"an admin who is none", strings.Replace(good, `"roles":["admin"]`, `"roles":["member"]`, 1), 2, "an account with the role admin"},
		{"a reader who may write", strings.Replace(good, `"roles":["reader"]`, `"roles":["reader","member"]`, 1), 2, "neither member nor admin"},
		{"an account for nobody", strings.Replace(good, `"member":{`, `"anonymous":{"origin":"x"},"member":{`, 1), 2, "anonymous has an account"},
		{"a project of nobody's", strings.Replace(good, `{"symbol":"outsider.project","value":"`+project(outsider), `{"symbol":"outsider.project","value":"`+project(member), 1), 2, "{outsider.project} is"},
		{"a version that is given", strings.Replace(good, `"bindings":[`, `"bindings":[{"symbol":"target.maximum","value":"2.1","origin":"flag --x"},`, 1), 2, "only answers tell it"},
		{"a server that is a path", strings.Replace(good, `"bindings":[`, `"bindings":[{"symbol":"finished.server","value":"../..","origin":"flag --server"},`, 1), 2, "no id"},
		{"a target that is none", strings.Replace(good, `"url":"http://`, `"url":"ftp://`, 1), 2, "is not the root of a service"},
		{"an impossible covering", regexp.MustCompile(`"covering":\{[^}]*\}`).ReplaceAllString(good, `"covering":{"strength":9}`), 2, "cover 9 factors"},
		{"an answer beside another", repeated(), 2, "is there twice"},
		{"all asked by the admin", strings.ReplaceAll(good, `"X-Auth-Token","value":"[osact: token of member]"`, `"X-Auth-Token","value":"[osact: token of admin]"`), 3, "in the place of"},
		{"all asked at 2.1", regexp.MustCompile(`"value":"compute 2\.[0-9]+"`).ReplaceAllString(good, `"value":"compute 2.1"`), 3, "in the place of"},
		{"no version asked for", regexp.MustCompile(`\{"name":"OpenStack-API-Version","value":"compute 2\.[0-9]+"\},`).ReplaceAllString(good, ""), 3, "in the place of"},
		{"another host asked", regexp.MustCompile(`"name":"Host","value":"[^"]+"`).ReplaceAllString(good, `"name":"Host","value":"elsewhere.example"`), 3, "elsewhere.example"},
		{"other bodies sent", strings.ReplaceAll(good, `"text":"{\"os-stop\": null}"`, `"text":"{\"os-halt\": null}"`), 2, "was sent with another body"},
		{"another target asked", strings.ReplaceAll(good, `"url":"http://127.0.0.1:`, `"url":"http://127.0.0.2:`), 3, "in the place of"},
		{"headers that osact never sends", strings.ReplaceAll(good, `{"name":"Accept",`, `{"name":"X-Evil","value":"\u0001'; touch PWNED #"},{"name":"Accept",`), 2, "request.headers of exchange 0 "},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if test.har == good && test.name != "as it is" {
				t.Fatal("nothing was edited")
			}
			path, again := filepath.Join(t.TempDir(), "edited.har"), t.TempDir()
			if err := os.WriteFile(path, []byte(test.har), 0o600); err != nil {
				t.Fatal(err)
			}
			got := call(t, nil, "judge", "--out", again, path)
			all := got.stdout + got.stderr
			if test.code != 2 {
				said, err := os.ReadFile(filepath.Join(again, "verdict.json"))
				if err != nil {
					t.Fatal(err, got.stderr)
				}
				all += string(said)
			}
			if got.code != test.code || !strings.Contains(all, test.says) || strings.Contains(all, "PWNED") {
				t.Errorf("exit %d, want %d and %q:\n%.1500s%s", got.code, test.code, test.says, got.stdout, got.stderr)
			}
		})
	}
}

// TestTargetsFromElsewhere: a file that may be somebody else's does not decide in silence
// who is shown a token, and a ledger does not at all.
func TestTargetsFromElsewhere(t *testing.T) {
	t.Parallel()
	root, tokens := serve(t, asItIs)
	config := filepath.Join(t.TempDir(), "osact.yaml")
	if err := os.WriteFile(config, []byte("target: "+root+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	said := "osact: the target is " + root + ", as "
	for _, test := range []struct {
		name      string
		variables []string
		args      []string
		says      string
	}{
		{"a flag", nil, []string{"--target", root}, ""},
		{"a file", nil, []string{"--config", config}, said + config + ":1 says\n"},
		{"a variable", []string{"OSACT_TARGET=" + root}, nil, said + "$OSACT_TARGET says\n"},
	} {
		for _, command := range []string{"check", "run"} {
			args := append([]string{command}, test.args...)
			if command == "run" {
				args = append(args, "--out", t.TempDir(), "--only", "show.status.is-200")
			}
			if got := call(t, append(tokens, test.variables...), args...); got.code != 0 || got.complaint() != test.says {
				t.Errorf("%s by %s: exit %d, stderr %q, want %q", command, test.name, got.code, got.stderr, test.says)
			}
		}
	}
	ledger := filepath.Join(t.TempDir(), "ledger.json")
	const run = "abcdefghijklmnopqrstuvwxyz"
	content := `{"format": 1, "run": "` + run + `", "target": "` + root + `", "actor": "member", "servers": [{"name": "osact-` + run + `-a", "count": 1, "asked": "2099-01-01T00:00:00Z", "refused": true}]}`
	for _, test := range []struct {
		name      string
		variables []string
		args      []string
		code      int
		says      string
	}{
		{"the ledger alone", nil, nil, 2, "give --target " + root},
		{"a file beside it", nil, []string{"--config", config}, 2, "give --target " + root},
		{"a variable that says otherwise", []string{"OSACT_TARGET=http://127.0.0.1:1"}, nil, 2, "give --target"},
		{"a flag", nil, []string{"--target", root}, 0, ""},
		{"a variable", []string{"OSACT_TARGET=" + root}, nil, 0, ""},
	} {
		if err := os.WriteFile(ledger, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := call(t, append(tokens, test.variables...), append([]string{"cleanup", ledger}, test.args...)...); got.code != test.code || !strings.Contains(got.stderr, test.says) {
			t.Errorf("cleanup by %s: exit %d, %q, want %d, %q", test.name, got.code, got.stderr, test.code, test.says)
		}
	}
}

// TestALedgerAgainstTheCatalog: who logs in cleans up where the catalog says.
func TestALedgerAgainstTheCatalog(t *testing.T) {
	t.Parallel()
	for elsewhere, code := range map[bool]int{false: 0, true: 2} {
		a := stand(asItIs, unchanged)(t)
		root := regexp.MustCompile(`auth_url: "(http://[^/]+)`).FindStringSubmatch(readFile(t, strings.TrimPrefix(a.variables[0], "OS_CLIENT_CONFIG_FILE=")))[1] + "/compute"
		if elsewhere {
			root = "http://127.0.0.1:1"
		}
		const run = "abcdefghijklmnopqrstuvwxyz"
		ledger := filepath.Join(t.TempDir(), "ledger.json")
		content := `{"format": 1, "run": "` + run + `", "target": "` + root + `", "actor": "member", "servers": [{"name": "osact-` + run + `-a", "count": 1, "asked": "2026-01-01T00:00:00Z"}]}`
		if err := os.WriteFile(ledger, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		got := call(t, a.variables, append([]string{"cleanup", ledger}, a.args...)...)
		if got.code != code || elsewhere && !strings.Contains(got.stderr, "the catalog has the compute service at") {
			t.Errorf("exit %d, %q, want %d", got.code, got.stderr, code)
		}
	}
}

func readFile(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}
