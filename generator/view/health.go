package view

import (
	"cmp"
	"slices"
	"strconv"

	"milepost/generator/document"
	"milepost/generator/metric"
	"milepost/generator/site"
)

// KindHealth is the kind of the view of health checks, which are pages.
const KindHealth = "health"

// Health shows the scores of the health checks among pages, quarter by quarter, and their
// findings. ok is false if no page has a quarter and a score.
func Health(data *site.Data, pages []*site.Page, lang string) (document.Section, bool) {
	h := checked{eye: eye{data: data, lang: lang}}
	for _, p := range pages {
		if p.Kind == site.HealthCheck && p.Quarter() != "" {
			h.pages = append(h.pages, p)
		}
	}
	slices.SortStableFunc(h.pages, func(a, b *site.Page) int {
		return cmp.Or(cmp.Compare(a.Quarter().End(), b.Quarter().End()), cmp.Compare(a.Path, b.Path))
	})
	h.pages = h.pages[max(0, len(h.pages)-most):]
	for _, s := range site.HealthScores {
		h.add(s)
	}
	if len(h.scores) == 0 {
		return document.Section{}, false
	}
	s := document.Section{Kind: KindHealth, Title: h.finding(), Note: h.line(h.several("health.note", len(h.pages), h.most())), Blocks: []document.Block{h.curves(), note(h.t("health.legend"))}}
	if found := h.findings(); len(found.Table.Rows) > 0 {
		s.Blocks = append(s.Blocks, found)
	}
	return s, true
}

// checked is the health checks, sorted by quarter.
type checked struct {
	eye
	pages  []*site.Page
	scores []scored
}

// scored is one score over the quarters.
type scored struct {
	name   string
	points []document.Point
	now    float64
	moved  float64 // since the quarter before
	had    bool    // the quarter before has a score
	runs   int     // number of quarters in a row in which it moved in this direction
}

func (h *checked) add(score site.HealthScore) {
	s := scored{name: h.t("health." + score.Name)}
	any := false
	for _, p := range h.pages {
		n, ok := p.Score(score)
		s.points = append(s.points, document.Point{At: p.Quarter(), Value: n, OK: ok})
		any = any || ok
	}
	if !any {
		return
	}
	last := len(s.points) - 1
	s.now = s.points[last].Value
	for i := last; i > 0 && s.points[i].OK && s.points[i-1].OK; i-- {
		d := s.points[i].Value - s.points[i-1].Value
		if i == last {
			s.moved, s.had = d, true
		}
		if d == 0 || d*s.moved < 0 {
			break
		}
		s.runs++
	}
	h.scores = append(h.scores, s)
}

// most is the end of the scale: scores are out of 5, 10 or 100.
func (h *checked) most() int {
	top := 0.0
	for _, s := range h.scores {
		for _, pt := range s.points {
			top = max(top, pt.Value)
		}
	}
	for _, end := range []int{5, 10, 100} {
		if top <= float64(end) {
			return end
		}
	}
	return int(top)
}

func (h *checked) finding() string {
	var up, runs, down, same []string
	for _, s := range h.scores {
		if !s.points[len(s.points)-1].OK {
			continue
		}
		said := h.t("health.now", s.name, score(s.now))
		switch {
		case s.moved > 0:
			up = append(up, said)
		case s.moved < 0 && s.runs > 1:
			runs = append(runs, h.t("health.runs", s.runs, said))
		case s.moved < 0:
			down = append(down, said)
		default:
			same = append(same, said)
		}
	}
	quarter := h.t("health.quarter", string(h.pages[len(h.pages)-1].Quarter()))
	var parts []string
	for _, p := range []struct {
		key  string
		said []string
	}{{"health.up", up}, {"health.down", down}, {"health.same", same}} {
		if len(p.said) > 0 {
			parts = append(parts, h.t(p.key, h.eye.list(p.said)))
		}
	}
	return quarter + h.clauses(append(parts, runs...)...)
}

func score(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }

func (h *checked) curves() document.Block {
	low := float64(h.most())
	for _, s := range h.scores {
		for _, pt := range s.points {
			if pt.OK {
				low = min(low, pt.Value)
			}
		}
	}
	end := float64(h.most())
	step := end / 10
	low = max(0, (float64(int(low/step))-1)*step)
	m := document.Multiples{Low: document.Number{Value: low, OK: true}, High: document.Number{Value: end, OK: true}}
	for _, s := range h.scores {
		p := document.Panel{Title: s.name, Points: s.points, Text: document.Say(metric.Blank)}
		if s.points[len(s.points)-1].OK {
			p.Text = document.Say(score(s.now))
		}
		if s.had {
			p.Mark = h.moved(s.moved)
		}
		m.List = append(m.List, p)
	}
	return document.Block{Kind: document.Panels, Panels: m}
}

func (h *checked) moved(d float64) document.Mark {
	switch {
	case d > 0:
		return document.Mark{Tone: document.Good, Word: h.t("health.rose", score(d))}
	case d < 0:
		return document.Mark{Tone: document.Bad, Word: h.t("health.fell", score(-d))}
	}
	return document.Mark{Tone: document.Muted, Word: h.t("health.unmoved")}
}

// findings lists the findings of each quarter, the newest first.
func (h *checked) findings() document.Block {
	cols := []document.Column{{Title: h.t("health.found")}, {Title: h.t("health.when")}}
	var rows []document.Row
	for _, p := range slices.Backward(h.pages) {
		for _, f := range p.Findings() {
			rows = append(rows, document.Row{Cells: []document.Cell{{Text: document.Say(f)}, {Text: document.Text{{Text: string(p.Quarter()), Href: p.Out, Whole: true}}}}})
		}
	}
	return listing(h.t("health.findings"), cols, rows)
}
