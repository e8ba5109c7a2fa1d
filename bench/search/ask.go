package main

import (
	"context"
	"encoding/json"
	"fmt"
	"mime"
	"net"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"sync"
	"time"

	"github.com/chromedp/chromedp"
)

// wire serves the files of a site, compressed, and counts what it sends.
type wire struct {
	dir      string
	mu       sync.Mutex
	bytes    int64             // sent since the last call of taken
	requests int               // answered since then
	cache    map[string][]byte // by path: compressed, or a zero byte and the file as it is
}

func (w *wire) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	name := path.Clean("/" + r.URL.Path)
	w.mu.Lock()
	z, ok := w.cache[name]
	w.mu.Unlock()
	if !ok {
		b, err := os.ReadFile(filepath.Join(w.dir, filepath.FromSlash(name)))
		if err != nil {
			http.NotFound(rw, r)
			return
		}
		z = gzipped(b)
		if len(z) == len(b) {
			z = append([]byte{0}, b...) // compressing gains nothing
		}
		w.mu.Lock()
		w.cache[name] = z
		w.mu.Unlock()
	}
	if t := mime.TypeByExtension(path.Ext(name)); t != "" {
		rw.Header().Set("Content-Type", t)
	}
	rw.Header().Set("Cache-Control", "no-store")
	if z[0] == 0 {
		z = z[1:]
	} else {
		rw.Header().Set("Content-Encoding", "gzip")
	}
	w.mu.Lock()
	w.requests++
	w.bytes += int64(len(z))
	w.mu.Unlock()
	_, _ = rw.Write(z) // fails only when the browser went away
}

// taken gives the bytes and requests since its last call.
func (w *wire) taken() (int64, int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	b, n := w.bytes, w.requests
	w.bytes, w.requests = 0, 0
	return b, n
}

// mostTyped: so many of the queries of eight characters and more are also typed,
// character by character.
const mostTyped = 20

// ask puts each query to both engines, which take turns in who is first. A fresh page
// asks for the first screen, which is the cold query, then for the same again, for ten
// hits, and for all.
func ask(site string, engines []engine, qs []query) error {
	return browse(site, engines, func(ctx context.Context, w *wire, root string) error {
		for i, q := range qs {
			for k := range engines {
				e := &engines[(i+k)%len(engines)]
				a, err := one(ctx, w, root+e.page, q.text)
				if err != nil {
					return fmt.Errorf("%s %q: %w", e.name, q.text, err)
				}
				e.answers = append(e.answers, a)
				if n := []rune(q.text); len(n) >= 8 && len(e.typed) < mostTyped {
					a, err := typed(ctx, w, root+e.page, string(n[:min(len(n), 12)]))
					if err != nil {
						return fmt.Errorf("%s types %q: %w", e.name, q.text, err)
					}
					e.typed = append(e.typed, a)
				}
			}
		}
		return nil
	})
}

// browse adds a page for each engine to the site, serves it, and calls do with a
// browser and the address of the site, which ends with "/".
func browse(site string, engines []engine, do func(ctx context.Context, w *wire, root string) error) error {
	for _, e := range engines {
		if err := writePage(site, e); err != nil {
			return err
		}
	}
	w := &wire{dir: site, cache: map[string][]byte{}}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	server := &http.Server{Handler: w, ReadHeaderTimeout: time.Minute}
	go func() { _ = server.Serve(l) }() // returns after Close
	defer func() { _ = server.Close() }()

	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox, chromedp.Flag("disable-quic", true))
	if p := os.Getenv("CHROME"); p != "" {
		opts = append(opts, chromedp.ExecPath(p))
	}
	alloc, stop := chromedp.NewExecAllocator(context.Background(), opts...)
	defer stop()
	ctx, cancel := chromedp.NewContext(alloc)
	defer cancel()
	if err := chromedp.Do(ctx); err != nil {
		return err
	}
	return do(ctx, w, fmt.Sprintf("http://%s/", l.Addr()))
}

// one asks a query at url, the page of an engine: see ask.
func one(ctx context.Context, w *wire, url, q string) (answer, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	var a answer
	if err := chromedp.Do(ctx, chromedp.Navigate(url)); err != nil {
		return a, err
	}
	w.taken()
	cold, err := call(ctx, q, "first")
	if err != nil {
		return a, err
	}
	a.cold = cold.Ms
	a.bytes, a.requests = w.taken()
	warm, err := call(ctx, q, "first")
	if err != nil {
		return a, err
	}
	a.warm = warm.Ms
	ten, err := call(ctx, q, "ten")
	if err != nil {
		return a, err
	}
	all, err := call(ctx, q, "all")
	if err != nil {
		return a, err
	}
	// In the order in which a reader sees them: the first screen, then ten, then the others.
	seen := map[string]bool{}
	for _, p := range slices.Concat(cold.Paths, ten.Paths, all.Paths) {
		if !seen[p] {
			a.paths = append(a.paths, p)
		}
		seen[p] = true
	}
	return a, nil
}

// typed types q in a fresh page, character by character, until the first screen of the
// whole of q.
func typed(ctx context.Context, w *wire, url, q string) (answer, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	var a answer
	if err := chromedp.Do(ctx, chromedp.Navigate(url)); err != nil {
		return a, err
	}
	w.taken()
	_, err := call(ctx, q, "typed")
	a.bytes, a.requests = w.taken()
	return a, err
}

// told is what the script of an engine gives: see engine.script.
type told struct {
	Ms    float64
	Paths []string
}

// call calls the engine's script in the open page.
func call(ctx context.Context, q, what string) (told, error) {
	arg, err := json.Marshal(q)
	if err != nil {
		return told{}, err
	}
	js := fmt.Sprintf("ask(%s, '%s').then(JSON.stringify)", arg, what)
	s, err := chromedp.Run(ctx, chromedp.Evaluate[string](js, chromedp.EvalAwaitPromise))
	if err != nil {
		return told{}, err
	}
	var t told
	return t, json.Unmarshal([]byte(s), &t)
}

var rootTag = regexp.MustCompile(`<html[^>]*>`)

// writePage writes a page that holds nothing but the engine, so that all it loads is
// loaded for queries.
func writePage(site string, e engine) error {
	home, err := os.ReadFile(filepath.Join(site, "search.html"))
	if err != nil {
		return err
	}
	root := rootTag.FindString(string(home))
	page := "<!doctype html>" + root + `<head><meta charset="utf-8"><link rel="icon" href="data:,"><script>` + "\n" + e.script + "</script></head><body></body></html>"
	return os.WriteFile(filepath.Join(site, e.page), []byte(page), 0o644)
}
