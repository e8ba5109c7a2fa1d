package sheet

import (
	"math"
	"strconv"
	"strings"

	"milepost/generator/vocab"
)

// show is the number as the format shows it; "" where that is the plain number.
func (s *style) show(f float64) string {
	if len(s.marks) == 0 {
		return ""
	}
	digits, point := decimalDigits(math.Abs(f), s.step, s.decimals)
	negative := f < 0 && !s.bare && strings.Trim(digits, "0") != ""
	var buf [48]byte
	out := buf[:0]
	if negative {
		out = append(out, '-')
	}
	w := placer{s: s, digits: digits[:point], frac: digits[point:], places: s.whole}
	for i := range s.marks {
		out = w.mark(out, &s.marks[i], f)
	}
	return strings.TrimSpace(string(out))
}

// placer writes the digits of one number into the places of a format.
type placer struct {
	s            *style
	digits, frac string
	places       int // before the point, still to be filled
}

func (w *placer) mark(out []byte, m *mark, f float64) []byte {
	switch m.kind {
	case markLiteral, markPercent:
		return append(out, m.text...)
	case markGeneral:
		return append(out, vocab.PlainNumber(math.Abs(f))...)
	case markPoint:
		w.places = 0
		return append(out, '.')
	case markDigit:
		if w.places > 0 {
			return w.before(out, m.fill)
		}
		return w.behind(out, m.fill)
	}
	return out
}

// before fills a place before the point; the first place gets all surplus digits.
func (w *placer) before(out []byte, fill byte) []byte {
	for len(w.digits) >= w.places && w.digits != "" {
		out = append(out, w.digits[0])
		w.digits = w.digits[1:]
		if left := max(len(w.digits), w.places-1); w.s.group && left > 0 && left%3 == 0 {
			out = append(out, ',')
		}
		if len(w.digits) < w.places {
			w.places--
			return out
		}
	}
	w.places--
	switch fill {
	case '0':
		if out = append(out, '0'); w.s.group && w.places > 0 && w.places%3 == 0 {
			out = append(out, ',')
		}
	case '?':
		out = append(out, ' ')
	}
	return out
}

// behind fills a place after the point.
func (w *placer) behind(out []byte, fill byte) []byte {
	if w.frac == "" {
		return out
	}
	d := w.frac[0]
	if strings.Trim(w.frac, "0") == "" && fill != '0' {
		if d = ' '; fill == '#' {
			w.frac = w.frac[1:]
			return out
		}
	}
	w.frac = w.frac[1:]
	return append(out, d)
}

// decimalDigits are the digits of a number whose point is moved by step, rounded half up
// from 15 digits, as Excel does. point is how many are before the point; a single zero there
// is left out.
func decimalDigits(f float64, step, decimals int) (digits string, point int) {
	var buf [32]byte
	t := strconv.AppendFloat(buf[:0], f, 'e', 14, 64) // d.dddddddddddddde±xx
	exp, _ := strconv.Atoi(string(t[17:]))
	point = exp + step + 1
	d := make([]byte, 0, 40)
	for i := point; i < 0 && len(d) <= decimals; i++ { // 0.00d
		d = append(d, '0')
	}
	d = append(append(d, t[0]), t[2:16]...)
	point = max(point, 0)
	keep := point + decimals
	for len(d) <= keep {
		d = append(d, '0')
	}
	up := d[keep] >= '5'
	d = d[:keep]
	for i := keep - 1; up && i >= 0; i-- {
		if up = d[i] == '9'; up {
			d[i] = '0'
		} else {
			d[i]++
		}
	}
	if up {
		d, point = append([]byte{'1'}, d...), point+1
	}
	for point > 0 && d[0] == '0' {
		d, point = d[1:], point-1
	}
	return string(d), point
}
