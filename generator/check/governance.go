package check

import (
	"cmp"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/site"
	"milepost/generator/text"
	"milepost/generator/vocab"
)

// benefits: each has a baseline, an owner and a day of measurement, and is
// measured by that day (BN01).
func benefits(in *input) (diags diag.List) {
	for _, set := range in.sets(kb.SchemaBenefits) {
		for _, f := range []struct{ field, code, column string }{
			{kb.FieldBaseline, "BN01.baseline", "BN01.baseline-column"},
			{kb.FieldOwner, "BN01.owner", "BN01.owner-column"},
			{kb.FieldDate, "BN01.date", "BN01.date-column"},
		} {
			if set.Col(f.field) < 0 && f.field != kb.FieldOwner && set.Col(kb.FieldPeriod) >= 0 {
				continue // amounts by period: they are due at its end, and need no baseline
			}
			diags = append(diags, absentIn(set, f.field, kb.FieldBenefit, f.code, f.column)...)
		}
		for row := range set.Rows {
			day := cmp.Or(set.Cell(row, kb.FieldDate).Date(), set.Cell(row, kb.FieldPeriod).Period().End())
			if day != "" && day < in.today && blank(set, row, kb.FieldActual) {
				pos := at(set, row, max(set.Col(kb.FieldActual), set.Col(kb.FieldBenefit)))
				diags = append(diags, diag.New("BN01.unmeasured", pos, said(set, row, kb.FieldBenefit), day))
			}
		}
	}
	return diags
}

// absentIn reports rows without a field; if the column is missing, it reports that once.
func absentIn(set *kb.Dataset, field, name, code, column string) (diags diag.List) {
	col := set.Col(field)
	if col < 0 {
		return diag.List{diag.New(column, at(set, -1, set.Col(name)), len(set.Rows))}
	}
	for row := range set.Rows {
		if blank(set, row, field) && !blank(set, row, name) {
			diags = append(diags, diag.New(code, at(set, row, col), text.Clip(said(set, row, name), 20)))
		}
	}
	return diags
}

// compliance: an item that is marked as met has evidence and an owner, and one
// that expires is renewed in time (CO01).
func compliance(in *input) (diags diag.List) {
	soon := in.number("CO01", "days", site.ProofDays) // the same as in the view
	for _, set := range in.sets(kb.SchemaCompliance) {
		diags = append(diags, absentIn(set, kb.FieldOwner, kb.FieldItem, "CO01.owner", "CO01.owner-column")...)
		if set.Col(kb.FieldEvidence) < 0 {
			diags = append(diags, diag.New("CO01.evidence-column", at(set, -1, set.Col(kb.FieldItem)), len(set.Rows)))
		}
		for row := range set.Rows {
			name := text.Clip(said(set, row, kb.FieldItem), 20)
			status := set.Cell(row, kb.FieldStatus)
			if name == "" || vocab.Exempt(status.Text, status.String()) {
				continue
			}
			kept := set.Col(kb.FieldStatus) < 0 || status.Text == kb.StatusDone || vocab.Complies(status.String())
			if col := set.Col(kb.FieldEvidence); kept && col >= 0 && blank(set, row, kb.FieldEvidence) {
				diags = append(diags, diag.New("CO01.evidence", at(set, row, col), name))
			}
			until := set.Cell(row, kb.FieldValidUntil).Date()
			pos := at(set, row, set.Col(kb.FieldValidUntil))
			switch left := until.Sub(in.today); {
			case until == "" || in.today == "":
			case left < 0:
				diags = append(diags, diag.New("CO01.expired", pos, name, until, -left))
			case left <= soon:
				diags = append(diags, diag.New("CO01.soon", pos, name, until, left))
			}
		}
	}
	return diags
}

// champions: each department of the pilot has a champion, in the sheet or on a page
// (CH01).
func champions(in *input) (diags diag.List) {
	for _, set := range in.joined(kb.SchemaChampions) {
		for row := range set.Rows {
			if dept := said(set, row, kb.FieldDepartment); dept != "" && blank(set, row, kb.FieldName) {
				diags = append(diags, diag.New("CH01.name", at(set, row, set.Col(kb.FieldName)), dept))
			}
		}
		_, lacking := in.data.Pilots(set)
		for _, dept := range lacking {
			diags = append(diags, diag.New("CH01.department", at(set, -1, set.Col(kb.FieldDepartment)), dept))
		}
	}
	return diags
}
