//go:build !windows

package source

import (
	"fmt"
	"os"
	"syscall"
)

// FolderID tells a folder from another one that stands under the same name, such
// as the empty folder on which a share was mounted; "" if it is not known.
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
