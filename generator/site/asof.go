package site

import (
	"path"
	"slices"
	"strings"

	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// From says how we know the day of a table's values.
type From string

const (
	FromData From = "data" // the table, its file's name or the last good drop says so
	FromGit  From = "git"  // the day of the last commit
	FromFile From = "file" // the file's own time: when it was copied, for all we know
)

// AsOf is the day that the values of a dataset stand for, "" if nothing is
// known. Of a period it is the last day. A day that is FromFile must be called
// the file's time wherever it is shown.
func (d *Data) AsOf(set *kb.Dataset) (kb.Date, From) {
	books := d.Books(set)
	if len(books) == 0 {
		return set.AsOf, FromData
	}
	p, from := d.StandsFor(set, books[len(books)-1])
	return p.End(), from
}

// StandsFor is the day, or the period, that the values of one workbook of a
// dataset stand for. In order: what title, notes or file say (截至 …), the last
// period or day among the rows, the period in the file's name, the day of the
// last good drop, git, the file's time.
func (d *Data) StandsFor(set *kb.Dataset, b *kb.Workbook) (kb.Period, From) {
	if set.Series != "" {
		if own := d.Part(set, b); own != nil {
			set = own
		}
	}
	change := d.changes[b.Path]
	said := []kb.Period{kb.Period(set.AsOf), kb.Period(b.AsOf), lastSaid(set, change.Date), nameOf(b.Path).Period, kb.Period(set.Kept)}
	if i := slices.IndexFunc(said, func(p kb.Period) bool { return p != "" }); i >= 0 {
		return said[i], FromData
	}
	switch change.From {
	case "git":
		return kb.Period(change.Date), FromGit
	case "file":
		return kb.Period(change.Date), FromFile
	}
	return "", ""
}

// BookStandsFor is the latest day that the tables of a workbook stand for, as far
// as it is not to come. What the data says counts before git.
func (d *Data) BookStandsFor(b *kb.Workbook) (kb.Date, From) {
	if s, ok := d.stood.Load(b); ok {
		return s.(stood).day, s.(stood).from
	}
	var s stood
	for _, set := range d.Of(b.Path) {
		p, how := d.StandsFor(set, b)
		switch day := p.End(); {
		case how == FromFile || day > d.today:
		case s.from == "" || how == s.from && day > s.day, how == FromData && s.from != how:
			s = stood{day, how}
		}
	}
	if s.from == "" {
		s.from = FromFile
	}
	d.stood.Store(b, s)
	return s.day, s.from
}

// stood caches the day of a workbook: each report asks for all of them.
type stood struct {
	day  kb.Date
	from From
}

// Part is the table of one workbook that went into a series, nil if there is
// none.
func (d *Data) Part(set *kb.Dataset, b *kb.Workbook) *kb.Dataset {
	own := d.Of(b.Path)
	for _, o := range own {
		if o.Name == set.Name {
			return o
		}
	}
	for _, o := range own {
		if o.Schema == set.Schema {
			return o
		}
	}
	return nil
}

// nameOf reads stem, period and version out of the name of a workbook's file.
func nameOf(file string) vocab.FileName {
	base := path.Base(file)
	return vocab.Name(strings.TrimSuffix(base, path.Ext(base)))
}

// recordDays are the fields that hold the day of a record. A plan has none: 70
// % done is not a fact of the day on which the work began.
var recordDays = map[string]string{kb.SchemaIncidents: kb.FieldOccurred, kb.SchemaSuggestions: kb.FieldDate, kb.SchemaInspections: kb.FieldDate, kb.SchemaMetrics: kb.FieldTime, kb.SchemaReleases: kb.FieldDate, kb.SchemaDecisions: kb.FieldDate}

// RecordDay is the field with the day of a record, "" if the schema has no records.
func RecordDay(schema string) string { return recordDays[schema] }

// lastSaid is the last period or day for which the table has values. Rows
// after the day on which the file was changed are a plan, and are skipped.
func lastSaid(set *kb.Dataset, changed kb.Date) kb.Period {
	col := periodColumn(set)
	if field := recordDays[set.Schema]; col < 0 && field != "" {
		col = set.Col(field)
	}
	if col < 0 && set.Schema == kb.SchemaTable && set.Columns[0].Type == kb.TypeDate {
		col = 0 // a list of measurements begins with its day
	}
	if col < 0 {
		return ""
	}
	var last kb.Period
	for _, r := range set.Rows {
		if col >= len(r.Cells) {
			continue
		}
		p := r.Cells[col].Period()
		if p.End() > last.End() && (changed == "" || p.Start() <= changed) && measured(set, r, col) {
			last = p
		}
	}
	return last
}

// measured tells whether a row has a value: the actual one if the table has a
// column for it, since targets are set ahead; otherwise any number. Records need
// none.
func measured(set *kb.Dataset, r kb.Row, col int) bool {
	if recordDays[set.Schema] != "" {
		return true
	}
	if i := set.Col(kb.FieldActual); i >= 0 && i < len(r.Cells) {
		return r.Cells[i].Kind != kb.Missing
	}
	for i, c := range r.Cells {
		if i != col && c.Kind == kb.Number {
			return true
		}
	}
	return false
}

// periodColumn is the column that says the period of a row, -1 if there is none.
func periodColumn(set *kb.Dataset) int {
	if i := set.Col(kb.FieldPeriod); i >= 0 {
		return i
	}
	return slices.IndexFunc(set.Columns, func(c kb.Column) bool { return c.Type == kb.TypePeriod })
}
