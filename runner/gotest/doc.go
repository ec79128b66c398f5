// Package gotest is osact under go test and ginkgo: it takes the flags of osact run
// behind -args or --, lets no result of an earlier run stand for a target, and ends
// a run in time to delete its servers.
package gotest
