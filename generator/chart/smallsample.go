package chart

import "slices"

// smallSample is the number of answers below which a value is marked (DOMAIN section 6).
const smallSample = 30

// small tells whether a value is one of a small sample.
func (v value) small() bool { return v.n > 0 && v.n < smallSample }

// markSmall puts into the note which values come from a small sample.
func (c *axesChart) markSmall() {
	var few []string
	for i, cat := range c.f.cats {
		for _, s := range c.f.series {
			v := s.values[i]
			if !v.ok || !v.small() {
				continue
			}
			name := cat
			if len(c.f.series) > 1 && c.b.cols.group >= 0 {
				name = cat + " " + s.name
			}
			entry := c.b.words.text("note.small.one", name, itoa(int(v.n)))
			if !slices.Contains(few, entry) {
				few = append(few, entry)
			}
		}
	}
	if len(few) > 0 {
		c.b.small = true
		c.b.say("note.small", c.b.words.some(few, 6))
	}
}
