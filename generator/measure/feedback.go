package measure

import (
	"cmp"
	"slices"
	"strings"

	"milepost/generator/fact"
	"milepost/generator/kb"
	"milepost/generator/metric"
	"milepost/generator/site"
)

// satisfaction is the facts of every department's newest score, and of the
// total if the sheet has a row for it.
func (t *taker) satisfaction() {
	for _, table := range t.tables(kb.SchemaSatisfaction) {
		for _, whole := range table.Sets {
			if set, ok := t.asThen(whole); ok {
				t.scores(set, set.Rows, 0)
			}
			if t.then {
				continue // nobody can tell of which day a total is
			}
			totals := *whole
			totals.Rows = whole.Totals
			t.scores(&totals, totals.Rows, len(whole.Rows))
		}
	}
}

// scored is the rows of one department or dimension, oldest first.
type scored struct {
	name string
	rows []int
}

func (t *taker) scores(set *kb.Dataset, rows []kb.Row, order int) {
	if set.Col(kb.FieldScore) < 0 {
		return
	}
	var all []scored
	for row := range rows {
		name := respondents(set, row)
		p := set.Cell(row, kb.FieldPeriod).Period()
		if t.until != "" && p.End() > t.until.End() || set.Cell(row, kb.FieldScore).Kind != kb.Number {
			continue
		}
		i := slices.IndexFunc(all, func(s scored) bool { return s.name == name })
		if i < 0 {
			i, all = len(all), append(all, scored{name: name})
		}
		all[i].rows = append(all[i].rows, row)
	}
	for i := range all {
		end := func(row int) kb.Date { return set.Cell(row, kb.FieldPeriod).Period().End() }
		slices.SortStableFunc(all[i].rows, func(a, b int) int { return cmp.Compare(end(a), end(b)) })
		t.score(set, all[i], order+i+1)
	}
}

// respondents is who gave a score, or what it is about.
func respondents(set *kb.Dataset, row int) string {
	var parts []string
	for _, field := range []string{kb.FieldDepartment, kb.FieldDimension} {
		if s := strings.TrimSpace(set.Cell(row, field).String()); s != "" {
			parts = append(parts, s)
		}
	}
	if len(parts) == 0 {
		for _, c := range set.Rows[row].Cells {
			if c.Kind == kb.Text { // the label of a total
				return strings.TrimSpace(c.String())
			}
		}
	}
	return strings.Join(parts, " · ")
}

func (t *taker) score(set *kb.Dataset, s scored, order int) {
	row := s.rows[len(s.rows)-1]
	name := s.name
	if name == "" {
		name = set.Columns[set.Col(kb.FieldScore)].Header
	}
	i := t.of(set, row, fact.Pleased, name)
	i.text(fact.Name, kb.FieldDepartment, name)
	i.num(fact.Order, kb.FieldDepartment, float64(order), "")
	for _, r := range s.rows {
		if p := set.Cell(r, kb.FieldPeriod).Period(); p != "" {
			i.at(p, "", site.Datum{Set: set, Row: r, Cell: set.Cell(r, kb.FieldScore), Unit: site.QuantityOf(set, r, kb.FieldScore).Unit})
		}
	}
	score, target := site.QuantityOf(set, row, kb.FieldScore), site.QuantityOf(set, row, kb.FieldTarget)
	period := set.Cell(row, kb.FieldPeriod).Period()
	unit := unitName(score.Unit)
	i.text(kb.FieldUnit, kb.FieldScore, unit)
	if target.OK {
		i.num(kb.FieldTarget, kb.FieldTarget, target.Num, unitName(target.Unit))
	}
	if now := t.scope.Period; now != "" && period != "" && period.End() < now.Start() {
		i.num(fact.Last, kb.FieldScore, score.Num, unit)
		i.period("last_period", kb.FieldPeriod, period)
		i.state(fact.State, kb.FieldScore, string(metric.NoData))
		return
	}
	i.num(kb.FieldScore, kb.FieldScore, score.Num, unit)
	i.period(kb.FieldPeriod, kb.FieldPeriod, period)
	if n, ok := set.Cell(row, kb.FieldResponses).Float(); ok {
		i.num(kb.FieldResponses, kb.FieldResponses, n, "")
		if metric.Small(int(n)) {
			i.num(fact.Small, kb.FieldResponses, 1, "")
		}
	}
	gap, ok := gapOf(set, row, score, target)
	if !ok {
		return
	}
	state := metric.Met
	if gap > 0 {
		i.num(fact.Behind, kb.FieldScore, gap, "pp")
		state = t.data.RAG().Of(gap)
	}
	i.state(fact.State, kb.FieldScore, string(state))
}

// gapOf is how many points of 100 a score is below its target.
func gapOf(set *kb.Dataset, row int, score, target metric.Quantity) (points float64, ok bool) {
	target, ok = target.In(score.Unit)
	top := site.ScaleOf(set, row)
	if !ok || !score.OK || top == 0 {
		return 0, false
	}
	return max(0, metric.InPoints((target.Num-score.Num)/top)), true
}

// suggestions is the facts of every suggestion, and how many were raised,
// answered and released in the period.
func (t *taker) suggestions() {
	names := named{}
	order := 0
	var all []site.Suggestion
	for _, set := range t.records(kb.SchemaSuggestions) {
		for _, s := range site.Suggestions(set) {
			if s.ID == "" && s.Text == "" || !t.counts(s.Date) {
				continue
			}
			order++
			all = append(all, s)
			t.suggestion(&s, names.of(cmp.Or(s.ID, s.Text)), order)
		}
	}
	if len(all) > 0 {
		t.box(all)
	}
}

func (t *taker) suggestion(s *site.Suggestion, name string, order int) {
	i := t.of(s.Set, s.Row, fact.Wish, name)
	i.text(fact.Name, kb.FieldText, cmp.Or(s.Text, s.ID))
	i.num(fact.Order, kb.FieldText, float64(order), "")
	i.date(kb.FieldDate, kb.FieldDate, s.Date)
	i.column(kb.FieldOwner)
	if t.counts(s.Answered) {
		i.date(kb.FieldAnswered, kb.FieldAnswered, s.Answered)
	}
	if t.counts(s.Published) {
		i.date(kb.FieldPublished, kb.FieldPublished, s.Published)
		i.column(kb.FieldChange)
	}
	i.state(kb.FieldStatus, kb.FieldStatus, t.statusOf(s))
	if n := t.data.Waited(s, t.scope.Cutoff); n > t.data.AnswerDays() {
		i.num(fact.Overdue, kb.FieldAnswer, float64(n-t.data.AnswerDays()), "wd")
	}
}

// accepted is the state of a suggestion that was accepted but is not done.
const accepted = "accepted"

// statusOf is the state of a suggestion at the cutoff.
func (t *taker) statusOf(s *site.Suggestion) string {
	switch {
	case s.Live && t.counts(s.Published):
		return kb.StatusDone
	case s.Rejected && t.counts(s.Answered):
		return "rejected"
	case s.Live || s.Rejected: // not yet at the cutoff
		return kb.StatusInProgress
	case !s.RepliedBy(t.scope.Cutoff):
		return open
	case s.Accepted:
		return accepted
	}
	if said := s.Set.Cell(s.Row, kb.FieldStatus).Text; said != kb.StatusNotStarted { // it has an answer
		return cmp.Or(said, kb.StatusInProgress)
	}
	return kb.StatusInProgress
}

// box is the numbers of the period; without a period, of all suggestions.
func (t *taker) box(all []site.Suggestion) {
	received, answered, released, overdue := 0, 0, 0, 0
	var took []int
	for n := range all {
		s := &all[n]
		if t.inPeriod(s.Date) {
			received++
			if s.RepliedBy(t.scope.Cutoff) {
				answered++
			}
			if days, ok := t.data.AnswerTime(s); ok && t.counts(s.Answered) {
				took = append(took, days)
			}
		}
		if s.Published != "" && t.inPeriod(s.Published) {
			released++
		}
		if t.data.Waited(s, t.scope.Cutoff) > t.data.AnswerDays() {
			overdue++
		}
	}
	i := item{t, all[0].Set, -1, fact.Wishes}
	i.num(fact.Received, kb.FieldDate, float64(received), "")
	i.num(kb.FieldAnswered, kb.FieldAnswered, float64(answered), "")
	i.num(fact.Released, kb.FieldPublished, float64(released), "")
	i.num(fact.Overdue, kb.FieldAnswer, float64(overdue), "")
	if len(took) > 0 {
		slices.Sort(took)
		middle := float64(took[len(took)/2]+took[(len(took)-1)/2]) / 2
		i.num(fact.Median, kb.FieldAnswered, middle, "wd")
	}
}

// inPeriod tells whether a day is in the scope's period; without one, any up to the cutoff.
func (t *taker) inPeriod(day kb.Date) bool {
	p := t.scope.Period
	return t.counts(day) && (p == "" || day >= p.Start() && day <= p.End())
}
