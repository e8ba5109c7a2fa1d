package site

import (
	"slices"
	"strings"

	"milepost/generator/kb"
	"milepost/generator/metric"
	"milepost/generator/vocab"
)

// Rounds is the inspections of one system, and the weeks that have none.
type Rounds struct {
	System string
	Rows   []int
	Weekly bool      // it is inspected every week, or meant to be
	Missed []kb.Date // Mondays between its first and its last inspection
}

// fewRounds is how many weeks with inspections show that a system is inspected
// weekly.
const fewRounds = 4

// RoundsOf reads a list of inspections by system, in the order of the sheet.
func RoundsOf(set *kb.Dataset, cal metric.Calendar) (out []Rounds) {
	weeks := map[string][]kb.Date{}
	for row := range set.Rows {
		day, system := set.Cell(row, kb.FieldDate).Date(), strings.TrimSpace(set.Cell(row, kb.FieldSystem).String())
		if day == "" || system == "" {
			continue
		}
		i := slices.IndexFunc(out, func(r Rounds) bool { return r.System == system })
		if i < 0 {
			i, out = len(out), append(out, Rounds{System: system})
		}
		out[i].Rows = append(out[i].Rows, row)
		weeks[system] = append(weeks[system], Monday(day))
	}
	for i := range out {
		w := weeks[out[i].System]
		slices.Sort(w)
		w = slices.Compact(w)
		if out[i].Weekly = len(w) >= fewRounds && 2*len(w) >= w[len(w)-1].Sub(w[0])/7+1; out[i].Weekly {
			out[i].Missed = slices.DeleteFunc(gaps(w, cal), func(monday kb.Date) bool {
				return slices.ContainsFunc(set.Notes, func(note string) bool { return vocab.RestsIn(note, monday) })
			})
		}
	}
	return out
}

// Faulty tells whether the inspection of a row found something wrong.
func Faulty(set *kb.Dataset, row int) bool {
	return vocab.Faulty(set.Cell(row, kb.FieldResult).String())
}

// TellsDeeds tells whether a list of inspections has a column for what was done.
func TellsDeeds(set *kb.Dataset) bool {
	return set.Col(kb.FieldAction) >= 0 || set.Col(kb.FieldNote) >= 0
}

// Idle tells whether a row reports a fault and neither result, action nor note
// says that something was done about it (see vocab.Handled).
func Idle(set *kb.Dataset, row int) bool {
	said := func(field string) string { return set.Cell(row, field).String() }
	return Faulty(set, row) && !vocab.Closed(said(kb.FieldResult)) && !vocab.Handled(said(kb.FieldAction)) && !vocab.Handled(said(kb.FieldNote))
}

// Monday is the first day of the week of a day.
func Monday(d kb.Date) kb.Date {
	return d.AddDays(-(int(d.Time().Weekday()) + 6) % 7)
}

// fewWorkdays is how many working days a week needs for an inspection to be
// expected: not the two days after a week of holidays (国庆).
const fewWorkdays = 3

// gaps lists the weeks, by their Mondays, between the first and the last that
// have enough working days but no inspection.
func gaps(weeks []kb.Date, cal metric.Calendar) (out []kb.Date) {
	for w := weeks[0]; w < weeks[len(weeks)-1]; w = w.AddDays(7) {
		if _, ok := slices.BinarySearch(weeks, w); !ok && cal.Workdays(w, w.AddDays(6)) >= fewWorkdays {
			out = append(out, w)
		}
	}
	return out
}
