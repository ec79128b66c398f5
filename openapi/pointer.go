package openapi

import "strings"

var (
	pointerEscape   = strings.NewReplacer("~", "~0", "/", "~1")
	pointerUnescape = strings.NewReplacer("~1", "/", "~0", "~")
)

// Token is the token of a JSON pointer (RFC 6901) that stands for a name.
func Token(name string) string {
	if !strings.ContainsAny(name, "~/") { // as most are: to replace nothing takes a copy
		return name
	}
	return pointerEscape.Replace(name)
}

// TokenName is the name that a token of a JSON pointer stands for.
func TokenName(token string) string {
	if !strings.Contains(token, "~") {
		return token
	}
	return pointerUnescape.Replace(token)
}

// AnyIndex writes * for each index of an array in a JSON pointer. What is no pointer, such as "header Vary", has none.
func AnyIndex(pointer string) string {
	parts := strings.Split(pointer, "/")
	for i, part := range parts {
		if part != "" && strings.Trim(part, "0123456789") == "" {
			parts[i] = "*"
		}
	}
	return strings.Join(parts, "/")
}

// below is the JSON pointer (RFC 6901) of a member or item of what pointer names.
func below(pointer, name string) string { return pointer + "/" + Token(name) }

// above is the JSON pointer of what encloses the object that pointer names, and that object's own name in it.
// At the top there is nothing above.
func above(pointer string) (enclosing, name string, ok bool) {
	cut := strings.LastIndexByte(pointer, '/')
	if cut < 0 {
		return "", "", false
	}
	return pointer[:cut], TokenName(pointer[cut+1:]), true
}
