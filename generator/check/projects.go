package check

import (
	"slices"

	"milepost/generator/diag"
	"milepost/generator/measure"
	"milepost/generator/report"
	"milepost/generator/site"
	"milepost/generator/text"
	"milepost/generator/vocab"
)

// projects: ids and titles are unique (PJ01), each has data of its own (PJ02),
// the stage on its page is that of its plan (PJ03), and a page that shows all
// projects has several to show (PJ04).
func projects(in *input) (diags diag.List) {
	if in.site == nil || len(in.data.Projects()) == 0 && site.Portfolio(in.site) == nil {
		return nil
	}
	all := in.site.Projects()
	for i := range all {
		p := &all[i]
		diags = append(diags, twin(p, all[:i])...)
		// unreadable files are reported as such
		if p.Folder != "." && !in.data.HasData(p.Folder) && site.Unread(in.site, p.Folder) == 0 {
			diags = append(diags, diag.New("PJ02.empty", diag.Pos{File: p.Page.Path, Line: p.Page.Front.LineOf("kind")}, p.Title))
		}
		diags = append(diags, otherStage(in, p)...)
	}
	if page := site.Portfolio(in.site); page != nil && len(all) < 2 {
		diags = append(diags, diag.New("PJ04.few", diag.Pos{File: page.Path, Line: page.Front.LineOf("kind")}, len(all)))
	}
	return diags
}

// twin reports an earlier project with the same id or title.
func twin(p *site.Project, before []site.Project) diag.List {
	same := func(a, b string) bool { return a != "" && text.Fold(a) == text.Fold(b) }
	for i := range before {
		q := &before[i]
		switch {
		case same(p.ID, q.ID):
			return diag.List{diag.New("PJ01.id", diag.Pos{File: p.Page.Path, Line: p.Page.Front.LineOf("project")}, p.ID, q.Page.Path)}
		case same(p.Title, q.Title) && p.Page != nil:
			return diag.List{diag.New("PJ01.title", diag.Pos{File: p.Page.Path, Line: p.Page.Front.LineOf("title")}, p.Title, q.Folder)}
		}
	}
	return nil
}

// otherStage reports that the plan is in another phase than the project's page
// says.
func otherStage(in *input, p *site.Project) diag.List {
	if p.Stage == "" {
		return nil
	}
	at := report.StageOf(in.press.Facts(measure.Scope{Project: p.Folder, Cutoff: in.today}))
	said := vocab.PhaseKey(p.Stage)
	planned := slices.ContainsFunc(at.All, func(name string) bool { return vocab.PhaseKey(name) == said })
	if !planned || !at.AtWork || vocab.PhaseKey(at.Name) == said {
		return nil
	}
	return diag.List{diag.New("PJ03.stage", diag.Pos{File: p.Page.Path, Line: p.Page.Front.LineOf("stage")}, p.Stage, at.Name)}
}
