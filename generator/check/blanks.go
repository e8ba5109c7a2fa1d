package check

import (
	"milepost/generator/diag"
	"milepost/generator/kb"
)

// needed are the fields that a row of a schema must have if the sheet has the
// column: without them nobody knows what the row is about. Fields that other rules
// ask for (owners, baselines, levels) are not here.
var needed = []struct {
	schema string
	fields []string
}{
	{kb.SchemaKPI, []string{kb.FieldDefinition, kb.FieldSource}},
	{kb.SchemaSatisfaction, []string{kb.FieldDepartment, kb.FieldDimension}},
	{kb.SchemaRACI, []string{kb.FieldActivity}},
	{kb.SchemaIncidents, []string{kb.FieldOccurred, kb.FieldSystem}},
	{kb.SchemaRisks, []string{kb.FieldProbability, kb.FieldImpact, kb.FieldNextReview}},
	{kb.SchemaSelection, []string{kb.FieldCriterion, kb.FieldWeight}},
	{kb.SchemaTCO, []string{kb.FieldCandidate, kb.FieldYear, kb.FieldCurrency}},
	{kb.SchemaTraining, []string{kb.FieldCourse, kb.FieldAudience, kb.FieldDepartment, kb.FieldPlanned}},
	{kb.SchemaSuggestions, []string{kb.FieldDate, kb.FieldText, kb.FieldStatus}},
	{kb.SchemaInspections, []string{kb.FieldDate, kb.FieldSystem, kb.FieldResult, kb.FieldInspector}},
	{kb.SchemaChampions, []string{kb.FieldDepartment}},
	{kb.SchemaPeople, []string{kb.FieldRole}},
	{kb.SchemaReleases, []string{kb.FieldDate, kb.FieldSystem, kb.FieldType, kb.FieldContent}},
	{kb.SchemaDecisions, []string{kb.FieldDescription}},
	{kb.SchemaMetrics, []string{kb.FieldTime, kb.FieldSystem, kb.FieldMetric, kb.FieldValue, kb.FieldThreshold}},
	{kb.SchemaCompliance, []string{kb.FieldItem, kb.FieldBasis}},
	{kb.SchemaBenefits, []string{kb.FieldBenefit, kb.FieldPlanned}},
	{kb.SchemaCommunication, []string{kb.FieldAudience, kb.FieldContent, kb.FieldChannel, kb.FieldFrequency}},
}

// mostlySaid: a column counts as filled in if at least three times as many rows
// have a value as have none. Otherwise it is filled in only where needed, or
// once for the rows below.
const mostlySaid = 3

// blanks: a column that nearly all rows fill in is filled in by each (BL01).
func blanks(in *input) (diags diag.List) {
	for _, n := range needed {
		for _, set := range in.sets(n.schema) {
			rows := everyRow(in, set)
			if n.schema == kb.SchemaRisks {
				rows = openRisks(in, set) // nobody looks again at a closed one
			}
			for _, field := range n.fields {
				diags = append(diags, holes(set, field, rows)...)
			}
		}
	}
	return diags
}

// holes finds the rows without a value in a column that nearly all others fill in.
func holes(set *kb.Dataset, field string, rows []int) (diags diag.List) {
	col := set.Col(field)
	if col < 0 {
		return nil
	}
	var without []int
	filled := 0
	for _, row := range rows {
		switch {
		case !blank(set, row, field):
			filled++
		case speaks(set, row):
			without = append(without, row)
		}
	}
	if filled < mostlySaid*len(without) {
		return nil
	}
	for _, row := range without {
		diags = append(diags, diag.New("BL01.cell", at(set, row, col), set.Columns[col].Header, filled))
	}
	return diags
}

// speaks tells whether a row has more than one value: else it is a heading or a note.
func speaks(set *kb.Dataset, row int) bool {
	n := 0
	for _, c := range set.Rows[row].Cells {
		if c.Kind != kb.Missing {
			n++
		}
	}
	return n > 1
}
