package main

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// browser starts a headless Chromium. Without one the test is skipped, but in
// CI it fails.
func browser(t *testing.T) context.Context {
	t.Helper()
	return browserWith(t)
}

func browserWith(t *testing.T, more ...chromedp.ExecAllocatorOption) context.Context {
	t.Helper()
	name := os.Getenv("CHROMIUM")
	for _, try := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(try); name == "" && err == nil {
			name = p
		}
	}
	if name == "" {
		if os.Getenv("CI") != "" {
			t.Fatal("no Chromium: CI must install it")
		}
		t.Skip("no Chromium found: browser tests are skipped (set CHROMIUM to name one)")
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(name), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), append(opts, more...)...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// visitor is a tab of the browser that notes all warnings and errors on its console.
type visitor struct {
	t    *testing.T
	ctx  context.Context
	base string // ends in /

	mu     sync.Mutex
	faults []string
}

func newVisitor(t *testing.T, parent context.Context, base string) *visitor {
	t.Helper()
	return newPatientVisitor(t, parent, base, 5*time.Minute)
}

// newPatientVisitor is a visitor for a test that has a lot to do in one tab.
func newPatientVisitor(t *testing.T, parent context.Context, base string, limit time.Duration) *visitor {
	t.Helper()
	ctx, cancel := chromedp.NewContext(parent)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, limit)
	t.Cleanup(cancel)
	v := &visitor{t: t, ctx: ctx, base: base}
	v.do(chromedp.Navigate("about:blank"))
	messages := chromedp.Console(ctx)
	go func() {
		for m, err := range messages {
			if err != nil {
				return
			}
			switch m.Type {
			case chromedp.ConsoleWarning, chromedp.ConsoleError, chromedp.ConsoleException:
				v.mu.Lock()
				v.faults = append(v.faults, string(m.Type)+": "+m.Text+" "+m.URL)
				v.mu.Unlock()
			}
		}
	}()
	return v
}

func (v *visitor) do(actions ...chromedp.Action[chromedp.Void]) {
	v.t.Helper()
	if err := chromedp.Do(v.ctx, actions...); err != nil {
		v.t.Fatal(err)
	}
}

// open goes to a page of the site; p is its path, which may end in a query (?q=…).
func (v *visitor) open(p string) {
	v.t.Helper()
	p, query, _ := strings.Cut(p, "?")
	v.do(chromedp.Navigate(v.base+(&url.URL{Path: p, RawQuery: query}).String()), chromedp.WaitReady(chromedp.CSS("main")))
}

// eval runs a script in the page and waits for its promise.
func eval[T any](v *visitor, js string) T {
	v.t.Helper()
	out, err := chromedp.Run(v.ctx, chromedp.Evaluate[T](js, chromedp.EvalAwaitPromise))
	if err != nil {
		v.t.Fatalf("%s: %v", js, err)
	}
	return out
}

// call gives the browser a command of its protocol.
func call[P any](v *visitor, cmd cdp.Command[P, cdp.Empty], params P) {
	v.t.Helper()
	if _, err := chromedp.Call(v.ctx, cmd, params); err != nil {
		v.t.Fatal(err)
	}
}

// waitTime is long, since a busy machine is slow; only a test that fails waits so long.
const waitTime = 90 * time.Second

// wait polls a condition until it is true; the page may be loaded again meanwhile.
func (v *visitor) wait(js string) {
	v.t.Helper()
	var err error
	for begin := time.Now(); time.Since(begin) < waitTime; time.Sleep(20 * time.Millisecond) {
		var ok bool
		if ok, err = chromedp.Run(v.ctx, chromedp.Evaluate[bool]("!!("+js+")")); ok {
			return
		}
	}
	v.t.Fatalf("waited %v for %s: %v", waitTime, js, err)
}

// clean fails if there was a warning or error in the tab, or a request to another host.
func (v *visitor) clean() {
	v.t.Helper()
	for _, u := range eval[[]string](v, `performance.getEntriesByType('resource').map(e => e.name)`) {
		if !strings.HasPrefix(u, v.base) && !strings.HasPrefix(u, "data:") && !strings.HasPrefix(u, "blob:") {
			v.t.Errorf("asked %s, outside %s", u, v.base)
		}
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	for _, f := range v.faults {
		v.t.Error(f)
	}
}

type hit struct {
	URL    string `json:"url"`
	Title  string `json:"title"`
	Anchor string `json:"anchor"`
	Text   string `json:"text"`
}

// search returns the pages that have the whole query; if there are only similar ones, none.
func (v *visitor) search(query string) []hit {
	v.t.Helper()
	r := eval[struct {
		Hits    []hit `json:"hits"`
		Partial bool  `json:"partial"`
	}](v, fmt.Sprintf(`window.milepost.search(%q, {limit: 10})`, query))
	if r.Partial {
		return nil
	}
	return r.Hits
}

// The published sample works in a browser, over http and straight from disk.
func TestBrowser(t *testing.T) {
	ctx := browser(t)
	dir := published(t)
	server := httptest.NewServer(http.FileServer(http.Dir(dir)))
	t.Cleanup(server.Close)
	for name, base := range map[string]string{
		"http": server.URL + "/",
		"file": "file://" + filepath.ToSlash(dir) + "/",
	} {
		t.Run(name, func(t *testing.T) {
			t.Run("search", func(t *testing.T) { testSearch(t, newVisitor(t, ctx, base)) })
			t.Run("cell", func(t *testing.T) { testCell(t, newVisitor(t, ctx, base)) })
			t.Run("pages", func(t *testing.T) { testPages(t, newVisitor(t, ctx, base)) })
			t.Run("theme", func(t *testing.T) { testTheme(t, newVisitor(t, ctx, base)) })
			t.Run("tabs", func(t *testing.T) { testTabs(t, newVisitor(t, ctx, base)) })
			t.Run("dialog", func(t *testing.T) { testDialog(t, newVisitor(t, ctx, base)) })
			t.Run("chart", func(t *testing.T) { testChart(t, newVisitor(t, ctx, base)) })
			t.Run("looks", func(t *testing.T) { testLooks(t, newVisitor(t, ctx, base)) })
			t.Run("no script", func(t *testing.T) { testNoScript(t, newVisitor(t, ctx, base)) })
		})
	}
	t.Run("accessible", func(t *testing.T) { testAccessible(t, newPatientVisitor(t, ctx, server.URL+"/", 20*time.Minute)) })
}

func testSearch(t *testing.T, v *visitor) {
	v.open("index.html")
	for query, want := range map[string]string{
		"缓冲只剩":          "index.html",     // the middle of a sentence
		"西南区落后":         "index.html",     //
		"chongqi":       "运维手册/",          // 重启 by its pinyin
		"门店上线进度 西南":     "数据/门店上线进度.xlsx", // a cell of a workbook with the workbook's name
		"OPS-NOSUCH-77": "",
	} {
		hits := v.search(query)
		found := want == "" && len(hits) == 0
		for _, h := range hits {
			u, _ := url.PathUnescape(h.URL)
			found = found || want != "" && strings.Contains(u, want)
		}
		if !found {
			t.Errorf("search %q: want a hit in %q, got %+v", query, want, hits)
		}
	}
	// No page holds all of it: pages whose title names the thing come before those that only mention it, the home page among
	// them. The page of the manuals says in one row which of them tells why nobody can log in.
	for query, want := range map[string]string{"胸牌登录不了": "常见问题/登录与账号", "CRM 登录不了": "运维手册/index"} {
		first := eval[string](v, fmt.Sprintf(`window.milepost.search(%q).then(r => r.partial && decodeURI(r.hits[0].url))`, query))
		if !strings.Contains(first, want) {
			t.Errorf("first for the question %s: %s", query, first)
		}
	}
	v.clean()
}

// A cell of a workbook is found, and its link leads to the row.
func testCell(t *testing.T, v *visitor) {
	v.open("index.html")
	const words = "查会员时按手机后四位就能搜"
	for _, h := range v.search(words) {
		u, err := url.PathUnescape(h.URL)
		if err != nil {
			t.Fatal(err)
		}
		if u != "数据/意见箱.xlsx.html" {
			continue
		}
		v.do(chromedp.Navigate(v.base+h.URL+"#"+url.PathEscape(h.Anchor)), chromedp.WaitReady(chromedp.CSS("main")))
		if row := eval[string](v, `document.getElementById(decodeURIComponent(location.hash.slice(1)))?.closest('tr')?.textContent ?? ''`); !strings.Contains(row, words) {
			t.Errorf("the link leads to %q: %+v", row, h)
		}
		v.clean()
		return
	}
	t.Error("the row of 意见箱.xlsx is not found")
}

// Nothing goes wrong on a page of each kind.
func testPages(t *testing.T, v *visitor) {
	for _, p := range []string{
		"index.html", "运维手册/CRM平台.html", "常见问题/登录与账号.html", "数据/项目进度.xlsx.html", "阶段/试点/index.html",
		"data-status.html", "tags/index.html", "选型/候选方案评分.html", "项目总览/团队与职责.html", "search.html", "404.html",
	} {
		v.open(p)
		v.wait(`document.readyState === 'complete'`)
		if h1 := eval[int](v, `document.querySelectorAll('h1').length`); h1 != 1 {
			t.Errorf("%s has %d main headings", p, h1)
		}
		v.clean()
	}
}

// The button changes from auto to light to dark, and the choice also counts on the next page.
func testTheme(t *testing.T, v *visitor) {
	v.open("index.html")
	v.wait(`document.querySelector('.theme-toggle:not(.awaits)')`)
	light := eval[string](v, `getComputedStyle(document.body).backgroundColor`)
	button := chromedp.CSS(".theme-toggle")
	v.do(chromedp.Click(button), chromedp.Click(button))
	dark := eval[string](v, `getComputedStyle(document.body).backgroundColor`)
	if dark == light {
		t.Errorf("dark and light have the same background %s", dark)
	}
	v.open("运维手册/CRM平台.html")
	if got := eval[string](v, `getComputedStyle(document.body).backgroundColor`); got != dark {
		t.Errorf("on the next page the background is %s, not %s", got, dark)
	}
	v.do(chromedp.Click(button))
	if got := eval[string](v, `getComputedStyle(document.body).backgroundColor`); got != light {
		t.Errorf("back to auto the background is %s, not %s", got, light)
	}
	v.clean()
}

// A tab that was chosen is open when the page is opened again. An address whose fragment cannot be
// decoded (#100%) breaks nothing.
func testTabs(t *testing.T, v *visitor) {
	const open = `document.querySelector('.tab-list [aria-selected="true"]')?.textContent ?? ''`
	v.open("选型/POC报告.html")
	v.wait(open)
	eval[bool](v, `document.querySelector('.tab-list button:last-child').click(), true`)
	chosen := eval[string](v, open)
	v.open("选型/POC报告.html")
	v.wait(open)
	if got := eval[string](v, open); got != chosen {
		t.Errorf("the tab %s is open, not %s", got, chosen)
	}
	eval[bool](v, `new Promise(done => {
		addEventListener('hashchange', () => setTimeout(done, 0, true));
		location.hash = '#100%';
	})`)
	v.clean()
}

// The dialog can be used with keys alone: / opens it, arrows move, Enter goes to the page.
func testDialog(t *testing.T, v *visitor) {
	v.open("index.html")
	v.wait(`document.readyState === 'complete'`)
	field := chromedp.CSS("dialog[open] input")
	v.do(chromedp.KeyEvent("/"), chromedp.WaitVisible(field), chromedp.SendKeys(field, "缓冲只剩"))
	v.wait(`document.querySelector('dialog[open] mark')`)
	v.do(chromedp.KeyEvent(kb.Escape))
	v.wait(`!document.querySelector('dialog[open]') && document.activeElement === document.body`)

	v.do(chromedp.KeyEvent("/"), chromedp.WaitVisible(field))
	eval[bool](v, `(document.querySelector('dialog[open] input').select(), true)`)
	v.do(chromedp.SendKeys(field, "重启"))
	const chosen = `document.querySelector('dialog[open] [aria-selected=true]')`
	v.wait(`document.querySelectorAll('dialog[open] [role=option]').length > 2 && ` + chosen)
	first := eval[string](v, chosen+`.href`)
	v.do(chromedp.KeyEvent(kb.ArrowDown))
	v.wait(chosen + `.href !== ` + fmt.Sprintf("%q", first))
	second := eval[string](v, chosen+`.href`)
	if got := eval[string](v, `document.querySelector('dialog[open] input').getAttribute('aria-activedescendant')`); got != eval[string](v, chosen+`.id`) {
		t.Errorf("a screen reader is told of option %q", got)
	}
	v.do(chromedp.KeyEvent(kb.ArrowUp))
	v.wait(chosen + `.href === ` + fmt.Sprintf("%q", first))
	v.do(chromedp.KeyEvent(kb.ArrowDown), chromedp.KeyEvent(kb.Enter))
	v.wait(fmt.Sprintf(`location.pathname === new URL(%q).pathname && !document.querySelector('dialog[open]')`, second))
	v.clean()
}

// A live chart replaces its picture when a reader points at it, not before, since loading its
// script takes long on an old machine.
func testChart(t *testing.T, v *visitor) {
	v.open("数据/门店上线进度.xlsx.html")
	if n := eval[int](v, `document.querySelectorAll('figure.chart .chart-picture svg[role=img]').length`); n == 0 {
		t.Fatal("the page has no static picture")
	}
	place := chromedp.CSS("figure.chart .chart-live")
	v.wait(`document.readyState === 'complete' && document.querySelector('figure.chart .chart-live')`)
	v.do(chromedp.ScrollIntoView(place))
	if eval[bool](v, `new Promise(done => requestAnimationFrame(() => setTimeout(() => done('milepostCharts' in window))))`) {
		t.Error("the bundle runs before anybody asked")
	}
	v.do(chromedp.Click(place))
	v.wait(`document.querySelector('figure.chart .is-live [_echarts_instance_]') !== null`)
	v.wait(`/\d/.test(document.querySelector('figure.chart .chart-live').textContent)`)
	v.clean()
}

func testLooks(t *testing.T, v *visitor) {
	v.open("index.html")
	light := eval[string](v, `getComputedStyle(document.body).backgroundColor`)
	call(v, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}})
	if dark := eval[string](v, `getComputedStyle(document.body).backgroundColor`); dark == light {
		t.Errorf("dark and light have the same background %s", dark)
	}
	v.do(chromedp.EmulateViewport(390, 844, chromedp.EmulateMobile))
	for _, p := range []string{"index.html", "运维手册/CRM平台.html", "数据/项目进度.xlsx.html", "数据/RACI矩阵.xlsx.html"} {
		v.open(p)
		if wide := eval[int](v, `document.documentElement.scrollWidth - innerWidth`); wide > 0 {
			t.Errorf("%s is %d px wider than a phone", p, wide)
		}
	}
	v.do(chromedp.ResetViewport())
	call(v, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
	for _, p := range []string{"index.html", "运维手册/CRM平台.html"} {
		v.open(p)
		testPrint(t, v)
	}
	v.clean()
}

func testPrint(t *testing.T, v *visitor) {
	if eval[bool](v, `[...document.querySelectorAll('nav, [data-search-open]')].some(e => e.checkVisibility())`) {
		t.Error("navigation is printed")
	}
	pdf, err := chromedp.Run(v.ctx, chromedp.PrintToPDF())
	if err != nil {
		t.Fatal(err)
	}
	if len(pdf) < 10_000 {
		t.Errorf("the printed page has %d bytes", len(pdf))
	}
}

// Without scripts a page still shows its text and its pictures.
func testNoScript(t *testing.T, v *visitor) {
	call(v, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	v.open("index.html")
	text, err := chromedp.Run(v.ctx, chromedp.Text(chromedp.CSS("main")))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"缓冲只剩", "推广"} {
		if !strings.Contains(text, want) {
			t.Errorf("without scripts the page does not show %q", want)
		}
	}
	call(v, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: false})
	if !eval[bool](v, `[...document.querySelectorAll('main svg')].some(e => e.checkVisibility())`) {
		t.Error("without scripts there is no picture")
	}
	call(v, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	v.open("404.html")
	call(v, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: false})
	if eval[bool](v, `document.querySelector('.lost form').checkVisibility()`) {
		t.Error("without scripts a form leads to a page that cannot search")
	}
	v.clean()
}
