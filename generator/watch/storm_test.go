package watch

import (
	"fmt"
	"io/fs"
	"maps"
	"math/rand"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// model is the tree as known to a reader that looks only at the paths of the hints.
type model struct {
	root  string
	files map[string]string
	dirs  map[string]bool
}

func newModel(root string) *model {
	return &model{root: root, files: map[string]string{}, dirs: map[string]bool{}}
}

func (m *model) apply(b Batch) {
	if b.All {
		m.files, m.dirs = map[string]string{}, map[string]bool{}
		m.list(m.root, true)
		return
	}
	for _, d := range b.Dirs {
		m.list(d, false)
	}
	for _, f := range b.Files {
		m.read(f)
	}
}

// list compares one directory with the model; known files are not read again.
func (m *model) list(dir string, deep bool) {
	names, err := os.ReadDir(dir)
	if err != nil {
		m.forget(dir, true)
		return
	}
	m.dirs[dir] = true
	here := map[string]bool{}
	for _, n := range names {
		path := filepath.Join(dir, n.Name())
		here[path] = true
		switch _, known := m.files[path]; {
		case n.IsDir():
			if deep || !m.dirs[path] {
				m.list(path, true)
			}
		case !known:
			m.read(path)
		}
	}
	for path := range m.files {
		if filepath.Dir(path) == dir && !here[path] {
			delete(m.files, path)
		}
	}
	for path := range m.dirs {
		if filepath.Dir(path) == dir && path != dir && !here[path] {
			m.forget(path, true)
		}
	}
}

func (m *model) forget(dir string, all bool) {
	for p := range m.files {
		if within(p, dir) {
			delete(m.files, p)
		}
	}
	for p := range m.dirs {
		if within(p, dir) {
			delete(m.dirs, p)
		}
	}
}

func (m *model) read(path string) {
	info, err := os.Lstat(path)
	if err != nil || info.IsDir() {
		delete(m.files, path)
		return
	}
	b, err := os.ReadFile(path)
	if err != nil {
		delete(m.files, path)
		return
	}
	m.files[path] = string(b)
}

// truth is the tree as it is on the disk.
func truth(t *testing.T, root string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		all[path] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func difference(got, want map[string]string) string {
	var b strings.Builder
	for _, p := range slices.Sorted(maps.Keys(want)) {
		if g, ok := got[p]; !ok {
			fmt.Fprintf(&b, "missed %s\n", p)
		} else if g != want[p] {
			fmt.Fprintf(&b, "stale %s\n", p)
		}
	}
	for _, p := range slices.Sorted(maps.Keys(got)) {
		if _, ok := want[p]; !ok {
			fmt.Fprintf(&b, "gone %s\n", p)
		}
	}
	return b.String()
}

// storm edits the tree at random.
type storm struct {
	root string
	rnd  *rand.Rand
}

func (s storm) dirs() []string {
	var dirs []string
	_ = filepath.WalkDir(s.root, func(p string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() {
			dirs = append(dirs, p)
		}
		return nil
	})
	return dirs
}

func (s storm) pick(dirs []string) string { return dirs[s.rnd.Intn(len(dirs))] }

func (s storm) file(dirs []string) string {
	return filepath.Join(s.pick(dirs), fmt.Sprintf("页%d.md", s.rnd.Intn(6)))
}

func (s storm) step(i int) {
	dirs := s.dirs()
	file := s.file(dirs)
	text := []byte(fmt.Sprint("text ", i))
	switch s.rnd.Intn(12) {
	case 0, 1, 2:
		_ = os.WriteFile(file, text, 0o644)
	case 3: // an editor's save
		temp := filepath.Join(filepath.Dir(file), fmt.Sprint("save", i))
		_ = os.WriteFile(temp, text, 0o644)
		_ = os.Rename(temp, file)
	case 4:
		if f, err := os.OpenFile(file, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644); err == nil {
			_, _ = f.Write(text)
			_ = f.Close()
		}
	case 5:
		_ = os.Remove(file)
	case 6:
		_ = os.Rename(file, s.file(dirs))
	case 7, 8:
		dir := filepath.Join(s.pick(dirs), fmt.Sprintf("夹%d", s.rnd.Intn(4)), fmt.Sprintf("d%d", s.rnd.Intn(3)))
		if len(dir) < len(s.root)+80 {
			_ = os.MkdirAll(dir, 0o755)
			_ = os.WriteFile(filepath.Join(dir, "a.md"), text, 0o644)
		}
	case 9, 10:
		from, to := s.pick(dirs), filepath.Join(s.pick(dirs), fmt.Sprintf("夹%d", s.rnd.Intn(4)))
		if from != s.root && !within(to, from) {
			_ = os.Rename(from, to)
		}
	case 11:
		if dir := s.pick(dirs); dir != s.root {
			_ = os.RemoveAll(dir)
		}
	}
}

func testStorm(t *testing.T, seed int64, opt Options) {
	root := filepath.Join(t.TempDir(), "content")
	if err := os.Mkdir(root, 0o755); err != nil {
		t.Fatal(err)
	}
	opt.Rescan = time.Hour // the storm must be heard, not found afterwards
	w, err := Start(t.Context(), []string{root}, opt)
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		s := storm{root, rand.New(rand.NewSource(seed))}
		for i := range 400 {
			s.step(i)
			if i%20 == 0 {
				time.Sleep(time.Millisecond) // spreads the storm over batches; nothing waits on it
			}
		}
	}()
	m := newModel(root)
	limit := time.After(90 * time.Second)
	over := false
	for {
		select {
		case b := <-w.Batches():
			m.apply(b)
		case <-done:
			over, done = true, nil
		case <-limit:
			t.Fatalf("seed %d, never came to the clean state:\n%s", seed, difference(m.files, truth(t, root)))
		}
		if over && difference(m.files, truth(t, root)) == "" {
			return
		}
	}
}

func TestStorm(t *testing.T) {
	seeds := 8
	if os.Getenv("MILEPOST_LONG") != "" {
		seeds = 150
	}
	for name, opt := range map[string]Options{
		"native":  {},
		"polling": {Poll: true, Interval: 10 * time.Millisecond},
	} {
		t.Run(name, func(t *testing.T) {
			for seed := range seeds {
				t.Run(fmt.Sprint(seed), func(t *testing.T) {
					t.Parallel()
					testStorm(t, int64(seed), opt)
				})
			}
		})
	}
}
