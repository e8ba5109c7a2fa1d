package main

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// In an archive, which is the whole site in one file, pages, links, search and charts work
// from disk.
func TestArchivePage(t *testing.T) {
	ctx := browser(t)
	dir := t.TempDir()
	file := filepath.Join(dir, "kb.html")
	if code := run([]string{"-C", "../..", "-q", "build", "--out", filepath.Join(dir, "public"), "--archive", file, "--today", "2026-11-23"}); code != exitFine {
		t.Fatalf("exit code %d", code)
	}
	v := newVisitor(t, ctx, "file://"+filepath.ToSlash(dir)+"/")
	v.do(chromedp.Navigate("file://" + filepath.ToSlash(file)))
	wait := func(what, js string) {
		t.Helper()
		if !eval[bool](v, `new Promise(done => { const end = Date.now() + 20000; (function look() {
			let ok = false;
			try { const w = frames[0], d = w.document; ok = !!(`+js+`); } catch (e) {}
			ok || Date.now() > end ? done(ok) : setTimeout(look, 50);
		})(); })`) {
			t.Fatalf("%s: not within 20 s; the page is %q", what, eval[string](v, `frames[0].document.title`))
		}
	}
	wait("home page", `d.querySelector('main h1') && w.milepost && w.milepost.search`)
	found := eval[string](v, `frames[0].milepost.search('西南区落后', {limit: 3}).then(r => r.total + ' ' + r.hits.map(h => h.url).join(' '))`)
	if strings.HasPrefix(found, "0") || !strings.Contains(found, ".html") {
		t.Errorf("the search finds %q", found)
	}
	eval[bool](v, `(frames[0].document.querySelector('header a[href*="%E9%98%B6%E6%AE%B5"], header a[href*="阶段"]').click(), true)`)
	wait("a link", `d.title.includes('阶段') && getComputedStyle(d.querySelector('header')).position === 'sticky'`)
	eval[bool](v, `(milepostArchive.go('index.html', 'search.html?q=%E9%87%8D%E5%90%AF'), true)`)
	wait("the results page", `d.querySelector('main a[href*=".html"] mark, main .hit-link')`)
	eval[bool](v, `(milepostArchive.go('index.html', '项目总览/风险登记.html'), true)`)
	wait("a chart", `d.querySelector('main svg')`)
	v.mu.Lock()
	defer v.mu.Unlock()
	if len(v.faults) > 0 {
		t.Errorf("faults: %q", v.faults)
	}
}
