package verify

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/bundle"
	"github.com/osact/osact/runner/results"
	"github.com/osact/osact/runner/strictjson"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/runner/version"
)

// files makes the files of the verdict again, and holds those of the bundle against them
// byte by byte; those of the contract, too. What another build made may differ.
func (r *Report) files(c bundle.Contents, again verdict.Verdict, terms Terms) error {
	r.beside(c.Verdict, &again)
	var alike, unlike, known []string
	for _, f := range results.Judged(c.Recording, again) {
		sum := sha256.New()
		if err := f.Write(sum); err != nil {
			return err
		}
		known = append(known, f.Name)
		switch said, there := c.SHA256(f.Name); {
		case !there:
		case said == hex.EncodeToString(sum.Sum(nil)):
			alike = append(alike, f.Name)
		default:
			unlike = append(unlike, f.Name)
		}
	}
	sameContract := openapi.SameContract(c.Verdict.Contract, again.Contract)
	switch own := sameBuild(c.Manifest.Build, terms.Build) && c.Verdict.Suite == again.Suite && sameContract; {
	case len(unlike) == 0:
	case slices.Contains(unlike, results.VerdictFile):
		r.otherwise(c.Verdict, again, own)
		if len(unlike) > 1 {
			others := slices.DeleteFunc(unlike, func(name string) bool { return name == results.VerdictFile })
			r.madeElsewhere("files: made again of the recording, these have other bytes, too: %s", strings.Join(others, ", "))
		}
	case own:
		r.add(Refused, "files: made again of the recording, these have other bytes: %s; osact judge --out DIR makes them anew", strings.Join(unlike, ", "))
	default:
		r.madeElsewhere("files: made again of the recording, these have other bytes: %s; they are by another build of osact (%s), which may be why", strings.Join(unlike, ", "), name(c.Manifest.Build))
	}
	if len(alike) > 0 {
		r.add(Shown, "files: made again of the recording, these are the same byte by byte: %s", strings.Join(alike, ", "))
	}
	r.contract(c, terms.Contract, sameContract)
	r.unknown(c, known)
	return nil
}

// otherwise says where a verdict is another than the one that was made again.
func (r *Report) otherwise(said, again verdict.Verdict, own bool) {
	where, says, is, differ, err := strictjson.Unlike(said, again)
	switch {
	case err != nil:
		r.add(Refused, "%s: %v", results.VerdictFile, err)
	case differ && own:
		r.add(Refused, "%s: it says that %s is %s, and judged again it is %s", results.VerdictFile, where, says, is)
	case differ:
		r.madeElsewhere("%s: it says that %s is %s, and judged again it is %s; it is by another build or contract of osact, which may be why", results.VerdictFile, where, says, is)
	case own:
		r.add(Refused, "%s: it says what it says when judged again, and its bytes are not as osact writes them", results.VerdictFile)
	default:
		r.madeElsewhere("%s: it says what it says when judged again, in bytes that are not as this build of osact writes them", results.VerdictFile)
	}
}

// contract holds the files of the contract in a bundle against those it is judged by.
func (r *Report) contract(c bundle.Contents, by *openapi.Contract, same bool) {
	if !same {
		r.add(NotShown, "contract: the bundle holds files of the contract %s, and this is %s, so they are not compared",
			verdict.ShortContract(c.Verdict.Contract), verdict.ShortContract(by.ID()))
		return
	}
	for _, name := range openapi.FileNames() {
		sum := sha256.Sum256(by.File(name))
		if said, _ := c.SHA256(bundle.ContractFolder + name); said != hex.EncodeToString(sum[:]) {
			r.add(Refused, "contract: the file %s is not that of the contract %s, by which the bundle was judged", name, verdict.ShortContract(by.ID()))
			return
		}
	}
}

// unknown names the files of a bundle that nothing is known about.
func (r *Report) unknown(c bundle.Contents, known []string) {
	known = append(known, results.RecordingFile, bundle.CertificateFile, bundle.SelftestFile)
	for _, name := range openapi.FileNames() {
		known = append(known, bundle.ContractFolder+name)
	}
	var strange []string
	for _, m := range c.Manifest.Members {
		if !slices.Contains(known, m.Name) {
			strange = append(strange, m.Name)
		}
	}
	if len(strange) > 0 {
		r.madeElsewhere("files: nothing is known about %d files of the bundle, as %.100q", len(strange), strange[0])
	}
}

// selftest says who answers for what osact selftest is said to have printed.
func (r *Report) selftest(c bundle.Contents, signed bool) {
	switch _, there := c.SHA256(bundle.SelftestFile); {
	case there && signed:
		r.add(Shown, "self-test: whoever signed it answers for %s", bundle.SelftestFile)
	case there:
		r.add(NotShown, "self-test: nobody answers for %s", bundle.SelftestFile)
	}
}

// sameBuild reports that two builds are of the same files, on whatever system.
func sameBuild(a, b version.Info) bool {
	return a.Version == b.Version && a.Commit == b.Commit && modified(a) == modified(b)
}

func modified(i version.Info) bool { return i.Modified != nil && *i.Modified }

// name names a build.
func name(i version.Info) string {
	if i.Commit == "" {
		return i.Version
	}
	return i.Version + ", commit " + i.Commit
}
