package search

import (
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// TestInterned holds the table beside a map, over more terms than it starts with
// room for, and after it was emptied.
func TestInterned(t *testing.T) {
	t.Parallel()
	var table interned
	r := rand.New(rand.NewPCG(3, 9))
	for round := range 3 {
		ids := map[string]int32{}
		for range 9000 {
			term := strings.Repeat("监控ab", r.IntN(4)) + randomText(r)
			want, known := ids[term]
			if !known {
				want = int32(len(ids))
				ids[term] = want
			}
			got, isNew := id(&table, term)
			again, _ := id(&table, []byte(term))
			if got != want || isNew == known || again != got {
				t.Fatalf("round %d: %q is %d, new %v, again %d; want %d, known %v", round, term, got, isNew, again, want, known)
			}
		}
		var inOrder []string
		for _, o := range table.sorted() {
			inOrder = append(inOrder, string(table.name(o.id)))
		}
		if want := slices.Sorted(maps.Keys(ids)); !slices.Equal(inOrder, want) {
			t.Errorf("round %d: sorted gives %d terms otherwise than strings are in order", round, len(inOrder))
		}
		table.empty()
	}
}

// TestBlocksAreJSON compares the text blocks with what the encoder of the
// standard library makes of the same.
func TestBlocksAreJSON(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(2, 6))
	odd := func() string { return randomText(r) + "\x00\x1f\"\\\b\f\r</script>&\u2028\xff" + randomText(r) }
	for range 300 {
		d := Doc{Path: odd(), Title: odd(), Kind: odd(), Section: odd(), Owner: odd(), Due: odd(), Crumbs: odd(), Columns: []string{odd(), odd()}}
		secs := [][]any{}
		var ps []piece
		for i := range r.IntN(4) {
			s := Section{ID: odd(), Heading: odd(), Row: 2 * (i % 2)}
			p := piece{&s, odd(), false}
			row := []any{s.ID, s.Heading, p.Text}
			if s.Row > 0 {
				row = append(row, 1)
			}
			if i == 2 {
				s.Heading, row[1] = d.Title, 0
			}
			ps, secs = append(ps, p), append(secs, row)
		}
		tags, cols := []string{}, []string{}
		if len(ps) > 1 {
			cols = append(cols, d.Columns[1])
		}
		if r.IntN(2) == 0 {
			tags = append(tags, odd(), odd())
			d.Tags = tags
		}
		want := string(packJSON([]any{d.Path, d.Title, d.Kind, d.Crumbs, d.Section, d.Owner, d.Due, tags, cols, secs, 2}))
		// The encoder writes two more of the control characters short.
		want = strings.NewReplacer(`\b`, `\u0008`, `\f`, `\u000c`, `\r`, `\u000d`).Replace(want)
		if got := string(appendBlock(nil, &d, ps, 2)); got != want {
			t.Fatalf("got  %q\nwant %q", got, want)
		}
	}
}
