package suites

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/match"
)

// serversMadeFrom is how many servers are looked at for an image and a flavor.
const serversMadeFrom = 20

// ownServers returns what captures the symbols of osact's own servers.
func (f Finder) ownServers() []Capture {
	all := []Capture{permission(), f.material(), f.largest(), f.bothServers()}
	for _, w := range f.writes() {
		all = append(all, w.accepted())
		for _, server := range w.on {
			if w.watcher != "" {
				all = append(all, w.ending(server))
			}
			if w.sought != nil {
				all = append(all, w.endingAsSought(server))
			}
		}
	}
	return all
}

// permission binds nothing: whether osact may write is given.
func permission() Capture {
	return without(Capture{Binds: []string{RunID, OwnNetworks}}, Untested,
		"osact may write nothing to the target: give --allow-writes, and it makes two servers, and deletes them")
}

// material finds an image and a flavor that fit each other: those of a server
// that is well, the one with the least memory. If there is no server to learn
// from, the smallest flavor with a disk goes with an image that is given.
func (f Finder) material() Capture {
	from := []exchange.Probe{
		f.asks(fmt.Sprintf("/v2.1/servers/detail?limit=%d", serversMadeFrom)),
		f.flavors(),
	}
	return Capture{
		Binds: []string{OwnImage, OwnFlavor},
		From:  from,
		Needs: []string{RunID},
		Pick: func(answers []*match.Answer) []string {
			flavors := byMemory(listAt(answers[1], "flavors"))
			servers := listAt(answers[0], "servers")
			for _, f := range flavors {
				for _, server := range servers {
					image := textIn(server, "image", "id")
					well := server["status"] == "ACTIVE" || server["status"] == "SHUTOFF"
					if well && image != "" && textIn(server, "flavor", "id") == f["id"] {
						return []string{image, textIn(f, "id")}
					}
				}
			}
			for _, f := range flavors {
				if numberIn(f, "disk") > 0 {
					return []string{"", textIn(f, "id")}
				}
			}
			return []string{"", ""}
		},
		Missing: Unasked{
			Outcome:  Untested,
			Reason:   fmt.Sprintf("none of the first %d servers of the %s tells of an image and a flavor: give --image and --flavor", serversMadeFrom, f.owner),
			Evidence: from,
		},
	}
}

// largest finds the flavor with the most memory, which as a rule fits no host
// in a cloud that has one for this.
func (f Finder) largest() Capture {
	from := []exchange.Probe{f.flavors()}
	return Capture{
		Binds: []string{ownLargest},
		From:  from,
		Needs: []string{RunID},
		Pick: func(answers []*match.Answer) []string {
			flavors := byMemory(listAt(answers[0], "flavors"))
			if len(flavors) < 2 {
				return []string{""}
			}
			return []string{textIn(flavors[len(flavors)-1], "id")}
		},
		Missing: Unasked{Outcome: NotApplicable, Reason: "not seen: there is no second flavor to resize to", Evidence: from},
	}
}

// flavors lists what servers can be made in. The actions do not depend on its
// edition, nor does what is read of it.
func (f Finder) flavors() exchange.Probe { return f.asks("/v2.1/flavors/detail") }

// byMemory returns the flavors that can be named in JSON, those with the least
// memory first.
func byMemory(flavors []map[string]any) []map[string]any {
	flavors = slices.DeleteFunc(slices.Clone(flavors), func(f map[string]any) bool { return !Nameable(textIn(f, "id")) })
	slices.SortStableFunc(flavors, func(a, b map[string]any) int {
		return cmp.Or(cmp.Compare(numberIn(a, "ram"), numberIn(b, "ram")), cmp.Compare(numberIn(a, "disk"), numberIn(b, "disk")))
	})
	return flavors
}

// Nameable reports whether an id can stand in a body as it is: 1 to 255
// letters, digits, dots, dashes and underscores.
func Nameable(id string) bool {
	return id != "" && len(id) <= 255 && !strings.ContainsFunc(id, func(r rune) bool {
		return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || strings.ContainsRune("._-", r))
	})
}

// bothServers finds the servers that the one request made. An answer that names
// a server is not enough to write to it: its name must be the one that osact
// gave it.
func (f Finder) bothServers() Capture {
	creation := f.writes()[0].probe
	list := f.asks("/v2.1/servers/detail?name=" + OwnName + "{" + RunID + "}-")
	own := func(answers []*match.Answer) (made string, named []map[string]any) {
		var request struct{ Server struct{ Name string } }
		if answers[0] == nil || json.Unmarshal([]byte(answers[0].Exchange.Request.Body), &request) != nil || request.Server.Name == "" {
			return "", nil
		}
		for _, a := range slices.Backward(answers[1:]) {
			for _, server := range listAt(a, "servers") {
				if strings.HasPrefix(textIn(server, "name"), request.Server.Name+"-") && Nameable(textIn(server, "id")) {
					named = append(named, server)
				}
			}
			if named != nil {
				break
			}
		}
		return textAt(answers[0], "/server/id"), named
	}
	return Capture{
		Binds: []string{ownFirst, ownSecond, ownUser},
		From:  append([]exchange.Probe{creation}, polled(list)...),
		Until: func(a *match.Answer) bool { return len(listAt(a, "servers")) >= 2 },
		Needs: []string{writeAsked("create")},
		Pick: func(answers []*match.Answer) []string {
			both := []string{"", "", ""}
			made, named := own(answers)
			for _, server := range named {
				if id := textIn(server, "id"); id == made {
					both[0], both[2] = id, textIn(server, "user_id")
				} else {
					both[1] = id
				}
			}
			return both
		},
		Missing: Unasked{
			Outcome:  Untested,
			Reason:   "the servers that were made are not listed by their name",
			Evidence: []exchange.Probe{creation, list},
		},
		Refused: f.writes()[0].refused,
	}
}

// accepted binds the request id that the answer to a write carries. One write
// is there to be refused.
func (w write) accepted() Capture {
	refused := w.name == "refuse"
	c := Capture{
		Binds: []string{writeAsked(w.name)},
		From:  []exchange.Probe{w.probe},
		Pick: func(answers []*match.Answer) []string {
			a := answers[0]
			if a == nil || refused != (a.Response.Status == http.StatusConflict) || !refused && a.Response.Status >= 300 {
				return []string{""}
			}
			return []string{a.Response.Header.Get("X-Compute-Request-Id")}
		},
		Missing: Unasked{Outcome: Untested, Reason: fmt.Sprintf("the answer to %s carries no request id", w.probe), Evidence: []exchange.Probe{w.probe}},
		Refused: w.refused,
	}
	if refused {
		c.Missing.Outcome, c.Missing.Reason = NotApplicable, "not seen: a server that runs was started without a conflict"
	}
	return c
}

// refused says what the refusal of a write makes of what it should have caused.
func (w write) refused(first *match.Answer) (Unasked, bool) {
	why := Unasked{
		Outcome:  Untested,
		Reason:   fmt.Sprintf("%s was answered %s", w.probe, sentence(first)),
		Evidence: []exchange.Probe{w.probe},
	}
	if w.probe.As == exchange.Admin && isPolicys(first) {
		why.Outcome = NotApplicable
		why.Reason = fmt.Sprintf("the target's policy does not let an admin do this to the server of another project: %s was answered %s", w.probe, sentence(first))
	}
	return why, first.Response.Status >= 400 && unreliable(first.Exchange) == ""
}

// ending looks at an action until it has ended.
func (w write) ending(server string) Capture {
	looks := w.looksOn(server)
	return Capture{
		Binds: []string{writeLooked(server, w.name), writeEnded(server, w.name)},
		From:  append([]exchange.Probe{w.probe}, looks...),
		Until: func(a *match.Answer) bool {
			return hasEnded(a) || a.Response.Status == http.StatusUnauthorized || a.Response.Status == http.StatusForbidden
		},
		Pick: func(answers []*match.Answer) []string {
			id := w.accepted().Pick(answers[:1])[0]
			if slices.ContainsFunc(answers[1:], hasEnded) {
				return []string{id, id}
			}
			return []string{id, ""}
		},
		Missing: Unasked{
			Outcome:  Untested,
			Reason:   fmt.Sprintf("the action %s of the server that osact made is not seen to end", w.name),
			Evidence: []exchange.Probe{w.probe, looks[0]},
		},
		Refused: w.refused,
	}
}

// endingAsSought looks at the same answers for the end that is sought.
func (w write) endingAsSought(server string) Capture {
	c := w.ending(server)
	c.Binds = []string{writeSought(server, w.name)}
	c.Pick = func(answers []*match.Answer) []string {
		if slices.ContainsFunc(answers[1:], w.sought) {
			return w.accepted().Pick(answers[:1])
		}
		return []string{""}
	}
	c.Missing.Outcome, c.Missing.Reason = NotApplicable, "not seen: "+w.missed
	return c
}

// textIn returns a text at a path of keys; empty where there is none.
func textIn(object map[string]any, keys ...string) string {
	var value any = object
	for _, key := range keys {
		inner, _ := value.(map[string]any)
		value = inner[key]
	}
	text, _ := value.(string)
	return text
}

// numberIn returns a number of an object, 0 where there is none.
func numberIn(object map[string]any, key string) float64 {
	number, _ := object[key].(float64)
	return number
}
