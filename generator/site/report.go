package site

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/fact"
	"milepost/generator/kb"
	"milepost/generator/kind"
	"milepost/generator/message"
	"milepost/generator/source"
	"milepost/generator/vocab"
)

// The settings of a report in its page's front matter, beside the period.
const (
	FrontReport   = "report"
	FrontCutoff   = "cutoff"
	FrontIssued   = "issued"
	FrontApprover = "approver"
	FrontAuthor   = "author"
	FrontSnapshot = "snapshot"
	FrontFacts    = "facts"
	FrontOverride = "override"
)

// Report is a page that is a report.
type Report struct {
	Page     *Page
	Kind     string // weekly, monthly …
	Phase    string // of a gate and of the end of a phase
	Project  string // folder
	Period   kb.Period
	Cutoff   kb.Date // "" of a draft that names none
	Issued   kb.Date // "" of a draft
	Approver string
	Author   string
	Judged   []string  // how a person overrides the computed states, as written
	Digest   string    // of its record, as the page says
	Record   *Record   // of an issued one; nil if the file does not exist or belongs to another
	Lost     diag.List // why an issued one has no record
}

// Record is the facts of one period as they were kept.
type Record struct {
	*source.Record
	Project string // where it lies
	Kind    string // of its report; "snapshot" of facts without one
	Phase   string
	Period  kb.Period
	End     kb.Date // of the period
	Commit  string  // of a candidate made from git; "" for what was issued or kept
	Foreign string  // the project that it names, if that is not where it lies
	Report  *Report // that was issued with it
}

// Setting is the single value of a key of a page's kind, "" if it has none.
func (p *Page) Setting(key string) string {
	for _, f := range p.Front.Fields {
		if f.Key == key && len(f.List) == 1 {
			return strings.TrimSpace(f.List[0])
		}
	}
	return ""
}

// report collects reports and records, and gives each report its record.
func (s *Site) report() (diags diag.List) {
	for _, r := range s.Snapshot.Records {
		s.Records = append(s.Records, recordOf(s, r))
	}
	slices.SortStableFunc(s.Records, func(a, b *Record) int {
		return cmp.Or(cmp.Compare(a.Project, b.Project), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Phase, b.Phase),
			cmp.Compare(a.Period.End(), b.Period.End()), cmp.Compare(a.Path, b.Path))
	})
	made := map[*Page]bool{}
	for _, p := range s.Of(kind.Report) {
		if r := reportOf(s, p); r != nil {
			s.Reports, made[p] = append(s.Reports, r), true
		}
	}
	for _, p := range s.Fielded {
		if p.issued() && !made[p] {
			lost := unread(s, p)
			s.lost[p] = lost
			diags = append(diags, lost...)
		}
	}
	// A record goes to the page with its name before any copy of that page.
	for _, named := range []bool{true, false} {
		for _, r := range s.Reports {
			if r.namesake() == named {
				r.Lost = claim(s, r)
				diags = append(diags, r.Lost...)
			}
		}
	}
	slices.SortStableFunc(s.Reports, func(a, b *Report) int {
		return cmp.Or(cmp.Compare(a.Project, b.Project), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Phase, b.Phase),
			cmp.Compare(a.Period.End(), b.Period.End()), cmp.Compare(b.Issued, a.Issued), cmp.Compare(a.Page.Path, b.Page.Path))
	})
	return append(diags, s.judgeReports()...)
}

func recordOf(s *Site, r *source.Record) *Record {
	out := &Record{Record: r, Project: s.Data.Project(r.Path),
		Kind: r.Facts.Text(fact.Report, "kind"), Phase: r.Facts.Text(fact.Report, kb.FieldPhase),
		Period: kb.Period(r.Facts.Text(fact.Report, kb.FieldPeriod)), Commit: r.Facts.Text(fact.Report, fact.Candidate)}
	out.End = out.Period.End()
	if own := r.Facts.Text(fact.Report, "project"); own != "" && own != out.Project {
		id := r.Facts.Text(fact.Report, fact.ID) // it stays when the folder gets another name
		if id == "" || id != s.ProjectAt(out.Project).ID {
			out.Foreign = own
		}
	}
	return out
}

// reportOf is the report that a page is, nil if its settings do not make one.
func reportOf(s *Site, p *Page) *Report {
	k, ok := vocab.ReportKindOf(p.Setting(FrontReport))
	period, good := vocab.FilePeriod(p.Setting(kb.FieldPeriod))
	if !ok || !good {
		return nil // said by the page's kind
	}
	r := &Report{Page: p, Kind: k.Key, Period: period, Project: s.Data.Project(p.Path), Phase: p.Setting(kb.FieldPhase),
		Approver: p.Setting(FrontApprover), Author: cmp.Or(p.Setting(FrontAuthor), p.Owner), Digest: p.Setting(FrontFacts)}
	for _, f := range p.Front.Fields {
		if f.Key == FrontOverride {
			r.Judged = f.List
		}
	}
	r.Cutoff, _ = vocab.Day(p.Setting(FrontCutoff))
	r.Issued, _ = vocab.Day(p.Setting(FrontIssued))
	return r
}

// issued tells whether a page was issued as a report: then it shows its record,
// or says why it cannot, and never today's values.
func (p *Page) issued() bool { return p.HasFields && p.Setting(FrontSnapshot) != "" }

// unread reports that a page was issued as a report but its settings cannot be
// read any more, and what its record says they were.
func unread(s *Site, p *Page) diag.List {
	said := p.Setting(FrontSnapshot)
	field, now := kb.FieldPeriod, p.Setting(kb.FieldPeriod)
	was := "2026-10"
	at := recordAt(s, said, path.Dir(p.Path))
	if at != nil && at.Period != "" {
		was = string(at.Period)
	}
	if _, ok := vocab.ReportKindOf(p.Setting(FrontReport)); !ok {
		field, now, was = FrontReport, p.Setting(FrontReport), kb.ReportMonthly
		if at != nil && at.Kind != "" {
			was = at.Kind
		}
	}
	if p.Kind != kind.Report {
		field, now, was = "kind", p.Kind, kind.Report
	}
	pos := diag.Pos{File: p.Path, Line: p.Front.LineOf(field)}
	if pos.Line == 0 {
		pos.Line = p.Front.LineOf(FrontSnapshot)
	}
	return diag.List{diag.New("HS02.unread", pos, field, now, was)}
}

// Lost says why a page that was issued as a report cannot show it; nil for any
// other page.
func (s *Site) Lost(p *Page) diag.List {
	if r := s.ReportAt(p); r != nil && r.Issued != "" && r.Record == nil {
		return r.Lost
	}
	return s.lost[p]
}

// namesake tells whether a report's page and the record that it names have the
// same name, as when it was issued.
func (r *Report) namesake() bool {
	record := path.Base(strings.ReplaceAll(r.Page.Setting(FrontSnapshot), `\`, "/"))
	return same(strings.TrimSuffix(record, fact.Ending), strings.TrimSuffix(path.Base(r.Page.Path), path.Ext(r.Page.Path)))
}

// claim gives an issued report its record, or says why it has none.
func claim(s *Site, r *Report) diag.List {
	if r.Issued == "" && !r.Page.issued() {
		return nil
	}
	said := r.Page.Setting(FrontSnapshot)
	pos := diag.Pos{File: r.Page.Path, Line: r.Page.Front.LineOf(FrontSnapshot)}
	undated := r.Issued == ""
	if undated {
		r.Issued = s.Today // until its record says when
	}
	if said == "" {
		pos.Line = r.Page.Front.LineOf(FrontIssued)
		r.Issued = "" // it shows today's values
		return diag.List{diag.New("HS02.none", pos)}
	}
	at := recordAt(s, said, path.Dir(r.Page.Path))
	switch {
	case at == nil:
		return diag.List{diag.New("HS02.gone", pos, said)}
	case at.Foreign != "" || at.Project != r.Project:
		return diag.List{diag.New("HS02.other-project", pos, said, cmp.Or(at.Foreign, at.Project), r.Project)}
	case at.Kind == "" || at.Period == "":
		return diag.List{diag.New("HS02.part", pos, said, at.lacks())}
	case at.Kind != r.Kind || at.Period != r.Period:
		return diag.List{diag.New("HS02.other-report", pos, said, kindWord(at.Kind), string(at.Period), kindWord(r.Kind), string(r.Period))}
	case at.Report != nil:
		return diag.List{diag.New("HS02.shared", pos, said, at.Report.Page.Path)}
	}
	at.Report, r.Record = r, at
	if undated {
		if f, _ := at.Facts.Get(fact.Report, FrontIssued); f.Date() != "" {
			r.Issued = f.Date()
		}
		return diag.List{diag.New("HS02.undated", pos, string(r.Issued))}
	}
	return nil
}

// lacks is the required keys that a record does not have.
func (r *Record) lacks() string {
	var keys []string
	if r.Kind == "" {
		keys = append(keys, fact.Key(fact.Report, "kind"))
	}
	if r.Period == "" {
		keys = append(keys, fact.Key(fact.Report, kb.FieldPeriod))
	}
	return strings.Join(keys, ", ")
}

// kindWord is the word for a kind of report or record, in both languages.
func kindWord(key string) any {
	if key == RecordAlone {
		return diag.Either{Zh: "快照", En: key}
	}
	k, ok := vocab.ReportKindOf(key)
	if !ok {
		return key
	}
	return diag.Either{Zh: k.Title("zh-CN"), En: k.Title("en")}
}

// historyNames are the names of the folder of records where site.toml gives none, in the order of message.Languages.
var historyNames = []string{"历史", "history"}

// HistoryFolder is the name of the folder in which a project keeps its records: the one
// in site.toml, else 历史 or history if it holds records, else the one of these in the
// site's language. So an English site that began with 历史 goes on with it.
func HistoryFolder(s *Site, project string) string {
	if named := s.Config.History.Folder; named != "" {
		return named
	}
	own := historyNames[slices.Index(message.Languages, message.Pick(s.Config.Language))]
	found := ""
	for _, r := range s.Records {
		dir := path.Base(path.Dir(r.Path))
		switch {
		case path.Join(project, dir) != path.Dir(r.Path):
		case dir == own:
			return own
		case slices.Contains(historyNames, dir):
			found = dir
		}
	}
	return cmp.Or(found, own)
}

// recordAt is the record at a path, from the content folder or from a page's. If
// the project's folder was renamed, it is the record with that name in its
// history.
func recordAt(s *Site, said, dir string) *Record {
	said = strings.ReplaceAll(said, `\`, "/")
	project := s.Data.Project(path.Join(dir, "page.md"))
	moved := path.Join(project, HistoryFolder(s, project), path.Base(said))
	for _, p := range []string{strings.TrimPrefix(path.Clean("/"+said), "/"), path.Join(dir, said), moved} {
		for _, r := range s.Records {
			if same(r.Path, p) {
				return r
			}
		}
	}
	return nil
}

// judgeReports reports two reports of one period, and records without a report.
func (s *Site) judgeReports() (diags diag.List) {
	for i, r := range s.Reports[:max(0, len(s.Reports)-1)] {
		next := s.Reports[i+1]
		if next.Project == r.Project && next.Kind == r.Kind && next.Phase == r.Phase && next.Period == r.Period {
			diags = append(diags, diag.New("HS02.twice", diag.Pos{File: next.Page.Path, Line: next.Page.Front.LineOf(kb.FieldPeriod)}, string(r.Period), r.Page.Path))
		}
	}
	for _, r := range s.Records {
		pos := diag.Pos{File: r.Path}
		switch {
		case r.Foreign != "":
			diags = append(diags, diag.New("HS02.project", pos, r.Foreign, r.Project))
		case r.Report == nil && r.Commit != "":
			diags = append(diags, diag.New("HS02.candidate", pos, string(r.Period), fact.ShortCommit(r.Commit)))
		case r.Report == nil && r.Kind != "" && r.Kind != RecordAlone && r.Period != "":
			diags = append(diags, diag.New("HS02.alone", pos, kindWord(r.Kind), string(r.Period)))
		}
	}
	return diags
}

// RecordAlone is the kind of a record that was kept without a report.
const RecordAlone = "snapshot"

// ReportAt is the report that a page is, nil if it is none.
func (s *Site) ReportAt(p *Page) *Report {
	if p == nil || p.Kind != kind.Report {
		return nil
	}
	for _, r := range s.Reports {
		if r.Page == p {
			return r
		}
	}
	return nil
}

// LastReport is the report that a project issued last, nil if there is none.
func (s *Site) LastReport(project string) (last *Report) {
	for _, r := range s.Reports {
		if r.Project != project || r.Issued == "" || r.Record == nil {
			continue
		}
		if last == nil || cmp.Or(cmp.Compare(r.Issued, last.Issued), cmp.Compare(r.Period.End(), last.Period.End())) > 0 {
			last = r
		}
	}
	return last
}

// Before is the records of a project and kind whose periods end before a day,
// oldest first. Where there is none, facts that were kept without a report are
// taken.
func (s *Site) Before(project, kind string, day kb.Date) (out []*Record) {
	for _, own := range []string{kind, RecordAlone} {
		for _, r := range s.Records {
			if r.Project != project || r.Kind != own || r.Foreign != "" || r.End == "" || r.End >= day ||
				slices.ContainsFunc(out, func(o *Record) bool { return o.End == r.End }) {
				continue
			}
			out = append(out, r)
		}
	}
	slices.SortStableFunc(out, func(a, b *Record) int { return cmp.Compare(a.End, b.End) })
	return out
}
