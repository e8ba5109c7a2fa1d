// Floor does the least that a Markdown site generator can do: it reads every page,
// cuts off its front matter unread, turns it into HTML with goldmark and GitHub's
// extensions (GFM), and writes it. There are no templates and no navigation. The
// generators are measured against it.
//
//	floor CONTENT OUT
package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: floor CONTENT OUT")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "floor:", err)
		os.Exit(1)
	}
}

func run(content, out string) error {
	var files []string
	err := filepath.WalkDir(content, func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && filepath.Ext(p) == ".md" {
			files = append(files, p)
		}
		return err
	})
	if err != nil {
		return err
	}
	md := goldmark.New(goldmark.WithExtensions(extension.GFM))
	var next atomic.Int64
	var failed atomic.Pointer[error]
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			var b bytes.Buffer
			for {
				i := int(next.Add(1)) - 1
				if i >= len(files) || failed.Load() != nil {
					return
				}
				if err := page(md, &b, content, out, files[i]); err != nil {
					failed.Store(&err)
				}
			}
		})
	}
	wg.Wait()
	if err := failed.Load(); err != nil {
		return *err
	}
	return nil
}

func page(md goldmark.Markdown, b *bytes.Buffer, content, out, file string) error {
	src, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	if _, rest, ok := strings.Cut(string(src), "\n---\n"); ok {
		src = []byte(rest)
	}
	b.Reset()
	if err := md.Convert(src, b); err != nil {
		return err
	}
	rel, err := filepath.Rel(content, file)
	if err != nil {
		return err
	}
	to := filepath.Join(out, strings.TrimSuffix(rel, ".md")+".html")
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	return os.WriteFile(to, b.Bytes(), 0o644)
}
