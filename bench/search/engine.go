package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"milepost/generator/parallel"
	"milepost/generator/search"
)

// engine is one of the two searches, and what was measured of it.
type engine struct {
	name   string
	page   string           // name of the page that loads it, in the site's folder
	folder string           // folder of its index, in the site's folder
	script string           // defines window.ask(query, what) -> {ms, paths}; what: first, ten, all or typed
	index  func() *exec.Cmd // makes the index; its Args[2] is the site's folder

	cpu, wall time.Duration // of making the index
	memory    int64         // its peak, bytes
	size      int64         // of the index, each file compressed by itself; bytes
	files     int           // of the index
	answers   []answer      // one for each query
	typed     []answer      // bytes and requests of queries that were typed
}

// answer is what one query gave.
type answer struct {
	paths      []string // of the pages found, best first
	cold, warm float64  // until the first screen: the first time, and again; ms
	bytes      int64    // sent for the cold query, compressed
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

// measureIndex makes the index in a process of its own, and notes what that costs.
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

// gzipped is b compressed as by a web server, or b itself where that is not smaller.
func gzipped(b []byte) []byte {
	var z bytes.Buffer
	w, _ := gzip.NewWriterLevel(&z, 6) // fails only on a wrong level
	_, _ = w.Write(b)                  // into memory: does not fail
	_ = w.Close()
	if z.Len() >= len(b) {
		return b
	}
	return z.Bytes()
}

// indexSite makes Milepost's index of a built site anew. It is the whole work of the
// process that measureIndex starts.
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
	err = parallel.Try(len(paths), func(i int) error {
		html, err := os.ReadFile(paths[i])
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(site, paths[i])
		if err != nil {
			return err
		}
		if d, ok := search.Extract(filepath.ToSlash(rel), html); ok {
			terms[i] = search.Analyse(d)
		}
		return nil
	})
	if err != nil {
		return err
	}
	terms = slices.DeleteFunc(terms, func(t *search.Terms) bool { return t == nil })
	x := search.Build(terms, search.Options{})
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
