package report

import (
	"slices"
	"strings"

	"milepost/generator/document"
	"milepost/generator/fact"
	"milepost/generator/kb"
	"milepost/generator/metric"
	"milepost/generator/vocab"
)

// Overall is the name of the verdict on the whole, the worst of the dimensions.
const Overall = "overall"

// dimensions are what a project is judged by, in the order in which they are shown.
var dimensions = []string{"progress", "value", "quality", "risk"}

// colours from best to worst. Grey is none of them: it says that nothing is known.
var colours = []string{"green", "amber", "red"}

// summary shows a verdict on each dimension, and above them the two worst reasons in one sentence.
func (m *maker) summary(s *document.Section) {
	if len(m.Now.Below(fact.RAG)) == 0 {
		return
	}
	state, of := m.worst()
	o, judged := m.override(Overall)
	judged = judged && o.State != state
	switch {
	case judged:
		s.Note = m.say("summary.judged", the(o.By))
	case of != "" && state != colours[0]:
		s.Note = m.say("summary.note", the(m.word("dimension."+of)))
	}
	verdicts := make([]document.Verdict, 0, len(dimensions))
	for _, d := range dimensions {
		verdicts = append(verdicts, m.verdict(d))
	}
	s.Blocks = []document.Block{
		{Kind: document.Lead, Mark: m.rag(m.judged(Overall, state)), Text: m.lead()},
		{Kind: document.Verdicts, Verdicts: verdicts},
	}
	if judged { // the person's judgement comes first, with the computed colour
		s.Blocks[0].Text = add(m.sentence(m.overridden(o, state)), add(m.space(), m.lead()))
	}
}

// rag is the mark of a colour.
func (m *maker) rag(state string) document.Mark {
	switch state {
	case "green":
		return document.Mark{Tone: document.Good, Word: m.word("rag.green")}
	case "amber":
		return document.Mark{Tone: document.Warn, Word: m.word("rag.amber")}
	case "red":
		return document.Mark{Tone: document.Bad, Word: m.word("rag.red")}
	}
	return document.Mark{Tone: document.Muted, Word: m.word("rag.grey")}
}

// overrides reads the judgements of people from a record: the state in
// rag/DIMENSION/override, the person in override_by, the reason in override_why.
func overrides(s fact.Set) (out []Override) {
	for _, d := range append(slices.Clone(dimensions), Overall) {
		if state := s.Text(fact.RAG, d, "override"); state != "" {
			out = append(out, Override{Dimension: d, State: state, By: s.Text(fact.RAG, d, "override_by"), Reason: s.Text(fact.RAG, d, "override_why")})
		}
	}
	return out
}

// override is the judgement of a person on a dimension.
func (m *maker) override(dimension string) (Override, bool) {
	i := slices.IndexFunc(m.Overrides, func(o Override) bool { return o.Dimension == dimension })
	if i < 0 {
		return Override{}, false
	}
	return m.Overrides[i], true
}

// judged is the colour of a dimension: a person's or, without one, the computed one.
func (m *maker) judged(dimension, computed string) string {
	if o, ok := m.override(dimension); ok {
		return o.State
	}
	return computed
}

func (m *maker) overridden(o Override, computed string) document.Text {
	return m.say("rag.overridden", the(o.By), the(m.rag(o.State).Word), the(o.Reason), the(m.rag(computed).Word))
}

// worst is the worst colour of the dimensions, as people judged or we computed them, and
// the first dimension that has it; grey and "" if nothing is known.
func (m *maker) worst() (state, dimension string) {
	at := -1
	for _, d := range dimensions {
		if i := slices.Index(colours, m.judged(d, m.Now.Text(fact.RAG, d))); i > at {
			at, dimension = i, d
		}
	}
	if at < 0 {
		return "grey", ""
	}
	return colours[at], dimension
}

// overall is the overall colour: a person's, or else the worst of the dimensions; of a
// portfolio that of the worst project.
func (m *maker) overall() string {
	if all := m.members(); len(all) > 0 {
		return all[0].whole()
	}
	state, _ := m.worst()
	return m.judged(Overall, state)
}

func (m *maker) verdict(d string) document.Verdict {
	computed := m.Now.Text(fact.RAG, d)
	state := m.judged(d, computed)
	reasons := m.reasons(d)
	if m.kind.short {
		reasons = reasons[:1]
		if d == "risk" && computed != "grey" && computed != "" {
			reasons[0] = m.riskBrief()
		}
	}
	v := document.Verdict{Dimension: m.word("dimension." + d), Mark: m.rag(state), Reason: m.sentence(reasons...)}
	if o, ok := m.override(d); ok && o.State != computed {
		v.Reason = add(v.Reason, m.join("none", m.space(), m.sentence(m.overridden(o, computed))))
	}
	if was := m.Told.Text(fact.RAG, d); was != "" {
		v.Before = m.rag(was)
		i, j := slices.Index(colours, was), slices.Index(colours, state)
		if i >= 0 && j >= 0 {
			v.Trend = m.better(i - j)
		}
	}
	return v
}

// space is what stands between two sentences: nothing in Chinese.
func (m *maker) space() document.Text { return the(m.word("between.sentences")) }

// why gives the family and the item of the fact that decided the colour of a dimension.
func (m *maker) why(d string) (family string, it item) {
	family, key, _ := fact.Split(m.Now.Text(fact.RAG, d, fact.Why))
	return family, itemOf(m.Now, family, key)
}

// reasons says why a dimension has its colour.
func (m *maker) reasons(d string) []document.Text {
	family, it := m.why(d)
	switch {
	case d == "quality" && m.Now.Text(fact.RAG, d) == "grey" && len(m.items(fact.Incident)) > 0:
		return []document.Text{m.say("grey.unlimited")}
	case m.Now.Text(fact.RAG, d) == "" || m.Now.Text(fact.RAG, d) == "grey":
		return []document.Text{m.say("grey." + d)}
	case d == "risk":
		return m.riskReasons()
	case family == fact.Phase && it.there():
		return []document.Text{m.standing(it)}
	case family == kb.SchemaKPI && it.there():
		return []document.Text{m.kpiReason(m.indicator(it)), m.serviceOK(d)}
	case family == fact.Pleased && it.there():
		return []document.Text{m.pleased(it), m.serviceOK(d)}
	case family == fact.SLA && it.there():
		return []document.Text{m.decisive(it, d)}
	case family == fact.Incident && it.there():
		return []document.Text{m.missed(it)}
	}
	return m.fine(d)
}

// fine gives the reasons of a dimension whose colour no single fact decided.
func (m *maker) fine(d string) []document.Text {
	switch d {
	case "progress":
		for _, it := range m.tasks() {
			if it.started() && !it.done() {
				return []document.Text{m.standing(it)}
			}
		}
	case "value":
		if all := m.indicators(); len(all) > 0 {
			return []document.Text{m.say("value.fine", m.count("indicator", len(all)), the(m.tally(all)))}
		}
	case "quality":
		return []document.Text{m.say("quality.fine"), m.serviceOK(d)}
	}
	return []document.Text{m.say("fine." + d)}
}

// kpiReason says where an indicator stands, and why its state is not better.
func (m *maker) kpiReason(k indicator) document.Text {
	deadline := k.date(kb.FieldDeadline)
	switch k.state {
	case metric.Missed:
		return m.join("comma", m.say("kpi.value", the(k.name()), k.valueOr(m)), m.say("kpi.expired", m.date(deadline), the(k.target(m.Lang, true))))
	case metric.Unmet:
		if !k.ok {
			break
		}
		return m.join("comma", m.say("kpi.value", the(k.name()), k.value(m)), m.say("kpi.unmet", the(k.target(m.Lang, true))), m.shortOf(k, fact.Aim))
	case metric.Met:
		if k.threshold() {
			return m.join("comma", m.say("kpi.value", the(k.name()), k.valueOr(m)), m.say("kpi.kept", the(k.target(m.Lang, true))))
		}
		return m.join("comma", m.say("kpi.value", the(k.name()), k.valueOr(m)), m.say("kpi.met", the(k.target(m.Lang, true))))
	case metric.NoData:
		return m.missing(k)
	}
	e, ok := k.num(fact.Expected)
	if !ok || !k.ok {
		return m.say("kpi.value", the(k.name()), k.valueOr(m))
	}
	if k.state == metric.OnTrack {
		return m.join("comma", m.say("kpi.value", the(k.name()), k.value(m)), m.say("kpi.due", the(k.full(e))), m.say("kpi.fine"))
	}
	t := m.join("comma", m.say("kpi.value", the(k.name()), k.value(m)), m.say("kpi.due", the(k.full(e))), m.shortOf(k, fact.Expected))
	if deadline != "" {
		t = m.join("clauses", t, m.say("kpi.deadline", m.date(deadline)))
	}
	return t
}

// shortOf says how much an indicator is short of the value of a field, computed from the
// rounded figures that readers see; empty if it is not short of it.
func (m *maker) shortOf(k indicator, field string) document.Text {
	e, ok := k.num(field)
	if !ok || vocab.Near(e, k.n) || (e > k.n) == k.lower() {
		return nil
	}
	round := func(n float64) float64 { return roundTo(n*k.factor(), k.decimals) / k.factor() }
	return m.say("kpi.short", the(m.gap(k.diff(round(e)-round(k.n)))))
}

func (k indicator) valueOr(m *maker) document.Text {
	if k.ok {
		return k.value(m)
	}
	return the(m.stateMark(k.state).Word)
}

// lead gives the two worst reasons in one sentence. If a person judged a dimension, that
// colour counts, and the reason is that person's.
func (m *maker) lead() document.Text {
	var briefs []document.Text
	for i := len(colours) - 1; i > 0; i-- {
		for _, d := range dimensions {
			computed := m.Now.Text(fact.RAG, d)
			if m.judged(d, computed) != colours[i] || len(briefs) == 2 {
				continue
			}
			b := m.brief(d)
			if o, ok := m.override(d); ok && o.State != computed {
				b = m.join("none", the(m.word("dimension."+d)), m.space(), m.overridden(o, computed))
			}
			if len(b) > 0 {
				briefs = append(briefs, b)
			}
		}
	}
	if len(briefs) == 0 {
		return m.calm()
	}
	return m.sentence(briefs...)
}

// calm is the lead of a project without red or amber: which dimensions are green, and
// which can't be judged.
func (m *maker) calm() document.Text {
	var green, grey []document.Text
	for _, d := range dimensions {
		if m.judged(d, m.Now.Text(fact.RAG, d)) == colours[0] {
			green = append(green, the(m.word("dimension."+d)))
		} else {
			grey = append(grey, the(m.word("dimension."+d)))
		}
	}
	var parts []document.Text
	if len(green) > 0 {
		parts = append(parts, m.say("lead.fine", m.join("list", green...)))
	}
	if len(grey) > 0 {
		parts = append(parts, m.say("lead.grey", m.join("list", grey...)))
	}
	return m.sentence(parts...)
}

// brief is the reason of a dimension's colour in few words.
func (m *maker) brief(d string) document.Text {
	family, it := m.why(d)
	switch {
	case d == "risk":
		return m.riskBrief()
	case family == fact.Phase && it.there():
		if n := it.delay(); n > 0 {
			key := "brief.late"
			if n > it.count(fact.Late) { // it will be late, by the forecast
				key = "brief.slip"
			}
			return m.join("comma", m.say(key, the(it.name()), m.count("day", n)), m.buffer(it))
		}
		return m.progress(it)
	case family == kb.SchemaKPI && it.there():
		return m.kpiBrief(m.indicator(it))
	}
	reasons := m.reasons(d)
	return reasons[0]
}

func (m *maker) kpiBrief(k indicator) document.Text {
	if k.state == metric.Missed || k.state == metric.Unmet || !k.ok {
		return m.kpiReason(k)
	}
	parts := []document.Text{m.say("kpi.value", the(k.name()), k.value(m))}
	if n := k.count(fact.Worse); n >= 3 {
		parts = append(parts, m.say("kpi.worse", m.count("period", n)))
	} else if e, ok := k.num(fact.Expected); ok {
		parts = append(parts, m.say("kpi.due", the(k.full(e))))
	}
	if left := k.date(kb.FieldDeadline).Sub(m.day); left > 0 {
		parts = append(parts, m.say("kpi.left", m.count("day", left)))
	}
	return m.join("comma", parts...)
}

// riskBrief says what decides the colour of the risks. If it is red, that is what a high
// risk lacks: a response or a review. Else it is how many risks there are.
func (m *maker) riskBrief() document.Text {
	_, _, field := fact.Split(m.Now.Text(fact.RAG, "risk", fact.Why))
	_, it := m.why("risk")
	switch red := m.Now.Text(fact.RAG, "risk") == "red"; {
	case red && field == kb.FieldLevel:
		return m.say("risk.no-response", it.tag())
	case red && field == kb.FieldNextReview:
		return m.say("risk.review", it.tag(), m.count("day", m.day.Sub(it.date(kb.FieldNextReview))))
	}
	return m.riskReasons()[0]
}

// riskReasons says how many risks there are, which have no response, and which reviews are overdue.
func (m *maker) riskReasons() (out []document.Text) {
	open := m.openRisks()
	high := where(open, func(it item) bool { return it.text(kb.FieldLevel) == vocab.RiskHigh })
	tally := m.say("risk.none-high", m.count("risk", len(open)))
	if len(high) > 0 {
		tally = m.say("risk.high", m.count("risk", len(high)))
	}
	for _, it := range high {
		if d := it.delta(m, kb.FieldScore); d.Kind == fact.Moved && m.rose(d) {
			tally = m.join("comma", tally, m.say("risk.up-to", it.tag(), m.figure(d.Now)))
			break
		}
	}
	out = append(out, tally)
	overdue := where(open, m.reviewOverdue)
	bare := where(high, func(it item) bool { return strings.TrimSpace(it.text(kb.FieldResponse)) == "" })
	if len(bare) > 0 {
		out = append(out, m.say("risk.no-response", m.ids(bare)))
	}
	if len(overdue) > 0 {
		return append(out, m.say("risk.overdue.some", m.count("risk", len(overdue)), m.ids(overdue)))
	}
	if m.anyReview(open) {
		out = append(out, m.say("risk.overdue.none"))
	}
	return out
}
