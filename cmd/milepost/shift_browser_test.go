package main

import (
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// pageTypes are a page of each kind of the sample.
var pageTypes = []string{
	"index.html", "项目总览/index.html", "项目总览/项目计划.html", "项目总览/团队与职责.html", "阶段/试点/index.html", "选型/候选方案评分.html",
	"运维手册/CRM平台.html", "常见问题/登录与账号.html", "变革管理/反馈会/2026-Q3.html", "健康检查/2026-Q3.html",
	"项目总览/月报/index.html", "项目总览/月报/月报-2026-10.html", "项目总览/周报/周报-2026-W47.html",
	"数据/项目进度.xlsx.html", "数据/RACI矩阵.xlsx.html", "数据/满意度调查.xlsx.html", "数据/门店上线进度.xlsx.html", "数据/KPI月报_2026-10.xlsx.html",
	"数据/平台监控_2026-11.csv.html", "使用指南/数据块与图表.html", "data-status.html", "tags/index.html", "tags/kpi.html", "search.html", "404.html",
	"owners/index.html", "owners/项目经理.html", "运维手册/book.html", "数据/index.html", "数据/风险登记册.xlsx.html", "其他项目/index.html",
}

// watchShifts notes how far what has been seen moves by itself (web.dev/cls).
const watchShifts = `window.shifted = {sum: 0, what: ''};
new PerformanceObserver(list => {
	for (const e of list.getEntries()) {
		if (e.hadRecentInput) continue;
		shifted.sum += e.value;
		shifted.what += e.sources.map(s => s.node && (s.node.className || s.node.nodeName)).join(', ') + '; ';
	}
}).observe({type: 'layout-shift', buffered: true});`

// Nothing moves under the eyes of a reader while scripts arrive, and nothing is
// wider than the window.
func TestNothingMoves(t *testing.T) {
	v := newVisitor(t, browser(t), slowScripts(t, published(t)))
	if _, err := chromedp.Call(v.ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: watchShifts}); err != nil {
		t.Fatal(err)
	}
	for _, width := range []int64{390, 1440} {
		v.resize(width)
		for _, p := range pageTypes {
			v.open(p)
			v.wait(`document.readyState === 'complete'`)
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
