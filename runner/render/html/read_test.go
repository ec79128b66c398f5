package html_test

import (
	"encoding/xml"
	"slices"
	"strings"
	"testing"

	"github.com/osact/osact/runner/render/html"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/exchange"
)

// element is an element of a report, which is written so that it can be read
// as XML too: nothing is repaired in reading.
type element struct {
	XMLName  xml.Name
	Attrs    []xml.Attr `xml:",any,attr"`
	Children []element  `xml:",any"`
	Inner    string     `xml:",innerxml"`
}

// report writes a verdict as HTML and reads that back.
func report(t *testing.T, v verdict.Verdict, rec exchange.Recording) (element, string) {
	t.Helper()
	var b strings.Builder
	if err := html.Report(&b, v, rec); err != nil {
		t.Fatal(err)
	}
	var page element
	if err := xml.Unmarshal([]byte(b.String()), &page); err != nil {
		t.Fatalf("%v in\n%s", err, b.String())
	}
	return page, b.String()
}

func (e element) attr(name string) string {
	i := slices.IndexFunc(e.Attrs, func(a xml.Attr) bool { return a.Name.Local == name })
	if i < 0 {
		return ""
	}
	return e.Attrs[i].Value
}

// all returns the elements in it by that name, and, unless it is empty, of that
// class, in their order.
func (e element) all(name, class string) []element {
	var found []element
	for _, child := range e.Children {
		if child.XMLName.Local == name && (class == "" || slices.Contains(strings.Fields(child.attr("class")), class)) {
			found = append(found, child)
		}
		found = append(found, child.all(name, class)...)
	}
	return found
}

// text returns what is to be read in it.
func (e element) text() string {
	var text strings.Builder
	decoder := xml.NewDecoder(strings.NewReader(e.Inner))
	for {
		token, err := decoder.Token()
		if err != nil {
			return text.String()
		}
		if data, ok := token.(xml.CharData); ok {
			text.Write(data)
		}
	}
}

// texts returns what is to be read in each of them.
func texts(elements []element) []string {
	var all []string
	for _, e := range elements {
		all = append(all, e.text())
	}
	return all
}
