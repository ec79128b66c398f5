// Package version says which osact this is: its version, the commit that it was
// built from, and whether the files had changes that the commit does not hold.
//
// Go writes that into a build in a git repository, and into one by "go install
// PACKAGE@VERSION". In a build of an archive the linker has to write it.
package version

import (
	"runtime"
	"runtime/debug"
	"strings"
	"time"
)

// What the linker says, by -ldflags "-X github.com/osact/osact/runner/version.linked=1.2.3".
// Empty: what Go has written into the program counts.
var (
	linked       string // version
	linkedCommit string
	linkedDate   string // of the commit, in RFC 3339
)

// Info is what is known about a build.
type Info struct {
	Version  string `json:"version"`            // "1.2.3"; a build between releases has Go's pseudo-version
	Commit   string `json:"commit,omitempty"`   // full hash; empty if it is not known
	Date     string `json:"date,omitempty"`     // of the commit, RFC 3339 in UTC; empty if it is not known
	Modified *bool  `json:"modified,omitempty"` // whether the files differed from the commit; nil if that is not known
	Go       string `json:"go"`                 // "go1.26.0"
	System   string `json:"system"`             // "linux/amd64"
}

// unknown is the version of a build whose version is not known.
const unknown = "devel"

// This returns what is known about the running program.
func This() Info {
	build, ok := debug.ReadBuildInfo()
	if !ok {
		build = &debug.BuildInfo{GoVersion: runtime.Version()}
	}
	return of(build, linked, linkedCommit, linkedDate)
}

// of returns what a build says about itself, but for what the linker said.
func of(build *debug.BuildInfo, version, commit, date string) Info {
	settings := map[string]string{}
	for _, s := range build.Settings {
		settings[s.Key] = s.Value
	}
	i := Info{
		Version: strings.TrimPrefix(build.Main.Version, "v"),
		Commit:  settings["vcs.revision"],
		Date:    inUTC(settings["vcs.time"]),
		Go:      build.GoVersion,
		System:  runtime.GOOS + "/" + runtime.GOARCH,
	}
	if modified, ok := settings["vcs.modified"]; ok {
		is := modified == "true"
		i.Modified = &is
	}
	if i.Version == "" || i.Version == "(devel)" {
		i.Version = unknown
	}
	if version != "" {
		i.Version = strings.TrimPrefix(version, "v")
	}
	if commit != "" {
		i.Commit, i.Date, i.Modified = commit, inUTC(date), nil
	}
	return i
}

// inUTC returns a time in UTC, and as it is if it is none.
func inUTC(text string) string {
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return text
	}
	return t.UTC().Format(time.RFC3339)
}

// String says it for people, in one line without an end.
func (i Info) String() string {
	var b strings.Builder
	b.WriteString("osact " + i.Version)
	switch {
	case i.Commit == "":
		b.WriteString(", of an unknown commit")
	case i.Date == "":
		b.WriteString(", of commit " + i.Commit)
	default:
		b.WriteString(", of commit " + i.Commit + " from " + i.Date)
	}
	if i.Modified != nil && *i.Modified {
		b.WriteString(" with uncommitted changes")
	}
	b.WriteString(", built with " + i.Go + " for " + i.System)
	return b.String()
}
