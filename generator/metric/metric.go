// Package metric has the computations of project control: attainment of
// indicators, progress and lateness of phases, working days, satisfaction and
// recommendation scores, and how figures are written.
//
// Numbers, texts of targets and dates go in; numbers, states and words come
// out. It reads no dataset by itself, knows no clock (today is an argument)
// and never guesses silently: it says why something cannot be computed.
package metric

import "milepost/generator/vocab"

// Quantity is a number with its unit. OK is false if there is none.
// A percentage has the unit "%" and a number of 0-1.
type Quantity struct {
	Num  float64
	Unit string
	OK   bool
}

// Q is a quantity that has a number.
func Q(n float64, unit string) Quantity { return Quantity{n, unit, true} }

// In is the quantity in another unit. A missing unit on either side is taken to
// be the same. ok is false if the two do not convert (天 into 元, h into wd).
func (q Quantity) In(unit string) (r Quantity, ok bool) {
	a, b := fold(q.Unit), fold(unit)
	if a == b || a == "" || b == "" {
		return q, q.OK
	}
	n, ok := vocab.Convert(q.Num, a, b)
	if !ok {
		return Quantity{}, false
	}
	return Quantity{n, unit, q.OK}, q.OK
}

// IsTime tells whether the unit measures a length of time.
func IsTime(unit string) bool {
	base, _ := vocab.Measure(unit)
	return base == "min" || base == "wd"
}
