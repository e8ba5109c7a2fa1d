package fact

import "milepost/generator/text"

// Kind is what happened to a fact since the last record.
type Kind string

// The kinds.
const (
	New   Kind = "new"
	Gone  Kind = "gone"
	Moved Kind = "moved"
	Kept  Kind = "kept" // nothing changed
)

// Delta is a fact and the same fact before.
type Delta struct {
	Kind   Kind
	Now    Fact // zero for Gone
	Before Fact // the earlier value, as the sheets have it now
	Told   Fact // the last report's value, if that is different: it was restated
}

// Restated tells whether the sheets now give another value for the earlier time
// than the last report did.
func (d Delta) Restated() bool { return d.Told.Key != "" }

// Compare is what is different from before, by key: new, gone, changed or restated
// facts. told is the last record; base is what the sheets now say of its time, as
// far as they can. Where told and base differ, the value was restated, and the
// change is counted from base.
func Compare(now, told, base Set) (out []Delta) {
	for {
		key, ok := next(now.facts, told.facts, base.facts)
		if !ok {
			return out
		}
		n, t, b := take(&now.facts, key), take(&told.facts, key), take(&base.facts, key)
		if b == nil {
			b = t
		}
		if n != nil && b != nil && n.Same(*b) && (t == nil || t.Same(*b)) {
			continue // nothing changed
		}
		out = append(out, delta(n, t, b))
	}
}

// next is the first key in the rest of several sets.
func next(lists ...[]Fact) (key string, ok bool) {
	for _, list := range lists {
		if len(list) > 0 && (!ok || list[0].Key < key) {
			key, ok = list[0].Key, true
		}
	}
	return key, ok
}

// take removes the first fact of a list if it has the key, and returns it.
func take(list *[]Fact, key string) *Fact {
	if len(*list) == 0 || (*list)[0].Key != key {
		return nil
	}
	f := &(*list)[0]
	*list = (*list)[1:]
	return f
}

// Beside is the Delta of one key, zero if the fact is neither there now nor before.
func Beside(now, told, base Set, key ...string) Delta {
	n, t, b := now.at(key), told.at(key), base.at(key)
	if b == nil {
		b = t
	}
	if n == nil && b == nil {
		return Delta{}
	}
	return delta(n, t, b)
}

// delta makes a Delta; nil is a missing fact. If told is there, before is, too.
func delta(now, told, before *Fact) (d Delta) {
	switch {
	case before == nil:
		return Delta{Kind: New, Now: *now}
	case now == nil:
		d = Delta{Kind: Gone, Before: *before}
	default:
		d = Delta{Kind: Moved, Now: *now, Before: *before}
		if now.Same(*before) {
			d.Kind = Kept
		}
	}
	if told != nil && !told.Same(*before) {
		d.Told = *told
	}
	return d
}

// Pair is an item that is gone, and a new one that looks like it.
type Pair struct{ Family, Gone, New string }

// Renamed finds items that may be the same under another name; people are asked
// about them. Their names are similar, or at least three of their facts, and
// most of them, are the same.
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

// alike tells whether most facts of an item are also there under another name.
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
