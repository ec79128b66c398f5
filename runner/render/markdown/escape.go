package markdown

import (
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/render/phrase"
)

// prose makes a text safe to stand in a line of GitHub-flavoured Markdown, and
// cuts one that is too long.
func prose(s string) string { return escape(phrase.Clip(s)) }

// escape does the same, and cuts nothing.
func escape(s string) string {
	return markdown.Replace(openapi.Visible(strings.Join(strings.Fields(s), " ")))
}

var markdown = strings.NewReplacer(
	`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, ">", `\>`,
	"&", `\&`, "|", `\|`, "~", `\~`, "#", `\#`, "!", `\!`, "$", `\$`,
)

// code makes a code span of a text. Nothing in it is markup.
func code(s string) string {
	s = openapi.Visible(phrase.Clip(s))
	if s == "" {
		return "(nothing)"
	}
	fence := fenceFor(s, 1)
	if strings.HasPrefix(s, "`") || strings.HasSuffix(s, "`") {
		s = " " + s + " "
	}
	return fence + s + fence
}

// block makes a code block of a text that is printable.
func block(language, s string) string {
	fence := fenceFor(s, 3)
	return fence + language + "\n" + s + "\n" + fence + "\n"
}

// fenceFor returns the fewest backticks, but at least n, that do not stand
// together in s.
func fenceFor(s string, n int) string {
	for strings.Contains(s, strings.Repeat("`", n)) {
		n++
	}
	return strings.Repeat("`", n)
}

// codes makes a list of code spans, with how many are left out.
func codes(list []string) string {
	spans := make([]string, len(list))
	for i, s := range list {
		spans[i] = code(s)
	}
	return strings.Join(spans, ", ")
}
