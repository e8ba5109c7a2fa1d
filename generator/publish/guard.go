package publish

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"milepost/generator/kb"
	"milepost/generator/plan"
)

// realPath is the absolute path without symbolic links, as far as the path exists.
func realPath(path string) (string, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	rest := ""
	for dir := abs; ; {
		real, err := filepath.EvalSymlinks(dir)
		if err == nil {
			return filepath.Join(real, rest), nil
		}
		if target, lerr := os.Readlink(dir); lerr == nil { // a link to what does not exist yet
			if !filepath.IsAbs(target) {
				target = filepath.Join(filepath.Dir(dir), target)
			}
			return filepath.Join(target, rest), nil
		}
		if !errors.Is(err, fs.ErrNotExist) || dir == filepath.Dir(dir) {
			return "", &fs.PathError{Op: "find", Path: path, Err: err}
		}
		rest = filepath.Join(filepath.Base(dir), rest)
		dir = filepath.Dir(dir)
	}
}

// guard refuses directories that must not be overwritten: the root, the home directory,
// the sources.
func guard(dir, state string, sources []string) error {
	if dir == filepath.Dir(dir) {
		return &Refusal{Reason: "root", Args: []string{dir}}
	}
	if home, err := os.UserHomeDir(); err == nil {
		if home, err = realPath(home); err == nil && within(home, dir) {
			return &Refusal{Reason: "home", Args: []string{dir}}
		}
	}
	for _, s := range append([]string{state}, sources...) {
		s, err := realPath(s)
		if err != nil {
			return err
		}
		if within(s, dir) || within(dir, s) {
			return &Refusal{Reason: "source", Args: []string{dir, s}}
		}
	}
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		return &Refusal{Reason: "notdir", Args: []string{dir}}
	}
	return nil
}

// within tells whether path is dir or lies in it.
func within(path, dir string) bool {
	rel, err := filepath.Rel(dir, path)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// finding is what kind of directory survey found.
type finding int

const (
	absent finding = iota
	empty
	ours
	foreign
)

// survey tells what dir is by the files in it.
func survey(dir string) (finding, error) {
	names, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return absent, nil
	}
	if err != nil {
		return foreign, err
	}
	if begins(filepath.Join(dir, manifestName), manifestHead) || begins(filepath.Join(dir, stageName, journalName), journalHead) {
		return ours, nil
	}
	kept := false
	for _, n := range names {
		switch n.Name() {
		case lockName, stageName:
			kept = true
		case ".git", ".gitkeep", ".gitignore", ".DS_Store", "Thumbs.db", "desktop.ini", "lost+found":
			kept = true // a folder with only a .git or the like: nothing published yet
		default:
			return foreign, nil
		}
	}
	if kept {
		return ours, nil
	}
	return empty, nil
}

// accepter leaves out outputs whose names cannot work on every system.
type accepter struct {
	seen    map[string]string // folded path -> path
	refused []Refused
	dated   bool // editions/DATE/ is reserved for dated editions
}

// names returns the outputs with a valid name that no other output has.
func (a *accepter) names(outputs []plan.Output) []plan.Output {
	good := make([]plan.Output, 0, len(outputs))
	if a.seen == nil {
		a.seen = make(map[string]string, len(outputs))
	}
	for _, o := range outputs {
		reason, fold := kb.UnsafeName(o.Path), kb.FoldName(o.Path)
		other, twice := a.seen[fold]
		switch {
		case reason != "":
		case strings.HasPrefix(fold, ".milepost-"), a.dated && EditionOf(fold) != "":
			reason = "reserved"
		case twice:
			reason = "case"
		}
		if reason != "" {
			a.refused = append(a.refused, Refused{Path: o.Path, Reason: reason, Other: other})
			continue
		}
		a.seen[fold] = o.Path
		good = append(good, o)
	}
	return good
}
