package fact

import "milepost/generator/text"

// What became of a fact since the last record.
type Kind string

// The kinds.
const (
	New   Kind = "new"
	Gone  Kind = "gone"
	Moved Kind = "moved"
	Kept  Kind = "kept" // nothing changed
)

// Delta is a fact beside the one before it.
type Delta struct {
	Kind   Kind
	Now    Fact // of Gone the zero fact
	Before Fact // what changes are counted from: as the sheets have it now
	Told   Fact // what the last report said, if that is another value: it was restated
}

// Restated tells whether the sheets say something else today of the time before
// than the last report did.
func (d Delta) Restated() bool { return d.Told.Key != "" }

// Compare sets each fact beside the one before. told is the last record; base is
// what the sheets say now of that time, as far as they remember: where the two
// differ, the value was restated, and the change is counted from base.
func Compare(now, told, base Set) []Delta {
	before := told.With(base.facts...)
	out := make([]Delta, 0, len(now.facts))
	i, j := 0, 0
	for i < len(now.facts) || j < len(before.facts) {
		var d Delta
		switch {
		case j == len(before.facts) || i < len(now.facts) && now.facts[i].Key < before.facts[j].Key:
			d, i = Delta{Kind: New, Now: now.facts[i]}, i+1
		case i == len(now.facts) || before.facts[j].Key < now.facts[i].Key:
			d, j = Delta{Kind: Gone, Before: before.facts[j]}, j+1
		default:
			d = Delta{Kind: Moved, Now: now.facts[i], Before: before.facts[j]}
			if d.Now.Same(d.Before) {
				d.Kind = Kept
			}
			i, j = i+1, j+1
		}
		if d.Before.Key != "" {
			if f, ok := told.Get(d.Before.Key); ok && !f.Same(d.Before) {
				d.Told = f
			}
		}
		out = append(out, d)
	}
	return out
}

// Pair is an item that went beside one that came and looks like it.
type Pair struct{ Family, Gone, New string }

// Renamed finds the items that may be one under another name: people are asked,
// nothing is assumed. Names are like each other, or at least three of the facts
// below them, and most, are the same.
func Renamed(now, before Set, families ...string) (pairs []Pair) {
	for _, family := range families {
		come := without(now.Items(family), before.Items(family))
		for _, gone := range without(before.Items(family), now.Items(family)) {
			for i, name := range come {
				if text.Nearest(gone, []string{name}) != "" || alike(before.Below(family, gone), now, family, name) {
					pairs = append(pairs, Pair{family, gone, name})
					come = append(come[:i], come[i+1:]...)
					break
				}
			}
		}
	}
	return pairs
}

func without(names, others []string) (out []string) {
	known := map[string]bool{}
	for _, n := range others {
		known[n] = true
	}
	for _, n := range names {
		if !known[n] {
			out = append(out, n)
		}
	}
	return out
}

// alike tells whether most facts of an item stand under another name too.
func alike(facts []Fact, now Set, family, name string) bool {
	same, all := 0, 0
	for _, f := range facts {
		_, _, field := Split(f.Key)
		if field == Name || field == Order || field == State {
			continue
		}
		all++
		if g, ok := now.Get(family, name, field); ok && g.Same(f) {
			same++
		}
	}
	return same >= 3 && 2*same > all
}
