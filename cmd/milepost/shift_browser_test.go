package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// pageTypes has a page of each kind in the sample.
var pageTypes = []string{
	"index.html", "项目总览/index.html", "项目总览/项目计划.html", "项目总览/团队与职责.html", "阶段/试点/index.html", "选型/候选方案评分.html",
	"运维手册/CRM平台.html", "常见问题/登录与账号.html", "变革管理/反馈会/2026-Q3.html", "健康检查/2026-Q3.html",
	"项目总览/风险登记.html", "项目总览/月报/index.html", "项目总览/月报/月报-2026-10.html", "项目总览/周报/周报-2026-W47.html",
	"数据/项目进度.xlsx.html", "数据/RACI矩阵.xlsx.html", "数据/满意度调查.xlsx.html", "数据/门店上线进度.xlsx.html", "数据/KPI月报_2026-10.xlsx.html",
	"数据/平台监控_2026-11.csv.html", "使用指南/数据块与图表.html", "data-status.html", "tags/index.html", "tags/kpi.html", "search.html", "search.html?q=积分", "404.html",
	"owners/index.html", "owners/项目经理.html", "运维手册/book.html", "数据/index.html", "数据/风险登记册.xlsx.html", "其他项目/index.html",
}

// watchShifts is a script that sums up how far visible elements move without an action of the
// reader, as the metric CLS does (web.dev/cls).
const watchShifts = `window.shifted = {sum: 0, what: ''};
new PerformanceObserver(list => {
	for (const e of list.getEntries()) {
		if (e.hadRecentInput) continue;
		shifted.sum += e.value;
		shifted.what += e.sources.map(s => s.node && (s.node.className || s.node.nodeName)).join(', ') + '; ';
	}
}).observe({type: 'layout-shift', buffered: true});`

// someDay is a script that sets the day on which pages are read. On that day some dates of the
// sample are near, and others past.
const someDay = `{
	const off = Date.UTC(2026, 10, 27, 4) - Date.now();
	window.Date = class extends Date {
		constructor(...at) { if (at.length > 0) super(...at); else super(Date.now()); }
		static now() { return super.now() + off; }
	};
}`

// before runs a script in each page before the page's own scripts.
func (v *visitor) before(js string) {
	v.t.Helper()
	if _, err := chromedp.Call(v.ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: js}); err != nil {
		v.t.Fatal(err)
	}
}

// slowly serves a site as over a busy network: pages come in pieces, and scripts come after
// the page was painted, so that it shows what they move.
func slowly(t *testing.T, dir string) string {
	t.Helper()
	files := http.FileServer(http.Dir(dir))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		name := filepath.Join(dir, filepath.FromSlash(r.URL.Path))
		html, err := os.ReadFile(name)
		if err != nil || filepath.Ext(name) != ".html" {
			if filepath.Ext(name) == ".js" && !strings.Contains(name, "theme.") {
				time.Sleep(250 * time.Millisecond)
			}
			files.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		for piece := range slices.Chunk(html, 16<<10) {
			_, _ = w.Write(piece)
			_ = http.NewResponseController(w).Flush()
			time.Sleep(20 * time.Millisecond)
		}
	}))
	t.Cleanup(server.Close)
	return server.URL + "/"
}

// On a slow machine, nothing visible moves while a page and its scripts load, and nothing is
// wider than the window.
func TestNothingMoves(t *testing.T) {
	v := newPatientVisitor(t, browser(t), slowly(t, published(t)), 15*time.Minute)
	slower := func(times float64) {
		call(v, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: times})
	}
	v.before(someDay)
	v.before(watchShifts)
	for _, width := range []int64{390, 1440} {
		v.resize(width)
		for _, p := range pageTypes {
			slower(4)
			v.open(p)
			v.wait(`document.readyState === 'complete'`)
			if strings.Contains(p, "?q=") {
				v.wait(`document.querySelector('.search-facet')`)
			}
			eval[bool](v, `new Promise(done => {
				const step = () => {
					scrollBy({top: innerHeight * 0.7, behavior: 'instant'});
					if (innerHeight + scrollY >= document.documentElement.scrollHeight - 2) setTimeout(done, 400, true);
					else setTimeout(step, 60);
				};
				step();
			})`)
			got := eval[struct {
				Sum  float64 `json:"sum"`
				What string  `json:"what"`
			}](v, `shifted`)
			if got.Sum > 0.02 {
				t.Errorf("%s at %d px: layout shift %.3f of %s", p, width, got.Sum, got.What)
			}
			slower(1) // a slow page is one that computes in vain: its width needs none of that
			for _, narrow := range map[int64][]int64{390: {390, 320}, 1440: {1440, 1024, 768, 640}}[width] {
				v.resize(narrow) // 1280 zoomed to 200 % is 640, to 400 % it is 320
				if over := eval[int](v, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); over > 0 {
					t.Errorf("%s is %d px wider than the window of %d", p, over, narrow)
				}
			}
			v.resize(width)
		}
	}
	v.clean()
}

// Notes on days (overdue, due soon) are in a page before it is painted, even if the other
// scripts fail.
func TestDaysAreJudgedFirst(t *testing.T) {
	files := http.FileServer(http.Dir(published(t)))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, ".js") && !strings.Contains(r.URL.Path, "/theme.") {
			http.NotFound(w, r)
			return
		}
		files.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	v := newVisitor(t, browser(t), server.URL+"/")
	v.before(someDay)
	for _, c := range []struct{ page, want string }{
		{"项目总览/风险登记.html", "23 天后到期"},
		{"运维手册/数据同步服务.html", "已逾期 15 天"},
		{"运维手册/index.html", "已逾期 15 天"},
	} {
		v.open(c.page)
		v.wait(`document.readyState === 'complete'`)
		if got := eval[string](v, `[...document.querySelectorAll('.fresh')].map(e => e.textContent).join()`); got != c.want {
			t.Errorf("%s says %q of its days, want %q", c.page, got, c.want)
		}
	}
}
