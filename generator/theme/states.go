package theme

import (
	"html"
	"slices"
	"strconv"
	"strings"

	"milepost/generator/kb"
)

// mostStates is the number of states up to which a column gets filters.
const mostStates = 9

// urgency is the order of the filters: states that need work come first.
var urgency = []string{kb.StatusLate, kb.StatusInProgress, kb.StatusPaused, kb.StatusNotStarted, "", kb.StatusDone, kb.StatusCancelled}

// state is a word of a status column: as written, its normal form ("" if unknown),
// and the number of rows that have it.
type state struct {
	text, status string
	rows         int
}

// states returns the words of the first status column, most urgent first; none if
// there are fewer than two, or more than mostStates. column is -1 if no column is
// of statuses.
func states(tb Table) (column int, found []state) {
	column = slices.IndexFunc(tb.Columns, func(c TableColumn) bool { return c.Type == string(kb.TypeStatus) })
	if column < 0 {
		return column, nil
	}
	for _, r := range tb.Rows {
		if column >= len(r.Cells) || r.Cells[column].Text == "" {
			continue
		}
		c := r.Cells[column]
		i := slices.IndexFunc(found, func(s state) bool { return s.text == c.Text })
		if i < 0 {
			found, i = append(found, state{text: c.Text}), len(found)
			if slices.Contains(urgency, c.State) {
				found[i].status = c.State
			}
		}
		found[i].rows++
	}
	if len(found) < 2 || len(found) > mostStates {
		return column, nil
	}
	slices.SortStableFunc(found, func(a, b state) int {
		return slices.Index(urgency, a.status) - slices.Index(urgency, b.status)
	})
	return column, found
}

// finished tells whether rows in this state need no more work.
func (s state) finished() bool { return s.status == kb.StatusDone || s.status == kb.StatusCancelled }

// filters writes buttons that show only the rows of a state (src/tables.ts): all
// rows; the open ones, if several states are open and one is finished; then each
// word of the column.
func (t *Theme) filters(b *strings.Builder, tb Table) {
	column, found := states(tb)
	if found == nil {
		return
	}
	open, kinds := 0, 0
	for _, s := range found {
		if !s.finished() {
			open += s.rows
			kinds++
		}
	}
	b.WriteString(`<div class="states" role="group" aria-label="` + html.EscapeString(t.Text("table.states")) + `" data-column="` + strconv.Itoa(column) + `">`)
	filter(b, t.Text("table.all"), len(tb.Rows), ` aria-pressed="true"`)
	if kinds > 1 && kinds < len(found) {
		filter(b, t.Text("table.open"), open, ` aria-pressed="false" data-open`)
	}
	for _, s := range found {
		more := ` aria-pressed="false" data-state="` + html.EscapeString(s.text) + `"`
		if !s.finished() {
			more += ` data-opens`
		}
		filter(b, s.text, s.rows, more)
	}
	b.WriteString(`</div>`)
}

func filter(b *strings.Builder, text string, rows int, attributes string) {
	b.WriteString(`<button type="button"` + attributes + `>` + html.EscapeString(text) + ` <span>` + strconv.Itoa(rows) + `</span></button>`)
}
