package main_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/osact/osact/openapi"
)

// ownContract writes the description of the API into a folder, with one more
// property that an action must have, and returns the folder.
func ownContract(t *testing.T) string {
	t.Helper()
	description := string(openapi.Embedded().Document)
	for _, edit := range [][2]string{
		{"required: [action, instance_uuid, request_id, user_id, project_id, start_time, message, updated_at, events]", "required: [comment, action, instance_uuid, request_id, user_id, project_id, start_time, message, updated_at, events]"},
		{"    ActionName:\n", "    Comment:\n      description: What the operator noted.\n      type: string\n    ActionName:\n"},
	} {
		if strings.Count(description, edit[0]) != 1 {
			t.Fatalf("the description does not hold %q once", edit[0])
		}
		description = strings.Replace(description, edit[0], edit[1], 1)
	}
	at := strings.Index(description, "required: [comment,")
	before, after, found := strings.Cut(description[at:], "      properties:\n")
	if !found {
		t.Fatal("an action has no properties")
	}
	description = description[:at] + before + "      properties:\n        comment: {$ref: \"#/components/schemas/Comment\"}\n" + after
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "instance-actions.yaml"), []byte(description), 0o600); err != nil {
		t.Fatal(err)
	}
	return folder
}

// TestAContractOfOnesOwn: what is added to the description is demanded, without
// a line of Go, and whatever comes of that says by which contract it is.
func TestAContractOfOnesOwn(t *testing.T) {
	t.Parallel()
	folder, out := ownContract(t), t.TempDir()
	got := call(t, nil, append([]string{"run", "--contract", folder, "--out", out}, uncovered...)...)
	v := verdictIn(t, out)
	digest, given := strings.CutPrefix(v.Contract, "given:")
	if got.code != 1 || v.Verdict != "nonconformant" || !given || len(digest) != 64 {
		t.Fatalf("exit %d, %s by the contract %s, want 1, nonconformant, given:…\n%s%s", got.code, v.Verdict, v.Contract, got.stdout, got.stderr)
	}
	ruling, _, _ := strings.Cut(got.stdout, "\n")
	if !strings.Contains(ruling, "by a contract that is not osact's own") {
		t.Errorf("the ruling does not say by which contract it is: %s", ruling)
	}
	said := strings.Join(strings.Fields(got.stdout), " ")
	for _, says := range []string{"MUST show.body.matches-contract", "comment", "judged by the contract " + v.Contract + ", which is not the one of osact"} {
		if !strings.Contains(said, says) {
			t.Errorf("it does not say %q:\n%s", says, got.stdout)
		}
	}
	for name, content := range contents(t, out) {
		if !strings.Contains(content, v.Contract) {
			t.Errorf("%s does not name the contract", name)
		}
	}

	recording := filepath.Join(out, "recording.har")
	t.Run("judged by the same", func(t *testing.T) {
		t.Parallel()
		config := filepath.Join(t.TempDir(), "osact.yaml")
		if err := os.WriteFile(config, []byte("contract: "+folder+"\nprofile: tenant\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		for name, way := range map[string]struct{ variables, args []string }{
			"by flag":     {nil, []string{"--contract", folder}},
			"by variable": {[]string{"OSACT_CONTRACT=" + folder}, nil},
			"by file":     {nil, []string{"--config", config}},
		} {
			again := call(t, way.variables, append([]string{"judge", recording}, way.args...)...)
			if again.code != 1 || !strings.Contains(again.stdout, v.Digest) || !strings.Contains(again.stdout, "(profile full, by a contract") || strings.Contains(again.stdout, "recorded by") {
				t.Errorf("%s: exit %d, want 1 and the digest %s\n%s%s", name, again.code, v.Digest, again.stdout, again.stderr)
			}
		}
	})
	t.Run("judged by osact's own", func(t *testing.T) {
		t.Parallel()
		again := call(t, nil, "judge", recording)
		said := strings.Join(strings.Fields(again.stdout), " ")
		if want := "with the contract given:" + digest[:12] + ", judged by osact"; again.code != 0 || !strings.HasPrefix(said, "conformant: ") ||
			!strings.Contains(said, want) || !strings.Contains(said, "give osact judge the same --contract") {
			t.Errorf("exit %d, want 0 and %q\n%s%s", again.code, want, again.stdout, again.stderr)
		}
	})
	t.Run("compared", func(t *testing.T) {
		t.Parallel()
		own := t.TempDir()
		if run := call(t, nil, "judge", "--out", own, recording); run.code != 0 {
			t.Fatalf("exit %d\n%s%s", run.code, run.stdout, run.stderr)
		}
		// The recording is judged again by today's contract, which is osact's own.
		again := call(t, nil, "diff", own, out)
		said := strings.Join(strings.Fields(again.stdout), " ")
		if again.code != 0 || !strings.Contains(said, "the contract changed, from given:"+digest[:12]) {
			t.Errorf("exit %d\n%s%s", again.code, again.stdout, again.stderr)
		}
		// A verdict alone stands as it is: it is of the same recording, so the cloud is the
		// same.
		d := call(t, nil, "diff", own, filepath.Join(out, "verdict.json"))
		said = strings.Join(strings.Fields(d.stdout), " ")
		if d.code != 0 || !strings.HasPrefix(said, "the contract changed: ") || !strings.Contains(said, "the contracts differ, "+verdictIn(t, own).Contract[:12]+" and now given:"+digest[:12]) || strings.Count(said, "by a contract that is not osact's own") != 1 {
			t.Errorf("exit %d\n%s%s", d.code, d.stdout, d.stderr)
		}
		if same := call(t, nil, "diff", "--contract", folder, out, out); same.code != 0 || !strings.Contains(same.stdout, "both are judged by the contract given:"+digest[:12]) {
			t.Errorf("exit %d\n%s%s", same.code, same.stdout, same.stderr)
		}
	})
}

// TestCommandsTakeAContract: those that ask nothing, and osact check.
func TestCommandsTakeAContract(t *testing.T) {
	t.Parallel()
	folder := ownContract(t)
	catalogue := strings.Replace(string(openapi.Embedded().Requirements), "statement: instance_uuid MUST be the id of the server in the path.", "statement: instance_uuid MUST be what we say it is.", 1)
	if err := os.WriteFile(filepath.Join(folder, "requirements.yaml"), []byte(catalogue), 0o600); err != nil {
		t.Fatal(err)
	}
	root, tokens := serve(t, asItIs)
	for _, test := range []struct {
		args []string
		says string
	}{
		{[]string{"contract", "--edition", "2.96"}, "What the operator noted."},
		{[]string{"explain", "show.body.echoes-server-id"}, "instance_uuid MUST be what we say it is."},
		{[]string{"list"}, "instance_uuid MUST be what we say it is."},
		{[]string{"plan"}, "at most "},
		{[]string{"check", "--target", root}, "contract = " + folder},
		{[]string{"__complete", "run", "--contract", folder, "--profile", "v2-"}, "v2-external"},
	} {
		t.Run(test.args[0], func(t *testing.T) {
			t.Parallel()
			args := test.args
			if args[0] != "__complete" {
				args = append(args, "--contract", folder)
			}
			if got := call(t, tokens, args...); got.code != 0 || !strings.Contains(got.stdout, test.says) {
				t.Errorf("exit %d, want 0 and %q in\n%.2000s%s", got.code, test.says, got.stdout, got.stderr)
			}
		})
	}
}

// TestNoContract: what is not a contract is refused, by every command that takes
// one, with the file and the line.
func TestNoContract(t *testing.T) {
	t.Parallel()
	empty, broken := t.TempDir(), ownContract(t)
	path := filepath.Join(broken, "instance-actions.yaml")
	description, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte("openapi: 3.1.0\n  info: [\n"+string(description)), 0o600); err != nil {
		t.Fatal(err)
	}
	recording := filepath.Join(t.TempDir(), "recording.har")
	if got := call(t, nil, "run", "--only", "show.status.is-200", "--out", filepath.Dir(recording)); got.code != 0 {
		t.Fatalf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
	}
	for _, command := range [][]string{{"run"}, {"check"}, {"plan"}, {"list"}, {"explain", "show.status.is-200"}, {"contract"}, {"judge", recording}} {
		for _, test := range []struct {
			variables []string
			args      []string
			says      string
		}{
			{nil, []string{"--contract", empty}, "--contract " + empty + ": the folder is empty"},
			{nil, []string{"--contract", "nowhere"}, "--contract nowhere: there is no folder nowhere"},
			{nil, []string{"--contract", broken}, "--contract " + broken + ": " + path + ":2: "},
			{nil, []string{"--contract", ""}, "--contract is empty"},
			{[]string{"OSACT_CONTRACT="}, nil, "OSACT_CONTRACT is empty"},
		} {
			t.Run(strings.Join(append(command[:1:1], test.says), " "), func(t *testing.T) {
				t.Parallel()
				got := call(t, test.variables, append(command[:len(command):len(command)], test.args...)...)
				if got.code != 2 || got.stdout != "" || !strings.Contains(got.stderr, test.says) || strings.Count(got.stderr, "\n") != 1 {
					t.Errorf("exit %d, stdout %q, stderr %q: want exit 2 and one line that says %q", got.code, got.stdout, got.stderr, test.says)
				}
			})
		}
	}
}
