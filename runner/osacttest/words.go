package osacttest

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/osact/osact/openapi"
)

// words says in the fields of a Target what is said elsewhere in the flags of osact
// run. What a service brought into it cannot move the cursor.
func words(text string) string {
	text = byEither.ReplaceAllStringFunc(text, func(s string) string {
		return fmt.Sprintf("Tokens[%q]", byEither.FindStringSubmatch(s)[1])
	})
	text = byVariable.ReplaceAllStringFunc(text, func(s string) string {
		return fmt.Sprintf("Tokens[%q]", strings.ToLower(byVariable.FindStringSubmatch(s)[1]))
	})
	text = ofActor.ReplaceAllString(text, `Projects["$1"]`)
	return openapi.Visible(flags.Replace(text))
}

var (
	byEither   = regexp.MustCompile(`--as (\w+)=CLOUD, or its token in OSACT_TOKEN_\w+`)
	byVariable = regexp.MustCompile(`OSACT_TOKEN_([A-Z]+)`)
	ofActor    = regexp.MustCompile(`--project (\w+)=ID`)

	flags = strings.NewReplacer(
		"--allow-writes", "AllowWrites", "--server", "Server", "--action", "Action", "--cast", "Cast", "--image", "Image", "--flavor", "Flavor",
		"--only", "Only", "--profile", "Profile", "--contract", "Contract", "--out", "Out", "--rate", "Rate", "--concurrency", "Concurrency", "--timeout", "Timeout",
	)
)
