package sheet

import (
	"math"

	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// serial converts Excel's day number. Day 60 of the 1900 calendar is 29 February 1900, which
// did not exist.
func serial(f float64, is1904 bool) (vocab.Moment, vocab.Verdict) {
	if f < 0 || f > 2958466 || math.IsNaN(f) {
		return vocab.Moment{}, vocab.Impossible
	}
	days, frac := math.Floor(f), 0.0
	secs := math.Round((f - days) * 86400)
	if secs >= 86400 {
		days, secs = days+1, 0
	}
	frac = secs / 86400
	base := kb.Date("1899-12-30")
	switch {
	case is1904:
		base = "1904-01-01"
	case days == 60:
		return vocab.Moment{}, vocab.Impossible
	case days < 60:
		base = "1899-12-31"
	}
	d := base.AddDays(int(days))
	if d.Time().Year() > 9999 || !is1904 && days < 1 {
		return vocab.Moment{}, vocab.Impossible
	}
	return vocab.Moment{Day: d, Time: frac}, vocab.Fine
}
