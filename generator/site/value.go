package site

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/text"
)

// Datum is one value with where it came from.
type Datum struct {
	Set  *kb.Dataset // nil if there is no value
	Row  int         // index in Set.Rows, -1 for a header or total
	Cell kb.Cell
	Unit string
	Text string // if not "", the value was computed from several cells, and this is its text

	Beside []float64 // targets shown beside it: rounding must not make it equal to them
}

// OK tells whether there is a value: neither missing nor an error cell.
func (v Datum) OK() bool {
	return v.Text != "" || v.Set != nil && v.Cell.Kind != kb.Missing && v.Cell.Kind != kb.Fault
}

// datum is a cell of a dataset by row and field.
func datum(set *kb.Dataset, row int, field string) Datum {
	col := set.Col(field)
	if col < 0 || col >= len(set.Rows[row].Cells) {
		return Datum{}
	}
	return Datum{Set: set, Row: row, Cell: set.Rows[row].Cells[col], Unit: unitOf(set, col)}
}

// unitOf is the unit of a column; a percent column always has one.
func unitOf(set *kb.Dataset, col int) string {
	if set.Columns[col].Type == kb.TypePercent {
		return "%"
	}
	return set.Columns[col].Unit
}

// Prose is the value of a call in a page's text: {{ kpi … }}, {{ value … }}, {{
// phase … }}.
func (d *Data) Prose(args []string, pos diag.Pos) (Datum, diag.List) {
	arg := func(i int) string {
		if i < len(args) {
			return args[i]
		}
		return ""
	}
	if len(args) < 2 {
		return Datum{}, diag.List{diag.New("LK12.call", pos, strings.Join(args, " "))}
	}
	switch args[0] {
	case "value":
		return d.Value(arg(1), pos)
	case "kpi":
		return d.KPI(arg(1), arg(2), pos)
	case "phase":
		return d.Phase(arg(1), arg(2), pos)
	}
	return Datum{}, diag.List{diag.New("LK12.call", pos, strings.Join(args, " "))}
}

var cellForm = regexp.MustCompile(`^\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})$`)

// Value is the cell at an address: "进度.xlsx#进度!E5", "进度.xlsx!E5" if the file has
// one sheet, "培训.csv!B6". It may be any cell of a table, also in headers and
// totals.
func (d *Data) Value(address string, pos diag.Pos) (Datum, diag.List) {
	i := strings.LastIndexByte(address, '!')
	if i < 0 {
		return Datum{}, diag.List{diag.New("LK12.form", pos, address)}
	}
	m := cellForm.FindStringSubmatch(strings.TrimSpace(address[i+1:]))
	if m == nil {
		return Datum{}, diag.List{diag.New("LK12.form", pos, address)}
	}
	ref := strings.ToUpper(m[1]) + m[2]
	name := strings.Trim(address[:i], "' ")
	sets, diags := d.Find(name, pos)
	if len(sets) == 0 {
		return Datum{}, diags
	}
	if onSeveralSheets(sets) {
		return Datum{}, diag.List{diag.New("LK12.sheet", pos, address, strings.Join(sheetNames(sets), ", "))}
	}
	for _, set := range sets {
		v, ok := cellAt(set, ref)
		switch {
		case !ok:
		case v.Cell.Kind == kb.Fault:
			return v, diag.List{diag.New("LK12.fault", pos, address, v.Cell.String())}
		case !v.OK():
			return v, diag.List{diag.New("LK12.blank", pos, address)}
		default:
			return v, d.later(set, address, pos)
		}
	}
	ranges := make([]string, len(sets))
	for i, set := range sets {
		ranges[i] = set.Range
	}
	return Datum{}, diag.List{diag.New("LK12.cell", pos, ref, name, strings.Join(ranges, ", "))}
}

// later reports a cell whose values are of a day after the page's period.
func (d *Data) later(set *kb.Dataset, address string, pos diag.Pos) diag.List {
	by := d.boundPage(pos)
	if day := d.speaksOf(set); by.until != "" && day > by.until.End() && (slices.Contains(joins, set.Schema) || set.Schema == kb.SchemaRisks) {
		return diag.List{diag.New("DB08.later", pos, address, by.until, day)}
	}
	return nil
}

// onSeveralSheets tells whether the datasets are on more than one sheet or in
// more than one file: then "E5" alone is not enough.
func onSeveralSheets(sets []*kb.Dataset) bool {
	for _, s := range sets {
		if s.Sheet != sets[0].Sheet || s.Series != "" {
			return true
		}
	}
	return false
}

func sheetNames(sets []*kb.Dataset) []string {
	var names []string
	for _, s := range sets {
		if len(names) == 0 || names[len(names)-1] != s.Sheet {
			names = append(names, s.Sheet)
		}
	}
	return names
}

func cellAt(set *kb.Dataset, ref string) (Datum, bool) {
	for j, col := range set.Columns {
		if col.Ref == ref {
			return Datum{Set: set, Row: -1, Cell: kb.Cell{Kind: kb.Text, Text: col.Header, Ref: ref}}, true
		}
		for i := range set.Rows {
			if j < len(set.Rows[i].Cells) && set.Rows[i].Cells[j].Ref == ref {
				return Datum{Set: set, Row: i, Cell: set.Rows[i].Cells[j], Unit: unitOf(set, j)}, true
			}
		}
		for i := range set.Totals {
			if j < len(set.Totals[i].Cells) && set.Totals[i].Cells[j].Ref == ref {
				return Datum{Set: set, Row: -1, Cell: set.Totals[i].Cells[j], Unit: unitOf(set, j)}, true
			}
		}
	}
	return Datum{}, false
}

// fieldOf finds the field that a call asks for, in either language; usual if it asks
// for none. An unknown word is reported with the code.
func fieldOf(asked, usual string, names []fieldName, code string, pos diag.Pos) (field string, unknown diag.List) {
	if asked == "" {
		return usual, nil
	}
	var known []string
	for _, n := range names {
		if slices.ContainsFunc(n.words, func(w string) bool { return same(w, asked) }) {
			return n.field, nil
		}
		known = append(known, n.words...)
	}
	near := text.Nearest(asked, known)
	return "", diag.List{diag.New(orNear(code, near), pos, asked, cmp.Or(near, firstWords(names)))}
}

type fieldName struct {
	field string
	words []string
}

// firstWords lists the first, Chinese, word of each field.
func firstWords(names []fieldName) string {
	var out []string
	for _, n := range names {
		out = append(out, n.words[0])
	}
	return strings.Join(out, ", ")
}
