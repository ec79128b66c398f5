package match_test

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"testing"

	. "github.com/osact/osact/suites/match"
)

func TestHosts(t *testing.T) { testTwins(t, hostsTwins()) }

func hostsTwins() []twin {
	const (
		project = "888c6a1e119040e4865855e7c68e3c8e"
		shownID = "5b8f3c1d0a7e62944f1bb0c8d25a9e7360c4f81e2d97ab53061e8c7f"
		at      = "/instanceAction/events/0/hostId"
	)
	hash := func(text string) string {
		sum := sha256.Sum224([]byte(text))
		return hex.EncodeToString(sum[:])
	}
	older := edit(`"host": "ctl-01"`, `"host": null`)
	newer := func(id string) change { return edit(shownID, id) }
	nobodys := edit(`"project_id": "`+project+`"`, `"project_id": null`)
	right := newer(hash(project + "cmp-02"))
	demand, unknown := HaveHostHashes("{finished.server}"), HaveHostHashes("{nobody.project}")

	return slices.Concat(unreadable("HaveHostHashes", demand, scene(answer(older, right))), []twin{
		{"HaveHostHashes", "another hash", demand, scene(answer(older, right)), scene(answer(older)), []wrong{{"value", at}}},
		{"HaveHostHashes", "no hash of a host", demand, scene(answer(older, right)), scene(answer(right)), []wrong{{"value", "/instanceAction/events/1/hostId"}}},
		{
			"HaveHostHashes", "a hash of no host", demand,
			scene(answer(older, edit(`"cmp-02"`, `null`), newer(""))), scene(answer(older, edit(`"cmp-02"`, `null`))),
			[]wrong{{"value", at}},
		},
		{
			"HaveHostHashes", "an action that nobody asked for", demand,
			scene(answer(older, nobodys, newer(hash(server+"cmp-02")))), scene(answer(older, nobodys, right)),
			[]wrong{{"value", at}},
		},
		{
			"HaveHostHashes", "where the server's project is not known", unknown,
			scene(answer(older, nobodys, right)), scene(answer(older)),
			[]wrong{{"value", at}},
		},
		{
			"HaveHostHashes", "a host that is not shown", demand,
			scene(answer(older, edit(`"host": "cmp-02",`, ``))), scene(answer(older)),
			[]wrong{{"value", at}},
		},
	})
}
