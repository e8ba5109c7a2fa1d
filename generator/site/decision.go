package site

import (
	"strings"

	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// Decision is a row of a project's log: a decision to be made, an action to be
// done, an issue, an assumption.
type Decision struct {
	Set    *kb.Dataset
	Row    int
	ID     string
	Kind   string // vocab.RecordDecision …
	Name   string
	Owner  string
	Due    kb.Date
	Done   bool
	Closed kb.Date
	Result string
}

// Decisions reads a log as it was on a day ("" for now): a row that was closed
// later is open. A row of unknown kind is a decision.
func Decisions(set *kb.Dataset, day kb.Date) (out []Decision) {
	said := func(row int, field string) string { return strings.TrimSpace(set.Cell(row, field).String()) }
	usual := vocab.RecordKind(set.Sheet + " " + set.Title + " " + set.File)
	for row := range set.Rows {
		d := Decision{
			Set: set, Row: row, ID: said(row, kb.FieldID), Name: said(row, kb.FieldDescription), Owner: said(row, kb.FieldOwner),
			Due: set.Cell(row, kb.FieldDeadline).Date(), Closed: set.Cell(row, kb.FieldClosed).Date(), Result: said(row, kb.FieldResult),
		}
		if d.ID == "" && d.Name == "" {
			continue
		}
		for _, kind := range []string{vocab.RecordKind(said(row, kb.FieldType)), usual, vocab.RecordDecision} {
			if d.Kind == "" {
				d.Kind = kind
			}
		}
		d.Done = vocab.Over(set.Cell(row, kb.FieldStatus).Text) || d.Closed != "" ||
			d.Kind == vocab.RecordDecision && d.Result != "" && set.Cell(row, kb.FieldStatus).Kind == kb.Missing
		if day != "" && d.Closed > day {
			d.Done, d.Closed, d.Result = false, "", ""
		}
		out = append(out, d)
	}
	return out
}
