package sheet

import (
	"slices"
	"sync"

	"milepost/generator/kb"
	"milepost/generator/message"
	"milepost/generator/vocab"
)

// fewest is how many cells a line needs to be recognised as an example row.
const fewest = 3

// examples are the columns of all templates in each language, by the word of their first
// header.
var examples = sync.OnceValue(func() map[string][]map[string]*templateColumn {
	found := map[string][]map[string]*templateColumn{}
	for _, t := range templates().Templates {
		for _, lang := range message.Languages {
			columns, first := map[string]*templateColumn{}, ""
			for i := range t.Columns {
				word, _ := vocab.Header(t.Columns[i].title(lang))
				if columns[word] = &t.Columns[i]; i == 0 {
					first = word
				}
			}
			found[first] = append(found[first], columns)
		}
	}
	return found
})

// isExample tells whether a line is the unchanged example row of one of our templates: its
// values must never count as those of the project. With one changed cell it is a record.
func (x *locator) isExample(t *table, l *line) bool {
	if len(t.body) > 0 || len(t.examples) > 0 || len(l.cells) < fewest {
		return false
	}
	first := t.head(l.cells[0].col)
	if first == nil {
		return false
	}
	for _, columns := range examples()[first.word] {
		if t.showsAll(columns, l, x.g.is1904) {
			return true
		}
	}
	return false
}

// showsAll tells whether each column of the table is one of the template's and
// shows its example.
func (t *table) showsAll(columns map[string]*templateColumn, l *line, is1904 bool) bool {
	matched := 0
	for i := range t.heads {
		h := &t.heads[i]
		c := l.at(h.col)
		column := columns[h.word]
		switch {
		case column == nil && c == nil, column != nil && c == nil && !column.filled():
		case column == nil || c == nil || !column.shows(c, is1904):
			return false
		default:
			matched++
		}
	}
	return matched >= fewest && matched == len(l.cells)
}

// filled tells whether the example has something in the column.
func (c *templateColumn) filled() bool {
	if c.Date != nil {
		return *c.Date != ""
	}
	for _, text := range c.Example {
		if text != "" {
			return true
		}
	}
	return c.Number != nil || c.Percent != nil
}

// shows tells whether a cell holds the example of the column.
func (c *templateColumn) shows(cell *raw, is1904 bool) bool {
	switch {
	case c.Number != nil:
		return isNumberOf(cell, *c.Number)
	case c.Percent != nil:
		return isNumberOf(cell, *c.Percent)
	case c.Date != nil:
		return shown(cell, is1904) == *c.Date
	}
	for _, lang := range message.Languages {
		if text := c.Example[lang]; text != "" && vocab.Trim(shown(cell, is1904)) == text {
			return true
		}
	}
	return false
}

// isNumberOf tells whether a cell is a number, also as a CSV file writes it.
func isNumberOf(cell *raw, want float64) bool {
	if cell.kind == rawNumber {
		return cell.num == want
	}
	if v, ok := vocab.Share(cell.text); ok {
		return v == want
	}
	v, _, ok := vocab.Number(cell.text)
	return ok && v == want
}

// dropExamples removes the example row from the dataset, after it has helped to recognise
// the columns.
func (y *typer) dropExamples(t *table, d *kb.Dataset) {
	for _, l := range t.examples {
		d.Rows = slices.DeleteFunc(d.Rows, func(r kb.Row) bool { return r.Line == l.src })
		y.say("SH06.example", ref(t.c0, l.n))
	}
}
