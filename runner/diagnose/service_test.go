package diagnose_test

import (
	"strings"
	"testing"

	"github.com/osact/osact/runner/diagnose"
	"github.com/osact/osact/suites/exchange"
)

// Who gives the address of another service is told which one it is.
func TestOtherServices(t *testing.T) {
	for name, test := range map[string]struct{ path, body, want string }{
		"identity":               {"/", `{"versions": {"values": [{"id": "v3.14", "status": "stable", "media-types": [{"base": "application/json", "type": "application/vnd.openstack.identity-v3+json"}]}]}}`, "the identity service"},
		"identity, by a version": {"/v2.1/", `{"version": {"id": "v3.14", "media-types": [{"type": "application/vnd.openstack.identity-v3+json"}]}}`, "the identity service"},
		"volumes":                {"/", `{"versions": [{"id": "v3.0", "media-types": [{"type": "application/vnd.openstack.volume+json;version=3"}]}]}`, "the volume service"},
		"images":                 {"/", `{"versions": [{"id": "v2.15", "status": "CURRENT", "links": [{"href": "http://cloud/image/v2/"}]}]}`, "the image service"},
		"networks":               {"/", `{"versions": [{"id": "v2.0", "status": "CURRENT", "links": [{"href": "http://cloud:9696/v2.0/"}]}]}`, "the network service"},
		"placement":              {"/", `{"versions": [{"id": "v1.0", "max_version": "1.39", "min_version": "1.0", "links": [{"href": ""}]}]}`, "the placement service"},
		"compute":                {"/", `{"versions": [{"id": "v2.0", "links": [{"href": "http://cloud/v2/"}]}, {"id": "v2.1", "links": [{"href": "http://cloud/v2.1/"}]}]}`, ""},
		"the legacy API alone":   {"/", `{"versions": [{"id": "v2.0", "links": [{"href": "http://cloud/v2/"}]}]}`, ""},
		"compute, by a version":  {"/v2.1/", `{"version": {"id": "v2.1", "media-types": [{"type": "application/vnd.openstack.compute+json;version=2.1"}]}}`, ""},
		"something":              {"/", `{"versions": [{"id": "v7"}]}`, ""},
		"a page":                 {"/", `<html>`, ""},
		"an action":              {"/v2.1/servers", `{"version": {"id": "v3.14", "media-types": [{"type": "application/vnd.openstack.identity-v3+json"}]}}`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			recording := exchange.Recording{Target: exchange.Target{URL: "http://cloud/x"}, Exchanges: []exchange.Exchange{{
				Probe: exchange.Probe{As: exchange.Anonymous, Path: test.path}, Response: &exchange.Response{Status: 300, Body: []byte(test.body)},
			}}}
			got := diagnose.OtherService(recording)
			if test.want == "" && got != "" || !strings.Contains(got, test.want) {
				t.Errorf("said %q, want one about %q", got, test.want)
			}
		})
	}
}
