package check

import (
	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// suggestions: answered in time (SU01), what is implemented has its date
// (SU02), what is rejected has a reason (SU03).
func suggestions(in *input) (diags diag.List) {
	days := in.number("SU01", "days", 5) // working days
	for _, set := range in.sets(kb.SchemaSuggestions) {
		for row := range set.Rows {
			date := set.Cell(row, kb.FieldDate).Date()
			name := said(set, row, kb.FieldID)
			if name == "" {
				name = clip(said(set, row, kb.FieldText), 16)
			}
			done, rejected := outcome(set, row)
			if set.Col(kb.FieldAnswer) >= 0 && !done && !rejected && blank(set, row, kb.FieldAnswer) && blank(set, row, kb.FieldAnswered) && date != "" && in.today != "" {
				if n := in.data.Calendar().Workdays(date.AddDays(1), in.today); n > days {
					diags = append(diags, diag.New("SU01.answer", at(set, row, set.Col(kb.FieldAnswer)), name, date, n, days))
				}
			}
			if col := set.Col(kb.FieldPublished); done && col >= 0 && blank(set, row, kb.FieldPublished) {
				diags = append(diags, diag.New("SU02.date", at(set, row, col), name))
			}
			if col := set.Col(kb.FieldAnswer); rejected && col >= 0 && blank(set, row, kb.FieldAnswer) {
				diags = append(diags, diag.New("SU03.reason", at(set, row, col), name))
			}
		}
	}
	return diags
}

// outcome reads the status: what has gone live, and what was turned down.
func outcome(set *kb.Dataset, row int) (done, rejected bool) {
	c := set.Cell(row, kb.FieldStatus)
	return vocab.Outcome(c.Text, c.String())
}

// clip is the beginning of a text.
func clip(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n]) + "…"
	}
	return s
}
