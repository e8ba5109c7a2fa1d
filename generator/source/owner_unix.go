//go:build !windows

package source

import (
	"os"
	"syscall"
)

// foreign tells whether a folder belongs to another user than ours.
func foreign(path string) bool {
	info, err := os.Stat(path)
	if err != nil {
		return false
	}
	st, ok := info.Sys().(*syscall.Stat_t)
	return ok && int(st.Uid) != os.Geteuid()
}
