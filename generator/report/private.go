package report

import (
	"slices"

	"milepost/generator/fact"
	"milepost/generator/kb"
	"milepost/generator/metric"
)

// rowFamilies are the families whose items are rows about people, or rows that people
// wrote. If the workbook is private, such rows count in figures, but readers may not see
// their words.
var rowFamilies = []string{fact.Risk, fact.Decision, fact.Action, fact.Wish, fact.Incident, fact.Person, fact.Lesson, fact.Comply}

// veiled is a record without the words of rows in private workbooks. An item with an id is
// called by that, a person by the role; all other items of such rows are left out.
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

// veil is a fact of a private row as readers may see it. If its key is empty, they may not.
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
