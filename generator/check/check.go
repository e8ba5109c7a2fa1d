// Package check holds the rules that a project's pages and sheets must keep.
//
// In goes a linked site; out come diagnostics, each with the cell or line, what
// was expected and what to do, in the words of a project manager. A rule about
// sheets looks only at tables whose schema is sure, and keeps quiet where a
// table merely looks alike. Rules never change anything and never read a clock:
// today is part of the snapshot. Levels are set by site.toml afterwards.
package check

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"milepost/generator/config"
	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/metric"
	"milepost/generator/site"
	"milepost/generator/text"
)

// sure is the score from which a rule believes a schema. Package sheet names a
// schema from 0.45; below this a table often just shares a few words with it.
const sure = 0.6

// families are all rules, in the order of DOMAIN section 5.
var families = []struct {
	name  string
	check func(*input) diag.List
}{
	{"pages", pages},             // FM05, MA01, FA01: pages by their kind
	{"questions", questions},     // FA02: one answer to one question
	{"blocks", blocks},           // LK11-LK14, DB: data blocks and values in prose
	{"freshness", freshness},     // FR01-FR03: overdue reviews, missing owners, old data
	{"kpi", kpi},                 // KP01-KP07: indicators are SMART
	{"phases", phases},           // PH01-PH08: plans hold together
	{"raci", raci},               // RA01-RA08: one A, at least one R
	{"satisfaction", satisfied},  // SA01-SA03: samples and scales
	{"service", service},         // SL01-SL04: targets and incidents
	{"selection", selection},     // SE01-SE03: weights, scores, winner
	{"tco", tco},                 // TC01-TC03: totals, horizon
	{"training", training},       // TR02
	{"suggestions", suggestions}, // SU01-SU03
	{"inspections", inspections}, // IN01
	{"people", people},           // PE01, PE03, PE04
	{"cadence", cadence},         // ME01, HC01: each quarter
}

// Rules applies all rules to a site.
func Rules(s *site.Site) diag.List {
	in := &input{site: s, data: s.Data, today: s.Today, config: s.Config.Rules, cal: s.Data.Calendar(), plans: map[*kb.Dataset][]site.Phase{}}
	var all diag.List
	for _, f := range families {
		all = append(all, f.check(in)...)
	}
	return few(all)
}

// maxSame is how often one message is given for one file: who has that many
// rows to mend mends them all at once.
const maxSame = 50

// few cuts off what is said of one file again and again, and says how often.
func few(all diag.List) diag.List {
	type key struct{ code, file string }
	count := map[key]int{}
	var over []key
	out := all[:0]
	for _, d := range all {
		k := key{d.Code, d.Pos.File}
		switch count[k]++; {
		case count[k] <= maxSame:
			out = append(out, d)
		case count[k] == maxSame+1:
			over = append(over, k)
		}
	}
	for _, k := range over {
		rule, _, _ := strings.Cut(k.code, ".")
		out = append(out, diag.New("CK01.more", diag.Pos{File: k.file}, count[k]-maxSame, rule))
	}
	return out
}

// input is what a rule may look at. site is nil when only sheets are checked.
type input struct {
	site   *site.Site
	data   *site.Data
	today  kb.Date
	config []config.Rule
	cal    metric.Calendar
	plans  map[*kb.Dataset][]site.Phase // read once for all rules
}

// phases is the plan in a dataset.
func (in *input) phases(set *kb.Dataset) []site.Phase {
	p, ok := in.plans[set]
	if !ok {
		p = site.Phases(set, in.cal)
		in.plans[set] = p
	}
	return p
}

// Sheets applies the rules that need datasets alone.
func Sheets(d *site.Data, today kb.Date, rules []config.Rule) diag.List {
	in := &input{data: d, today: today, config: rules, cal: d.Calendar(), plans: map[*kb.Dataset][]site.Phase{}}
	var all diag.List
	for _, f := range families {
		if f.name != "pages" && f.name != "blocks" {
			all = append(all, f.check(in)...)
		}
	}
	return few(all)
}

// sets is the datasets of a schema that is sure, as each file has them. Of a
// series only the newest: what an older export says of a plan is history.
func (in *input) sets(schema string) []*kb.Dataset {
	return slices.DeleteFunc(in.parts(schema), func(d *kb.Dataset) bool { return in.data.Superseded(d.File) })
}

// parts is the datasets of a schema that is sure in all files, those of a series too.
func (in *input) parts(schema string) []*kb.Dataset {
	return slices.DeleteFunc(in.data.Each(), func(d *kb.Dataset) bool { return d.Schema != schema || d.Score < sure })
}

// joined is the datasets of a schema that is sure, with series as one.
func (in *input) joined(schema string) []*kb.Dataset {
	return slices.DeleteFunc(in.data.Schema(schema), func(d *kb.Dataset) bool { return d.Score < sure })
}

// param is the values that site.toml gives a parameter of a rule.
func (in *input) param(rule, key string) []string {
	for _, r := range in.config {
		if r.ID != rule {
			continue
		}
		for _, p := range r.Params {
			if p.Key == key {
				return p.List
			}
		}
	}
	return nil
}

// number is a parameter as a whole number.
func (in *input) number(rule, key string, otherwise int) int {
	if l := in.param(rule, key); len(l) == 1 {
		if n, err := strconv.Atoi(l[0]); err == nil && n >= 0 {
			return n
		}
	}
	return otherwise
}

// at is the position of a cell of a dataset. A missing cell has no reference
// of its own: it is where its row and column cross.
func at(d *kb.Dataset, row, col int) diag.Pos {
	pos := diag.Pos{File: d.File, Sheet: d.Sheet}
	if row < 0 || row >= len(d.Rows) {
		if col >= 0 {
			pos.Cell = d.Columns[col].Ref
		}
		return pos
	}
	r := d.Rows[row]
	if d.Sheet == "" {
		pos.Line = r.Line
	}
	if col < 0 {
		return pos
	}
	if col < len(r.Cells) {
		if c := r.Cells[col]; c.Ref != "" {
			pos.Cell = c.Ref
			if c.File != "" {
				pos.File = c.File
			}
			return pos
		}
	}
	if letters := strings.TrimRight(d.Columns[col].Ref, "0123456789"); letters != "" && r.Line > 0 {
		pos.Cell = letters + strconv.Itoa(r.Line)
	}
	return pos
}

// place names another cell in a message: the cell alone on the same sheet.
func place(here, there diag.Pos) string {
	switch {
	case here.File == there.File && here.Sheet == there.Sheet:
		return there.Cell
	case here.File == there.File:
		return there.Sheet + "!" + there.Cell
	case there.Sheet == "":
		return path.Base(there.File) + " " + there.Cell
	}
	return path.Base(there.File) + " " + there.Sheet + "!" + there.Cell
}

// said is the trimmed text of a cell.
func said(d *kb.Dataset, row int, field string) string {
	return strings.TrimSpace(d.Cell(row, field).String())
}

// blank tells whether a row has nothing in a field (an error cell is reported by package sheet).
func blank(d *kb.Dataset, row int, field string) bool {
	return d.Cell(row, field).Kind == kb.Missing
}

// header is what the sheet calls a field.
func header(d *kb.Dataset, field string) string {
	if i := d.Col(field); i >= 0 {
		return d.Columns[i].Header
	}
	return field
}

// about tells whether a text holds one of the words.
func about(s string, words ...string) bool {
	s = text.Fold(s)
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
}
