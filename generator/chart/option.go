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

// maxMarks is the most marks in one chart. Of more, lines show a sample and other
// charts leave categories out.
const maxMarks = 2000

// maxTable is the most rows of the table under a chart. The page of the workbook
// has all.
const maxTable = 200

// object is a part of an option.
type object = map[string]any

// maker is a chart of go-echarts.
type maker interface {
	Validate()
	JSON() map[string]any
}

// extra is what our scripts (src/chart/prepare.ts) need to know of a chart.
type extra struct {
	Lang    string   `json:"lang"`
	Formats []format `json:"formats"`
	Periods []string `json:"periods,omitempty"` // of the category axis, for its labels
	Point   []string `json:"point,omitempty"`   // scatter: the names of x and y, for tooltips
	Zoom    string   `json:"zoom,omitempty"`    // x or y: the live chart can be zoomed along it
	Names   []string `json:"names,omitempty"`   // of the categories, which "@name" cuts where they still differ
}

// option is the JSON of a chart, merged with patch: settings that go-echarts does
// not have (numbers for the grid, gaps, names of formats) or gets wrong. The
// render functions of go-echarts are never called, as they write texts of cells
// into a script without escaping. The JSON has <, > and & escaped, so that it can
// be the content of a script element.
func option(c maker, x extra, patch object) string {
	c.Validate()
	src, err := json.Marshal(c.JSON())
	if err != nil {
		panic(err) // a bug of ours: values have been checked to be finite
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

// merge changes o: objects are merged with those of patch, and so are the entries of
// lists of objects that are equally long; anything else is replaced.
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

// merged changes a by merging b into it and returns it.
func merged(a, b object) object {
	merge(a, b)
	return a
}

// fonts is the font stack of the pictures, as in css/tokens.css. Single quotes:
// ECharts 6.1 writes it into a style attribute without escaping (zrender svg/core.ts).
const fonts = `-apple-system, BlinkMacSystemFont, 'Segoe UI', 'PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Source Han Sans SC', sans-serif`

// common are the settings of all charts.
func common(b *build) []charts.GlobalOpts {
	return []charts.GlobalOpts{
		charts.WithAnimation(false),
		charts.WithAriaOpts(&opts.Aria{Enabled: opts.Bool(false)}), // the page has our own description
		charts.WithTooltipOpts(opts.Tooltip{Show: opts.Bool(true), Trigger: "item"}),
		charts.WithLegendOpts(opts.Legend{Show: opts.Bool(false)}),
	}
}

// commonPatch are the settings of all charts that go-echarts does not have.
func commonPatch(trigger string) object {
	return object{
		"useUTC":          true, // a day is its midnight in UTC, whatever the time zone
		"textStyle":       object{"fontFamily": fonts, "color": light("text")},
		"backgroundColor": "transparent",
		// drawn as SVG text, so that texts from cells never become HTML and the page's CSP allows it
		"tooltip": object{
			"renderMode": "richText", "confine": true, "trigger": trigger,
			"backgroundColor": light("paper"), "borderColor": light("axis"), "borderWidth": 1, "padding": 8,
			"textStyle": object{"color": light("text"), "fontSize": 12},
		},
	}
}

// legend is the patch of the legend and its height. A single series has no legend,
// unless the chart is round.
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

// short cuts a text to a width of about px.
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
