package chart

import (
	"slices"

	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// keepApart finds what a chart must not add up: rows of plan and actual, rows
// of a group beside the rows they sum up.
func (b *build) keepApart() {
	if b.spec.Agg == "count" || len(b.rows) == 0 || b.kind == "scurve" || b.kind == "matrix" {
		return
	}
	b.dropParents()
	for i, c := range b.data.Columns {
		if i == b.cols.x || i == b.cols.group || c.Type != kb.TypeText || c.Known {
			continue
		}
		if words := b.measuresIn(i); len(words) > 1 {
			b.cols.apart = i
			b.say("note.apart", b.header(i), b.words.list(words))
			return
		}
	}
}

// measuresIn are the different words of a column if nearly all name measures
// that are not added, 计划, 实际, 完成率, or if its header says that they are measures.
func (b *build) measuresIn(col int) []string {
	var words []string
	for _, r := range b.rows {
		w := clean(b.cell(r, col).String())
		if w == "" {
			continue
		}
		if !slices.Contains(words, w) {
			if words = append(words, w); len(words) > 8 {
				return nil
			}
		}
	}
	if w, _ := vocab.Header(b.data.Columns[col].Header); vocab.MeasureColumn(w) {
		return words
	}
	known, kinds := 0, map[string]bool{}
	for _, w := range words {
		if m := vocab.Aspect(w); m != "" {
			known++
			kinds[m] = true
		}
	}
	if len(kinds) < 2 || 2*known < len(words) || !kinds[vocab.Plan] && !kinds[vocab.Actual] && !kinds[vocab.Target] {
		return nil // 已完成 and 进行中 are states of one thing
	}
	return words
}

// dropParents leaves out rows that sum up the rows below them, if those are
// chosen too: side by side they would count everything twice.
func (b *build) dropParents() {
	chosen := map[int]bool{}
	for _, r := range b.rows {
		chosen[r] = true
	}
	parents, sums := b.parentNames(chosen), outlineSums(b.data)
	n := len(b.rows)
	b.rows = slices.DeleteFunc(b.rows, func(r int) bool {
		name, id := b.data.Cell(r, kb.FieldName).String(), b.data.Cell(r, kb.FieldID).String()
		return name != "" && parents[name] || id != "" && parents[id] || b.aboveChosen(r, chosen) || sums[r] && chosen[r+1]
	})
	if left := n - len(b.rows); left > 0 {
		b.say("note.parents", itoa(left))
	}
}

// parentNames are the names and ids that chosen rows give as what they belong to.
func (b *build) parentNames(chosen map[int]bool) map[string]bool {
	parents := map[string]bool{}
	if b.data.Col(kb.FieldParent) < 0 {
		return parents
	}
	for r := range b.data.Rows {
		if p := b.data.Cell(r, kb.FieldParent).String(); p != "" && chosen[r] && p != b.data.Cell(r, kb.FieldName).String() {
			parents[p] = true
		}
	}
	return parents
}

// aboveChosen tells whether a chosen row lies below the row in the outline.
func (b *build) aboveChosen(row int, chosen map[int]bool) bool {
	level, ok := b.data.Cell(row, kb.FieldLevel).Float()
	if !ok {
		return false
	}
	for r := row + 1; r < len(b.data.Rows); r++ {
		next, ok := b.data.Cell(r, kb.FieldLevel).Float()
		if !ok || next <= level {
			return false
		}
		if chosen[r] {
			return true
		}
	}
	return false
}
