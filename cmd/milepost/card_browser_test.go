package main

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// A query that names an indicator, a phase, a risk, a person or a sheet shows its card
// first, from disk too. The card can be chosen in the dialog like a hit, and screen readers
// read it. Other queries load no cards.
func TestCardsOfWhatAQueryNames(t *testing.T) {
	ctx := browser(t)
	v := newVisitor(t, ctx, "file://"+filepath.ToSlash(published(t))+"/")
	v.open("项目总览/index.html")
	v.do(chromedp.Evaluate[chromedp.Void](`document.querySelector('[data-search-open]').click()`))
	v.wait(`document.querySelector('.search-dialog[open] input')`)
	typed := func(q string) {
		t.Helper()
		eval[bool](v, `(() => { const i = document.querySelector('.search-dialog input'); i.value = `+"`"+q+"`"+`; i.dispatchEvent(new Event('input', {bubbles: true})); return true; })()`)
	}
	loaded := `[...window.milepost.engine.loader.waiting.keys()].filter(k => k.startsWith('c/')).length`
	typed("磁盘空间")
	v.wait(`document.querySelector('.search-list .hit')`)
	if n := eval[int](v, loaded); n != 0 {
		t.Errorf("a query that names nothing loads %d files of cards", n)
	}
	for _, c := range []struct{ query, want, href string }{
		{"门店员工周活跃率现在多少", "指标门店员工周活跃率偏离58.2%目标 80.0%", "KPI%E6%9C%88%E6%8A%A5_2026-10.xlsx.html#KPI-r10"},
		{"推广分几批", "阶段推广落后77%计划完成 2026-12-18", ""},
		{"r-01", "风险西南区门店专线改造拖后，年底前上不完高", ""},
		{"变革经理", "人员变革经理角色 变革经理", ""},
		{"风险登记册", "数据表风险登记册.xlsx10 行", ""},
	} {
		typed(c.query)
		v.wait(`document.querySelector('.search-list .hit:first-child .card-link[role=option]') && document.querySelector('.card-link').textContent.startsWith(` + "`" + c.want[:strings.IndexAny(c.want+" ", " ")] + "`" + `)`)
		got := eval[string](v, `document.querySelector('.card-link').textContent`)
		if !strings.HasPrefix(got, c.want) || !strings.Contains(got, "数据截至") && c.query != "变革经理" {
			t.Errorf("%s: the card says %q, want %q", c.query, got, c.want)
		}
		if said := eval[string](v, `document.querySelector('.search-status').textContent`); !strings.Contains(said, eval[string](v, `document.querySelector('.card-link .hit-title').textContent`)) {
			t.Errorf("%s: a screen reader hears %q", c.query, said)
		}
		if href := eval[string](v, `document.querySelector('.card-link').href`); !strings.HasSuffix(href, c.href) {
			t.Errorf("%s leads to %s, want …%s", c.query, href, c.href)
		}
	}
	typed("推广素材在哪里下载呢")
	v.wait(`document.querySelector('.search-list .hit') && !document.querySelector('.card-link')`)
	if n := eval[int](v, loaded); n != 1 {
		t.Errorf("the cards were loaded %d times", n)
	}
	v.clean()
}
