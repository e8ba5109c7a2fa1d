package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// The axis of a Gantt chart stays visible and marks today. At any width all months are in the
// window.
func TestGantt(t *testing.T) {
	server := httptest.NewServer(http.FileServer(http.Dir(published(t))))
	t.Cleanup(server.Close)
	v := newVisitor(t, browser(t), server.URL+"/")
	for _, width := range []int64{390, 1024, 1440} {
		v.resize(width)
		v.open("数据/项目进度.xlsx.html")
		v.wait(`document.querySelector('.gantt .today-mark')`)
		got := eval[struct {
			Top, Header, Right, Left float64
			Today                    string
			Months, Labels           int
		}](v, `(() => {
			const table = document.querySelector('.gantt');
			scrollTo({top: table.getBoundingClientRect().top + scrollY + 300, behavior: 'instant'});
			const axis = table.querySelector('thead .track').getBoundingClientRect();
			const today = table.querySelector('.today-mark');
			const [from, to] = [table.dataset.start, table.dataset.end].map(d => d.split('-').map(Number));
			return {
				Top: axis.top, Header: document.querySelector('.top').getBoundingClientRect().bottom,
				Right: table.getBoundingClientRect().right - innerWidth, Left: today.getBoundingClientRect().left, Today: today.textContent,
				Months: (to[0] - from[0]) * 12 + to[1] - from[1] + 1, Labels: table.querySelectorAll('defs line').length,
			};
		})()`)
		if diff := got.Top - got.Header; diff < -3 || diff > 3 {
			t.Errorf("at %d px the axis stands at %v, the header ends at %v", width, got.Top, got.Header)
		}
		if got.Right > 0 || got.Left < 0 || got.Left > float64(width) || !strings.Contains(got.Today, "今天") {
			t.Errorf("at %d px the chart ends %v px outside; %q stands at %v", width, got.Right, got.Today, got.Left)
		}
		if got.Months != got.Labels {
			t.Errorf("at %d px %d of %d months are ruled", width, got.Labels, got.Months)
		}
	}
	v.open("使用指南/站点设置.html")
	if style := eval[string](v, `getComputedStyle(document.querySelector('.code .c, .code .c1') ?? document.body).fontStyle`); style != "normal" {
		t.Errorf("comments are %s", style)
	}
	v.clean()
}
