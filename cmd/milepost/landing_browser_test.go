package main

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// Keys that are typed before the dialog has loaded are not lost, even on a very slow network.
func TestEarlyKeysAreKept(t *testing.T) {
	v := newVisitor(t, browser(t), slowScripts(t, published(t)))
	v.open("index.html")
	v.wait(`!!window.milepost?.search`)
	v.do(chromedp.KeyEvent("/chongq"))
	v.wait(`document.querySelector('.search-dialog[open] input')?.value === 'chongq'`)
	v.do(chromedp.KeyEvent("i"))
	v.wait(`document.querySelector('.search-dialog[open] input')?.value === 'chongqi'`)
	v.clean()
}

// If the search's scripts cannot be loaded, the key of the search opens the results page with
// the typed query. That page loads the scripts again, or says that they are missing.
func TestSearchWithoutItsScripts(t *testing.T) {
	var gone atomic.Bool
	gone.Store(true)
	files := http.FileServer(http.Dir(published(t)))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if gone.Load() && strings.HasPrefix(r.URL.Path, "/assets/search") {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Cache-Control", "no-store")
		files.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	v := newVisitor(t, browser(t), server.URL+"/")
	v.open("常见问题/index.html")
	v.wait(`!!window.milepost?.search`)
	v.do(chromedp.KeyEvent("/"))
	v.wait(`location.pathname.endsWith('/search.html') && document.getElementById('search-page').textContent.includes('没有加载成功')`)
	gone.Store(false)
	v.do(chromedp.Navigate(server.URL + "/search.html?q=" + url.QueryEscape("积分")))
	v.wait(`document.querySelector('#search-page .hit-link')`)
}

// A hit opens its page at the section that was found. The words are marked, but only in the
// text; one mark is the current one, and Esc removes all. The address has the section, and
// no text fragment.
func TestHitLandsAtItsSection(t *testing.T) {
	ctx := browser(t)
	dir := published(t)
	server := httptest.NewServer(http.FileServer(http.Dir(dir)))
	t.Cleanup(server.Close)
	for _, base := range []string{server.URL + "/", "file://" + filepath.ToSlash(dir) + "/"} {
		v := newVisitor(t, ctx, base)
		v.open("index.html")
		v.wait(`!!window.milepost?.search`)
		v.do(chromedp.KeyEvent("/"))
		v.wait(`!!document.querySelector('.search-dialog[open] input')`)
		v.do(chromedp.KeyEvent("死信"))
		v.wait(`!!document.querySelector('.search-dialog .hit-link[href*="#"]')`)
		if bad := eval[string](v, `[...document.querySelectorAll('.search-dialog .hit a')].map(a => a.href).find(h => h.includes(':~:')) ?? ''`); bad != "" {
			t.Errorf("a hit leads to %s", bad)
		}
		eval[bool](v, `(document.querySelector(".search-dialog .hit-link[href*='#']").click(), true)`)
		v.wait(`document.querySelectorAll('main mark.found').length > 0 && !document.querySelector('nav mark, header mark')`)
		v.wait(`/^\d+\/\d+$/.test(document.querySelector('.found-bar span').textContent)`)
		v.wait(`(() => { const y = document.getElementById(decodeURIComponent(location.hash.slice(1))).getBoundingClientRect().top; return y >= 0 && y < innerHeight; })()`)
		at := eval[string](v, `document.querySelector('.found-bar span').textContent`)
		eval[bool](v, `(document.querySelectorAll('.found-bar button')[1].click(), true)`)
		if next := eval[string](v, `document.querySelector('.found-bar span').textContent`); next == at {
			t.Errorf("the next mark is %s after %s", next, at)
		}
		v.do(chromedp.KeyEvent(kb.Escape))
		v.wait(`!document.querySelector('mark.found, .found-bar')`)
		v.clean()
	}
}
