package theme

import (
	"fmt"
	"html/template"
	"math"
	"strings"

	"milepost/generator/document"
	"milepost/generator/kb"
)

// picture is a drawing that serves all widths without a script: it has no view
// box, x is in percent and y in px, and its text keeps its size.
type picture struct{ strings.Builder }

func (p *picture) add(format string, args ...any) { fmt.Fprintf(&p.Builder, format, args...) }

// open begins the drawing. What it shows is said in words too: label is for who
// cannot see it, "" if the text beside says it all.
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

// axis places days, or anything else, along the width.
type axis struct{ from, to float64 }

func dayAxis(from, to kb.Date) axis { return axis{0, math.Max(1, float64(to.Sub(from)))} }

// at is a place in percent, kept within the picture.
func (a axis) at(v float64) float64 {
	if a.to <= a.from {
		return 0
	}
	return min(max((v-a.from)/(a.to-a.from)*100, 0), 100)
}

// months are the first days of the months from one day to another.
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

// toneClass is how a tone is marked; a word or a sign always stands beside it.
func toneClass(t document.Tone) string {
	switch t {
	case document.Good, document.Warn, document.Bad, document.Muted:
		return "t-" + string(t)
	}
	return "t-plain"
}
