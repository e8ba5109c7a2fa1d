package site

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/sheet"
	"milepost/generator/text"
)

// configFile is where series are set.
const configFile = "site.toml"

// join makes the datasets of a series: one for each table its workbooks have in
// common, told apart by name if a workbook has several.
func (d *Data) join(s Series) (joined, diag.List) {
	j := joined{Series: s}
	pos := diag.Pos{File: configFile, Line: s.Line}
	var diags diag.List
	type part struct {
		sets   []*kb.Dataset
		period kb.Period
	}
	var parts []part
	for i, b := range d.books {
		said, ok := inSeries(b.Path, s.Pattern)
		if !ok {
			continue
		}
		period, ok := filePeriod(said)
		if !ok {
			diags = append(diags, diag.New("DB10.period", diag.Pos{File: b.Path}, said, s.Pattern))
			continue
		}
		d.member[b.Path] = s.Pattern
		if len(d.sets[i]) > 0 {
			parts = append(parts, part{d.sets[i], period})
		}
	}
	slices.SortStableFunc(parts, func(a, b part) int { return cmp.Compare(a.period.End(), b.period.End()) })
	if len(parts) == 0 {
		return j, append(diags, diag.New("DB10.none", pos, s.Pattern))
	}
	j.newest = parts[len(parts)-1].sets[0].File
	for _, key := range tables(parts[len(parts)-1].sets) {
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
		set, problems := sheet.Join(s.Pattern, sets, periods)
		diags = append(diags, problems...)
		j.sets = append(j.sets, &set)
	}
	return j, diags
}

// inSeries tells whether a path fits the pattern, and what stands for {period}.
func inSeries(file, pattern string) (period string, ok bool) {
	before, after, _ := strings.Cut(text.Normal(pattern), "{period}")
	file = text.Normal(file)
	if len(file) <= len(before)+len(after) || !strings.HasPrefix(file, before) || !strings.HasSuffix(file, after) {
		return "", false
	}
	period = file[len(before) : len(file)-len(after)]
	return period, !strings.Contains(period, "/")
}

var fileForms = []struct {
	form  *regexp.Regexp
	build string // of year, number
}{
	{regexp.MustCompile(`^(20\d\d)[-_. ]?(0[1-9]|1[0-2])$`), "$1-$2"},
	{regexp.MustCompile(`^(20\d\d)[-_.年 ]+([1-9])月?份?$`), "$1-0$2"},
	{regexp.MustCompile(`^(20\d\d)年?[-_ ]?(0[1-9]|1[0-2])月份?$`), "$1-$2"},
	{regexp.MustCompile(`^(20\d\d)年?[-_ ]?q([1-4])$`), "$1-Q$2"},
	{regexp.MustCompile(`^(20\d\d)年?[-_ ]?第?([1-4])季度?$`), "$1-Q$2"},
	{regexp.MustCompile(`^(20\d\d)年?[-_ ]?h([12])$`), "$1-H$2"},
	{regexp.MustCompile(`^(20\d\d)年?[-_ ]?(?:w([0-5]\d)|第?([0-5]\d)周)$`), "$1-W$2$3"},
	{regexp.MustCompile(`^(20\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?([0-3]\d)$`), "$1-$2-$3"},
	{regexp.MustCompile(`^(20\d\d)年?$`), "$1"},
}

var quarterNumerals = strings.NewReplacer("一季", "1季", "二季", "2季", "三季", "3季", "四季", "4季", "上半年", "h1", "下半年", "h2")

// ParsePeriod reads a period as it stands in a file name or a front matter:
// 2026-Q3, 2026年第三季度, 2026-09.
func ParsePeriod(s string) (kb.Period, bool) { return filePeriod(s) }

// filePeriod reads the period in a file name: 2026-09, 202609, 2026年9月, 2026Q3.
func filePeriod(s string) (kb.Period, bool) {
	s = quarterNumerals.Replace(strings.TrimSpace(text.Fold(s)))
	for _, f := range fileForms {
		if f.form.MatchString(s) {
			p := kb.Period(strings.ReplaceAll(f.form.ReplaceAllString(s, f.build), "q", "Q"))
			return p, p.Valid() && p.Start() != ""
		}
	}
	return "", false
}

// tableKey is how a table is found again in the other workbooks of a series.
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
