package report

import (
	"slices"

	"milepost/generator/fact"
	"milepost/generator/kb"
	"milepost/generator/metric"
)

// rowFamilies are the families of which each item is a row about people or what
// they wrote. Of a private workbook such rows are not for readers: its figures
// may be counted, its words may not be shown.
var rowFamilies = []string{fact.Risk, fact.Decision, fact.Action, fact.Wish, fact.Incident, fact.Person, fact.Lesson, fact.Comply}

// veiled is a record without the words that stand in rows of private workbooks. An item
// known by its name alone is left out; one with an id, or a person with a role, is shown by that.
func veiled(s fact.Set) fact.Set {
	private := map[string]bool{}
	for _, key := range s.Items(fact.File) {
		it := itemOf(s, fact.File, key)
		if it.count(fact.Private) > 0 {
			private[it.fact(fact.Private).Source.File] = true
			private[it.text(fact.Name)] = true
		}
	}
	delete(private, "")
	if len(private) == 0 {
		return s
	}
	var kept []fact.Fact
	for _, f := range s.All() {
		family, key, _ := fact.Split(f.Key)
		if private[f.Source.File] && slices.Contains(rowFamilies, family) {
			if f = veil(f, itemOf(s, family, key)); f.Key == "" {
				continue
			}
		}
		kept = append(kept, f)
	}
	return fact.Of(kept)
}

// veil is a fact of a private row as readers may see it; without a key it is left out.
func veil(f fact.Fact, it item) fact.Fact {
	called := it.id()
	if it.family == fact.Person {
		called = it.text(kb.FieldRole)
	}
	_, _, field := fact.Split(f.Key)
	switch {
	case called == "":
		return fact.Fact{}
	case field == fact.Name:
		f.Value = called
	case field == kb.FieldResponse && f.Value != "": // readers may know that there is a response
		f.Value = metric.Blank
	case f.Unit == fact.UnitText && field != kb.FieldRole:
		return fact.Fact{}
	}
	return f
}
