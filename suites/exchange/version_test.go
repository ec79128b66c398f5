package exchange_test

import (
	"net/http"
	"testing"

	"github.com/osact/osact/suites/exchange"
)

func TestAskedVersion(t *testing.T) {
	newer := func(lines ...string) http.Header { return http.Header{"OpenStack-API-Version": lines} }
	older := func(lines ...string) http.Header { return http.Header{"X-Openstack-Nova-Api-Version": lines} }
	both := older("2.58")
	both["Openstack-Api-Version"] = []string{"compute 2.1"}
	foreign := older("2.58")
	foreign["Openstack-Api-Version"] = []string{"volume 3.50"}
	tests := []struct {
		name   string
		header http.Header
		want   string
	}{
		{"no header", http.Header{"Accept": {"2.58"}}, ""},
		{"the newer header", newer("compute 2.58"), "2.58"},
		{"the older header", older("2.58"), "2.58"},
		{"the newer one wins", both, "2.1"},
		{"unless it is about another service", foreign, "2.58"},
		{"another service", newer("volume 3.50"), ""},
		{"no service", newer("2.58"), ""},
		{"a service alone", newer("compute"), ""},
		{"the last of several services", newer("volume 3.50, compute 2.58"), "2.58"},
		{"the first of several services", newer("Compute 2.58, volume 3.50"), "2.58"},
		{"compute twice", newer("compute 2.51, compute 2.58"), "2.58"},
		{"compute in two lines", newer("compute 2.51", "compute 2.58"), "2.58"},
		{"several spaces", newer("compute  2.58 "), "2.58"},
		{"no number", newer("compute latest"), "latest"},
		{"two numbers in the older header", older("2,58"), "58"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := exchange.AskedVersion(test.header); got != test.want {
				t.Errorf("AskedVersion(%v) = %q, want %q", test.header, got, test.want)
			}
		})
	}
}
