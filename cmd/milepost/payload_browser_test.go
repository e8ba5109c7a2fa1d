package main

import (
	"context"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// No page and no attachment of the payload corpus runs a script or asks another host, from
// disk or over milepost serve. A proxy notes every request of the browser to another host.
func TestPayloads(t *testing.T) {
	if testing.Short() {
		t.Skip("opens some hundred pages twice")
	}
	var asked notes
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.Host, foreignHost) {
			asked.add(r.Method + " " + r.Host + r.URL.Path)
		}
		w.WriteHeader(http.StatusNotFound)
	}))
	t.Cleanup(proxy.Close)
	ctx := browserWith(t, chromedp.ProxyServer(proxy.URL))
	s := &liveSite{t: t, dir: t.TempDir(), more: make(chan struct{})}
	if n := payloadSite(t, s.dir); n < 300 {
		t.Fatalf("only %d payloads", n)
	} else {
		t.Logf("%d payloads", n)
	}
	out := filepath.Join(s.dir, "public")
	if code := run([]string{"-C", s.dir, "-q", "build"}); code != exitFine && code != exitContent {
		t.Fatalf("exit code %d", code)
	}
	files := publishedFiles(t, out)
	s.run("serve", "--addr", "127.0.0.1:0", "--static")
	s.address()
	control(t, ctx, &asked)
	for _, base := range []string{"file://" + filepath.ToSlash(out) + "/", s.base} {
		v := newVisitor(t, ctx, base)
		v.look("index.html")
		if !eval[bool](v, `document.querySelector('main h1') !== null`) {
			t.Fatalf("%s shows no page", base)
		}
		for _, f := range files {
			v.look(f)
			v.poke()
			if got := append(v.ran(), asked.take()...); len(got) > 0 {
				t.Errorf("%s%s: %q", base, f, got)
			}
		}
		t.Logf("%d files opened from %s", len(files), base)
	}
}

// control checks the test itself: a script that runs and a picture from another host must be noticed.
func control(t *testing.T, ctx context.Context, asked *notes) {
	t.Helper()
	dir := t.TempDir()
	text := payloadWords.Replace("<!doctype html><script>JS</script><img src=URL>")
	if err := os.WriteFile(filepath.Join(dir, "a.html"), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	v := newVisitor(t, ctx, "file://"+filepath.ToSlash(dir)+"/")
	v.look("a.html")
	if ran, got := v.ran(), asked.take(); len(ran) < 2 || len(got) == 0 {
		t.Fatalf("the test is blind: it noticed %q and %q", ran, got)
	}
	for _, way := range []string{`<a href="javascript:JS">x</a>`, `<button onclick="JS">x</button>`, `<p onmouseover="JS">x</p>`} {
		if err := os.WriteFile(filepath.Join(dir, "b.html"), []byte(payloadWords.Replace("<!doctype html><main>"+way+"</main>")), 0o644); err != nil {
			t.Fatal(err)
		}
		v.look("b.html")
		if v.poke(); len(v.ran()) == 0 {
			t.Errorf("the test is blind to %s", way)
		}
	}
}

// poke does to each element of the page what a reader may do (point, click, focus), but
// follows no link to another page.
func (v *visitor) poke() {
	ctx, cancel := context.WithTimeout(v.ctx, 15*time.Second)
	defer cancel()
	_, _ = chromedp.Run(ctx, chromedp.Evaluate[int](`(() => {
		addEventListener('click', e => {
			const a = e.target.closest?.('a');
			if (a && !/^(javascript|vbscript|data):$/.test(a.protocol)) e.preventDefault();
		}, true);
		addEventListener('submit', e => e.preventDefault(), true);
		let n = 0;
		for (const el of document.querySelectorAll('main *, svg, svg *')) {
			if (++n > 3000) break;
			for (const type of ['mouseover', 'pointerenter', 'focus', 'toggle', 'load', 'error', 'begin']) el.dispatchEvent(new Event(type));
			if (el.matches('a, button, summary, input, area, [onclick]')) el.dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true}));
		}
		return n;
	})()`))
}

// publishedFiles gives the pages, and all other files that came from the content folder.
func publishedFiles(t *testing.T, out string) (files []string) {
	t.Helper()
	err := filepath.WalkDir(out, func(p string, d fs.DirEntry, err error) error {
		rel, _ := filepath.Rel(out, p)
		rel = filepath.ToSlash(rel)
		if err == nil && !d.IsDir() && !strings.HasPrefix(rel, "assets/") && !strings.HasPrefix(rel, "search/") && !strings.HasPrefix(rel, ".") {
			files = append(files, rel)
		}
		return err
	})
	if err != nil || len(files) < 200 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	return files
}

// look opens a file in the tab. If the browser downloads it instead, the error is ignored,
// since then nothing runs.
func (v *visitor) look(p string) {
	ctx, cancel := context.WithTimeout(v.ctx, waitTime)
	defer cancel()
	_ = chromedp.Do(ctx, chromedp.Navigate(v.base+(&url.URL{Path: p}).EscapedPath()))
	if ctx.Err() != nil {
		v.t.Errorf("%s%s hangs", v.base, p)
	}
}

// ran returns what payloads have written since the last call. It first runs a script, whose
// answer comes after all earlier messages of the console.
func (v *visitor) ran() (said []string) {
	title, _ := chromedp.Run(v.ctx, chromedp.Evaluate[string](`String(document.title)`))
	if title == ranWord {
		said = append(said, "the title is "+title)
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	for _, f := range v.faults {
		if strings.HasPrefix(f, string(chromedp.ConsoleWarning)+": "+ranWord) {
			said = append(said, f)
		}
	}
	v.faults = nil
	return said
}

// notes are lines that a handler adds while the test runs.
type notes struct {
	mu    sync.Mutex
	lines []string
}

func (n *notes) add(line string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.lines = append(n.lines, line)
}

func (n *notes) take() []string {
	n.mu.Lock()
	defer n.mu.Unlock()
	lines := n.lines
	n.lines = nil
	return lines
}
