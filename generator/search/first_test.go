package search

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// TestFirstHitsStay asks for parts of the text as the dialog does: what it shows
// first holds what was asked for and keeps its place, and with what follows it is
// all that a query in full finds. It costs less than that.
func TestFirstHitsStay(t *testing.T) {
	t.Parallel()
	docs := sample(t)
	r := rand.New(rand.NewPCG(7, 18))
	var asked []string
	var requests []map[string]any
	for len(asked) < 200 {
		d := docs[r.IntN(len(docs))]
		lines := strings.Split(d.Sections[r.IntN(len(d.Sections))].Text, "\n")
		line := []rune(strings.TrimSpace(lines[r.IntN(len(lines))]))
		n := 2 + r.IntN(7)
		if len(line) < n {
			continue
		}
		at := r.IntN(len(line) - n + 1)
		q := string(line[at : at+n])
		if strings.ContainsAny(q, "\t :\"“”-") || !searchable(q) {
			continue
		}
		asked = append(asked, q)
		first := map[string]any{"limit": 10, "first": true, "typing": len(asked)%4 == 0}
		requests = append(requests,
			map[string]any{"q": q, "cold": true, "rest": true, "options": first},
			map[string]any{"q": q, "cold": true, "options": map[string]any{"limit": 10}})
	}
	answers := queries(t, write(t, Build(analysed(docs), Options{ScanPages: -1}).Files), requests)
	text := map[string]string{}
	for _, d := range docs {
		for _, s := range d.Sections {
			text[d.Path] += Fold(s.Heading + "\n" + s.Text + "\n")
		}
	}
	cheap, full := 0, 0
	for i, q := range asked {
		first, all := answers[2*i], answers[2*i+1]
		if first.Error+all.Error != "" {
			t.Fatalf("%q: %s %s", q, first.Error, all.Error)
		}
		shown := first.paths()
		if len(shown) > len(first.After) || !slices.Equal(shown, first.After[:len(shown)]) {
			t.Errorf("%q shows %q, then %q", q, shown, first.After)
		}
		for _, p := range shown {
			if all.Hits[0].How == "literal" && !strings.Contains(text[p], Fold(q)) {
				t.Errorf("%q shows %s, which does not hold it", q, p)
			}
		}
		if all.Total <= 10 && !slices.Equal(slices.Sorted(slices.Values(first.After)), slices.Sorted(slices.Values(all.paths()))) {
			t.Errorf("%q finds %q in two steps, %q in one", q, first.After, all.paths())
		}
		cheap, full = cheap+first.Bytes, full+all.Bytes
	}
	if cheap*4 > full*3 {
		t.Errorf("the first hits cost %d bytes, all %d", cheap, full)
	}
}
