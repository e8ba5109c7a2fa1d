package main

import (
	"testing"

	"github.com/chromedp/cdproto/emulation"
)

// The status of the project on the home page fits on one screen, nothing moves after it was
// drawn, and on a phone nothing scrolls sideways.
func TestHomeIsOneStillScreen(t *testing.T) {
	ctx := browser(t)
	out := published(t)
	for _, c := range []struct {
		name          string
		width, height int64
		mobile        bool
	}{{"desk", 1440, 900, false}, {"phone", 390, 844, true}} {
		t.Run(c.name, func(t *testing.T) {
			v := newVisitor(t, ctx, "file://"+out+"/")
			call(v, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: c.width, Height: c.height, DeviceScaleFactor: 1, Mobile: c.mobile})
			v.open("index.html")
			v.wait(`document.querySelector('[data-overdue-count]').textContent`)
			if shift := eval[float64](v, `new Promise(done => {
				let sum = 0;
				new PerformanceObserver(list => list.getEntries().forEach(e => { sum += e.value; })).observe({type: 'layout-shift', buffered: true});
				setTimeout(() => done(sum), 300);
			})`); shift > 0.02 {
				t.Errorf("the layout shifts by %.3f", shift)
			}
			if w := eval[int64](v, `document.documentElement.scrollWidth`); w > c.width {
				t.Errorf("%d px wide in a window of %d", w, c.width)
			}
			if end := eval[int64](v, `Math.round(document.querySelector('.front').getBoundingClientRect().bottom)`); !c.mobile && end > c.height {
				t.Errorf("the project's status ends at %d px, below the first screen of %d", end, c.height)
			}
			if parts := eval[string](v, `[...document.querySelectorAll('.stand-row dt, .front h2')].map(e => e.firstChild.textContent).join(' ')`); parts != "进度 价值 质量 风险 指标 最新报告 需决策事项 风险 下一步里程碑" {
				t.Errorf("parts: %s", parts)
			}
			v.clean()
		})
	}
}
