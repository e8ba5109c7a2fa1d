// Package fact has what is known of a project on a day, as figures and words
// under stable keys, and compares two such records.
//
// A [Set] is one record: a report's snapshot, or what the sheets say now. It is
// written as a CSV that people can read, compare and keep in git. This package
// computes nothing about a project; package measure takes the facts of a site.
package fact

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"milepost/generator/kb"
)

// Units of facts that are no numbers. Any other unit is that of a number, ""
// for one without; a percentage has "%" and a number of 0-1.
const (
	UnitText   = "text"
	UnitDate   = "date"
	UnitPeriod = "period"
	UnitState  = "state" // a state, status, level or colour by its key
)

// Fact is one figure or word.
type Fact struct {
	Key    string // stable: "kpi/门店员工周活跃率/actual"
	Value  string // in normal form: "0.582", "2026-12-31", "behind"
	Unit   string
	Source Source
	AsOf   kb.Date // the day of the value, "" if unknown
	Digest string  // of the bytes of the source, "" if computed from several
}

// Source is where a fact comes from: the file, and the cell of a sheet.
type Source struct {
	File  string // from the content folder
	Sheet string
	Cell  string // "G10"
}

// Num is the number of a fact; ok is false if it has another unit.
func (f Fact) Num() (n float64, ok bool) {
	switch f.Unit {
	case UnitText, UnitDate, UnitPeriod, UnitState:
		return 0, false
	}
	n, err := strconv.ParseFloat(f.Value, 64)
	return n, err == nil
}

// Date is the day of a fact, "" if it is none.
func (f Fact) Date() kb.Date {
	if f.Unit != UnitDate {
		return ""
	}
	d, _ := kb.ParseDate(f.Value)
	return d
}

// Same tells whether two facts have the same value and unit; their sources may differ.
func (f Fact) Same(g Fact) bool { return f.Value == g.Value && f.Unit == g.Unit }

// Number is how a fact writes a number: the shortest text with 12 digits of
// precision.
func Number(n float64) string {
	if n == math.Trunc(n) && math.Abs(n) < 1<<53 {
		return strconv.FormatFloat(n+0, 'f', -1, 64) // + 0: no negative zero
	}
	n, _ = strconv.ParseFloat(strconv.FormatFloat(n, 'g', 12, 64), 64)
	if n == 0 { // no negative zero
		return "0"
	}
	return strconv.FormatFloat(n, 'f', -1, 64)
}

// Set is the facts of one project on one day, by key, each key once.
type Set struct {
	facts []Fact
	items *items // nil in an empty set
}

// setOf is a set of facts that are sorted already.
func setOf(facts []Fact) Set {
	if len(facts) == 0 {
		return Set{}
	}
	return Set{facts, &items{}}
}

// Of makes a set. If several facts have one key, the first counts. Their
// indexes are sorted, not the facts, which are ten times as large.
func Of(facts []Fact) Set {
	if inOrder(facts) { // those of a record
		return setOf(facts)
	}
	places := make([]int32, len(facts))
	for i := range places {
		places[i] = int32(i)
	}
	slices.SortFunc(places, func(a, b int32) int {
		return cmp.Or(cmp.Compare(facts[a].Key, facts[b].Key), cmp.Compare(a, b))
	})
	out := make([]Fact, 0, len(facts))
	for _, at := range places {
		if len(out) == 0 || out[len(out)-1].Key != facts[at].Key {
			out = append(out, facts[at])
		}
	}
	return setOf(out)
}

func inOrder(facts []Fact) bool {
	for i := 1; i < len(facts); i++ {
		if facts[i-1].Key >= facts[i].Key {
			return false
		}
	}
	return true
}

// All is the facts in the order of their keys.
func (s Set) All() []Fact { return s.facts }

// Empty tells whether nothing is known.
func (s Set) Empty() bool { return len(s.facts) == 0 }

// Get is the fact of a key, ok is false if there is none.
func (s Set) Get(key ...string) (f Fact, ok bool) {
	if at := s.at(key); at != nil {
		return *at, true
	}
	return Fact{}, false
}

// at is a pointer to the fact of a key, nil if there is none.
func (s Set) at(key []string) *Fact {
	if len(key) == 3 {
		if it := s.Item(key[0], key[1]); !it.Empty() {
			return it.at(key[2])
		}
	}
	if i, ok := s.find(Key(key...)); ok {
		return &s.facts[i]
	}
	return nil
}

// Text is the value of a key, "" if there is none.
func (s Set) Text(key ...string) string {
	f, _ := s.Get(key...)
	return f.Value
}

// find is the index of a key, or where it would be. It is written by hand: a
// library's search copies a fact for each comparison, and reports ask for
// thousands.
func (s Set) find(key string) (at int, ok bool) {
	lo, hi := 0, len(s.facts)
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if s.facts[mid].Key < key {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo, lo < len(s.facts) && s.facts[lo].Key == key
}

// Below is the facts whose keys begin with the parts.
func (s Set) Below(key ...string) []Fact {
	prefix := Key(key...) + "/"
	from, _ := s.find(prefix)
	to := from
	for to < len(s.facts) && strings.HasPrefix(s.facts[to].Key, prefix) {
		to++
	}
	return s.facts[from:to]
}

// Under is the facts below the parts as a set of its own, with these parts cut off
// the keys.
func (s Set) Under(key ...string) Set {
	below := slices.Clone(s.Below(key...))
	for i := range below {
		below[i].Key = below[i].Key[len(Key(key...))+1:]
	}
	return setOf(below)
}

// With is the set with more facts, which replace those with the same key.
func (s Set) With(more ...Fact) Set {
	if len(more) == 0 {
		return s
	}
	first := Of(more).facts
	out := make([]Fact, 0, len(first)+len(s.facts))
	i, j := 0, 0
	for i < len(first) || j < len(s.facts) {
		switch {
		case j == len(s.facts) || i < len(first) && first[i].Key < s.facts[j].Key:
			out = append(out, first[i])
			i++
		case i == len(first) || s.facts[j].Key < first[i].Key:
			out = append(out, s.facts[j])
			j++
		default:
			out = append(out, first[i])
			i, j = i+1, j+1
		}
	}
	return setOf(out)
}

// Keep is the facts for which keep holds.
func (s Set) Keep(keep func(Fact) bool) Set {
	return setOf(slices.DeleteFunc(slices.Clone(s.facts), func(f Fact) bool { return !keep(f) }))
}

// Apart splits off the facts below a prefix, and cuts the prefix off their keys.
// The set itself must not be used any more: to save memory, its facts are moved
// within it.
func (s Set) Apart(prefix string) (rest, below Set) {
	part := slices.Clone(s.Below(prefix))
	if len(part) == 0 {
		return s, Set{}
	}
	from, _ := s.find(part[0].Key)
	for i := range part {
		part[i].Key = part[i].Key[len(prefix)+1:]
	}
	copy(s.facts[len(part):], s.facts[:from])
	return setOf(s.facts[len(part):]), setOf(part)
}

// Joined is the inverse of Apart.
func (s Set) Joined(prefix string, below Set) Set {
	part := slices.Clone(below.facts)
	for i := range part {
		part[i].Key = Key(prefix, part[i].Key)
	}
	return s.With(part...)
}
