package check

import (
	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/text"
)

// numbered are the lists whose rows are called by their number elsewhere.
var numbered = []string{kb.SchemaIncidents, kb.SchemaRisks, kb.SchemaSuggestions, kb.SchemaDecisions, kb.SchemaCompliance}

// records: one number is one thing (BL02), and what is said to have happened has (BL03).
func records(in *input) (diags diag.List) {
	for _, schema := range numbered {
		for _, set := range in.sets(schema) {
			diags = append(diags, twiceNumbered(set)...)
		}
	}
	if in.today == "" {
		return diags
	}
	for _, p := range past {
		for _, set := range in.sets(p.schema) {
			for _, field := range p.fields {
				diags = append(diags, notYet(in, set, field)...)
			}
		}
	}
	return diags
}

// twiceNumbered finds numbers that stand twice. Where many do, they are of groups.
func twiceNumbered(set *kb.Dataset) (diags diag.List) {
	col := set.Col(kb.FieldID)
	if col < 0 {
		return nil
	}
	first := map[string]int{}
	for row := range set.Rows {
		id := text.Fold(said(set, row, kb.FieldID))
		was, twice := first[id]
		switch {
		case id == "":
		case twice:
			pos := at(set, row, col)
			diags = append(diags, diag.New("BL02.number", pos, said(set, row, kb.FieldID), place(pos, at(set, was, col))))
		default:
			first[id] = row
		}
	}
	if 4*len(diags) > len(set.Rows)+2 {
		return nil
	}
	return diags
}

// past are the fields of days on which something is said to have happened.
var past = []struct {
	schema string
	fields []string
}{
	{kb.SchemaPhases, []string{kb.FieldActualStart, kb.FieldActualEnd}},
	{kb.SchemaIncidents, []string{kb.FieldOccurred, kb.FieldResponded, kb.FieldArrived, kb.FieldRestored}},
	{kb.SchemaRisks, []string{kb.FieldIdentified, kb.FieldClosed}},
	{kb.SchemaSuggestions, []string{kb.FieldDate, kb.FieldAnswered}},
	{kb.SchemaDecisions, []string{kb.FieldClosed}},
	{kb.SchemaMetrics, []string{kb.FieldTime}},
	{kb.SchemaCommunication, []string{kb.FieldLastSent}},
	{kb.SchemaInspections, []string{kb.FieldDate}},
}

// notYet finds the rows whose day is still to come. An inspection without a result is planned.
func notYet(in *input, set *kb.Dataset, field string) (diags diag.List) {
	col := set.Col(field)
	if col < 0 {
		return nil
	}
	for row := range set.Rows {
		day := set.Cell(row, field).Date()
		if day <= in.today || set.Schema == kb.SchemaInspections && blank(set, row, kb.FieldResult) {
			continue
		}
		diags = append(diags, diag.New("BL03.future", at(set, row, col), set.Columns[col].Header, day, in.today))
	}
	return diags
}
