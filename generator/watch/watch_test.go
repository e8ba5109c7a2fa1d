package watch

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"syscall"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
)

const patience = time.Minute

// tree makes a content folder with some files.
func content(t *testing.T, files ...string) string {
	t.Helper()
	root := filepath.Join(t.TempDir(), "content")
	for _, f := range append(files, "index.md") {
		write(t, filepath.Join(root, f), "text")
	}
	return root
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// begin starts a watcher and takes its first batch.
func begin(t *testing.T, opt Options, roots ...string) *Watcher {
	t.Helper()
	w, err := Start(t.Context(), roots, opt)
	if err != nil {
		t.Fatal(err)
	}
	if b := next(t, w); !b.All {
		t.Fatalf("the first batch is %+v, want All", b)
	}
	return w
}

func next(t *testing.T, w *Watcher) Batch {
	t.Helper()
	select {
	case b, ok := <-w.Batches():
		if !ok {
			t.Fatal("the watcher ended")
		}
		return b
	case <-time.After(patience):
		t.Fatal("nothing was heard")
	}
	return Batch{}
}

// until takes batches until one names the file (or says All), and returns it.
func until(t *testing.T, w *Watcher, file string) Batch {
	t.Helper()
	for {
		if b := next(t, w); b.All || slices.Contains(b.Files, file) {
			return b
		}
	}
}

var modes = map[string]Options{
	"native":  {},
	"polling": {Poll: true, Interval: 5 * time.Millisecond},
}

func both(t *testing.T, do func(t *testing.T, opt Options)) {
	for name, opt := range modes {
		t.Run(name, func(t *testing.T) { do(t, opt) })
	}
}

func TestHints(t *testing.T) {
	both(t, func(t *testing.T, opt Options) {
		root := content(t, "a/b/x.md", "a/y.md")
		toml := filepath.Join(filepath.Dir(root), "site.toml")
		write(t, toml, "x")
		w := begin(t, opt, root, toml)
		for _, step := range []struct {
			name string
			file string
			do   func(path string) error
		}{
			{"edited", "a/b/x.md", func(p string) error { return os.WriteFile(p, []byte("new text"), 0o644) }},
			{"made", "a/new.md", func(p string) error { return os.WriteFile(p, []byte("new"), 0o644) }},
			{"deleted", "a/y.md", os.Remove},
			{"saved by an editor", "a/new.md", func(p string) error {
				temp := filepath.Join(filepath.Dir(p), "~save.tmp")
				if err := os.WriteFile(temp, []byte("newer"), 0o644); err != nil {
					return err
				}
				return os.Rename(temp, p)
			}},
			{"in a new folder", "c/d/z.md", func(p string) error {
				if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
					return err
				}
				return os.WriteFile(p, []byte("z"), 0o644)
			}},
			{"settings", "../site.toml", func(p string) error { return os.WriteFile(p, []byte("title = 1"), 0o644) }},
		} {
			path := filepath.Join(root, step.file)
			if err := step.do(path); err != nil {
				t.Fatal(err)
			}
			for {
				b := next(t, w)
				if b.All {
					t.Errorf("%s: everything instead of one file", step.name)
				}
				if slices.Contains(b.Files, path) || slices.Contains(b.Dirs, filepath.Dir(path)) && step.name == "in a new folder" {
					if !slices.Contains(b.Dirs, filepath.Dir(path)) {
						t.Errorf("%s: without its folder: %+v", step.name, b)
					}
					break
				}
			}
		}
	})
}

func TestFoldersThatMove(t *testing.T) {
	both(t, func(t *testing.T, opt Options) {
		root := content(t, "old/sub/x.md")
		w := begin(t, opt, root)
		if err := os.Rename(filepath.Join(root, "old"), filepath.Join(root, "new")); err != nil {
			t.Fatal(err)
		}
		for seen := map[string]bool{}; !seen[root] || !seen[filepath.Join(root, "new", "sub")]; {
			b := next(t, w)
			for _, d := range b.Dirs {
				seen[d] = true
			}
			if b.All {
				break
			}
		}
		moved := filepath.Join(root, "new", "sub", "x.md")
		write(t, moved, "edited under its new name")
		until(t, w, moved)
	})
}

func TestLinkedFoldersAreReportedUnderBothNames(t *testing.T) {
	both(t, func(t *testing.T, opt Options) {
		root := content(t, "real/x.md")
		outside := content(t, "secret.md")
		if err := os.Symlink(filepath.Join(root, "real"), filepath.Join(root, "alias")); err != nil {
			t.Skip(err)
		}
		_ = os.Symlink(outside, filepath.Join(root, "out"))
		_ = os.Symlink("..", filepath.Join(root, "real", "circle"))
		w := begin(t, opt, root)
		write(t, filepath.Join(outside, "secret.md"), "changed outside")
		write(t, filepath.Join(root, "real", "x.md"), "changed inside")
		seen := map[string]bool{}
		for !seen[filepath.Join(root, "real", "x.md")] || !seen[filepath.Join(root, "alias", "x.md")] {
			for _, f := range next(t, w).Files {
				seen[f] = true
			}
		}
		if seen[filepath.Join(root, "out", "secret.md")] {
			t.Error("a link was followed out of the folder")
		}
	})
}

func TestManyAtOnceBecomeAll(t *testing.T) {
	both(t, func(t *testing.T, opt Options) {
		root := content(t)
		w := begin(t, opt, root)
		for i := range 3 * tooMany {
			write(t, filepath.Join(root, fmt.Sprint(i%20), fmt.Sprint(i, ".md")), "x")
		}
		batches := 1
		for !next(t, w).All {
			batches++
		}
		if batches > 100 {
			t.Errorf("%d batches before everything", batches)
		}
	})
}

func TestIgnoredNames(t *testing.T) {
	root := content(t, "a.md")
	w := begin(t, Options{}, root)
	for _, name := range []string{".a.md.swp", "4913", "a.md~", "#a.md#", ".git/index", "node_modules/x.md", ".~lock.a.xlsx#"} {
		write(t, filepath.Join(root, name), "x")
	}
	real := filepath.Join(root, "a.md")
	write(t, real, "real")
	if b := next(t, w); !reflect.DeepEqual(b, Batch{Dirs: []string{root}, Files: []string{real}}) {
		t.Errorf("batch %+v", b)
	}
}

func TestMode(t *testing.T) {
	root := content(t)
	for _, c := range []struct {
		name string
		opt  Options
		want Mode
	}{
		{"native", Options{}, Mode{Key: "native"}},
		{"forced", Options{Poll: true}, Mode{Polling: true, Key: "forced"}},
		{"network", Options{Remote: func(p string) (string, bool) { return "CIFS", p == root }}, Mode{Polling: true, Key: "network", Args: []string{"CIFS"}}},
	} {
		w := begin(t, c.opt, root)
		if got := w.Mode(); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
	if got := failure(&os.SyscallError{Err: syscall.ENOSPC}); got.Key != "limit" || !got.Polling {
		t.Errorf("max_user_watches: %+v", got)
	}
}

// TestEventsThatEnd: when the system's limit is met while watching, polling goes on.
func TestEventsThatEnd(t *testing.T) {
	dir := content(t)
	changed := make(chan Mode, 1)
	ctx, cancel := context.WithCancel(t.Context())
	w := &Watcher{opt: Options{Interval: 5 * time.Millisecond, Changed: func(m Mode) { changed <- m }}.withDefaults(), batches: make(chan Batch), roots: []root{{dir: dir}}}
	l := newLoop(w)
	l.listen(ctx)
	errs := make(chan error, 1)
	l.errors = errs
	go l.run(ctx)
	errs <- &os.SyscallError{Syscall: "inotify_add_watch", Err: syscall.ENOSPC}
	if m := <-changed; m.Key != "limit" || !m.Polling || len(m.Args) != 1 || runtime.GOOS == "linux" && m.Args[0] != "fs.inotify.max_user_watches" {
		t.Errorf("mode %+v", m)
	}
	next(t, w)
	file := filepath.Join(dir, "later.md")
	write(t, file, "x")
	until(t, w, file)
	cancel()
	for range w.Batches() { // closed, not left hanging
	}
}

func TestOverflow(t *testing.T) {
	dir := content(t)
	ctx := t.Context()
	w := &Watcher{opt: Options{}.withDefaults(), batches: make(chan Batch), roots: []root{{dir: dir}}}
	l := newLoop(w)
	l.listen(ctx)
	errs := make(chan error, 1)
	l.errors = errs
	go l.run(ctx)
	next(t, w)
	errs <- fsnotify.ErrEventOverflow
	if b := next(t, w); !b.All {
		t.Errorf("after an overflow: %+v", b)
	}
	if w.Mode().Polling {
		t.Error("an overflow is no reason to poll")
	}
}

// TestSettling feeds hints by hand and looks at what is due at which time.
func TestSettling(t *testing.T) {
	root := content(t, "small.md")
	small, big, empty, gone := filepath.Join(root, "small.md"), filepath.Join(root, "big.xlsx"), filepath.Join(root, "empty.md"), filepath.Join(root, "gone.md")
	write(t, big, string(make([]byte, 2*largeFile)))
	write(t, empty, "")
	start := time.Unix(1000, 0)
	at := func(d time.Duration) time.Time { return start.Add(d) }
	l := newLoop(&Watcher{opt: Options{}.withDefaults()})
	l.out = output{}
	hint := func(path string, gone bool, first, last time.Duration) {
		l.files[path] = &pending{first: at(first), last: at(last), gone: gone}
	}
	due := func(now time.Duration) []string {
		l.out = output{}
		l.settle(t.Context(), at(now))
		var names []string
		for _, f := range l.out.batch().Files {
			names = append(names, filepath.Base(f))
		}
		return names
	}
	for _, c := range []struct {
		name string
		do   func()
		at   time.Duration
		want []string
	}{
		{"all have just been hinted", func() {
			hint(small, false, 0, 0)
			hint(big, false, 0, 0)
			hint(empty, false, 0, 0)
			hint(gone, true, 0, 0)
		}, time.Millisecond, nil},
		{"a small file comes first", func() {}, 6 * time.Millisecond, []string{"small.md"}},
		{"what grows holds nobody up", func() {
			hint(big, false, 0, 90*time.Millisecond)
			hint(small, false, 80*time.Millisecond, 80*time.Millisecond)
		},
			91 * time.Millisecond, []string{"small.md"}},
		{"an empty file has time to be filled", func() {}, 100 * time.Millisecond, []string{"empty.md"}},
		{"a deletion has time to be a save", func() {}, 121 * time.Millisecond, []string{"gone.md"}},
		{"what grows comes after its quiet", func() {}, 191 * time.Millisecond, []string{"big.xlsx"}},
		{"what does not end comes after MaxWait", func() { hint(big, false, time.Second, 2*time.Second) }, 2 * time.Second, []string{"big.xlsx"}},
		{"what changes again and again waits longer", func() {
			l.often[small] = &burst{n: 4, last: at(3 * time.Second)}
			hint(small, false, 3*time.Second, 3*time.Second)
		}, 3*time.Second + 15*time.Millisecond, nil},
		{"but comes", func() {}, 3*time.Second + 21*time.Millisecond, []string{"small.md"}},
	} {
		c.do()
		if got := due(c.at); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestSafetyRescan(t *testing.T) {
	root := content(t)
	w := begin(t, Options{Rescan: 10 * time.Millisecond}, root)
	if b := next(t, w); !b.All {
		t.Errorf("%+v", b)
	}
}

func TestRootThatComesLater(t *testing.T) {
	both(t, func(t *testing.T, opt Options) {
		root := filepath.Join(t.TempDir(), "content")
		w := begin(t, opt, root)
		file := filepath.Join(root, "sub", "x.md")
		write(t, file, "x")
		for {
			if b := next(t, w); b.All || slices.Contains(b.Files, file) || slices.Contains(b.Dirs, filepath.Dir(file)) {
				break
			}
		}
		write(t, file, "edited")
		until(t, w, file)
	})
}

// BenchmarkEdit is the time from a save to its batch.
func BenchmarkEdit(b *testing.B) {
	root := b.TempDir()
	for i := range 500 {
		_ = os.MkdirAll(filepath.Join(root, fmt.Sprint(i)), 0o755)
	}
	w, err := Start(b.Context(), []string{root}, Options{})
	if err != nil {
		b.Fatal(err)
	}
	<-w.Batches()
	for i := 0; b.Loop(); i++ {
		file := filepath.Join(root, fmt.Sprint(i%500), "x.md")
		_ = os.WriteFile(file, []byte(fmt.Sprint(i)), 0o644)
		for !slices.Contains((<-w.Batches()).Files, file) {
		}
	}
}

// A small file is read ahead once for each change, when it has been quiet for a moment; a large
// one, an empty one, a deleted one and one of several are not.
func TestAhead(t *testing.T) {
	root := content(t, "a.md", "b.md")
	a, b, large, empty := filepath.Join(root, "a.md"), filepath.Join(root, "b.md"), filepath.Join(root, "large.xlsx"), filepath.Join(root, "empty.md")
	write(t, large, string(make([]byte, 2*largeFile)))
	write(t, empty, "")
	told := make(chan string, 10)
	opt := Options{Ahead: func(path string) { told <- filepath.Base(path) }}.withDefaults()
	l := newLoop(&Watcher{opt: opt})
	start := time.Unix(1000, 0)
	moment := opt.Settle / aheadPart
	for _, c := range []struct {
		name  string
		files []string
		gone  bool
		often int
		want  int
	}{
		{"small", []string{a}, false, 0, 1},
		{"two", []string{a, b}, false, 0, 0},
		{"large", []string{large}, false, 0, 0},
		{"empty", []string{empty}, false, 0, 0},
		{"deleted", []string{a}, true, 0, 0},
		{"saved again and again", []string{a}, false, 3, 0},
	} {
		l.reset()
		clear(l.often)
		for _, f := range c.files {
			l.files[f] = &pending{first: start, last: start, gone: c.gone}
			if c.often > 0 {
				l.often[f] = &burst{n: c.often, last: start}
			}
		}
		l.settle(t.Context(), start.Add(moment/2))
		for range 3 {
			l.settle(t.Context(), start.Add(moment))
		}
		for range c.want {
			if got := <-told; got != "a.md" {
				t.Errorf("%s: %s was told", c.name, got)
			}
		}
		select {
		case got := <-told:
			t.Errorf("%s: %s was told once too often", c.name, got)
		case <-time.After(5 * time.Millisecond):
		}
	}
	l.reset()
	l.hint(change{path: a})
	l.files[a].ahead = true
	if l.hint(change{path: a}); l.files[a].ahead {
		t.Error("a file that has changed again is not read ahead again")
	}
}
