package site

import (
	"cmp"
	"slices"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/sheet"
	"milepost/generator/text"
	"milepost/generator/vocab"
)

// configFile is where series are set.
const configFile = "site.toml"

// seriesPart is the tables of one period of a series.
type seriesPart struct {
	sets   []*kb.Dataset
	period kb.Period
}

// join makes the datasets of a series of site.toml.
func (d *Data) join(s Series) (joined, diag.List) {
	var diags diag.List
	var parts []seriesPart
	for i, b := range d.books {
		said, ok := inSeries(b.Path, s.Pattern)
		if !ok {
			continue
		}
		period, ok := vocab.FilePeriod(said)
		if !ok {
			diags = append(diags, diag.New("DB10.period", diag.Pos{File: b.Path}, said, s.Pattern))
			continue
		}
		d.member[b.Path] = s.Pattern
		if len(d.sets[i]) > 0 {
			parts = append(parts, seriesPart{d.sets[i], period})
		}
	}
	slices.SortStableFunc(parts, func(a, b seriesPart) int { return cmp.Compare(a.period.End(), b.period.End()) })
	if len(parts) == 0 {
		return joined{Series: s}, append(diags, diag.New("DB10.none", diag.Pos{File: configFile, Line: s.Line}, s.Pattern))
	}
	j, problems := joinParts(d.lang, s, parts)
	return j, append(diags, problems...)
}

// joinParts makes one dataset for each table that the parts, the oldest first,
// have in common. Several tables of a workbook are told apart by name.
func joinParts(lang string, s Series, parts []seriesPart) (joined, diag.List) {
	var diags diag.List
	newest := parts[len(parts)-1].sets
	j := joined{Series: s}
	for _, p := range parts {
		j.files = append(j.files, p.sets[0].File)
	}
	for _, key := range tables(newest) {
		var sets []*kb.Dataset
		var periods []kb.Period
		for _, p := range parts {
			set := key.in(p.sets)
			if set == nil {
				diags = append(diags, diag.New("DB10.part", diag.Pos{File: p.sets[0].File}, key.name, s.Name))
				continue
			}
			sets = append(sets, set)
			periods = append(periods, p.period)
		}
		rescaled, said := sheet.OneScale(sets)
		for i := range sets {
			if sets[i] != rescaled[i] {
				*sets[i] = *rescaled[i] // the file's own page shows what the series shows
				j.rescaled = append(j.rescaled, sets[i])
			}
		}
		diags = append(diags, said...)
		set, problems := sheet.Join(s.Pattern, lang, sets, periods)
		diags = append(diags, problems...)
		j.sets = append(j.sets, &set)
	}
	return j, diags
}

// Rescaled tells whether the series reads the percentage in a cell differently
// from its file alone: then earlier diagnostics of the cell are wrong, and
// SH09.series replaces them.
func (d *Data) Rescaled(pos diag.Pos) bool {
	for _, j := range d.joined {
		for _, set := range j.rescaled {
			if set.File == pos.File && set.Sheet == pos.Sheet && holds(set, pos.Cell) {
				return true
			}
		}
	}
	return false
}

// holds tells whether a cell is one of the rows of a table.
func holds(set *kb.Dataset, ref string) bool {
	return slices.ContainsFunc(set.Rows, func(r kb.Row) bool {
		return slices.ContainsFunc(r.Cells, func(c kb.Cell) bool { return c.Ref == ref })
	})
}

// seriesOf is the joined table that a table of one file went into; the table
// itself if it is not in a series.
func (d *Data) seriesOf(own *kb.Dataset) *kb.Dataset {
	pattern := d.member[own.File]
	if pattern == "" || own.Series != "" {
		return own
	}
	for _, j := range d.joined {
		if j.Pattern != pattern {
			continue
		}
		for _, s := range j.sets {
			if s.Schema == own.Schema && (len(j.sets) == 1 || same(s.Name, own.Name)) {
				return s
			}
		}
	}
	return own
}

// PastPart is the period of a table of one file if its series has a later one,
// else "".
func (d *Data) PastPart(own *kb.Dataset) kb.Period {
	pattern := d.member[own.File]
	if own.Series != "" || pattern == "" || !d.Superseded(own.File) {
		return ""
	}
	said, _ := inSeries(own.File, pattern)
	p, _ := vocab.FilePeriod(said)
	return p
}

// inSeries tells whether a path fits the pattern, and what is in the place of
// {period}.
func inSeries(file, pattern string) (period string, ok bool) {
	before, after, _ := strings.Cut(text.Normal(pattern), "{period}")
	file = text.Normal(file)
	if len(file) <= len(before)+len(after) || !strings.HasPrefix(file, before) || !strings.HasSuffix(file, after) {
		return "", false
	}
	period = file[len(before) : len(file)-len(after)]
	return period, !strings.Contains(period, "/")
}

// tableKey finds a table again in the other workbooks of a series.
type tableKey struct {
	name   string
	schema string
	nth    int // among those of the schema
	only   bool
}

func tables(sets []*kb.Dataset) []tableKey {
	count := map[string]int{}
	var keys []tableKey
	for _, s := range sets {
		keys = append(keys, tableKey{s.Name, s.Schema, count[s.Schema], len(sets) == 1})
		count[s.Schema]++
	}
	return keys
}

// in finds the table by name; else, since people name sheets by month, the nth of its schema.
func (k tableKey) in(sets []*kb.Dataset) *kb.Dataset {
	for _, s := range sets {
		if same(s.Name, k.name) && s.Schema == k.schema {
			return s
		}
	}
	n := 0
	for _, s := range sets {
		if s.Schema == k.schema {
			if n == k.nth {
				return s
			}
			n++
		}
	}
	if k.only && len(sets) == 1 {
		return sets[0]
	}
	return nil
}
