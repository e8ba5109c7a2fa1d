package report

import (
	"milepost/generator/fact"
	"milepost/generator/message"
)

// Show is a fact as readers of a report see it: a number with its unit, a state, level or
// period in words, any other text as it is.
func Show(f fact.Fact, lang string) string {
	m := &maker{Input: Input{Lang: message.Pick(lang)}}
	return m.shown(f)
}

// shown is Show in the language of the report.
func (m *maker) shown(f fact.Fact) string {
	if n, ok := f.Num(); ok {
		return m.plain(n, f.Unit)
	}
	return m.stateWord(f)
}
