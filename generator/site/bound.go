package site

import (
	"cmp"
	"slices"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// bound is the period that a block, or the page around it, speaks of: what it
// shows is what was known at the end of that period.
type bound struct {
	until kb.Period
	page  bool     // the page says so, not the block
	pos   diag.Pos // of the setting, else of the block or value
}

// UsePeriods takes the function that knows the period of a page, "" for pages
// that speak of none. Like UseCalendar it belongs to the making of Data.
func (d *Data) UsePeriods(of func(page string) kb.Period) { d.periodOf = of }

// PeriodOf is the period in a page's settings, "" if it speaks of none.
func (s *Site) PeriodOf(file string) kb.Period {
	p := s.Page(file)
	if p == nil {
		return ""
	}
	period, _ := vocab.FilePeriod(p.Setting(kb.FieldPeriod)) // what is none is said by the page's kind
	return period
}

// boundPage is the period that the values of a page are bound to.
func (d *Data) boundPage(pos diag.Pos) bound {
	if d.periodOf == nil {
		return bound{}
	}
	return bound{d.periodOf(pos.File), true, pos}
}

// boundOf is the period of a block: its own, none for "latest", else its page's.
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

// Bound is the period that a block is bound to, "" if to none.
func (d *Data) Bound(b kb.Block, pos diag.Pos) kb.Period {
	by, _ := d.boundOf(b, pos)
	return by.until
}

// bind takes out of a dataset what was not known at the end of the period; with
// exact all but the period itself, if it has rows. nil says that nothing is left.
// A table that is not kept by period stays as it is, and that is said.
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

// known is what of a dataset was known at the end of a period, and the column
// that says so, -1 if there is none: the last version of that time then, or all.
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

// Then is what of a table was known at the end of a period; ok is false if its
// figures are of a later day, and nothing says what they were before.
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

// Uncut is the table of a block before its conditions picked rows from it: the
// rows that are not shown still say which day the others are known for.
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
// of a later day: 进度-v2_20260930 for September, though 进度-v3_20261120 is there.
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

// speaksOf is the end of the last period that a dataset speaks of by its rows or
// its file's name, else its own day: the figures of October may be as of 5 November.
func (d *Data) speaksOf(set *kb.Dataset) kb.Date {
	if p := lastSaid(set, d.changes[set.File].Date); p != "" {
		return p.End()
	}
	if p := nameOf(set.File).Period; p != "" {
		return p.End()
	}
	return d.ownDay(set)
}

// unbound says that a table whose figures move shows those of now. A table that
// stands for a day in the period, or before, is right as it is.
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
