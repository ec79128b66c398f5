package pseudonym_test

import (
	"bytes"
	"compress/gzip"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"net/http"
	"strings"
	"testing"

	"github.com/osact/osact/runner/pseudonym"
	"github.com/osact/osact/suites/exchange"
)

const (
	project = "888c6a1e119040e4865855e7c68e3c8e"
	user    = "e1e2bce071c540469f99a8bd0819dc96"
	server  = "029cfddb-e667-4ed2-8b9b-bd1f063b8b23"
	foreign = "adf5001d-e9be-4eb0-8e13-a76eefdfdc3a"
	request = "req-9cb1dbc5-754f-447d-810e-9812a66549ab"
	host    = "cmp-01.cloud.internal"
	frame   = `  File \"/usr/lib/python3/dist-packages/acme/boot.py\", line 12, in spawn_it`
)

func hostID() string {
	sum := sha256.Sum224([]byte(project + host))
	return hex.EncodeToString(sum[:])
}

// recorded is a recording in which a member and an admin were answered so.
func recorded(tenants, operators string, headers ...string) exchange.Recording {
	answer := func(as exchange.Actor, body string) exchange.Exchange {
		x := exchange.Exchange{
			Probe:    exchange.Probe{As: as, Method: "GET", Path: "/v2.1/servers/{finished.server}"},
			Request:  exchange.Request{Method: "GET", URL: "http://" + host + ":8774/v2.1/servers/" + server, Header: http.Header{"Host": {host + ":8774"}}},
			Response: &exchange.Response{Status: 200, Header: http.Header{}, Body: []byte(body)},
		}
		for i := 0; i < len(headers); i += 2 {
			x.Response.Header.Set(headers[i], headers[i+1])
		}
		return x
	}
	return exchange.Recording{
		Target: exchange.Target{Kind: exchange.Given, URL: "http://" + host + ":8774"},
		Actors: map[exchange.Actor]exchange.Identity{exchange.Member: {Origin: "clouds.yaml entry alice", User: user, Project: project, Roles: []string{"member"}}},
		Bindings: []exchange.Binding{
			{Symbol: "member.project", Value: project, Origin: "token"},
			{Symbol: "finished.server", Value: server, Origin: "captured: member GET /v2.1/servers"},
		},
		Exchanges: []exchange.Exchange{
			answer(exchange.Member, `{"server": {"id": "`+server+`", "name": "Shop Berlin", "tenant_id": "`+project+`"}}`),
			answer(exchange.Admin, `{"server": {"OS-EXT-SRV-ATTR:host": "`+host+`", "id": "`+server+`"}}`),
			answer(exchange.Member, tenants),
			answer(exchange.Admin, operators),
		},
		Certificates: [][]byte{{1, 2, 3}},
	}
}

func published(t *testing.T, r exchange.Recording) pseudonym.Public {
	t.Helper()
	p, err := pseudonym.Of(r, [][]byte{[]byte("Instance could not be found. ACTIVE application/json self")}, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestWhatIsPrivateGetsAPseudonym puts a text where a cloud may write one. It must be
// gone, and the body as long as it was.
func TestWhatIsPrivateGetsAPseudonym(t *testing.T) {
	for name, test := range map[string]struct{ tenants, operators, gone string }{
		"the host":                      {`{}`, `{"instanceAction": {"events": [{"host": "cmp-77"}]}}`, "cmp-77"},
		"a host within an object":       {`{}`, `{"events": [{"host": {"name": ["cmp-77"]}}]}`, "cmp-77"},
		"a host that tenants are told":  {`{"itemNotFound": {"message": "not on ` + host + `"}}`, `{}`, host},
		"its short name":                {`{"itemNotFound": {"message": "not on cmp-01"}}`, `{}`, "cmp-01"},
		"a hash of a host in a text":    {`{}`, `{"body": "{\"hostId\": \"` + hostID() + `\"}"}`, hostID()},
		"in capitals":                   {`{"itemNotFound": {"message": "not on CMP-01"}}`, `{}`, "CMP-01"},
		"a host nobody else names":      {`{"fault": {"message": "no route to db-3.rack7.internal"}}`, `{}`, "db-3.rack7.internal"},
		"an address":                    {`{"fault": {"message": "no route to 10.11.12.13"}}`, `{}`, "10.11.12.13"},
		"an address of IPv6":            {`{"fault": {"message": "no route to fd00:12::7"}}`, `{}`, "fd00:12::7"},
		"a host in a URL":               {`{"links": [{"href": "https://glance/v2/images"}]}`, `{}`, "glance"},
		"people's mail":                 {`{"fault": {"message": "ask ada@example.org"}}`, `{}`, "ada@example.org"},
		"a user":                        {`{"instanceAction": {"user_id": "u-4711"}}`, `{}`, "u-4711"},
		"a project":                     {`{"instanceAction": {"message": "` + project + `"}}`, `{}`, project},
		"a key":                         {`{"server": {"key_name": "adas key"}}`, `{}`, "adas key"},
		"a name of a server":            {`{"fault": {"message": "of Shop Berlin"}}`, `{}`, "Shop Berlin"},
		"metadata":                      {`{"server": {"metadata": {"cost centre": "4711-x"}}}`, `{}`, "4711-x"},
		"the name of metadata":          {`{"server": {"metadata": {"cost centre": "4711-x"}}}`, `{}`, "cost centre"},
		"a network":                     {`{"server": {"addresses": {"dmz west": [{"addr": "10.0.0.5"}]}}}`, `{}`, "dmz west"},
		"a tag":                         {`{"server": {"tags": ["payroll"]}}`, `{}`, "payroll"},
		"a trace":                       {`{}`, `{"events": [{"traceback": "` + frame + `\n    boot(it)\n"}]}`, "spawn_it"},
		"a trace to tenants":            {`{"events": [{"traceback": "` + frame + `"}]}`, `{}`, "spawn_it"},
		"a trace in a message":          {`{"fault": {"message": "Oh no. Traceback (most recent call last):\n` + frame + `"}}`, `{}`, "acme/boot.py"},
		"a list of lines":               {`{}`, `{"events": [{"traceback": ["` + frame + `"]}]}`, "spawn_it"},
		"details":                       {`{}`, `{"events": [{"details": "Hypervisor gone"}]}`, "Hypervisor gone"},
		"the hash of a host":            {`{"events": [{"hostId": "` + hostID() + `"}]}`, `{}`, hostID()},
		"what an operator is told":      {`{}`, `{"fault": {"message": "Instance not found by zephyr"}}`, "zephyr"},
		"a member that nobody knows":    {`{}`, `{"server": {"acme:rack": "r17-left"}}`, "r17-left"},
		"the same to tenants":           {`{"server": {"acme:rack": "r17-left"}}`, `{}`, "r17-left"},
		"an id that tenants don't see":  {`{}`, `{"servers": [{"id": "` + foreign + `"}]}`, foreign},
		"JSON within a text":            {`{"fault": {"message": "{\"host\": \"cmp-01\"}"}}`, `{}`, "cmp-01"},
		"with escapes":                  {`{"fault": {"message": "\u0063mp-01"}}`, `{}`, "cmp-01"},
		"in base64":                     {`{"fault": {"message": "` + base64.StdEncoding.EncodeToString([]byte("it is on cmp-01 now")) + `"}}`, `{}`, base64.StdEncoding.EncodeToString([]byte("it is on cmp-01 now"))[:20]},
		"cut off":                       {`{"server": {"key_name": "adas ke`, `{}`, "adas ke"},
		"no JSON":                       {`{}`, `<p>Bad gateway at zephyr</p>`, "zephyr"},
		"a host in a page":              {`<p>Bad gateway at cmp-01</p>`, `{}`, "cmp-01"},
		"no UTF-8":                      {"{\"server\": {\"key_name\": \"M\xfcller\"}}", `{}`, "M\xfcller"},
		"a name like a time":            {`{"server": {"name": "cmp1-ab-12"}}`, `{}`, "cmp1-ab-12"},
		"a name like a number":          {`{"server": {"name": "4711"}}`, `{}`, "4711"},
		"a host that is a common word":  {`{"links": [{"href": "http://instance/v2.1"}]}`, `{}`, "//instance"},
		"a short host":                  {`{"links": [{"href": "http://db/v2.1"}]}`, `{}`, "//db/"},
		"a name as long as a character": {`{"server": {"name": "b"}}`, `{}`, `"name": "b"`},
	} {
		t.Run(name, func(t *testing.T) {
			r := recorded(test.tenants, test.operators)
			p := published(t, r)
			for i, x := range p.Recording.Exchanges {
				if strings.Contains(string(x.Response.Body), test.gone) || strings.Contains(x.Request.URL+x.Request.Header.Get("Host"), "cmp-01") {
					t.Errorf("it is there: %s %s", x.Request.URL, x.Response.Body)
				}
				if was := r.Exchanges[i].Response.Body; len(was) != len(x.Response.Body) {
					t.Errorf("%s has %d bytes, and had %d", x.Response.Body, len(x.Response.Body), len(was))
				}
			}
		})
	}
}

// TestWhatTellsNothingStays puts texts where they stay as they are.
func TestWhatTellsNothingStays(t *testing.T) {
	for name, test := range map[string]struct{ tenants, operators string }{
		"an action": {`{"instanceAction": {"action": "live-migration", "request_id": "` + request + `", "start_time": "2026-02-26T02:10:00.381926", "message": "Error"}}`, `{}`},
		"an event":  {`{}`, `{"events": [{"event": "compute_stop_instance", "result": "Success", "finish_time": null, "traceback": null, "details": ""}]}`},
		"a server":  {`{"server": {"id": "` + foreign + `", "status": "ACTIVE", "OS-EXT-STS:power_state": 1, "hostId": ""}}`, `{"server": {"id": "` + foreign + `"}}`},
		"versions":  {`{"version": {"id": "v2.1", "version": "2.104", "min_version": "2.1"}}`, `{"version": {"id": "v2.1"}}`},
		"a refusal": {`{"itemNotFound": {"code": 404, "message": "Whatever is said to tenants"}}`, `{"itemNotFound": {"code": 404, "message": "Instance ` + server + ` could not be found."}}`},
		"a mark":    {`{"user_id": "[osact: token of member]"}`, `{"user_id": "[osact: token of admin]"}`},
		"no user":   {`{"user_id": "None", "project_id": ""}`, `{"user_id": null}`},
	} {
		t.Run(name, func(t *testing.T) {
			p := published(t, recorded(test.tenants, test.operators))
			if got := string(p.Recording.Exchanges[2].Response.Body); got != test.tenants {
				t.Errorf("%s, want %s", got, test.tenants)
			}
			if got := string(p.Recording.Exchanges[3].Response.Body); got != test.operators {
				t.Errorf("%s, want %s", got, test.operators)
			}
		})
	}
}

// TestWhatWasAskedStays: a refusal may repeat what stands in the URL, which stays as it is.
func TestWhatWasAskedStays(t *testing.T) {
	const part = "req-1b17b32b-5ba3"
	r := recorded(`{}`, `{"itemNotFound": {"code": 404, "message": "Action `+part+` not found on zulu-17."}}`)
	r.Exchanges[3].Request.URL += "/os-instance-actions/" + part
	got := string(published(t, r).Recording.Exchanges[3].Response.Body)
	if !strings.Contains(got, part+" not") || strings.Contains(got, "zulu-17") {
		t.Errorf("%s, want %s in it and zulu-17 not", got, part)
	}
}

// TestOneTextHasOnePseudonym follows a host, and what is made of its name, through a
// recording.
func TestOneTextHasOnePseudonym(t *testing.T) {
	words := exchange.Words(host)
	p := published(t, recorded(`{"hostId": "`+hostID()+`"}`, `{"links": [{"href": "http://`+host+`:8774/v2.1/"}]}`, "X-Rack", words, "Server", "nginx at cmp-01", "Via", "1.1 "+host)).Recording
	address := strings.TrimSuffix(strings.TrimPrefix(p.Target.URL, "http://"), ":8774")
	if len(address) != len(host) || address == host {
		t.Fatalf("the target is %s", p.Target.URL)
	}
	for _, x := range p.Exchanges {
		if x.Request.URL != p.Target.URL+"/v2.1/servers/"+server || x.Request.Header.Get("Host") != address+":8774" {
			t.Errorf("it was sent to %s of %s", x.Request.URL, x.Request.Header)
		}
		if got := x.Response.Header.Get("X-Rack"); !exchange.HasWord(got, address) {
			t.Errorf("the header that has the host's name is %s", got)
		}
	}
	if got := string(p.Exchanges[3].Response.Body); got != `{"links": [{"href": "http://`+address+`:8774/v2.1/"}]}` {
		t.Error(got)
	}
	sum := sha256.Sum224([]byte(p.Bindings[0].Value + address))
	if got := string(p.Exchanges[2].Response.Body); got != `{"hostId": "`+hex.EncodeToString(sum[:])+`"}` {
		t.Errorf("%s is not the hash of the project %s and the host %s", got, p.Bindings[0].Value, address)
	}
	if p.Actors[exchange.Member].Project != p.Bindings[0].Value || p.Actors[exchange.Member].Origin == "clouds.yaml entry alice" || !p.Public || p.Certificates != nil {
		t.Errorf("%+v, %v", p.Actors, p.Bindings)
	}
}

// TestAPartOfAKnownNameStays has a host whose name stands in one of the API's headers.
func TestAPartOfAKnownNameStays(t *testing.T) {
	r := recorded(`{"links": [{"href": "http://nova-api.internal:8774/"}]}`, `{}`, "Vary", "X-OpenStack-Nova-API-Version, nova-api")
	p, err := pseudonym.Of(r, [][]byte{[]byte("X-OpenStack-Nova-API-Version")}, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	got := p.Recording.Exchanges[2].Response.Header.Get("Vary")
	if !strings.HasPrefix(got, "X-OpenStack-Nova-API-Version, ") || strings.HasSuffix(got, "nova-api") {
		t.Error(got)
	}
}

// TestATargetThatIsACommonWord has a host whose name osact writes itself: it is replaced
// where it is a host, and the word stays.
func TestATargetThatIsACommonWord(t *testing.T) {
	r := recorded(`{"itemNotFound": {"message": "Instance could not be found"}}`, `{}`)
	r.Target.URL = "http://instance:8774"
	for i := range r.Exchanges {
		r.Exchanges[i].Request.URL, r.Exchanges[i].Request.Header = "http://instance:8774/v2.1/servers", http.Header{"Host": {"instance:8774"}}
	}
	p := published(t, r).Recording
	address := strings.TrimPrefix(p.Target.URL, "http://")
	if address == "instance:8774" || len(address) != len("instance:8774") || !strings.HasSuffix(address, ":8774") {
		t.Errorf("the target is %s", p.Target.URL)
	}
	for _, x := range p.Exchanges {
		if x.Request.URL != p.Target.URL+"/v2.1/servers" || x.Request.Header.Get("Host") != address {
			t.Errorf("it was sent to %s of %s", x.Request.URL, x.Request.Header)
		}
	}
	if got := string(p.Exchanges[2].Response.Body); got != `{"itemNotFound": {"message": "Instance could not be found"}}` {
		t.Error(got)
	}
}

// TestSearcher hides an original in each way in which a file may hold one.
func TestSearcher(t *testing.T) {
	p := published(t, recorded(`{"server": {"name": "zoo7"}}`, `{}`))
	s := p.Searcher([]byte("osact itself says Shop Berlin"))
	zipped := func(text string) string {
		var out bytes.Buffer
		w := gzip.NewWriter(&out)
		_, _ = w.Write([]byte(text))
		_ = w.Close()
		return out.String()
	}
	in64 := base64.StdEncoding.EncodeToString
	for name, test := range map[string]struct {
		content string
		left    bool
	}{
		"as it is":            {"at " + host, true},
		"in capitals":         {strings.ToUpper("at " + host), true},
		"amid letters":        {"xx" + host + "xx", true},
		"escaped":             {`{"at": "cmp\u002d01.cloud\u002einternal"}`, true},
		"percent-encoded":     {"at=cmp%2D01%2Ecloud%2Einternal", true},
		"in base64":           {in64([]byte("this is on " + host)), true},
		"in base64 in base64": {in64([]byte(in64([]byte("this is on " + host)))), true},
		"compressed":          {zipped("at " + host), true},
		"compressed, base64":  {in64([]byte(zipped("at " + host))), true},
		"a short name":        {"the zoo7, again", true},
		"short, in a word":    {"the zoo77", false},
		"short, escaped":      {`{"at":"\nzoo7\n"}`, true},
		"a user":              {"by " + user, true},
		"osact's own words":   {"Shop Berlin", false},
		"nothing":             {"at xyz-01.example", false},
	} {
		t.Run(name, func(t *testing.T) {
			if err := s.Search("it", []byte(test.content)); (err != nil) != test.left || err != nil && !strings.HasPrefix(err.Error(), "it would still hold some") {
				t.Errorf("found: %v", err)
			}
		})
	}
}
