package atomicfile

import "io/fs"

// New makes a file that is to replace the one at path. A mode means nothing here: what
// the folder allows holds for its files.
func New(path string, _ fs.FileMode) (Pending, error) { return newPlain(path) }

// SyncFolder does nothing: a folder can't be synced here.
func SyncFolder(string) error { return nil }
