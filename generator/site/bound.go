package site

import (
	"cmp"
	"slices"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// bound is the period of a block or of the page around it: the block shows
// what was known at the end of that period.
type bound struct {
	until kb.Period
	page  bool     // the page says so, not the block
	pos   diag.Pos // of the setting, else of the block or value
}

// UsePeriods sets the function that returns the period of a page, "" for pages
// without one. Call it before anybody reads, like UseCalendar.
func (d *Data) UsePeriods(of func(page string) kb.Period) { d.periodOf = of }

// PeriodOf is the period in a page's settings, "" if it has none.
func (s *Site) PeriodOf(file string) kb.Period {
	p := s.Page(file)
	if p == nil {
		return ""
	}
	period, _ := vocab.FilePeriod(p.Setting(kb.FieldPeriod)) // a wrong one is reported by package kind
	return period
}

// boundPage is the period of the page at pos.
func (d *Data) boundPage(pos diag.Pos) bound {
	if d.periodOf == nil {
		return bound{}
	}
	return bound{d.periodOf(pos.File), true, pos}
}

// boundOf is the period of a block: its own setting, none for "latest", else its
// page's.
func (d *Data) boundOf(b kb.Block, pos diag.Pos) (bound, diag.List) {
	said, at := b.Get("period"), attrPos(b, "period", pos)
	switch said {
	case "":
		return d.boundPage(pos), nil
	case "latest":
		return bound{}, nil
	}
	p, ok := vocab.FilePeriod(said)
	if !ok {
		return bound{}, diag.List{diag.New("DB08.form", at, said)}
	}
	return bound{p, false, at}, nil
}

// Bound is the period of a block or its page, "" if there is none.
func (d *Data) Bound(b kb.Block, pos diag.Pos) kb.Period {
	by, _ := d.boundOf(b, pos)
	return by.until
}

// bind removes from a dataset what was not known at the end of the period; with
// exact, all rows but those of the period itself, if there are any. nil means
// that nothing is left. A table without periods stays as it is, and a diagnostic
// says so.
func (d *Data) bind(set *kb.Dataset, by bound, exact bool) (*kb.Dataset, diag.List) {
	if by.until == "" {
		return set, nil
	}
	cut, col := d.known(set, by.until, exact)
	switch {
	case col < 0 && cut == set:
		return set, d.unbound(set, by)
	case col >= 0 && len(cut.Rows) == 0 && len(set.Rows) > 0:
		return nil, diag.List{diag.New("DB08.period", by.pos, set.ID(), by.until, firstPeriods(set, col))}
	}
	return cut, nil
}

// known is the part of a dataset that was known at the end of a period, and the
// column of periods. Without such a column it is -1, and the part is the last
// version of the table that the period had, or the whole.
func (d *Data) known(set *kb.Dataset, until kb.Period, exact bool) (*kb.Dataset, int) {
	col := periodColumn(set)
	if field := recordDays[set.Schema]; col < 0 && field != "" {
		col = set.Col(field)
	}
	if col < 0 {
		return cmp.Or(d.versionOf(set, until), set), col
	}
	at := func(r kb.Row) kb.Period { return r.Cells[col].Period() }
	exact = exact && slices.ContainsFunc(set.Rows, func(r kb.Row) bool { return at(r) == until })
	cut := *set
	cut.Totals = nil
	cut.Rows = slices.DeleteFunc(slices.Clone(set.Rows), func(r kb.Row) bool {
		return at(r) != "" && at(r).End() > until.End() || exact && at(r) != until
	})
	return &cut, col
}

// Then is the part of a table that was known at the end of a period; ok is
// false if its values are of a later day and no older version exists.
func (d *Data) Then(set *kb.Dataset, until kb.Period) (then *kb.Dataset, ok bool) {
	then, col := d.known(set, until, false)
	if col >= 0 || then != set {
		return then, true
	}
	day := d.speaksOf(set)
	if day == "" {
		day = d.dayOf(set)
	}
	return set, day != "" && day <= until.End()
}

// Uncut is the table of a block before its conditions picked rows: rows that
// are not shown also say for which day the others are known.
func (d *Data) Uncut(b kb.Block, cut *kb.Dataset, pos diag.Pos) *kb.Dataset {
	if len(b.All("where")) == 0 {
		return cut
	}
	set := d.Whole(cut)
	if until := d.Bound(b, pos); until != "" {
		set, _ = d.known(set, until, b.Kind == kb.BlockTable)
	}
	return set
}

// versionOf is the last version of a table that the period had, if the newest is
// of a later day: 进度-v2_20260930 for September though 进度-v3_20261120 exists;
// else nil.
func (d *Data) versionOf(set *kb.Dataset, until kb.Period) (then *kb.Dataset) {
	if d.speaksOf(set) <= until.End() {
		return nil
	}
	var last kb.Date
	for _, b := range d.books {
		own := d.Part(set, b)
		if d.older[b.Path] != set.File || own == nil {
			continue
		}
		if day := d.speaksOf(own); day != "" && day <= until.End() && day > last {
			last, then = day, own
		}
	}
	return then
}

// firstPeriods names the first periods of a dataset.
func firstPeriods(set *kb.Dataset, col int) string {
	var known []string
	for _, r := range set.Rows {
		if p := string(r.Cells[col].Period()); p != "" && !slices.Contains(known, p) {
			known = append(known, p)
		}
	}
	slices.Sort(known)
	return strings.Join(known[:min(len(known), 6)], ", ")
}

// speaksOf is the end of the last period in a dataset's rows or its file's name,
// else its own day: the values of October may be as of 5 November.
func (d *Data) speaksOf(set *kb.Dataset) kb.Date {
	if p := lastSaid(set, d.changes[set.File].Date); p != "" {
		return p.End()
	}
	if p := nameOf(set.File).Period; p != "" {
		return p.End()
	}
	return d.ownDay(set)
}

// unbound reports a table without periods that shows today's values on a page
// of a past period. A table whose day is in the period, or before, is right as
// it is.
func (d *Data) unbound(set *kb.Dataset, by bound) diag.List {
	moves := slices.Contains(joins, set.Schema) || set.Schema == kb.SchemaRisks
	if !moves || set.Schema == kb.SchemaKPI && set.Col(kb.FieldActual) < 0 {
		return nil
	}
	if day := d.speaksOf(set); day != "" && day <= by.until.End() {
		return nil
	}
	return diag.List{diag.New("DB08.unbound", by.pos, set.ID(), by.until)}
}
