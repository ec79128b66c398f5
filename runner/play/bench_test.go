package play_test

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/osact/osact/runner/play"
)

// BenchmarkPlay plays a graph of three levels, 200 questions, against a server
// that takes 50 ms, 16 at a time; and asks the same with a bare loop, level by
// level. It reports how much longer playing takes; more than 1.3 times is too
// much.
func BenchmarkPlay(b *testing.B) {
	const inFlight = 16
	body := strings.Repeat(`{"a":1}`, 150)
	root := serve(b, func(w http.ResponseWriter, _ *http.Request) {
		time.Sleep(50 * time.Millisecond)
		_, _ = io.WriteString(w, body)
	})
	levels := [][]string{level("a", 4), level("b", 48), level("c", 148)}
	var playing, bare time.Duration
	for b.Loop() {
		walk := graph(levels)
		began := time.Now()
		exchanges, _ := (&play.Player{Root: root, Token: token, InFlight: inFlight}).Play(b.Context(), walk)
		playing += time.Since(began)
		if len(exchanges) != 200 {
			b.Fatalf("%d exchanges, want 200", len(exchanges))
		}
		began = time.Now()
		if err := loop(root, levels, inFlight); err != nil {
			b.Fatal(err)
		}
		bare += time.Since(began)
	}
	b.ReportMetric(float64(playing)/float64(bare), "x-bare")
	b.ReportMetric(playing.Seconds()/float64(b.N), "s-playing")
	b.ReportMetric(bare.Seconds()/float64(b.N), "s-bare")
}

// BenchmarkPlayAlone shows what playing costs by itself: no network, no wait.
func BenchmarkPlayAlone(b *testing.B) {
	root := &url.URL{Scheme: "http", Host: "cloud"}
	b.ReportAllocs()
	for b.Loop() {
		p := &play.Player{Root: root, Token: token, Transport: transport(ok)}
		if exchanges, _ := p.Play(b.Context(), questions(paths(200)...)); len(exchanges) != 200 {
			b.Fatalf("%d exchanges, want 200", len(exchanges))
		}
	}
}

func level(name string, n int) []string {
	var found []string
	for i := range n {
		found = append(found, fmt.Sprintf("/%s/%d", name, i))
	}
	return found
}

// graph makes a walk in which each level waits for all of the one before.
func graph(levels [][]string) *script {
	walk := questions()
	for i, paths := range levels {
		for _, path := range paths {
			s := step{question: get(path)}
			if i > 0 {
				s.after = levels[i-1]
			}
			walk.steps = append(walk.steps, s)
		}
	}
	return walk
}

// loop asks the same with nothing but net/http.
func loop(root *url.URL, levels [][]string, inFlight int) error {
	transport := &http.Transport{MaxIdleConnsPerHost: inFlight}
	defer transport.CloseIdleConnections()
	client := &http.Client{Transport: transport}
	for _, paths := range levels {
		var (
			wait sync.WaitGroup
			room = make(chan struct{}, inFlight)
			errs = make(chan error, len(paths))
		)
		for _, path := range paths {
			room <- struct{}{}
			wait.Go(func() {
				defer func() { <-room }()
				r, err := client.Get(root.String() + path)
				if err == nil {
					_, err = io.Copy(io.Discard, r.Body)
					_ = r.Body.Close()
				}
				errs <- err
			})
		}
		wait.Wait()
		close(errs)
		for err := range errs {
			if err != nil {
				return err
			}
		}
	}
	return nil
}
