package report

import (
	"cmp"
	"slices"
	"strings"

	"milepost/generator/document"
	"milepost/generator/fact"
	"milepost/generator/kb"
	"milepost/generator/metric"
	"milepost/generator/vocab"
)

// rated is how satisfied a department is.
type rated struct {
	item
	scale
	n, p, target        float64 // the score, the one before, the target
	ok, had, aimed      bool    // whether each of these three is known
	responses, lastTime int     // how many people answered, now and before; -1 if not known
}

func (m *maker) rated(it item) rated {
	r := rated{item: it, responses: -1, lastTime: -1}
	f := it.fact(kb.FieldScore)
	r.n, r.ok = f.Num()
	was := it.delta(m, kb.FieldScore).Before
	r.p, r.had = was.Num()
	r.had = r.had && was.Unit == f.Unit
	target := it.fact(kb.FieldTarget)
	r.target, r.aimed = target.Num()
	r.aimed = r.aimed && target.Unit == f.Unit
	if it.has(kb.FieldResponses) {
		r.responses = it.count(kb.FieldResponses)
	}
	if d := it.delta(m, kb.FieldResponses).Before; d.Key != "" {
		n, _ := d.Num()
		r.lastTime = int(n)
	}
	var marks []float64
	if r.aimed {
		marks = append(marks, r.target)
	}
	if r.had {
		r.scale = m.scaleOf(f.Unit, r.n, marks, r.p)
	} else {
		r.scale = m.scaleOf(f.Unit, r.n, marks)
	}
	return r
}

// small tells whether a sample is too small to be compared.
func small(n int) bool { return n >= 0 && metric.Small(n) }

func (m *maker) satisfaction(s *document.Section) {
	var all []rated
	for _, it := range m.items(fact.Pleased) {
		if r := m.rated(it); r.ok {
			all = append(all, r)
		}
	}
	if len(all) == 0 {
		return
	}
	slices.SortStableFunc(all, func(a, b rated) int { return cmp.Compare(b.gap(), a.gap()) })
	decimals := slices.MaxFunc(all, func(a, b rated) int { return a.decimals - b.decimals }).decimals
	for i := range all { // they stand below each other
		all[i].decimals = decimals
	}
	s.Note = m.pleasedNote(all)
	t := document.Table{Columns: []document.Column{m.column("department", "text", false), m.column("last", "number", true), m.column("now", "number", false),
		m.column("change", "text", false), m.column("target", "number", true), m.column("state", "mark", false)}}
	var lines []document.Line
	for _, r := range all {
		t.Rows = append(t.Rows, m.pleasedRow(r))
		if r.gap() > 0 {
			lines = append(lines, m.line(document.Warn, "below", m.pleased(r.item)))
		}
	}
	s.Blocks = []document.Block{{Kind: document.Grid, Table: t}}
	if len(lines) > 0 {
		s.Blocks = append(s.Blocks, document.Block{Kind: document.Lines, Lines: lines})
	}
}

// pleasedNote is the newest period of the scores.
func (m *maker) pleasedNote(all []rated) document.Text {
	var last kb.Period
	for _, r := range all {
		last = max(last, kb.Period(r.text(kb.FieldPeriod)))
	}
	return the(periodWords(last, m.Lang))
}

// gap is how far a score is below its target; 0 if it is not.
func (r rated) gap() float64 {
	if !r.aimed || !r.ok || vocab.Near(r.target, r.n) {
		return 0
	}
	return max(0, r.target-r.n)
}

func (m *maker) pleasedRow(r rated) document.Row {
	name := document.Cell{Text: the(r.name())}
	if r.responses >= 0 {
		name.Sub = m.count("response", r.responses)
	}
	before, target := blank(), blank()
	if r.had {
		before = document.Cell{Text: m.cited(r.full(r.p), r.delta(m, kb.FieldScore).Before), Num: r.scale.number(r.p)}
		if small(r.lastTime) {
			before.Sub = m.count("response", r.lastTime)
		}
	}
	if r.aimed {
		target = document.Cell{Text: m.cited(r.full(r.target), r.fact(kb.FieldTarget)), Num: r.scale.number(r.target)}
	}
	now := document.Cell{Text: m.cited(r.full(r.n), r.fact(kb.FieldScore)), Num: r.scale.number(r.n)}
	return document.Row{Cells: []document.Cell{name, before, now, m.pleasedChange(r), target, {Mark: m.pleasedMark(r)}}}
}

func (m *maker) pleasedChange(r rated) document.Cell {
	switch {
	case !r.had:
		return blank()
	case small(r.responses) || small(r.lastTime):
		return document.Cell{Text: the(m.word("not-compared")), Tone: document.Muted}
	}
	d := r.diff(r.n - r.p)
	mark := document.Mark{}
	if d.Value != 0 {
		mark = m.better(map[bool]int{true: 1, false: -1}[d.Value > 0])
	}
	return document.Cell{Text: the(m.change(d)), Num: d, Mark: mark, Tone: mark.Tone}
}

func (m *maker) pleasedMark(r rated) document.Mark {
	switch {
	case small(r.responses):
		return document.Mark{Tone: document.Muted, Word: m.word("small")}
	case !r.aimed:
		return document.Mark{}
	case r.gap() > 0:
		st := metric.State(r.text(fact.State))
		if t := tone(st); t == document.Bad || t == document.Warn {
			return document.Mark{Tone: t, Word: m.word("below")}
		}
		return document.Mark{Tone: document.Warn, Word: m.word("below")}
	}
	return document.Mark{Tone: document.Good, Word: m.word("reached")}
}

// pleased says how satisfied a department is, how far that is from its target, and whether
// too few people answered.
func (m *maker) pleased(it item) document.Text {
	r := m.rated(it)
	if !r.ok {
		return nil
	}
	now := m.cited(r.full(r.n), it.fact(kb.FieldScore))
	t := m.say("pleased.score", the(it.name()), now)
	if r.aimed {
		t = m.join("comma", t, m.say("pleased.target", the(r.full(r.target))))
		if r.gap() > 0 {
			t = m.join("comma", t, m.say("kpi.short", the(m.gap(r.diff(r.target-r.n)))))
		}
	}
	if r.responses >= 0 {
		t = m.say("pleased.sample", t, m.count("response", r.responses))
	}
	switch {
	case small(r.responses):
		return m.join("clauses", t, m.say("pleased.small", m.count("response", r.responses), m.number(metric.SmallSample)))
	case r.had && small(r.lastTime):
		return m.join("clauses", t, m.say("pleased.last-small", m.count("response", r.lastTime)))
	}
	return t
}

// suggestions says what was suggested, answered and released.
func (m *maker) suggestions(s *document.Section) {
	all := m.items(fact.Wish)
	n := func(field string) int {
		f, _ := m.Now.Get(kb.SchemaSuggestions, field)
		v, _ := f.Num()
		return int(v)
	}
	if len(all) == 0 && len(m.Now.Below(kb.SchemaSuggestions)) == 0 {
		return
	}
	var parts []document.Text
	if f, ok := m.Now.Get(kb.SchemaSuggestions, "received"); ok {
		parts = append(parts, m.say("wish.received", m.cited(m.countWord("wish", n("received")), f), m.number(n("answered"))))
		if d, ok := m.Now.Get(kb.SchemaSuggestions, "median"); ok {
			v, _ := d.Num()
			parts = append(parts, m.say("wish.median", m.countOf("workday", v)))
		}
	}
	if released := m.released(all); len(released) > 0 {
		parts = append(parts, m.say("wish.released", m.count("wish", len(released)), the(names(released, m.word("between.list")))))
	}
	if len(parts) > 0 {
		s.Blocks = append(s.Blocks, document.Block{Kind: document.Note, Text: m.sentence(parts...)})
	}
	if t := m.shipped(); len(t) > 0 {
		s.Blocks = append(s.Blocks, document.Block{Kind: document.Note, Text: t})
	}
	if t := m.wishTally(all); len(t) > 0 {
		s.Blocks = append(s.Blocks, document.Block{Kind: document.Note, Text: t})
	}
	if lines := m.wishLines(all); len(lines) > 0 {
		s.Blocks = append(s.Blocks, document.Block{Kind: document.Lines, Lines: lines})
	}
}

func names(items []item, between string) string {
	var all []string
	for _, it := range items {
		name := it.name()
		if id := it.id(); id != "" && id != name {
			name += " (" + id + ")"
		}
		all = append(all, name)
	}
	return strings.Join(all, between)
}

// released gives the suggestions that were released in the period.
func (m *maker) released(all []item) []item {
	return where(all, func(it item) bool {
		d := it.date(kb.FieldPublished)
		return d != "" && d >= m.from && (m.to == "" || d <= m.to)
	})
}

// wishTally counts all suggestions by status, in the order in which each status first occurs.
func (m *maker) wishTally(all []item) document.Text {
	var order []string
	counts := map[string]int{}
	for _, it := range all {
		s := m.wishWord(it.fact(kb.FieldStatus))
		if s == "" {
			continue
		}
		if counts[s] == 0 {
			order = append(order, s)
		}
		counts[s]++
	}
	var parts []document.Text
	for _, s := range order {
		parts = append(parts, m.say("level.count", the(s), m.number(counts[s])))
	}
	if len(parts) == 0 {
		return nil
	}
	return m.sentence(m.say("wish.tally", m.count("wish", len(all)), m.join("list", parts...)))
}

// shipped names the releases of the period.
func (m *maker) shipped() document.Text {
	var list []document.Text
	for _, it := range m.items(fact.Shipped) {
		date := it.fact(kb.FieldDate)
		if d := date.Date(); d == "" || d < m.from || m.to != "" && d > m.to {
			continue
		}
		what := m.join("words", the(it.text(kb.FieldSystem)), the(it.text(kb.FieldVersion)))
		if len(what) == 0 {
			what = the(it.name())
		}
		list = append(list, m.say("release.of", what, m.dated(date)))
	}
	if len(list) == 0 {
		return nil
	}
	return m.sentence(m.say("releases", m.number(len(list)), m.join("list", list...)))
}

// wishWord is the status of a suggestion in words.
func (m *maker) wishWord(f fact.Fact) string {
	if key := "wish.status." + f.Value; words().Has(m.Lang, key) {
		return m.word(key)
	}
	return m.stateWord(f)
}

// wishLines names the suggestions that nobody answered in time.
func (m *maker) wishLines(all []item) (lines []document.Line) {
	for _, it := range all {
		if n := it.count("overdue"); n > 0 {
			lines = append(lines, m.line(document.Bad, "overdue.word", m.say("wish.overdue", m.called(it), m.count("workday", n))))
		}
	}
	return lines
}
