package view

import (
	"cmp"
	"slices"
	"strings"

	"milepost/generator/document"
	"milepost/generator/kb"
	"milepost/generator/metric"
	"milepost/generator/site"
)

// suggestions shows what people who made suggestions want to know: whether they were
// answered, what became of them, and what they wait for.
func suggestions(e eye) (document.Section, bool) {
	b := box{eye: e, all: site.Suggestions(e.set)}
	for i := range b.all {
		b.sort(&b.all[i])
	}
	slices.Sort(b.took)
	slices.SortStableFunc(b.waiting, func(a, c wait) int {
		return cmp.Or(cmp.Compare(a.rank, c.rank), cmp.Compare(c.days, a.days))
	})
	slices.SortStableFunc(b.live, func(a, c *site.Suggestion) int { return strings.Compare(string(c.Published), string(a.Published)) })
	s := document.Section{Title: b.finding(), Note: b.note()}
	if len(b.all) > 1 {
		s.Blocks = append(s.Blocks, b.funnel())
	}
	if len(b.waiting) > 0 {
		s.Blocks = append(s.Blocks, b.queue())
	}
	if len(b.live) > 0 {
		s.Blocks = append(s.Blocks, b.thanks())
	}
	return s, true
}

// box holds the suggestions of a sheet, sorted by what became of them.
type box struct {
	eye
	all      []site.Suggestion
	answered int
	accepted int
	rejected int
	live     []*site.Suggestion
	waiting  []wait
	took     []int // working days to the answer
}

// wait is a suggestion that waits for an answer, for a decision, or for its release.
type wait struct {
	*site.Suggestion
	rank int    // order: 0 waits for an answer, 1 for a release, 2 for a decision
	what string // answer, release, decision
	days int    // calendar days since it was made, -1 if that day is not known
	late bool   // it waits longer than an answer may take
}

func (b *box) sort(s *site.Suggestion) {
	waited := b.data.Waited(s, b.data.Today())
	if s.Replied() {
		b.answered++
	}
	if days, ok := b.data.AnswerTime(s); ok {
		b.took = append(b.took, days)
	}
	if s.Accepted {
		b.accepted++
	}
	w := wait{Suggestion: s, days: -1, late: waited > b.data.AnswerDays()}
	if today := b.data.Today(); s.Date != "" && today != "" {
		w.days = today.Sub(s.Date)
	}
	switch {
	case s.Live:
		b.live = append(b.live, s)
		return
	case s.Rejected:
		b.rejected++
		return
	case !s.Replied():
		w.what = "answer"
	case s.Accepted:
		w.rank, w.what = 1, "release"
	default:
		w.rank, w.what = 2, "decision"
	}
	b.waiting = append(b.waiting, w)
}

// days is a number of working days in words.
func (b *box) days(n float64) string { return metric.Format(n, "wd", b.lang) }

func (b *box) finding() string {
	n := len(b.all)
	first := b.several("suggestions.answered", n, b.answered)
	switch {
	case b.answered == n && n > 1:
		first = b.t("suggestions.all", n)
	case b.answered == 0:
		first = b.several("suggestions.none", n)
	}
	middle, live, waits := "", "", ""
	if len(b.took) > 1 {
		middle = b.t("suggestions.median", b.days(median(b.took)))
	}
	if len(b.live) > 0 {
		live = b.several("suggestions.live", len(b.live))
	}
	if w := b.unanswered(); len(w) > 0 && w[0].days >= 0 {
		waits = b.several("suggestions.waits", w[0].days, b.name(w[0].Suggestion))
	}
	return b.clauses(strings.Join(nonEmpty(first, middle), b.t("comma")), live, waits)
}

// unanswered returns the suggestions that wait for an answer, the oldest first.
func (b *box) unanswered() []wait {
	return slices.DeleteFunc(slices.Clone(b.waiting), func(w wait) bool { return w.rank > 0 })
}

// name is a suggestion in a sentence: its id, else the beginning of its text.
func (b *box) name(s *site.Suggestion) string {
	if s.ID != "" {
		return s.ID
	}
	if r := []rune(s.Text); len(r) > 16 {
		return "“" + string(r[:16]) + "…”"
	}
	return "“" + s.Text + "”"
}

// note counts the rows by the sheet's own words for their state; the counts add up to the number of rows.
func (b *box) note() document.Text {
	var states []string
	var from, to kb.Date
	for i := range b.all {
		states = append(states, cmp.Or(b.text(b.all[i].Row, kb.FieldStatus), b.t("suggestions.stateless")))
		if d := b.all[i].Date; d != "" {
			if from == "" || d < from {
				from = d
			}
			to = max(to, d)
		}
	}
	when := ""
	if from != "" {
		when = b.span(from, to)
	}
	return b.line(b.t("suggestions.note", when, len(b.all), b.counted(states)), b.t("suggestions.days", b.days(float64(b.data.AnswerDays()))))
}

// funnel shows how many suggestions reached each step.
func (b *box) funnel() document.Block {
	s := document.Stacks{Parts: []string{b.t("suggestions.count")}, Most: float64(len(b.all))}
	row := func(key string, n int, sub string, tone document.Tone) {
		s.Rows = append(s.Rows, document.Share{Name: b.t(key), Sub: document.Say(sub), Parts: []float64{float64(n)}, Text: document.Text{strong(whole(float64(n)))}, Mark: document.Mark{Tone: tone}})
	}
	row("suggestions.received", len(b.all), "", document.Plain)
	sub := ""
	if len(b.took) > 0 {
		sub = b.t("suggestions.middle", b.days(median(b.took)))
	}
	row("suggestions.got-answer", b.answered, sub, document.Plain)
	sub = ""
	if b.rejected > 0 {
		sub = b.several("suggestions.rejected", b.rejected)
	}
	row("suggestions.accepted", b.accepted, sub, document.Plain)
	var took []int
	for _, l := range b.live {
		if l.Date != "" && l.Published >= l.Date {
			took = append(took, l.Published.Sub(l.Date))
		}
	}
	slices.Sort(took)
	sub = ""
	if len(took) > 0 {
		sub = b.t("suggestions.middle", metric.Format(median(took), "d", b.lang))
	}
	row("suggestions.gone-live", len(b.live), sub, document.Good)
	return document.Block{Kind: document.Shares, Shares: s}
}

// entry is a suggestion in a list: id and text; below, who made it and when.
func (b *box) entry(s *site.Suggestion) document.Cell {
	name := document.Text{{Text: s.Text, Href: b.row(s.Row)}}
	if s.ID != "" {
		name = append(document.Text{{Text: s.ID, Strong: true, Whole: true}, {Text: " "}}, name...)
	}
	from := nonEmpty(b.text(s.Row, kb.FieldSource), string(s.Date))
	return document.Cell{Text: name, Sub: document.Say(strings.Join(from, " · "))}
}

func (b *box) queue() document.Block {
	cols := []document.Column{{Title: b.t("suggestions.suggestion")}, {Title: b.t("suggestions.for")}, {Title: b.t("suggestions.waited"), Kind: "number"}, {Title: b.t("suggestions.owner")}, {Title: b.t("suggestions.answer")}}
	var rows []document.Row
	for _, w := range b.waiting {
		tone := document.Plain
		if w.rank == 0 {
			tone = document.Warn
		}
		if w.late {
			tone = document.Bad
		}
		days := document.Cell{}
		if w.days >= 0 {
			days = document.Cell{Text: document.Say(b.several("days", w.days))}
			if w.late {
				days.Tone = document.Bad
			}
		}
		rows = append(rows, document.Row{Cells: []document.Cell{
			b.entry(w.Suggestion), {Mark: document.Mark{Tone: tone, Word: b.t("suggestions.for." + w.what)}}, days,
			b.field(w.Row, kb.FieldOwner), b.field(w.Row, kb.FieldAnswer),
		}})
	}
	return listing(b.several("suggestions.waiting", len(b.waiting)), cols, rows)
}

// thanks lists what was changed because of suggestions, the newest first.
func (b *box) thanks() document.Block {
	change, title := kb.FieldChange, b.t("suggestions.change")
	if b.set.Col(change) < 0 {
		change, title = kb.FieldAnswer, b.t("suggestions.answer")
	}
	cols := []document.Column{{Title: b.t("suggestions.suggestion")}, {Title: b.t("suggestions.since")}, {Title: b.t("suggestions.took"), Kind: "number"}, {Title: title}}
	var rows []document.Row
	for _, s := range b.live {
		took := ""
		if s.Date != "" && s.Published >= s.Date {
			took = b.several("days", s.Published.Sub(s.Date))
		}
		rows = append(rows, document.Row{Cells: []document.Cell{b.entry(s), {Text: document.Text{{Text: string(s.Published), Whole: true}}}, {Text: document.Say(took)}, b.field(s.Row, change)}})
	}
	return listing(b.several("suggestions.thanks", len(b.live)), cols, rows)
}
