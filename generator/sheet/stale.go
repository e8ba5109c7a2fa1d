package sheet

// Programs that write workbooks without calculating leave a placeholder where a
// formula's result should be: 0 or nothing (POI, EasyExcel, Hutool, XlsxWriter),
// and most say that everything is to be calculated on loading. Excel writes a
// calcPr element with every workbook it has calculated.

// trust is how far the stored results of formulas are believed.
type trust uint8

const (
	trusted   trust = iota
	doubted         // no calcPr: a 0 or a blank is a placeholder
	untrusted       // fullCalcOnLoad: so is everything
)

// placeholder tells whether the stored result of a formula is to be calculated anew.
func (t trust) placeholder(c *raw) bool {
	return t == untrusted || t == doubted && empty(c)
}

// empty tells a result of 0 or nothing.
func empty(c *raw) bool {
	return c.blank() || c.kind == rawNumber && c.num == 0
}

// doubt puts the formula into the place of its stored result, which is kept aside.
func (w *worksheet) doubt(c *raw, formula string, row int) {
	if w.stored == nil {
		w.stored = map[spotKey]raw{}
	}
	w.stored[spotKey{row, c.col}] = *c
	c.kind, c.text, c.num = rawFormula, formula, 0
}

// confirmed tells whether a formula that was calculated has the result that was
// stored, and takes that back: the file was right.
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

// old takes back a stored result that could not be calculated anew, unless it
// is a placeholder for sure. It tells whether it did.
func (w *worksheet) old(k spotKey, cell *raw) bool {
	c, ok := w.stored[k]
	if !ok || empty(&c) {
		return false
	}
	*cell = c
	return true
}
