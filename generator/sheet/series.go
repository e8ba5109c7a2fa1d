package sheet

import (
	"fmt"
	"slices"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// Join makes one dataset of the periodic exports of a series, in the order of their periods.
// periods[i] is the period in the file name of parts[i]. If the parts have no period column,
// one is added, with a header in the language lang. Two values for the same record and
// period are an error if they are in one export; if a later export changes a value, the
// newer one counts, with a note.
func Join(pattern, lang string, parts []*kb.Dataset, periods []kb.Period) (kb.Dataset, diag.List) {
	if len(parts) == 0 {
		return kb.Dataset{Series: pattern, Name: pattern, Schema: kb.SchemaTable}, nil
	}
	j := &joiner{lang: lang, periods: periods, at: map[string]int{}}
	first := parts[0]
	j.out = kb.Dataset{File: first.File, Name: first.Name, Sheet: first.Sheet, Title: first.Title, Range: first.Range, HeaderRows: first.HeaderRows,
		Schema: first.Schema, Score: first.Score, RunnerUp: first.RunnerUp, Series: pattern}
	j.columns(parts)
	for i, d := range parts {
		if d.Schema != j.out.Schema {
			j.diags = append(j.diags, diag.New("SH13.schema", startOf(d), vocab.Base().Said(d.Schema), vocab.Base().Said(j.out.Schema)))
			continue
		}
		p := kb.Period("")
		if i < len(periods) {
			p = periods[i]
		}
		j.add(d, p, i)
		j.out.AsOf = max(j.out.AsOf, d.AsOf)
		j.out.Kept = max(j.out.Kept, d.Kept)
		j.out.Notes = append(j.out.Notes, d.Notes...)
	}
	return j.out, append(j.diags, saysOther(parts, periods)...)
}

type joiner struct {
	lang    string
	out     kb.Dataset
	periods []kb.Period
	period  int            // index of the period column
	own     bool           // the parts have a period column themselves
	keys    []int          // columns that identify a record
	at      map[string]int // key of a record to its row
	from    []int          // per row: which part
	diags   diag.List
}

func startOf(d *kb.Dataset) diag.Pos {
	cell, _, _ := strings.Cut(d.Range, ":")
	return diag.Pos{File: d.File, Sheet: d.Sheet, Cell: cell}
}

// columns joins the columns of all parts, those of the first part first.
func (j *joiner) columns(parts []*kb.Dataset) {
	for i, d := range parts {
		if d.Schema != j.out.Schema {
			continue
		}
		var more []string
		for _, c := range d.Columns {
			if j.out.Col(c.Field) < 0 {
				j.out.Columns = append(j.out.Columns, c)
				more = append(more, c.Header)
			}
		}
		var fewer []string
		for _, c := range j.out.Columns {
			if d.Col(c.Field) < 0 && c.Type != kb.TypePeriod { // the file's name says it
				fewer = append(fewer, c.Header)
			}
		}
		if i > 0 && len(more)+len(fewer) > 0 {
			j.diags = append(j.diags, diag.New("SH13.columns", startOf(d), orDash(more), orDash(fewer)))
		}
	}
	j.period = slices.IndexFunc(j.out.Columns, func(c kb.Column) bool { return c.Field == kb.FieldPeriod || c.Type == kb.TypePeriod })
	j.own = j.period >= 0
	if !j.own {
		c := kb.Column{Header: vocab.Base().PeriodHeader.In(j.lang), Field: kb.FieldPeriod, Known: true, Type: kb.TypePeriod}
		j.out.Columns = append([]kb.Column{c}, j.out.Columns...)
		j.period = 0
	}
	j.keys = keyColumns(&j.out)
}

func orDash(list []string) diag.Either {
	if len(list) == 0 {
		list = []string{"—"}
	}
	return diag.Names(list)
}

// keyFields are the fields that identify a record, by schema; for other schemas these are
// the leading text columns.
var keyFields = map[string][]string{
	kb.SchemaKPI:           {kb.FieldIndicator, kb.FieldDepartment},
	kb.SchemaSatisfaction:  {kb.FieldDepartment, kb.FieldDimension},
	kb.SchemaSurvey:        {kb.FieldDepartment, kb.FieldDimension, kb.FieldRespondent},
	kb.SchemaPhases:        {kb.FieldID, kb.FieldName, kb.FieldParent},
	kb.SchemaSLA:           {kb.FieldSeverity, kb.FieldSystem},
	kb.SchemaRisks:         {kb.FieldID, kb.FieldDescription},
	kb.SchemaIncidents:     {kb.FieldID, kb.FieldOccurred, kb.FieldSystem},
	kb.SchemaTraining:      {kb.FieldCourse, kb.FieldDepartment, kb.FieldAudience},
	kb.SchemaTCO:           {kb.FieldCandidate, kb.FieldYear},
	kb.SchemaSuggestions:   {kb.FieldID, kb.FieldText},
	kb.SchemaMetrics:       {kb.FieldTime, kb.FieldSystem, kb.FieldMetric},
	kb.SchemaInspections:   {kb.FieldDate, kb.FieldSystem, kb.FieldItem},
	kb.SchemaRACI:          {kb.FieldActivity, kb.FieldPhase},
	kb.SchemaSelection:     {kb.FieldCriterion, kb.FieldCategory},
	kb.SchemaPeople:        {kb.FieldName, kb.FieldRole},
	kb.SchemaDecisions:     {kb.FieldID, kb.FieldDescription},
	kb.SchemaChampions:     {kb.FieldName, kb.FieldDepartment},
	kb.SchemaCompliance:    {kb.FieldID, kb.FieldItem},
	kb.SchemaBenefits:      {kb.FieldID, kb.FieldBenefit, kb.FieldIndicator},
	kb.SchemaCommunication: {kb.FieldAudience, kb.FieldContent, kb.FieldChannel},
	kb.SchemaReleases:      {kb.FieldDate, kb.FieldSystem, kb.FieldVersion},
}

func keyColumns(d *kb.Dataset) []int {
	var keys []int
	for _, f := range keyFields[d.Schema] {
		if i := d.Col(f); i >= 0 {
			keys = append(keys, i)
		}
	}
	if len(keys) > 0 || d.Schema != kb.SchemaTable {
		return keys
	}
	for i, c := range d.Columns {
		if c.Type == kb.TypeText || c.Type == kb.TypePerson || c.Type == kb.TypeDate {
			keys = append(keys, i)
		} else if c.Type == kb.TypeNumber || c.Type == kb.TypePercent {
			break
		}
	}
	return keys
}

// add joins the records of one part.
func (j *joiner) add(d *kb.Dataset, p kb.Period, part int) {
	for _, r := range d.Rows {
		cells := make([]kb.Cell, len(j.out.Columns))
		for i, c := range j.out.Columns {
			if k := d.Col(c.Field); k >= 0 {
				cells[i] = fit1(r.Cells[k], d.Columns[k].Unit, c.Unit)
				if cells[i].File == "" {
					cells[i].File = d.File
				}
			}
		}
		if cells[j.period].Kind == kb.Missing && p != "" {
			cells[j.period] = kb.Cell{Kind: kb.Interval, Text: string(p), File: d.File, Ref: cells[j.period].Ref}
		}
		j.record(kb.Row{Line: r.Line, Cells: cells}, part)
	}
}

// fit1 keeps the unit of a cell if the joined column has another one.
func fit1(c kb.Cell, unit, joined string) kb.Cell {
	if c.Kind == kb.Number && c.Unit == "" && unit != joined && unit != "" {
		c.Unit = unit
	}
	return c
}

// record adds one record, or compares it with the one that has its key and period.
func (j *joiner) record(r kb.Row, part int) {
	var key strings.Builder
	name := ""
	for _, k := range j.keys {
		s := r.Cells[k].String()
		fmt.Fprintf(&key, "%d:%s ", len(s), s)
		if name == "" {
			name = s
		}
	}
	key.WriteString(r.Cells[j.period].Text)
	i, ok := j.at[key.String()]
	if !ok || len(j.keys) == 0 || name == "" {
		j.at[key.String()] = len(j.out.Rows)
		j.out.Rows = append(j.out.Rows, r)
		j.from = append(j.from, part)
		return
	}
	old := j.out.Rows[i].Cells
	same := j.from[i] == part
	for k := range r.Cells {
		a, b := old[k], r.Cells[k]
		if k == j.period || b.Kind == kb.Missing || equal(a, b) {
			continue
		}
		if a.Kind == kb.Missing {
			old[k] = b
			continue
		}
		j.differ(same, k, name, r.Cells[j.period].Text, a, b)
		if !same {
			old[k] = b
		}
	}
	if !same {
		j.from[i] = part
		j.out.Rows[i].Line = r.Line
	}
}

// differ reports two values for one thing.
func (j *joiner) differ(same bool, col int, name, period string, a, b kb.Cell) {
	if len(j.diags) > 200 {
		return
	}
	c := j.out.Columns[col]
	code := "SH13.restated"
	measured := c.Type == kb.TypeNumber || c.Type == kb.TypePercent || c.Type == kb.TypeDuration
	if !measured && !same {
		return // a new remark or status is no restatement
	}
	if same {
		code = "SH13.conflict"
	}
	j.diags = append(j.diags, diag.New(code, diag.Pos{File: b.File, Sheet: j.out.Sheet, Cell: b.Ref}, name+" · "+c.Header, period, a.String(), b.String(), a.File+" "+a.Ref))
}

func equal(a, b kb.Cell) bool {
	return a.Kind == b.Kind && a.Num == b.Num && a.Text == b.Text && a.Unit == b.Unit
}
