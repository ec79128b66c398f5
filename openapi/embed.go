package openapi

import _ "embed" // the files of the contract are built into the program

// The names of the contract's files, for messages.
const (
	documentFile     = "openapi/instance-actions.yaml"
	requirementsFile = "openapi/requirements.yaml"
	profilesFile     = "openapi/profiles.yaml"
	precedenceFile   = "openapi/precedence.yaml"
)

var (
	//go:embed instance-actions.yaml
	embeddedDocument string
	//go:embed requirements.yaml
	embeddedRequirements string
	//go:embed profiles.yaml
	embeddedProfiles string
	//go:embed precedence.yaml
	embeddedPrecedence string
)

// Files are the contents of the four YAML files that make a contract.
type Files struct{ Document, Requirements, Profiles, Precedence []byte }

// Embedded are the files that this program was built with. The caller may change them.
func Embedded() Files {
	return Files{[]byte(embeddedDocument), []byte(embeddedRequirements), []byte(embeddedProfiles), []byte(embeddedPrecedence)}
}
