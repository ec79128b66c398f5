package play_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/osact/osact/runner/play"
	"github.com/osact/osact/suites/exchange"
)

// door lets a token in so often, and any other never. It echoes the token.
type door struct {
	lock  sync.Mutex
	token string
	times int
}

func (d *door) RoundTrip(r *http.Request) (*http.Response, error) {
	d.lock.Lock()
	defer d.lock.Unlock()
	status := "200 OK"
	if d.times--; r.Header.Get("X-Auth-Token") != d.token || d.times < 0 {
		status = "401 Unauthorized"
	}
	body := `{"echo": "` + r.Header.Get("X-Auth-Token") + `"}`
	return reply(r, "HTTP/1.1 "+status+"\r\nConnection: close\r\n\r\n"+body)
}

// An account logs in again when its token ends, and what was refused is asked again.
// Neither token is kept.
func TestATokenThatEndsIsRenewed(t *testing.T) {
	const first, second = "token-of-member", "another-token-of-the-member"
	synctest.Test(t, func(t *testing.T) {
		d := &door{token: first, times: 5}
		var told []exchange.Note
		renewals := 0
		p := &play.Player{
			Root: parse(t, "http://cloud"), Token: token, InFlight: 4, Transport: d,
			Note: func(n exchange.Note) { told = append(told, n) },
			Renew: func(_ context.Context, actor exchange.Actor) (string, error) {
				d.lock.Lock()
				defer d.lock.Unlock()
				renewals++
				d.token, d.times = second, 1000
				return second, nil
			},
		}
		walk := questions(paths(20)...)
		exchanges, _ := p.Play(t.Context(), walk)
		for path, x := range walk.got {
			if x.Response.Status != http.StatusOK {
				t.Errorf("%s is %d", path, x.Response.Status)
			}
		}
		for _, x := range exchanges {
			if body := string(x.Response.Body); strings.Contains(body, first) || strings.Contains(body, second) {
				t.Errorf("a token is kept: %s", body)
			}
		}
		if renewals != 1 || len(exchanges) <= 20 || len(told) != 1 || !strings.Contains(told[0].Text, "logged in again") {
			t.Errorf("%d renewals, %d exchanges, told is %v", renewals, len(exchanges), told)
		}
	})
}

// A refusal is the API's answer where the token is good, where there is no other one, and
// where nobody was let in before.
func TestARefusalIsNotAskedAgain(t *testing.T) {
	for name, test := range map[string]struct {
		times int
		renew func(context.Context, exchange.Actor) (string, error)
		calls int // at most
		told  string
	}{
		"the token is good": {2, func(context.Context, exchange.Actor) (string, error) { return "", nil }, 20, ""},
		"there is no other": {2, func(context.Context, exchange.Actor) (string, error) { return "", errors.New("it was given by hand") }, 1, "given by hand"},
		"it never was":      {0, func(context.Context, exchange.Actor) (string, error) { return "another-token-of-the-member", nil }, 0, ""},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				calls, told := 0, ""
				p := &play.Player{
					Root: parse(t, "http://cloud"), Token: token, InFlight: 1, Transport: &door{token: "token-of-member", times: test.times}, Deadline: time.Minute,
					Note: func(n exchange.Note) { told += n.Text },
					Renew: func(ctx context.Context, a exchange.Actor) (string, error) {
						calls++
						return test.renew(ctx, a)
					},
				}
				exchanges, _ := p.Play(t.Context(), questions(paths(50)...))
				if len(exchanges) != 50 || calls > test.calls || (told == "") != (test.told == "") || !strings.Contains(told, test.told) {
					t.Errorf("%d exchanges, %d calls, told %q; want 50, %d at most, %q", len(exchanges), calls, told, test.calls, test.told)
				}
			})
		})
	}
}
