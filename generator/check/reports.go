package check

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/fact"
	"milepost/generator/kb"
	"milepost/generator/measure"
	"milepost/generator/press"
	"milepost/generator/site"
	"milepost/generator/vocab"
)

// reports: texts agree with the figures (RP01), red has a reason and somebody who says
// what is done (RP03), an issued report is unchanged (RP05), a draft does not use data
// after its cutoff without a word (RP06), and none is missing (RP02). RP04 is in
// decisions, since it needs no report.
func reports(in *input) (diags diag.List) {
	if in.site == nil || len(in.site.Reports) == 0 && len(in.site.Config.Reports) == 0 {
		return nil
	}
	for _, r := range in.site.Reports {
		if !in.mine(r.Page.Path) || r.Issued != "" && r.Record == nil {
			continue
		}
		now := in.press.Now(r)
		diags = append(diags, prose(in, r, now)...)
		diags = append(diags, red(in, r, now)...)
		if r.Record != nil {
			diags = append(diags, altered(r)...)
			diags = append(diags, live(r)...)
		} else {
			diags = append(diags, newer(in, r, now)...)
			diags = append(diags, gone(in, r, now)...)
		}
	}
	return append(diags, unissued(in)...)
}

// red requires a reason and a judgement by a person where a report is red
// (RP03). In a draft this may wait until its period is over.
func red(in *input, r *site.Report, now fact.Set) (diags diag.List) {
	if r.Issued == "" && in.today <= r.Period.End() {
		return nil
	}
	empty := slices.IndexFunc(r.Page.Places, func(j kb.Judgement) bool { return j.Empty })
	for _, d := range []string{measure.Progress, measure.Value, measure.Quality, measure.RiskSide} {
		if now.Text(fact.RAG, d) == measure.Red && now.Text(fact.RAG, d, fact.Why) == "" {
			diags = append(diags, diag.New("RP03.reason", diag.Pos{File: r.Page.Path, Line: 1}, dimension(d)))
		}
	}
	said := len(r.Page.Said) > 0
	for _, text := range r.Judged {
		if _, _, _, _, ok := vocab.Override(text); ok {
			said = true
		} else {
			diags = append(diags, diag.New("RP03.override", diag.Pos{File: r.Page.Path, Line: r.Page.Front.LineOf(site.FrontOverride)}, text))
		}
	}
	switch {
	case now.Text(fact.RAG, measure.Overall) == measure.Red && !said && !acted(now):
		line := 1
		if empty >= 0 {
			line = r.Page.Places[empty].Line
		}
		diags = append(diags, diag.New("RP03.red", diag.Pos{File: r.Page.Path, Line: line}))
	case empty >= 0 && r.Issued == "":
		for _, place := range r.Page.Places {
			if place.Empty {
				diags = append(diags, diag.New("RP03.empty", diag.Pos{File: r.Page.Path, Line: place.Line}, cmp.Or(place.By, r.Author, "…")))
			}
		}
	}
	return diags
}

// dimension is the name of a dimension of the judgement, in both languages.
func dimension(name string) diag.Either {
	words := map[string]diag.Either{
		measure.Progress: {Zh: "进度", En: "progress"}, measure.Value: {Zh: "价值", En: "value"},
		measure.Quality: {Zh: "质量", En: "quality"}, measure.RiskSide: {Zh: "风险", En: "risk"},
	}
	return words[name]
}

// acted tells whether a decision or action is open.
func acted(s fact.Set) bool {
	for _, family := range []string{fact.Decision, fact.Action} {
		if slices.ContainsFunc(s.Items(family), func(item string) bool { return s.Text(family, item, kb.FieldStatus) == "open" }) {
			return true
		}
	}
	return false
}

// altered reports that the record of an issued report was changed (RP05).
func altered(r *site.Report) diag.List {
	pos := diag.Pos{File: r.Page.Path, Line: r.Page.Front.LineOf(site.FrontFacts)}
	if r.Digest == "" || !r.Record.Is(r.Digest) {
		return diag.List{diag.New("RP05.changed", pos, r.Record.Path, string(r.Issued))}
	}
	if said, ok := r.Record.Facts.Get(fact.Report, fact.Said); ok && said.Value != press.SaidSum(r) {
		pos.Line = r.Page.Front.LineOf(site.FrontIssued)
		return diag.List{diag.New("RP05.said", pos, string(r.Issued), r.Record.Path)}
	}
	return nil
}

// live reports which parts of an issued report show today's values because its
// record does not have them: blocks and values that were added later, or before
// records had them.
func live(r *site.Report) (diags diag.List) {
	holes := r.Page.Body.Get().Holes
	for i := range holes {
		h := &holes[i]
		if press.Kept(r.Record.Facts, h) {
			continue
		}
		what := h.Block.Kind
		if h.Kind == kb.HoleValue {
			what = "{{ " + strings.Join(h.Args, " ") + " }}"
		}
		diags = append(diags, diag.New("RP05.live", diag.Pos{File: r.Page.Path, Line: h.Line, Col: h.Col}, what))
	}
	return diags
}

// gone reports that the approver of a draft has left the project (RP03).
func gone(in *input, r *site.Report, now fact.Set) diag.List {
	left, ok := now.Get(fact.Person, fact.Part(r.Approver), kb.FieldTo)
	if day := left.Date(); !ok || day == "" || day >= in.today {
		return nil
	}
	pos := diag.Pos{File: r.Page.Path, Line: r.Page.Front.LineOf(site.FrontApprover)}
	return diag.List{diag.New("RP03.approver", pos, r.Approver, string(left.Date()))}
}

// moving are the families of facts about the state on a day. Events with a day of
// their own, such as incidents, are left out if they are after the cutoff.
var moving = []string{kb.SchemaKPI, fact.Phase, fact.Risk, fact.Pleased, fact.Audience}

// newer reports sheets that a draft uses though they are of a later day than
// its cutoff (RP06). The time of a file does not count.
func newer(in *input, r *site.Report, now fact.Set) diag.List {
	cutoff := in.press.ScopeOf(r).Cutoff
	var files []string
	var last kb.Date
	for _, family := range moving {
		for _, f := range now.Below(family) {
			if f.AsOf <= cutoff || now.Text(fact.File, fact.Part(f.Source.File), fact.From) == string(site.FromFile) {
				continue
			}
			last = max(last, f.AsOf)
			if name := path.Base(f.Source.File) + " (" + string(f.AsOf) + ")"; !slices.Contains(files, name) {
				files = append(files, name)
			}
		}
	}
	if len(files) == 0 {
		return nil
	}
	pos := diag.Pos{File: r.Page.Path, Line: r.Page.Front.LineOf(site.FrontCutoff)}
	return diag.List{diag.New("RP06.newer", pos, strings.Join(files, ", "), string(cutoff), string(last))}
}

// mostMissing is how many missing periods a message names at most.
const mostMissing = 6

// unissued reports periods that are over, and whose report is due but not issued
// (RP02), if site.toml asks for it or two were issued already.
func unissued(in *input) (diags diag.List) {
	project := cmp.Or(in.project, ".")
	for _, kind := range []string{kb.ReportWeekly, kb.ReportMonthly, kb.ReportQuarter} {
		issued, wanted := in.press.Awaited(project, kind)
		if !wanted {
			continue
		}
		asks, asked := in.press.Setting(project, kind)
		pos := setting(asks.Line)
		if !asked {
			pos = diag.Pos{File: issued[len(issued)-1].Page.Path, Line: 1}
		}
		diags = append(diags, missing(in, kind, project, pos)...)
	}
	return diags
}

func missing(in *input, kind, project string, pos diag.Pos) diag.List {
	var names []string
	var day kb.Date
	for _, due := range in.press.Unissued(project, kind, press.Around(kind, in.today).Start().AddDays(-1)) {
		if due.Day < in.today {
			names, day = append(names, string(due.Period)), due.Day
		}
	}
	if len(names) == 0 {
		return nil
	}
	if draft := in.press.Find(press.Ask{Project: project, Kind: kind, Period: kb.Period(names[len(names)-1])}); draft != nil {
		pos = diag.Pos{File: draft.Page.Path, Line: 1}
	}
	if n := len(names); n > mostMissing {
		names = append([]string{"…"}, names[n-mostMissing:]...)
	}
	k, _ := vocab.ReportKindOf(kind)
	word := diag.Either{Zh: k.Title("zh-CN"), En: k.Title("en")}
	return diag.List{diag.New("RP02.missing", pos, word, diag.Names(names), string(day), names[len(names)-1])}
}
