package theme

import (
	"fmt"
	"html/template"
	"math"
	"strings"

	"milepost/generator/document"
	"milepost/generator/kb"
)

// picture is an SVG that fits every width without a script: it has no view box, x
// is in percent and y in px, so its text keeps its size.
type picture struct{ strings.Builder }

func (p *picture) add(format string, args ...any) { fmt.Fprintf(&p.Builder, format, args...) }

// open begins the drawing. label says in words what it shows, for readers who cannot
// see it; "" if the text beside it says the same.
func (p *picture) open(height int, label string) {
	if label == "" {
		p.add(`<svg class="pic" width="100%%" height="%d" aria-hidden="true" focusable="false">`, height)
		return
	}
	p.add(`<svg class="pic" width="100%%" height="%d" role="img" aria-label="%s" focusable="false">`, height, template.HTMLEscapeString(label))
}

func (p *picture) close() template.HTML {
	p.add(`</svg>`)
	return template.HTML(p.String())
}

func (p *picture) text(x string, y int, class, anchor, s string) {
	if anchor != "" {
		anchor = ` text-anchor="` + anchor + `"`
	}
	p.add(`<text x="%s" y="%d" class="%s"%s>%s</text>`, x, y, class, anchor, template.HTMLEscapeString(s))
}

// axis maps values from..to, of days or anything else, to the width of a picture.
type axis struct{ from, to float64 }

func dayAxis(from, to kb.Date) axis { return axis{0, math.Max(1, float64(to.Sub(from)))} }

// at is where a value lies, in percent of the width; values outside the axis lie at its ends.
func (a axis) at(v float64) float64 {
	if a.to <= a.from {
		return 0
	}
	return min(max((v-a.from)/(a.to-a.from)*100, 0), 100)
}

// months returns the first days of months that lie between two days (both included), at most 600.
func months(from, to kb.Date) (out []kb.Date) {
	if from == "" || to == "" {
		return nil
	}
	for d := from[:7] + "-01"; d <= to && len(out) < 600; d = d.AddDays(31)[:7] + "-01" {
		if d >= from {
			out = append(out, d)
		}
	}
	return out
}

// toneClass is the class that colours a tone. A word or a sign always stands beside
// the colour.
func toneClass(t document.Tone) string {
	switch t {
	case document.Good, document.Warn, document.Bad, document.Muted:
		return "t-" + string(t)
	}
	return "t-plain"
}
