package evidence

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/osact/osact/suites/exchange"
)

// slack is by how much times may disagree that are read from one clock.
const slack = time.Second

// checkTimes holds the times of exchanges against those of the run. A clock that was
// set meanwhile, and a recording that does not say whether it was, tell nothing.
func checkTimes(altered *exchange.Altered, r exchange.Recording) {
	if r.Stepped || r.Unsealed {
		return
	}
	if r.Ended.Before(r.Started.Add(-slack)) {
		altered.Add("the run ended at %s, before it began at %s", r.Ended.Format(time.RFC3339), r.Started.Format(time.RFC3339))
		return
	}
	for i, x := range r.Exchanges {
		switch {
		case x.Started.Before(r.Started.Add(-slack)):
			altered.Add("exchange %d (%s) began at %s, before the run did", i, x.Probe, x.Started.Format(time.RFC3339))
		case x.Started.Add(x.Duration).After(r.Ended.Add(slack)):
			altered.Add("exchange %d (%s) ended at %s, after the run did", i, x.Probe, x.Started.Add(x.Duration).Format(time.RFC3339))
		}
	}
}

// checkActors holds who asked against who played, and projects against each other.
func checkActors(altered *exchange.Altered, r exchange.Recording) {
	for _, b := range r.Bindings {
		actor, found := strings.CutSuffix(b.Symbol, ".project")
		id, played := r.Actors[exchange.Actor(actor)]
		if found && played && id.Project != "" && id.Project != b.Value {
			altered.Add("the project of %s is %s, and {%s} is %s", actor, id.Project, b.Symbol, b.Value)
		}
	}
	for i, x := range r.Exchanges {
		if _, played := r.Actors[x.Probe.As]; !played && x.Probe.As.HasAccount() {
			altered.Add("exchange %d (%s) was asked by an actor whom nobody played", i, x.Probe)
		}
	}
}

// checkCertificates refuses certificates of a target that is not asked securely.
func checkCertificates(altered *exchange.Altered, r exchange.Recording) {
	if len(r.Certificates) > 0 && !strings.HasPrefix(r.Target.URL, "https://") {
		altered.Add("it has certificates of %s, which shows none", r.Target.URL)
	}
}

// redacted begins whatever stands in the place of a secret.
const redacted = "[osact: "

// checkBodies holds bodies against what was read and what was announced. A body that
// did not come whole, that was decoded, or in which a secret was replaced, is as long
// as it is.
func checkBodies(altered *exchange.Altered, r exchange.Recording) {
	for i, x := range r.Exchanges {
		answer := x.Response
		if answer == nil || x.Failure != nil {
			continue
		}
		if announced := announcedBy(answer.Header); announced != answer.Length {
			altered.Add("exchange %d (%s) announces a length of %d in a header, and %d beside it", i, x.Probe, announced, answer.Length)
		}
		coded := answer.Header.Get("Content-Encoding") != ""
		if n := int64(len(answer.Body)); !coded && n != answer.Wire && !strings.Contains(string(answer.Body), redacted) {
			altered.Add("exchange %d (%s) has a body of %d bytes, and %d came over the wire", i, x.Probe, n, answer.Wire)
		}
	}
}

// announcedBy returns the value of Content-Length, or -1.
func announcedBy(h http.Header) int64 {
	length, err := strconv.ParseInt(h.Get("Content-Length"), 10, 64)
	if err != nil {
		return -1
	}
	return length
}

// checkAttempts refuses a question that was sent twice, but for one that the target
// wanted to be sent again: a run does not do that.
func checkAttempts(altered *exchange.Altered, r exchange.Recording) {
	last := map[exchange.Probe]int{} // position of its last attempt
	for i, x := range r.Exchanges {
		before, again := last[x.Probe]
		last[x.Probe] = i
		switch {
		case !again && x.Attempt == 0:
		case !again:
			altered.Add("exchange %d (%s) is attempt %d, and there is none before it", i, x.Probe, x.Attempt+1)
		case r.Exchanges[before].Attempt+1 != x.Attempt:
			altered.Add("exchanges %d and %d are the same question (%s), which is sent once", before, i, x.Probe)
		case !wantsLater(r.Exchanges[before].Response):
			altered.Add("exchange %d (%s) was sent again, and the answer before did not ask for that", i, x.Probe)
		}
	}
}

// wantsLater reports that a run asks again after an answer: the target limits how often
// it is asked, what stands in front of it had no answer, or the token had ended.
func wantsLater(answer *exchange.Response) bool {
	return answer != nil && slices.Contains([]int{
		http.StatusUnauthorized, http.StatusRequestEntityTooLarge, http.StatusTooManyRequests,
		http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout,
	}, answer.Status)
}
