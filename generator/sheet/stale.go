package sheet

// Programs that do not calculate write a placeholder as the result of a formula: 0 or
// nothing (POI, EasyExcel, Hutool, XlsxWriter). Most also ask for calculation on loading.
// Excel writes a calcPr element into every workbook that it has calculated.

// trust tells which stored results of formulas are used.
type trust uint8

const (
	trusted   trust = iota
	doubted         // no calcPr: a 0 or a blank is a placeholder
	untrusted       // fullCalcOnLoad: so is everything
)

// placeholder tells whether a formula must be calculated again.
func (t trust) placeholder(c *raw) bool {
	return t == untrusted || t == doubted && empty(c)
}

// empty tells a result of 0 or nothing.
func empty(c *raw) bool {
	return c.blank() || c.kind == rawNumber && c.num == 0
}

// doubt replaces a stored result by its formula, and keeps the result in w.stored.
func (w *worksheet) doubt(c *raw, formula string, row int) {
	if w.stored == nil {
		w.stored = map[spotKey]raw{}
	}
	w.stored[spotKey{row, c.col}] = *c
	c.kind, c.text, c.num = rawFormula, formula, 0
}

// confirmed tells whether a calculated result equals the stored one, which is then restored.
func (w *worksheet) confirmed(k spotKey, cell *raw, v val) bool {
	c, ok := w.stored[k]
	if !ok || c.kind != v.kind || c.num != v.num && !sameDigits(c.num, v.num) || c.text != v.text {
		return false
	}
	*cell = c
	return true
}

// sameDigits tells whether two numbers are the same in the digits that Excel keeps.
func sameDigits(a, b float64) bool {
	d := a - b
	return d <= 1e-12*max(a, -a) && -d <= 1e-12*max(a, -a)
}

// old restores a stored result that could not be calculated again, unless it is 0 or
// nothing. It tells whether it did.
func (w *worksheet) old(k spotKey, cell *raw) bool {
	c, ok := w.stored[k]
	if !ok || empty(&c) {
		return false
	}
	*cell = c
	return true
}
