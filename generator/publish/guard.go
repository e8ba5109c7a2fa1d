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

// A Refusal says why nothing is published; a person can do something about it. Reason is
// a key of the message catalog.
type Refusal struct {
	Reason string
	Args   []string
	Err    error
}

// refusals has the texts of Error, for logs; people read the catalog's. The comments
// name the Args.
var refusals = map[string]string{
	"root":       "the root of a file system is never published to",           // path
	"home":       "the home directory is never published to",                  // path
	"source":     "the output directory and a source directory overlap",       // path, source
	"foreign":    "the directory holds files that were not written by us",     // path
	"notdir":     "not a directory",                                           // path
	"busy":       "another builder holds this directory",                      // path, pid, host, since
	"readonly":   "the directory cannot be written to",                        // path
	"full":       "the disk is full; the edition before stands as it was",     // path
	"fullhalf":   "the disk is full; will be finished later",                  // path
	"held":       "another program holds a file open; will be finished later", // path
	"obstructed": "something that is not ours stands in the way",              // path
	"incomplete": "the edition before was changed by someone else",            // path, file
	"noedition":  "there is no edition of that day",                           // path, date
	"nothing":    "there is no edition before to return to",                   // path
	"another":    "another site is published there",                           // path, site
	"unbuilt":    "no site was published there",                               // path
	"unfinished": "a publication was cut off there",                           // path
	"changed":    "a published file was changed by someone else",              // path, file
	"vanished":   "no page of the content is left",                            // pages before, now
	"shrunk":     "too many pages of the content are gone",                    // pages before, now, percent allowed
	"unmounted":  "the content folder is another one than before",             // pages before, now
	"unkept":     "values of before are lost that stood for workbooks",        // how many
	"checkout":   "pages are missing while git changes the folder",            // pages before, now, lock file
	"copying":    "pages are missing while files are copied",                  // pages before, now, file
}

// Error is for logs.
func (r *Refusal) Error() string {
	return refusals[r.Reason] + " [" + strings.Join(r.Args, ", ") + "]"
}

// Unwrap gives the error of the system behind it, if any.
func (r *Refusal) Unwrap() error { return r.Err }

// explain turns system errors that a person can solve into refusals. torn: the error
// came after the journal was written.
func explain(err error, dir string, torn bool) error {
	var r *Refusal
	if errors.As(err, &r) {
		return err
	}
	path := dir
	var pe *fs.PathError
	var le *os.LinkError
	if errors.As(err, &pe) {
		path = pe.Path
	} else if errors.As(err, &le) {
		path = le.New
	}
	switch {
	case isFull(err) && torn:
		return &Refusal{Reason: "fullhalf", Args: []string{path}, Err: err}
	case isFull(err):
		return &Refusal{Reason: "full", Args: []string{path}, Err: err}
	case isBusy(err):
		return &Refusal{Reason: "held", Args: []string{path}, Err: err}
	case isReadOnly(err):
		return &Refusal{Reason: "readonly", Args: []string{path}, Err: err}
	}
	return err
}

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
