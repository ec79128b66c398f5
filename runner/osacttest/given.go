package osacttest

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/osact/osact/runner/catalogue"
	"github.com/osact/osact/runner/connect"
	"github.com/osact/osact/runner/contract"
	"github.com/osact/osact/runner/play"
	"github.com/osact/osact/runner/results"
	"github.com/osact/osact/runner/run"
	"github.com/osact/osact/runner/suggest"
	"github.com/osact/osact/runner/version"
	"github.com/osact/osact/suites"
	"github.com/osact/osact/suites/cast"
	"github.com/osact/osact/suites/exchange"
)

// check refuses a target that cannot be judged, whatever it answers.
func (target Target) check() error {
	switch {
	case target.URL == "" && target.Handler == nil:
		return errors.New("there is no target: give URL or Handler")
	case target.URL != "" && target.Handler != nil:
		return errors.New("URL and Handler are two targets: give one of them")
	case target.Path != "" && (target.Handler == nil || !strings.HasPrefix(target.Path, "/")):
		return fmt.Errorf("unusable Path %q: it is where a Handler has the compute service, as in /compute", target.Path)
	case target.Handler != nil && target.TLS != nil:
		return errors.New("TLS is about a URL: a Handler is asked without it")
	case len(target.Tokens) == 0:
		return errors.New("nobody asks: give the member's token in Tokens, as in map[string]string{\"member\": token}")
	case target.Concurrency < 0 || target.Timeout < 0 || target.Deadline < 0:
		return errors.New("unusable Concurrency, Timeout or Deadline: none can be negative")
	case target.Concurrency > 256:
		return fmt.Errorf("unusable Concurrency %d: choose up to 256", target.Concurrency)
	case !(target.Rate >= 0 && target.Rate <= 1e6):
		return fmt.Errorf("unusable Rate %g: choose up to a million requests per second, or 0 for no limit", target.Rate)
	}
	for field, id := range map[string]string{"Image": target.Image, "Flavor": target.Flavor, "Network": target.Network} {
		if id != "" && !cast.Nameable(id) {
			return fmt.Errorf("%s %q: it is no id: %s", field, id, cast.IDForm)
		}
	}
	return nil
}

// run returns the run that asks the target. What it makes there is kept in ledger.
func (target Target) run(ledger string) (*run.Run, error) {
	chosen, err := contract.Load(target.Contract)
	if err != nil {
		return nil, err
	}
	selection := exchange.Selection{Profile: target.Profile, Only: target.Only}
	if selection.Profile == "" {
		selection.Profile = "tenant"
	}
	if _, err := catalogue.Demanded(chosen, selection.Profile, selection.Only); err != nil {
		return nil, err
	}
	claims, err := suites.Demanded(chosen, selection)
	if err != nil {
		return nil, contract.Unfit(target.Contract, "the claims do not load", err)
	}
	r := &run.Run{
		ID: run.NewID(), Contract: chosen, ContractFolder: target.Contract, Claims: claims, Selection: selection, Strict: target.Strict,
		Player: play.Player{
			InFlight: target.Concurrency, Rate: target.Rate, Timeout: target.Timeout, Deadline: target.Deadline,
			UserAgent: "osact/" + version.This().Version,
		},
	}
	if target.AllowWrites {
		r.Ledger = ledger
	}
	if target.Out != "" {
		r.Results, err = results.Open(target.Out, results.VerdictFile, results.RecordingFile, results.ReportFile, results.JUnitFile, results.SummaryFile)
		r.Results.Kept = results.DefaultKept
	}
	return r, err
}

// options returns what there is to connect to at url, and as whom.
func (target Target) options(url string, environ []string) (connect.Options, error) {
	tokens, err := byActor("Tokens", target.Tokens)
	if err != nil {
		return connect.Options{}, err
	}
	for actor, token := range tokens {
		if err := connect.CheckToken(fmt.Sprintf("Tokens[%q]", actor), token); err != nil {
			return connect.Options{}, err
		}
	}
	projects, err := byActor("Projects", target.Projects)
	if err != nil {
		return connect.Options{}, err
	}
	return connect.Options{
		Target: url, Tokens: tokens, Projects: projects, Server: target.Server, Action: target.Action, Environ: environ, Timeout: target.Timeout,
	}, nil
}

// byActor returns the values of a field by the actors that it names.
func byActor(field string, values map[string]string) (map[exchange.Actor]string, error) {
	var known []string
	for _, actor := range exchange.Actors() {
		if actor.HasAccount() {
			known = append(known, string(actor))
		}
	}
	by := map[exchange.Actor]string{}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		switch {
		case !slices.Contains(known, name):
			return nil, fmt.Errorf("in %s: %w", field, suggest.Unknown("actor", name, known))
		case values[name] == "":
			return nil, fmt.Errorf("%s[%q] is empty", field, name)
		}
		by[exchange.Actor(name)] = values[name]
	}
	return by, nil
}

// known returns the actions of Cast as symbols.
func (target Target) known() ([]exchange.Binding, error) {
	var known []exchange.Binding
	for _, part := range slices.Sorted(maps.Keys(target.Cast)) {
		if !slices.Contains(cast.Parts(), part) {
			return nil, fmt.Errorf("in Cast: %w", suggest.Unknown("part", part, cast.Parts()))
		}
		server, action, ok := strings.Cut(target.Cast[part], "/")
		if !ok || server == "" || action == "" {
			return nil, fmt.Errorf("unusable Cast[%q] %q: write SERVER/REQUEST_ID", part, target.Cast[part])
		}
		if !cast.Nameable(server) || !cast.Nameable(action) {
			return nil, fmt.Errorf("unusable Cast[%q] %q: write SERVER/REQUEST_ID, two ids: %s", part, target.Cast[part], cast.IDForm)
		}
		known = append(known,
			exchange.Binding{Symbol: part + ".server", Value: server, Origin: "field Cast"},
			exchange.Binding{Symbol: part + ".id", Value: action, Origin: "field Cast"})
	}
	return known, nil
}
