package watch

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"unsafe"
)

const driveRemote = 4 // GetDriveTypeW in fileapi.h

var getDriveType = syscall.NewLazyDLL("kernel32.dll").NewProc("GetDriveTypeW")

// remote says whether the path is on a share or a mapped network drive.
func remote(path string) (name string, yes bool) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", false
	}
	volume := filepath.VolumeName(abs)
	if strings.HasPrefix(volume, `\\`) {
		return volume, true
	}
	drive, err := syscall.UTF16PtrFromString(volume + `\`)
	if err != nil {
		return "", false
	}
	kind, _, _ := getDriveType.Call(uintptr(unsafe.Pointer(drive)))
	return volume, kind == driveRemote
}

type identity struct{}

func identify(os.FileInfo) identity { return identity{} }
