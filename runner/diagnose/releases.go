package diagnose

import (
	"fmt"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/exchange"
)

// mixedReleases says that the target has more than one newest microversion, as behind a
// load balancer whose hosts are of several releases. One kind of answer that says two is
// a fault like any other; so two kinds have to say the same two.
func mixedReleases(recording exchange.Recording) string {
	var kinds [3]map[openapi.Version]bool
	for i := range kinds {
		kinds[i] = map[openapi.Version]bool{}
	}
	said := map[openapi.Version]bool{}
	served, refused := map[openapi.Version]bool{}, map[openapi.Version]bool{}
	for _, x := range recording.Exchanges {
		if x.Response == nil || x.Failure != nil {
			continue
		}
		for i, newest := range []openapi.Version{documented(x), latest(x), refusal(x)} {
			if !newest.IsZero() {
				kinds[i][newest], said[newest] = true, true
			}
		}
		if asked := askedFor(x); !asked.IsZero() {
			if x.Response.Status == http.StatusNotAcceptable {
				refused[asked] = true
			} else if asked == echoed(x) {
				served[asked] = true
			}
		}
	}
	all := slices.SortedFunc(maps.Keys(said), openapi.Version.Compare)
	mixed := map[openapi.Version]bool{}
	for i, older := range all {
		for _, newer := range all[i+1:] {
			n := 0
			for _, kind := range kinds {
				if kind[older] && kind[newer] {
					n++
				}
			}
			for v := range served {
				if refused[v] && older.Compare(v) < 0 && v.Compare(newer) <= 0 {
					n++
					break
				}
			}
			if n > 1 {
				mixed[older], mixed[newer] = true, true
			}
		}
	}
	if len(mixed) == 0 {
		return ""
	}
	var names []string
	for _, v := range slices.SortedFunc(maps.Keys(mixed), openapi.Version.Compare) {
		names = append(names, v.String())
	}
	last := len(names) - 1
	return fmt.Sprintf("as if %s releases answered at one address, behind a load balancer or during an upgrade: the newest microversion is now %s, now %s; let each answer at an address of its own, or finish the upgrade, and run again",
		howMany(len(names)), strings.Join(names[:last], ", now "), names[last])
}

func howMany(n int) string {
	if n == 2 {
		return "two"
	}
	return "several"
}

// documented is the newest microversion that a version document states.
func documented(x exchange.Exchange) openapi.Version {
	if x.Probe.Path != "/" && x.Probe.Path != "/v2.1/" {
		return openapi.Version{}
	}
	for _, v := range versionsIn(x.Response.Body) {
		if v.ID == "v2.1" {
			return microversion(v.Version)
		}
	}
	return openapi.Version{}
}

// latest is what the newest microversion was answered as, where that was asked for by
// name.
func latest(x exchange.Exchange) openapi.Version {
	if named(x.Request.Header) != "latest" {
		return openapi.Version{}
	}
	return echoed(x)
}

// newestForm is where a refusal of a microversion says which is the newest.
var newestForm = regexp.MustCompile(`maximum is ([0-9]+\.[0-9]+)`)

// refusal is the newest microversion that the refusal of another one names.
func refusal(x exchange.Exchange) openapi.Version {
	if x.Response.Status != http.StatusNotAcceptable {
		return openapi.Version{}
	}
	if said := newestForm.FindSubmatch(x.Response.Body); said != nil {
		return microversion(string(said[1]))
	}
	return openapi.Version{}
}

// askedFor is the microversion that a question asks for by number.
func askedFor(x exchange.Exchange) openapi.Version { return microversion(named(x.Request.Header)) }

// echoed is the microversion that an answer says it is of.
func echoed(x exchange.Exchange) openapi.Version { return microversion(named(x.Response.Header)) }

// named is the microversion in the header of a question or of an answer.
func named(h http.Header) string {
	if text, found := strings.CutPrefix(h.Get("OpenStack-API-Version"), "compute "); found {
		return text
	}
	return h.Get("X-OpenStack-Nova-API-Version")
}

// microversion reads a microversion; zero where it is none.
func microversion(text string) openapi.Version {
	v, err := openapi.ParseVersion(text)
	if err != nil {
		return openapi.Version{}
	}
	return v
}
