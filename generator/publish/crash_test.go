package publish

import (
	"context"
	"fmt"
	"maps"
	"math/rand"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// The test binary is also the builder that is killed: with this variable set it publishes
// editions until it is killed.
const builderVar = "MILEPOST_TEST_BUILDER"

func TestMain(m *testing.M) {
	if dir := os.Getenv(builderVar); dir != "" {
		os.Exit(build(dir))
	}
	os.Exit(m.Run())
}

// edition is a site whose every file names the edition's number, so that a torn
// or mixed file shows. Page i of edition n names the asset of n.
func edition(n int) site {
	s := site{
		"index.html":                       fmt.Sprintf("edition %d assets/s.%d.css", n, n),
		fmt.Sprintf("assets/s.%d.css", n):  whole(n, "css"),
		fmt.Sprintf("search/m.%d.js", n%3): whole(n, "js"),
	}
	for i := range 60 {
		if (i+n)%7 == 0 {
			continue // pages come and go
		}
		if path := fmt.Sprintf("d%d/e%d/p%d.html", i%5, (i+n)%3, i); i%4 > 0 {
			s[path] = whole(n-n%(i%4), path)
		} else {
			s[path] = whole(0, path)
		}
	}
	return s
}

// whole is a text whose end tells that nothing is missing.
func whole(n int, name string) string {
	return fmt.Sprintf("%s of %d\n%s\nend", name, n, strings.Repeat("x", 4000))
}

func build(dir string) int {
	start, _ := strconv.Atoi(os.Getenv(builderVar + "_N"))
	p, err := Open(filepath.Join(dir, "public"), filepath.Join(dir, "state"), Options{NoFlush: true})
	if err != nil {
		fmt.Println(err)
		return 1
	}
	keeps := os.Getenv(builderVar+"_KEEP") != ""
	for n := start; n < start+200; n++ {
		if keeps {
			p.Keep(Keeping{Most: 3, Mark: marking})
			p.Take(Census{Pages: 50, Date: dayOf(n)})
		}
		if _, err := p.Sync(context.Background(), edition(n).outputs()); err != nil {
			fmt.Println(err)
			return 1
		}
		fmt.Println(n)
	}
	return 0
}

// TestKill kills a builder at random moments. After each the directory must be
// readable (every file whole), and the next run must end in exactly its edition.
func TestKill(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("kills by signal")
	}
	times := 20
	if n, err := strconv.Atoi(os.Getenv("MILEPOST_KILLS")); err == nil {
		times = n
	}
	root := t.TempDir()
	dir, state := filepath.Join(root, "public"), filepath.Join(root, "state")
	rnd := rand.New(rand.NewSource(1))
	torn := 0
	for i := range times {
		if i%10 == 9 {
			os.RemoveAll(dir) // first builds are killed too
		}
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), builderVar+"="+root, fmt.Sprintf("%s_N=%d", builderVar, i*3))
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if i%2 == 0 { // let it finish some editions first
			b := make([]byte, 1)
			_, _ = out.Read(b)
		}
		time.Sleep(time.Duration(rnd.Intn(30_000)) * time.Microsecond) // the random moment
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		if _, err := os.Stat(filepath.Join(dir, stageName)); err == nil {
			torn++
		}
		readable(t, dir)
		last := edition(1000 + i)
		p := mustOpen(t, dir, state, Options{NoFlush: true})
		mustSync(t, p, last)
		check(t, dir, last)
		p.Close()
		if t.Failed() {
			t.Fatalf("kill %d", i)
		}
	}
	t.Logf("%d kills, %d in the middle of a publication", times, torn)
}

// readable checks what readers see after a kill: each file whole, and what the
// entry page names is there.
func readable(t *testing.T, dir string) {
	t.Helper()
	if _, err := os.Stat(dir); err != nil {
		return // killed before the first edition was in place
	}
	for path, text := range read(t, dir) {
		if path == "index.html" {
			asset := text[strings.LastIndex(text, " ")+1:]
			if _, err := os.Stat(filepath.Join(dir, asset)); err != nil {
				t.Errorf("the home page names %s, which is not there", asset)
			}
		} else if !strings.HasSuffix(text, "\nend") {
			t.Errorf("%s is torn: %d bytes", path, len(text))
		}
	}
}

// TestCrashAtEveryStep stops a publication before or after each of its renames
// and removes in turn (each fifth in a short run), and opens the directory anew.
func TestCrashAtEveryStep(t *testing.T) {
	t.Run("before", func(t *testing.T) { crashAtEveryStep(t, false) })
	t.Run("after", func(t *testing.T) { crashAtEveryStep(t, true) })
}

func crashAtEveryStep(t *testing.T, after bool) {
	stride := 5
	if os.Getenv("MILEPOST_KILLS") != "" {
		stride = 1
	}
	for step := 0; ; step += stride {
		root := t.TempDir()
		dir, state := filepath.Join(root, "public"), filepath.Join(root, "state")
		p := mustOpen(t, dir, state, Options{NoFlush: true})
		mustSync(t, p, edition(1))
		left := step
		crash := func(done bool) {
			if left == 0 && done == after {
				panic("crash")
			}
			if done {
				left--
			}
		}
		p.ops.rename = func(from, to string) error { crash(false); defer crash(true); return os.Rename(from, to) }
		p.ops.remove = func(path string) error { crash(false); defer crash(true); return os.Remove(path) }
		crashed := func() (crashed bool) {
			defer func() { crashed = recover() != nil }()
			mustSync(t, p, edition(2))
			return
		}()
		for _, l := range p.locks {
			l.release()
		}
		if !crashed {
			check(t, dir, edition(2))
			if step < 10 {
				t.Fatalf("only %d steps", step)
			}
			return
		}
		readable(t, dir)
		p = mustOpen(t, dir, state, Options{NoFlush: true}) // the journal was written, so it goes forward
		check(t, dir, edition(2))
		p.Close()
		if _, err := Rollback(dir, state, Options{NoFlush: true}); err != nil {
			t.Fatalf("step %d: rollback: %v", step, err)
		}
		check(t, dir, edition(1))
		if t.Failed() {
			t.Fatalf("step %d", step)
		}
	}
}

// TestCrashOfAFirstBuildInPlace: a first publication into a directory that
// cannot be replaced is stopped at each step. The next run takes up what it left.
func TestCrashOfAFirstBuildInPlace(t *testing.T) {
	for step := 0; ; step += 3 {
		dir, state := place(t)
		if err := os.Mkdir(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		p := mustOpen(t, dir, state, Options{NoFlush: true})
		left := step
		crash := func() {
			if left == 0 {
				panic("crash")
			}
			left--
		}
		before := renders.Load()
		p.ops.sleep = func(time.Duration) { t.Error("waits for a mount point to go away") }
		p.ops.rename = func(from, to string) error {
			if to == dir {
				return &os.LinkError{Op: "rename", Old: from, New: to, Err: syscall.EBUSY}
			}
			crash()
			return os.Rename(from, to)
		}
		p.ops.remove = func(path string) error {
			if path == dir {
				return &os.PathError{Op: "remove", Path: path, Err: syscall.EBUSY}
			}
			return os.Remove(path)
		}
		crashed := func() (crashed bool) {
			defer func() { crashed = recover() != nil }()
			mustSync(t, p, edition(1))
			return
		}()
		for _, l := range p.locks {
			l.release()
		}
		if n := renders.Load() - before; n != int64(len(edition(1))) {
			t.Errorf("rendered %d outputs, there are %d", n, len(edition(1)))
		}
		p = mustOpen(t, dir, state, Options{NoFlush: true})
		mustSync(t, p, edition(1))
		check(t, dir, edition(1))
		if !crashed {
			return
		}
	}
}

// TestRandomEditions: after any sequence of editions the directory equals the plan of the last.
func TestRandomEditions(t *testing.T) {
	dir, state := place(t)
	rnd := rand.New(rand.NewSource(3))
	p := mustOpen(t, dir, state, Options{NoFlush: true})
	before := site{}
	for range 60 {
		s := edition(rnd.Intn(9))
		if maps.Equal(s, before) {
			continue
		}
		mustSync(t, p, s)
		check(t, dir, s)
		if rnd.Intn(4) == 0 && len(before) > 0 {
			if _, err := p.rollback(); err != nil {
				t.Fatal(err)
			}
			check(t, dir, before)
			s, before = before, s
		}
		before = s
	}
}
