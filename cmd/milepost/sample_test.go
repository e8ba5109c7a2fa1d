package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// built is the published sample knowledge base, which all tests of it read; dir is "" until one asks for it.
var built struct {
	once sync.Once
	dir  string
	was  string // the list of its files when it was built
}

// published gives the sample knowledge base, built on the day for which it was written. Nobody may write into it.
func published(t *testing.T) string {
	t.Helper()
	built.once.Do(func() {
		dir, err := os.MkdirTemp("", "milepost-sample")
		if err != nil {
			t.Fatal(err)
		}
		built.dir = filepath.Join(dir, "public")
		if code := run([]string{"-C", "../..", "-q", "build", "--out", built.dir, "--today", "2026-11-23"}); code != exitFine {
			t.Fatalf("build of the sample: exit code %d", code)
		}
		built.was = filesOf(built.dir)
	})
	if built.was == "" {
		t.Fatal("the sample could not be built, as another test says")
	}
	return built.dir
}

// filesOf has a line for each file below dir: its name, size and time.
func filesOf(dir string) string {
	var b strings.Builder
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			fmt.Fprintln(&b, p, info.Size(), info.ModTime().UnixNano())
		}
		return err
	})
	if err != nil {
		fmt.Fprintln(&b, err)
	}
	return b.String()
}

// suite runs all tests, then removes what they shared.
type suite struct{ *testing.M }

func (s suite) Run() int {
	code := s.M.Run()
	if built.dir == "" {
		return code
	}
	if now := filesOf(built.dir); code == 0 && now != built.was {
		fmt.Fprintf(os.Stderr, "a test has written into the sample that all share; it had\n%s\nand has\n%s", built.was, now)
		code = 1
	}
	if err := os.RemoveAll(filepath.Dir(built.dir)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	return code
}
