package witness

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"github.com/osact/osact/suites/cast"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

// How many actions are asked for, of those that a run caused and of those that it read.
const (
	mostCaused = 24
	mostRead   = 8
)

// act is an action that a recording tells of.
type act struct {
	server, request string
	said            map[string]any // as it was shown last, with its events where it ever was
}

// written returns the actions that a run caused: those of the requests that the target
// accepted, of the servers that the run had made.
func written(r exchange.Recording) []act {
	bound := exchange.Bindings{}
	for _, b := range r.Bindings {
		bound[b.Symbol] = b.Value
	}
	own := []string{bound[cast.FirstServer], bound[cast.SecondServer]}
	var all []act
	for _, x := range r.Exchanges {
		if !claim.IsWrite(x.Probe) || x.Response == nil || x.Response.Status < 200 || x.Response.Status > 299 || strings.Contains(x.Probe.Path, "os-instance-actions") {
			continue
		}
		request := requestID(x.Response.Header)
		for _, server := range own {
			creation := strings.HasSuffix(x.Request.URL, "/servers")
			if about := creation || slices.Contains(strings.Split(x.Request.URL, "/"), server); about && cast.Nameable(server) && cast.Nameable(request) {
				all = append(all, act{server: server, request: request})
			}
		}
	}
	return all[:min(len(all), mostCaused)]
}

// requestID returns the id by which an answer names its request.
func requestID(h http.Header) string {
	if id := h.Get("X-Compute-Request-Id"); id != "" {
		return id
	}
	return h.Get(exchange.RequestIDHeader)
}

// read returns some of the actions that a run read of servers that are not its own.
func read(shown map[[2]string]map[string]any, order [][2]string) []act {
	var all []act
	for _, key := range order {
		all = append(all, act{server: key[0], request: key[1], said: shown[key]})
	}
	return all[:min(len(all), mostRead)]
}

// shown returns each action that a recording shows, by server and request id, and these
// in the order in which they were shown first.
func shown(r exchange.Recording) (map[[2]string]map[string]any, [][2]string) {
	all := map[[2]string]map[string]any{}
	var order [][2]string
	for _, x := range r.Exchanges {
		key, ok := asked(x)
		if !ok {
			continue
		}
		said := action(x.Response.Body)
		before, again := all[key]
		switch {
		case said == nil:
			continue
		case !again:
			order = append(order, key)
		case before["events"] != nil && said["events"] == nil:
			continue
		}
		all[key] = said
	}
	return all, order
}

// asked returns server and request id of the action that an answer shows, if it shows
// one.
func asked(x exchange.Exchange) (key [2]string, ok bool) {
	if x.Response == nil || x.Failure != nil || x.Response.Status != http.StatusOK || x.Request.Method != http.MethodGet {
		return key, false
	}
	path, _, _ := strings.Cut(x.Request.URL, "?")
	parts := strings.Split(path, "/")
	if n := len(parts); n >= 4 && parts[n-4] == "servers" && parts[n-2] == "os-instance-actions" {
		key = [2]string{parts[n-3], parts[n-1]}
		return key, cast.Nameable(key[0]) && cast.Nameable(key[1])
	}
	return key, false
}

// action returns the action that a body shows, nil where it shows none.
func action(body []byte) map[string]any {
	var shown struct {
		InstanceAction map[string]any `json:"instanceAction"`
	}
	if json.Unmarshal(body, &shown) != nil || shown.InstanceAction["start_time"] == nil {
		return nil
	}
	return shown.InstanceAction
}
