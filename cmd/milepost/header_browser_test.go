package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// longNames are twelve sections whose names are longer than those of most sites.
var longNames = map[string][]string{
	"zh-CN": {"项目总览与目标", "候选方案选型记录", "实施阶段与里程碑", "组织变革与沟通", "培训与认证资料库", "门店常见问题解答", "平台运维操作手册", "服务级别与值班安排", "各大区最佳实践汇编", "季度系统健康检查", "数据表与指标口径", "知识库使用指南"},
	"en":    {"Project overview and goals", "Selection of vendors", "Phases and milestones", "Organisational change", "Training and certification", "Frequently asked questions", "Operation manuals", "Service levels and duty", "Best practices by region", "Quarterly health checks", "Data and definitions", "How to use this site"},
}

// wideSite builds a site with a dozen sections, and gives its address.
func wideSite(t *testing.T, lang string) string {
	t.Helper()
	dir := t.TempDir()
	write := func(name, text string) {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write("site.toml", fmt.Sprintf("title = \"云杉零售 CRM 项目知识库\"\nlanguage = %q\n", lang))
	write("content/_index.md", "# 首页\n\n[第一页](s00/a.md)\n")
	for i, name := range longNames[lang] {
		folder := fmt.Sprintf("content/s%02d/", i)
		write(folder+"_index.md", fmt.Sprintf("+++\nweight = %d\n+++\n# %s\n", i+1, name))
		write(folder+"a.md", "# A\n\n[B](b.md)\n")
		write(folder+"b.md", "# B\n\n[A](a.md)\n")
	}
	out := filepath.Join(dir, "public")
	if code := run([]string{"-C", dir, "-q", "build", "--out", out}); code != exitFine {
		t.Fatalf("exit code %d", code)
	}
	server := httptest.NewServer(http.FileServer(http.Dir(out)))
	t.Cleanup(server.Close)
	return server.URL + "/"
}

// At any width and in any language the header shows all sections, and a few Tab stops lead
// to the text.
func TestHeader(t *testing.T) {
	ctx := browser(t)
	for _, lang := range []string{"zh-CN", "en"} {
		v := newVisitor(t, ctx, wideSite(t, lang))
		for _, width := range []int64{390, 768, 1024, 1100, 1200, 1280, 1440} {
			v.resize(width)
			for _, page := range []string{"index.html", "s05/a.html", "search.html"} {
				v.open(page)
				v.wait(`document.readyState === 'complete'`)
				v.headerHolds(fmt.Sprintf("%s, %d px, %s", lang, width, page), longNames[lang], width >= 960)
			}
		}
		v.resize(1024)
		v.open("s05/a.html")
		v.wait(`document.readyState === 'complete'`)
		v.headerKeys()
		call(v, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "forced-colors", Value: "active"}}})
		if got := eval[[]string](v, `[...document.querySelectorAll('.menu > ul a:not([aria-current])')].map(a => getComputedStyle(a).borderBottomColor).filter(c => c !== 'rgba(0, 0, 0, 0)')`); len(got) > 0 {
			t.Errorf("with forced colours, other sections look like the current one: %q", got)
		}
		v.clean()
	}
}

func (v *visitor) resize(width int64) {
	v.t.Helper()
	call(v, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: 900, DeviceScaleFactor: 1})
}

// shownLinks is a script for the texts of those links of a selector that are completely visible.
func shownLinks(selector string) string {
	return fmt.Sprintf(`[...document.querySelectorAll(%q)].filter(a => {
		const r = a.getBoundingClientRect();
		const at = document.elementFromPoint(r.left + r.width / 2, r.top + r.height / 2);
		return r.width > 0 && r.left >= 0 && r.right <= innerWidth && a.contains(at);
	}).map(a => a.textContent)`, selector)
}

// headerHolds checks that each section is in the header once and in order: in its line, or in
// the list that the button opens.
func (v *visitor) headerHolds(where string, want []string, wide bool) {
	v.t.Helper()
	if n := v.stopsBeforeText(); n > 8 {
		v.t.Errorf("%s: %d stops of the Tab key before the text", where, n)
	}
	if !wide {
		v.do(chromedp.Click(chromedp.CSS(".drawer-open")))
		v.wait(`document.querySelector('.sidebar.shown') && getComputedStyle(document.querySelector('.sidebar')).visibility === 'visible'`)
		v.wait(fmt.Sprintf(`%s.length >= %d`, shownLinks(".sidebar > ul > li > a"), len(want))) // it slides in
		if got := eval[[]string](v, shownLinks(".sidebar > ul > li > a")); !slices.Equal(got, want) {
			v.t.Errorf("%s: the drawer shows %q", where, got)
		}
		return
	}
	inLine := eval[[]string](v, shownLinks(".menu > ul a"))
	twice := eval[[]string](v, shownLinks(".sidebar > ul > li:not(.open) > a"))
	if len(inLine) == 0 || len(twice) > 0 {
		v.t.Errorf("%s: the line shows %q, the sidebar too %q", where, inLine, twice)
	}
	all := inLine
	if len(inLine) < len(want) {
		v.do(chromedp.Click(chromedp.CSS(".menu-more")))
		all = append(all, eval[[]string](v, shownLinks(".menu-rest a"))...)
	}
	if !slices.Equal(all, want) {
		v.t.Errorf("%s: the header shows %q", where, all)
	}
	if over := eval[int](v, `document.documentElement.scrollWidth - innerWidth`); over > 0 {
		v.t.Errorf("%s: %d px wider than the window", where, over)
	}
}

// stopsBeforeText counts the stops of the Tab key before the text. The first one must be the
// link that skips the others.
func (v *visitor) stopsBeforeText() int {
	v.t.Helper()
	for n := range 40 {
		v.do(chromedp.KeyEvent(kb.Tab))
		at := eval[string](v, `document.activeElement.closest('main, .foot, .sidebar') ? 'text' : document.activeElement.className`)
		if at == "text" {
			return n
		}
		if n == 0 && at != "skip" {
			v.t.Errorf("the first stop is %q", at)
		}
	}
	return 40
}

// headerKeys goes through the header without a mouse.
func (v *visitor) headerKeys() {
	v.t.Helper()
	const at = `document.activeElement.textContent.trim()`
	for range 10 {
		v.do(chromedp.KeyEvent(kb.Tab))
		if eval[bool](v, `document.activeElement.closest('.menu') !== null`) {
			break
		}
	}
	v.do(chromedp.KeyEvent(kb.End))
	if !eval[bool](v, `document.activeElement.matches('.menu-more')`) {
		v.t.Fatalf("End leads to %q", eval[string](v, at))
	}
	v.do(chromedp.KeyEvent(kb.ArrowDown), chromedp.KeyEvent(kb.End))
	last := eval[string](v, `[...document.querySelectorAll('.menu-rest a')].pop().textContent`)
	if got := eval[string](v, at); got != last {
		v.t.Errorf("the last of the list is %q, the focus on %q", last, got)
	}
	v.do(chromedp.KeyEvent(kb.Escape))
	if !eval[bool](v, `document.activeElement.matches('.menu-more') && document.querySelector('.menu-rest').hidden`) {
		v.t.Errorf("Escape leaves the focus on %q", eval[string](v, at))
	}
	v.do(chromedp.KeyEvent(kb.Home))
	if got, first := eval[string](v, at), eval[string](v, `document.querySelector('.menu a').textContent`); got != first {
		v.t.Errorf("Home leads to %q, not to %q", got, first)
	}
	v.do(chromedp.KeyEvent(kb.End), chromedp.KeyEvent(kb.ArrowDown), chromedp.KeyEvent(kb.Enter))
	v.wait(`location.pathname !== '/s05/a.html' && document.querySelector('.menu-more.is-current')`)
}

// Without scripts the header grows and shows all sections.
func TestHeaderWithoutScripts(t *testing.T) {
	v := newVisitor(t, browser(t), wideSite(t, "zh-CN"))
	call(v, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	for _, width := range []int64{1024, 1440} {
		v.resize(width)
		for _, page := range []string{"index.html", "s05/a.html"} {
			v.open(page)
			if got := eval[[]string](v, shownLinks(".menu a")); !slices.Equal(got, longNames["zh-CN"]) {
				t.Errorf("%s at %d px shows %q", page, width, strings.Join(got, " "))
			}
			if eval[bool](v, `document.querySelector('main h1').getBoundingClientRect().top < document.querySelector('.top').getBoundingClientRect().bottom`) {
				t.Errorf("%s at %d px: the header covers the text", page, width)
			}
		}
	}
}
