package source

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"syscall"
	"testing"
	"time"

	"milepost/generator/config"
	"milepost/generator/kb"
)

// Pipes, sockets and the like, and files that may not be read, are reported once and left
// out. All other files are read, the first time and after an edit.
func TestIrregularFiles(t *testing.T) {
	root := t.TempDir()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	at := func(name string) string { return filepath.Join(root, "content", name) }
	write := func(name, text string) {
		t.Helper()
		must(os.MkdirAll(filepath.Dir(at(name)), 0o755))
		must(os.WriteFile(at(name), []byte(text), 0o644))
	}
	must(os.Chmod(filepath.Dir(root), 0o755)) // else the user of asNobody could not enter it
	write("a.md", "# a\n")
	write("piped.csv", "月份,满意度\n2026-09,90\n")
	write("linked.csv", "月份,满意度\n2026-09,90\n")
	write("closed/b.md", "# b\n")
	write("listed/c.md", "# c\n")
	must(syscall.Mkfifo(at("piped.csv.toml"), 0o644))
	must(syscall.Mkfifo(at("pipe.md"), 0o644))
	must(syscall.Mkfifo(at("pipe.xlsx"), 0o644))
	socket, err := syscall.Socket(syscall.AF_UNIX, syscall.SOCK_STREAM, 0)
	must(err)
	defer syscall.Close(socket)
	must(os.Chdir(filepath.Join(root, "content"))) // the path of a socket may have only 107 bytes
	must(syscall.Bind(socket, &syscall.SockaddrUnix{Name: "socket.png"}))
	must(os.Chdir("/"))
	must(os.WriteFile(filepath.Join(root, "secret"), []byte("sheet = \"secret\"\n"), 0o644))
	must(os.Symlink("../secret", at("linked.csv.toml")))
	must(os.Chmod(at("closed"), 0))
	must(os.Chmod(at("listed"), 0o744))

	want := []string{
		"closed SO04.folder-denied", "linked.csv.toml SO01.outside", "listed/c.md SO04.denied",
		"pipe.md SO06.pipe", "pipe.xlsx SO06.pipe", "piped.csv.toml SO06.pipe", "socket.png SO06.socket",
	}
	s := New(root, Options{Today: func() kb.Date { return "2026-09-30" }})
	for _, hint := range []Hint{{All: true}, {Files: []string{"content/a.md"}}, {Files: []string{"content/piped.csv.toml"}}, {Dirs: []string{"content"}}} {
		got := make(chan []string, 1)
		go func() {
			asNobody(t, func() {
				snap, err := s.Refresh(t.Context(), hint)
				if err != nil {
					t.Error(err)
					got <- nil
					return
				}
				var said []string
				for _, d := range snap.Diags {
					said = append(said, fmt.Sprint(d.Pos.File, " ", d.Code))
				}
				if len(snap.Pages) != 1 || len(snap.Workbooks) != 2 || len(snap.Workbooks[0].Datasets) != 1 {
					t.Errorf("%+v: %d pages, %d workbooks", hint, len(snap.Pages), len(snap.Workbooks))
				}
				got <- said
			})
		}()
		select {
		case said := <-got:
			slices.Sort(said)
			if !slices.Equal(said, want) {
				t.Errorf("%+v: said %q, want %q", hint, said, want)
			}
		case <-time.After(20 * time.Second):
			t.Fatalf("%+v: no end after 20 s", hint)
		}
	}
}

// asNobody calls do as a user who owns no file, since root could read everything.
func asNobody(t *testing.T, do func()) {
	t.Helper()
	if os.Getuid() == 0 {
		runtime.LockOSThread() // and never unlock: the thread ends with the goroutine
		if err := syscall.Setfsuid(65534); err != nil {
			t.Error(err)
		}
	}
	do()
}

// Reading does not block on a named pipe in place of a file, or beside a workbook that is
// inspected.
func TestPipesAreNotWaitedFor(t *testing.T) {
	dir := t.TempDir()
	book := filepath.Join(dir, "a.csv")
	if err := os.WriteFile(book, []byte("a,b\n1,2\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mkfifo(book+Sidecar, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mkfifo(filepath.Join(dir, config.File), 0o644); err != nil {
		t.Fatal(err)
	}
	cfg := config.Default()
	done := make(chan *kb.Workbook, 1)
	go func() {
		if _, err := New(dir, Options{}).Refresh(t.Context(), Hint{All: true}); err == nil {
			t.Error("settings were read from a pipe")
		}
		b, _ := ReadWorkbook(t.Context(), &cfg, dir, book)
		done <- b
	}()
	select {
	case b := <-done:
		if len(b.Diags) != 1 || b.Diags[0].Code != "SO06.device" || b.Diags[0].Pos.File != "a.csv.toml" {
			t.Errorf("said %v", b.Diags)
		}
	case <-time.After(20 * time.Second):
		t.Fatal("no end after 20 s")
	}
}
