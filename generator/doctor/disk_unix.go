//go:build !windows

package doctor

import "syscall"

// Free is the room on the disk of a folder, for whoever runs this.
func Free(dir string) (uint64, bool) {
	var st syscall.Statfs_t
	if err := syscall.Statfs(dir, &st); err != nil {
		return 0, false
	}
	return uint64(st.Bavail) * uint64(st.Bsize), true // their types differ from system to system
}
