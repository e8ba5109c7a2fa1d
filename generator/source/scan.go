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

	"milepost/generator/config"
	"milepost/generator/diag"
	"milepost/generator/nav"
	"milepost/generator/sheet"
)

// Sidecar is the ending of the settings beside a workbook: 进度.xlsx.toml.
const Sidecar = ".toml"

// scanner collects the files of the content folder.
type scanner struct {
	ctx   context.Context
	site  string // the site's folder
	root  string // the content folder
	cfg   *config.Config
	known func(dir string) bool  // tells whether the store holds files below the folder
	found map[string]fs.FileInfo // by content path
	dirs  []string               // folders whose own files were looked at
	here  map[string]bool        // folders in dirs that are there and were not looked at
	trees []string               // folders that were looked at with all below them
	gone  map[string]bool        // single files that were looked for and not found
	seen  map[string]bool        // real paths of linked folders, to stop at cycles
	links bool                   // found a symbolic link, something that is no file (a pipe), or a folder that may not be read
	diags diag.List
}

func newScanner(ctx context.Context, site string, cfg *config.Config, known func(dir string) bool) *scanner {
	return &scanner{
		ctx: ctx, site: site, root: filepath.Join(site, filepath.FromSlash(cfg.Content)), cfg: cfg, known: known, found: map[string]fs.FileInfo{},
		here: map[string]bool{}, gone: map[string]bool{}, seen: map[string]bool{},
	}
}

// all looks at the whole content folder, and at the folders of [links] static that are
// hidden in it.
func (s *scanner) all() error {
	if err := s.dir(".", true); err != nil {
		return err
	}
	for _, static := range s.cfg.Links.Static {
		pos := diag.Pos{File: config.File, Line: static.Line, Col: static.Col}
		if info, err := os.Stat(s.disk(static.At)); err != nil || !info.IsDir() {
			s.diags = append(s.diags, diag.New("CF03.no-static", pos, static.Folder))
			continue
		}
		if _, err := os.Stat(filepath.Join(s.root, filepath.FromSlash(static.At))); err == nil && static.Beside {
			s.diags = append(s.diags, diag.New("CF03.static-twice", pos, static.Folder))
		}
		if static.Beside || hidden(static.At) {
			if err := s.dir(static.At, true); err != nil {
				return err
			}
		}
	}
	return nil
}

// disk is the path on the disk of a content path.
func (s *scanner) disk(rel string) string {
	return filepath.Join(s.site, filepath.FromSlash(s.cfg.Disk(rel)))
}

// hidden tells whether a part of the path begins with a dot.
func hidden(rel string) bool {
	return strings.HasPrefix(rel, ".") && rel != "." || strings.Contains(rel, "/.")
}

// shown tells whether a file is read although a folder above it is hidden.
func (s *scanner) shown(rel string) bool {
	return slices.ContainsFunc(s.cfg.Links.Static, func(st config.Static) bool {
		rest, below := strings.CutPrefix(rel, st.At+"/")
		return below && !hidden(rest)
	})
}

// dir looks at the files of a content folder. If deep, it looks at all folders below it
// too; else only at those of which the store holds no file yet.
func (s *scanner) dir(rel string, deep bool) error {
	if deep {
		s.trees = append(s.trees, rel)
	} else {
		s.dirs = append(s.dirs, rel)
	}
	if err := s.ctx.Err(); err != nil {
		return err
	}
	list, err := os.ReadDir(s.disk(rel))
	if (errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR)) && rel != "." {
		s.trees = append(s.trees, rel) // the folder is gone with all below it; a file may have its name now
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
	if strings.HasPrefix(name, ".") && name != nav.Hidden || name == "node_modules" {
		return nil
	}
	info, err := item.Info()
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if errors.Is(err, fs.ErrPermission) { // the folder may be listed, but its files may not be looked at
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
		if deep || !s.known(rel) { // the files of a folder that was moved here cause no events of their own
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

// odd reports something that is left out. Only a scan of everything finds such things
// again, so from now on each scan must be one.
func (s *scanner) odd(code, rel string) {
	s.links = true
	s.diags = append(s.diags, diag.New(code, diag.Pos{File: rel}))
}

// irregular names the kind of what is neither a file nor a folder: opening a pipe could
// wait for ever.
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
	target, err := filepath.EvalSymlinks(s.disk(rel))
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
	if hidden(rel) && !s.shown(rel) && (path.Base(rel) != nav.Hidden || hidden(path.Dir(rel))) {
		return
	}
	if s.linked(rel) {
		s.links = true
		return
	}
	info, err := os.Stat(s.disk(rel))
	if err == nil && info.Mode().IsRegular() {
		s.found[rel] = info
		return
	}
	if err == nil && info.IsDir() {
		_ = s.dir(rel, true) // a folder that cannot be read is found by the next full scan
		return
	}
	if err == nil {
		s.links = true // neither a file nor a folder
		return
	}
	s.gone[rel] = true
	s.trees = append(s.trees, rel) // it may have been a folder
}

// linked tells whether the path is a symbolic link or leads through one.
func (s *scanner) linked(rel string) bool {
	for ; rel != "."; rel = path.Dir(rel) {
		info, err := os.Lstat(s.disk(rel))
		if err == nil && info.Mode()&fs.ModeSymlink != 0 {
			return true
		}
	}
	return false
}

// covers tells whether the scan would have found the file at a content path if it were there.
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

// looked tells whether the folder itself was given to a scan with all below it.
func (s *scanner) looked(dir string) bool { return slices.Contains(s.trees, dir) }

// original tells, for a file with the name of a copy such as "进度 - 副本.xlsx", whether
// the file that it is a copy of is there.
func (s *scanner) original(p string) bool {
	return slices.ContainsFunc(sheet.Originals(p), func(q string) bool {
		if _, ok := s.found[q]; ok {
			return true
		}
		info, err := os.Lstat(s.disk(q))
		return err == nil && info.Mode().IsRegular()
	})
}

// sidecar is the path of the settings beside a workbook, "" if there are none.
func (s *scanner) sidecar(p string) string {
	if _, ok := s.found[p+Sidecar]; ok {
		return p + Sidecar
	}
	if !sheet.Candidate(p) || isRecord(p) {
		return ""
	}
	// Only a scan of everything follows symbolic links.
	if info, err := os.Lstat(s.disk(p + Sidecar)); err == nil && info.Mode().IsRegular() {
		return p + Sidecar
	}
	return ""
}
