package openapi

import "strings"

var (
	pointerEscape   = strings.NewReplacer("~", "~0", "/", "~1")
	pointerUnescape = strings.NewReplacer("~1", "/", "~0", "~")
)

// below is the JSON pointer (RFC 6901) of a member or item of what pointer names.
func below(pointer, name string) string { return pointer + "/" + pointerEscape.Replace(name) }

// above is the JSON pointer of what encloses the object that pointer names, and that object's own name in it.
// At the top there is nothing above.
func above(pointer string) (enclosing, name string, ok bool) {
	cut := strings.LastIndexByte(pointer, '/')
	if cut < 0 {
		return "", "", false
	}
	return pointer[:cut], pointerUnescape.Replace(pointer[cut+1:]), true
}
