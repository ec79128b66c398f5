package exchange

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"time"
)

// harVersion is the version of HAR that is written and read.
const harVersion = "1.2"

// harTool is the name that osact gives itself as the creator of a HAR.
const harTool = "osact"

// The versions of what stands under _osact. A recording has a later one where an
// older osact could misread it.
const (
	harFormat    = 1
	harRepeating = 2 // some bodies stand in other entries
)

// The shapes of HAR 1.2, as far as osact fills them. HAR lets a tool add
// members whose names begin with an underscore: everything that HAR has no
// place for stands under _osact, once for the recording and once for each
// exchange. The order of the fields is the order in the file.
type (
	harCreator struct {
		Name    string `json:"name"`
		Version string `json:"version"`
	}

	// harRun is what a recording holds besides its exchanges.
	harRun struct {
		Format       int                `json:"format"`
		Suite        string             `json:"suite"`
		Contract     string             `json:"contract"`
		Profile      string             `json:"profile"`
		Only         []string           `json:"only,omitempty"`
		Covering     Covering           `json:"covering,omitzero"`
		Started      time.Time          `json:"started"`
		Ended        time.Time          `json:"ended"`
		Ending       Ending             `json:"ending"`
		Target       Target             `json:"target"`
		Actors       map[Actor]Identity `json:"actors,omitempty"`
		Bindings     []harBinding       `json:"bindings,omitempty"`
		Notes        []harNote          `json:"notes,omitempty"`
		Plan         string             `json:"plan,omitempty"`
		Settings     map[string]string  `json:"settings,omitempty"`
		Challenge    Challenge          `json:"challenge,omitempty"`
		Certificates [][]byte           `json:"certificates,omitempty"`
		Stepped      bool               `json:"stepped,omitempty"`
		Public       bool               `json:"public,omitempty"`
	}

	harNote struct {
		At   time.Time `json:"at"`
		Text harText   `json:"text"`
	}

	harBinding struct {
		Symbol harText `json:"symbol"`
		Value  harText `json:"value"`
		Origin harText `json:"origin"`
	}

	harEntry struct {
		Started  time.Time   `json:"startedDateTime"`
		Time     harMillis   `json:"time"`
		Request  harRequest  `json:"request"`
		Response harResponse `json:"response"`
		Cache    struct{}    `json:"cache"`
		Timings  harTimings  `json:"timings"`
		Own      *harOwn     `json:"_osact"`
	}

	// harOwn is what an exchange holds beyond a HAR entry.
	harOwn struct {
		Probe   harProbe    `json:"probe"`
		Attempt int         `json:"attempt,omitempty"`
		Resent  int         `json:"resent,omitempty"`
		Answer  *harAnswer  `json:"answer,omitempty"` // absent when no answer came
		Failure *harFailure `json:"failure,omitempty"`
		Seal    string      `json:"seal,omitempty"` // the last member: see sealed
	}

	// harAnswer is what HAR cannot say of an answer. Its presence also tells
	// an answer from none.
	harAnswer struct {
		Wire   int64 `json:"wire"`
		Length int64 `json:"length"`
		BodyOf *int  `json:"bodyOf,omitempty"` // the entry whose body it is
	}

	harFailure struct {
		Kind FailureKind `json:"kind"`
		Text harText     `json:"text"`
	}

	harProbe struct {
		As      Actor   `json:"as"`
		Method  harText `json:"method"`
		Path    harText `json:"path"`
		Version harText `json:"version,omitempty"`
		Variant harText `json:"variant,omitempty"`
		Body    harText `json:"body,omitempty"`
		Nth     int     `json:"nth,omitempty"`
	}

	harRequest struct {
		Method      harText   `json:"method"`
		URL         harText   `json:"url"`
		HTTPVersion string    `json:"httpVersion"`
		Cookies     [0]string `json:"cookies"`
		Headers     []harPair `json:"headers"`
		QueryString []harPair `json:"queryString"`
		PostData    *harPost  `json:"postData,omitempty"`
		HeadersSize int64     `json:"headersSize"`
		BodySize    int64     `json:"bodySize"`
	}

	harPost struct {
		MIMEType harText `json:"mimeType"`
		Text     harText `json:"text"`
	}

	harResponse struct {
		Status      int        `json:"status"`
		StatusText  harText    `json:"statusText"`
		HTTPVersion harText    `json:"httpVersion"`
		Cookies     [0]string  `json:"cookies"`
		Headers     []harPair  `json:"headers"`
		Content     harContent `json:"content"`
		RedirectURL harText    `json:"redirectURL"`
		HeadersSize int64      `json:"headersSize"`
		BodySize    int64      `json:"bodySize"`
	}

	harContent struct {
		Size     int64   `json:"size"`
		MIMEType harText `json:"mimeType"`
		Text     string  `json:"text,omitempty"`
		Encoding string  `json:"encoding,omitempty"`
		Comment  string  `json:"comment,omitempty"`
	}

	harPair struct {
		Name  harText `json:"name"`
		Value harText `json:"value"`
	}

	harTimings struct {
		Send    harMillis `json:"send"`
		Wait    harMillis `json:"wait"`
		Receive harMillis `json:"receive"`
	}
)

// harMillis is a duration as HAR has it: a number of milliseconds.
type harMillis time.Duration

// maxMillis is the longest duration that survives being a float64 of
// milliseconds to the nanosecond: about 26 days.
const maxMillis = harMillis(1 << 51)

func (m harMillis) MarshalJSON() ([]byte, error) {
	return strconv.AppendFloat(nil, float64(m)/1e6, 'f', -1, 64), nil
}

func (m *harMillis) UnmarshalJSON(data []byte) error {
	var ms float64
	if err := json.Unmarshal(data, &ms); err != nil {
		return err
	}
	if ns := math.Round(ms * 1e6); math.Abs(ns) <= float64(maxMillis) {
		*m = harMillis(ns)
		return nil
	}
	return fmt.Errorf("a time of %s milliseconds is out of range", data)
}
