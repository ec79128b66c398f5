// The specs, as go test and ginkgo run them:
//
//	go test ./suites                                           # the reference cloud
//	go test ./suites -args --target=https://cloud:8774         # a target
//	go tool ginkgo -p ./suites -- --target=https://cloud:8774  # the same, as Ginkgo users run it
package suites_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/connect"
	"github.com/osact/osact/runner/play"
	"github.com/osact/osact/runner/record"
	"github.com/osact/osact/runner/results"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/judge"
)

// The flags stand behind -args (go test) or -- (ginkgo).
var (
	target  = flag.String("target", "", "root of the compute service to judge (default: the reference cloud)")
	profile = flag.String("profile", "", `profile to demand (default "tenant", for the reference cloud "full")`)
	out     = flag.String("out", "", "absolute path of a folder to write verdict.json and recording.har into")
)

// TestConformance runs the specs of a profile against a target.
func TestConformance(t *testing.T) {
	if *target == "" && os.Getenv("OSACT_TARGET") != "" {
		t.Fatal("OSACT_TARGET is set, but go test would print the cached result of an earlier run, whatever the target does now: give it as a flag, go test ./suites -args --target=$OSACT_TARGET")
	}
	if *out != "" && !filepath.IsAbs(*out) {
		t.Fatalf("--out %s: give an absolute path, since the specs run in their own folder", *out)
	}
	if *profile == "" {
		*profile = "full"
		if *target != "" {
			*profile = "tenant"
		}
	}
	contract, err := openapi.Load(openapi.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	claims, err := suites.Demanded(contract, *profile, nil)
	if err != nil {
		t.Fatal(err)
	}
	var heard []byte // the recording, as HAR
	var evaluator *judge.Evaluator
	SynchronizedBeforeSuite(func(ctx SpecContext) []byte {
		return playOnce(ctx, contract)
	}, func(har []byte) {
		heard = har
		recording, err := exchange.ReadHAR(bytes.NewReader(har))
		Expect(err).NotTo(HaveOccurred())
		evaluator, err = suites.Open(contract, recording)
		Expect(err).NotTo(HaveOccurred())
	}, NodeTimeout(11*time.Minute))
	suites.Specs(claims, func() *judge.Evaluator { return evaluator })
	ReportAfterSuite("verdict", func(r Report) {
		conclude(r, contract, heard)
	})
	RegisterFailHandler(Fail)
	RunSpecs(t, "osact")
}

// playOnce plays the profile, in the first process only, and returns the
// recording for all.
func playOnce(ctx SpecContext, contract *openapi.Contract) []byte {
	connection, err := connection(ctx)
	Expect(err).NotTo(HaveOccurred())
	defer func() { Expect(connection.Close()).To(Succeed()) }()
	recording, err := record.Record(ctx, contract, connection, record.Options{Suite: "specs", Profile: *profile}, play.Player{UserAgent: "osact/specs"})
	Expect(err).NotTo(HaveOccurred())
	var har bytes.Buffer
	Expect(recording.WriteHAR(&har)).To(Succeed())
	actor, found := connection.Tokens.FoundIn(har.Bytes())
	Expect(found).To(BeFalse(), "the recording holds the token of %s", actor)
	return har.Bytes()
}

func connection(ctx context.Context) (*connect.Connection, error) {
	if *target == "" {
		return connect.Embedded()
	}
	tokens, err := connect.TokensIn(os.Environ())
	if err != nil {
		return nil, err
	}
	return connect.Dial(ctx, connect.Options{Target: *target, Tokens: tokens, Environ: os.Environ()})
}

// conclude makes the verdict of what the specs found, in the process that sees
// all of it. Where a MUST was not tested the suite fails, though no spec did.
func conclude(r Report, contract *openapi.Contract, har []byte) {
	findings, err := suites.Findings(r)
	Expect(err).NotTo(HaveOccurred())
	recording, err := exchange.ReadHAR(bytes.NewReader(har))
	Expect(err).NotTo(HaveOccurred())
	v := verdict.New(contract, recording, findings, verdict.Options{Suite: recording.Suite})
	fmt.Printf("\n%s: digest %s\n", v.Verdict, v.Digest)
	if *out != "" {
		Expect(os.MkdirAll(*out, 0o755)).To(Succeed())
		files := []results.File{results.Recording(recording), {Name: results.VerdictFile, Mode: 0o644, Write: v.Write}}
		Expect(results.Folder{Path: *out}.Write(files, nil)).To(Succeed())
	}
	filtered := GinkgoLabelFilter() != "" || len(r.SuiteConfig.FocusStrings)+len(r.SuiteConfig.SkipStrings) > 0
	if v.Exit != 0 && !filtered {
		Fail(fmt.Sprintf("the verdict is %s: %s", v.Verdict, strings.Join(undecided(v), ", ")))
	}
}

// undecided names the requirements that keep a verdict from being conformant.
func undecided(v verdict.Verdict) []string {
	var ids []string
	for _, r := range v.Requirements {
		if r.Level == openapi.Must && r.Outcome != claim.Satisfied && r.Outcome != claim.NotApplicable {
			ids = append(ids, fmt.Sprintf("%s %s", r.ID, r.Outcome))
		}
	}
	return ids
}
