// Package cast says what claims are about, and how it is come by: versions,
// projects, servers and actions that discovery finds among those of a target,
// what is given by hand, and the servers that osact makes itself. Each is a
// symbol that a capture binds, and a value of this package to write claims with:
//
//	Show(cast.Failed).As(exchange.Admin)
package cast
