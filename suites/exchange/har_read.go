package exchange

import (
	"bufio"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"syscall"
	"time"
)

// ReadHARFile reads a recording from a file; see ReadHAR.
func ReadHARFile(path string) (Recording, error) {
	// Without O_NONBLOCK, opening a pipe waits until another process writes to it.
	f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return Recording{}, err
	}
	r, err := readFile(f)
	if err != nil {
		err = fmt.Errorf("%s: %w", path, err)
	}
	return r, errors.Join(err, f.Close())
}

// readFile reads a recording from a regular file. A pipe or a device may never end.
func readFile(f *os.File) (Recording, error) {
	info, err := f.Stat()
	switch {
	case err != nil:
		return Recording{}, err
	case !info.Mode().IsRegular():
		return Recording{}, errors.New("it is not a regular file")
	}
	return ReadHAR(f)
}

// ReadHAR reads a recording that WriteHAR wrote. Members that it does not know
// are skipped, so that a file which another tool has annotated still reads. It
// fails for one that was altered otherwise, with an Altered, for what is no JSON, no HAR
// 1.2 or not recorded by osact, for a file that is cut off, and for one that is larger
// than a run makes any, as a whole or in one of its parts.
func ReadHAR(r io.Reader) (Recording, error) { return readHAR(r, usualLimits()) }

func readHAR(r io.Reader, limits harLimits) (Recording, error) {
	capped := &io.LimitedReader{R: r, N: limits.bytes + 1}
	input := &guarded{from: withoutMark(capped)}
	log := harReader{
		decoder: json.NewDecoder(input), input: input, limits: limits,
		hoard: hoard{limits: limits, bodies: map[[sha256.Size]byte][]byte{}},
	}
	err := log.read()
	if capped.N == 0 {
		err = fmt.Errorf("it is larger than %d bytes", limits.bytes)
	}
	if err != nil {
		return Recording{}, fmt.Errorf("read HAR: %w", err)
	}
	recording := log.run.recording()
	recording.Exchanges = log.exchanges
	run := newRun(recording)
	run.Format = log.run.Format
	intact, err := log.seal.close(run)
	if err != nil {
		return Recording{}, fmt.Errorf("read HAR: %w", err)
	}
	recording.Unsealed = !intact
	return recording, nil
}

// withoutMark leaves out the byte order mark that other tools put in front of a text.
func withoutMark(r io.Reader) io.Reader {
	const mark = "\ufeff"
	buffered := bufio.NewReader(r)
	if start, err := buffered.Peek(len(mark)); err == nil && string(start) == mark {
		_, _ = buffered.Discard(len(mark)) // they are buffered
	}
	return buffered
}

// harReader goes through a HAR member by member, in whichever order they come.
type harReader struct {
	decoder *json.Decoder
	input   *guarded
	limits  harLimits
	hoard   hoard

	version    string
	creator    harCreator
	run        *harRun
	hasLog     bool
	hasEntries bool
	exchanges  []Exchange
	strange    error // the first entry that is none of ours
	seal       sealReader
}

func (h *harReader) read() error {
	err := h.object(func(name string) error {
		if name != "log" {
			return h.skip()
		}
		h.hasLog = true
		return h.object(h.readLogMember)
	})
	if err == nil {
		err = h.end()
	}
	if err != nil {
		return h.explain(err)
	}
	return h.check()
}

func (h *harReader) readLogMember(name string) error {
	switch name {
	case "version":
		return h.decode(&h.version)
	case "creator":
		return h.decode(&h.creator)
	case "_osact":
		h.bound(h.limits.run)
		return h.decode(&h.run)
	case "entries":
		h.hasEntries = true
		return h.readEntries()
	case "_seal":
		h.bound(h.limits.run)
		return h.decode(&h.seal.end)
	}
	return h.skip()
}

func (h *harReader) readEntries() error {
	if err := h.delimiter('['); err != nil {
		return fmt.Errorf("log.entries: %w", err)
	}
	for i := 0; h.decoder.More(); i++ {
		if i == h.limits.entries {
			return fmt.Errorf("it has more than %d entries", h.limits.entries)
		}
		h.bound(h.limits.entry)
		if err := h.readEntry(); err != nil {
			return fmt.Errorf("entry %d: %w", i, err)
		}
	}
	return h.delimiter(']')
}

// readEntry reads one entry. An entry without our part is noted and no error
// yet: whether another tool wrote the whole file is only known at its end.
func (h *harReader) readEntry() error {
	var e harEntry
	if err := h.decode(&e); err != nil {
		return err
	}
	if e.Own == nil {
		if h.strange == nil {
			h.strange = fmt.Errorf("the entry for %s has no _osact part: osact did not record it", e.Request.URL)
		}
		return nil
	}
	x, err := e.exchange()
	if err != nil {
		return err
	}
	if err := h.once(&x, e.Own); err != nil {
		return err
	}
	if err := h.hoard.add(&x); err != nil {
		return err
	}
	h.exchanges = append(h.exchanges, x)
	return h.seal.entry(len(h.exchanges)-1, e, x)
}

// check judges the file as a whole, once all of it is read.
func (h *harReader) check() error {
	switch {
	case !h.hasLog || !h.hasEntries:
		return errNoHAR
	case h.version != harVersion:
		return fmt.Errorf("it is HAR version %q; osact reads %s", h.version, harVersion)
	case h.run == nil && h.creator.Name != "" && h.creator.Name != harTool:
		return fmt.Errorf("it has no _osact part: it was recorded by %s, not by osact", h.creator.Name)
	case h.run == nil:
		return errors.New("it has no _osact part: it was not recorded by osact")
	case h.run.Format != harFormat && h.run.Format != harRepeating:
		return fmt.Errorf("it is a recording of format %d, made by osact %s; this osact reads formats %d and %d",
			h.run.Format, h.run.Suite, harFormat, harRepeating)
	case h.strange != nil:
		return h.strange
	}
	return h.run.check()
}

// check refuses what no osact wrote, lest it be misread later.
func (h *harRun) check() error {
	if endings := []Ending{Complete, Interrupted, OutOfTime}; !slices.Contains(endings, h.Ending) {
		return fmt.Errorf("its ending %q is none of %q", h.Ending, endings)
	}
	if kinds := []Kind{Embedded, Given}; !slices.Contains(kinds, h.Target.Kind) {
		return fmt.Errorf("its target's kind %q is none of %q", h.Target.Kind, kinds)
	}
	if h.Challenge != "" {
		if err := h.Challenge.Check(); err != nil {
			return fmt.Errorf("its challenge is none: %w", err)
		}
	}
	if len(h.Certificates) > MostCertificates {
		return fmt.Errorf("it has %d certificates of its target, and a run keeps up to %d", len(h.Certificates), MostCertificates)
	}
	for _, b := range h.Bindings {
		if size := len(b.Symbol) + len(b.Value) + len(b.Origin); size > 2*mostBinding || len(b.Value) > mostBinding {
			return tooLong("binding", size, mostBinding)
		}
	}
	for actor := range h.Actors {
		if !actor.Known() {
			return fmt.Errorf("its actor %q is unknown to this osact", actor)
		}
	}
	times := []time.Time{h.Started, h.Ended}
	for _, n := range h.Notes {
		times = append(times, n.At)
	}
	for _, t := range times {
		if year := t.UTC().Year(); year < 0 || year > 9999 {
			return errors.New("its time is out of range")
		}
	}
	return nil
}
