package vocab

import (
	"math"
	"strings"
)

// Near tells whether two numbers are the same but for the noise of binary
// arithmetic. It is the one tolerance of the program: a part in 1e9.
func Near(a, b float64) bool {
	return a == b || math.Abs(a-b) <= 1e-9*math.Max(math.Abs(a), math.Abs(b))
}

// unitMultiples are the words before a unit that count it in many; the longer first.
var unitMultiples = []struct {
	word  string
	times float64
}{{"百万", 1e6}, {"千万", 1e7}, {"万", 1e4}, {"亿", 1e8}, {"千", 1e3}}

// Measure is what a unit counts and how much one of it is: 万元 is 10,000 of 元,
// h and 小时 are 60 of min. Units without a fixed length (工作日, 月) count themselves.
func Measure(unit string) (base string, size float64) {
	if u, ok := DurationUnits[strings.ToLower(unit)]; ok {
		if m := minutesOf[u]; m > 0 {
			return "min", m
		}
		return u, 1
	}
	for _, m := range unitMultiples {
		if rest, ok := strings.CutPrefix(unit, m.word); ok {
			return rest, m.times
		}
	}
	return unit, 1
}

// Convert brings a number from one unit to another. ok is false if no fixed
// factor lies between them: a month has no fixed length, a working day no fixed hours.
func Convert(n float64, from, to string) (f float64, ok bool) {
	if from == to {
		return n, true
	}
	a, base := size(from)
	b, other := size(to)
	if base != other {
		return 0, false
	}
	return Clean(n * a / b), true
}

func size(unit string) (float64, string) {
	base, size := Measure(unit)
	return size, base
}
