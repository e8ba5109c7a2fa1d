package fact

import (
	"cmp"
	"slices"
	"strings"
	"sync"
)

// items is an index of the facts of each item: reports ask for thousands of
// fields. It is made when first asked for.
type items struct {
	once   sync.Once
	places map[itemKey]span
	names  map[string][]string // of a family, in the order of their sheet
}

type itemKey struct{ family, item string }

type span struct{ from, to int32 }

func (s Set) known() *items {
	if s.items == nil {
		return &items{}
	}
	s.items.once.Do(func() { s.items.find(s.facts) })
	return s.items
}

func (k *items) find(facts []Fact) {
	k.places = make(map[itemKey]span, len(facts)/6)
	k.names = map[string][]string{}
	var list []place // of one family
	for i := 0; i < len(facts); {
		key := facts[i].Key
		family, rest, _ := strings.Cut(key, "/")
		item, _, ok := strings.Cut(rest, "/")
		from := i
		i++
		if ok {
			prefix := key[:len(family)+1+len(item)+1]
			for i < len(facts) && strings.HasPrefix(facts[i].Key, prefix) {
				i++
			}
			k.places[itemKey{family, item}] = span{int32(from), int32(i)}
			f, _ := Item{facts[from:i], len(prefix)}.Get(Order)
			n, _ := f.Num()
			list = append(list, place{item, n})
		}
		if last := i == len(facts) || !strings.HasPrefix(facts[i].Key, key[:len(key)-len(rest)]); last && len(list) > 0 {
			k.names[family] = inSheet(list)
			list = list[:0]
		}
	}
}

// place is the order of an item in its sheet.
type place struct {
	name  string
	order float64
}

func inSheet(list []place) []string {
	slices.SortStableFunc(list, func(a, b place) int { return cmp.Compare(a.order, b.order) })
	names := make([]string, len(list))
	for i := range list {
		names[i] = list[i].name
	}
	return names
}

// Item is the facts of one item: of an indicator, of a risk.
type Item struct {
	facts []Fact
	head  int // length of their keys before the field
}

// Item is the facts of an item of a family.
func (s Set) Item(family, item string) Item {
	at := s.known().places[itemKey{family, item}]
	return Item{s.facts[at.from:at.to:at.to], len(family) + len(item) + 2}
}

// Empty tells whether there is no such item.
func (it Item) Empty() bool { return len(it.facts) == 0 }

// Below is the facts whose fields begin with a part, such as those of all
// periods.
func (it Item) Below(part string) []Fact {
	starts := func(f *Fact) bool {
		rest, ok := strings.CutPrefix(f.Key[it.head:], part)
		return ok && strings.HasPrefix(rest, "/")
	}
	from := 0
	for from < len(it.facts) && !starts(&it.facts[from]) {
		from++
	}
	to := from
	for to < len(it.facts) && starts(&it.facts[to]) {
		to++
	}
	return it.facts[from:to]
}

// Get is the fact of a field, ok is false if there is none.
func (it Item) Get(field string) (f Fact, ok bool) {
	if at := it.at(field); at != nil {
		return *at, true
	}
	return Fact{}, false
}

// at is a pointer to the fact of a field, nil if there is none. It is written by
// hand: a library's search copies a fact for each comparison.
func (it Item) at(field string) *Fact {
	lo, hi := 0, len(it.facts)
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if it.facts[mid].Key[it.head:] < field {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(it.facts) && it.facts[lo].Key[it.head:] == field {
		return &it.facts[lo]
	}
	return nil
}

// Items is the names in a family as the keys have them, in the order of the
// sheets (their fact [Order]), else by key: the indicators of [kb.SchemaKPI],
// the risks of [kb.SchemaRisks]. Nobody may write to the list.
func (s Set) Items(family string) []string { return s.known().names[family] }
