package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// A long table can be searched and sorted, and its columns hidden; on a phone its rows are cards.
func TestTables(t *testing.T) {
	server := httptest.NewServer(http.FileServer(http.Dir(published(t))))
	t.Cleanup(server.Close)
	v := newVisitor(t, browser(t), server.URL+"/")
	v.resize(1024)
	v.open("数据/项目进度.xlsx.html")
	v.wait(`document.querySelector('.table-tools input')`)
	const table = `document.querySelector('.table-tools + .table-scroll table')`
	const names = `[...` + table + `.tBodies[0].rows].filter(r => r.offsetHeight > 0).map(r => r.querySelector('.key').textContent)`

	all := eval[[]string](v, names)
	field := chromedp.CSS(".table-tools input[type=search]")
	v.do(chromedp.SendKeys(field, "西南"))
	if got := eval[[]string](v, names); len(got) == 0 || len(got) == len(all) || !slices.ContainsFunc(got, func(s string) bool { return strings.Contains(s, "西南") }) {
		t.Errorf("the rows for 西南 are %q", got)
	}
	eval[bool](v, `(document.querySelector('.table-tools input').select(), true)`)
	v.do(chromedp.SendKeys(field, kb.Delete))

	sort := func(header string) {
		eval[bool](v, `([...`+table+`.querySelectorAll('.sort')].find(b => b.textContent.startsWith('`+header+`')).click(), true)`)
	}
	const percent = `[...` + table + `.tBodies[0].rows].map(r => parseFloat(r.querySelector('[data-h^="完成率"]')?.textContent ?? 'NaN')).filter(n => n === n)`
	sort("完成率")
	if got := eval[[]float64](v, percent); !slices.IsSorted(got) || len(got) < 10 {
		t.Errorf("sorted by share: %v", got)
	}
	sort("完成率")
	sort("完成率")
	if got := eval[[]string](v, names); !slices.Equal(got, all) {
		t.Errorf("after a third click the rows are %q", got)
	}

	press := func(name string) []string {
		eval[bool](v, `([...document.querySelectorAll('.states button')].find(b => b.textContent.startsWith('`+name+`')).click(), true)`)
		return eval[[]string](v, `[...new Set([...`+table+`.tBodies[0].rows].filter(r => r.offsetHeight > 0).map(r => r.querySelector('.chip').textContent))]`)
	}
	if got := press("未完成"); len(got) < 2 || slices.Contains(got, "已完成") {
		t.Errorf("the open rows are %q", got)
	}
	if got := press("延期"); !slices.Equal(got, []string{"延期"}) {
		t.Errorf("the late rows are %q", got)
	}
	if press("全部"); !slices.Equal(eval[[]string](v, names), all) {
		t.Error("not all rows come back")
	}

	v.do(chromedp.Click(chromedp.CSS(".pick summary")))
	before := eval[int](v, table+`.rows[0].querySelectorAll('th:not([hidden])').length`)
	tick := func(n int) int {
		eval[bool](v, fmt.Sprintf(`(document.querySelectorAll('.pick input')[%d].click(), true)`, n))
		return eval[int](v, table+`.rows[0].querySelectorAll('th:not([hidden])').length`)
	}
	if after := tick(1); after != before-1 {
		t.Errorf("%d columns became %d", before, after)
	}
	if after := tick(0); after != before { // the box for all columns shows the hidden one again
		t.Errorf("all columns are %d of %d", after, before)
	}
	if after := tick(0); after != 1 {
		t.Errorf("without all columns %d are left", after)
	}
	tick(0)

	eval[bool](v, `(document.querySelector('.table-tools + .table-scroll').scrollTo(400, 200), true)`)
	if got := eval[[]float64](v, `(() => {
		const box = document.querySelector('.table-tools + .table-scroll').getBoundingClientRect();
		const key = `+table+`.tBodies[0].rows[8].querySelector('.key').getBoundingClientRect();
		const head = `+table+`.tHead.getBoundingClientRect(), cell = `+table+`.tHead.rows[0].cells[0].getBoundingClientRect();
		return [key.left - box.left, cell.top - box.top];
	})()`); got[0] > 2 || got[1] > 2 {
		t.Errorf("after scrolling the name is %v px from the edge and the header %v px", got[0], got[1])
	}
	if broken := eval[[]string](v, `[...document.querySelectorAll('td.date, td.num, td.short')].filter(c => c.offsetParent && c.getClientRects().length && getComputedStyle(c).whiteSpace !== 'nowrap').map(c => c.textContent)`); len(broken) > 0 {
		t.Errorf("these cells may break: %q", broken)
	}

	v.resize(390)
	v.open("数据/项目进度.xlsx.html")
	if wide := eval[int](v, table+`.offsetWidth - 390`); wide > 0 {
		t.Errorf("the cards are %d px wider than a phone", wide)
	}
	if label := eval[string](v, `getComputedStyle(`+table+`.tBodies[0].querySelector('[data-h^="负责人"]'), '::before').content`); !strings.Contains(label, "负责人") {
		t.Errorf("a field of a card is labelled %q", label)
	}

	// The table below a matrix shows the same again, so it is folded. It opens for an address of
	// one of its rows.
	const folded = `document.getElementById('RACI-r5').closest('details')`
	v.open("数据/RACI矩阵.xlsx.html")
	if eval[bool](v, folded+`.open`) {
		t.Error("the table below the matrix is not folded")
	}
	eval[bool](v, `(location.hash = "RACI-r5", true)`)
	v.wait(folded + `.open && document.getElementById('RACI-r5').getBoundingClientRect().top < innerHeight`)
	v.clean()
}
