package watch

import (
	"os"
	"strings"
	"syscall"
)

// remote tells whether the path is on a file system on which changes made by others
// bring no events, and the name of its type.
func remote(path string) (name string, yes bool) {
	var st syscall.Statfs_t
	if err := syscall.Statfs(path, &st); err != nil {
		return "", false
	}
	var b strings.Builder
	for _, c := range st.Fstypename {
		if c == 0 {
			break
		}
		b.WriteByte(byte(c))
	}
	name = b.String()
	switch name {
	case "smbfs", "nfs", "afpfs", "webdav", "ftp", "cifs":
		return name, true
	}
	return name, strings.Contains(name, "fuse")
}

type identity struct {
	inode uint64
	ctime int64
}

func identify(info os.FileInfo) identity {
	if st, ok := info.Sys().(*syscall.Stat_t); ok {
		return identity{st.Ino, syscall.TimespecToNsec(st.Ctimespec)}
	}
	return identity{}
}
