package fact

import (
	"slices"
	"strings"
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

// The items of a family do not mix with those of the family before, even if its last key has
// no field (the colour of a dimension without a reason).
func TestItemsOfOneFamilyAlone(t *testing.T) {
	set := Of([]Fact{{Key: "rag/overall"}, {Key: "rag/overall/why"}, {Key: "rag/value"}, {Key: "risk/r-01/name"}, {Key: "risks"}, {Key: "sla/P1/met"}})
	for family, want := range map[string][]string{"rag": {"overall"}, "risk": {"r-01"}, "risks": nil, "sla": {"P1"}} {
		if got := set.Items(family); !slices.Equal(got, want) {
			t.Errorf("items of %s: %q, not %q", family, got, want)
		}
	}
}

// Apart separates the facts below a prefix, at any position of the list.
func TestApart(t *testing.T) {
	keys := func(s Set) (out []string) {
		for _, f := range s.All() {
			out = append(out, f.Key)
		}
		return out
	}
	for _, prefix := range []string{"action", "base", "kpi", "none"} {
		var all []Fact
		var rest, below []string
		for _, k := range []string{"action/1/name", "action/2/name", "action/3/name", "base/kpi/x/actual", "base/kpi/y/actual", "kpi/x/actual", "kpi/y/actual"} {
			all = append(all, Fact{Key: k, Value: "1"})
			if cut, ok := strings.CutPrefix(k, prefix+"/"); ok {
				below = append(below, cut)
			} else {
				rest = append(rest, k)
			}
		}
		gotRest, gotBelow := Of(all).Apart(prefix)
		if !slices.Equal(keys(gotRest), rest) || !slices.Equal(keys(gotBelow), below) {
			t.Errorf("%s: got %q and %q, want %q and %q", prefix, keys(gotRest), keys(gotBelow), rest, below)
		}
		if f, _ := gotRest.Get("kpi", "y", "actual"); prefix != "kpi" && f.Value != "1" {
			t.Errorf("%s: kpi/y/actual is not found", prefix)
		}
	}
}
