package sheet

// indexMerges indexes the merged ranges by row, only their first four rows: headers need no
// more.
func (x *headers) indexMerges() {
	x.merges = map[int][]rect{}
	for _, m := range x.g.merges {
		for r := m.r0; r <= min(m.r1, m.r0+3); r++ {
			x.merges[r] = append(x.merges[r], m)
		}
	}
}

// maxFills limits the cells that merged ranges fill on one sheet.
const maxFills = 100_000

// fillMerges gives each row a text that is merged over several rows.
func (x *headers) fillMerges(t *table, lines []*line) {
	if len(lines) == 0 || len(x.g.merges) == 0 {
		return
	}
	if t.fills == nil {
		t.fills = map[int]*raw{}
	}
	at := 0
	byRow := map[int]int{}
	for i, l := range lines {
		byRow[l.n] = i
	}
	for _, m := range x.g.merges {
		i, ok := byRow[m.r0]
		if m.r1 == m.r0 || !ok {
			continue
		}
		c := lines[i].at(m.c0)
		if c == nil {
			continue
		}
		if c.kind != rawText {
			if i+1 < len(lines) && lines[i+1].n <= m.r1 {
				t.single = append(t.single, m)
			}
			continue
		}
		for _, l := range lines[i+1:] {
			if l.n > m.r1 || at > maxFills {
				break
			}
			at++
			t.fills[l.n*maxCol+m.c0-1] = c
		}
	}
}

// cell is the stored cell of a record, filled from a merge above if need be.
func (t *table) cell(l *line, col int) *raw {
	if c := l.at(col); c != nil || t.fills == nil {
		return c
	}
	return t.fills[l.n*maxCol+col-1]
}
