package source

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"
)

// recent: a file with the name of one that is being copied counts as such for this long
// after its last byte. A copy that was broken off must not stop the site for ever.
const recent = time.Minute

// Arriving is the path of a file below content that is still being copied, "" if there
// is none. It knows such files by the names that copying programs give them, and by their time.
func Arriving(content string, now time.Time) string {
	found := ""
	_ = filepath.WalkDir(content, func(p string, d fs.DirEntry, err error) error {
		if err != nil || p == content || !partial(d.Name()) {
			return nil // a folder that cannot be read is passed over
		}
		if info, err := d.Info(); err == nil && now.Sub(info.ModTime()).Abs() < recent {
			found = p
			return fs.SkipAll
		}
		return nil
	})
	return found
}

// partial tells the names of files that are being copied: rsync writes
// ".name.md.k3Xq9a" or into a folder of its own, browsers and other programs add
// an ending.
func partial(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".part", ".partial", ".filepart", ".crdownload":
		return true
	}
	if name == ".rsync-partial" || name == ".~tmp~" {
		return true
	}
	rest, hidden := strings.CutPrefix(name, ".")
	end := strings.TrimPrefix(path.Ext(rest), ".")
	return hidden && len(end) == 6 && strings.Contains(strings.TrimSuffix(rest, "."+end), ".")
}

// CheckedOut is the lock file by which git says that it is changing the folder,
// "" if it is not.
func CheckedOut(content string) string {
	repo := repository(absolute(content))
	if repo == "" {
		return ""
	}
	lock := filepath.Join(repo, "index.lock")
	if _, err := os.Lstat(lock); err != nil {
		return ""
	}
	return lock
}

// absolute is the path from the root, without links where it can be followed.
func absolute(path string) string {
	abs, err := filepath.Abs(path)
	if err != nil {
		return path
	}
	if real, err := filepath.EvalSymlinks(abs); err == nil {
		return real
	}
	return abs
}

// repository is the folder with git's own files of the working tree that holds
// dir, "" if none does.
func repository(dir string) string {
	for {
		git := filepath.Join(dir, ".git")
		info, err := os.Stat(git)
		switch {
		case err == nil && info.IsDir():
			return git
		case err == nil: // of a second working tree or a submodule: "gitdir: path"
			src, err := readAtMost(git, 4096)
			to, ok := strings.CutPrefix(strings.TrimSpace(string(src)), "gitdir: ")
			if err != nil || !ok {
				return ""
			}
			if !filepath.IsAbs(to) {
				to = filepath.Join(dir, to)
			}
			return to
		case dir == filepath.Dir(dir):
			return ""
		}
		dir = filepath.Dir(dir)
	}
}
