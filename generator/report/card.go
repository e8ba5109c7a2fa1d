package report

import (
	"cmp"
	"path"
	"strings"

	"milepost/generator/document"
	"milepost/generator/fact"
	"milepost/generator/kb"
	"milepost/generator/message"
	"milepost/generator/metric"
)

// Card says what is known of one thing, for example an indicator, in the words of reports.
type Card struct {
	Family string   // kb.SchemaKPI, fact.Phase, fact.Risk, fact.Person, fact.File
	Names  []string // what people call it
	Title  string
	Mark   document.Mark
	Value  string      // its current value, "" if it has no single figure
	Rows   [][2]string // more labels and values: 目标, 80%
	AsOf   kb.Date
	Source fact.Source
}

// cardRows lists, for each family, the field of a card's value and those of its rows.
var cardRows = []struct {
	family string
	value  string
	rows   []string
}{
	{kb.SchemaKPI, kb.FieldActual, []string{kb.FieldTarget, kb.FieldBaseline, kb.FieldDeadline, kb.FieldOwner}},
	{fact.Phase, kb.FieldPercentComplete, []string{kb.FieldPlannedEnd, kb.FieldForecastEnd, kb.FieldActualEnd, kb.FieldOwner}},
	{fact.Risk, "", []string{kb.FieldStatus, kb.FieldOwner, kb.FieldNextReview, kb.FieldResponse}},
	{fact.Person, "", []string{kb.FieldRole, kb.FieldDepartment, kb.FieldDeputy}},
	{fact.File, fact.Rows, nil},
}

// Cards makes cards of the indicators, phases, risks, people and files of a record, each
// family in the order of its sheets.
func Cards(set fact.Set, lang string) (cards []Card) {
	m := &maker{Input: Input{Lang: message.Pick(lang), Now: set}}
	for _, kind := range cardRows {
		for _, it := range m.items(kind.family) {
			cards = append(cards, m.card(it, kind.value, kind.rows))
		}
	}
	return cards
}

func (m *maker) card(it item, value string, rows []string) Card {
	said := it.fact(cmp.Or(value, fact.Name))
	if said.Key == "" {
		said = it.fact(fact.Name)
	}
	c := Card{Family: it.family, Names: []string{it.name()}, Title: it.name(), AsOf: said.AsOf, Source: said.Source}
	if value != "" {
		if f := it.fact(value); f.Key != "" {
			c.Value = m.shown(f)
		}
	}
	for _, field := range rows {
		if f := it.fact(field); f.Value != "" {
			c.Rows = append(c.Rows, [2]string{m.word("field." + field), m.shown(f)})
		}
	}
	m.mark(&c, it)
	return c
}

// mark sets the mark of a card, and the names, title and value that depend on its family.
func (m *maker) mark(c *Card, it item) {
	state := it.fact(fact.State)
	switch it.family {
	case kb.SchemaKPI:
		c.Mark = m.stateMark(metric.State(state.Value))
	case fact.Phase:
		if state.Value != "" {
			c.Mark = document.Mark{Tone: tone(metric.State(state.Value)), Word: m.stateWord(state)}
		}
	case fact.Risk:
		level := it.fact(kb.FieldLevel)
		c.Mark = document.Mark{Tone: levelTone(level.Value), Word: m.stateWord(level)}
		c.Names = append(c.Names, it.key)
	case fact.File:
		base := path.Base(it.fact(fact.Rows).Source.File)
		if base == "." {
			base = path.Base(c.Title)
		}
		c.Title = base
		c.Names = []string{base, strings.TrimSuffix(base, path.Ext(base))}
		c.Value = m.word("card.rows", c.Value)
		if day := it.fact(fact.AsOf).Date(); day != "" {
			c.AsOf = day
		}
	}
}

// levelTone is the colour of a risk's level.
func levelTone(level string) document.Tone {
	switch level {
	case "high":
		return document.Bad
	case "medium":
		return document.Warn
	}
	return document.Muted
}
