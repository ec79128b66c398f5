package cast

import (
	"fmt"

	"github.com/osact/osact/suites/claim"
)

// Parts returns the names of the parts that discovery casts: each binds the
// symbols NAME.server and NAME.id, and is not looked for where these are given.
func Parts() []string {
	return []string{"finished", "failed", "running", "foreign", "deleted"}
}

// The actions that claims are about, as symbols; discovery binds them.
var (
	Finished = Named("finished") // ended well, in more than one event where there is such a one
	Failed   = Named("failed")   // ended in an error
	Running  = Named("running")  // has an event that has not ended
	Foreign  = Named("foreign")  // asked for by another user than most are
	Deleted  = Named("deleted")  // of a server that has been deleted
	// Misplaced is an action with the server of another one.
	Misplaced = Named("misplaced")
)

func Named(name string) claim.Action {
	return claim.ActionOf("{"+name+".server}", "{"+name+".id}")
}

// Read returns the action that discovery reads as its nth.
func Read(n int) claim.Action {
	return Named(fmt.Sprintf("read.%d", n))
}
