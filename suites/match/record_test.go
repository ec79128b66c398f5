package match_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

func TestRecord(t *testing.T) { testTwins(t, recordTwins()) }

// shows is the finished action, asked for by its id, changed.
func shows(changes ...change) *Answer {
	return answer(append([]change{asked(server + "/os-instance-actions/" + actionID)}, changes...)...)
}

// lists is a list of actions that was asked for with a query, which may be empty.
func lists(query string, actions []string, changes ...change) *Answer {
	text := `{"instanceActions": [` + strings.Join(actions, ", ") + `]}`
	return answer(append([]change{asked(server + "/os-instance-actions" + query), body(text)}, changes...)...)
}

// withoutNewest takes the finished action back to before its newer event began.
func withoutNewest(a *Answer) {
	before, events, _ := strings.Cut(string(a.Response.Body), `"events": [`)
	_, older, _ := strings.Cut(events, "}, {")
	body(before + `"events": [{` + older)(a)
}

func recordTwins() []twin {
	const (
		newer   = `"finish_time": "2026-03-03T10:31:41.000000"`
		result  = `"result": "Success",`
		updated = `"updated_at": "2026-03-03T10:31:41.733459"`
	)
	var (
		agree    = MatchRecord()
		operator = by(exchange.Admin)
		reboots  = edit(`"resize"`, `"reboot"`)
		fails    = edit(`"message": null`, `"message": "Error"`)
		is       = func(at string) []wrong { return []wrong{{"difference", at}} }
		one      = func(members string) []string { return []string{item(actionID, members)} }
		running  = func(a *Answer) { edit(newer, `"finish_time": null`)(a); edit(result, `"result": null,`)(a) }
		earlier  = edit(updated, `"updated_at": "2026-03-03T10:31:40.000000"`)
		again    = edit(`"compute_finish_resize"`, `"cold_migrate" `)
		failed   = func(a *Answer) {
			edit(`"finish_time": "2026-03-03T10:31:13.402193"`, `"finish_time": "2026-03-03T10:31:12.000000"`)(a)
			edit(`"result": "Success" ,`, `"result": "Error",`)(a)
		}
		first  = during(0, 1)
		second = during(2, 3)
		third  = during(4, 5)
	)
	twins := append(unreadable("MatchRecord", agree, scene(shows())), []twin{
		{"MatchRecord", "a value", agree, scene(shows(operator), shows()), scene(shows(operator), shows(reboots)), is("/instanceAction/action")},
		{
			"MatchRecord", "a key may be left out, but not be empty", agree,
			scene(shows(operator), shows(edit(`"host": "cmp-02", `, ``), edit(`"user_id": "e1e2bce071c540469f99a8bd0819dc96",`, ``))),
			scene(shows(operator), shows(edit(`"user_id": "e1e2bce071c540469f99a8bd0819dc96",`, `"user_id": null,`))),
			is("/instanceAction/user_id"),
		},
		{
			"MatchRecord", "a key that the record does not have is no other value", agree,
			scene(shows(operator), shows(edit(`"user_id"`, `"user"`))), scene(shows(operator), shows(edit(`"e1e2bce071c540469f99a8bd0819dc96"`, `7`))),
			is("/instanceAction/user_id"),
		},
		{
			"MatchRecord", "a list", agree, scene(shows(), lists("", one(`, "action": "resize"`))),
			scene(shows(), lists("", append([]string{item(otherID, "")}, one(`, "action": "reboot"`)...))),
			is("/instanceActions/1/action"),
		},
		{
			"MatchRecord", "an action that is listed alone", agree, scene(lists("", one(`, "action": "resize"`)), lists("?limit=1", one(`, "action": "resize"`))),
			scene(lists("", one(`, "action": "resize", "user_id": null`)), lists("?limit=1", one(`, "action": "reboot"`))),
			is("/instanceActions/0/action"),
		},
		{
			"MatchRecord", "what is shown is what was asked for", agree,
			scene(shows(), shows(asked(server+"/os-instance-actions/"+otherID), edit(actionID, otherID))), scene(shows(), shows(at(57), edit(actionID, otherID))),
			is("/instanceAction/request_id"),
		},
		{
			"MatchRecord", "the same request's action of another server", agree,
			scene(shows(), shows(asked("s-2/os-instance-actions/"+actionID), edit(server, "s-2"), reboots)),
			scene(shows(), shows(at(57), edit(server, "s-2"))),
			is("/instanceAction/instance_uuid"),
		},
		{
			"MatchRecord", "two actions of one request", agree,
			scene(shows(), lists("", append(one(`, "action": "reboot"`), one(`, "action": "resize"`)...)), lists("?limit=1", one(`, "action": "reboot"`))),
			scene(shows(), lists("", append([]string{item(otherID, "")}, one(`, "action": "resize"`)...)), lists("?limit=1", one(`, "action": "reboot"`))),
			is("/instanceActions/0/action"),
		},
		{"MatchRecord", "an event less", agree, scene(shows(), shows()), scene(shows(operator), shows(oneEvent)), is("/instanceAction/events")},
		{
			"MatchRecord", "a value of an event", agree, scene(shows(operator), shows(edit(`"host": "ctl-01", `, ``))),
			scene(shows(operator), shows(edit(`"host": "ctl-01"`, `"host": null`))), is("/instanceAction/events/1/host"),
		},
		{
			"MatchRecord", "a key of an event that the record does not have", agree, scene(shows(operator), shows(edit(`"ctl-01",`, `"ctl-01", "note": 1,`))),
			scene(shows(operator), shows(edit(`"ctl-01",`, `"ctl-02", "note": 1,`))), is("/instanceAction/events/1/host"),
		},
		{
			"MatchRecord", "events that are no list belong to the description", agree, scene(shows(operator), shows(body(`{"instanceAction": {"events": {}, "action": "resize"}}`))),
			scene(shows(operator), shows(body(`{"instanceAction": {"events": {}, "action": "reboot"}}`))), is("/instanceAction/action"),
		},
		{
			"MatchRecord", "nothing but the action may go on", agree, scene(shows(first, withoutNewest), shows(second)),
			scene(shows(first, withoutNewest, reboots), shows(second)), is("/instanceAction/action"),
		},
	}...)
	// What changes while an action goes on, and how it was before.
	for _, moving := range []struct {
		name   string
		before change
		wrong  []wrong // where it is told again
	}{
		{"an event that begins", withoutNewest, is("/instanceAction/events")},
		{"an event that ends", running, []wrong{{"difference", "/instanceAction/events/0/finish_time"}, {"difference", "/instanceAction/events/0/result"}}},
		{"updated_at", earlier, is("/instanceAction/updated_at")},
		{"updated_at, which was null", edit(updated, `"updated_at": null`), is("/instanceAction/updated_at")},
	} {
		before := moving.before
		twins = append(twins, twin{
			"MatchRecord", moving.name + " goes on, and does not come back", agree,
			scene(shows(first, before), shows(second, before), shows(third)),
			scene(shows(first), shows(second, before), shows(third)),
			moving.wrong,
		}, twin{
			"MatchRecord", moving.name + " does not come and go", agree,
			scene(shows(first, before), shows(second), shows(third)),
			scene(shows(first, before), shows(second), shows(third, before), shows(during(6, 7))),
			slices.Concat(moving.wrong, moving.wrong),
		}, twin{
			"MatchRecord", moving.name + " is told in either order by those that are asked at the same time", agree,
			scene(shows(during(0, 9)), shows(during(1, 8), before, by(exchange.Reader)), shows(during(10, 11))),
			scene(shows(during(0, 9)), shows(during(10, 18), before, by(exchange.Reader)), shows(during(20, 21))),
			moving.wrong,
		}, twin{
			"MatchRecord", moving.name + " goes on in whichever order the answers stand", agree,
			scene(shows(third), shows(second, before), shows(first, before)),
			scene(shows(third), shows(second, before), shows(first)),
			moving.wrong,
		}, twin{
			"MatchRecord", moving.name + " is told to whoever asks later", agree,
			scene(shows(first, before), shows(second, operator), shows(third)),
			scene(shows(first, operator), shows(second, before), shows(third, operator)),
			moving.wrong,
		})
	}
	return append(twins, []twin{
		{
			"MatchRecord", "a message comes, and does not go", agree, scene(shows(first), shows(second, fails)), scene(shows(first, fails), shows(second)),
			is("/instanceAction/message"),
		},
		{
			"MatchRecord", "a list tells of what goes on as well", agree,
			scene(lists("", one(`, "message": null`), first), shows(second, fails), lists("", one(`, "message": "Error"`), third)),
			scene(lists("", one(`, "message": null`), first), shows(second, fails), lists("", one(`, "message": null`), third)),
			[]wrong{{"difference", "/instanceActions/0/message"}, {"difference", "/instanceActions/0/message"}},
		},
		{
			"MatchRecord", "an event that has ended stays as it is", agree, scene(shows(first, running), shows(second)),
			scene(shows(first, running, edit(`"result": "Success" ,`, `"result": null,`)), shows(second)),
			is("/instanceAction/events/1/result"),
		},
		{
			"MatchRecord", "an event ends once, unless another has its name", agree,
			scene(shows(first, again, failed), shows(second, again)), scene(shows(first, failed), shows(second)),
			[]wrong{{"difference", "/instanceAction/events/1/finish_time"}, {"difference", "/instanceAction/events/1/result"}},
		},
		{
			"MatchRecord", "an event that has ended does not do so earlier", agree,
			scene(shows(first, again, failed), shows(second, again)), scene(shows(first, again), shows(second, again, failed), shows(third, again)),
			[]wrong{{"difference", "/instanceAction/events/1/finish_time"}, {"difference", "/instanceAction/events/1/result"}},
		},
		{
			"MatchRecord", "an event begins once", agree, scene(shows(first, withoutNewest), shows(second)),
			scene(shows(first, withoutNewest, edit(`"start_time": "2026-03-03T10:31:11.860275"`, `"start_time": "2026-03-03T10:31:12.000000"`)), shows(second)),
			is("/instanceAction/events"),
		},
		{
			"MatchRecord", "a newer event stands in front", agree, scene(shows(first, withoutNewest), shows(second)),
			scene(shows(first, oneEvent), shows(second)),
			is("/instanceAction/events"),
		},
	}...)
}

// The record is what the widest answer says, wherever it stands and whoever else
// disagrees: the others are held against it, and it against none.
func TestTheRecordIsTheWidestAnswer(t *testing.T) {
	other := edit(`"resize"`, `"reboot"`)
	listed := lists("", []string{item(actionID, `, "action": "reboot", "a": 1, "b": 1, "c": 1, "d": 1, "e": 1, "f": 1, "g": 1, "h": 1`)})
	for _, test := range []struct {
		name         string
		wide, narrow *Answer
	}{
		{"an operator's", shows(by(exchange.Admin), at(51)), shows(other)},
		{"one that has more keys", shows(), shows(other, edit(`"message": null,`, ``))},
		{"the newest edition's", shows(at(85)), shows(other)},
		{"one that shows, not one that lists", shows(), listed},
		{"the last", shows(during(2, 3)), shows(other, during(0, 1))},
	} {
		for _, order := range [][]*Answer{{test.wide, test.narrow}, {test.narrow, test.wide}} {
			both := scene(order...)
			both.Answers = []*Answer{test.wide}
			if found := MatchRecord()(both); len(found) > 0 {
				t.Errorf("%s: the widest answer is refused:\n%s", test.name, Describe(found))
			}
			both.Answers = []*Answer{test.narrow}
			if found := MatchRecord()(both); len(found) != 1 {
				t.Errorf("%s: the other answer has %d violations, want one", test.name, len(found))
			}
		}
	}
}

// A refusal is no record, however wide its body.
func TestARefusalIsNoRecord(t *testing.T) {
	both := scene(shows(), shows(by(exchange.Admin), edit(`"resize"`, `"reboot"`), status(404)))
	both.Answers = both.Answers[:1]
	if found := MatchRecord()(both); len(found) > 0 {
		t.Errorf("an answer is held against a refusal:\n%s", Describe(found))
	}
	lists := scene(lists("", untimed("a")), lists("", untimed("b", "a"), status(404)))
	lists.Answers = lists.Answers[:1]
	if found := MatchListOrder()(lists); len(found) > 0 {
		t.Errorf("a list is held against a refusal:\n%s", Describe(found))
	}
}

// What is known of servers and of their actions.
func TestWhatRecordsKnow(t *testing.T) {
	const others = "s-2/os-instance-actions"
	grown := NewRecords([]*Answer{
		lists("", nil, during(0, 1)), lists("", []string{item("a", "")}, during(2, 3)), lists("", []string{item("b", "")}, asked(others)),
	})
	r := NewRecords([]*Answer{
		shows(), lists("", []string{item("a", "")}), lists("", []string{item("b", "")}, asked(others)),
		lists("?limit=1", []string{item("c", "")}, asked("s-3/os-instance-actions?limit=1")), lists("", nil, asked("s-4/os-instance-actions")),
		shows(status(404), asked("s-5/os-instance-actions/a")),
	})
	for _, test := range []struct {
		name      string
		got, want bool
	}{
		{"a server with a shown action", r.HasServer(server), true},
		{"a server with a listed action", r.HasServer("s-3"), true},
		{"a server with an empty list", r.HasServer("s-4"), true},
		{"a server that was refused", r.HasServer("s-5"), false},
		{"a shown action", r.Has(server, actionID), true},
		{"a listed action", r.Has(server, "a"), true},
		{"another server's action", r.Has(server, "b"), false},
		{"an action that only another server has", r.HasElsewhere(server, "b"), true},
		{"an action that this server has too", r.HasElsewhere("s-2", "b"), false},
		{"an action that nobody has", r.HasElsewhere(server, "z"), false},
		{"another server's action, where the whole list is not known", r.HasElsewhere("s-3", "b"), false},
		{"another server's action, where the list grows", grown.HasElsewhere(server, "b"), false},
	} {
		if test.got != test.want {
			t.Errorf("%s is known: %t, want %t", test.name, test.got, test.want)
		}
	}
}
