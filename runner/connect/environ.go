package connect

import (
	"cmp"
	"path/filepath"
	"strings"
)

// environ is an environment as os.Environ lists it.
type environ []string

// get returns the value of the first of the variables that is not empty.
func (e environ) get(names ...string) string {
	for _, name := range names {
		for _, line := range e {
			if value, ok := strings.CutPrefix(line, name+"="); ok && value != "" {
				return value
			}
		}
	}
	return ""
}

// folders returns where clouds.yaml and secure.yaml are looked for, as every
// client of OpenStack does.
func (e environ) folders() []string {
	folders := []string{"."}
	home := e.get("HOME")
	if user := cmp.Or(e.get("XDG_CONFIG_HOME"), join(home, ".config")); user != "" {
		folders = append(folders, filepath.Join(user, "openstack"))
	}
	return append(folders, "/etc/openstack")
}

// expand returns a path with ~ replaced by the home folder.
func (e environ) expand(path string) string {
	if rest, ok := strings.CutPrefix(path, "~/"); ok {
		return cmp.Or(join(e.get("HOME"), rest), path)
	}
	return path
}

// join joins a folder and a name, unless there is no folder.
func join(folder, name string) string {
	if folder == "" {
		return ""
	}
	return filepath.Join(folder, name)
}
