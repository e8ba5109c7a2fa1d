package sheet

import (
	"slices"
	"strings"

	"milepost/generator/kb"
	"milepost/generator/text"
	"milepost/generator/vocab"
)

// measureFields are the fields of an indicator that a header may name beside a period.
var measureFields = []string{kb.FieldActual, kb.FieldTarget, kb.FieldBaseline}

// measureField is the field that the rest of a header names beside its period: 10月实际,
// 2025年基线, 截至10月累计实际; "" if none.
func (y *about) measureField(rest string) string {
	w, _ := vocab.Header(rest)
	for _, more := range []string{"末", "底", "份"} {
		w = strings.TrimPrefix(w, more)
	}
	for _, name := range measureFields {
		if f := y.v.Schema(kb.SchemaKPI).Field(name); f != nil && slices.Contains(f.Words, w) {
			return name
		}
	}
	return ""
}

// measureHead reads a header of indicators with the period after the measure: 实际(10月),
// 目标值-2026年10月, Actual Oct. part is the text of the period.
func (y *unfolding) measureHead(t string) (p kb.Period, v vocab.Verdict, part, rest string) {
	said := text.Normal(t)
	low := strings.ToLower(said)
	if len(low) != len(said) || !y.hasField(y.f, []string{kb.FieldIndicator}) {
		return "", vocab.NotOne, "", ""
	}
	v = vocab.NotOne
	for _, name := range measureFields {
		for _, w := range y.v.Schema(kb.SchemaKPI).Field(name).Words {
			if len(w) <= len(rest) || !strings.HasPrefix(low, w) {
				continue
			}
			behind := strings.Trim(said[len(w):], " -_:()[]·")
			if q, how := vocab.Period(behind, 0); how == vocab.Fine || how == vocab.Yearless {
				p, v, part, rest = q, how, behind, said[:len(w)]
			}
		}
	}
	return p, v, part, rest
}

// withoutAgreed leaves out headers such as 2025年基线 and 2026年目标 beside 10月实际 or plain
// months: they are the baseline and target of each row, not values of a period.
func (y *unfolding) withoutAgreed(spans []across) []across {
	if !y.hasField(y.f, []string{kb.FieldIndicator}) {
		return spans
	}
	field := func(s across) string {
		if len(s.rest) != 1 {
			return ""
		}
		return y.measureField(s.rest[0])
	}
	count, plain := map[string]int{}, 0
	for _, s := range spans {
		count[field(s)]++
		if len(s.rest) == 0 {
			plain++ // what stands there is what was reached
		}
	}
	if count[kb.FieldActual]+plain == 0 && !y.hasField(y.f, []string{kb.FieldActual}) {
		return spans
	}
	return slices.DeleteFunc(spans, func(s across) bool {
		f := field(s)
		if f == "" || f == kb.FieldActual || count[f] > 1 {
			return false
		}
		y.f.cols[s.col].word, _ = vocab.Header(s.rest[0])
		return true
	})
}
