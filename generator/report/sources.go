package report

import (
	"strings"

	"milepost/generator/document"
	"milepost/generator/fact"
	"milepost/generator/kb"
	"milepost/generator/metric"
)

// digits is how many characters of a digest readers see: enough to compare two by eye.
const digits = 8

// origins lists the files behind the figures of all other sections: their sheets, the day
// that they are of, and what readers should know about them.
func (m *maker) origins(s *document.Section) {
	if len(m.sources) == 0 {
		return
	}
	for i := range m.sources {
		m.sources[i].Note = m.remarks(m.sources[i])
	}
	if m.kind.short {
		s.Blocks = []document.Block{{Kind: document.Note, Text: m.join("none", m.foot(), m.fileList())}}
		s.Note = m.count("file", len(m.sources))
		return
	}
	s.Note = m.count("file", len(m.sources))
	t := document.Table{Columns: []document.Column{m.column("letter", "text", false), m.column("file", "text", false),
		m.column("as-of", "date", false), m.column("digest", "text", true), m.column("used", "text", true)}}
	for i, src := range m.sources {
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{
			{Text: the(src.Letter)},
			{Text: document.Text{{Text: src.File, Ref: i + 1}}, Sub: m.list(m.sheets[i])},
			m.asOfCell(src),
			{Text: the(short(src.Digest))},
			{Text: the(m.uses(i)), Sub: the(src.Note)},
		}})
	}
	s.Blocks = []document.Block{{Kind: document.Grid, Table: t}}
	if !m.Told.Empty() {
		s.Blocks = append(s.Blocks, document.Block{Kind: document.Note, Text: m.sentence(m.toldFrom())})
	}
	s.Blocks = append(s.Blocks, document.Block{Kind: document.Note, Text: the(m.word("sources.rules"))})
}

// toldFrom says which report the figures of the last period are from.
func (m *maker) toldFrom() document.Text {
	if m.Told.Text(fact.Report, fact.Candidate) != "" {
		return m.say("sources.candidate", m.lastReport())
	}
	return m.say("sources.told", m.lastReport())
}

func short(digest string) string {
	if len(digest) > digits {
		return digest[:digits]
	}
	return digest
}

func (m *maker) asOfCell(src document.Source) document.Cell {
	if src.AsOf == "" {
		return document.Cell{Text: the(m.word("undated")), Tone: document.Muted}
	}
	return document.Cell{Text: whole(string(src.AsOf)), Date: src.AsOf}
}

// uses names the sections that cite the source with index i.
func (m *maker) uses(i int) string {
	var names []string
	for _, kind := range m.used[i] {
		names = append(names, m.word("section."+kind))
	}
	return strings.Join(names, m.word("between.list"))
}

// remarks says what readers should know about a file before they trust it.
func (m *maker) remarks(src document.Source) string {
	about := itemOf(m.Now, fact.File, fact.Part(src.File))
	var parts []document.Text
	if d := about.date(fact.LastGood); d != "" {
		parts = append(parts, m.say("source.kept", m.date(d)))
	}
	if about.count(fact.Private) > 0 {
		parts = append(parts, m.say("source.private"))
	}
	if n := about.count("unused"); n > 0 {
		parts = append(parts, m.say("source.unused", m.count("row", n)))
	}
	asOf := max(src.AsOf, about.date(fact.AsOf))
	switch {
	case asOf == "" || about.text(fact.From) == "file":
		parts = append(parts, m.say("source.undated"))
		asOf = ""
	case about.text(fact.From) == "git":
		parts = append(parts, m.say("source.git"))
	}
	if m.day != "" && asOf > m.day {
		parts = append(parts, m.say("source.newer", m.date(asOf), m.count("day", asOf.Sub(m.day))))
	}
	if cells := m.cellsRestated(src.File); len(cells) > 0 {
		parts = append(parts, m.say("source.restated", m.count("cell", len(cells)), the(strings.Join(cells, ", "))))
	}
	if names := m.missingIn(src.File); len(names) > 0 {
		parts = append(parts, m.say("source.missing", the(strings.Join(names, m.word("between.list")))))
	}
	return m.join("clauses", parts...).String()
}

// cellsRestated gives the cells of a file whose measured values differ from those of the last report.
func (m *maker) cellsRestated(file string) (cells []string) {
	for _, d := range m.deltas {
		if !d.Restated() || d.Before.Source.File != file {
			continue
		}
		if of, ok := m.label(d.Before, m.Told); ok && !of.agreed {
			cells = once(cells, d.Before.Source.Cell)
		}
	}
	return cells
}

// missingIn names the indicators without a value, for a file that has values of others for
// the report's period.
func (m *maker) missingIn(file string) (names []string) {
	all := m.items(kb.SchemaKPI)
	here := where(all, func(it item) bool {
		p := it.text(kb.FieldPeriod)
		return it.fact(kb.FieldActual).Source.File == file && (p == "" || p == string(m.period))
	})
	if len(here) == 0 {
		return nil
	}
	for _, it := range all {
		if it.text(fact.State) == string(metric.NoData) {
			names = append(names, it.name())
		}
	}
	return names
}

// foot is what a report for a single page says about service and training.
func (m *maker) foot() (out document.Text) {
	var levels, people []document.Text
	for _, it := range m.items(fact.SLA) {
		levels = append(levels, m.service(it))
	}
	for _, a := range m.audiences() {
		if a.all.planned > 0 {
			people = append(people, m.say("foot.trained", the(a.name), m.cited(share(a.all.trained, a.all.planned), a.all.from)))
		}
	}
	for _, part := range []struct {
		section string
		list    []document.Text
	}{{SLA, levels}, {Training, people}} {
		if t := m.join("comma", part.list...); len(t) > 0 {
			out = add(out, add(m.sentence(m.say("foot.of", the(m.word("section."+part.section)), t)), m.space()))
		}
	}
	return out
}

// fileList names the sources in one sentence.
func (m *maker) fileList() document.Text {
	var names []document.Text
	for i, src := range m.sources {
		name := document.Text{{Text: src.File[strings.LastIndex(src.File, "/")+1:], Ref: i + 1}}
		if src.AsOf != "" {
			name = m.say("source.dated", name, m.date(src.AsOf))
		}
		names = append(names, name)
	}
	return m.sentence(m.say("sources.list", m.join("list", names...)))
}

// errata lists the measured values of the report's period that the sheets have changed
// since it was issued.
func (m *maker) errata() (lines []document.Line) {
	if m.Later.Empty() || dateOf(m.Now, fact.Report, "issued") == "" {
		return nil
	}
	m.in = "errata"
	for _, f := range m.Now.All() {
		later, ok := m.Later.Get(f.Key)
		if !ok || later.Same(f) {
			continue
		}
		of, known := m.label(f, m.Now)
		if !known || of.agreed {
			continue
		}
		when := later.AsOf
		text := m.say("erratum", the(of.name), the(of.field), the(m.written(f, later)), m.cited(m.written(later, f), later), m.date(when))
		if when == "" {
			text = m.say("erratum.undated", the(of.name), the(of.field), the(m.written(f, later)), m.cited(m.written(later, f), later))
		}
		lines = append(lines, document.Line{Mark: document.Mark{Tone: document.Warn, Word: m.word("erratum.word")}, Text: m.sentence(text)})
	}
	return lines
}
