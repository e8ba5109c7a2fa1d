package view

import (
	"slices"
	"strings"

	"milepost/generator/document"
	"milepost/generator/kb"
	"milepost/generator/site"
)

// inspections is a grid of systems and weeks: which week was missed, and what was found. A
// result counts as a fault only if its word is known to mean one.
func inspections(e eye) (document.Section, bool) {
	c := calendar{eye: e, rounds: site.RoundsOf(e.set, e.data.Calendar()), at: map[spot][]int{}}
	if len(c.rounds) == 0 {
		return document.Section{}, false
	}
	c.fill()
	s := document.Section{Title: c.finding(), Note: c.note()}
	if c.n == 1 {
		return s, true
	}
	s.Blocks = append(s.Blocks, document.Block{Kind: document.Heat, Table: c.table()}, note(c.legend()))
	if len(c.faults) > 0 {
		s.Blocks = append(s.Blocks, c.found())
	}
	return s, true
}

// calendar is the inspections of a sheet by system and week.
type calendar struct {
	eye
	rounds   []site.Rounds
	weeks    []kb.Date // Mondays from the first inspection to the last
	at       map[spot][]int
	n        int
	undated  int
	faults   []int // rows
	idle     int   // faults without an action
	blank    int   // checks without a result
	missed   []kb.Date
	from, to kb.Date
}

// spot is a cell of the calendar.
type spot struct {
	system string
	week   kb.Date
}

func (c *calendar) fill() {
	for _, r := range c.rounds {
		for _, row := range r.Rows {
			day := c.set.Cell(row, kb.FieldDate).Date()
			if c.from == "" || day < c.from {
				c.from = day
			}
			c.to = max(c.to, day)
			k := spot{r.System, site.Monday(day)}
			c.at[k] = append(c.at[k], row)
			c.n++
			switch {
			case c.text(row, kb.FieldResult) == "":
				c.blank++
			case site.Faulty(c.set, row):
				c.faults = append(c.faults, row)
				if c.idles(row) {
					c.idle++
				}
			}
		}
		for _, w := range r.Missed {
			if !slices.Contains(c.missed, w) {
				c.missed = append(c.missed, w)
			}
		}
	}
	slices.Sort(c.missed)
	c.undated = len(c.set.Rows) - c.n
	for w := site.Monday(c.from); w <= c.to; w = w.AddDays(7) {
		c.weeks = append(c.weeks, w)
	}
}

// idles tells whether nothing was done about a fault; false if the sheet has no column for actions.
func (c *calendar) idles(row int) bool {
	return site.TellsDeeds(c.set) && site.Idle(c.set, row)
}

func (c *calendar) finding() string {
	weeks, checks, idle := "", c.several("inspections.checks", c.n), ""
	if c.blank > 0 {
		checks = c.several("inspections.some", c.n)
	}
	if n := len(c.missed); n > 0 {
		weeks = c.several("inspections.missed", n, len(c.weeks), c.day(c.missed[n-1]))
	}
	if n := len(c.faults); n > 0 {
		checks = c.several("inspections.faults", n, c.n)
	}
	if c.idle > 0 {
		idle = c.several("inspections.idle", c.idle)
	}
	return c.clauses(weeks, checks, idle)
}

func (c *calendar) note() document.Text {
	undated, left := "", ""
	if c.undated > 0 {
		undated = c.several("inspections.undated", c.undated)
	}
	if n := len(c.weeks) - most; n > 0 {
		left = c.t("inspections.weeks", most)
	}
	var counts []string
	for _, k := range []struct {
		name string
		n    int
	}{{"inspections.fine", c.n - len(c.faults) - c.blank}, {"inspections.fault", len(c.faults)}, {"inspections.blank", c.blank}} {
		if k.n > 0 {
			counts = append(counts, c.t("counted", c.t(k.name), k.n))
		}
	}
	return c.line(c.several("inspections.note", len(c.rounds), c.span(c.from, c.to), c.list(counts)), left, undated)
}

func (c *calendar) table() document.Table {
	weeks := c.weeks[max(0, len(c.weeks)-most):]
	t := document.Table{Columns: []document.Column{{Title: c.t("inspections.week")}}}
	for _, w := range weeks {
		t.Columns = append(t.Columns, document.Column{Title: string(w[5:])})
	}
	for i := range c.rounds {
		r := &c.rounds[i]
		row := document.Row{Cells: []document.Cell{{Text: document.Say(r.System)}}}
		for _, w := range weeks {
			row.Cells = append(row.Cells, c.cell(r, w))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// cell is a week of a system: the worst result with its value.
func (c *calendar) cell(r *site.Rounds, week kb.Date) document.Cell {
	rows := c.at[spot{r.System, week}]
	switch {
	case len(rows) > 0:
	case slices.Contains(r.Missed, week):
		return document.Cell{Text: document.Say(c.t("missing")), Void: true}
	default:
		return document.Cell{Text: document.Say("—"), Tone: document.Muted}
	}
	out := document.Cell{Text: document.Say("✓")}
	bad := 0
	for _, row := range rows {
		if site.Faulty(c.set, row) {
			if bad++; bad == 1 {
				out.Text, out.Tone = document.Text{{Text: "✕", Href: c.row(row)}}, document.Bad
			}
		} else if s := c.text(row, kb.FieldResult); s == "" && bad == 0 {
			out.Text = document.Say("?")
		}
	}
	switch {
	case len(rows) > 1 && bad > 0:
		out.Sub = document.Say(c.t("of", bad, len(rows)))
	case len(rows) > 1:
		out.Sub = document.Say(c.t("inspections.times", len(rows)))
	default:
		out.Sub = document.Say(c.figure(rows[0], kb.FieldValue))
	}
	return out
}

func (c *calendar) legend() string {
	key := "inspections.legend"
	if c.set.Col(kb.FieldValue) >= 0 {
		key = "inspections.legend-value"
	}
	return c.t(key)
}

// found lists the faults, the newest first.
func (c *calendar) found() document.Block {
	cols := []document.Column{{Title: c.t("inspections.when")}, {Title: c.t("inspections.item")}, {Title: c.t("inspections.value"), Kind: "number"}, {Title: c.t("inspections.action")}}
	rows := slices.Clone(c.faults)
	slices.SortStableFunc(rows, func(a, b int) int {
		return strings.Compare(string(c.set.Cell(b, kb.FieldDate).Date()), string(c.set.Cell(a, kb.FieldDate).Date()))
	})
	var out []document.Row
	for _, row := range rows {
		day := string(c.set.Cell(row, kb.FieldDate).Date())
		action := c.field(row, kb.FieldAction)
		if c.idles(row) {
			action.Mark = document.Mark{Tone: document.Bad, Word: c.t("inspections.open")}
		}
		out = append(out, document.Row{Cells: []document.Cell{
			{Text: document.Text{{Text: day, Whole: true, Href: c.row(row)}, {Text: " " + c.text(row, kb.FieldSystem)}}},
			c.field(row, kb.FieldItem), {Text: document.Say(c.figure(row, kb.FieldValue))}, action,
		}})
	}
	return listing(c.t("inspections.found"), cols, out)
}
