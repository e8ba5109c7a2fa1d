// Package press makes the reports of a site.
//
// In goes a linked Site; out comes, for each page that is a report and for each
// block that shows a part of one, what it says. An issued report is made of its
// record, a draft of what the sheets say; both by package report. Each report is
// made once, when it is first asked for.
package press

import (
	"cmp"
	"path"
	"slices"
	"strings"
	"sync"

	"milepost/generator/config"
	"milepost/generator/diag"
	"milepost/generator/document"
	"milepost/generator/fact"
	"milepost/generator/kb"
	"milepost/generator/measure"
	"milepost/generator/report"
	"milepost/generator/site"
	"milepost/generator/vocab"
)

// Press makes the reports of one site. It is safe for concurrent use.
type Press struct {
	site *site.Site

	mu     sync.Mutex
	facts  map[measure.Scope]func() fact.Set
	joined map[measure.Scope]func() fact.Set // of all projects
	made   map[made]func() document.Report
	past   map[*site.Record]func() *report.Past
	now    map[*site.Report]func() fact.Set // of drafts
}

// made identifies a report: the page of a report, or the scope on any other
// page.
type made struct {
	page    *site.Page
	scope   measure.Scope
	section string // on a page that is no report
}

// New makes the press of a site.
func New(s *site.Site) *Press {
	return &Press{site: s, facts: map[measure.Scope]func() fact.Set{}, joined: map[measure.Scope]func() fact.Set{},
		made: map[made]func() document.Report{}, past: map[*site.Record]func() *report.Past{}, now: map[*site.Report]func() fact.Set{}}
}

// once is the value of a key, made by the first caller.
func once[K comparable, V any](mu *sync.Mutex, all map[K]func() V, key K, make func() V) V {
	mu.Lock()
	f, ok := all[key]
	if !ok {
		f = sync.OnceValue(make)
		all[key] = f
	}
	mu.Unlock()
	return f()
}

// Facts is what the sheets say of a scope.
func (p *Press) Facts(scope measure.Scope) fact.Set {
	return once(&p.mu, p.facts, scope, func() fact.Set { return measure.Facts(p.site, scope) })
}

// then is what the sheets say today about the end of a period, as far as they can.
func (p *Press) then(project string, period kb.Period) fact.Set {
	return p.Facts(measure.Scope{Project: project, Period: period})
}

// figures is the part of then that an erratum can correct.
func (p *Press) figures(project string, period kb.Period) fact.Set {
	return p.Facts(measure.Scope{Project: project, Period: period, Figures: true})
}

// ScopeOf is the scope of a report's facts.
func (p *Press) ScopeOf(r *site.Report) measure.Scope {
	return measure.Scope{Project: r.Project, Period: r.Period, Cutoff: cmp.Or(r.Cutoff, p.site.Today), Latest: r.Kind == kb.ReportGate || r.Kind == kb.ReportPhase}
}

// Report is the report of a page, with the sections in the order of the page;
// ok is false if an issued one has lost its record.
func (p *Press) Report(r *site.Report) (doc document.Report, ok bool) {
	if r.Issued != "" && r.Record == nil {
		return document.Report{}, false
	}
	return once(&p.mu, p.made, made{page: r.Page}, func() document.Report {
		in := p.Input(r)
		in.Sections = p.sectionsOn(r)
		doc := p.make(in)
		doc.Head.Title = r.Page.Title
		return doc
	}), true
}

// make makes a report, and links its sources to the pages of their workbooks.
func (p *Press) make(in report.Input) document.Report {
	doc := report.Make(in)
	if in.Kind == kb.ReportPortfolio {
		doc = p.pages(doc)
	}
	p.place(&doc)
	return doc
}

// place links the sources of a report to the pages of their workbooks.
func (p *Press) place(doc *document.Report) {
	for i := range doc.Sources {
		if b := p.site.Book(doc.Sources[i].File); b != nil && b.State != kb.Skipped {
			doc.Sources[i].Href = site.BookOut(b.Path)
		}
	}
}

// sectionsOn is the sections that the blocks of a report's page show.
func (p *Press) sectionsOn(r *site.Report) (names []string) {
	holes := r.Page.Body.Get().Holes
	for i := range holes {
		if h := &holes[i]; h.Kind == kb.HoleBlock && h.Block.OfReport() && h.Block.Get(kb.FieldPeriod) == "" {
			own := h.Block.Sections()
			if len(own) == 0 {
				own = p.Sections(r.Project, r.Kind)
			}
			for _, name := range own {
				if !slices.Contains(names, name) {
					names = append(names, name)
				}
			}
		}
	}
	return names
}

// Setting is what site.toml says of a kind of report in a project, its zero
// value with ok false if it says nothing.
func (p *Press) Setting(project, kind string) (c config.Report, ok bool) {
	for _, c := range p.site.Config.Reports {
		if c.Kind == kind && c.Project == project {
			return c, true
		}
	}
	return config.Report{}, false
}

// Sections is the sections of a kind of report: as site.toml lists them, else
// those of the kind.
func (p *Press) Sections(project, kind string) []string {
	c, _ := p.Setting(project, kind)
	if len(c.Sections) > 0 {
		return c.Sections
	}
	return report.SectionsOf(kind)
}

// Now is the facts that a report is made of.
func (p *Press) Now(r *site.Report) fact.Set {
	if r.Record != nil {
		return r.Record.Facts
	}
	return once(&p.mu, p.now, r, func() fact.Set {
		now := p.Of(r.Kind, p.ScopeOf(r)).With(p.about(r)...)
		return now.With(recalled(now, p.site.Before(r.Project, r.Kind, r.Period.End()))...)
	})
}

// Input is what a report is made of.
func (p *Press) Input(r *site.Report) report.Input {
	in := report.Input{Kind: r.Kind, Lang: p.langOf(r.Page)}
	past := p.site.Before(r.Project, r.Kind, r.Period.End())
	if r.Kind == kb.ReportPortfolio { // facts of the site alone do not stand in
		past = slices.DeleteFunc(past, func(old *site.Record) bool { return old.Kind != r.Kind })
	}
	for _, old := range past {
		in.Past = append(in.Past, p.remember(old))
	}
	in.Now = p.Now(r)
	if n := len(past); n > 0 {
		in.Told = in.Past[n-1].Facts
	}
	if r.Kind == kb.ReportPortfolio { // it shows what was issued, and compares colours alone
		in.Altered = r.Record != nil && !r.Record.Is(r.Digest)
		return in
	}
	if r.Record != nil {
		in.Altered = !r.Record.Is(r.Digest)
		in.Base, in.Later = r.Record.Base, p.figures(r.Project, r.Period)
	} else {
		in.Base = p.baseOf(r.Project, r.Period, past)
	}
	return in
}

// baseOf is what the sheets say today about the period of the last record, or about
// the period before if there is none. If there is a record, only it knows earlier
// plans and risks: sheets keep at most one older version.
func (p *Press) baseOf(project string, period kb.Period, past []*site.Record) fact.Set {
	if len(past) == 0 {
		return p.then(project, cmp.Or(period, Around(kb.ReportMonthly, p.site.Today)).Last())
	}
	return p.then(project, past[len(past)-1].Period).Keep(func(f fact.Fact) bool {
		family, _, _ := fact.Split(f.Key)
		return family != fact.Phase && family != fact.Risk && family != fact.RAG
	})
}

// remember is a record in the form in which later reports read it.
func (p *Press) remember(r *site.Record) *report.Past {
	return once(&p.mu, p.past, r, func() *report.Past { return report.Remember(r.Facts) })
}

// langOf is the language of a page, else that of the site.
func (p *Press) langOf(page *site.Page) string {
	if page == nil {
		return p.site.Config.Language
	}
	return cmp.Or(page.Front.Lang, p.site.Config.Language)
}

// about is the facts of the report itself that its page has.
func (p *Press) about(r *site.Report) []fact.Fact {
	var all []fact.Fact
	add := func(field, value, unit string) {
		if value != "" {
			all = append(all, fact.Fact{Key: fact.Key(fact.Report, field), Value: value, Unit: unit})
		}
	}
	add("kind", r.Kind, fact.UnitState)
	add(kb.FieldPhase, r.Phase, fact.UnitText)
	add("issued", string(r.Issued), fact.UnitDate)
	add("approver", r.Approver, fact.UnitText)
	add("author", r.Author, fact.UnitText)
	for _, said := range r.Judged {
		if dimension, colour, by, reason, ok := vocab.Override(said); ok {
			for _, f := range [][3]string{{"override", colour, fact.UnitState}, {"override_by", by, fact.UnitText}, {"override_why", reason, fact.UnitText}} {
				all = append(all, fact.Fact{Key: fact.Key(fact.RAG, dimension, f[0]), Value: f[1], Unit: f[2]})
			}
		}
	}
	return all
}

// Part is the part of a report in a block, with the head and sources of the
// whole. The diagnostics say why nothing can be shown.
func (p *Press) Part(b kb.Block, pos diag.Pos) (document.Report, diag.List) {
	page := p.site.Page(pos.File)
	if diags := slices.Concat(p.Judge(b, pos), p.site.Lost(page)); diags != nil {
		return document.Report{}, diags
	}
	said := b.Get(kb.FieldPeriod)
	if r := p.site.ReportAt(page); r != nil && said == "" {
		doc, _ := p.Report(r)
		return cut(doc, p.namesOf(b, r.Project, r.Kind)), nil
	}
	scope := measure.Scope{Project: p.site.Data.Project(pos.File), Cutoff: p.site.Today}
	if names := b.Sections(); report.OfAll(names) {
		return cut(p.Portfolio(page), names), nil
	}
	switch said {
	case "":
		scope.Period = p.site.PeriodOf(pos.File)
	case "latest":
	default:
		scope.Period, _ = vocab.FilePeriod(said)
	}
	names := p.namesOf(b, scope.Project, kb.ReportMonthly)
	doc := once(&p.mu, p.made, made{scope: scope, section: strings.Join(names, " ")}, func() document.Report {
		return p.make(p.open(page, scope, kb.ReportMonthly, names))
	})
	part := cut(doc, names)
	if b.Kind != kb.BlockReport { // the page has its own heading above it
		part.Sections = slices.Clone(part.Sections)
		for i := range part.Sections {
			part.Sections[i].Title = b.Get("title")
		}
	}
	return part, nil
}

// Judge reports what is wrong with a block of a report, without making it. A lost
// record is reported for the page, not for its blocks.
func (p *Press) Judge(b kb.Block, pos diag.Pos) (diags diag.List) {
	for _, name := range b.Sections() {
		if !slices.Contains(kb.ReportSections, name) {
			diags = append(diags, diag.New("DB09.section", pos, name, strings.Join(report.All(), ", ")))
		}
	}
	said := b.Get(kb.FieldPeriod)
	if _, ok := vocab.FilePeriod(said); said != "" && said != "latest" && !ok {
		diags = append(diags, diag.New("DB08.form", pos, said))
	}
	return diags
}

// namesOf is the sections that a block asks for.
func (p *Press) namesOf(b kb.Block, project, kind string) []string {
	if names := b.Sections(); len(names) > 0 {
		return names
	}
	return p.Sections(project, kind)
}

// open is the input for a part on a page that is no report: the facts at the
// end of its period, or now, and the last record of a kind of report.
func (p *Press) open(page *site.Page, scope measure.Scope, kind string, names []string) report.Input {
	in := report.Input{Kind: kind, Lang: p.langOf(page), Now: p.Facts(scope), Sections: names}
	day := scope.Period.End()
	if day == "" {
		day = scope.Cutoff
	}
	past := p.site.Before(scope.Project, in.Kind, day)
	for _, old := range past {
		in.Past = append(in.Past, p.remember(old))
	}
	if n := len(past); n > 0 {
		in.Told = in.Past[n-1].Facts
	}
	in.Base = p.baseOf(scope.Project, scope.Period, past)
	return in
}

// Front is the state of a project today beside the last report, for its main page;
// it has no sections if nothing is known. Private workbooks are left out.
func (p *Press) Front(project string, page *site.Page) document.Report {
	in := p.open(page, measure.Scope{Project: project, Cutoff: p.site.Today}, site.UsualReport(p.site, project), nil)
	if slices.ContainsFunc(p.site.Workbooks, p.site.Data.PrivateBook) { // most sites have none, and thousands of facts
		in.Now, in.Told, in.Base = measure.Public(p.site, in.Now), measure.Public(p.site, in.Told), measure.Public(p.site, in.Base)
	}
	doc := report.Front(in)
	p.place(&doc)
	return doc
}

// cut keeps the sections of a report that a block shows.
func cut(doc document.Report, names []string) document.Report {
	part := document.Report{Head: doc.Head, Sources: doc.Sources}
	for _, name := range names {
		if i := slices.IndexFunc(doc.Sections, func(s document.Section) bool { return s.Kind == name }); i >= 0 {
			part.Sections = append(part.Sections, doc.Sections[i])
		}
	}
	return part
}

// FolderOf is the folder for new reports of a kind: from site.toml, else the
// one that has reports already, else one whose name says so.
func (p *Press) FolderOf(project, kind string) string {
	if c, _ := p.Setting(project, kind); c.Folder != "" {
		return c.Folder
	}
	for _, same := range []bool{true, false} {
		for _, r := range slices.Backward(p.site.Reports) {
			if r.Project == project && (r.Kind == kind || !same) {
				return path.Dir(r.Page.Path)
			}
		}
	}
	for _, sec := range p.site.Sections {
		if p.site.Data.Project(sec.Path) == project && slices.Contains([]string{"简报", "月报", "周报", "报告", "briefs", "reports"}, strings.ToLower(path.Base(sec.Path))) {
			return sec.Path
		}
	}
	if p.site.Config.Language == "en" {
		return path.Join(project, "reports")
	}
	return path.Join(project, "报告")
}
