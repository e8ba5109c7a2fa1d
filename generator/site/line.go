package site

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// A line is workbooks of one folder with the same tables, whose names differ
// only in period, day or version: KPI月报_2026-08.xlsx and KPI月报_2026-09.xlsx,
// 进度-v2.xlsx and 进度-v3.xlsx. Tables of joins are joined by period, like a
// series in site.toml. Of other registers, and of versions, the newest
// replaces the older ones.

// joins are the schemas whose periods follow each other, so that the older ones
// are the history of the newest. Of the other registers the newest replaces
// the older ones.
var (
	joins     = []string{kb.SchemaKPI, kb.SchemaSatisfaction, kb.SchemaPhases, kb.SchemaSLA}
	registers = []string{kb.SchemaKPI, kb.SchemaSatisfaction, kb.SchemaPhases, kb.SchemaSLA, kb.SchemaRACI, kb.SchemaRisks, kb.SchemaSelection, kb.SchemaTCO, kb.SchemaPeople,
		kb.SchemaCompliance, kb.SchemaBenefits, kb.SchemaChampions, kb.SchemaCommunication}
)

// member is one workbook of a line.
type member struct {
	book int // in d.books
	name vocab.FileName
}

// findLines finds the lines among the workbooks that no series of site.toml holds.
func (d *Data) findLines() (diags diag.List) {
	var order []string
	lines := map[string][]member{}
	for i, b := range d.books {
		if d.member[b.Path] != "" {
			continue
		}
		name := nameOf(b.Path)
		if name.Period == "" && name.Version == nil {
			continue
		}
		shape := shapeOf(d.sets[i])
		if shape == "" {
			continue
		}
		key := path.Dir(b.Path) + "\x00" + name.Stem + "\x00" + shape
		if lines[key] == nil {
			order = append(order, key)
		}
		lines[key] = append(lines[key], member{i, name})
	}
	for _, key := range order {
		if line := lines[key]; len(line) > 1 && oldestFirst(line) {
			diags = append(diags, d.useLine(line)...)
		}
	}
	return diags
}

// shapeOf is a text that is equal for workbooks with the same tables and fields;
// "" if one of the tables is a log, whose older files are not replaced by newer
// ones.
func shapeOf(sets []*kb.Dataset) string {
	var shape strings.Builder
	for _, s := range sets {
		if s.Schema == kb.SchemaTable {
			continue
		}
		if !slices.Contains(registers, s.Schema) {
			return ""
		}
		fields := make([]string, len(s.Columns))
		for i, c := range s.Columns {
			fields[i] = c.Field
		}
		slices.Sort(fields)
		shape.WriteString(s.Schema + ":" + strings.Join(fields, ",") + ";")
	}
	return shape.String()
}

// oldestFirst sorts a line. It is false if the names do not say which file is
// newer: one period twice, or a later version of an earlier day.
func oldestFirst(line []member) bool {
	versions := line[0].name.Version != nil
	periods := line[0].name.Period != ""
	for _, m := range line {
		if (m.name.Version != nil) != versions || (m.name.Period != "") != periods {
			return false
		}
	}
	slices.SortStableFunc(line, func(a, b member) int {
		return cmp.Or(vocab.CompareVersions(a.name.Version, b.name.Version), cmp.Compare(a.name.Period.End(), b.name.Period.End()))
	})
	for i := 1; i < len(line); i++ {
		a, b := line[i-1].name, line[i].name
		sameVersion := vocab.CompareVersions(a.Version, b.Version) == 0
		if a.Period.End() > b.Period.End() || sameVersion && a.Period.End() == b.Period.End() {
			return false
		}
	}
	return true
}

// useLine joins a sorted line, or lets the newest replace the older ones.
func (d *Data) useLine(line []member) diag.List {
	newest := d.books[line[len(line)-1].book].Path
	names := make([]string, len(line))
	for i, m := range line {
		names[i] = path.Base(d.books[m.book].Path)
	}
	pos := diag.Pos{File: newest}
	if line[0].name.Version == nil {
		if s, diags, ok := d.joinLine(line); ok {
			return append(diags, diag.New("CT01.series", pos, len(line), strings.Join(names, ", "), s.Name, s.Pattern))
		}
	}
	for _, m := range line[:len(line)-1] {
		d.older[d.books[m.book].Path] = newest
	}
	return diag.List{diag.New("CT01.newest", pos, path.Base(newest), strings.Join(names[:len(names)-1], ", "))}
}

// joinLine makes a series of a line. ok is false if its tables have no history
// or do not fit together: then the newest stands alone.
func (d *Data) joinLine(line []member) (Series, diag.List, bool) {
	var parts []seriesPart
	for _, m := range line {
		known := slices.DeleteFunc(slices.Clone(d.sets[m.book]), func(s *kb.Dataset) bool { return s.Schema == kb.SchemaTable })
		if slices.ContainsFunc(known, func(s *kb.Dataset) bool { return !slices.Contains(joins, s.Schema) }) {
			return Series{}, nil, false
		}
		parts = append(parts, seriesPart{known, m.name.Period})
	}
	last := line[len(line)-1]
	file := d.books[last.book].Path
	s := Series{Name: stemOf(last.name), Pattern: path.Join(path.Dir(file), last.name.Pattern+path.Ext(file))}
	j, diags := joinParts(d.lang, s, parts)
	if diags.Max() >= diag.Error {
		return s, nil, false
	}
	for _, m := range line {
		d.member[d.books[m.book].Path] = s.Pattern
	}
	d.joined = append(d.joined, j)
	return s, diags, true
}

// stemOf is the name of a series that was found: the file names without the period.
func stemOf(name vocab.FileName) string {
	if s := strings.Trim(strings.Replace(name.Pattern, "{period}", "", 1), " -_.()"); s != "" {
		return s
	}
	return name.Pattern
}
