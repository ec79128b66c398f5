package match

import (
	"net/http"
	"slices"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/exchange"
)

// Kind says whether an answer is of a kind of which something is claimed.
type Kind func(*Answer) bool

// To is the kind of answers that the given actors asked for.
func (k Kind) To(actors ...exchange.Actor) Kind {
	return func(a *Answer) bool { return slices.Contains(actors, a.Exchange.Probe.As) && k(a) }
}

// Having are those of a kind that have a header.
func (k Kind) Having(header string) Kind {
	return func(a *Answer) bool { return len(a.Response.Header.Values(header)) > 0 && k(a) }
}

// Except is the kind without another.
func (k Kind) Except(other Kind) Kind {
	return func(a *Answer) bool { return k(a) && !other(a) }
}

// Or is this kind and another.
func (k Kind) Or(other Kind) Kind {
	return func(a *Answer) bool { return k(a) || other(a) }
}

// ToShow are the answers to who asks for one action.
func ToShow() Kind { return byGet(OfAction()) }

// ToList are the answers to who asks for the actions of a server.
func ToList() Kind { return byGet(OfActions()) }

// OfAction are the answers to who asks anything of one action, by HEAD or by a method
// that changes things too.
func OfAction() Kind { return at("/os-instance-actions/{request_id}") }

// OfActions are the same of the actions of a server.
func OfActions() Kind { return at("/os-instance-actions") }

// at are the answers to what was asked at a path of the description.
func at(ending string) Kind {
	return func(a *Answer) bool { return strings.HasSuffix(a.Place.Path, ending) }
}

func byGet(k Kind) Kind {
	return func(a *Answer) bool { return a.Exchange.Request.Method == http.MethodGet && k(a) }
}

// BelowLegacy are those of a kind that were asked for below /v2.
func (k Kind) BelowLegacy() Kind {
	return func(a *Answer) bool { return a.Place.Edition.IsLegacy() && k(a) }
}

// Shown are the answers that show an action.
func Shown() Kind { return ToShow().with(http.StatusOK, http.StatusOK) }

// Listed are the answers that list actions.
func Listed() Kind { return ToList().with(http.StatusOK, http.StatusOK) }

// Refused are those of a kind that refuse what was asked for in the form of the
// API. Any other refusal may be of what stands in front of it.
func (k Kind) Refused() Kind {
	refused := k.with(400, 499)
	return func(a *Answer) bool { return refused(a) && a.isOwnRefusal() }
}

// Negotiated are the refusals of a kind that are given when the microversion is known:
// not for want of a token, nor since what was asked for is no microversion.
func (k Kind) Negotiated() Kind {
	refused := k.Refused().Except(NamingVersion())
	return func(a *Answer) bool {
		asked, err := openapi.ParseVersion(a.Version)
		return err == nil && asked.Major > 0 && !a.Place.Edition.IsLegacy() && a.Response.Status != http.StatusUnauthorized && refused(a)
	}
}

// Unauthorized are those of a kind that ask for a token, and have a request id: others
// may be of what stands in front of the API.
func (k Kind) Unauthorized() Kind {
	return k.with(http.StatusUnauthorized, http.StatusUnauthorized).Having(computeRequestID)
}

// with are those of a kind whose status is between two.
func (k Kind) with(least, most int) Kind {
	return func(a *Answer) bool { return a.Response.Status >= least && a.Response.Status <= most && k(a) }
}

// isOwnRefusal reports that an answer has the form in which the API refuses: an
// object with one key, under which stand the code, which is the status, and a
// message.
func (a *Answer) isOwnRefusal() bool {
	doc, _ := a.Document()
	envelope, _ := doc.(map[string]any)
	if len(envelope) != 1 {
		return false
	}
	for _, inner := range envelope {
		fault, _ := inner.(map[string]any)
		_, message := fault["message"].(string)
		return message && fault["code"] == float64(a.Response.Status)
	}
	return false
}

// NamingVersion are the answers to questions that name a microversion in a header
// line of their own: which of several is served is a question of its own.
func NamingVersion() Kind {
	return func(a *Answer) bool {
		name, _, _ := strings.Cut(a.Exchange.Probe.Variant, ":")
		name = strings.TrimSpace(strings.TrimSuffix(name, ";"))
		return strings.EqualFold(name, exchange.VersionHeader) || strings.EqualFold(name, exchange.OlderVersionHeader)
	}
}
