package source

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"milepost/generator/diag"
	"milepost/generator/sheet"
)

// Sidecar is the ending of the settings beside a workbook: 进度.xlsx.toml.
const Sidecar = ".toml"

// scanner collects the files of the content folder.
type scanner struct {
	ctx   context.Context
	root  string
	known func(dir string) bool  // does the store hold files below the folder?
	found map[string]fs.FileInfo // by content path
	dirs  []string               // folders looked at, not below
	here  map[string]bool        // folders seen in them and not looked at
	trees []string               // folders looked at with all below
	gone  map[string]bool        // single files looked at and not found
	seen  map[string]bool        // real paths of linked folders, against cycles
	links bool                   // a symbolic link was met, or what is no file or cannot be looked into
	diags diag.List
}

func newScanner(ctx context.Context, root string, known func(dir string) bool) *scanner {
	return &scanner{
		ctx: ctx, root: root, known: known, found: map[string]fs.FileInfo{},
		here: map[string]bool{}, gone: map[string]bool{}, seen: map[string]bool{},
	}
}

func (s *scanner) all() error { return s.dir(".", true) }

// dir looks at the files of a content folder, and at the folders below it:
// at all of them if deep, else only to learn that a folder is new.
func (s *scanner) dir(rel string, deep bool) error {
	if deep {
		s.trees = append(s.trees, rel)
	} else {
		s.dirs = append(s.dirs, rel)
	}
	if err := s.ctx.Err(); err != nil {
		return err
	}
	list, err := os.ReadDir(filepath.Join(s.root, filepath.FromSlash(rel)))
	if (errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR)) && rel != "." {
		s.trees = append(s.trees, rel) // the folder is gone with all below; a file may bear its name now
		return nil
	}
	switch {
	case err == nil:
	case rel == ".":
		return err
	case errors.Is(err, fs.ErrPermission):
		s.odd("SO04.folder-denied", rel)
		return nil
	default:
		s.odd("SO04.folder-unread", rel)
		return nil
	}
	for _, item := range list {
		if err := s.visit(path.Join(rel, item.Name()), item, deep); err != nil {
			return err
		}
	}
	return nil
}

// visit takes one item of a folder: a file, a folder, or a link to either.
func (s *scanner) visit(rel string, item fs.DirEntry, deep bool) error {
	name := item.Name()
	if strings.HasPrefix(name, ".") || name == "node_modules" {
		return nil
	}
	info, err := item.Info()
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if errors.Is(err, fs.ErrPermission) { // the folder may be listed and no more
		s.odd("SO04.denied", rel)
		return nil
	}
	if err != nil {
		s.odd("SO04.held", rel)
		return nil
	}
	if info.Mode()&fs.ModeSymlink != 0 {
		s.links = true
		if info, err = s.follow(rel); info == nil {
			return err
		}
	}
	switch {
	case info.IsDir():
		if deep || !s.known(rel) { // a folder that was moved here brings no events of its own
			return s.dir(rel, true)
		}
		s.here[rel] = true
	case info.Mode().IsRegular():
		s.found[rel] = info
	default:
		s.odd("SO06."+irregular(info.Mode()), rel)
	}
	return nil
}

// odd notes what is left out. Only a look at everything finds it again, so there
// must be one from now on.
func (s *scanner) odd(code, rel string) {
	s.links = true
	s.diags = append(s.diags, diag.New(code, diag.Pos{File: rel}))
}

// irregular names what is neither a file nor a folder: to open it could wait for ever.
func irregular(mode fs.FileMode) string {
	switch {
	case mode&fs.ModeNamedPipe != 0:
		return "pipe"
	case mode&fs.ModeSocket != 0:
		return "socket"
	}
	return "device"
}

// follow resolves a symbolic link; nil if it is not to be followed.
func (s *scanner) follow(rel string) (fs.FileInfo, error) {
	root, err := filepath.EvalSymlinks(s.root)
	if err != nil {
		return nil, err
	}
	target, err := filepath.EvalSymlinks(filepath.Join(s.root, filepath.FromSlash(rel)))
	if err != nil {
		s.diags = append(s.diags, diag.New("SO01.dangling", diag.Pos{File: rel}))
		return nil, nil
	}
	if in, err := filepath.Rel(root, target); err != nil || in == ".." || strings.HasPrefix(in, ".."+string(filepath.Separator)) {
		s.diags = append(s.diags, diag.New("SO01.outside", diag.Pos{File: rel}))
		return nil, nil
	}
	info, err := os.Stat(target)
	if err != nil {
		return nil, nil
	}
	if info.IsDir() {
		link := filepath.Join(root, filepath.FromSlash(path.Dir(rel)))
		if s.seen[target] || strings.HasPrefix(link+string(filepath.Separator), target+string(filepath.Separator)) {
			s.diags = append(s.diags, diag.New("SO01.cycle", diag.Pos{File: rel}))
			return nil, nil
		}
		s.seen[target] = true
	}
	return info, nil
}

// file looks at one file.
func (s *scanner) file(rel string) {
	if book, ok := strings.CutSuffix(rel, Sidecar); ok {
		s.file(book)
	}
	for part := range strings.SplitSeq(rel, "/") {
		if strings.HasPrefix(part, ".") {
			return
		}
	}
	if s.linked(rel) {
		s.links = true
		return
	}
	info, err := os.Stat(filepath.Join(s.root, filepath.FromSlash(rel)))
	if err == nil && info.Mode().IsRegular() {
		s.found[rel] = info
		return
	}
	if err == nil && info.IsDir() {
		_ = s.dir(rel, true) // a folder that cannot be read is found by the next full scan
		return
	}
	if err == nil {
		s.links = true // no file
		return
	}
	s.gone[rel] = true
	s.trees = append(s.trees, rel) // it may have been a folder
}

// linked tells whether the path is a symbolic link or leads through one.
func (s *scanner) linked(rel string) bool {
	for ; rel != "."; rel = path.Dir(rel) {
		info, err := os.Lstat(filepath.Join(s.root, filepath.FromSlash(rel)))
		if err == nil && info.Mode()&fs.ModeSymlink != 0 {
			return true
		}
	}
	return false
}

// covers tells whether the scan would have found the file if it were there.
func (s *scanner) covers(p string) bool {
	if s.gone[p] {
		return true
	}
	for _, d := range s.dirs {
		rest, below := p, d == "."
		if !below {
			rest, below = strings.CutPrefix(p, d+"/")
		}
		if sub, _, deeper := strings.Cut(rest, "/"); below && (!deeper || !s.here[path.Join(d, sub)] && !s.looked(path.Join(d, sub))) {
			return true
		}
	}
	for _, t := range s.trees {
		if t == "." || strings.HasPrefix(p, t+"/") {
			return true
		}
	}
	return false
}

// looked tells whether the folder was looked at with all below it.
func (s *scanner) looked(dir string) bool { return slices.Contains(s.trees, dir) }

// sidecar is the path of the settings beside a workbook, "" if there are none.
func (s *scanner) sidecar(p string) string {
	if _, ok := s.found[p+Sidecar]; ok {
		return p + Sidecar
	}
	if !sheet.Candidate(p) || isRecord(p) {
		return ""
	}
	// A link is followed by a look at everything only.
	if info, err := os.Lstat(filepath.Join(s.root, filepath.FromSlash(p+Sidecar))); err == nil && info.Mode().IsRegular() {
		return p + Sidecar
	}
	return ""
}
