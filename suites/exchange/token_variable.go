package exchange

import (
	"strings"
)

// TokenVariable returns the environment variable that holds an actor's token.
func TokenVariable(a Actor) string {
	return "OSACT_TOKEN_" + strings.ToUpper(string(a))
}
