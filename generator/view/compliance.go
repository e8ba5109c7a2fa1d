package view

import (
	"cmp"
	"slices"

	"milepost/generator/document"
	"milepost/generator/kb"
	"milepost/generator/site"
)

// compliance lists all items, first those that have expired or are not proven. An item is
// valid only if the sheet says that it is met and names evidence and an owner.
func compliance(e eye) (document.Section, bool) {
	if e.set.Col(kb.FieldEvidence) < 0 {
		return document.Section{}, false
	}
	var counts [site.Exempt + 1]int
	rows := make([]int, len(e.set.Rows))
	for row := range rows {
		rows[row] = row
		counts[e.data.Proof(e.set, row)]++
	}
	due := len(rows) - counts[site.Exempt]
	slices.SortStableFunc(rows, func(a, b int) int {
		until := func(row int) string { return cmp.Or(string(e.set.Cell(row, kb.FieldValidUntil).Date()), "9999") }
		return cmp.Or(cmp.Compare(e.data.Proof(e.set, a), e.data.Proof(e.set, b)), cmp.Compare(until(a), until(b)))
	})
	said := []string{e.t("compliance.valid", due, counts[site.Proven])}
	if due == 0 {
		said = nil
	}
	for group, key := range []string{"compliance.expired", "compliance.unproven", "compliance.ending"} {
		if n := counts[group]; n > 0 {
			said = append(said, e.t(key, n, e.data.ProofDays()))
		}
	}
	if n := counts[site.Exempt]; n > 0 {
		said = append(said, e.t("compliance.exempt", n))
	}
	cols := []document.Column{{Title: e.t("compliance.item")}, {Title: e.t("compliance.state")}, {Title: e.t("compliance.until")}, {Title: e.t("compliance.evidence")}, {Title: e.t("owner")}}
	bars := ""
	span, drawn := e.terms()
	if drawn {
		cols = append(cols, document.Column{Title: e.t("compliance.left")})
		bars = e.t("compliance.bars", span.from, span.to)
	}
	var out []document.Row
	for _, row := range rows {
		group := e.data.Proof(e.set, row)
		tone := []document.Tone{document.Bad, document.Bad, document.Warn, document.Good, document.Muted}[group]
		word := e.t([]string{"compliance.is-expired", "compliance.is-unproven", "compliance.is-ending", "compliance.is-valid", "compliance.is-exempt"}[group])
		if group == site.Unproven && e.data.EndsSoon(e.set, row) {
			word = e.t("compliance.is-unproven-ending")
		}
		name := cmp.Or(e.text(row, kb.FieldItem), e.text(row, kb.FieldRequirement))
		cells := []document.Cell{
			{Text: document.Text{{Text: name, Href: e.row(row)}}, Sub: document.Say(e.text(row, kb.FieldBasis))},
			{Mark: document.Mark{Tone: tone, Word: word}}, e.due(e.set.Cell(row, kb.FieldValidUntil).Date()),
			e.field(row, kb.FieldEvidence), e.field(row, kb.FieldOwner),
		}
		if drawn {
			cells = append(cells, document.Cell{Bar: span.bar(e.set.Cell(row, kb.FieldValidUntil).Date(), tone)})
		}
		out = append(out, document.Row{Cells: cells})
	}
	return document.Section{Title: e.clauses(said...), Note: e.line(e.t("compliance.note"), bars), Blocks: []document.Block{listing("", cols, out)}}, true
}

// terms is the time axis of the bars, which show how many days each item stays valid.
type terms struct{ from, today, to kb.Date }

// How far the axis reaches back and ahead, in days. Bars that reach further are cut.
const (
	leastBack = 30
	mostBack  = 365
	mostAhead = 3 * 365
)

// terms is the axis for all items; drawn is false if no item has a last valid day.
func (e eye) terms() (t terms, drawn bool) {
	today := e.data.Today()
	if today == "" {
		return t, false
	}
	t = terms{today.AddDays(-leastBack), today, today}
	for row := range e.set.Rows {
		if until := e.set.Cell(row, kb.FieldValidUntil).Date(); until != "" {
			t.from, t.to, drawn = min(t.from, until), max(t.to, until), true
		}
	}
	t.from, t.to = max(t.from, today.AddDays(-mostBack)), min(t.to, today.AddDays(mostAhead))
	return t, drawn
}

// bar goes from today to the last valid day, or back to it; an item without that day has no bar.
func (t terms) bar(until kb.Date, tone document.Tone) document.Gauge {
	if until == "" {
		return document.Gauge{}
	}
	until = max(t.from, min(t.to, until))
	a, b := min(t.today, until), max(t.today, until)
	if tone == document.Good { // the plain case
		tone = document.Plain
	}
	days := func(d kb.Date) float64 { return float64(d.Sub(t.from)) }
	return document.Gauge{From: days(a), Parts: []float64{float64(b.Sub(a))}, Most: days(t.to), Limit: days(t.today), Now: true, Tone: tone}
}
