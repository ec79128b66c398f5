package plan

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/match"
)

// Unheard is what an unreliable exchange makes of the findings that need it.
func Unheard(x *exchange.Exchange, reason string) Unasked {
	why := Unasked{Outcome: claim.Inconclusive, Reason: reason, Evidence: []exchange.Probe{x.Probe}}
	if x.Failure != nil && (x.Failure.Kind == exchange.Stopped || x.Failure.Kind == exchange.Withheld) {
		why.Outcome = claim.Untested
		why.Later = x.Failure.Kind == exchange.Stopped
	}
	return why
}

// Unreliable says why an exchange is no word of the API; empty if it is.
func Unreliable(x *exchange.Exchange) string {
	if x.Failure != nil && x.Failure.Kind != exchange.Short && !match.IsMiscoded(x) {
		return cmp.Or(x.Failure.Text, string(x.Failure.Kind), "no answer came")
	}
	if x.Response == nil {
		return "no answer came"
	}
	switch status := x.Response.Status; status {
	case http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return fmt.Sprintf("it was answered %d %s, which an intermediary or an overloaded service says", status, x.Response.Reason)
	}
	if IsLimit(x.Response) {
		return fmt.Sprintf("it was answered %d %s: the target limits how often it is asked: ask more slowly, with --rate", x.Response.Status, x.Response.Reason)
	}
	if hasRequestID(x.Response) {
		return ""
	}
	if x.Probe.Method == http.MethodOptions && x.Response.Status < 300 && len(x.Response.Body) == 0 {
		return "" // whoever says so, nothing else could be said
	}
	if !json.Valid(x.Response.Body) {
		return "the answer is neither JSON nor carries a request id, so it is not the API's: look for a proxy or a gateway that answers in its place"
	}
	if isGatewaysRefusal(x) {
		return fmt.Sprintf("it was answered %d without a request id, as what stands in front of the API answers: look for a gateway or a firewall", x.Response.Status)
	}
	return ""
}
