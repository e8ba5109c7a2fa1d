package main

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
)

// axe-core (from node_modules) finds no fault under WCAG 2.2 A and AA or its best practices,
// on any type of page, in any mode.
func testAccessible(t *testing.T, v *visitor) {
	accessible(t, v, slices.Compact(slices.Sorted(slices.Values(slices.Concat(pageTypes, viewed)))))
}

// viewed are the workbooks whose pages begin with a view.
var viewed = []string{
	"数据/服务级别与事件.xlsx.html", "数据/满意度调查.xlsx.html", "数据/风险登记册.xlsx.html", "数据/巡检记录_2026.xlsx.html", "数据/意见箱.xlsx.html",
	"数据/选型评分.xlsx.html", "数据/TCO三年测算.xlsx.html", "数据/培训记录.csv.html", "数据/培训问卷_2026-10.xlsx.html", "数据/发布记录.xlsx.html",
	"数据/项目成员.xlsx.html", "数据/平台监控_2026-11.csv.html",
}

// The rules of axe: all, those whose result depends on colours, and those whose result
// depends on the width of the window.
const (
	allRules    = `['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']`
	colourRules = `{type: 'rule', values: ['color-contrast', 'link-in-text-block']}`
	paperRules  = `{type: 'rule', values: ['color-contrast']}` // links need not be told apart on paper
	roomRules   = `{type: 'rule', values: ['color-contrast', 'target-size', 'scrollable-region-focusable', 'aria-hidden-focus', 'region', 'landmark-unique']}`
)

// modes are the ways in which axe sees each page: colours, width, print and so on.
var modes = []struct {
	name  string
	width int64
	media emulation.SetEmulatedMediaParams
	rules string
}{
	{"light", 1440, looks("screen"), allRules},
	{"dark", 1440, looks("screen", "prefers-color-scheme", "dark"), colourRules},
	{"forced colours", 1440, looks("screen", "forced-colors", "active"), colourRules},
	{"on paper", 794, looks("print"), paperRules},
	{"1280 zoomed to 400 %", 320, looks("screen"), roomRules},
}

// looks sets a medium and its features, given as name, value, name, value. Motion is off,
// since axe can't judge a colour that is changing into another one.
func looks(medium string, features ...string) emulation.SetEmulatedMediaParams {
	out := emulation.SetEmulatedMediaParams{Media: medium, Features: []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}}}
	for pair := range slices.Chunk(features, 2) {
		out.Features = append(out.Features, &emulation.MediaFeature{Name: pair[0], Value: pair[1]})
	}
	return out
}

// accessible checks pages with axe in all modes, and that at most eight stops of the Tab key
// come before the text.
func accessible(t *testing.T, v *visitor, pages []string) {
	t.Helper()
	axe, err := os.ReadFile("../../themes/default/node_modules/axe-core/axe.min.js")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("CI must have axe-core: %v", err)
		}
		t.Skip("axe-core is not installed: run npm ci in themes/default")
	}
	for _, p := range pages {
		call(v, emulation.SetEmulatedMedia, modes[0].media)
		v.resize(modes[0].width)
		v.open(p)
		v.wait(`document.readyState === 'complete'`)
		if !strings.HasPrefix(p, "search.html") { // its field has the focus
			if n := v.stopsBeforeText(); n > 8 {
				t.Errorf("%s: %d stops of the Tab key before the text", p, n)
			}
		}
		eval[bool](v, string(axe)+";true")
		for _, m := range modes {
			call(v, emulation.SetEmulatedMedia, m.media)
			v.resize(m.width)
			for _, f := range eval[[]string](v, fmt.Sprintf(`new Promise(done => requestAnimationFrame(() => setTimeout(done)))
				.then(() => axe.run(document, {runOnly: %s, resultTypes: ['violations']}))
				.then(r => r.violations.flatMap(x => x.nodes.slice(0, 3).map(n => x.id + ': ' + n.html.slice(0, 160) + ' ' + (n.any[0]?.message ?? ''))))`, m.rules)) {
				t.Errorf("%s, %s: %s", p, m.name, f)
			}
		}
	}
	v.clean()
}
