package version

import (
	"runtime"
	"runtime/debug"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestOf: a build tells what Go has written into it, and the linker has the last word.
func TestOf(t *testing.T) {
	t.Parallel()
	yes, no := true, false
	const hash = "8735030f4934a3ff1738324309827f3c99612ae0"
	git := func(modified string) []debug.BuildSetting {
		return []debug.BuildSetting{
			{Key: "vcs", Value: "git"},
			{Key: "vcs.revision", Value: hash},
			{Key: "vcs.time", Value: "2026-11-30T06:39:50+01:00"},
			{Key: "vcs.modified", Value: modified},
		}
	}
	for name, test := range map[string]struct {
		module               string
		settings             []debug.BuildSetting
		linked, commit, date string
		want                 Info
		says                 string
	}{
		"in a repository": {
			module: "v0.0.0-20261130053950-8735030f4934", settings: git("false"),
			want: Info{Version: "0.0.0-20261130053950-8735030f4934", Commit: hash, Date: "2026-11-30T05:39:50Z", Modified: &no},
			says: "osact 0.0.0-20261130053950-8735030f4934, of commit " + hash + " from 2026-11-30T05:39:50Z",
		},
		"in a repository with changes": {
			module: "v1.2.3+dirty", settings: git("true"),
			want: Info{Version: "1.2.3+dirty", Commit: hash, Date: "2026-11-30T05:39:50Z", Modified: &yes},
			says: "osact 1.2.3+dirty, of commit " + hash + " from 2026-11-30T05:39:50Z with uncommitted changes",
		},
		"by go install": {
			module: "v1.2.3",
			want:   Info{Version: "1.2.3"},
			says:   "osact 1.2.3, of an unknown commit",
		},
		"by go test": {
			module: "(devel)",
			want:   Info{Version: "devel"},
			says:   "osact devel, of an unknown commit",
		},
		"without a word of the module": {
			want: Info{Version: "devel"},
			says: "osact devel, of an unknown commit",
		},
		"by the linker": {
			module: "(devel)", linked: "v1.2.3", commit: hash, date: "2026-11-30T05:39:50Z",
			want: Info{Version: "1.2.3", Commit: hash, Date: "2026-11-30T05:39:50Z"},
			says: "osact 1.2.3, of commit " + hash + " from 2026-11-30T05:39:50Z",
		},
		"by the linker, within another repository": {
			module: "v9.9.9", settings: git("true"), linked: "1.2.3", commit: "c0ffee",
			want: Info{Version: "1.2.3", Commit: "c0ffee"},
			says: "osact 1.2.3, of commit c0ffee",
		},
		"by the linker, which tells the version alone": {
			module: "v9.9.9", settings: git("true"), linked: "1.2.3",
			want: Info{Version: "1.2.3", Commit: hash, Date: "2026-11-30T05:39:50Z", Modified: &yes},
			says: "osact 1.2.3, of commit " + hash + " from 2026-11-30T05:39:50Z with uncommitted changes",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			build := &debug.BuildInfo{GoVersion: "go1.26.8", Main: debug.Module{Version: test.module}, Settings: test.settings}
			test.want.Go, test.want.System = "go1.26.8", runtime.GOOS+"/"+runtime.GOARCH
			got := of(build, test.linked, test.commit, test.date)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
			if says, want := got.String(), test.says+", built with go1.26.8 for "+test.want.System; says != want {
				t.Errorf("it says\n%s, want\n%s", says, want)
			}
		})
	}
}
