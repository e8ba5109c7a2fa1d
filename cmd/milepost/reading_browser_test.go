package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// What helps readers works: pictures in full size, long lines wrapped, the address of a heading
// copied, links to the top and to the section that was read last, explained terms, and hits for
// an address without a page.
func TestReading(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	long := "# 长页\n\n![流程](图.svg)\n\n```sh\n" + strings.Repeat("echo 很长的一行 ", 40) + "\n```\n"
	for i := range 30 {
		long += fmt.Sprintf("\n## 第 %d 节\n\n%s\n", i+1, strings.Repeat("文字很多，一行接着一行。", 60))
	}
	for name, text := range map[string]string{
		"content/手册/长页.md": long,
		"content/手册/图.svg": `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="100"><rect width="300" height="100"/></svg>`,
		"content/手册/回退.md": "# 发布回退\n\n怎么退回上一版。`死信` 与死信、死信，slack 与 sla。\n",
		"content/术语.md":    "---\nkind: glossary\n---\n# 术语\n\n死信\n: 重试 5 次仍失败的消息\n\nSLA（服务级别协议）\n: 多久响应\n",
	} {
		name = filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if code := run([]string{"-C", root, "-q", "build"}); code != exitFine {
		t.Fatalf("build: exit code %d", code)
	}
	public := filepath.Join(root, "public")
	files := http.FileServer(http.Dir(public))
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, err := os.Stat(filepath.Join(public, filepath.FromSlash(r.URL.Path))); err == nil {
			files.ServeHTTP(w, r)
			return
		}
		page, err := os.ReadFile(filepath.Join(public, "404.html"))
		if err != nil {
			t.Error(err)
		}
		w.Write([]byte(strings.Replace(string(page), "<head>", `<head><base href="/">`, 1)))
	}))
	t.Cleanup(srv.Close)
	v := newVisitor(t, browser(t), srv.URL+"/")

	v.open("手册/长页.html")
	v.wait(`document.querySelector('img.zoomable') && document.querySelector('.copy.wrap')`)
	eval[any](v, `(document.querySelector('img.zoomable').focus(), 0)`)
	v.do(chromedp.KeyEvent(kb.Enter))
	v.wait(`document.querySelector('dialog.zoom[open] img')?.clientWidth > 400`)
	v.do(chromedp.KeyEvent(kb.Escape))
	v.wait(`!document.querySelector('dialog.zoom') && document.activeElement.matches('img.zoomable')`)
	eval[any](v, `(document.querySelector('.copy.wrap').click(), 0)`)
	v.wait(`(p => p.scrollWidth <= p.clientWidth + 1)(document.querySelector('.code pre'))`)
	eval[any](v, `(document.querySelector('h2 a.anchor').click(), 0)`)
	v.wait(`location.hash && document.querySelector('a.anchor[data-said]')`)

	v.open("手册/回退.html")
	eval[any](v, `(localStorage.clear(), 0)`)
	v.open("手册/长页.html")
	if eval[bool](v, `!!document.querySelector('.place a:not([hidden])')`) {
		t.Error("there is a link to a position at the top of a page that was not read yet")
	}
	eval[any](v, `(document.querySelectorAll('.prose h2')[20].scrollIntoView({behavior: 'instant'}), 0)`)
	v.wait(`[...document.querySelectorAll('.place a')].some(a => !a.hidden && a.hash === '#main')`)
	v.open("手册/回退.html")
	v.open("手册/长页.html")
	v.wait(`/第 2[0-2] 节/.test(document.querySelector('.place a')?.textContent)`)
	eval[any](v, `(document.querySelector('.place a').click(), 0)`)
	v.wait(`scrollY > 3 * innerHeight`)

	v.open("手册/发布-回退.html")
	v.wait(`document.querySelector('.lost input').value === '发布 回退' && document.querySelector('.lost li a')?.textContent === '发布回退'`)

	// A text fragment in an address marks the words in the text, not in the table of contents.
	v.resize(1440)
	v.open("手册/回退.html")
	v.do(chromedp.Navigate(v.base + url.PathEscape("手册") + "/" + url.PathEscape("长页.html") + "#:~:text=" + url.PathEscape("第 28 节")))
	v.wait(`scrollY > 3 * innerHeight && !document.querySelector('.toc').style.visibility`)

	// A term is explained at its first occurrence, but not inside code or a longer word.
	v.open("手册/回退.html")
	v.wait(`document.querySelectorAll('a.term').length === 2`)
	if got := eval[string](v, `[...document.querySelectorAll('a.term')].map(a => a.textContent + ' ' + a.getAttribute('href')).join('; ')`); got != "死信 ../术语.html#死信; sla ../术语.html#sla服务级别协议" {
		t.Errorf("terms: %s", got)
	}
	eval[any](v, `(document.querySelector('a.term').focus(), 0)`)
	v.wait(`document.getElementById('term-card').textContent === '死信重试 5 次仍失败的消息'`)
	v.do(chromedp.KeyEvent(kb.Escape))
	v.wait(`document.getElementById('term-card').hidden`)
	v.open("术语.html")
	if n := eval[int](v, `document.querySelectorAll('a.term').length`); n != 0 {
		t.Errorf("%d terms are explained on the page that explains them", n)
	}
	v.clean()
}
