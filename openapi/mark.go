package openapi

import "go.yaml.in/yaml/v3"

const (
	editionMark  = "x-openstack"
	audienceMark = "x-audience"
	ownerMark    = "x-requirement"
)

// isMark tells whether a key of the document is for osact, and not for a plain reader of OpenAPI.
func isMark(key string) bool { return key == editionMark || key == audienceMark || key == ownerMark }

// mark says in which editions an object of the document exists, and who sees it there.
type mark struct{ exists, operator, tenant span }

// unmarked is what holds for an object without a mark.
var unmarked = mark{always, always, always}

// span is a set of editions.
type span struct {
	Range
	noVersion bool // no microversion belongs to it
}

var (
	always = span{Range: Range{Legacy: true}}
	never  = span{noVersion: true}
)

func (s span) contains(e Edition) bool {
	return s.Range.Contains(e) && (e.IsLegacy() || !s.noVersion)
}

// visible tells whether the audience may see the object in an edition, and whether it must.
func (m mark) visible(e Edition, a Audience) (may, must bool) {
	operator := m.exists.contains(e) && m.operator.contains(e)
	tenant := m.exists.contains(e) && m.tenant.contains(e)
	switch a {
	case Operator:
		return operator, operator
	case Tenant:
		return tenant, tenant
	default:
		return operator || tenant, operator && tenant
	}
}

// spans lists the sets of editions that the mark is made of.
func (m mark) spans() []span { return []span{m.exists, m.operator, m.tenant} }

// readMark reads the marks of the object n. The second value tells whether it has any.
func (r reader) readMark(n *yaml.Node) (mark, bool, error) {
	m := unmarked
	edition, audience := field(n, editionMark), field(n, audienceMark)
	if edition != nil {
		var err error
		if m.exists, err = r.readSpan(edition, true); err != nil {
			return m, true, err
		}
	}
	if audience != nil {
		err := r.fields(audience, map[string]func(*yaml.Node) error{
			string(Operator): r.readAudience(&m.operator),
			string(Tenant):   r.readAudience(&m.tenant),
		})
		if err != nil {
			return m, true, err
		}
	}
	return m, edition != nil || audience != nil, nil
}

// readAudience reads "never" or a range of microversions into s.
func (r reader) readAudience(s *span) func(*yaml.Node) error {
	return func(n *yaml.Node) error {
		n = behindAlias(n)
		if n.Kind == yaml.ScalarNode && n.Value == "never" {
			*s = never
			return nil
		}
		var err error
		*s, err = r.readSpan(n, false)
		return err
	}
}

// readSpan reads {min-ver, max-ver} and, if withLegacy is set, legacy. Left out, legacy holds what 2.1 holds.
func (r reader) readSpan(n *yaml.Node, withLegacy bool) (span, error) {
	var (
		s      span
		legacy string
	)
	known := map[string]func(*yaml.Node) error{
		"min-ver": r.version(&s.Min),
		"max-ver": r.version(&s.Max),
	}
	if withLegacy {
		known["legacy"] = r.text(&legacy)
	}
	if err := r.fields(n, known); err != nil {
		return s, err
	}
	bounded := !s.Min.IsZero() || !s.Max.IsZero()
	if !s.Min.IsZero() && !s.Max.IsZero() && s.Min.Compare(s.Max) > 0 {
		return s, r.errorf(n, "the range %s to %s holds no version: exchange its bounds", s.Min, s.Max)
	}
	switch legacy {
	case "":
		if !bounded {
			return s, r.errorf(n, "this mark says nothing: give min-ver, max-ver or legacy")
		}
		s.Legacy = s.ContainsVersion(firstVersion)
	case "never":
	case "only":
		if bounded {
			return s, r.errorf(n, "what exists in the legacy edition only has no min-ver and no max-ver")
		}
		s.Legacy, s.noVersion = true, true
	default:
		return s, r.errorf(n, "legacy is %q: choose only or never", legacy)
	}
	return s, nil
}
