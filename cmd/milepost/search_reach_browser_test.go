package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// ask puts a query into the dialog, which it opens first.
func (v *visitor) ask(query string) {
	v.t.Helper()
	if !eval[bool](v, `!!document.querySelector('dialog[open] input')`) {
		v.wait(`!!window.milepost?.search`)
		v.do(chromedp.KeyEvent("/"))
		v.wait(`!!document.querySelector('dialog[open] input')`)
	}
	eval[bool](v, fmt.Sprintf(`(() => {
		const field = document.querySelector('dialog[open] input');
		field.value = %q;
		return field.dispatchEvent(new InputEvent('input', {bubbles: true}));
	})()`, query))
}

// unanswered are the queries without a hit, or without an opened hit, that this browser stores.
func (v *visitor) unanswered() []string {
	return eval[[]string](v, `JSON.parse(localStorage.getItem('milepost.search.unanswered') ?? '[]')`)
}

// A query that finds nothing, and one after which no hit is opened, is kept in this browser.
// The results page without hits shows these queries, and has a link that sends them to the
// site's address for feedback and a button that forgets them. A query is also forgotten when a
// hit of it is opened.
func TestUnansweredQueriesStayHere(t *testing.T) {
	ctx := browser(t)
	dir := published(t)
	server := httptest.NewServer(http.FileServer(http.Dir(dir)))
	t.Cleanup(server.Close)
	for _, base := range []string{server.URL + "/", "file://" + filepath.ToSlash(dir) + "/"} {
		v := newVisitor(t, ctx, base)
		v.open("index.html")
		v.ask("龘靐齉")
		v.wait(`document.querySelector('dialog[open] .search-empty')`)
		v.wait(`localStorage.getItem('milepost.search.unanswered')?.includes('龘靐齉')`)
		v.ask("死信队列")
		v.wait(`document.querySelector('dialog[open] .hit-link')`)
		eval[bool](v, `new Promise(next => setTimeout(next, 1500, true))`) // the query is answered to its end
		v.do(chromedp.KeyEvent(kb.Escape))
		v.wait(`!document.querySelector('dialog[open]')`)
		if got := v.unanswered(); !slices.Equal(got, []string{"死信队列", "龘靐齉"}) {
			t.Fatalf("%s keeps %q", base, got)
		}
		v.do(chromedp.Navigate(v.base + "search.html?q=" + url.QueryEscape("龗龘")))
		v.wait(`document.querySelector('.search-unanswered .search-report a')`)
		href, err := url.Parse(eval[string](v, `document.querySelector('.search-unanswered .search-report a').getAttribute('href')`))
		if err != nil || !strings.Contains(href.Query().Get("subject"), "死信队列；龘靐齉") {
			t.Errorf("the link sends %v (%v)", href, err)
		}
		v.askPage("死信")
		v.wait(`document.querySelector('#search-page .hit-link')`)
		eval[bool](v, `(document.querySelector('#search-page .hit-link').addEventListener('click', e => e.preventDefault()), document.querySelector('#search-page .hit-link').click(), true)`)
		if got := v.unanswered(); slices.Contains(got, "死信") {
			t.Errorf("an opened query is kept: %q", got)
		}
		v.askPage("龗龘龘")
		v.wait(`document.querySelector('.search-unanswered button:last-of-type')`)
		eval[bool](v, `([...document.querySelectorAll('.search-unanswered button')].pop().click(), true)`)
		if got := v.unanswered(); len(got) > 0 || eval[bool](v, `!!document.querySelector('.search-unanswered')`) {
			t.Errorf("after forgetting there is %q", got)
		}
		v.clean()
	}
}

// askPage puts a query into the results page.
func (v *visitor) askPage(query string) {
	v.t.Helper()
	eval[bool](v, fmt.Sprintf(`(() => {
		const field = document.querySelector('#search-page input');
		field.value = %q;
		return field.dispatchEvent(new InputEvent('input', {bubbles: true}));
	})()`, query))
}

// On a phone, over a slow network, the first hits are shown before the others and do not
// move; nothing is wider than the screen, and hits are large enough for a finger.
func TestSearchOnASlowPhone(t *testing.T) {
	ctx := browser(t)
	files := http.FileServer(http.Dir(generated(t)))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.URL.Path, "/search/") {
			time.Sleep(150 * time.Millisecond)
		}
		files.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	v := newVisitor(t, ctx, server.URL+"/")
	v.do(chromedp.EmulateViewport(390, 800, chromedp.EmulateMobile))
	v.open("index.html")
	v.ask("数据库连接池")
	const hits = `[...document.querySelectorAll('dialog[open] .hit-link')].map(a => a.getAttribute('href'))`
	v.wait(hits + `.length === 4`)
	first := eval[[]string](v, hits)
	if w := eval[int](v, `document.querySelector('dialog[open]').scrollWidth`); w > 390 {
		t.Errorf("the dialog is %d pixels wide", w)
	}
	if h := eval[float64](v, `Math.min(...[...document.querySelectorAll('dialog[open] .hit-link')].map(a => a.getBoundingClientRect().height))`); h < 44 {
		t.Errorf("a hit is %v pixels high", h)
	}
	v.do(chromedp.KeyEvent(kb.ArrowDown))
	v.wait(hits + `.length > 4`)
	if all := eval[[]string](v, hits); !slices.Equal(all[:4], first) {
		t.Errorf("the first hits were %q, then %q", first, all)
	}
	v.clean()
}

// Firefox gives the same answers as Chromium, over http and from disk. The tests cannot
// control it: a page runs the queries and sends the answers to the test.
func TestSearchInFirefox(t *testing.T) {
	firefox, err := exec.LookPath("firefox")
	if err != nil {
		t.Skip("no Firefox")
	}
	dir := filepath.Join(t.TempDir(), "public") // a copy, for it gets another page
	if err := os.CopyFS(dir, os.DirFS(published(t))); err != nil {
		t.Fatal(err)
	}
	told := make(chan string, 1)
	files := http.FileServer(http.Dir(dir))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/told" {
			files.ServeHTTP(w, r)
			return
		}
		b, _ := io.ReadAll(r.Body) // if a part is missing, the comparison below fails
		told <- string(b)
	}))
	t.Cleanup(server.Close)
	page, err := os.ReadFile(filepath.Join(dir, "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	list, err := json.Marshal(queries)
	if err != nil {
		t.Fatal(err)
	}
	script := fmt.Sprintf(`<script>addEventListener('load', async () => {
		const base = new URL(document.documentElement.dataset.root || './', location).href, out = [];
		try {
			for (const q of %s) {
				const r = await window.milepost.search(q, {limit: 10});
				out.push([q, r.total, !!r.partial, r.hits.map(h => [new URL(h.url, location).href.replace(base, ''), h.anchor, h.title])]);
			}
		} catch (e) { out.push(String(e)); }
		fetch('%s/told', {method: 'POST', mode: 'no-cors', body: JSON.stringify(out, null, 1)});
	});</script></body>`, list, server.URL)
	asking := strings.Replace(string(page), "</body>", script, 1)
	if err := os.WriteFile(filepath.Join(dir, "asking.html"), []byte(asking), 0o644); err != nil {
		t.Fatal(err)
	}
	want := outside(t, dir)
	for _, base := range []string{server.URL + "/", "file://" + filepath.ToSlash(dir) + "/"} {
		cmd := exec.Command(firefox, "--headless", "--no-remote", "--profile", t.TempDir(), base+"asking.html")
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		select {
		case got := <-told:
			if got != want {
				t.Errorf("%s answers\n%s\nwant\n%s", base, got, want)
			}
		case <-time.After(waitTime):
			t.Errorf("%s does not answer", base)
		}
		_ = cmd.Process.Kill() // it may have ended
		_ = cmd.Wait()
	}
}
