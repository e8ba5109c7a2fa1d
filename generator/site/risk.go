package site

import (
	"strings"

	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// Risk is a row of a risk register.
type Risk struct {
	Set    *kb.Dataset
	Row    int
	ID     string
	Name   string // its description
	Owner  string
	Score  int    // probability times impact of 1-5 each, 0 if one is missing
	Level  string // vocab.RiskHigh …: the words of the sheet, else by the score; "" if it has neither
	Open   bool
	Answer bool    // the sheet says what is to be done about it
	Review kb.Date // next review
}

// Risks reads a risk register. This is the only place that decides how high a
// risk is and whether it is open.
func Risks(set *kb.Dataset) (out []Risk) {
	said := func(row int, field string) string { return strings.TrimSpace(set.Cell(row, field).String()) }
	for row := range set.Rows {
		r := Risk{
			Set: set, Row: row, ID: said(row, kb.FieldID), Name: said(row, kb.FieldDescription), Owner: said(row, kb.FieldOwner),
			Level:  vocab.RiskLevel(said(row, kb.FieldLevel)),
			Open:   !vocab.Over(set.Cell(row, kb.FieldStatus).Text),
			Answer: vocab.Answers(said(row, kb.FieldResponse)),
			Review: set.Cell(row, kb.FieldNextReview).Date(),
		}
		if r.ID == "" && r.Name == "" {
			continue
		}
		r.Score = levelIn(set, row, kb.FieldProbability) * levelIn(set, row, kb.FieldImpact)
		if r.Level == "" && r.Score > 0 {
			r.Level = vocab.RiskLevelOf(r.Score)
		}
		out = append(out, r)
	}
	return out
}

// Levels are the probability and the impact, 1-5 each, 0 for a missing one.
func (r *Risk) Levels() (probability, impact int) {
	return levelIn(r.Set, r.Row, kb.FieldProbability), levelIn(r.Set, r.Row, kb.FieldImpact)
}

// levelIn is the level in a cell of a row.
func levelIn(set *kb.Dataset, row int, field string) int {
	col := set.Col(field)
	if col < 0 {
		return 0
	}
	return vocab.LevelOf(set.Cell(row, field), set.Columns[col].Type == kb.TypePercent)
}
