package watch

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// remoteFS are the magic numbers of file systems on which changes made by
// others bring no inotify events; see statfs(2) and linux/magic.h.
var remoteFS = map[uint32]string{
	0x6969:     "NFS",
	0xFF534D42: "CIFS",
	0xFE534D42: "SMB2",
	0x517B:     "SMB",
	0x65735546: "FUSE",
	0x01021997: "9p",
	0x5346414F: "AFS",
	0x00C36400: "Ceph",
	0x73757245: "Coda",
	0x564C:     "NCP",
	0x786F4256: "vboxsf",
	0x7C7C6673: "prl_fs",
	0xBACBACBC: "vmhgfs",
	0x0BD00BD0: "Lustre",
}

// remote tells whether the path, or its nearest existing parent, is on such a file
// system, and its name.
func remote(path string) (name string, yes bool) {
	var st syscall.Statfs_t
	for dir := path; ; dir = filepath.Dir(dir) {
		err := syscall.Statfs(dir, &st)
		if err == nil {
			name, yes = remoteFS[uint32(st.Type)]
			return name, yes
		}
		if !errors.Is(err, fs.ErrNotExist) || dir == filepath.Dir(dir) {
			return "", false
		}
	}
}

// identity tells two files with the same size and time apart: one was renamed over the
// other, or written with its time set back.
type identity struct {
	inode uint64
	ctime int64
}

func identify(info os.FileInfo) identity {
	if st, ok := info.Sys().(*syscall.Stat_t); ok {
		return identity{uint64(st.Ino), syscall.TimespecToNsec(st.Ctim)}
	}
	return identity{}
}
