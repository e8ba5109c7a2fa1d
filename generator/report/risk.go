package report

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"

	"milepost/generator/document"
	"milepost/generator/fact"
	"milepost/generator/kb"
	"milepost/generator/metric"
	"milepost/generator/vocab"
)

// The states of risks, decisions and actions.
const (
	open   = "open"
	closed = "closed"
	done   = "done"
)

// levels of a risk, worst first.
var levels = []string{vocab.RiskHigh, vocab.RiskMedium, vocab.RiskLow}

func roundTo(n float64, decimals int) float64 {
	p := math.Pow10(decimals)
	return math.Round(n*p) / p
}

// id is the item's id in capitals, since keys are in small letters; "" if its key is a name.
func (it item) id() string {
	for _, r := range it.key {
		if r > unicode.MaxASCII || r == ' ' {
			return ""
		}
	}
	return strings.ToUpper(it.key)
}

// tag is the shortest name of an item: its id, else its name.
func (it item) tag() document.Text {
	if id := it.id(); id != "" {
		return whole(id)
	}
	return the(it.name())
}

// called is an item's id and name: "R-01 西南区专线改造拖后".
func (m *maker) called(it item) document.Text {
	if id := it.id(); id != "" && id != it.name() {
		return m.join("words", whole(id), the(it.name()))
	}
	return the(it.name())
}

// shownID is the text of an item's id in a column of ids.
func (it item) shownID() document.Text {
	if id := it.id(); id != "" {
		return whole(id)
	}
	return the(metric.Blank)
}

func (m *maker) ids(items []item) document.Text {
	all := make([]document.Text, len(items))
	for i, it := range items {
		all[i] = it.tag()
	}
	return m.join("list", all...)
}

// openRisks gives the risks that are not closed, worst first.
func (m *maker) openRisks() []item {
	list := where(m.items(fact.Risk), func(it item) bool { return it.text(kb.FieldStatus) != closed })
	slices.SortStableFunc(list, func(a, b item) int {
		score := func(it item) float64 { n, _ := it.num(kb.FieldScore); return n }
		return cmp.Or(cmp.Compare(level(a), level(b)), cmp.Compare(score(b), score(a)))
	})
	return list
}

// level is the index of a risk's level in levels.
func level(it item) int {
	if i := slices.Index(levels, it.text(kb.FieldLevel)); i >= 0 {
		return i
	}
	return len(levels)
}

func (m *maker) rose(d fact.Delta) bool {
	a, _ := d.Before.Num()
	b, _ := d.Now.Num()
	return b > a
}

// reviewOverdue tells whether the day of a risk's review is past.
func (m *maker) reviewOverdue(it item) bool {
	d := it.date(kb.FieldNextReview)
	return d != "" && d < m.day
}

func (m *maker) anyReview(list []item) bool {
	return slices.ContainsFunc(list, func(it item) bool { return it.has(kb.FieldNextReview) })
}

// fresh tells whether an item was not in the last report. Without a last report nothing is new.
func (m *maker) fresh(it item) bool {
	return !m.Told.Empty() && !it.in(m.Told).there() && !it.in(m.Base).there()
}

// risks shows the worst open risks, and says how many there are and what has become of them.
func (m *maker) risks(s *document.Section) {
	all := m.openRisks()
	if len(m.items(fact.Risk)) == 0 {
		return
	}
	limit := 5
	if m.kind.short {
		limit = 3
	}
	shown := all[:min(limit, len(all))]
	s.Note = m.say("risks.note", m.number(len(shown)), m.number(len(all)))
	if len(shown) == len(all) {
		s.Note = m.say("risks.note.all", m.count("risk", len(all)))
	}
	s.Blocks = []document.Block{{Kind: document.Note, Text: m.riskTally(all)}}
	if m.kind.short {
		s.Blocks = nil
	}
	if len(shown) > 0 {
		s.Blocks = append(s.Blocks, document.Block{Kind: document.Grid, Table: m.riskTable(shown)})
	} else {
		s.Blocks = []document.Block{{Kind: document.Note, Text: m.sentence(m.say("risks.all-closed"))}}
	}
	if lines := m.riskLines(all); len(lines) > 0 && !m.kind.short {
		s.Blocks = append(s.Blocks, document.Block{Kind: document.Lines, Lines: lines})
	}
}

// riskTally counts the open risks by level, and then those that are new, rose, were closed
// or have an overdue review. A risk that came and was closed since the last report is new and
// closed: the open ones of then, with the new ones and without the closed ones, are those of
// now. One that was closed before, and only now came into the register, is neither.
func (m *maker) riskTally(all []item) document.Text {
	var by []document.Text
	for i, name := range append(slices.Clone(levels), "none") {
		if n := len(where(all, func(it item) bool { return level(it) == i })); n > 0 {
			by = append(by, m.say("level.count", the(m.word("level."+name)), m.number(n)))
		}
	}
	tally := m.say("risks.tally", m.count("risk", len(all)), m.join("list", by...))
	if m.Told.Empty() {
		return m.sentence(tally)
	}
	count := func(keep func(item) bool) document.Text {
		return m.count("of-risk", len(where(m.items(fact.Risk), keep)))
	}
	isOpen := func(it item) bool { return it.text(kb.FieldStatus) != closed }
	moves := m.say("risks.moves",
		count(func(it item) bool { return m.fresh(it) && (isOpen(it) || m.justClosed(it)) }),
		count(func(it item) bool {
			d := it.delta(m, kb.FieldScore)
			return isOpen(it) && d.Kind == fact.Moved && m.rose(d)
		}),
		count(m.justClosed),
		count(func(it item) bool { return isOpen(it) && m.reviewOverdue(it) }))
	return add(m.sentence(tally), add(m.space(), m.sentence(moves)))
}

// justClosed tells whether a risk was closed since the last report.
func (m *maker) justClosed(it item) bool {
	if it.text(kb.FieldStatus) != closed {
		return false
	}
	if was := it.in(m.Told); was.there() {
		return was.text(kb.FieldStatus) != closed
	}
	d := it.date(closed)
	return d != "" && d >= m.from
}

func (m *maker) riskTable(list []item) document.Table {
	t := document.Table{Columns: []document.Column{m.column("id", "text", false), m.column("risk", "text", false), m.column("score", "number", true),
		m.column("level", "mark", false), m.column("since", "text", false), m.column("owner", "text", true), m.column("review", "date", true)}}
	for _, it := range list {
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{
			{Text: it.shownID()},
			{Text: the(it.name()), Sub: the(it.text(kb.FieldResponse))},
			m.scoreCell(it),
			{Mark: m.levelMark(it)},
			m.sinceCell(it),
			{Text: document.Whose(it.text(kb.FieldOwner))},
			m.reviewCell(it),
		}})
	}
	if m.kind.short {
		for i := range t.Rows {
			t.Rows[i].Cells[1].Sub = nil
		}
	}
	if m.Told.Empty() { // there is nothing to compare with
		t.Columns = slices.Delete(t.Columns, sinceColumn, sinceColumn+1)
		for i := range t.Rows {
			t.Rows[i].Cells = slices.Delete(t.Rows[i].Cells, sinceColumn, sinceColumn+1)
		}
	}
	return t
}

// sinceColumn is the index of the column that says what has become of a risk since the last report.
const sinceColumn = 4

func (m *maker) scoreCell(it item) document.Cell {
	f := it.fact(kb.FieldScore)
	n, ok := f.Num()
	if !ok {
		return blank()
	}
	c := document.Cell{Text: m.figure(f), Num: document.Number{Value: n, OK: true}}
	p, hasP := it.num(kb.FieldProbability)
	i, hasI := it.num(kb.FieldImpact)
	if hasP && hasI {
		c.Text = m.cited(m.word("risk.score", m.plain(p, ""), m.plain(i, ""), m.plain(n, "")), f)
	}
	return c
}

func (m *maker) levelMark(it item) document.Mark {
	i := level(it)
	if i == len(levels) {
		return document.Mark{Tone: document.Muted, Word: m.word("level.none")}
	}
	return document.Mark{Tone: []document.Tone{document.Bad, document.Warn, document.Muted}[i], Word: m.word("level." + levels[i])}
}

// sinceCell says what has become of a risk since the last report.
func (m *maker) sinceCell(it item) document.Cell {
	d := it.delta(m, kb.FieldScore)
	switch {
	case m.fresh(it):
		return document.Cell{Mark: document.Mark{Word: m.word("new")}}
	case d.Kind == fact.Moved:
		mark := document.Mark{Tone: document.Good, Word: m.word("fell")}
		if m.rose(d) {
			mark = document.Mark{Tone: document.Bad, Word: m.word("rose")}
		}
		return document.Cell{Text: m.say("from-to", m.figure(d.Before), m.figure(d.Now)), Mark: mark}
	}
	if d.Kind != fact.Kept { // one of the two reports has no score
		return blank()
	}
	return document.Cell{Text: the(m.word("same")), Tone: document.Muted}
}

func (m *maker) reviewCell(it item) document.Cell {
	d := it.date(kb.FieldNextReview)
	if d == "" {
		return blank()
	}
	c := document.Cell{Text: m.date(d), Date: d}
	if m.reviewOverdue(it) {
		c.Tone = document.Bad
		c.Sub = m.say("overdue", m.count("day", m.day.Sub(d)))
	}
	return c
}

// riskLines says which reviews are overdue, and which high risks have no response.
func (m *maker) riskLines(all []item) (lines []document.Line) {
	for _, it := range all {
		if m.reviewOverdue(it) {
			lines = append(lines, document.Line{Mark: document.Mark{Tone: document.Bad, Word: m.word("overdue.word")},
				Text: m.sentence(m.say("risk.review", it.tag(), m.count("day", m.day.Sub(it.date(kb.FieldNextReview)))))})
		}
	}
	for _, it := range all {
		if it.text(kb.FieldLevel) == vocab.RiskHigh && strings.TrimSpace(it.text(kb.FieldResponse)) == "" {
			lines = append(lines, document.Line{Text: m.sentence(m.say("risk.no-response", it.tag()))})
		}
	}
	return lines
}
