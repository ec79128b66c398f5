package exchange

import (
	"bufio"
	"fmt"
	"io"
)

// WriteHAR writes the recording as HAR 1.2, one exchange a line, and its seal.
// Equal recordings give equal bytes. One exchange is encoded at a time, so that
// writing needs little memory beside the recording itself. It fails if w does,
// or if a time lies outside the years 0 to 9999.
func (r Recording) WriteHAR(w io.Writer) error {
	out := bufio.NewWriter(w)
	if err := r.writeHAR(out); err != nil {
		return fmt.Errorf("write HAR: %w", err)
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write HAR: %w", err)
	}
	return nil
}

func (r Recording) writeHAR(w io.Writer) error {
	put := func(before string, v any) error {
		encoded, err := marshal(v)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(w, "%s%s", before, encoded)
		return err
	}
	if err := put(`{"log":{"version":`, harVersion); err != nil {
		return err
	}
	if err := put(",\n\"creator\":", harCreator{Name: harTool, Version: r.Suite}); err != nil {
		return err
	}
	about, repeats := newRun(r), r.repeats()
	if len(repeats) > 0 {
		about.Format = harRepeating
	}
	run, err := marshal(about)
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(w, ",\n\"_osact\":%s", run); err != nil {
		return err
	}
	var running seal
	before := ",\n\"entries\":[\n"
	for i, x := range r.Exchanges {
		entry := newEntry(x)
		if at, ok := repeats[i]; ok {
			entry.repeat(at)
		}
		line, err := marshal(entry)
		if err != nil {
			return fmt.Errorf("exchange %d, %s: %w", i, x.Probe, err)
		}
		if !r.Unsealed {
			line = sealed(line, running.next(line))
		}
		if _, err := fmt.Fprintf(w, "%s%s", before, line); err != nil {
			return err
		}
		before = ",\n"
	}
	end := "\n]"
	if len(r.Exchanges) == 0 {
		end = ",\n\"entries\":[]"
	}
	if r.Unsealed {
		_, err := io.WriteString(w, end+"}}\n")
		return err
	}
	if err := put(end+",\n\"_seal\":", running.end(run)); err != nil {
		return err
	}
	_, err = io.WriteString(w, "}}\n")
	return err
}

// newRun gathers what the recording holds besides its exchanges.
func newRun(r Recording) harRun {
	run := harRun{
		Format:       harFormat,
		Suite:        r.Suite,
		Contract:     r.Contract,
		Profile:      r.Profile,
		Only:         r.Only,
		Covering:     r.Covering,
		Started:      r.Started.UTC(),
		Ended:        r.Ended.UTC(),
		Ending:       r.Ending,
		Target:       r.Target,
		Actors:       r.Actors,
		Plan:         r.Plan,
		Settings:     r.Settings,
		Challenge:    r.Challenge,
		Certificates: r.Certificates,
		Stepped:      r.Stepped,
		Public:       r.Public,
	}
	for _, b := range r.Bindings {
		run.Bindings = append(run.Bindings, harBinding{harText(b.Symbol), harText(b.Value), harText(b.Origin)})
	}
	for _, n := range r.Notes {
		run.Notes = append(run.Notes, harNote{n.At.UTC(), harText(n.Text)})
	}
	return run
}

// recording returns what newRun was given.
func (h harRun) recording() Recording {
	r := Recording{
		Suite:        h.Suite,
		Contract:     h.Contract,
		Profile:      h.Profile,
		Only:         h.Only,
		Covering:     h.Covering,
		Started:      h.Started.UTC(),
		Ended:        h.Ended.UTC(),
		Ending:       h.Ending,
		Target:       h.Target,
		Actors:       h.Actors,
		Plan:         h.Plan,
		Settings:     h.Settings,
		Challenge:    h.Challenge,
		Certificates: h.Certificates,
		Stepped:      h.Stepped,
		Public:       h.Public,
	}
	for _, b := range h.Bindings {
		r.Bindings = append(r.Bindings, Binding{string(b.Symbol), string(b.Value), string(b.Origin)})
	}
	for _, n := range h.Notes {
		r.Notes = append(r.Notes, Note{n.At.UTC(), string(n.Text)})
	}
	return r
}
