package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"time"

	"milepost/generator/search"
)

// engine is one of the two and what was measured of it.
type engine struct {
	name   string
	page   string           // the page that loads it, below the site
	folder string           // its files, below the site
	script string           // defines window.ask(query, what) -> {ms, paths}; what is first, ten, all or typed
	index  func() *exec.Cmd // makes the index

	cpu, wall time.Duration
	memory    int64 // peak, bytes
	size      int64 // of the files compressed one by one
	files     int
	answers   []answer
	typed     []answer // to the beginnings of longer queries, one character after the other
}

// answer is what one query gave.
type answer struct {
	paths      []string
	cold, warm float64 // ms
	bytes      int64   // over the wire, compressed
	requests   int
}

func milepost(site string) engine {
	return engine{
		name: "Milepost", page: "bench-milepost.html", folder: "search",
		script: `const { search, index } = document.documentElement.dataset;
const load = src => new Promise((done, fail) => {
  const s = document.createElement('script');
  s.src = src; s.onload = done; s.onerror = fail; document.head.append(s);
});
const boot = () => { // as themes/default/src/search/boot.ts does
  const got = new Map();
  window.milepost = { put: (k, v) => got.set(k, v) };
  milepost.early = { got, manifest: load(index + '?t=1') };
  return load(search);
};
window.ask = async (q, what) => {
  const from = performance.now();
  if (!window.milepost) await boot();
  const shown = { limit: 10, first: true }; // as the dialog asks
  if (what === 'typed') {
    const cs = Array.from(q);
    for (let i = 1; i <= cs.length; i++) await milepost.search(cs.slice(0, i).join(''), { ...shown, typing: true });
  }
  let r = await milepost.search(q, what === 'all' ? { limit: 1000 } : shown);
  const ms = performance.now() - from;
  if (what === 'ten') r = await (r.rest?.() ?? r);
  return { ms, paths: r.hits.map(h => h.path) };
};`,
		index: func() *exec.Cmd {
			self, err := os.Executable()
			if err != nil {
				self = os.Args[0]
			}
			return exec.Command(self, "-index", site)
		},
	}
}

func pagefind(site, npm string) engine {
	return engine{
		name: "Pagefind 1.6", page: "bench-pagefind.html", folder: "pagefind",
		script: `window.ask = async (q, what) => {
  const from = performance.now();
  window.pf ??= await import('./pagefind/pagefind.js');
  if (what === 'typed') {
    const cs = Array.from(q);
    for (let i = 1; i < cs.length; i++) await pf.search(cs.slice(0, i).join(''));
  }
  const r = await pf.search(q);
  const hits = await Promise.all(r.results.slice(0, { all: 400, ten: 10 }[what] ?? 4).map(x => x.data()));
  const ms = performance.now() - from;
  return { ms, paths: hits.map(h => decodeURI(h.url).replace(/^\//, '')) };
};`,
		index: func() *exec.Cmd {
			bin, _ := filepath.Glob(filepath.Join(npm, "@pagefind/*/bin/pagefind_extended"))
			if len(bin) == 0 {
				return exec.Command("pagefind-is-missing-run-npm-ci")
			}
			return exec.Command(bin[0], "--site", site, "--root-selector", "main[data-search-body]", "--exclude-selectors", "[data-search-ignore]")
		},
	}
}

// measureIndex makes the index in a process of its own.
func (e *engine) measureIndex() error {
	cmd := e.index()
	from := time.Now()
	out, err := cmd.CombinedOutput()
	if err != nil {
		return fmt.Errorf("%s: %w\n%s", e.name, err, out)
	}
	e.wall = time.Since(from)
	e.cpu = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	if u, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		e.memory = int64(u.Maxrss) << 10
	}
	site := cmd.Args[2]
	return filepath.WalkDir(filepath.Join(site, e.folder), func(path string, f fs.DirEntry, err error) error {
		if err != nil || f.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		e.files++
		e.size += int64(len(gzipped(b)))
		return nil
	})
}

// gzipped is b as a server sends it, unless that makes it larger.
func gzipped(b []byte) []byte {
	var z bytes.Buffer
	w, _ := gzip.NewWriterLevel(&z, 6) // the level is right
	_, _ = w.Write(b)                  // into memory
	_ = w.Close()
	if z.Len() >= len(b) {
		return b
	}
	return z.Bytes()
}

// indexSite indexes a built site anew, as the measured process.
func indexSite(site string) error {
	var paths []string
	err := filepath.WalkDir(site, func(path string, e fs.DirEntry, err error) error {
		if err == nil && e.IsDir() && (path == filepath.Join(site, "search") || path == filepath.Join(site, "pagefind")) {
			return fs.SkipDir
		}
		if err == nil && strings.HasSuffix(path, ".html") {
			paths = append(paths, path)
		}
		return err
	})
	if err != nil {
		return err
	}
	terms := make([]*search.Terms, len(paths))
	var wg sync.WaitGroup
	var next sync.Mutex
	at := 0
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for {
				next.Lock()
				i := at
				at++
				next.Unlock()
				if i >= len(paths) {
					return
				}
				html, err := os.ReadFile(paths[i])
				if err != nil {
					continue // counted by its absence
				}
				rel, _ := filepath.Rel(site, paths[i])
				if d, ok := search.Extract(filepath.ToSlash(rel), html); ok {
					terms[i] = search.Analyse(d)
				}
			}
		})
	}
	wg.Wait()
	kept := terms[:0]
	for _, t := range terms {
		if t != nil {
			kept = append(kept, t)
		}
	}
	x := search.Build(kept, search.Options{})
	if err := os.RemoveAll(filepath.Join(site, "search")); err != nil {
		return err
	}
	for _, f := range x.Files {
		p := filepath.Join(site, "search", filepath.FromSlash(f.Path))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(p, f.Data(), 0o644); err != nil {
			return err
		}
	}
	return nil
}
