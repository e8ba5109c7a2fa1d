//go:build !windows

package source

import (
	"fmt"
	"os"
	"syscall"
)

// FolderID identifies the folder that stands at a path now. Another folder at the same
// path, such as the empty one below a share that went away, has another id; "" if it is
// not known.
func FolderID(path string) string {
	info, err := os.Stat(path)
	if err != nil {
		return ""
	}
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return ""
	}
	return fmt.Sprintf("%d:%d", st.Dev, st.Ino)
}
