package view

import (
	"cmp"
	"slices"
	"strings"

	"milepost/generator/document"
	"milepost/generator/kb"
	"milepost/generator/site"
	"milepost/generator/vocab"
)

// kinds are the kinds of lines of a log, in the order of their lists.
var kinds = []string{vocab.RecordDecision, vocab.RecordAction, vocab.RecordIssue, vocab.RecordAssumption}

// decisions shows who must act: the open lines of each kind by due day, those without a
// day last. Below it lists the decisions that were made, the newest first.
func decisions(e eye) (document.Section, bool) {
	l := ledger{eye: e, all: site.Decisions(e.set, "")}
	if len(l.all) == 0 {
		return document.Section{}, false
	}
	for i := range l.all {
		if d := &l.all[i]; d.Done {
			l.done = append(l.done, d)
		} else {
			l.open = append(l.open, d)
		}
	}
	slices.SortStableFunc(l.open, func(a, b *site.Decision) int {
		return strings.Compare(cmp.Or(string(a.Due), "9999"), cmp.Or(string(b.Due), "9999"))
	})
	slices.SortStableFunc(l.done, func(a, b *site.Decision) int { return strings.Compare(string(l.closedOn(b)), string(l.closedOn(a))) })
	s := document.Section{Title: l.finding(), Note: l.note()}
	for _, kind := range kinds {
		if b, ok := l.waiting(kind); ok {
			s.Blocks = append(s.Blocks, b)
		}
	}
	if b, ok := l.decided(); ok {
		s.Blocks = append(s.Blocks, b)
	}
	return s, true
}

// ledger is the lines of a log.
type ledger struct {
	eye
	all        []site.Decision
	open, done []*site.Decision
}

// closedOn is the day on which a line was closed, else its own date, else its due day.
func (l *ledger) closedOn(d *site.Decision) kb.Date {
	return cmp.Or(d.Closed, l.set.Cell(d.Row, kb.FieldDate).Date(), d.Due)
}

func (l *ledger) late(d *site.Decision) int {
	if today := l.data.Today(); d.Due != "" && today > d.Due {
		return today.Sub(d.Due)
	}
	return 0
}

func (l *ledger) finding() string {
	late, undecided := 0, 0
	var oldest *site.Decision
	for _, d := range l.open {
		if l.late(d) > 0 {
			late++
			if oldest == nil {
				oldest = d
			}
		}
		if d.Kind == vocab.RecordDecision {
			undecided++
		}
	}
	if len(l.open) == 0 {
		return l.several("register.none", len(l.all))
	}
	first, due, decide := l.several("register.open", len(l.open)), "", ""
	if late > 0 {
		due = l.several("register.late", late, l.name(oldest), l.several("days", l.late(oldest)))
	}
	if undecided > 0 && undecided < len(l.open) {
		decide = l.several("register.undecided", undecided)
	}
	return l.clauses(first, due, decide)
}

func (l *ledger) name(d *site.Decision) string {
	if d.ID != "" {
		return d.ID
	}
	if r := []rune(d.Name); len(r) > 16 {
		return "“" + string(r[:16]) + "…”"
	}
	return "“" + d.Name + "”"
}

func (l *ledger) note() document.Text {
	var all []string
	for i := range l.all {
		all = append(all, l.t("register.kind."+l.all[i].Kind))
	}
	sum := ""
	if len(l.open) > 0 && len(l.done) > 0 {
		sum = l.t("register.sum", len(l.open), len(l.done))
	}
	return l.line(l.t("register.note", len(l.all), l.counted(all)), sum)
}

// waiting lists the open lines of a kind, the first due on top.
func (l *ledger) waiting(kind string) (document.Block, bool) {
	cols := []document.Column{{Title: l.t("register.what")}, {Title: l.t("register.who")}, {Title: l.t("register.due")}}
	var rows []document.Row
	for _, d := range l.open {
		if d.Kind != kind {
			continue
		}
		due := l.due(d.Due)
		if d.Due == "" {
			due.Text = document.Say(l.t("register.undated"))
		}
		who := l.field(d.Row, kb.FieldOwner)
		if d.Owner == "" {
			who = document.Cell{Mark: document.Mark{Tone: document.Warn, Word: l.t("register.nobody")}}
		}
		rows = append(rows, document.Row{Cells: []document.Cell{l.entry(d), who, due}})
	}
	return listing(l.several("register.waiting."+kind, len(rows)), cols, rows), len(rows) > 0
}

// decided lists the decisions that were made, the newest first.
func (l *ledger) decided() (document.Block, bool) {
	cols := []document.Column{{Title: l.t("register.what")}, {Title: l.t("register.result")}, {Title: l.t("register.on")}}
	var rows []document.Row
	for _, d := range l.done {
		if d.Kind == vocab.RecordDecision {
			rows = append(rows, document.Row{Cells: []document.Cell{l.entry(d), {Text: document.Say(d.Result)}, {Text: document.Text{{Text: string(l.closedOn(d)), Whole: true}}}}})
		}
	}
	return listing(l.several("register.decided", len(rows)), cols, rows), len(rows) > 0
}

func (l *ledger) entry(d *site.Decision) document.Cell {
	name := document.Text{{Text: d.Name, Href: l.row(d.Row)}}
	if d.ID != "" {
		name = append(document.Text{{Text: d.ID, Strong: true, Whole: true}, {Text: " "}}, name...)
	}
	return document.Cell{Text: name, Sub: document.Say(l.text(d.Row, kb.FieldSource))}
}
