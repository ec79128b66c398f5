package exchange

import (
	"slices"
	"strings"
)

// Part is what an account must be like to play an actor.
type Part struct {
	AnyOf  []string // one of these roles; empty: any role will do
	NoneOf []string // of these roles
	Place  Place    // where its project is
	Wanted string   // the same in words
}

// Place is where a project is, seen from the member's.
type Place int

// The places.
const (
	Anywhere Place = iota
	Inside
	Outside
)

// PartOf returns what an account must be like to play an actor. Before the role member
// there was one named _member_.
func PartOf(a Actor) Part {
	const admin, member, older, reader = "admin", "member", "_member_", "reader"
	switch a {
	case Admin:
		return Part{AnyOf: []string{admin}, Wanted: "an account with the role admin"}
	case Member:
		return Part{AnyOf: []string{member, older}, NoneOf: []string{admin}, Wanted: "an account with the role member and without admin"}
	case Reader:
		return Part{
			AnyOf: []string{reader}, NoneOf: []string{admin, member, older}, Place: Inside,
			Wanted: "an account in the member's project with the role reader and neither member nor admin",
		}
	case Bystander:
		return Part{
			NoneOf: []string{admin, member, older, reader}, Place: Inside,
			Wanted: "an account in the member's project with none of the roles reader, member and admin",
		}
	case Outsider:
		return Part{NoneOf: []string{admin}, Place: Outside, Wanted: "an account in another project than the member's, without the role admin"}
	}
	return Part{}
}

// Unfit returns the role that an account has and must not have, or the one that it
// lacks; neither where it may play the part.
func (p Part) Unfit(roles []string) (has, lacks string) {
	// A role's name is compared without regard to case, as policies do.
	plays := func(role string) bool {
		return slices.ContainsFunc(roles, func(own string) bool { return strings.EqualFold(own, role) })
	}
	for _, role := range p.NoneOf {
		if plays(role) {
			return role, ""
		}
	}
	if len(p.AnyOf) > 0 && !slices.ContainsFunc(p.AnyOf, plays) {
		return "", p.AnyOf[0]
	}
	return "", ""
}

// Fits reports whether a project is where the part wants it, as far as both are known.
func (p Part) Fits(own, members string) bool {
	switch {
	case own == "" || members == "":
		return true
	case p.Place == Inside:
		return own == members
	case p.Place == Outside:
		return own != members
	}
	return true
}
