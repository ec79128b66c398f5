package bundle

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/dictionary"
	"github.com/osact/osact/runner/evidence"
	"github.com/osact/osact/runner/pseudonym"
	"github.com/osact/osact/runner/results"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/runner/version"
	"github.com/osact/osact/suites"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/judge"
)

// attempts is how often pseudonyms are made: one may hold by chance what another stands
// for.
const attempts = 3

// Publish returns a bundle of the same run that can be published. Random gives the key
// of its pseudonyms, which nothing keeps: no two are equal. It fails where its recording
// would be judged to anything else than that of the run, or where the archive would hold
// anything that has a pseudonym.
func (c Contents) Publish(contract *openapi.Contract, random io.Reader) (Contents, error) {
	if c.Recording.Public {
		return c, errors.New("its recording has been made public already")
	}
	if c.Recording.Unsealed {
		return c, errors.New("its recording has no seal, so that nothing shows whether it is what was recorded")
	}
	var left *pseudonym.Left
	for range attempts {
		public, err := c.publish(contract, random)
		if !errors.As(err, &left) {
			return public, err
		}
	}
	return c, left
}

func (c Contents) publish(contract *openapi.Contract, random io.Reader) (Contents, error) {
	var known [][]byte
	for _, name := range openapi.FileNames() {
		known = append(known, contract.File(name))
	}
	p, err := pseudonym.Of(c.Recording, known, random)
	if err != nil {
		return c, err
	}
	v, err := judgeAlike(contract, c.Recording, p.Recording, c.Verdict.Strict)
	if err != nil {
		return c, err
	}
	public := Contents{Manifest: c.Manifest, Verdict: v, Recording: p.Recording}
	public.Manifest.Public = &Published{Replaced: p.Replaced, LeftOut: p.LeftOut}
	for _, said := range []struct {
		is   bool
		what string
	}{{c.Verdict.Gate != nil, "what a gate made of the verdict"}, {len(c.files) > 0 && c.Verdict.Exit != v.Exit, "why the run ended with another exit code"}} {
		if said.is {
			public.Manifest.Public.LeftOut = append(public.Manifest.Public.LeftOut, said.what)
		}
	}
	if public.files, err = c.filesOf(p.Recording, v); err != nil {
		return c, err
	}
	if err := public.list(); err != nil {
		return c, err
	}
	if err := public.belong(); err != nil {
		return c, err
	}
	return public, public.search(contract, p)
}

// filesOf returns the files of a run anew, from another recording, and those of the
// contract and the self-test as they are.
func (c Contents) filesOf(r exchange.Recording, v verdict.Verdict) ([]file, error) {
	anew := map[string][]byte{}
	for _, f := range append(results.Judged(r, v), results.Recording(r)) {
		var content bytes.Buffer
		if err := f.Write(&content); err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name, err)
		}
		anew[f.Name] = content.Bytes()
	}
	var files []file
	for _, f := range c.files {
		if content, ok := anew[f.name]; ok {
			f.content = content
		}
		if f.name != CertificateFile {
			files = append(files, f)
		}
	}
	return files, nil
}

// judgeAlike judges a recording before and after its texts were replaced, and returns
// the verdict. It fails where anything comes out otherwise.
func judgeAlike(contract *openapi.Contract, was, is exchange.Recording, strict bool) (verdict.Verdict, error) {
	if err := results.Sound(is); err != nil {
		return verdict.Verdict{}, fmt.Errorf("with pseudonyms the recording would not be sound: %w", err)
	}
	if err := evidence.Check(contract, version.This().Version, is); err != nil {
		return verdict.Verdict{}, fmt.Errorf("with pseudonyms the recording would contradict itself: %w", err)
	}
	before, _, err := found(contract, was)
	if err != nil {
		return verdict.Verdict{}, err
	}
	after, trial, err := found(contract, is)
	if err != nil {
		return verdict.Verdict{}, err
	}
	digest, err := is.Digest()
	if err != nil {
		return verdict.Verdict{}, err
	}
	options := verdict.Options{Strict: strict, Suite: version.This().Version, Evidence: digest, Covering: verdict.CoveringOf(trial), Dictionary: dictionary.For(contract)}
	v := verdict.New(contract, is, after, options)
	if judge.Digest(before) == judge.Digest(after) {
		return v, nil
	}
	return v, fmt.Errorf("with pseudonyms it would not be judged alike: %s", firstUnlike(before, after))
}

// found returns what is found in a recording.
func found(contract *openapi.Contract, r exchange.Recording) ([]judge.Finding, *judge.Evaluator, error) {
	trial, err := suites.Open(contract, r)
	if err != nil {
		return nil, nil, err
	}
	return trial.Findings(), trial, nil
}

// firstUnlike names the first requirement of which something else is found.
func firstUnlike(before, after []judge.Finding) string {
	digests := func(all []judge.Finding) map[string][]judge.Finding {
		by := map[string][]judge.Finding{}
		for _, f := range all {
			by[f.Requirement] = append(by[f.Requirement], f)
		}
		return by
	}
	one, other := digests(before), digests(after)
	for _, f := range before {
		if judge.Digest(one[f.Requirement]) != judge.Digest(other[f.Requirement]) {
			at := slices.IndexFunc(one[f.Requirement], func(a judge.Finding) bool {
				return !slices.ContainsFunc(other[f.Requirement], func(b judge.Finding) bool {
					return judge.Digest([]judge.Finding{a}) == judge.Digest([]judge.Finding{b})
				})
			})
			return fmt.Sprintf("%s (%s)", f.Requirement, one[f.Requirement][max(at, 0)].Probe)
		}
	}
	return "a requirement more"
}

// search looks through the archive for what has a pseudonym.
func (c Contents) search(contract *openapi.Contract, p pseudonym.Public) error {
	blank, err := blankFiles(contract, c.Recording)
	if err != nil {
		return err
	}
	s := p.Searcher(blank...)
	manifest, err := c.Manifest.encode()
	if err != nil {
		return err
	}
	for _, f := range append(slices.Clone(c.files), file{ManifestFile, manifest}) {
		if contract.File(f.name) != nil || slices.ContainsFunc(openapi.FileNames(), func(name string) bool { return f.name == ContractFolder+name }) {
			continue // which says nothing of a run
		}
		if err := s.Search(f.name, f.content); err != nil {
			return err
		}
	}
	return nil
}

// blankFiles are the files of a run that asked nothing, with those of the contract: what
// they say, osact says of every run.
func blankFiles(contract *openapi.Contract, r exchange.Recording) ([][]byte, error) {
	r.Exchanges, r.Bindings, r.Actors, r.Notes, r.Settings = nil, nil, nil, nil, nil
	r.Target.URL, r.Challenge = "http://target.invalid", ""
	r.Started, r.Ended = time.Unix(0, 0), time.Unix(0, 0)
	findings, trial, err := found(contract, r)
	if err != nil {
		return nil, err
	}
	v := verdict.New(contract, r, findings, verdict.Options{Suite: version.This().Version, Covering: verdict.CoveringOf(trial)})
	var all [][]byte
	for _, f := range append(results.Judged(r, v), results.Recording(r)) {
		var content bytes.Buffer
		if err := f.Write(&content); err != nil {
			return nil, err
		}
		all = append(all, content.Bytes())
	}
	for _, name := range openapi.FileNames() {
		all = append(all, contract.File(name))
	}
	return all, nil
}
