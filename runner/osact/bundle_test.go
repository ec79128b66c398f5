package main_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestBundleOfARun has a run put its bundle together, with what osact.yaml and a flag say
// of the implementation.
func TestBundleOfARun(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	at := func(name string) string { return filepath.Join(folder, name) }
	settings := "implementation:\n  organisation: Vendor Inc.\n  product: Vendor Cloud\n  url: https://vendor.example\n"
	if err := os.WriteFile(at("osact.yaml"), []byte(settings), 0o600); err != nil {
		t.Fatal(err)
	}
	run := []string{"run", "--config", at("osact.yaml"), "--only", "show.status.is-200", "--rate", "5000", "--timeout", "20s", "--out", at("out"), "--bundle", at("run.tar.gz")}
	if got := call(t, nil, run...); got.code != 0 || !strings.Contains(got.stdout, at("run.tar.gz")) {
		t.Fatalf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
	}
	recording := contents(t, at("out"))["recording.har"]
	if !strings.Contains(recording, `"settings":{"rate":"5000","timeout":"20s"}`) || strings.Contains(recording, folder) {
		t.Error("the recording does not tell how it was asked, or where its files are")
	}
	if got := call(t, nil, "bundle", "--config", at("osact.yaml"), "--out", at("later.tar.gz"), at("out")); got.code != 0 {
		t.Fatalf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
	}
	one, err := os.ReadFile(at("run.tar.gz"))
	if err != nil {
		t.Fatal(err)
	}
	if other, err := os.ReadFile(at("later.tar.gz")); err != nil || !bytes.Equal(one, other) {
		t.Errorf("a run and osact bundle make different bundles of the same results (%v)", err)
	}
	if info, err := os.Stat(at("run.tar.gz")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v (%v)", info.Mode(), err)
	}
	const said = "organisation Vendor Inc., product Vendor Cloud, url https://vendor.example"
	if got := call(t, nil, "verify", "--unsigned", "--profile", "full", at("run.tar.gz")); !strings.Contains(got.stdout, "not shown  implementation: nobody answers for this: "+said) {
		t.Errorf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
	}

	for name, content := range map[string]string{"selftest": "of another\n", "twice.yaml": settings + "implementation: {product: Other}\n", "unknown.yaml": "implementation: {vendor: X}\n"} {
		if err := os.WriteFile(at(name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	bundle := []string{"bundle", "--out", at("bad.tar.gz")}
	for name, test := range map[string]struct {
		args []string
		says string
	}{
		"an unknown name":     {append(bundle, "--implementation", "produkt=X", at("out")), `did you mean "product"`},
		"no value":            {append(bundle, "--implementation", "product", at("out")), "write NAME=VALUE"},
		"an empty one":        {append(bundle, "--implementation", "product=", at("out")), "product is empty"},
		"twice":               {append(bundle, "--implementation", "product=A", "--implementation", "product=B", at("out")), "product is said twice"},
		"no page":             {append(bundle, "--implementation", "url=javascript:alert(1)", at("out")), "url is the address of a page"},
		"unknown in the file": {append(bundle, "--config", at("unknown.yaml"), at("out")), "vendor"},
		"twice in the file":   {append(bundle, "--config", at("twice.yaml"), at("out")), "twice"},
		"another's self-test": {append(bundle, "--selftest", at("selftest"), at("out")), "is not of this osact"},
		"no self-test":        {append(bundle, "--selftest", at("nowhere"), at("out")), "--selftest: "},
		"a folder":            {append(bundle, "--selftest", folder, at("out")), "is not a regular file"},
		"a run into no file":  {[]string{"run", "--out", at("no"), "--bundle", ""}, "--bundle is empty"},
		"a run into a folder": {[]string{"run", "--out", at("no"), "--bundle", folder}, "something else than a file is there"},
		"a run into nowhere":  {[]string{"run", "--out", at("no"), "--bundle", at("nowhere/b.tar.gz")}, "it can't be written there"},
		"a run of an unknown": {[]string{"run", "--out", at("no"), "--implementation", "vendor=X"}, "vendor"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := call(t, nil, test.args...); got.code != 2 || got.stdout != "" || !strings.Contains(got.stderr, test.says) {
				t.Errorf("exit %d, %s%s, want exit 2 and %q", got.code, got.stdout, got.stderr, test.says)
			}
		})
	}
	if _, err := os.Stat(at("no/recording.har")); err == nil {
		t.Error("something was asked though the bundle can't be made")
	}
}
