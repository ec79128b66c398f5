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
	there := HaveHostOfServer()
	at02 := answer(body(`{"server": {"hostId": "` + shownID + `", "OS-EXT-SRV-ATTR:host": "cmp-02"}}`))
	alone := answer(body(`{"server": {"hostId": "` + shownID + `"}}`))
	elsewhere, repeated := edit(`"host": "cmp-02"`, `"host": "cmp-01"`), edit(`"cold_migrate"`, `"compute_finish_resize"`)
	unended := edit(`"2026-03-03T10:31:41.000000"`, `null`)
	host := []wrong{{"value", "/instanceAction/events/0/host"}}
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
	}, []twin{
		{"HaveHostOfServer", "an action that is not shown", there, scene(at02, answer()), scene(at02, refusal()), []wrong{{"status", "status"}}},
		{"HaveHostOfServer", "another host", there, scene(at02, answer()), scene(at02, answer(elsewhere)), host},
		{"HaveHostOfServer", "another hash", there, scene(at02, answer()), scene(at02, answer(newer("abc"))), []wrong{{"value", at}}},
		{"HaveHostOfServer", "no host", there, scene(at02, answer(edit(`"host": "cmp-02",`, ``))), scene(at02, answer(edit(`"host": "cmp-02"`, `"host": null`))), host},
		{"HaveHostOfServer", "a host that the server does not tell", there, scene(alone, answer(elsewhere)), scene(at02, answer(elsewhere)), host},
		{"HaveHostOfServer", "a server that is not shown", there, scene(refusal(), answer(elsewhere)), scene(at02, answer(elsewhere)), host},
		{"HaveHostOfServer", "a step of another service", there, scene(at02, answer(elsewhere, edit(`"compute_finish_resize"`, `"conductor_x"`))), scene(at02, answer(elsewhere)), host},
		{
			"HaveHostOfServer", "what is repeated elsewhere", there, scene(at02, answer(repeated, unended)), scene(at02, answer(repeated)),
			[]wrong{{"value", "/instanceAction/events/1/hostId"}, {"value", "/instanceAction/events/1/host"}},
		},
	})
}
