package openapi

import "embed" // the files of the contract are built into the program

//go:embed instance-actions.yaml requirements.yaml profiles.yaml precedence.yaml uncovered.yaml sources/*.yaml
var embedded embed.FS

// embeddedFolder is where the embedded files are in the repository, for messages.
const embeddedFolder = "openapi/"

// Embedded are the files that this program was built with. The caller may change them.
func Embedded() Files {
	f := Files{Sources: map[string][]byte{}}
	for _, p := range f.all() {
		data, err := embedded.ReadFile(p.name)
		if err != nil {
			panic(err) // a file that is not built in, though the line above names it
		}
		p.set(data)
	}
	return f
}
