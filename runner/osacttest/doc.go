// Package osacttest judges a service that shows and lists instance actions from a
// Go test, as [testing/fstest.TestFS] tests a file system. One call asks all the
// questions of a profile, holds the answers against the contract, and tells every
// fault that there is:
//
//	func TestInstanceActions(t *testing.T) {
//		osacttest.Test(t, osacttest.Target{
//			URL:    "https://cloud.example.org:8774",
//			Tokens: map[string]string{"member": os.Getenv("TOKEN")},
//		})
//	}
//
// A service that is still being written need not listen anywhere: a [Target] can
// be an [net/http.Handler] as well.
//
// Each requirement of the profile is a subtest by its id, so that go test -run
// TestInstanceActions/show.headers reports a few of them. The command osact explain
// tells what a requirement demands, and where it comes from. What osact run says
// of the same service is the same: see the README of the repository for profiles,
// actors and outcomes.
package osacttest
