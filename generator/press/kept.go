package press

import (
	"strings"

	"milepost/generator/fact"
	"milepost/generator/kb"
)

// Follows tells whether a block of an issued report would follow the sheets if its
// record did not keep what it showed: all but the parts of the report itself.
func Follows(b kb.Block) bool { return !b.OfReport() || b.Get(kb.FieldPeriod) != "" }

// ValueKey is the key under which a record keeps what a value in prose showed.
func ValueKey(h *kb.Hole) string {
	return fact.Key(fact.Said, fact.Part(strings.Join(h.Args, " ")))
}

// BlockKey is the key above those under which a record keeps what a block showed:
// its settings as they are written.
func BlockKey(b kb.Block) string {
	words := []string{b.Kind}
	for _, a := range b.Attrs {
		words = append(words, a.Key+"="+strings.Join(b.All(a.Key), " "))
	}
	return fact.Key(fact.Said, fact.Part(strings.Join(words, " ")))
}

// Kept tells whether a record keeps what a value or block showed; true of what
// needs none.
func Kept(s fact.Set, h *kb.Hole) bool {
	switch {
	case h.Kind == kb.HoleValue:
		_, ok := s.Get(ValueKey(h))
		return ok
	case h.Kind == kb.HoleBlock && Follows(h.Block):
		return len(s.Below(BlockKey(h.Block))) > 0
	}
	return true
}
