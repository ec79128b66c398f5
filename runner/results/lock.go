package results

import "errors"

// errInUse is why a folder can't be locked.
var errInUse = errors.New("another osact writes into it now: wait for that one, or choose another --out")

// Close lets others write into the folder.
func (f Folder) Close() {
	if f.lock != nil {
		_ = f.lock.Close() // nothing was written to it
	}
}
