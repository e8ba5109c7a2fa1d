package fact

import (
	"slices"
	"testing"
)

// A fact is found by its whole key, by its parts and as a field of its item,
// whatever other keys begin alike.
func TestFactsAreFoundByTheirParts(t *testing.T) {
	set := Of([]Fact{
		{Key: "rag/value"}, {Key: "rag/value/why"}, {Key: "rag/value 2/why"}, {Key: "kpi/a/at/2026-09"}, {Key: "kpi/a/at/2026-09/met"},
		{Key: "kpi/a/attained"}, {Key: "kpi/ab/order", Value: "1"}, {Key: "kpi//order", Value: "2"}, {Key: "kpi/a/order", Value: "3"},
	})
	for _, f := range set.All() {
		family, item, field := Split(f.Key)
		whole, _ := set.Get(f.Key)
		parts, _ := set.Get(family, item, field)
		if item == "" && field == "value" {
			parts, _ = set.Get(family, field)
		}
		if whole != f || parts != f {
			t.Errorf("%s: %v, %v", f.Key, whole, parts)
		}
	}
	a := set.Item("kpi", "a")
	if n := len(a.Below(At)); n != 2 {
		t.Errorf("%d facts of periods", n)
	}
	if f, ok := a.Get("at/2026-09"); !ok || f.Key != "kpi/a/at/2026-09" {
		t.Errorf("of a period: %v", f)
	}
	for _, key := range [][]string{{"kpi", "b", "order"}, {"kpi", "a", "at"}, {"kpi", "a"}, {"rag", "value", "why", "x"}} {
		if f, ok := set.Get(key...); ok {
			t.Errorf("%q is %v", key, f)
		}
	}
	if got := set.Items("kpi"); !slices.Equal(got, []string{"ab", "", "a"}) {
		t.Errorf("items %q", got)
	}
	if !(Set{}).Item("kpi", "a").Empty() {
		t.Error("an item of nothing")
	}
}
