package pseudonym

import (
	"net/netip"
	"regexp"
	"slices"
	"strings"
)

// Kind is what a text is that gets a pseudonym.
type Kind string

// The kinds.
const (
	Host     Kind = "hosts and addresses"
	Person   Kind = "users"
	Project  Kind = "projects"
	Server   Kind = "names of servers"
	Metadata Kind = "metadata of servers"
	Trace    Kind = "stack traces and details"
	Hash     Kind = "hashes of hosts"
	Header   Kind = "headers of software"
	ID       Kind = "ids that operators alone are shown"
	Other    Kind = "other texts"
)

// private are the members whose values get pseudonyms, whatever they are, with all that
// is in them. Their names are compared without the extension that they belong to, as
// OS-EXT-SRV-ATTR:host.
var private = map[string]Kind{
	"host": Host, "hostname": Host, "hypervisor_hostname": Host, "compute_host": Host, "node": Host, "source_compute": Host,
	"dest_compute": Host, "addresses": Host, "accessipv4": Host, "accessipv6": Host, "addr": Host, "mac_addr": Host, "ip": Host,
	"user_id": Person, "user": Person, "username": Person, "user_name": Person, "key_name": Person, "email": Person, "owner": Person,
	"tenant_id": Project, "project_id": Project, "project": Project, "tenant": Project,
	"name": Server, "display_name": Server, "instance_name": Server, "reservation_id": Server, "root_device_name": Other,
	"metadata": Metadata, "meta": Metadata, "properties": Metadata, "tags": Metadata, "user_data": Metadata, "description": Metadata,
	"locked_reason": Metadata, "extra_specs": Metadata, "personality": Metadata, "scheduler_hints": Metadata,
	"traceback": Trace, "details": Trace, "stack": Trace, "exception": Trace,
	"original_name": Other, "adminpass": Other, "kernel_id": Other, "ramdisk_id": Other,
}

// privateNames are those of private whose members have names that are private, too.
var privateNames = []string{"addresses", "metadata", "meta", "properties", "tags", "extra_specs", "scheduler_hints"}

// kindAt returns the kind of what stands at a path: of the outermost private member.
func kindAt(path []string, name bool) (Kind, bool) {
	for i, member := range path {
		member = fold(member[strings.LastIndexByte(member, ':')+1:])
		if kind, ok := private[member]; ok {
			return nameKind(kind, path[:i]), !name || slices.Contains(privateNames, member)
		}
	}
	n := len(path)
	if !name && n > 1 && path[n-1] == "id" && (strings.HasPrefix(path[n-2], "flavor") || slices.Contains(path, "flavors")) {
		return Other, true
	}
	return "", false
}

// nameKind tells the name of a server from that of something else.
func nameKind(kind Kind, around []string) Kind {
	if kind == Server && len(around) > 0 && !slices.Contains([]string{"server", "servers"}, around[len(around)-1]) {
		return Other
	}
	return kind
}

// named are the members whose values are names of the API's own, and spoken are those
// whose values are sentences of it.
var (
	named  = []string{"action", "event", "result", "status", "vm_state", "task_state", "rel", "type", "base", "diskconfig", "config_drive"}
	spoken = []string{"message", "code", "title", "error", "faultstring", "detail"}
)

// isAmong reports that the last member of a path is among some.
func isAmong(path, members []string) bool {
	if len(path) == 0 {
		return false
	}
	last := path[len(path)-1]
	return slices.Contains(members, fold(last[strings.LastIndexByte(last, ':')+1:]))
}

var (
	timeForm    = regexp.MustCompile(`^\d{4}-\d\d-\d\d([T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)?)?$|^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$`)
	versionForm = regexp.MustCompile(`^(compute )?v?[0-9]+(\.[0-9]+)*$`)
	numberForm  = regexp.MustCompile(`^[-+]?[0-9.]+([eE][-+]?[0-9]+)?$`)
	idForm      = regexp.MustCompile(`(?i)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}`)
	requestForm = regexp.MustCompile(`(?i)^(req-)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)
	identifier  = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_-]*$`)
	hostHash    = regexp.MustCompile(`^[0-9A-Fa-f]{56}$`)
	hashWithin  = regexp.MustCompile(`\b[0-9A-Fa-f]{56}\b`)

	addressForm = regexp.MustCompile(`(?i)\b[a-z][a-z0-9+.-]*://(?:[^/\s"'<>@\\]*@)?(\[[0-9a-f:.]+\]|[^/\s"'<>:?#\\]+)`)
	octetsForm  = regexp.MustCompile(`\b\d{1,3}(?:\.\d{1,3}){3}\b`)
	colonsForm  = regexp.MustCompile(`[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7}`)
	domainForm  = regexp.MustCompile(`(?i)\b[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?)+\b`)
	mailForm    = regexp.MustCompile(`(?i)\b[a-z0-9._+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+\b`)
	fileForm    = regexp.MustCompile(`/(?:usr|opt|etc|var|home|root|srv|lib|lib64|mnt|app|tmp)(?:/[A-Za-z0-9_.+-]+)+`)
	traceForm   = regexp.MustCompile(`Traceback \(most recent call last\)|File \\*"/|, line \d+, in `)
)

// isNothing reports that a value says that there is none.
func isNothing(value string) bool {
	return value == "" || slices.Contains([]string{"none", "null", "nil", "undefined", "true", "false"}, fold(value))
}

// isPlain reports that a value is of a kind that tells nothing of whom it is about.
func isPlain(value string) bool {
	return isNothing(value) || timeForm.MatchString(value) || versionForm.MatchString(value) || numberForm.MatchString(value)
}

// public are hosts that everybody may know.
var public = []string{"docs.openstack.org", "www.openstack.org", "openstack.org", "www.w3.org", "localhost"}

// addressesIn returns the hosts of the URLs in a text, and its addresses.
func addressesIn(text string) []string {
	var all []string
	add := func(host string) {
		if host = strings.Trim(host, "[]"); host != "" && !slices.Contains(public, fold(host)) {
			all = append(all, host)
		}
	}
	for _, m := range addressForm.FindAllStringSubmatch(text, -1) {
		add(m[1])
	}
	for _, at := range octetsForm.FindAllString(text, -1) {
		if _, err := netip.ParseAddr(at); err == nil {
			add(at)
		}
	}
	for _, at := range colonsForm.FindAllString(text, -1) {
		if _, err := netip.ParseAddr(at); err == nil && len(at) > 2 || len(at) == 17 {
			add(at)
		}
	}
	return all
}

// domainsIn returns what a text names by the form of a host's name.
func domainsIn(text string, known func(string) bool) []string {
	var all []string
	for _, place := range domainForm.FindAllStringIndex(text, -1) {
		at := text[place[0]:place[1]]
		if place[0] > 0 && text[place[0]-1] == '/' || slices.Contains(public, fold(at)) {
			continue // of a path, or of a media type; hosts in URLs were found
		}
		if !isPlain(at) && strings.ContainsAny(fold(at), "abcdefghijklmnopqrstuvwxyz") && !known(at) && !versionLike.MatchString(at) && !idForm.MatchString(at) {
			all = append(all, at)
		}
	}
	return all
}

// versionLike is a version of a program, or a size: no host ends in a word that begins
// with a digit, but for an address.
var versionLike = regexp.MustCompile(`\.[0-9][^.]*$`)

// internals are what no refusal may hold, as the contract has it: where one does, that
// stays, so that it is found, and all around it gets a pseudonym.
var internals = []string{"instanceAction", "Traceback (most recent call last)", `  File "/`, `  File \"/`, "sqlalchemy", "oslo_db", "pymysql", "INSERT INTO", "mysql+", "rabbit://"}

// said are sentences of the API that the contract looks for within texts that get a
// pseudonym, and marks of osact's own.
var said = regexp.MustCompile(`No valid host was found|\[osact: [^\]]*\]`)
