package check

import (
	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/text"
)

// numbered are the lists whose rows others refer to by number.
var numbered = []string{kb.SchemaIncidents, kb.SchemaRisks, kb.SchemaSuggestions, kb.SchemaDecisions, kb.SchemaCompliance}

// records: a number is used once (BL02), and events are not in the future (BL03).
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

// twiceNumbered reports numbers that are used twice. If many are, they are numbers
// of groups.
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
			diags = append(diags, diag.New("BL02.number", pos, said(set, row, kb.FieldID), cellName(pos, at(set, was, col))))
		default:
			first[id] = row
		}
	}
	if 4*len(diags) > len(set.Rows)+2 {
		return nil
	}
	return diags
}

// past are the fields with the days of events: they cannot be in the future.
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

// notYet reports rows whose day is in the future. An inspection without a result is only
// planned.
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
