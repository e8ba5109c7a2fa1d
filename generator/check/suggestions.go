package check

import (
	"path"
	"slices"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/site"
	"milepost/generator/text"
)

// suggestions: answered in time, in words, and not before they were made (SU01); what is
// implemented has its date and says what was changed (SU02); what is rejected has a reason
// (SU03); the page that it is about exists (SU04).
func suggestions(in *input) (diags diag.List) {
	days := in.number("SU01", "days", site.AnswerDays)
	log := in.joined(kb.SchemaReleases)
	inLog := released(log)
	log = slices.DeleteFunc(log, func(d *kb.Dataset) bool { return d.Col(kb.FieldSuggestion) < 0 })
	for _, set := range in.sets(kb.SchemaSuggestions) {
		for _, s := range site.Suggestions(set) {
			name := s.ID
			if name == "" {
				name = text.Clip(s.Text, 16)
			}
			if col := set.Col(kb.FieldAnswer); col >= 0 {
				switch n := in.data.Waited(&s, in.today); {
				case s.Accepted && !s.Live && s.Answer == "":
					diags = append(diags, diag.New("SU01.accepted", at(set, s.Row, col), name, said(set, s.Row, kb.FieldStatus)))
				case n > days:
					diags = append(diags, diag.New("SU01.answer", at(set, s.Row, col), name, s.Date, n, days))
				}
			}
			if s.Date != "" && s.Answered != "" && s.Answered < s.Date {
				diags = append(diags, diag.New("SU01.order", at(set, s.Row, set.Col(kb.FieldAnswered)), name, s.Answered, s.Date))
			}
			if col := set.Col(kb.FieldPublished); s.Live && col >= 0 && blank(set, s.Row, kb.FieldPublished) {
				diags = append(diags, diag.New("SU02.date", at(set, s.Row, col), name))
			}
			switch col := set.Col(kb.FieldChange); {
			case !s.Live || inLog(name) || col >= 0 && !blank(set, s.Row, kb.FieldChange):
			case col >= 0:
				diags = append(diags, diag.New("SU02.link", at(set, s.Row, col), name))
			case len(log) > 0 && !blank(set, s.Row, kb.FieldID):
				diags = append(diags, diag.New("SU02.release", at(set, s.Row, set.Col(kb.FieldID)), name, path.Base(log[0].File)))
			}
			if in.site != nil && s.Page != "" {
				if p, _ := in.site.PageOf(&s); p == nil && !in.site.Named(s.Page, set.File) {
					diags = append(diags, in.noPage(&s, name))
				}
			}
			if col := set.Col(kb.FieldAnswer); s.Rejected && col >= 0 && s.Answer == "" {
				diags = append(diags, diag.New("SU03.reason", at(set, s.Row, col), name))
			}
		}
	}
	return diags
}

// noPage reports a suggestion about a page that does not exist.
func (in *input) noPage(s *site.Suggestion, name string) diag.Diagnostic {
	pos := at(s.Set, s.Row, s.Set.Col(kb.FieldPage))
	var titles []string
	for _, p := range in.site.Pages {
		titles = append(titles, p.Title)
	}
	if near := text.Nearest(s.Page, titles); near != "" {
		return diag.New("SU04.page-near", pos, name, s.Page, near)
	}
	return diag.New("SU04.page", pos, name, s.Page)
}
