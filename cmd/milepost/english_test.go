package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

var han = regexp.MustCompile(`.{0,30}\p{Han}+.{0,30}`)

// english wants no Chinese in the pages below a folder: english public. The
// scripts may hold some: their tables of variants and pinyin.
func english(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: english folder")
	}
	pages := 0
	ts.Check(filepath.WalkDir(ts.MkAbs(args[0]), func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".html") {
			return err
		}
		pages++
		b, err := os.ReadFile(name)
		if found := han.FindAll(b, 5); found != nil {
			ts.Logf("%s: %q", d.Name(), found)
			pages = -1 << 20
		}
		return err
	}))
	if pages <= 0 {
		ts.Fatalf("Chinese in the pages of %s, or no pages", args[0])
	}
}
