package metric

import (
	"slices"
	"time"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// Calendar says which days are working days: Monday to Friday, except public
// holidays (Off), and make-up days (Work, 调休 on a weekend). The zero Calendar
// knows weekends only. Both lists are sorted and have no day that the weekend
// rule already gets right.
type Calendar struct {
	Off  []kb.Date
	Work []kb.Date
}

func weekend(d kb.Date) bool {
	w := d.Time().Weekday()
	return w == time.Saturday || w == time.Sunday
}

// NewCalendar makes a calendar of days off and make-up days, in any order.
func NewCalendar(off, work []kb.Date) Calendar {
	var c Calendar
	for _, d := range off {
		if d != "" && !weekend(d) {
			c.Off = append(c.Off, d)
		}
	}
	for _, d := range work {
		if d != "" && weekend(d) {
			c.Work = append(c.Work, d)
		}
	}
	slices.Sort(c.Off)
	slices.Sort(c.Work)
	c.Off, c.Work = slices.Compact(c.Off), slices.Compact(c.Work)
	return c
}

// CalendarOf reads a table with a date (or first and last date) and what the
// day is: 放假 or 上班. A row it cannot read is a diagnostic.
func CalendarOf(d *kb.Dataset) (Calendar, diag.List) {
	var dates []int
	for i, col := range d.Columns {
		if col.Type == kb.TypeDate {
			dates = append(dates, i)
		}
	}
	if len(dates) == 0 {
		return Calendar{}, diag.List{diag.New("DB20.no-date", diag.Pos{File: d.File, Sheet: d.Sheet})}
	}
	var off, work []kb.Date
	var diags diag.List
	for _, row := range d.Rows {
		first, last := row.Cells[dates[0]].Date(), row.Cells[dates[0]].Date()
		if len(dates) > 1 && row.Cells[dates[1]].Date() >= first && row.Cells[dates[1]].Date() != "" {
			last = row.Cells[dates[1]].Date()
		}
		kind := dayKind(row)
		if first == "" || kind == 0 || last.Sub(first) > 366 {
			diags = append(diags, diag.New("DB20.row", diag.Pos{File: d.File, Sheet: d.Sheet, Cell: row.Cells[dates[0]].Ref, Line: csvLine(d, row)}))
			continue
		}
		for day := first; day <= last; day = day.AddDays(1) {
			if kind > 0 {
				work = append(work, day)
			} else {
				off = append(off, day)
			}
		}
	}
	return NewCalendar(off, work), diags
}

func csvLine(d *kb.Dataset, row kb.Row) int {
	if d.Sheet == "" {
		return row.Line
	}
	return 0
}

// dayKind is 1 for a working day, -1 for a day off, 0 if the row does not say.
func dayKind(row kb.Row) int {
	kind := 0
	for _, c := range row.Cells {
		if c.Kind == kb.Bool {
			return []int{-1, 1}[int(c.Num)&1]
		}
		if c.Kind != kb.Text {
			continue
		}
		switch worked, off := vocab.Workday(c.Text); {
		case worked:
			return 1
		case off:
			kind = -1
		}
	}
	return kind
}

// IsWorkday tells whether the day is worked.
func (c Calendar) IsWorkday(d kb.Date) bool {
	if weekend(d) {
		_, ok := slices.BinarySearch(c.Work, d)
		return ok
	}
	_, off := slices.BinarySearch(c.Off, d)
	return !off
}

// Workdays counts the working days from one day to another, both included; 0 if
// the order is wrong or one is missing.
func (c Calendar) Workdays(from, to kb.Date) int {
	if from == "" || to == "" || to < from {
		return 0
	}
	days := to.Sub(from) + 1
	n := days / 7 * 5
	for d, i := from.AddDays(days/7*7), 0; i < days%7; i++ {
		if !weekend(d.AddDays(i)) {
			n++
		}
	}
	return n - within(c.Off, from, to) + within(c.Work, from, to)
}

// within counts the sorted dates between two days, both included.
func within(dates []kb.Date, from, to kb.Date) int {
	lo, _ := slices.BinarySearch(dates, from)
	hi, found := slices.BinarySearch(dates, to)
	if found {
		hi++
	}
	return hi - lo
}
