package check

import (
	"path"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/site"
	"milepost/generator/text"
)

// tally is a typed number of tickets, and the number in the log.
type tally struct {
	row           int
	typed, logged int
}

// miscounted: the typed number of tickets of a month agrees with the log of
// incidents (SL03). A log may have only the serious ones: fewer in the log is
// reported only if the log is complete in another period; more in the log is
// always wrong. A sheet is reported once.
func miscounted(in *input, set *kb.Dataset, logs []site.Incident) diag.List {
	if set.Col(kb.FieldCount) < 0 || set.Col(kb.FieldPeriod) < 0 || len(logs) == 0 {
		return nil
	}
	whole := map[string]bool{} // severities of which the log holds all
	var wrong []tally
	for row := range set.Rows {
		t, ok := tallied(in, set, row, logs)
		switch sev := text.Fold(said(set, row, kb.FieldSeverity)); {
		case !ok:
		case t.typed != t.logged:
			wrong = append(wrong, t)
		case t.typed > 0:
			whole[sev] = true
		}
	}
	var sure []tally
	for _, t := range wrong {
		if t.logged > t.typed || whole[text.Fold(said(set, t.row, kb.FieldSeverity))] {
			sure = append(sure, t)
		}
	}
	if len(sure) == 0 {
		return nil
	}
	t := sure[len(sure)-1] // the newest is what people act on
	pos := at(set, t.row, set.Col(kb.FieldCount))
	name := strings.TrimSpace(said(set, t.row, kb.FieldSeverity) + " " + said(set, t.row, kb.FieldPeriod))
	return diag.List{diag.New("SL03.log", pos, name, t.typed, t.logged, path.Base(logs[0].Set.File), len(sure))}
}

// tallied counts the incidents of a row's period, severity and system; ok is false
// if the period is not over or lies outside the log.
func tallied(in *input, set *kb.Dataset, row int, logs []site.Incident) (t tally, ok bool) {
	n, counted := set.Cell(row, kb.FieldCount).Float()
	period := set.Cell(row, kb.FieldPeriod).Period()
	sev, system := text.Fold(said(set, row, kb.FieldSeverity)), text.Fold(said(set, row, kb.FieldSystem))
	if !counted || period == "" || sev == "" || period.End() >= in.today {
		return t, false
	}
	t = tally{row: row, typed: int(n)}
	var first, last kb.Date
	for i := range logs {
		day := logs[i].Set.Cell(logs[i].Row, kb.FieldOccurred).Date()
		if day == "" {
			continue
		}
		if first == "" || day < first {
			first = day
		}
		last = max(last, day)
		if in := text.Fold(said(logs[i].Set, logs[i].Row, kb.FieldSystem)); day >= period.Start() && day <= period.End() && text.Fold(logs[i].Severity) == sev && (system == "" || in == system) {
			t.logged++
		}
	}
	return t, first != "" && first <= period.End() && last >= period.Start()
}
