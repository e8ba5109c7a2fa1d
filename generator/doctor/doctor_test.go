package doctor

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

func site(t *testing.T) Site {
	t.Helper()
	root := t.TempDir()
	s := Site{Root: root, Content: filepath.Join(root, "content"), Output: filepath.Join(root, "out/public"), State: filepath.Join(root, ".milepost"), Git: true, Now: time.Now()}
	if err := os.Mkdir(s.Content, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(s.Content, "a.md"), []byte("# a\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	return s
}

// found is what a check says.
func found(t *testing.T, s Site, check string) Finding {
	t.Helper()
	for _, f := range Look(t.Context(), s) {
		if f.Check == check {
			return f
		}
	}
	t.Fatalf("no check %s", check)
	return Finding{}
}

// Doctor changes nothing, although some checks have to write a file to find out.
func TestLookLeavesNothingBehind(t *testing.T) {
	s := site(t)
	names := []string{}
	for _, f := range Look(t.Context(), s) {
		names = append(names, f.Check)
	}
	if got, want := strings.Join(names, " "), "git watch output state clock disk letters browser fonts"; got != want {
		t.Errorf("checks %s, want %s", got, want)
	}
	list, err := os.ReadDir(s.Root)
	if err != nil || len(list) != 1 {
		t.Errorf("%v is left: %v", list, err)
	}
}

func TestWhatIsWrongIsFound(t *testing.T) {
	for name, c := range map[string]struct {
		check string
		spoil func(t *testing.T, s *Site)
		key   string
		fine  bool
	}{
		"no repository":       {"git", func(*testing.T, *Site) {}, "fine", true},
		"git is not wanted":   {"git", func(_ *testing.T, s *Site) { s.Git = false }, "off", true},
		"a file of tomorrow":  {"clock", tomorrow, "future", false},
		"a clock that stands": {"clock", func(_ *testing.T, s *Site) { s.Now = time.Unix(0, 0) }, "past", false},
		"a good clock":        {"clock", func(*testing.T, *Site) {}, "fine", true},
		"no such output yet":  {"output", func(*testing.T, *Site) {}, "fine", true},
		"output is a file": {"output", func(t *testing.T, s *Site) {
			s.Output = filepath.Join(s.Content, "a.md")
		}, "fine", true}, // its folder can be written to; publish says the rest
		"a broken repository": {"git", func(t *testing.T, s *Site) {
			if err := os.WriteFile(filepath.Join(s.Root, ".git"), []byte("gitdir: /nowhere\n"), 0o644); err != nil {
				t.Fatal(err)
			}
		}, "broken", false},
		"a shallow clone": {"git", shallow, "shallow", false},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := exec.LookPath("git"); err != nil && c.check == "git" {
				t.Skip("no git")
			}
			s := site(t)
			c.spoil(t, &s)
			if f := found(t, s, c.check); f.Key != c.key || f.Fine != c.fine {
				t.Errorf("%+v, want %s, fine %v", f, c.key, c.fine)
			}
		})
	}
}

func tomorrow(t *testing.T, s *Site) {
	at := s.Now.Add(24 * time.Hour)
	if err := os.Chtimes(filepath.Join(s.Content, "a.md"), at, at); err != nil {
		t.Fatal(err)
	}
}

// shallow makes a repository whose history is cut off.
func shallow(t *testing.T, s *Site) {
	from := t.TempDir()
	for _, args := range [][]string{{"-C", from, "init", "-q"}, {"-C", from, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "--allow-empty", "-m", "1"},
		{"-C", from, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "--allow-empty", "-m", "2"}, {"clone", "-q", "--depth=1", "file://" + from, filepath.Join(s.Root, "c")}} {
		if out, err := exec.Command("git", args...).CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v: %s", args, err, out)
		}
	}
	s.Content = filepath.Join(s.Root, "c")
}

func TestFolderThatCannotBeWritten(t *testing.T) {
	if runtime.GOOS == "windows" || os.Getuid() == 0 {
		t.Skip("whoever runs this may write everywhere")
	}
	s := site(t)
	if err := os.Chmod(s.Root, 0o555); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(s.Root, 0o755) })
	if f := found(t, s, "state"); f.Fine || f.Args[0] != s.Root {
		t.Errorf("%+v", f)
	}
}

func TestFontsAreKnownByTheirFiles(t *testing.T) {
	dir := t.TempDir()
	if got := hanFont(dir); got != "" {
		t.Errorf("found %s in an empty folder", got)
	}
	if err := os.WriteFile(filepath.Join(dir, "NotoSansCJK-Regular.ttc"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if got := hanFont(dir); got != "NotoSansCJK-Regular.ttc" {
		t.Errorf("found %q", got)
	}
}
