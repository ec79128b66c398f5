package judge_test

import (
	"testing"

	"github.com/osact/osact/fixtures/cloud"
	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/suitestest"
)

// TestTheDescriptionDrives adds a required property to a copy of the
// description and changes nothing else: the judge must miss it in what a
// correct cloud answers, at the editions that have it and at no other.
func TestTheDescriptionDrives(t *testing.T) {
	recording := suitestest.Record(t, suitestest.Contract(t), cloud.Options{})
	files := openapi.Embedded()
	files.Document = suitestest.Replaced(t, files.Document,
		"required: [action, instance_uuid, request_id, user_id, project_id, start_time, message, updated_at, events]",
		"required: [weather, action, instance_uuid, request_id, user_id, project_id, start_time, message, updated_at, events]")
	files.Document = suitestest.Replaced(t, files.Document,
		"        start_time:\n          description: When the request was received.\n",
		"        weather: {type: string, x-openstack: {min-ver: \"2.62\"}}\n"+
			"        start_time:\n          description: When the request was received.\n")
	contract, err := openapi.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	findings, err := suites.Judge(contract, recording)
	if err != nil {
		t.Fatal(err)
	}
	from, before := 0, 0
	for _, f := range findings {
		if f.Outcome != claim.Violated {
			continue
		}
		for _, v := range f.Violations {
			if v.At != "/instanceAction/weather" || v.Kind != "required" || v.Rule != "#/components/schemas/InstanceAction/required" {
				t.Errorf("%s: %s", f.Requirement, v)
				continue
			}
		}
		if version, err := openapi.ParseVersion(f.Probe.Version); err == nil && version.Compare(openapi.Version{Major: 2, Minor: 62}) < 0 {
			before++
			continue
		}
		if f.Requirement == "show.body.matches-contract" {
			from++
		}
	}
	if from == 0 || before > 0 {
		t.Errorf("the property is missed %d times from 2.62 on and %d times before, want it at least once and never", from, before)
	}
}
