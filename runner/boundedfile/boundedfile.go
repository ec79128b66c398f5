// Package boundedfile reads regular files up to a size. What a user names may be
// something else: a pipe or a device, which may never end.
package boundedfile

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"syscall"
)

// Read returns what is in the regular file at path, without the mark that some editors
// put in front. It fails for anything else,
// for a file of more than limit bytes, and with fs.ErrNotExist where there is
// none. The error names the path.
func Read(path string, limit int64) ([]byte, error) {
	// Without O_NONBLOCK, opening a pipe waits until another process writes to it.
	f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, err
	}
	content, err := read(f, limit)
	return content, errors.Join(err, f.Close())
}

// byteOrderMark is what some editors put in front of a text.
const byteOrderMark = "\ufeff"

func read(f *os.File, limit int64) ([]byte, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is not a regular file", f.Name())
	}
	// Its size is not looked at: some file systems do not know it.
	content, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err == nil && int64(len(content)) > limit {
		err = fmt.Errorf("%s is larger than %d bytes", f.Name(), limit)
	}
	return bytes.TrimPrefix(content, []byte(byteOrderMark)), err
}
