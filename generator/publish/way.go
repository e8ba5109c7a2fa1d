package publish

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// lookAhead refuses a commit before anything is changed if something that is not ours is
// in the way: a file or link where a directory must be, or a directory with files of
// others where a file must be.
func (p *Publisher) lookAhead(list []change) error {
	seen := map[string]bool{".": true}
	for i := range list {
		e := list[i].next
		if e == nil || e.stage == 0 {
			continue
		}
		for d := path.Dir(e.path); !seen[d]; d = path.Dir(d) {
			seen[d] = true
			info, err := os.Lstat(p.file(d))
			if err == nil && !info.IsDir() && p.old.find(d) == nil {
				return &Refusal{Reason: "obstructed", Args: []string{p.file(d)}}
			}
		}
		if list[i].old != nil {
			continue
		}
		if info, err := os.Lstat(p.file(e.path)); err == nil && info.IsDir() {
			if theirs := p.foreignIn(e.path); theirs != "" {
				return &Refusal{Reason: "obstructed", Args: []string{theirs}}
			}
		}
	}
	return nil
}

// foreignIn returns a file below dir that is not ours, "" if there is none.
func (p *Publisher) foreignIn(dir string) (found string) {
	_ = filepath.WalkDir(p.file(dir), func(full string, d fs.DirEntry, err error) error {
		rel, rerr := filepath.Rel(p.dir, full)
		if err == nil && rerr == nil && d.IsDir() {
			return nil
		}
		if err == nil && rerr == nil && p.old.find(filepath.ToSlash(rel)) != nil {
			return nil
		}
		found = full
		return fs.SkipAll
	})
	return found
}

// removeEmpty deletes dir and the directories below it that hold no files.
func removeEmpty(dir string) {
	names, _ := os.ReadDir(dir)
	for _, n := range names {
		if n.IsDir() {
			removeEmpty(filepath.Join(dir, n.Name()))
		}
	}
	_ = os.Remove(dir)
}

// clearWay deletes our files where a directory must be, and our directories where a file
// must be.
func (p *Publisher) clearWay(next manifest, gone []string) error {
	if len(gone) == 0 {
		return nil
	}
	files := map[string]bool{}
	dirs := map[string]bool{}
	for _, e := range next.entries {
		files[e.path] = true
		for d := path.Dir(e.path); d != "." && !dirs[d]; d = path.Dir(d) {
			dirs[d] = true
		}
	}
	var early []string
	for _, g := range gone {
		blocks := dirs[g]
		for d := path.Dir(g); d != "." && !blocks; d = path.Dir(d) {
			blocks = files[d]
		}
		if blocks {
			early = append(early, g)
		}
	}
	return p.removeFiles(early)
}

// removeFiles deletes files of ours and the directories that become empty.
func (p *Publisher) removeFiles(gone []string) error {
	dirs := map[string]bool{}
	for _, g := range gone {
		if info, err := os.Lstat(p.file(g)); err != nil || info.IsDir() || p.renamedByCase(g) {
			continue // deleted before a crash, or replaced by another file
		}
		if err := p.ops.drop(p.file(g)); err != nil {
			return err
		}
		for d := path.Dir(g); d != "."; d = path.Dir(d) {
			dirs[d] = true
		}
	}
	deepest := make([]string, 0, len(dirs))
	for d := range dirs {
		deepest = append(deepest, d)
	}
	slices.SortFunc(deepest, func(a, b string) int { return strings.Compare(b, a) }) // children before parents
	for _, d := range deepest {
		_ = os.Remove(p.file(d)) // fails while something is in it, which is right
	}
	return nil
}

// renamedByCase tells whether a file exists only under a name with other letter case
// (Plan.html for plan.html): on such a disk that is the new file, not the old one.
func (p *Publisher) renamedByCase(gone string) bool {
	names, err := os.ReadDir(filepath.Dir(p.file(gone)))
	if err != nil {
		return false
	}
	want := path.Base(gone)
	twin := false
	for _, n := range names {
		if n.Name() == want {
			return false
		}
		twin = twin || strings.EqualFold(n.Name(), want)
	}
	return twin
}

// dirs makes directories once and refuses to go through symbolic links, which
// could lead out of the published directory.
type dirs struct {
	root  string
	known map[string]bool
}

func newDirs(root string) *dirs { return &dirs{root, map[string]bool{".": true}} }

func (d *dirs) make(dir string) error {
	if d.known[dir] {
		return nil
	}
	if err := d.make(path.Dir(dir)); err != nil {
		return err
	}
	full := filepath.Join(d.root, filepath.FromSlash(dir))
	if err := os.Mkdir(full, 0o755); err != nil {
		info, lerr := os.Lstat(full)
		if lerr != nil {
			return fmt.Errorf("%w (%w)", err, lerr)
		}
		if !info.IsDir() {
			return &Refusal{Reason: "obstructed", Args: []string{full}, Err: err}
		}
	}
	d.known[dir] = true
	return nil
}
