package openapi

import "fmt"

// Audience is who an answer is for.
type Audience string

const (
	// Either stands for a caller whose rights are not known: what any audience may see is allowed, and only what every
	// audience must see is demanded.
	Either Audience = ""
	// Operator is a caller with the administrator's rights.
	Operator Audience = "operator"
	// Tenant is an ordinary user of a project.
	Tenant Audience = "tenant"
)

// ParseAudience reads "operator", "tenant" or "either".
func ParseAudience(text string) (Audience, error) {
	switch text {
	case "operator":
		return Operator, nil
	case "tenant":
		return Tenant, nil
	case "either":
		return Either, nil
	}
	return Either, fmt.Errorf("unknown audience %q: choose operator, tenant or either", text)
}

// String writes what ParseAudience reads.
func (a Audience) String() string {
	if a == Either {
		return "either"
	}
	return string(a)
}
