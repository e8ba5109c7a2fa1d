package view

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"milepost/generator/document"
	"milepost/generator/kb"
	"milepost/generator/metric"
	"milepost/generator/text"
	"milepost/generator/vocab"
)

// grades are the answers of a questionnaire, the worst first, which is at the left.
var grades = []string{kb.FieldGrade1, kb.FieldGrade2, kb.FieldGrade3, kb.FieldGrade4, kb.FieldGrade5}

// survey draws the answers to each question, with the middle grade in the centre. The
// question with the fewest good answers comes first.
func survey(e eye) (document.Section, bool) {
	q := answers{eye: e}
	q.counted()
	if len(q.all) == 0 {
		q.each()
	}
	if len(q.all) == 0 {
		return document.Section{}, false
	}
	slices.SortStableFunc(q.all, func(a, b question) int {
		return cmp.Or(cmp.Compare(a.pleased(), b.pleased()), cmp.Compare(b.displeased(), a.displeased()))
	})
	s := document.Section{Title: q.finding(), Note: q.note()}
	if len(q.all) > 1 || len(e.set.Rows) > 1 {
		s.Blocks = append(s.Blocks, document.Block{Kind: document.Shares, Shares: q.bars()})
	}
	return s, true
}

// question is a question and how often each grade was given, the worst grade first.
type question struct {
	name   string
	counts [5]float64
	n      float64
	said   float64 // the number of answers that the sheet gives, 0 if none
}

func (q *question) pleased() float64 { return (q.counts[3] + q.counts[4]) / q.n }

func (q *question) displeased() float64 { return (q.counts[0] + q.counts[1]) / q.n }

// answers holds the questions of a sheet, the weakest first.
type answers struct {
	eye
	all   []question
	empty int // rows without an answer
}

// counted reads a sheet that has a column for each grade.
func (q *answers) counted() {
	n := 0
	for _, g := range grades {
		if q.set.Col(g) >= 0 {
			n++
		}
	}
	if n < 3 {
		return
	}
	by := ""
	for _, f := range []string{kb.FieldDimension, kb.FieldDepartment, kb.FieldPeriod} {
		if by == "" && len(distinct(len(q.set.Rows), func(row int) (string, bool) { s := q.text(row, f); return s, s != "" })) > 0 {
			by = f
		}
	}
	for row := range q.set.Rows {
		k := question{name: q.t("survey.all")}
		if by != "" {
			k.name = cmp.Or(q.text(row, by), "—")
		}
		for i, g := range grades {
			v := q.quantity(row, g)
			k.counts[i] += max(v.Num, 0)
			k.n += max(v.Num, 0)
		}
		if k.n == 0 {
			q.empty++
			continue
		}
		k.said = q.quantity(row, kb.FieldResponses).Num
		if i := slices.IndexFunc(q.all, func(o question) bool { return o.name == k.name }); i >= 0 {
			for g := range k.counts {
				q.all[i].counts[g] += k.counts[g]
			}
			q.all[i].n, q.all[i].said = q.all[i].n+k.n, q.all[i].said+k.said
			continue
		}
		q.all = append(q.all, k)
	}
}

// each reads a sheet with a row for each answer: columns of grades are questions.
func (q *answers) each() {
	for i, c := range q.set.Columns {
		if c.Known {
			continue
		}
		k := question{name: c.Header}
		other := 0
		for _, r := range q.set.Rows {
			switch cell := r.Cells[i]; cell.Kind {
			case kb.Missing, kb.Fault:
			default:
				rank, ok := vocab.Base().Grade(cell.String())
				if !ok || vocab.AllDigits(cell.String()) { // digits may be grades, or row numbers
					other++
					continue
				}
				k.counts[4-rank]++
				k.n++
			}
		}
		if k.n > 0 && other == 0 {
			q.all = append(q.all, k)
		}
	}
}

// finding names the weakest and the best questions. Questions are alike if the same shares
// of the answers are satisfied and dissatisfied.
func (q *answers) finding() string {
	weakest, best := q.all[0], q.all[len(q.all)-1]
	low, up := share(weakest.pleased()), share(weakest.displeased())
	switch worst := q.alike(weakest); {
	case len(q.all) == 1:
		return q.t("survey.one", weakest.name, low, up)
	case len(worst) == len(q.all):
		return q.t("survey.alike", len(q.all), low, up)
	default:
		top := q.alike(best)
		return q.clauses(q.several("survey.weakest", len(worst), q.some(worst), low, up), q.several("survey.best", len(top), q.some(top), share(best.pleased())))
	}
}

// alike gives the names, in quotes, of the questions that stand as one does.
func (q *answers) alike(one question) (names []string) {
	for _, o := range q.all {
		if vocab.Near(o.pleased(), one.pleased()) && vocab.Near(o.displeased(), one.displeased()) {
			names = append(names, q.t("survey.quoted", o.name))
		}
	}
	return names
}

func (q *answers) note() document.Text {
	var total [5]float64
	off, least, most, sum := 0, math.Inf(1), 0.0, 0.0
	for i := range q.all {
		k := &q.all[i]
		for g := range total {
			total[g] += k.counts[g]
		}
		sum, least, most = sum+k.n, min(least, k.n), max(most, k.n)
		if k.said > 0 && math.Abs(k.said-k.n) > 1e-9 {
			off++
		}
	}
	each := q.several("survey.note", len(q.all), whole(most))
	if least < most {
		each = q.t("survey.note-between", len(q.all), whole(least), whole(most))
	}
	best := []float64{total[4], total[3], total[2], total[1], total[0]}
	csat, small, differs, empty := "", "", "", ""
	if c, _, ok := metric.CSAT(best); ok {
		csat = q.t("survey.csat", metric.Percent(c))
	}
	if metric.Small(int(least)) {
		small = q.t("survey.small", metric.SmallSample)
	}
	if off > 0 {
		differs = q.several("survey.differs", off)
	}
	if q.empty > 0 {
		empty = q.several("survey.empty", q.empty)
	}
	return q.line(each, csat, q.nps(), small, differs, empty)
}

// nps is the net promoter score of the question whether people would recommend it, if all
// its answers are from 0 to 10; else "".
func (q *answers) nps() string {
	for i, c := range q.set.Columns {
		if c.Known || !strings.Contains(text.Fold(c.Header), "推荐") && !strings.Contains(text.Fold(c.Header), "recommend") && !strings.Contains(text.Fold(c.Header), "nps") {
			continue
		}
		var all []float64
		for _, r := range q.set.Rows {
			if v, ok := r.Cells[i].Float(); ok {
				all = append(all, v)
			}
		}
		if score, ok := metric.NPS(all); ok {
			return q.t("survey.nps", c.Header, fmt.Sprintf("%+.0f", score*100), len(all))
		}
	}
	return ""
}

// bars draws the questions with the middle grade in the centre, the weakest on top.
func (q *answers) bars() document.Stacks {
	s := document.Stacks{Most: 1}
	for _, g := range grades {
		s.Parts = append(s.Parts, q.t("survey."+g))
	}
	left, right := 0.0, 0.0
	for i := range q.all {
		k := &q.all[i]
		left, right = max(left, k.displeased()+k.counts[2]/k.n/2), max(right, k.pleased()+k.counts[2]/k.n/2)
	}
	s.Zero = left / (left + right)
	for i := range q.all {
		k := &q.all[i]
		row := document.Share{Name: k.name, Sub: document.Say(q.t("survey.displeased", share(k.displeased()))), Text: document.Text{strong(share(k.pleased()))}}
		for g, n := range k.counts {
			row.Parts = append(row.Parts, n/k.n/(left+right))
			row.Labels = append(row.Labels, s.Parts[g]+" "+whole(n))
		}
		s.Rows = append(s.Rows, row)
	}
	return s
}
