package accessrule_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/runner/accessrule"
	"github.com/osact/osact/suites/cast"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/suitestest"
)

func TestRules(t *testing.T) {
	const unknown = "/servers/00000000-0000-4000-8000-000000000000"
	for path, want := range map[string]string{
		"/":                                "/",
		"/v2.1/{member.project}":           "/v2.1/*",
		"/v2.1/":                           "/v2.1/**",
		"/v2.1/servers?limit=8":            "/v2.1/servers",
		"/v2.1/servers/detail?a=b":         "/v2.1/servers/detail",
		"/v2.1/servers/{own.first}":        "/v2.1/servers/*",
		"/v2.1/servers/{own.first}/action": "/v2.1/servers/*/action",
		"/v2.1" + unknown + "/os-instance-actions":                       "/v2.1/servers/*/os-instance-actions",
		"/v2.1" + unknown + "/os-instance-actions/req-1":                 "/v2.1/servers/*/os-instance-actions/*",
		"/v2.1/{member.project}" + unknown + "/os-instance-actions/{a}":  "/v2.1/*/servers/*/os-instance-actions/*",
		"/v2/not_a_project/servers/abc/os-instance-actions":              "/v2/*/servers/*/os-instance-actions",
		"/v2.1/servers/{a.server}/os-instance-actions/{a.id}/more":       "/v2.1/servers/**",
		"/v2.1/servers/{a.server}/../{b.server}/os-instance-actions/{a}": "/v2.1/servers/**",
		"/v2.1/servers/{a.server}/os-instance-actions/..":                "/v2.1/servers/**",
		"/v2.1/servers/{a.server}/os-instance-actions/%2F":               "/v2.1/servers/**",
		"/v2.1/servers/{a.server}//os-instance-actions/{a.id}":           "/v2.1/servers/**",
	} {
		got := accessrule.For([]exchange.Probe{{As: exchange.Member, Method: "GET", Path: path}, {As: exchange.Reader, Method: "GET", Path: path}})
		if diff := cmp.Diff([]accessrule.Rule{{Service: "compute", Method: "GET", Path: want}}, got); diff != "" {
			t.Errorf("%s: %s", path, diff)
		}
	}
	if got := accessrule.For([]exchange.Probe{{As: exchange.Anonymous, Method: "GET", Path: "/"}}); len(got) > 0 {
		t.Errorf("who has no token takes %v", got)
	}
}

// What a run needs that may not write lets nobody write.
func TestRulesOfARunLetNobodyWrite(t *testing.T) {
	contract := suitestest.Contract(t)
	for _, profile := range contract.Profiles() {
		claims, err := suitestest.Demanded(contract, exchange.Selection{Profile: profile.Name})
		if err != nil {
			t.Fatal(err)
		}
		plan, err := cast.Plan(contract, profile.Name, claims, nil)
		if err != nil {
			t.Fatal(err)
		}
		var probes []exchange.Probe
		for _, step := range plan.Possible() {
			probes = append(probes, step.Probe)
		}
		rules := accessrule.For(probes)
		if len(rules) == 0 {
			t.Errorf("%s: a run needs none", profile.Name)
		}
		for _, r := range rules {
			if r.Method != "GET" && r.Method != "HEAD" && r.Method != "OPTIONS" && !strings.Contains(r.Path, "/os-instance-actions") {
				t.Errorf("%s: %s %s can change things", profile.Name, r.Method, r.Path)
			}
		}
	}
}
