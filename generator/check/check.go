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
	"milepost/generator/press"
	"milepost/generator/site"
	"milepost/generator/text"
)

// families are all rules, in the order of DOMAIN section 5. Those that compare
// tables or pages with each other do so project by project.
var families = []struct {
	name  string
	check func(*input) diag.List
	whole bool // over the whole site at once
}{
	{"settings", settings, true},              // CF06: what site.toml names is there
	{"pages", pages, true},                    // FM05, MA01, FA01: pages by their kind
	{"projects", projects, true},              // PJ01-PJ04: ids, data, stages, portfolios
	{"secrets", secrets, true},                // MA04: passwords in sheets
	{"includes", included, true},              // MD13: files that pages include are there
	{"diagrams", diagrams, true},              // MD14: pictures of diagrams that are gone
	{"moved", moved, true},                    // LK06: the old address of a page that was moved
	{"questions", questions, true},            // FA02: one answer to one question
	{"blocks", blocks, true},                  // LK11-LK14, DB: data blocks and values in prose
	{"freshness", freshness, true},            // FR01-FR03: overdue reviews, missing owners, old data
	{"gaps", periodGaps, false},               // FR04: a month that is missing
	{"undated", undated, false},               // FR04: a figure of no month
	{"blanks", blanks, false},                 // BL01: what nearly all rows of a column say
	{"records", records, false},               // BL02, BL03: numbers that stand twice, days to come
	{"current", current, true},                // CT02: which of several tables counts
	{"kpi", kpi, false},                       // KP01-KP07: indicators are SMART
	{"phases", phases, false},                 // PH01-PH09: plans hold together
	{"reviews", reviews, false},               // MR01, MR03: gates and their conditions
	{"raci", raci, false},                     // RA01-RA08: one A, at least one R
	{"satisfaction", satisfied, false},        // SA01-SA04: samples and scales
	{"service", service, false},               // SL01-SL05: targets and incidents
	{"risks", risks, false},                   // RK01-RK06: scale, level, owner, answer
	{"selection", selection, false},           // SE01-SE04: weights, scores, winner, evidence
	{"tco", tco, false},                       // TC01-TC03: totals, horizon
	{"training", training, false},             // TR01, TR02
	{"suggestions", suggestions, false},       // SU01-SU04
	{"inspections", inspections, false},       // IN01, IN02
	{"measurements", measurements, false},     // MT01: thresholds
	{"releases", releases, false},             // OP01, OP02: two a year, for known suggestions
	{"benefits", benefits, false},             // BN01
	{"compliance", compliance, false},         // CO01
	{"champions", champions, false},           // CH01: one for each department of the pilot
	{"people", people, false},                 // PE01-PE05
	{"decisions", decisions, false},           // DC01, DC02, RP04: the log of decisions and actions
	{"communications", communications, false}, // CM01
	{"cadence", cadence, false},               // ME01, HC01: each quarter; MR02: each month
	{"reports", reports, false},               // RP01-RP03, RP05, RP06: what is said, when, of what data
}

// Rules applies all rules to a site.
func Rules(s *site.Site, reports *press.Press) diag.List {
	in := &input{site: s, press: reports, data: s.Data, today: s.Today, config: s.Config.Rules, shelf: shelve(s.Data)}
	return few(in.check(func(string) bool { return true }))
}

// check applies the families that are wanted.
func (in *input) check(wanted func(family string) bool) diag.List {
	projects := []string{""}
	if more := in.data.Projects(); len(more) > 0 {
		projects = append([]string{"."}, more...)
	}
	var found []diag.List
	for _, f := range families {
		switch {
		case !wanted(f.name):
		case f.whole:
			found = append(found, f.check(in))
		default:
			for _, p := range projects {
				own := *in
				own.project = p
				found = append(found, f.check(&own))
			}
		}
	}
	return slices.Concat(found...)
}

// maxNames is how many names one message tells.
const maxNames = 6

// firstOf is a list of names of which a message tells the first.
func firstOf(names []string) diag.Either {
	list := diag.Names(names[:min(len(names), maxNames)])
	if len(names) > maxNames {
		list.Zh, list.En = list.Zh+" …", list.En+" …"
	}
	return list
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
	site    *site.Site
	press   *press.Press
	data    *site.Data
	today   kb.Date
	config  []config.Rule
	shelf   *shelf
	project string // whose tables and pages are looked at, "" for all
}

// mine tells whether a file is of the project that is looked at.
func (in *input) mine(file string) bool {
	return in.project == "" || in.data.Project(file) == in.project
}

// pages is the pages of the project that is looked at.
func (in *input) pages() []*site.Page {
	if in.site == nil { // one workbook alone
		return nil
	}
	if in.project == "" {
		return in.site.Pages
	}
	return in.site.PagesIn(in.project)
}

// around is the sets of the project, of the project around it if it has none: a
// list of people, a plan may stand for several.
func (in *input) around(schema string) []*kb.Dataset {
	for own := *in; ; own.project = in.data.Project(path.Dir(own.project)) {
		if sets := own.joined(schema); len(sets) > 0 || own.project == "" || own.project == "." {
			return sets
		}
	}
}

// Sheets applies the rules that need datasets alone.
func Sheets(d *site.Data, rules []config.Rule) diag.List {
	in := &input{data: d, today: d.Today(), config: rules, shelf: shelve(d)}
	return few(in.check(func(family string) bool { return family != "settings" && family != "pages" && family != "blocks" }))
}

// shelf is the datasets that are sure, sorted once for all rules and projects:
// with twenty projects each rule would else look through the tables of all.
type shelf struct {
	parts, joined map[slot][]*kb.Dataset
}

// slot is a schema in a project, "" for all of them.
type slot struct{ project, schema string }

func shelve(d *site.Data) *shelf {
	return &shelf{parts: sorted(d, d.Each()), joined: sorted(d, d.All())}
}

func sorted(d *site.Data, all []*kb.Dataset) map[slot][]*kb.Dataset {
	out := map[slot][]*kb.Dataset{}
	for _, set := range all {
		if set.Score < site.Sure {
			continue
		}
		whole := slot{"", set.Schema}
		out[whole] = append(out[whole], set)
		if p := d.Project(set.File); p != "" {
			out[slot{p, set.Schema}] = append(out[slot{p, set.Schema}], set)
		}
	}
	return out
}

// sets is the datasets of a schema that is sure, as each file has them. Of a
// series only the newest: what an older export says of a plan is history.
func (in *input) sets(schema string) []*kb.Dataset {
	return slices.DeleteFunc(in.parts(schema), func(d *kb.Dataset) bool { return in.data.Superseded(d.File) })
}

// parts is the datasets of a schema that is sure in all files, those of a series too.
func (in *input) parts(schema string) []*kb.Dataset {
	return slices.Clone(in.shelf.parts[slot{in.project, schema}])
}

// joined is the datasets of a schema that is sure, with series as one.
func (in *input) joined(schema string) []*kb.Dataset {
	return slices.Clone(in.shelf.joined[slot{in.project, schema}])
}

// param is the values that site.toml gives a parameter of a rule.
func (in *input) param(rule, key string) []string { return config.Values(in.config, rule, key) }

// number is a parameter as a whole number.
func (in *input) number(rule, key string, otherwise int) int {
	return config.Number(in.config, rule, key, otherwise)
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
