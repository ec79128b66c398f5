package bundle

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Implementation says what was judged, in the words of who runs it.
type Implementation struct {
	Organisation string `json:"organisation,omitempty"`
	Product      string `json:"product,omitempty"`
	Version      string `json:"version,omitempty"`
	Region       string `json:"region,omitempty"`
	Contact      string `json:"contact,omitempty"`
	URL          string `json:"url,omitempty"`
}

// longestName bounds each word about an implementation, in characters.
const longestName = 200

// ImplementationNames are the names of what can be said of an implementation.
func ImplementationNames() []string {
	return []string{"organisation", "product", "version", "region", "contact", "url"}
}

// Set says one thing of an implementation, by its name. It fails where it was said
// before, or cannot be.
func (i *Implementation) Set(name, value string) error {
	place := i.place(name)
	switch {
	case place == nil:
		return fmt.Errorf("%q is nothing that is said of an implementation", name)
	case *place != "":
		return fmt.Errorf("%s is said twice", name)
	case value == "":
		return fmt.Errorf("%s is empty: leave it out", name)
	}
	if err := checkWord(name, value); err != nil {
		return err
	}
	*place = value
	return nil
}

// place returns where something is, nil where there is no such thing.
func (i *Implementation) place(name string) *string {
	return map[string]*string{
		"organisation": &i.Organisation, "product": &i.Product, "version": &i.Version,
		"region": &i.Region, "contact": &i.Contact, "url": &i.URL,
	}[name]
}

func checkWord(name, value string) error {
	switch {
	case utf8.RuneCountInString(value) > longestName:
		return fmt.Errorf("%s has more than %d characters", name, longestName)
	case !utf8.ValidString(value) || strings.ContainsFunc(value, func(r rune) bool { return !unicode.IsPrint(r) }) || strings.TrimSpace(value) != value:
		return fmt.Errorf("%s %q holds what does not print, or spaces around it", name, value)
	case name != "url":
		return nil
	}
	at, err := url.Parse(value)
	if err != nil || at.Scheme != "https" && at.Scheme != "http" || at.Host == "" || at.User != nil {
		return errors.New("url is the address of a page, as in https://vendor.example/cloud")
	}
	return nil
}

// check refuses what Set does.
func (i Implementation) check() error {
	for _, name := range ImplementationNames() {
		if value := *i.place(name); value != "" {
			if err := checkWord(name, value); err != nil {
				return fmt.Errorf("its implementation: %w", err)
			}
		}
	}
	return nil
}

// String says all of it in one line; empty: nothing is said.
func (i Implementation) String() string {
	var parts []string
	for _, name := range ImplementationNames() {
		if value := *i.place(name); value != "" {
			parts = append(parts, name+" "+value)
		}
	}
	return strings.Join(parts, ", ")
}
