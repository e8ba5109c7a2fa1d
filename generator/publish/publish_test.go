package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"milepost/generator/digest"
	"milepost/generator/plan"
)

// site is path -> text; a path's class follows from its name.
type site map[string]string

var renders atomic.Int64

func (s site) outputs() []plan.Output {
	var out []plan.Output
	for _, path := range slices.Sorted(maps.Keys(s)) {
		text := s[path]
		class := plan.Page
		switch {
		case strings.HasPrefix(path, "assets/"):
			class = plan.Asset
		case strings.HasPrefix(path, "search/"):
			class = plan.Aggregate
		case path == "index.html":
			class = plan.Entry
		}
		out = append(out, plan.Output{
			Path: path, Class: class,
			Content: plan.Made(digest.Of(path, text), func() ([]byte, error) { renders.Add(1); return []byte(text), nil }),
		})
	}
	return out
}

// read gives the published files, without our own.
func read(t *testing.T, dir string) site {
	t.Helper()
	s := site{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Name() == stageName {
			return fs.SkipDir
		}
		if err != nil || d.IsDir() || strings.HasPrefix(d.Name(), ".milepost-") {
			return err
		}
		b, err := os.ReadFile(path)
		rel, _ := filepath.Rel(dir, path)
		s[filepath.ToSlash(rel)] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func check(t *testing.T, dir string, want site) {
	t.Helper()
	if got := read(t, dir); !maps.Equal(got, want) {
		t.Errorf("published\n%v\nwant\n%v", got, want)
	}
	for _, own := range []string{stageName} {
		if _, err := os.Lstat(filepath.Join(dir, own)); err == nil {
			t.Errorf("%s was left behind", own)
		}
	}
	beside, _ := filepath.Glob(filepath.Join(filepath.Dir(dir), ".*.milepost-*"))
	if len(beside) > 0 {
		t.Errorf("left beside the directory: %v", beside)
	}
}

// place is an output and a state directory.
func place(t *testing.T) (dir, state string) {
	t.Helper()
	root := t.TempDir()
	return filepath.Join(root, "public"), filepath.Join(root, ".milepost")
}

func mustOpen(t *testing.T, dir, state string, opt Options) *Publisher {
	t.Helper()
	p, err := Open(dir, state, opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.Close() })
	return p
}

func mustSync(t *testing.T, p *Publisher, s site) Result {
	t.Helper()
	res, err := p.Sync(context.Background(), s.outputs())
	if err != nil {
		t.Fatal(err)
	}
	return res
}

func reason(err error) string {
	var r *Refusal
	if errors.As(err, &r) {
		return r.Reason
	}
	return fmt.Sprint(err)
}

var (
	one = site{"index.html": "1", "a/x.html": "x", "a/b/y.html": "y", "assets/s.1.css": "css1", "search/m.js": "m"}
	two = site{"index.html": "2", "a/x.html": "x", "a/c/z.html": "z", "assets/s.2.css": "css2", "search/m.js": "mm"}
)

func TestSync(t *testing.T) {
	dir, state := place(t)
	p := mustOpen(t, dir, state, Options{})
	if res := mustSync(t, p, one); !res.First || res.Written != 5 {
		t.Errorf("first: %+v", res)
	}
	check(t, dir, one)
	before := renders.Load()
	if res := mustSync(t, p, one); res.Unchanged != 5 || res.Written+res.Deleted+res.Rendered != 0 || renders.Load() != before {
		t.Errorf("again: %+v", res)
	}
	stat, _ := os.Stat(filepath.Join(dir, "a/x.html"))
	res := mustSync(t, p, two)
	if res.Written != 4 || res.Deleted != 2 || res.Unchanged != 1 {
		t.Errorf("second: %+v", res)
	}
	check(t, dir, two)
	if _, err := os.Stat(filepath.Join(dir, "a/b")); err == nil {
		t.Error("the empty directory a/b was left")
	}
	if after, _ := os.Stat(filepath.Join(dir, "a/x.html")); !os.SameFile(stat, after) {
		t.Error("an unchanged file was replaced")
	}
	p.Close()
	p = mustOpen(t, dir, state, Options{})
	if res := mustSync(t, p, two); res.Unchanged != 5 || res.Rendered != 0 {
		t.Errorf("after reopening: %+v", res)
	}
}

func TestSyncMendsWhatOthersDid(t *testing.T) {
	for name, harm := range map[string]func(dir string) error{
		"rewritten": func(dir string) error { return os.WriteFile(filepath.Join(dir, "a/x.html"), []byte("!"), 0o644) },
		"same size, other time": func(dir string) error {
			f := filepath.Join(dir, "a/x.html")
			return errors.Join(os.WriteFile(f, []byte("!"), 0o644), os.Chtimes(f, time.Time{}, time.Unix(5, 0)))
		},
		"deleted":       func(dir string) error { return os.Remove(filepath.Join(dir, "a/x.html")) },
		"folder gone":   func(dir string) error { return os.RemoveAll(filepath.Join(dir, "a")) },
		"now a symlink": func(dir string) error { f := filepath.Join(dir, "a/x.html"); os.Remove(f); return os.Symlink("y", f) },
		"manifest cut": func(dir string) error {
			return os.Truncate(filepath.Join(dir, manifestName), 300)
		},
		"stage left": func(dir string) error { return os.MkdirAll(filepath.Join(dir, stageName, "x"), 0o755) },
		"clock moved back": func(dir string) error {
			f := filepath.Join(dir, "a/x.html")
			return os.Chtimes(f, time.Time{}, time.Now().Add(-9000*time.Hour))
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir, state := place(t)
			p := mustOpen(t, dir, state, Options{})
			mustSync(t, p, one)
			p.Close()
			if err := harm(dir); err != nil {
				t.Fatal(err)
			}
			p = mustOpen(t, dir, state, Options{})
			mustSync(t, p, one)
			check(t, dir, one)
			if res := mustSync(t, p, one); res.Rendered != 0 || res.Unchanged != 5 {
				t.Errorf("not at rest: %+v", res)
			}
		})
	}
}

func TestFilesAndFoldersChangePlaces(t *testing.T) {
	dir, state := place(t)
	p := mustOpen(t, dir, state, Options{})
	for _, s := range []site{
		{"a": "file", "b/c/d": "deep"},
		{"a/b/c": "now a folder", "b": "now a file"},
		{"a": "file again", "b/x": "x"},
	} {
		mustSync(t, p, s)
		check(t, dir, s)
	}
}

func TestForeignFilesStay(t *testing.T) {
	dir, state := place(t)
	os.MkdirAll(filepath.Join(dir, "a"), 0o755)
	os.WriteFile(filepath.Join(dir, "a/theirs.txt"), []byte("theirs"), 0o644)
	if _, err := Open(dir, state, Options{}); reason(err) != "foreign" {
		t.Errorf("a foreign directory: %v", err)
	}
	p := mustOpen(t, dir, state, Options{Force: true})
	mustSync(t, p, one)
	mustSync(t, p, site{"index.html": "only"})
	check(t, dir, site{"index.html": "only", "a/theirs.txt": "theirs"})
}

func TestDirectoriesThatAreNeverPublishedTo(t *testing.T) {
	root, _ := realPath(t.TempDir())
	content := filepath.Join(root, "content")
	os.MkdirAll(filepath.Join(content, "in"), 0o755)
	os.WriteFile(filepath.Join(root, "file"), nil, 0o644)
	os.Symlink(content, filepath.Join(root, "alias"))
	people, _ := realPath(t.TempDir())
	t.Setenv("HOME", filepath.Join(people, "me"))
	for _, c := range []struct{ dir, want string }{
		{"/", "root"},
		{people, "home"},
		{filepath.Join(people, "me"), "home"},
		{content, "source"},
		{filepath.Join(content, "in"), "source"},
		{filepath.Join(root, "alias", "public"), "source"},
		{root, "source"},
		{filepath.Join(root, "file"), "notdir"},
		{filepath.Join(root, "state"), "source"},
	} {
		_, err := Open(c.dir, filepath.Join(root, "state"), Options{Sources: []string{content}, Force: true})
		if got := reason(err); got != c.want {
			t.Errorf("Open(%s): %s, want %s", c.dir, got, c.want)
		}
	}
}

func TestUnsafeNamesAreLeftOut(t *testing.T) {
	dir, state := place(t)
	p := mustOpen(t, dir, state, Options{})
	s := site{"A.html": "1", "a.html": "2", "con.html": "3", ".milepost-manifest": "4", "../up": "5", "ok 说明.html": "6"}
	res := mustSync(t, p, s)
	check(t, dir, site{"A.html": "1", "ok 说明.html": "6"})
	want := []Refused{
		{"../up", "empty", ""}, {".milepost-manifest", "reserved", ""},
		{"a.html", "case", "A.html"}, {"con.html", "device", ""},
	}
	if !slices.Equal(res.Refused, want) {
		t.Errorf("refused %v, want %v", res.Refused, want)
	}
}

func TestRollback(t *testing.T) {
	dir, state := place(t)
	if _, err := Rollback(dir, state, Options{}); reason(err) != "nothing" {
		t.Errorf("before anything: %v", err)
	}
	p := mustOpen(t, dir, state, Options{})
	mustSync(t, p, one)
	if _, err := p.rollback(); reason(err) != "nothing" {
		t.Errorf("after the first: %v", err)
	}
	mustSync(t, p, two)
	mustSync(t, p, two) // changes nothing, so it is no edition of its own
	p.Close()
	for i, want := range []site{one, two, one} {
		res, err := Rollback(dir, state, Options{})
		if err != nil || res.Unchanged != 1 || res.Written != 4 {
			t.Fatalf("rollback %d: %+v %v", i, res, err)
		}
		check(t, dir, want)
	}
	p = mustOpen(t, dir, state, Options{})
	if res := mustSync(t, p, one); res.Rendered != 0 {
		t.Errorf("a build of the edition rolled back to: %+v", res)
	}
}

// The pages of an edition are published first, then its index. Neither step touches files of
// the other, and the edition for rollback is the one before both.
func TestParts(t *testing.T) {
	dir, state := place(t)
	p := mustOpen(t, dir, state, Options{})
	index := func(path string) bool { return strings.HasPrefix(path, "search/") }
	pages := func(path string) bool { return !index(path) }
	part := func(part Part, s site) Result {
		t.Helper()
		mine := maps.Clone(s)
		maps.DeleteFunc(mine, func(path, _ string) bool { return !part.Holds(path) })
		res, err := p.SyncPart(t.Context(), part, mine.outputs())
		if err != nil {
			t.Fatal(err)
		}
		return res
	}
	if _, err := p.SyncPart(t.Context(), Part{Holds: pages}, one.outputs()); err == nil {
		t.Error("a part of nothing was published")
	}
	before := site{"index.html": "home", "a.html": "a", "gone.html": "gone", "search/1.js": "1", "search/m.js": "1"}
	after := site{"index.html": "home", "a.html": "A", "new.html": "new", "search/2.js": "2", "search/m.js": "2"}
	mustSync(t, p, before)
	if res := part(Part{Holds: pages}, after); res.Written != 2 || res.Unchanged != 1 || res.Deleted != 1 {
		t.Errorf("pages: %+v", res)
	}
	half := maps.Clone(after)
	delete(half, "search/2.js")
	half["search/1.js"], half["search/m.js"] = "1", "1"
	check(t, dir, half)
	if res := part(Part{Holds: index, Amends: true}, after); res.Written != 2 || res.Unchanged != 0 || res.Deleted != 1 {
		t.Errorf("index: %+v", res)
	}
	check(t, dir, after)
	if res := mustSync(t, p, after); res.Rendered != 0 {
		t.Errorf("the whole after its parts: %+v", res)
	}
	p.Close()
	for _, want := range []site{before, after} {
		if _, err := Rollback(dir, state, Options{}); err != nil {
			t.Fatal(err)
		}
		check(t, dir, want)
	}
}

func TestGrace(t *testing.T) {
	now := time.Unix(1_000_000, 0)
	dir, state := place(t)
	p := mustOpen(t, dir, state, Options{Grace: time.Minute, Now: func() time.Time { return now }})
	mustSync(t, p, one)
	res := mustSync(t, p, two)
	both := maps.Clone(two)
	both["assets/s.1.css"] = "css1"
	check(t, dir, both)
	if res.Lingering != 1 || res.Deleted != 1 {
		t.Errorf("lingering: %+v", res)
	}
	now = now.Add(-time.Hour) // a clock moved back must not make it stay for ever
	mustSync(t, p, two)
	now = now.Add(61 * time.Second)
	mustSync(t, p, two)
	check(t, dir, two)
	mustSync(t, p, one)
	p.Close()
	check(t, dir, one)
	if _, err := Rollback(dir, state, Options{}); err != nil {
		t.Fatal(err)
	}
	check(t, dir, two)
}

// A builder that begins where another ended keeps the other's assets as they are.
func TestGraceForTheEditionOfAnother(t *testing.T) {
	dir, state := place(t)
	old := site{"index.html": "1", "assets/s.1.css": "css1", "assets/t.1.js": "js1", "search/m.js": "m"}
	p := mustOpen(t, dir, state, Options{})
	mustSync(t, p, site{"index.html": "0"})
	mustSync(t, p, old)
	p.Close()
	p = mustOpen(t, dir, state, Options{Grace: time.Minute})
	mustSync(t, p, two)
	want := maps.Clone(two)
	want["assets/s.1.css"], want["assets/t.1.js"] = "css1", "js1"
	check(t, dir, want)
	if err := p.Close(); err != nil {
		t.Error(err)
	}
	check(t, dir, two)
}

func TestSecondBuilder(t *testing.T) {
	dir, state := place(t)
	p := mustOpen(t, dir, state, Options{})
	if _, err := Open(dir, state, Options{}); reason(err) != "busy" || !strings.Contains(err.Error(), fmt.Sprint(os.Getpid())) {
		t.Errorf("same state: %v", err)
	} else if !strings.Contains(err.Error(), dir+",") {
		t.Errorf("the refusal does not name the directory: %v", err)
	}
	mustSync(t, p, one)
	if _, err := Open(dir, state+"2", Options{}); reason(err) != "busy" {
		t.Errorf("other state: %v", err)
	}
	p.Close()
	mustOpen(t, dir, state+"2", Options{})
}

func TestTwoFirstBuildsOfTwoSites(t *testing.T) {
	dir, state := place(t)
	p, q := mustOpen(t, dir, state, Options{}), mustOpen(t, dir, state+"2", Options{})
	mustSync(t, p, one)
	if _, err := q.Sync(context.Background(), two.outputs()); reason(err) != "busy" {
		t.Errorf("the second: %v", err)
	}
	check(t, dir, one)
}

func TestFaultsLeaveTheOldEdition(t *testing.T) {
	dir, state := place(t)
	p := mustOpen(t, dir, state, Options{})
	mustSync(t, p, one)
	bad := two.outputs()
	bad[2].Content = plan.Made(bad[2].Key(), func() ([]byte, error) { return nil, errors.New("template") })
	if _, err := p.Sync(context.Background(), bad); err == nil || !strings.Contains(err.Error(), bad[2].Path) {
		t.Errorf("fault of a template: %v", err)
	}
	check(t, dir, one)
	var writes atomic.Int64
	p.ops.write = func(path string, b []byte) error {
		if writes.Add(1) > 2 {
			return &fs.PathError{Op: "write", Path: path, Err: syscall.ENOSPC}
		}
		return os.WriteFile(path, b, 0o644)
	}
	if _, err := p.Sync(context.Background(), two.outputs()); reason(err) != "full" {
		t.Errorf("full disk: %v", err)
	}
	check(t, dir, one)
	p.ops = diskOps
	full := true
	p.ops.rename = func(from, to string) error {
		if full && strings.HasSuffix(to, "index.html") {
			return &os.LinkError{Op: "rename", Old: from, New: to, Err: syscall.ENOSPC}
		}
		return os.Rename(from, to)
	}
	if _, err := p.Sync(context.Background(), two.outputs()); reason(err) != "fullhalf" {
		t.Errorf("full disk in the middle of a commit: %v", err)
	}
	full = false
	mustSync(t, p, two)
	check(t, dir, two)
	mustSync(t, p, one)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	p.ops = diskOps
	if _, err := p.Sync(ctx, two.outputs()); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	check(t, dir, one)
	mustSync(t, p, two)
	check(t, dir, two)
}

func TestFirstBuildFaults(t *testing.T) {
	dir, state := place(t)
	p := mustOpen(t, dir, state, Options{})
	bad := one.outputs()
	bad[1].Content = plan.Made(bad[1].Key(), func() ([]byte, error) { return nil, errors.New("template") })
	if _, err := p.Sync(context.Background(), bad); err == nil {
		t.Error("the fault was not reported")
	}
	if _, err := os.Stat(dir); err == nil {
		t.Error("half a first edition was published")
	}
	check(t, filepath.Dir(dir), read(t, filepath.Dir(dir)))
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(dir), ".public*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	mustSync(t, p, one)
	check(t, dir, one)
}

func TestFileHeldByAReader(t *testing.T) {
	dir, state := place(t)
	p := mustOpen(t, dir, state, Options{NoFlush: true})
	mustSync(t, p, one)
	var slept time.Duration
	p.ops.sleep = func(d time.Duration) { slept += d }
	held := 3
	p.ops.rename = func(from, to string) error {
		if strings.HasSuffix(to, "index.html") && held > 0 {
			held--
			return &os.LinkError{Op: "rename", Old: from, New: to, Err: syscall.EBUSY}
		}
		return os.Rename(from, to)
	}
	mustSync(t, p, two)
	check(t, dir, two)
	if slept == 0 {
		t.Error("did not wait")
	}
	held = 1 << 30
	if _, err := p.Sync(context.Background(), one.outputs()); reason(err) != "held" {
		t.Errorf("held for ever: %v", err)
	}
	held = 0
	mustSync(t, p, two) // first finishes the torn one, then goes on
	check(t, dir, two)
}

func TestPublishedAsItIs(t *testing.T) {
	dir, state := place(t)
	src := filepath.Join(t.TempDir(), "big.xlsx")
	os.WriteFile(src, []byte("v1"), 0o644)
	out := func() []plan.Output {
		b, _ := os.ReadFile(src)
		return []plan.Output{{Path: "f/big.xlsx", Class: plan.Page, Content: plan.File{Path: src, Sum: digest.Bytes(b)}}}
	}
	p := mustOpen(t, dir, state, Options{})
	for _, text := range []string{"v1", "v2", "v2"} {
		os.WriteFile(src, []byte(text), 0o644)
		if _, err := p.Sync(context.Background(), out()); err != nil {
			t.Fatal(err)
		}
		check(t, dir, site{"f/big.xlsx": text})
	}
	gone := out()
	os.Remove(src)
	gone[0].Content = plan.File{Path: src, Sum: digest.Key{1}}
	if _, err := p.Sync(context.Background(), gone); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a source that vanished: %v", err)
	}
	check(t, dir, site{"f/big.xlsx": "v2"})
}

func TestOutputThroughASymlink(t *testing.T) {
	root := t.TempDir()
	real, state := filepath.Join(root, "www"), filepath.Join(root, "state")
	os.Mkdir(real, 0o755)
	os.Symlink(real, filepath.Join(root, "public"))
	p := mustOpen(t, filepath.Join(root, "public"), state, Options{})
	mustSync(t, p, one)
	check(t, real, one)
	if info, _ := os.Lstat(filepath.Join(root, "public")); info.Mode()&fs.ModeSymlink == 0 {
		t.Error("the link was replaced")
	}
	elsewhere := filepath.Join(root, "elsewhere")
	os.Mkdir(elsewhere, 0o755)
	os.Symlink(elsewhere, filepath.Join(real, "out"))
	s := maps.Clone(one)
	s["out/x.html"] = "x"
	if _, err := p.Sync(context.Background(), s.outputs()); reason(err) != "obstructed" {
		t.Errorf("a link that leads out: %v", err)
	}
	if names, _ := os.ReadDir(elsewhere); len(names) > 0 {
		t.Error("wrote outside of the directory")
	}
	os.Remove(filepath.Join(real, "out"))
	mustSync(t, p, s)
	check(t, real, s)
}
