package exchange

import (
	"net/http"
	"slices"
	"strings"
)

// ClaimsIdentity reports that a probe sends a header by which the token check in front
// of the API tells it who asks, and which no client has to send.
func (p Probe) ClaimsIdentity() bool {
	name, _, _ := strings.Cut(strings.TrimSuffix(p.Variant, ";"), ":")
	claimed := []string{"X-Identity-Status", "X-Roles", "X-User-Id", "X-Project-Id", "X-Tenant-Id", "X-Is-Admin-Project"}
	return slices.Contains(claimed, http.CanonicalHeaderKey(strings.TrimSpace(name)))
}
