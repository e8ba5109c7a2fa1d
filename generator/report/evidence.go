package report

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"milepost/generator/document"
	"milepost/generator/fact"
	"milepost/generator/kb"
	"milepost/generator/metric"
	"milepost/generator/vocab"
)

// evidence is what is known of a criterion.
type evidence struct {
	now   document.Text // the current value: "3 of 4"; empty if there is no evidence
	how   document.Text // what that follows from
	state string        // metState, unmetState; "": nobody can tell
}

// judge finds the evidence for a criterion. The first of these counts: what the record says
// of it, a box that a person ticked, how many people are trained, the indicators that it names.
func (m *maker) judge(it item) evidence {
	if state := it.text(fact.State); state != "" || it.has(kb.FieldValue) {
		v := it.fact(kb.FieldValue)
		e := evidence{now: m.cited(v.Value, v), how: m.cited(it.text(kb.FieldEvidence), it.fact(kb.FieldEvidence)), state: state}
		if _, ok := v.Num(); ok {
			e.now = m.figure(v)
		}
		return e
	}
	if it.count(fact.Ticked) > 0 {
		return evidence{now: m.cited(m.word("criterion.ticked"), it.fact(fact.Ticked)), state: metState}
	}
	if e, ok := m.byTraining(it.name()); ok {
		return e
	}
	return m.byIndicators(it.name())
}

var shareForm = regexp.MustCompile(`(\d+(?:\.\d+)?)\s*[%％]`)

// byTraining judges a criterion that names an audience and a share: "90% of clerks are
// trained". If it speaks of passing, those who passed count; both numbers are told.
func (m *maker) byTraining(said string) (evidence, bool) {
	aim := shareForm.FindStringSubmatch(said)
	passed := vocab.SpeaksOfPassing(said)
	if aim == nil || !passed && !vocab.SpeaksOfTraining(said) {
		return evidence{}, false
	}
	need, _ := strconv.ParseFloat(aim[1], 64) // digits
	for _, a := range m.audiences() {
		if a.all.planned > 0 && strings.Contains(said, a.name) {
			return m.trainedEnough(a, passed, need/100), true
		}
	}
	return evidence{}, false
}

func (m *maker) trainedEnough(a *audience, passed bool, need float64) evidence {
	e := evidence{how: m.trainedText(a)}
	n := a.all.trained
	if passed {
		n = a.all.passed
		if !a.all.tested {
			return e
		}
	}
	is := n / a.all.planned
	e.now, e.state = m.cited(m.plain(is, "%", need), a.all.from), unmetState
	if is >= need || vocab.Near(is, need) {
		e.state = metState
	}
	return e
}

// byIndicators judges a criterion that names indicators: all of them must be met.
func (m *maker) byIndicators(said string) (e evidence) {
	list := m.named(said)
	if len(list) == 0 {
		return e
	}
	met, known := 0, 0
	var how []document.Text
	for _, k := range list {
		t := m.say("kpi.value", the(k.name()), k.valueOr(m))
		if target := k.target(m.Lang, true); target != "" {
			t = m.say("criterion.against", t, the(target))
		}
		how = append(how, t)
		if k.ok {
			known++
		}
		if k.holds(said, len(list) == 1) {
			met++
		}
	}
	e.how = m.join("clauses", how...)
	e.now = m.say("criterion.indicators", m.number(met), m.number(len(list)))
	if len(list) == 1 {
		e.now = list[0].valueOr(m)
	}
	switch {
	case met == len(list):
		e.state = metState
	case known == len(list):
		e.state = unmetState
	}
	return e
}

// holds tells whether an indicator has reached its target or, if the criterion names it
// alone and a share (said: "活跃率达到 80%"), that share.
func (k indicator) holds(said string, alone bool) bool {
	aim := shareForm.FindStringSubmatch(said)
	if !alone || aim == nil || !k.ok || k.unit != "%" {
		return k.state == metric.Met
	}
	need, _ := strconv.ParseFloat(aim[1], 64) // digits
	return vocab.Near(k.n, need/100) || (k.n > need/100) != k.lower()
}

// named gives the indicators that a sentence names, each once. People shorten names: 活动周期
// means 营销活动上线周期 if it fits no other indicator.
func (m *maker) named(said string) (out []indicator) {
	all := m.indicators()
	taken := map[string]bool{}
	for _, part := range strings.FieldsFunc(said, partsNames) {
		var hits []indicator
		for _, k := range all {
			if shortens(part, k.name()) {
				hits = append(hits, k)
			}
		}
		if len(hits) == 1 && !taken[hits[0].key] {
			taken[hits[0].key] = true
			out = append(out, hits[0])
		}
	}
	return out
}

func partsNames(r rune) bool {
	return unicode.IsPunct(r) || unicode.IsSpace(r) || unicode.IsDigit(r) || unicode.IsSymbol(r)
}

// leastName is the least number of characters of a shortened name.
const leastName = 4

// shortens tells whether a part of a sentence begins with a shortened name: some of its
// characters in their order, at least half of them.
func shortens(part, name string) bool {
	said, whole := []rune(vocab.Key(part)), []rune(vocab.Key(name))
	n := 0
	for _, r := range whole {
		if n < len(said) && said[n] == r {
			n++
		}
	}
	return n >= leastName && 2*n >= len(whole)
}
