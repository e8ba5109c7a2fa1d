package main

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// slowScripts serves a site whose scripts come late, as on a busy network, so that it shows
// what they move. The theme's script in the head is not delayed.
func slowScripts(t *testing.T, dir string) string {
	t.Helper()
	files := http.FileServer(http.Dir(dir))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, ".js") && !strings.Contains(r.URL.Path, "/theme") {
			time.Sleep(250 * time.Millisecond)
		}
		w.Header().Set("Cache-Control", "no-store")
		files.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	return server.URL + "/"
}

// A live chart looks like its picture and has the same size; its text is large enough on a
// phone, too.
func TestLiveChartIsItsPicture(t *testing.T) {
	v := newVisitor(t, browser(t), slowScripts(t, published(t)))
	for width, most := range map[int64]float64{1440: 0.003, 1200: 0.02, 768: 0.02, 390: 0.003} { // at other widths the picture is scaled, so that its edges have other greys
		v.resize(width)
		for _, p := range []string{"数据/项目进度.xlsx.html", "数据/门店上线进度.xlsx.html", "选型/候选方案评分.html"} {
			call(v, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
			v.open(p)
			before := v.charts()
			if least := eval[float64](v, smallestLetter); width == 390 && least < 10 || least < 9 {
				t.Errorf("%s at %d px: text of %.1f px in a chart", p, width, least)
			}
			call(v, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: false})
			v.open(p)
			v.wait(`document.readyState === 'complete'`)
			n := eval[int](v, `document.querySelectorAll('figure.chart').length`)
			for i := range n {
				eval[bool](v, fmt.Sprintf(`(document.querySelectorAll('figure.chart')[%d].querySelector('.chart-live').dispatchEvent(new Event('focus')))`, i))
				v.wait(fmt.Sprintf(`document.querySelectorAll('figure.chart')[%d].querySelector('.is-live .chart-live svg')`, i))
			}
			after := v.charts()
			if len(before) == 0 || len(before) != len(after) {
				t.Fatalf("%s has %d charts before the scripts and %d after", p, len(before), len(after))
			}
			for i := range before {
				if before[i].Bounds().Size() != after[i].Bounds().Size() {
					t.Errorf("%s at %d px, chart %d: %v before the scripts, %v after", p, width, i+1, before[i].Bounds().Size(), after[i].Bounds().Size())
				} else if d := unlike(before[i], after[i]); d > most {
					t.Errorf("%s at %d px, chart %d: %.2f %% of the pixels change when it becomes live", p, width, i+1, d*100)
				}
			}
		}
	}
	v.clean()
}

// smallestLetter is a script: the size in px of the smallest text in the pictures that are shown.
const smallestLetter = `Math.min(...[...document.querySelectorAll('.chart-picture > svg')].filter(s => s.checkVisibility()).flatMap(s =>
	[...s.querySelectorAll('text')].map(t => parseFloat(getComputedStyle(t).fontSize) * s.getBoundingClientRect().width / s.viewBox.baseVal.width)))`

// charts makes a screenshot of each chart of the page.
func (v *visitor) charts() (out []image.Image) {
	v.t.Helper()
	beyond := true
	for _, r := range eval[[]page.Viewport](v, `[...document.querySelectorAll('.chart-picture')].map(e => {
		const r = e.getBoundingClientRect();
		return {x: r.left + scrollX, y: r.top + scrollY, width: r.width, height: r.height, scale: 1};
	})`) {
		shot, err := chromedp.Call(v.ctx, page.CaptureScreenshot, page.CaptureScreenshotParams{Clip: &r, CaptureBeyondViewport: &beyond})
		if err != nil {
			v.t.Fatal(err)
		}
		img, err := png.Decode(bytes.NewReader(shot.Data))
		if err != nil {
			v.t.Fatal(err)
		}
		if dir := os.Getenv("PICTURES"); dir != "" { // for a person to look at
			name := filepath.Join(dir, fmt.Sprintf("%d.png", time.Now().UnixNano()))
			if err := os.WriteFile(name, shot.Data, 0o666); err != nil {
				v.t.Fatal(err)
			}
		}
		out = append(out, img)
	}
	return out
}

// unlike is the share of pixels whose colour is clearly another one, 0 to 1.
func unlike(a, b image.Image) float64 {
	n := 0
	size := a.Bounds().Size()
	for y := range size.Y {
		for x := range size.X {
			r1, g1, b1, _ := a.At(a.Bounds().Min.X+x, a.Bounds().Min.Y+y).RGBA()
			r2, g2, b2, _ := b.At(b.Bounds().Min.X+x, b.Bounds().Min.Y+y).RGBA()
			if max(r1, r2)-min(r1, r2)+max(g1, g2)-min(g1, g2)+max(b1, b2)-min(b1, b2) > 0x6000 {
				n++
			}
		}
	}
	return float64(n) / float64(size.X*size.Y)
}
