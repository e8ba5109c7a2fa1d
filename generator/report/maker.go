package report

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"milepost/generator/document"
	"milepost/generator/fact"
	"milepost/generator/kb"
	"milepost/generator/message"
)

// maker makes one report.
type maker struct {
	Input
	kind   kind
	period kb.Period
	from   kb.Date // first day of the period
	to     kb.Date
	day    kb.Date      // the cutoff: days late and days left count from here
	deltas []fact.Delta // what differs from the last report
	in     string       // the section that is being made
	team   []member     // the projects of a portfolio: see members
	*lineage
}

// lineage is the files that a report cites. The makers of a portfolio's projects share one.
type lineage struct {
	sources []document.Source
	used    [][]string // for each of the sources: the sections that cite it
	sheets  [][]string // for each of them: its sheets that are cited
}

func newMaker(in Input) *maker {
	in.Lang = message.Pick(in.Lang)
	in.Now, in.Told, in.Base = veiled(in.Now), veiled(in.Told), veiled(in.Base)
	in.Kind = cmp.Or(in.Kind, in.Now.Text(fact.Report, "kind"))
	m := &maker{Input: in, kind: kindOf(in.Kind), lineage: &lineage{}}
	m.period = kb.Period(in.Now.Text(fact.Report, kb.FieldPeriod))
	m.from = cmp.Or(dateOf(in.Now, fact.Report, "start"), m.period.Start())
	m.to = cmp.Or(dateOf(in.Now, fact.Report, "end"), m.period.End())
	m.day = cmp.Or(dateOf(in.Now, fact.Report, "cutoff"), dateOf(in.Now, fact.Report, "today"), m.to)
	m.Overrides = slices.Concat(in.Overrides, overrides(in.Now))
	m.deltas = fact.Compare(in.Now, in.Told, in.Base)
	return m
}

func (m *maker) head() document.Head {
	said := func(field string) string { return m.Now.Text(fact.Report, field) }
	return document.Head{
		Kind: m.Kind, Lang: m.Lang, Period: m.period, From: m.from, To: m.to, Cutoff: m.day,
		Title: Title(m.Kind, m.Lang, m.period, m.phaseName()), Site: said("site"), Project: m.project(),
		Issued: dateOf(m.Now, fact.Report, "issued"), Approver: said("approver"), Author: said("author"),
		Overall: m.rag(m.overall()),
	}
}

// project is the title of the project; "" if the whole site is the project.
func (m *maker) project() string {
	title := m.Now.Text(fact.Report, "title")
	if title == m.Now.Text(fact.Report, "site") {
		return ""
	}
	return title
}

// phaseName is the phase that the report is about; "" if it is about a period.
func (m *maker) phaseName() string {
	if !m.kind.ofPhase {
		return ""
	}
	if said := m.Now.Text(fact.Report, kb.FieldPhase); said != "" {
		return said
	}
	p, ok := m.phase()
	if !ok {
		return ""
	}
	return p.name()
}

func dateOf(s fact.Set, key ...string) kb.Date {
	f, _ := s.Get(key...)
	return f.Date()
}

// first tells whether there is nothing earlier to compare with.
func (m *maker) first() bool { return m.Told.Empty() && m.Base.Empty() }

// delta is a fact together with its earlier value; the zero Delta if there is neither.
func (m *maker) delta(key ...string) fact.Delta {
	return fact.Beside(m.Now, m.Told, m.Base, key...)
}

// item is the facts of one thing, such as an indicator, a phase or a risk.
type item struct {
	facts       fact.Item
	family, key string
}

func itemOf(s fact.Set, family, key string) item { return item{s.Item(family, key), family, key} }

// items gives the items of a family, in the order of its sheet.
func (m *maker) items(family string) []item { return itemsOf(m.Now, family) }

func itemsOf(s fact.Set, family string) (out []item) {
	names := s.Items(family)
	out = make([]item, len(names))
	for i, key := range names {
		out[i] = itemOf(s, family, key)
	}
	return out
}

// where gives the items for which keep is true.
func where(items []item, keep func(item) bool) (out []item) {
	for _, it := range items {
		if keep(it) {
			out = append(out, it)
		}
	}
	return out
}

func (it item) fact(field string) fact.Fact {
	f, _ := it.facts.Get(field)
	return f
}

func (it item) num(field string) (float64, bool) { return it.fact(field).Num() }

// count is a number without its decimals; 0 if there is none.
func (it item) count(field string) int {
	n, _ := it.num(field)
	return int(n)
}

func (it item) date(field string) kb.Date               { return it.fact(field).Date() }
func (it item) text(field string) string                { return it.fact(field).Value }
func (it item) name() string                            { return fitting(cmp.Or(it.text(fact.Name), it.key)) }
func (it item) in(set fact.Set) item                    { return itemOf(set, it.family, it.key) }
func (it item) has(field string) bool                   { return it.fact(field).Key != "" }
func (it item) there() bool                             { return !it.facts.Empty() }
func (it item) delta(m *maker, field string) fact.Delta { return m.delta(it.family, it.key, field) }

// mostName is how long a name may be, in Chinese characters: three lines of the narrowest
// column that has names.
const mostName = 72

// fitting cuts a name that is too long, and ends it with an ellipsis.
func fitting(name string) string {
	width := 0
	for i, r := range name {
		if width++; r > unicode.MaxLatin1 {
			width++
		}
		if width > 2*mostName {
			return strings.TrimSpace(name[:i]) + "…"
		}
	}
	return name
}

// cite notes that the current section cites the source of a fact. It returns the source's
// number, from 1; 0 if the fact has no source.
func (m *maker) cite(f fact.Fact) int {
	if f.Source.File == "" {
		return 0
	}
	i := slices.IndexFunc(m.sources, func(s document.Source) bool { return s.File == f.Source.File })
	if i < 0 {
		i = len(m.sources)
		m.sources = append(m.sources, document.Source{Letter: letter(i), File: f.Source.File, AsOf: f.AsOf, Digest: f.Digest})
		m.used, m.sheets = append(m.used, nil), append(m.sheets, nil)
	}
	s := &m.sources[i]
	s.AsOf, s.Digest = max(s.AsOf, f.AsOf), cmp.Or(s.Digest, f.Digest)
	m.used[i] = once(m.used[i], m.in)
	if f.Source.Sheet != "" {
		m.sheets[i] = once(m.sheets[i], f.Source.Sheet)
	}
	return i + 1
}

// once adds s to a list unless it is in it.
func once(list []string, s string) []string {
	if slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

// letter is the letter of the source with index i: A to Z, then AA, AB …
func letter(i int) string {
	if i < 26 {
		return string(rune('A' + i))
	}
	return letter(i/26-1) + letter(i%26)
}
