package osacttest_test

import (
	"os"
	"testing"

	"github.com/osact/osact/fixtures/cloud"
	"github.com/osact/osact/runner/osacttest"
)

// A service that listens somewhere is given by its URL, with the token of a member
// of one of its projects.
func ExampleTest() {
	_ = func(t *testing.T) { // TestInstanceActions
		osacttest.Test(t, osacttest.Target{
			URL:    "https://cloud.example.org:8774",
			Tokens: map[string]string{"member": os.Getenv("TOKEN")},
		})
	}
}

// A service that is a handler needs no port and no network. This one is the
// reference cloud's; all of its users ask, and it is written to.
func ExampleTest_handler() {
	_ = func(t *testing.T) { // TestInstanceActions
		service, err := cloud.New(cloud.Options{})
		if err != nil {
			t.Fatal(err)
		}
		actors := map[string]string{"admin": "admin", "alice": "member", "rita": "reader", "nora": "bystander", "bob": "outsider"}
		target := osacttest.Target{
			Handler: service.Compute(), Profile: "full", AllowWrites: true,
			Tokens: map[string]string{}, Projects: map[string]string{},
		}
		for _, user := range service.Users() {
			target.Tokens[actors[user.Name]] = user.Token
			target.Projects[actors[user.Name]] = user.ProjectID
		}
		osacttest.Test(t, target)
	}
}
