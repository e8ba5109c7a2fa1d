package view

import (
	"cmp"
	"slices"

	"milepost/generator/document"
	"milepost/generator/kb"
	"milepost/generator/site"
)

// compliance is what has expired or is not proven. Nothing counts as valid that is
// not said to be kept, or lacks evidence or an owner.
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
	var out []document.Row
	for _, row := range rows {
		group := e.data.Proof(e.set, row)
		tone := []document.Tone{document.Bad, document.Bad, document.Warn, document.Good, document.Muted}[group]
		word := e.t([]string{"compliance.is-expired", "compliance.is-unproven", "compliance.is-ending", "compliance.is-valid", "compliance.is-exempt"}[group])
		if group == site.Unproven && e.data.EndsSoon(e.set, row) {
			word = e.t("compliance.is-unproven-ending")
		}
		name := cmp.Or(e.text(row, kb.FieldItem), e.text(row, kb.FieldRequirement))
		out = append(out, document.Row{Cells: []document.Cell{
			{Text: document.Text{{Text: name, Href: e.row(row)}}, Sub: document.Say(e.text(row, kb.FieldBasis))},
			{Mark: document.Mark{Tone: tone, Word: word}}, e.due(e.set.Cell(row, kb.FieldValidUntil).Date()),
			e.field(row, kb.FieldEvidence), e.field(row, kb.FieldOwner),
		}})
	}
	return document.Section{Title: e.clauses(said...), Note: e.line(e.t("compliance.note")), Blocks: []document.Block{listing("", cols, out)}}, true
}
