package theme

import (
	"milepost/generator/document"
)

// Width of a Han character of 12 px, in percent of a strip: 430 px on a desktop or tablet,
// 350 px on a phone; a strip of bars has 800 px.
const (
	deskLetter  = 2.8
	phoneLetter = 3.4
	barLetter   = 1.5
)

// place is where the word of a mark is: right of its dot, or left; desk and phone tell
// whether there is room for it on these.
type place struct{ left, desk, phone bool }

// taken are the ranges of a strip, in percent, that dots and words occupy.
type taken [][2]float64

func (t taken) free(a, b float64) bool {
	for _, s := range t {
		if s[0] < b && s[1] > a {
			return false
		}
	}
	return a >= 0 && b <= 100
}

// wordPlaces finds room for the words of marks: right of the dot if there is room up to the
// next dot or word, else left. A missed date always shows its word.
func wordPlaces(x axis, s document.Strip, marks []document.Span) []place {
	var desk, phone taken
	for _, m := range marks {
		at := x.at(float64(m.From.Sub(s.From)))
		desk = append(desk, [2]float64{at, at})
	}
	phone = append(phone, desk...)
	out := make([]place, len(marks))
	for _, bad := range []bool{true, false} {
		for i, m := range marks {
			if m.Mark.Word == "" || (m.Mark.Tone == document.Bad) != bad {
				continue
			}
			at := x.at(float64(m.From.Sub(s.From)))
			onDesk, onPhone := wordWidth(m.Mark.Word, deskLetter)+deskLetter, wordWidth(m.Mark.Word, phoneLetter)+phoneLetter // and the gap beside it
			if m.To > m.From {                                                                                                // a bar knows whether its word fits
				out[i] = place{desk: true, phone: true}
				continue
			}
			out[i] = desk.word(at, onDesk, bad)
			out[i].phone = phone.put(at, onPhone, out[i].left, bad)
		}
	}
	return out
}

// word chooses a side for the word of a dot and occupies its range.
func (t *taken) word(at, width float64, always bool) place {
	left := !t.free(at, at+width) && (t.free(at-width, at) || at+width > 100)
	return place{left: left, desk: t.put(at, width, left, always)}
}

// put occupies the range of a word on one side of a dot, if it is free or always is set.
func (t *taken) put(at, width float64, left, always bool) bool {
	a, b := at, at+width
	if left {
		a, b = at-width, at
	}
	if !always && !t.free(a, b) {
		return false
	}
	*t = append(*t, [2]float64{a, b})
	return true
}

// wordWidth is the width of a word, if a Han character has the width letter.
func wordWidth(word string, letter float64) (width float64) {
	for _, r := range word {
		if width += letter / 2; r >= 0x2e80 {
			width += letter / 2
		}
	}
	return width
}
