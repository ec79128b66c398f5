package cast

import (
	"github.com/osact/osact/suites/claim"
)

// The symbols that a write binds, by its name: the request id that its answer
// carries; the same, once osact has stopped looking; the same, once the action
// has ended; and once it has ended as sought.
func RequestID(write string) string { return "own." + write + ".asked" }

func writeLooked(server, write string) string { return server + "." + write + ".id" }

func writeEnded(server, write string) string { return server + "." + write + ".ended" }

func writeSought(server, write string) string { return server + "." + write + ".sought" }

// Caused, Ended and EndedAsSought are the action that a write causes on a server:
// however far it has come when osact stops looking, only once it has ended, and
// only once it has ended as sought.
func Caused(server, write string) claim.Action {
	return claim.ActionOf("{"+server+"}", "{"+writeLooked(server, write)+"}")
}

func Ended(server, write string) claim.Action {
	return claim.ActionOf("{"+server+"}", "{"+writeEnded(server, write)+"}")
}

func EndedAsSought(server, write string) claim.Action {
	return claim.ActionOf("{"+server+"}", "{"+writeSought(server, write)+"}")
}
