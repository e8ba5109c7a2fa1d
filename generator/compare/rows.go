package compare

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"milepost/generator/kb"
)

// most is how many columns may identify rows: such columns are on the left.
const most = 8

// beside is two versions of a table with paired columns.
type beside struct {
	was, now *kb.Dataset
	columns  []pair // those that both have, in the order of now
}

// pair is one column in both tables.
type pair struct{ was, now int }

// between compares two tables of one kind.
func between(was, now *kb.Dataset) Table {
	t := Table{Name: now.Name, Schema: now.Schema, Change: Same, Rows: len(now.Rows), Was: len(was.Rows)}
	b := beside{was: was, now: now}
	t.Columns = b.pairColumns()
	t.Periods = b.periods()
	key := b.key()
	for _, p := range key {
		t.Key = append(t.Key, now.Columns[p.now].Header)
	}
	b.rows(&t, key)
	if was.Name != now.Name {
		t.Called, t.Change = was.Name, Altered
	}
	if len(t.Columns)+len(t.Periods)+len(t.Lines)+len(t.Cells) > 0 {
		t.Change = Altered
	}
	return t
}

// pairColumns pairs columns of the same field, and lists the added and removed ones.
func (b *beside) pairColumns() (other []Part) {
	for i, c := range b.now.Columns {
		if j := b.was.Col(c.Field); j >= 0 {
			b.columns = append(b.columns, pair{j, i})
		} else {
			other = append(other, Part{Name: c.Header, Ref: c.Ref, Change: Added})
		}
	}
	for _, c := range b.was.Columns {
		if b.now.Col(c.Field) < 0 {
			other = append(other, Part{Name: c.Header, Ref: c.Ref, Change: Gone})
		}
	}
	return other
}

// periods are those that only one of the versions has, in order.
func (b *beside) periods() (other []Part) {
	was, now := spoken(b.was), spoken(b.now)
	for p := range now {
		if !was[p] {
			other = append(other, Part{Name: p, Change: Added})
		}
	}
	for p := range was {
		if !now[p] {
			other = append(other, Part{Name: p, Change: Gone})
		}
	}
	slices.SortFunc(other, func(x, y Part) int { return strings.Compare(x.Name, y.Name) })
	return other
}

func spoken(d *kb.Dataset) map[string]bool {
	out := map[string]bool{}
	for c := range d.Columns {
		if d.Columns[c].Type != kb.TypePeriod {
			continue
		}
		for _, r := range d.Rows {
			if c < len(r.Cells) && r.Cells[c].Kind == kb.Interval {
				out[r.Cells[c].Text] = true
			}
		}
	}
	return out
}

// key is the column, or else the two columns, whose words, days and periods are different in
// all rows of both versions. Of several, the one with the fewest changes wins, then the
// leftmost. nil if there is none.
func (b *beside) key() []pair {
	var named []pair
	for _, p := range b.columns {
		if len(named) < most && naming(b.was, p.was) && naming(b.now, p.now) {
			named = append(named, p)
		}
	}
	var one, two [][]pair
	for i, p := range named {
		one = append(one, []pair{p})
		for _, q := range named[i+1:] {
			two = append(two, []pair{p, q})
		}
	}
	for _, keys := range [][][]pair{one, two} {
		var best []pair
		least := -1
		for _, k := range keys {
			if n := b.changes(k); n >= 0 && (least < 0 || n < least) {
				best, least = k, n
			}
		}
		if best != nil {
			return best
		}
	}
	return nil
}

// naming tells whether a column may identify rows: numbers do not, nor row numbers, which
// change when a row is inserted.
func naming(d *kb.Dataset, col int) bool {
	running := true
	for i, r := range d.Rows {
		c := at(r, col)
		if c.Kind == kb.Number || c.Kind == kb.Bool || c.Kind == kb.Fault {
			return false
		}
		n, err := strconv.Atoi(c.Text)
		running = running && err == nil && n == i+1
	}
	return !running
}

// changes counts the changed cells when rows are matched by the key; -1 if the key is not
// unique, or matches less than half of the smaller version.
func (b *beside) changes(key []pair) (n int) {
	was, now := map[string]int{}, map[string]bool{}
	for i, r := range b.was.Rows {
		k := name(r, key, pair.before)
		if _, twice := was[k]; twice || k == "" {
			return -1
		}
		was[k] = i
	}
	again := 0
	for _, r := range b.now.Rows {
		k := name(r, key, pair.after)
		if now[k] || k == "" {
			return -1
		}
		now[k] = true
		i, known := was[k]
		if !known {
			continue
		}
		again++
		for _, p := range b.columns {
			if !b.same(b.was.Rows[i], r, p) {
				n++
			}
		}
	}
	if 2*again < min(len(was), len(now)) {
		return -1
	}
	return n + (len(was)+len(now)-2*again)*len(b.columns)
}

func (p pair) before() int { return p.was }
func (p pair) after() int  { return p.now }

// name is the key of a row, "" if one of its cells is empty.
func name(r kb.Row, key []pair, side func(pair) int) string {
	var parts []string
	for _, p := range key {
		c := at(r, side(p))
		if c.Kind == kb.Missing || c.Text == "" {
			return ""
		}
		parts = append(parts, c.Text)
	}
	return strings.Join(parts, "\x00")
}

// rows compares matched rows cell by cell, and lists the others.
func (b *beside) rows(t *Table, key []pair) {
	before := map[string][]int{}
	id := func(r kb.Row, side func(pair) int) string {
		if len(key) > 0 {
			return name(r, key, side)
		}
		return content(r, b.columns, side)
	}
	for i, r := range b.was.Rows {
		k := id(r, pair.before)
		before[k] = append(before[k], i)
	}
	known := make([]bool, len(b.was.Rows))
	for _, r := range b.now.Rows {
		k := id(r, pair.after)
		if list := before[k]; len(list) > 0 {
			known[list[0]], before[k] = true, list[1:]
			t.Cells = append(t.Cells, b.cells(b.was.Rows[list[0]], r, key)...)
			continue
		}
		t.Lines = append(t.Lines, Part{Name: b.title(r, key, pair.after), Ref: first(r), Change: Added})
	}
	for i, r := range b.was.Rows {
		if !known[i] {
			t.Lines = append(t.Lines, Part{Name: b.title(r, key, pair.before), Ref: first(r), Change: Gone})
		}
	}
}

// content is all cells of a row as one text.
func content(r kb.Row, columns []pair, side func(pair) int) string {
	var s strings.Builder
	for _, p := range columns {
		c := at(r, side(p))
		s.WriteString(c.String())
		s.WriteByte(0)
	}
	return s.String()
}

func (b *beside) cells(was, now kb.Row, key []pair) (out []Cell) {
	for _, p := range b.columns {
		if b.same(was, now, p) {
			continue
		}
		x, y := at(was, p.was), at(now, p.now)
		out = append(out, Cell{Row: b.title(now, key, pair.after), Column: b.now.Columns[p.now].Header, Was: x.String(), Now: y.String(), WasRef: x.Ref, Ref: y.Ref})
	}
	return out
}

// same compares what two cells mean: 25% and 0.25 are one number, two spellings
// of a day are one day, and 3 d is not 3 h, whether the column says so or the cell.
func (b *beside) same(was, now kb.Row, p pair) bool {
	x, y := at(was, p.was), at(now, p.now)
	if x.Kind != y.Kind {
		return false
	}
	if x.Kind == kb.Number {
		return x.Num == y.Num && cmp.Or(x.Unit, b.was.Columns[p.was].Unit) == cmp.Or(y.Unit, b.now.Columns[p.now].Unit)
	}
	return x.Text == y.Text && x.Num == y.Num
}

// title is a name of the row for people: its key, else its first two cells that are not
// empty.
func (b *beside) title(r kb.Row, key []pair, side func(pair) int) string {
	columns, bound := key, len(key)
	switch {
	case bound == 0:
		columns, bound = b.columns, 2
	case bound == 1 && b.now.Columns[key[0].now].Field == kb.FieldID: // nobody knows it by its number alone
		columns, bound = slices.Concat(key, slices.DeleteFunc(slices.Clone(b.columns), func(p pair) bool { return p == key[0] || !naming(b.now, p.now) })), 2
	}
	var parts []string
	for _, p := range columns {
		if s := strings.Join(strings.Fields(at(r, side(p)).String()), " "); s != "" && len(parts) < bound {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, " · ")
}

// first is the address of a row's first cell.
func first(r kb.Row) string {
	i := slices.IndexFunc(r.Cells, func(c kb.Cell) bool { return c.Ref != "" })
	return at(r, max(i, 0)).Ref
}

func at(r kb.Row, col int) kb.Cell {
	if col < len(r.Cells) {
		return r.Cells[col]
	}
	return kb.Cell{}
}
