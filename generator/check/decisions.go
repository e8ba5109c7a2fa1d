package check

import (
	"cmp"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/site"
	"milepost/generator/text"
	"milepost/generator/vocab"
)

// decisions: an open row of the log has an owner and, if the sheet has the column,
// a day (DC01); a decision that was made has its result (DC02); nothing is past its
// day (RP04).
func decisions(in *input) (diags diag.List) {
	for _, set := range in.sets(kb.SchemaDecisions) {
		var open []site.Decision
		for _, d := range site.Decisions(set, "") {
			col := set.Col(kb.FieldResult)
			switch {
			case !d.Done && d.Kind != vocab.RecordAssumption:
				open = append(open, d)
			case d.Done && d.Kind == vocab.RecordDecision && d.Result == "" && col >= 0 && set.Cell(d.Row, kb.FieldStatus).Text != kb.StatusCancelled:
				diags = append(diags, diag.New("DC02.result", at(set, d.Row, col), called(&d)))
			}
		}
		for i := range open {
			diags = append(diags, in.waits(&open[i])...)
		}
		if len(open) > 0 && set.Col(kb.FieldOwner) < 0 {
			diags = append(diags, diag.New("DC01.owner-column", at(set, -1, set.Col(kb.FieldDescription)), len(open)))
		}
	}
	return diags
}

// called is how a message names a row of the log.
func called(d *site.Decision) string { return text.Clip(cmp.Or(d.Name, d.ID), 24) }

// waits is what is wrong with an open row.
func (in *input) waits(d *site.Decision) (diags diag.List) {
	owner, day := d.Set.Col(kb.FieldOwner), d.Set.Col(kb.FieldDeadline)
	if d.Owner == "" && owner >= 0 {
		diags = append(diags, diag.New(kindOf(d, "DC01.decider", "DC01.owner"), at(d.Set, d.Row, owner), called(d)))
	}
	if day >= 0 && blank(d.Set, d.Row, kb.FieldDeadline) {
		diags = append(diags, diag.New("DC01.day", at(d.Set, d.Row, day), called(d)))
	}
	if late := in.today.Sub(d.Due); in.today != "" && d.Due != "" && late > 0 {
		diags = append(diags, diag.New(kindOf(d, "RP04.late", "RP04.action"), at(d.Set, d.Row, day), called(d), late, d.Due, cmp.Or(d.Owner, "—")))
	}
	return diags
}

// kindOf is the first code for a decision, else the second.
func kindOf(d *site.Decision, decision, other string) string {
	if d.Kind == vocab.RecordDecision {
		return decision
	}
	return other
}

// communications: a message has somebody who sends it, and was sent by its day
// (CM01). Without columns for status, last and next time nothing can be said of
// the day.
func communications(in *input) (diags diag.List) {
	for _, set := range in.sets(kb.SchemaCommunication) {
		name := kb.FieldContent
		if set.Col(name) < 0 {
			name = kb.FieldAudience
		}
		diags = append(diags, absentIn(set, kb.FieldOwner, name, "CM01.owner", "CM01.owner-column")...)
		day := set.Col(kb.FieldDate)
		if set.Col(kb.FieldStatus) < 0 && set.Col(kb.FieldLastSent) < 0 && (day < 0 || !vocab.SpeaksOfNext(set.Columns[day].Header)) {
			continue
		}
		for _, m := range site.Messages(set) {
			switch {
			case m.Lapsed(in.today):
				diags = append(diags, diag.New("CM01.lapsed", at(set, m.Row, set.Col(kb.FieldLastSent)), text.Clip(cmp.Or(said(set, m.Row, name), m.Audience), 20), said(set, m.Row, kb.FieldFrequency), m.Sent, in.today.Sub(m.Sent)))
			case m.Late(in.today) && !m.Reckoned:
				diags = append(diags, diag.New("CM01.late", at(set, m.Row, set.Col(kb.FieldDate)), text.Clip(said(set, m.Row, name), 20), m.Due, in.today.Sub(m.Due)))
			}
		}
	}
	return diags
}
