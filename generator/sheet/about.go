package sheet

import (
	"path"
	"strings"

	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// about is what is known of a table before its cells are read: the vocabulary, and what
// title, notes, sheet name and file name say.
type about struct {
	v           *vocab.Words
	lang        string // of the headers that reading adds
	is1904      bool
	periodSaid  bool        // title, sheet or file name say which period the table is of
	saidPeriods []kb.Period // the months and quarters that title, sheet and file name say
	year        int         // said by title, sheet or file name; 0 if none
	lastYr      int         // of the file's own date, the last resort; 0 if not given
	twoYears    int         // the first of two years said together: 2025-2026
	asOf        kb.Date     // the day the data stands for, "" if not said
	scale       float64     // of scores, said by the title; 0 if not
	lineUnit    string      // 单位：万元, "" if not said
}

// aboutOf finds year, units and day of the data in the lines around a table
// and in the names of sheet and file. last is the file's own date.
func aboutOf(t *table, v *vocab.Words, lang, file string, last kb.Date) *about {
	a := &about{v: v, lang: lang, is1904: t.g.is1904}
	for _, s := range t.title {
		if a.year == 0 {
			a.year = vocab.YearOf(s)
		}
		for _, part := range append(strings.Fields(s), s) {
			if a.lineUnit == "" {
				a.lineUnit = v.UnitOfLine(part)
			}
		}
		if a.scale == 0 {
			a.scale = scaleOf(s)
		}
	}
	names := []string{t.g.name, path.Base(file)}
	for _, s := range names {
		if a.year == 0 {
			a.year = vocab.YearOf(s)
		}
	}
	for _, s := range append(append([]string(nil), t.title...), names...) {
		a.periodSaid = a.periodSaid || vocab.PeriodIn.MatchString(s)
		if p, ok := periodSaidIn(s); ok {
			a.saidPeriods = append(a.saidPeriods, p)
		}
		if a.twoYears == 0 && a.year == 0 {
			a.twoYears = twoYearsOf(s)
		}
	}
	for _, s := range append(append([]string(nil), t.title...), t.notes...) {
		if a.asOf == "" {
			a.asOf = v.AsOf(s, a.year)
		}
	}
	if last != "" {
		a.lastYr = last.Time().Year()
	}
	return a
}
