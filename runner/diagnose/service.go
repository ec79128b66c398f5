package diagnose

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"

	"github.com/osact/osact/suites/exchange"
)

// OtherService says that the target is another service of OpenStack than the compute
// service, as its version documents tell, and what to do; empty where they do not.
func OtherService(recording exchange.Recording) string {
	name := ""
	for _, x := range recording.Exchanges {
		if x.Probe.As != exchange.Anonymous || x.Response == nil || x.Probe.Path != "/" && x.Probe.Path != "/v2.1/" {
			continue
		}
		for _, v := range versionsIn(x.Response.Body) {
			if v.isComputes() {
				return ""
			}
			if s := v.service(); name == "" && s != "" {
				name = s
			}
		}
	}
	if name == "" {
		return ""
	}
	return fmt.Sprintf("%s is %s, not the compute service: give the root of that, as the catalog names it (openstack catalog show compute), or leave --target out", recording.Target.URL, name)
}

// version is an entry of a version document.
type version struct {
	ID         string `json:"id"`
	Version    string `json:"version"`
	MaxVersion string `json:"max_version"`
	MediaTypes []struct {
		Type string `json:"type"`
	} `json:"media-types"`
	Links []struct {
		Href string `json:"href"`
	} `json:"links"`
}

// versionsIn returns the versions that a document lists, in each of the forms that
// services have for it.
func versionsIn(body []byte) []version {
	var one struct{ Version version }
	var list struct{ Versions []version }
	var values struct{ Versions struct{ Values []version } }
	switch {
	case json.Unmarshal(body, &one) == nil && one.Version.ID != "":
		return []version{one.Version}
	case json.Unmarshal(body, &list) == nil:
		return list.Versions
	case json.Unmarshal(body, &values) == nil:
		return values.Versions.Values
	}
	return nil
}

// mediaForm is where a media type names the service that it is of.
var mediaForm = regexp.MustCompile(`vnd\.openstack\.([a-z]+)`)

func (v version) isComputes() bool {
	return v.ID == "v2.1" || v.kind() == "compute" || v.ID == "v2.0" && v.service() == ""
}

// kind is the service that the media types name.
func (v version) kind() string {
	for _, m := range v.MediaTypes {
		if named := mediaForm.FindStringSubmatch(m.Type); named != nil {
			return named[1]
		}
	}
	return ""
}

// service names the service that has such a version; empty where nothing tells it.
func (v version) service() string {
	leadsTo := func(end string) bool {
		for _, l := range v.Links {
			if strings.HasSuffix(strings.TrimRight(l.Href, "/"), end) {
				return true
			}
		}
		return false
	}
	kind := v.kind()
	switch {
	case kind == "compute":
		return ""
	case kind != "":
		return "the " + kind + " service"
	case v.ID == "v2.0" && leadsTo("/v2.0"):
		return "the network service"
	case v.ID == "v1.0" && v.MaxVersion != "":
		return "the placement service"
	case strings.HasPrefix(v.ID, "v2.") && v.ID != "v2.0" && v.ID != "v2.1" && leadsTo("/v2"):
		return "the image service"
	}
	return ""
}
