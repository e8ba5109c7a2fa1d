package main

import (
	"bytes"
	"compress/gzip"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// mostOfPage is the most bytes, in gzip, of a page with all that it loads at once, without the
// scripts and style sheets of charts and diagrams.
const mostOfPage = 40_000

var loadedFile = regexp.MustCompile(`<(?:link rel="stylesheet" href|script (?:defer )?src)="([^"]+)"`)

// Every page stays light: it loads only what its own kind of page needs.
func TestPagesAreLight(t *testing.T) {
	t.Parallel()
	out := published(t)
	sizes := map[string]int{}
	size := func(name string) int {
		if n, ok := sizes[name]; ok {
			return n
		}
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		w := gzip.NewWriter(&b)
		if _, err := w.Write(data); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		sizes[name] = b.Len()
		return b.Len()
	}
	pages := 0
	err := filepath.WalkDir(out, func(name string, _ fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(name) != ".html" {
			return err
		}
		html, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		sum, what := size(name), ""
		for _, m := range loadedFile.FindAllSubmatch(html, -1) {
			file, err := url.PathUnescape(string(m[1]))
			if err != nil {
				return err
			}
			if part, _, _ := strings.Cut(path.Base(file), "."); part == "chart" || part == "diagram" {
				continue
			}
			if strings.HasPrefix(file, "/") { // so do pages that are shown at any address (404.html)
				file = filepath.Join(out, filepath.FromSlash(file))
			} else {
				file = filepath.Join(filepath.Dir(name), filepath.FromSlash(file))
			}
			sum, what = sum+size(file), what+" "+filepath.Base(file)
		}
		pages++
		if sum > mostOfPage {
			t.Errorf("%s is %d bytes, more than %d: %d of its own, and%s", name, sum, mostOfPage, size(name), what)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if pages < len(pageTypes) {
		t.Errorf("%d pages were weighed", pages)
	}
}
