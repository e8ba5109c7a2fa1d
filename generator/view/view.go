// Package view makes the view of a sheet: a sentence with the finding, and a picture that
// shows all its numbers. Each schema has at most one view. The counts and sums of a view
// equal those of its sheet.
package view

import (
	_ "embed"
	"strconv"
	"strings"

	"milepost/generator/document"
	"milepost/generator/kb"
	"milepost/generator/message"
	"milepost/generator/metric"
	"milepost/generator/site"
	"milepost/generator/text"
)

//go:embed words.json
var wordsFile []byte

// words holds the texts. The file is part of the program, so a fault in it is our own bug.
var words = message.Embedded(wordsFile)

// views lists the schemas with a view. see returns false if the sheet lacks columns or rows for it.
var views = []struct {
	schema string
	see    func(eye) (document.Section, bool)
}{
	{kb.SchemaSLA, service},
	{kb.SchemaSatisfaction, satisfaction},
	{kb.SchemaSurvey, survey},
	{kb.SchemaRisks, risks},
	{kb.SchemaSelection, selection},
	{kb.SchemaTCO, tco},
	{kb.SchemaIncidents, incidents},
	{kb.SchemaTraining, training},
	{kb.SchemaReleases, releases},
	{kb.SchemaPeople, people},
	{kb.SchemaMetrics, metrics},
	{kb.SchemaDecisions, decisions},
	{kb.SchemaCompliance, compliance},
	{kb.SchemaBenefits, benefits},
	{kb.SchemaInspections, inspections},
	{kb.SchemaSuggestions, suggestions},
	{kb.SchemaChampions, champions},
	{kb.SchemaCommunication, communication},
}

// Name is the name of what a workbook's page shows of a schema above the table; "" if that
// is only charts.
func Name(schema, lang string) string {
	if key := "name." + schema; words().Has(lang, key) {
		return words().Text(lang, key)
	}
	return ""
}

// eye is the input of a view.
type eye struct {
	data *site.Data
	set  *kb.Dataset
	lang string
	site *site.Site // set for views of owners only: their duties are of several projects
}

// Of is the view of a dataset; ok is false if its schema has none, or the dataset has too little.
func Of(data *site.Data, set *kb.Dataset, lang string) (s document.Section, ok bool) {
	for _, v := range views {
		if v.schema != set.Schema {
			continue
		}
		e := eye{data: data, set: set, lang: lang}
		if len(set.Rows) == 0 {
			return document.Section{Kind: set.Schema, Why: e.t("no-rows")}, true
		}
		s, ok = v.see(e)
		s.Kind = set.Schema
		called(s.Blocks, set.Sheet)
		if unread := e.unread(); ok && unread != "" {
			s.Note = append(s.Note, document.Run{Text: unread, Strong: true})
		}
		return s, ok
	}
	return document.Section{}, false
}

// Has tells whether a schema has a view.
func Has(schema string) bool {
	for _, v := range views {
		if v.schema == schema {
			return true
		}
	}
	return false
}

// t is a text in the reader's language.
func (e eye) t(key string, args ...any) string {
	texts := make([]string, len(args))
	for i, a := range args {
		switch a := a.(type) {
		case int:
			texts[i] = metric.Thousands(float64(a), 0)
		case kb.Date:
			texts[i] = string(a)
		case string:
			texts[i] = a
		}
	}
	if e.lang != "zh-CN" {
		return words().Text(e.lang, key, texts...)
	}
	for i := range texts {
		texts[i] = edge + texts[i] + edge
	}
	return joined(words().Text(e.lang, key, texts...))
}

// edge stands before and behind each argument that is filled into a sentence, until joined removes it.
const edge = "\x01"

// joined removes the space beside an argument if the characters on both sides are Chinese:
// 比 甲系统 高 becomes 比甲系统高, but 比 CRM 高 stays.
func joined(s string) string {
	r := []rune(s)
	var out strings.Builder
	for i, c := range r {
		switch {
		case c == '\x01':
		case c == ' ' && i+2 < len(r) && i > 0 && r[i+1] == '\x01' && text.Han(r[i-1]) && text.Han(r[i+2]):
		case c == ' ' && i > 1 && i+1 < len(r) && r[i-1] == '\x01' && text.Han(r[i-2]) && text.Han(r[i+1]):
		default:
			out.WriteRune(c)
		}
	}
	return out.String()
}

// several is the text of key, or of key + ".one" if n is 1; n is its argument {0}.
func (e eye) several(key string, n int, args ...any) string {
	if n == 1 && words().Has(e.lang, key+".one") {
		key += ".one"
	}
	return e.t(key, append([]any{n}, args...)...)
}

// clauses joins clauses; empty ones are dropped.
func (e eye) clauses(all ...string) string {
	return strings.Join(nonEmpty(all...), e.t("clause"))
}

// list joins names.
func (e eye) list(names []string) string { return strings.Join(names, e.t("list")) }

// some lists at most four names, and says how many more there are.
func (e eye) some(names []string) string {
	if n := len(names) - 4; n > 0 {
		return e.t("and-more", e.list(names[:4]), metric.Thousands(float64(n), 0))
	}
	return e.list(names)
}

// figure is a cell as text with its unit, "" if it is missing or cannot be read.
func (e eye) figure(row int, field string) string {
	i := e.set.Col(field)
	if i < 0 {
		return ""
	}
	c := e.set.Rows[row].Cells[i]
	if c.Kind == kb.Missing || c.Kind == kb.Fault {
		return ""
	}
	return metric.Figure(c, e.set.Columns[i].Unit, e.lang)
}

// quantity is the number of a cell with its unit, else with that of its column.
func (e eye) quantity(row int, field string) metric.Quantity {
	i := e.set.Col(field)
	if i < 0 {
		return metric.Quantity{}
	}
	c := e.set.Rows[row].Cells[i]
	n, ok := c.Float()
	unit := c.Unit
	if unit == "" {
		unit = e.set.Columns[i].Unit
	}
	return metric.Quantity{Num: n, Unit: unit, OK: ok}
}

func (e eye) text(row int, field string) string {
	return strings.TrimSpace(e.set.Cell(row, field).String())
}

// month is a period in a short form for headings: "9 月"; with years "2026 年 9 月".
func (e eye) month(p kb.Period, years bool) string {
	if len(p) != 7 || p[5] == 'Q' || p[5] == 'H' {
		return string(p)
	}
	name := e.t("month." + strconv.Itoa(int(p.Start().Time().Month())))
	if years {
		return e.t("month.year", string(p[:4]), name)
	}
	return name
}

// months is the span from the first to the last of periods, or the only one. first and last
// tell whether those have their years.
func (e eye) months(periods []kb.Period, first, last bool) string {
	from, to := periods[0], periods[len(periods)-1]
	if from == to {
		return e.month(from, first)
	}
	return e.t("span", e.month(from, first), e.month(to, last))
}

// distinct returns the values of of(0) … of(n-1), each once, in the order of their first rows.
func distinct[T comparable](n int, of func(row int) (T, bool)) (out []T) {
	seen := map[T]bool{}
	for row := range n {
		if v, ok := of(row); ok && !seen[v] {
			seen[v] = true
			out = append(out, v)
		}
	}
	return out
}

// manyYears tells whether periods lie in more than one year.
func manyYears(ps []kb.Period) bool {
	for _, p := range ps {
		if len(p) >= 4 && len(ps[0]) >= 4 && p[:4] != ps[0][:4] {
			return true
		}
	}
	return false
}
