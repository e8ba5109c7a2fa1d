package chart

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// pictureWidth is the width of the static picture in px: the text column of a page.
const pictureWidth = 760

// maxMarks is the most marks in one chart; beyond it lines are sampled and
// categories left out.
const maxMarks = 2000

// maxTable is the most rows of the table under a chart; the whole table
// stands on the workbook's page.
const maxTable = 200

// object is a part of an option.
type object = map[string]any

// maker is what all charts of go-echarts have in common.
type maker interface {
	Validate()
	JSON() map[string]any
}

// extra is what we add to an option for our own scripts (src/chart/prepare.ts).
type extra struct {
	Lang    string   `json:"lang"`
	Formats []format `json:"formats"`
	Periods []string `json:"periods,omitempty"` // of the category axis, for its labels
	Point   []string `json:"point,omitempty"`   // scatter: the names of x and y, for tooltips
	Zoom    string   `json:"zoom,omitempty"`    // x or y: the live chart can be zoomed along it
	Names   []string `json:"names,omitempty"`   // of the categories, which "@name" cuts where they still differ
}

// option is the chart's JSON with patch laid over it: what go-echarts cannot
// say (numbers for the grid, gaps, names of formats) or says wrong. Its render
// functions are never called: they write texts of cells raw into a script. JSON
// escapes <, > and &, so the result can stand in a script element.
func option(c maker, x extra, patch object) string {
	c.Validate()
	src, err := json.Marshal(c.JSON())
	if err != nil {
		panic(err) // values are checked to be finite before; anything else is our own bug
	}
	var o object
	if err := json.Unmarshal(src, &o); err != nil {
		panic(err)
	}
	for _, unused := range []string{"title", "toolbox", "color"} {
		delete(o, unused)
	}
	dropNulls(o)
	merge(o, patch)
	if slices.ContainsFunc(x.Names, braced) {
		merge(o, object{"tooltip": object{"formatter": "@tip"}}) // ECharts builds its own from names between braces
	}
	o["milepost"] = x
	out, err := json.Marshal(o)
	if err != nil {
		panic(err)
	}
	return string(out)
}

func braced(s string) bool { return strings.ContainsAny(s, "{}") }

// dropNulls removes the null settings that go-echarts writes for what was not set.
func dropNulls(v any) {
	switch t := v.(type) {
	case object:
		for k, e := range t {
			if e == nil {
				delete(t, k)
			} else {
				dropNulls(e)
			}
		}
	case []any:
		for _, e := range t {
			dropNulls(e)
		}
	}
}

// merge lays patch over o: objects are merged, lists of objects entry by entry,
// anything else is replaced.
func merge(o, patch object) {
	for k, p := range patch {
		switch p := p.(type) {
		case object:
			if old, ok := o[k].(object); ok {
				merge(old, p)
				continue
			}
		case []object:
			if old, ok := o[k].([]any); ok && len(old) == len(p) {
				for i := range p {
					if e, ok := old[i].(object); ok {
						merge(e, p[i])
					}
				}
				continue
			}
		}
		o[k] = p
	}
}

// merged is a with b laid over it.
func merged(a, b object) object {
	merge(a, b)
	return a
}

// fonts is the font stack of the pictures, as in css/tokens.css. Single quotes:
// ECharts 6.1 writes it into a style attribute without escaping (zrender svg/core.ts).
const fonts = `-apple-system, BlinkMacSystemFont, 'Segoe UI', 'PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Source Han Sans SC', sans-serif`

// common are the settings all charts share.
func common(b *build) []charts.GlobalOpts {
	return []charts.GlobalOpts{
		charts.WithAnimation(false),
		charts.WithAriaOpts(&opts.Aria{Enabled: opts.Bool(false)}), // our own description stands beside the chart
		charts.WithTooltipOpts(opts.Tooltip{Show: opts.Bool(true), Trigger: "item"}),
		charts.WithLegendOpts(opts.Legend{Show: opts.Bool(false)}),
	}
}

// commonPatch are the settings all charts share that go-echarts has no words for.
func commonPatch(trigger string) object {
	return object{
		"useUTC":          true, // days are UTC midnights on every machine
		"textStyle":       object{"fontFamily": fonts, "color": light("text")},
		"backgroundColor": "transparent",
		// drawn as SVG text: no HTML is made of texts from cells, and the page's CSP holds
		"tooltip": object{
			"renderMode": "richText", "confine": true, "trigger": trigger,
			"backgroundColor": light("paper"), "borderColor": light("axis"), "borderWidth": 1, "padding": 8,
			"textStyle": object{"color": light("text"), "fontSize": 12},
		},
	}
}

// legend is the legend's patch and its height; none for a single series.
func legend(names []string, round bool) (object, int) {
	if len(names) < 2 && !round {
		return object{"show": false}, 0
	}
	total := 0.0
	for _, n := range names {
		total += min(width(n), 180) + 46
	}
	rows := int(total/(pictureWidth-40)) + 1
	return object{
		"show": true, "top": 0, "left": "center", "width": pictureWidth - 40, "data": names,
		"itemWidth": 18, "itemHeight": 10, "itemGap": 16,
		"textStyle": object{"color": light("text"), "fontSize": 12}, "formatter": "@name180",
	}, rows*22 + 6
}

// short cuts a text to about px wide.
func short(s string, px float64) string {
	if width(s) <= px {
		return s
	}
	var out strings.Builder
	w := 0.0
	for _, r := range s {
		w += width(string(r))
		if w > px-12 {
			break
		}
		out.WriteRune(r)
	}
	return strings.TrimSpace(out.String()) + "…"
}
