// Package doctor checks what a site depends on: git, the file system, the clock, the
// disk, a browser and fonts.
//
// In go the folders of a site; out comes a finding for each check, in a fixed order. It
// reads no content and changes nothing: files that it writes as a test are removed again.
package doctor

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"milepost/generator/browser"
	"milepost/generator/source"
	"milepost/generator/watch"
)

// Site is what is checked. If Root is "", there is no site and only the machine is checked.
type Site struct {
	Root, Content, Output, State string // folders, as the system names them
	Git                          bool   // the site uses git
	Now                          time.Time
}

// Finding is the result of a check. Key and Args are for the command's catalog.
type Finding struct {
	Check string // git, watch, output, state, clock, disk, letters, browser, fonts
	Fine  bool
	Key   string
	Args  []string
}

func fine(check, key string, args ...string) Finding { return Finding{check, true, key, args} }

func wrong(check, key string, args ...string) Finding { return Finding{check, false, key, args} }

// Look makes all checks.
func Look(ctx context.Context, s Site) (all []Finding) {
	if s.Root != "" {
		all = append(all, s.git(ctx), s.watch(ctx), writable("output", s.Output), writable("state", s.State), s.clock(ctx), s.disk(), s.letters())
	} else if _, err := exec.LookPath("git"); err != nil {
		all = append(all, wrong("git", "missing"))
	} else {
		all = append(all, fine("git", "fine"))
	}
	return append(all, browserFound(), fonts(ctx))
}

// git: dates and authors of pages come from it.
func (s Site) git(ctx context.Context) Finding {
	if !s.Git {
		return fine("git", "off")
	}
	if _, err := exec.LookPath("git"); err != nil {
		return wrong("git", "missing")
	}
	switch d := source.GitTrouble(ctx, s.Content); {
	case d == nil:
		return fine("git", "fine")
	case d.Code == "GT01.shallow":
		return wrong("git", "shallow")
	case d.Code == "GT02.owner":
		return wrong("git", "owner", fmt.Sprint(d.Args[0]))
	default:
		return wrong("git", "broken", fmt.Sprint(d.Args[0]))
	}
}

// watch: how changes would be noticed. A watcher is started, and stopped.
func (s Site) watch(ctx context.Context) Finding {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	w, err := watch.Start(ctx, []string{s.Content}, watch.Options{})
	if err != nil {
		return wrong("watch", "failed", err.Error())
	}
	if m := w.Mode(); m.Polling {
		return wrong("watch", m.Key, m.Args...)
	}
	return fine("watch", "fine")
}

// writable: a file is written to the folder, or to the nearest one above that is
// there, and taken away again.
func writable(check, dir string) Finding {
	at := existing(dir)
	f, err := os.CreateTemp(at, ".milepost-doctor-*")
	if err == nil {
		_, err = f.Write([]byte("x"))
		err = errors.Join(err, f.Close(), os.Remove(f.Name()))
	}
	if err != nil {
		return wrong(check, "denied", at)
	}
	return fine(check, "fine", dir)
}

// existing is the folder, or the nearest one above it that is there.
func existing(dir string) string {
	for {
		if info, err := os.Stat(dir); err == nil && info.IsDir() {
			return dir
		}
		up := filepath.Dir(dir)
		if up == dir {
			return dir
		}
		dir = up
	}
}

// ahead is how far a file's time may be in the future: the clocks of two machines differ.
const ahead = 2 * time.Minute

// maxFiles is how many files are looked at.
const maxFiles = 50_000

// clock: a file from the future means that a clock is wrong, here or where it came
// from. What is late is judged by this clock.
func (s Site) clock(ctx context.Context) Finding {
	if s.Now.Year() < 2025 {
		return wrong("clock", "past", s.Now.Format(time.DateTime))
	}
	n, late, day := 0, "", time.Time{}
	_ = filepath.WalkDir(s.Content, func(name string, d fs.DirEntry, err error) error {
		if n++; ctx.Err() != nil || n > maxFiles || late != "" {
			return fs.SkipAll
		}
		if err != nil || d.IsDir() {
			return nil
		}
		if info, err := d.Info(); err == nil && info.ModTime().After(s.Now.Add(ahead)) {
			late, day = name, info.ModTime()
		}
		return nil
	})
	if late != "" {
		return wrong("clock", "future", late, day.Format(time.DateTime), s.Now.Format(time.DateTime))
	}
	return fine("clock", "fine", s.Now.Format(time.DateTime))
}

// least is the free space that a publication needs, in bytes: old and new files exist at the
// same time.
const least = 500 << 20

func (s Site) disk() Finding {
	free, ok := Free(existing(s.Output))
	switch {
	case !ok:
		return fine("disk", "unknown")
	case free < least:
		return wrong("disk", "full", size(free), existing(s.Output))
	}
	return fine("disk", "fine", size(free))
}

func size(bytes uint64) string {
	if bytes < 10<<30 {
		return fmt.Sprintf("%d MB", bytes>>20)
	}
	return fmt.Sprintf("%d GB", bytes>>30)
}

// letters: whether the file system tells a.md from A.md.
func (s Site) letters() Finding {
	f, err := os.CreateTemp(existing(s.State), ".milepost-doctor-A-*")
	if err != nil {
		return fine("letters", "unknown")
	}
	defer func() { _ = os.Remove(f.Name()) }()
	_ = f.Close()
	dir, base := filepath.Split(f.Name())
	if _, err := os.Stat(dir + strings.ToLower(base)); err == nil {
		return fine("letters", "same")
	}
	return fine("letters", "differ")
}

// browserFound: PDF and PNG are printed by one.
func browserFound() Finding {
	b, err := browser.Find("")
	if err != nil {
		return wrong("browser", "missing")
	}
	return fine("browser", "fine", b.Path)
}

// hanFonts are parts of the file names of fonts with Chinese characters.
var hanFonts = []string{"cjk", "sourcehan", "wqy", "droidsansfallback", "simsun", "simhei", "msyh", "uming", "ukai", "fandol", "notosanssc", "notoserifsc", "harmonyos", "alibaba", "pingfang", "hiragino", "stheiti"}

// fonts: without a Chinese one, PDF and PNG show boxes. Windows and macOS bring some.
func fonts(ctx context.Context) Finding {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		return fine("fonts", "fine")
	}
	if out, err := exec.CommandContext(ctx, "fc-list", ":lang=zh", "family").Output(); err == nil {
		if first, _, _ := strings.Cut(strings.TrimSpace(string(out)), "\n"); first != "" {
			return fine("fonts", "found", first)
		}
		return wrong("fonts", "missing")
	}
	home, _ := os.UserHomeDir()
	for _, dir := range []string{"/usr/share/fonts", "/usr/local/share/fonts", filepath.Join(home, ".fonts"), filepath.Join(home, ".local/share/fonts")} {
		if name := hanFont(dir); name != "" {
			return fine("fonts", "found", name)
		}
	}
	return wrong("fonts", "missing")
}

func hanFont(dir string) (found string) {
	_ = filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil
		}
		base := strings.ToLower(d.Name())
		for _, part := range hanFonts {
			if strings.Contains(base, part) {
				found = d.Name()
				return fs.SkipAll
			}
		}
		return nil
	})
	return found
}
