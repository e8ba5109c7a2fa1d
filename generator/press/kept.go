package press

import (
	"strings"

	"milepost/generator/fact"
	"milepost/generator/kb"
)

// Follows tells whether a block of an issued report shows today's values unless
// its record has it: all blocks but the sections of the report itself.
func Follows(b kb.Block) bool { return !b.OfReport() || b.Get(kb.FieldPeriod) != "" }

// ValueKey is the key in a record of a value in prose.
func ValueKey(h *kb.Hole) string {
	return fact.Key(fact.Said, fact.Part(strings.Join(h.Args, " ")))
}

// BlockKey is the first part of the keys in a record of a block: its settings as
// written.
func BlockKey(b kb.Block) string {
	words := []string{b.Kind}
	for _, a := range b.Attrs {
		words = append(words, a.Key+"="+strings.Join(b.All(a.Key), " "))
	}
	return fact.Key(fact.Said, fact.Part(strings.Join(words, " ")))
}

// Kept tells whether a record has a value or block; true for those that need
// no record.
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
