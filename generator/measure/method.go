package measure

import (
	"cmp"
	"slices"

	"milepost/generator/fact"
	"milepost/generator/kb"
	"milepost/generator/kind"
	"milepost/generator/site"
	"milepost/generator/vocab"
)

// mechanism is a part of the method, and how we see that a project has it: a
// table of a schema, a page of a kind, a title that names it.
type mechanism struct {
	name    string
	schemas []string
	kinds   []string
	titles  bool
}

// mechanisms are the parts of the method in its order.
var mechanisms = []mechanism{
	{"case", nil, []string{"charter"}, false},
	{"goals", []string{kb.SchemaKPI}, nil, false},
	{"charter", nil, []string{"charter"}, false},
	{"triangle", []string{kb.SchemaPeople}, nil, false},
	{"users", nil, []string{"meeting"}, false},
	{"raci", []string{kb.SchemaRACI}, nil, false},
	{"selection", []string{kb.SchemaSelection}, nil, false},
	{"tco", []string{kb.SchemaTCO}, nil, false},
	{"compliance", []string{kb.SchemaCompliance}, nil, true},
	{"poc", nil, []string{"poc"}, true},
	{"phases", []string{kb.SchemaPhases}, nil, false},
	{"deliverables", nil, nil, false}, // see tableOf: deliverables that the plan names
	{"reviews", nil, []string{"review"}, false},
	{"retros", nil, []string{"retro"}, false},
	{"briefs", nil, []string{"brief", kind.Report}, false},
	{"training", []string{kb.SchemaTraining}, nil, false},
	{"champions", []string{kb.SchemaChampions}, []string{"champion"}, true},
	{"satisfaction", []string{kb.SchemaSatisfaction, kb.SchemaSurvey}, nil, false},
	{"suggestions", []string{kb.SchemaSuggestions}, nil, false},
	{"sla", []string{kb.SchemaSLA}, nil, false},
	{"inspections", []string{kb.SchemaInspections}, nil, false},
	{"metrics", []string{kb.SchemaMetrics}, nil, false},
	{"manuals", nil, []string{"manual"}, false},
	{"faq", nil, []string{"faq"}, false},
	{"practices", nil, []string{"practice"}, false},
	{"health", nil, []string{site.HealthCheck}, false},
	{"releases", []string{kb.SchemaReleases}, nil, false},
	{"benefits", []string{kb.SchemaBenefits}, nil, true},
	{"risks", []string{kb.SchemaRisks}, nil, false},
}

// method is, for each part of the method, whether the project has it, and where.
// For a past period nobody can tell.
func (t *taker) method() {
	if t.then {
		return
	}
	for order, m := range mechanisms {
		f := fact.Fact{Key: fact.Key(fact.Mechanism, m.name, fact.Has), Value: "0"}
		where := func(field, value string) {
			at := f
			at.Key, at.Value, at.Unit = fact.Key(fact.Mechanism, m.name, field), value, fact.UnitText
			t.add(at)
		}
		if page := t.pageOf(m); page != nil {
			f.Value, f.Source.File = "1", page.Path
			where(fact.Page, page.Path)
		}
		if set := t.tableOf(m); set != nil {
			f.Value = "1"
			f.Source, f.AsOf, f.Digest = t.whence(set, -1, kb.FieldName)
			where(fact.Sheet, set.ID())
		}
		t.add(f)
		f.Key, f.Value = fact.Key(fact.Mechanism, m.name, fact.Order), fact.Number(float64(order+1))
		t.add(f)
	}
}

// pageOf is the first page that shows a mechanism, nil if there is none.
func (t *taker) pageOf(m mechanism) *site.Page {
	for _, p := range t.site.PagesIn(t.scope.Project) {
		if !p.Folder && (slices.Contains(m.kinds, p.Kind) || m.titles && p.Method.Has(m.name)) {
			return p
		}
	}
	return nil
}

// tableOf is the first table that shows a mechanism, nil if there is none.
func (t *taker) tableOf(m mechanism) *kb.Dataset {
	for _, schema := range m.schemas {
		if sets := t.own(schema); len(sets) > 0 {
			return sets[0]
		}
	}
	if m.name == "deliverables" {
		for _, set := range t.own(kb.SchemaPhases) {
			if slices.ContainsFunc(t.data.Phases(set, ""), func(p site.Phase) bool { return len(p.Handed()) > 0 }) {
				return set
			}
		}
	}
	return nil
}

// pages is the facts of pages: health checks, the charter, trials, lessons.
func (t *taker) pages() {
	names := named{}
	for _, p := range t.site.PagesIn(t.scope.Project) {
		day := paged{t, p, ""}.day()
		if p.Folder || !t.counts(day) {
			continue
		}
		switch p.Kind {
		case site.HealthCheck:
			t.health(p)
		case "charter":
			signed, _ := vocab.Day(p.Setting(fact.Signed))
			c := paged{t, p, fact.Charter}
			c.text(fact.Page, p.Path)
			c.text(fact.Approver, p.Setting(fact.Approver))
			c.date(fact.Signed, signed)
		case "poc":
			c := paged{t, p, fact.Key(fact.POC, fact.Part(names.of(p.Title)))}
			c.text(fact.Name, p.Title)
			c.text(kb.FieldResult, p.Front.Summary)
			c.date(kb.FieldDate, day)
		case "retro", "practice":
			c := paged{t, p, fact.Key(fact.Lesson, fact.Part(names.of(p.Title)))}
			c.text(fact.Name, p.Title)
			c.text(kb.FieldPhase, p.Setting(kb.FieldPhase))
			c.text(kb.FieldSource, p.Path)
		}
	}
}

func (t *taker) health(p *site.Page) {
	quarter := p.Quarter()
	if quarter == "" || t.until != "" && quarter.End() > t.until.End() && quarter.Start() > t.until.Start() {
		return
	}
	h := paged{t, p, fact.Key(fact.Health, string(quarter))}
	for _, s := range site.HealthScores {
		if n, ok := p.Score(s); ok {
			h.num(s.Name, n)
		}
	}
	h.text(fact.Page, p.Path)
}

// choice is the facts of the candidates: their weighted scores and costs.
func (t *taker) choice() {
	for _, set := range t.sets(kb.SchemaSelection) {
		if s, ok := site.SelectionOf(set); ok {
			t.candidates(&s)
		}
	}
	for _, set := range t.sets(kb.SchemaTCO) {
		t.costs(set)
	}
	for _, set := range t.sets(kb.SchemaRACI) {
		t.raci(set)
	}
}

func (t *taker) candidates(s *site.Selection) {
	totals := s.Rank().Totals
	names := named{}
	for n, col := range s.Columns {
		rank := 1
		for _, other := range totals {
			if other > totals[n]+1e-9 {
				rank++
			}
		}
		i := t.of(s.Set, -1, fact.Candidate, names.of(s.Name(col)))
		column := s.Set.Columns[col].Field
		i.text(fact.Name, column, s.Name(col))
		i.num(fact.Order, column, float64(n+1), "")
		i.num(kb.FieldScore, column, totals[n], "")
		i.num(fact.Rank, column, float64(rank), "")
	}
}

// costs adds up the costs of each candidate: the totals of its rows, else their
// parts.
func (t *taker) costs(set *kb.Dataset) {
	type sum struct {
		name  string
		row   int
		total float64
		years map[string]bool
	}
	var all []*sum
	for row := range set.Rows {
		name := set.Cell(row, kb.FieldCandidate).String()
		total, ok := set.Cell(row, kb.FieldTotal).Float()
		if !ok {
			for _, part := range []string{kb.FieldLicence, kb.FieldImplementation, kb.FieldMaintenance, kb.FieldLabour} {
				n, known := set.Cell(row, part).Float()
				total, ok = total+n, ok || known
			}
		}
		if name == "" || !ok {
			continue
		}
		i := slices.IndexFunc(all, func(s *sum) bool { return s.name == name })
		if i < 0 {
			i, all = len(all), append(all, &sum{name: name, row: row, years: map[string]bool{}})
		}
		all[i].total += total
		all[i].years[set.Cell(row, kb.FieldYear).String()] = true
	}
	unit := ""
	for _, field := range []string{kb.FieldTotal, kb.FieldLicence} {
		if col := set.Col(field); col >= 0 {
			unit = cmp.Or(unit, set.Columns[col].Unit)
		}
	}
	for order, s := range all {
		i := t.of(set, s.row, fact.Cost, s.name)
		i.text(fact.Name, kb.FieldCandidate, s.name)
		i.num(fact.Order, kb.FieldCandidate, float64(order+1), "")
		i.num(kb.FieldTotal, kb.FieldTotal, s.total, unit)
		i.num(fact.Years, kb.FieldYear, float64(len(s.years)), "")
		i.column(kb.FieldCurrency)
	}
}

// raci is how many activities a matrix has, and how many without exactly one A
// or without an R.
func (t *taker) raci(set *kb.Dataset) {
	faults := 0
	rows := site.Raci(set).Rows
	for _, row := range rows {
		a, r := 0, 0
		for _, letters := range row.Letters {
			a += count(letters, "A")
			r += count(letters, "R")
		}
		if a != 1 || r == 0 {
			faults++
		}
	}
	i := item{t, set, -1, kb.SchemaRACI}
	i.num(fact.Tasks, kb.FieldActivity, float64(len(rows)), "")
	i.num(fact.Faults, kb.FieldActivity, float64(faults), "")
}

func count(letters []string, letter string) int {
	if slices.Contains(letters, letter) {
		return 1
	}
	return 0
}
