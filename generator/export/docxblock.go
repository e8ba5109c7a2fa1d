package export

import (
	"milepost/generator/document"
	"milepost/generator/word"
)

// block adds a block of the report.
func (w *wordWriter) block(b document.Block) {
	if t := w.textBefore(b); t != nil {
		w.add(word.Paragraph{Keep: true, Runs: t})
	}
	switch b.Kind {
	case document.Lead:
		w.add(word.Paragraph{Look: word.Lead, Runs: append(markRuns(b.Mark, true), w.runs(b.Text)...)})
	case document.Verdicts:
		w.verdicts(b.Verdicts)
	case document.Lines:
		w.lines(b.Lines)
	case document.Agenda:
		w.agenda(b)
	case document.Grid:
		w.grid(b)
	case document.Fleet:
		w.fleet(b)
	case document.Heat:
		w.heat(b)
	case document.Bars:
		w.plan(b)
	case document.Trends:
		w.trend(b)
	case document.Strips:
		w.strips(b)
	case document.Panels:
		w.panels(b)
	case document.Shares:
		w.shares(b)
	case document.Note:
		w.note(w.runs(b.Text))
	case document.Prose:
		w.prose(b)
	case document.Sign:
		w.sign(b)
	}
}

// textBefore is the text above a block; nil for a block that consists of its text alone.
func (w *wordWriter) textBefore(b document.Block) []word.Run {
	if b.Kind == document.Lead || b.Kind == document.Note {
		return nil
	}
	return w.runs(b.Text)
}

// markRuns is the word of a mark on a coloured ground, and a space behind it.
func markRuns(m document.Mark, bold bool) []word.Run {
	if m.Word == "" {
		return nil
	}
	return []word.Run{{Text: m.Word, Bold: bold, Tone: tone(m.Tone), Tint: m.Tone != document.Plain}, {Text: " "}}
}

func tone(t document.Tone) word.Tone {
	switch t {
	case document.Good:
		return word.Good
	case document.Warn:
		return word.Warn
	case document.Bad:
		return word.Bad
	case document.Muted:
		return word.Muted
	}
	return ""
}

func (w *wordWriter) verdicts(all []document.Verdict) {
	t := word.Table{Alt: w.text("verdicts"), Columns: []word.Column{{Share: 2}, {Share: 1.4}, {Share: 14}, {Share: 3}}}
	for _, v := range all {
		var before []word.Run
		if v.Before.Word != "" {
			before = []word.Run{{Text: w.text("was", v.Before.Word), Small: true, Tone: word.Muted}}
			if v.Trend.Word != "" {
				before = append(before, word.Run{Text: " " + v.Trend.Word, Small: true, Tone: tone(v.Trend.Tone)})
			}
		}
		t.Rows = append(t.Rows, word.Row{Cells: []word.Cell{{Runs: plainRuns(v.Dimension), Bold: true}, {Runs: markRuns(v.Mark, false)}, {Runs: w.runs(v.Reason)}, {Runs: before}}})
	}
	w.add(t)
}

func (w *wordWriter) lines(lines []document.Line) {
	var l word.List
	for _, one := range lines {
		runs := markRuns(one.Mark, false)
		l.Items = append(l.Items, word.Item{Runs: append(runs, w.runs(one.Text)...)})
	}
	if len(l.Items) > 0 {
		w.add(l)
	}
}

// caption is the title of a table or figure, or else that of its section.
func (w *wordWriter) caption(b document.Block) string {
	if b.Title != "" {
		return b.Title
	}
	return w.section.Title
}

func (w *wordWriter) agenda(b document.Block) {
	t := word.Table{Caption: plainRuns(w.caption(b)), Alt: w.caption(b), Columns: []word.Column{{Share: 4}, {Share: 14}, {Share: 5}},
		Head: []word.Row{headRow(w.text("day"), w.text("what"), w.text("who"))}}
	for _, a := range b.Agenda {
		t.Rows = append(t.Rows, word.Row{Cells: []word.Cell{{Runs: plainRuns(w.span(a.From, a.To))}, {Runs: w.runs(a.Text)}, {Runs: plainRuns(a.Who)}}})
	}
	w.add(t)
}

// sign adds a table of those who sign, with room to write.
func (w *wordWriter) sign(b document.Block) {
	t := word.Table{Alt: w.caption(b), Columns: []word.Column{{Share: 4}, {Share: 6}, {Share: 5}, {Share: 3}},
		Head: []word.Row{headRow(w.text("role"), w.text("opinion"), w.text("signature"), w.text("day"))}}
	for _, l := range b.Lines {
		runs := w.runs(l.Text)
		if l.Mark.Word != "" {
			runs = append(runs, word.Run{Text: " " + l.Mark.Word, Tone: tone(l.Mark.Tone)})
		}
		t.Rows = append(t.Rows, word.Row{Cells: []word.Cell{{Runs: append([]word.Run{{Text: "\n"}}, append(runs, word.Run{Text: "\n "})...)}}})
	}
	w.add(t)
}
