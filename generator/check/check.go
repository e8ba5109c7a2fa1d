// Package check has the rules for a project's pages and sheets.
//
// In goes a linked site; out come diagnostics, each with the cell or line, what
// was expected and what to do, in the words of a project manager. A rule about
// sheets looks only at tables whose schema is certain (site.Sure), not at those
// that look similar. Rules never change anything and never read a clock: today
// is part of the snapshot. Levels are set by site.toml afterwards.
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
	whole bool // runs once, over the whole site
}{
	{"settings", settings, true},              // CF06: what site.toml names exists
	{"pages", pages, true},                    // FM05, MA01, FA01: pages by their kind
	{"projects", projects, true},              // PJ01-PJ04: ids, data, stages, portfolios
	{"secrets", secrets, true},                // MA04: passwords in sheets
	{"includes", included, true},              // MD13: files that pages include exist
	{"diagrams", diagrams, true},              // MD14: pictures of diagrams that are gone
	{"moved", moved, true},                    // LK06: the old address of a page that was moved
	{"questions", questions, true},            // FA02: one question, one answer
	{"blocks", blocks, true},                  // LK11-LK14, DB: data blocks and values in prose
	{"freshness", freshness, true},            // FR03: old data; for FR01 and FR02 see withOverdue
	{"gaps", periodGaps, false},               // FR04: a month that is missing
	{"undated", undated, false},               // FR04: a figure without a month
	{"blanks", blanks, false},                 // BL01: empty cells in columns that are filled in
	{"records", records, false},               // BL02, BL03: numbers used twice, days in the future
	{"current", current, true},                // CT02: which of several tables counts
	{"kpi", kpi, false},                       // KP01-KP07: indicators are SMART
	{"phases", phases, false},                 // PH01-PH09: plans are consistent
	{"reviews", reviews, false},               // MR01, MR03: reviews and their conditions
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

// Rules applies all rules to a site. It gives their diagnostics in one list with those of
// others, as a large site has too many for each to be copied often.
func Rules(s *site.Site, reports *press.Press, others ...diag.List) diag.List {
	in := &input{site: s, press: reports, data: s.Data, today: s.Today, config: s.Config.Rules, index: indexOf(s.Data)}
	return withOverdue(in, append(few(in.check(func(string) bool { return true })), others...))
}

// check applies the wanted families. It gives a list for each.
func (in *input) check(wanted func(family string) bool) []diag.List {
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
	return found
}

// maxNames is how many names one message lists at most.
const maxNames = 6

// firstOf is the first maxNames of a list, for a message.
func firstOf(names []string) diag.Either {
	list := diag.Names(names[:min(len(names), maxNames)])
	if len(names) > maxNames {
		list.Zh, list.En = list.Zh+" …", list.En+" …"
	}
	return list
}

// input is what a rule may read. site is nil if only sheets are checked.
type input struct {
	site    *site.Site
	press   *press.Press
	data    *site.Data
	today   kb.Date
	config  []config.Rule
	index   *index
	project string // the project to check, "" for all
}

// mine tells whether a file belongs to the project to check.
func (in *input) mine(file string) bool {
	return in.project == "" || in.data.Project(file) == in.project
}

// pages is the pages of the project to check.
func (in *input) pages() []*site.Page {
	if in.site == nil { // one workbook alone
		return nil
	}
	if in.project == "" {
		return in.site.Pages
	}
	return in.site.PagesIn(in.project)
}

// around is the sets of the project, or, if it has none, of the project around
// it: a list of people or a plan may be shared.
func (in *input) around(schema string) []*kb.Dataset {
	for own := *in; ; own.project = in.data.Project(path.Dir(own.project)) {
		if sets := own.joined(schema); len(sets) > 0 || own.project == "" || own.project == "." {
			return sets
		}
	}
}

// Sheets applies the rules that need only datasets.
func Sheets(d *site.Data, rules []config.Rule) diag.List {
	in := &input{data: d, today: d.Today(), config: rules, index: indexOf(d)}
	return slices.Concat(few(in.check(func(family string) bool { return family != "settings" && family != "pages" && family != "blocks" }))...)
}

// index is the datasets with a certain schema, sorted once for all rules and
// projects: with twenty projects, each rule would search all tables for each
// of them.
type index struct {
	parts, joined map[slot][]*kb.Dataset
}

// slot is a schema in a project, "" for all projects.
type slot struct{ project, schema string }

func indexOf(d *site.Data) *index {
	return &index{parts: sorted(d, d.Each()), joined: sorted(d, d.All())}
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

// sets is the datasets of a certain schema as each file has them, without
// older files of a series: an older export of a plan is history.
func (in *input) sets(schema string) []*kb.Dataset {
	return slices.DeleteFunc(in.parts(schema), func(d *kb.Dataset) bool { return in.data.Superseded(d.File) })
}

// parts is the datasets of a certain schema in all files, also in older ones of a
// series.
func (in *input) parts(schema string) []*kb.Dataset {
	return slices.Clone(in.index.parts[slot{in.project, schema}])
}

// joined is the datasets of a certain schema, with each series as one.
func (in *input) joined(schema string) []*kb.Dataset {
	return slices.Clone(in.index.joined[slot{in.project, schema}])
}

// param is the values that site.toml gives a parameter of a rule.
func (in *input) param(rule, key string) []string { return config.Values(in.config, rule, key) }

// number is a parameter as a whole number.
func (in *input) number(rule, key string, otherwise int) int {
	return config.Number(in.config, rule, key, otherwise)
}

// at is the position of a cell. A missing cell has no reference: its position
// is where row and column meet.
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

// cellName is how a message at one cell names another: without the sheet if it
// is on the same one.
func cellName(here, there diag.Pos) string {
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

// blank tells whether a row has no value in a field (error cells are reported by package sheet).
func blank(d *kb.Dataset, row int, field string) bool {
	return d.Cell(row, field).Kind == kb.Missing
}

// header is the sheet's own header of a field.
func header(d *kb.Dataset, field string) string {
	if i := d.Col(field); i >= 0 {
		return d.Columns[i].Header
	}
	return field
}

// about tells whether a text contains one of the words.
func about(s string, words ...string) bool {
	s = text.Fold(s)
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
}
