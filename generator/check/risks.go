package check

import (
	"slices"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/site"
	"milepost/generator/text"
	"milepost/generator/vocab"
)

// risks: probability and impact are on the scale (RK01), the level fits them
// (RK02), there is an owner (RK03), high ones have a response (RK04), reviews
// are in time (RK05), closed ones have a reason (RK06).
func risks(in *input) (diags diag.List) {
	for _, set := range in.sets(kb.SchemaRisks) {
		diags = append(diags, offScale(set, kb.FieldProbability)...)
		diags = append(diags, offScale(set, kb.FieldImpact)...)
		all := site.Risks(set)
		diags = append(diags, noReasons(set, all)...)
		for i := range all {
			r := &all[i]
			diags = append(diags, contradiction(r)...)
			if !r.Open {
				diags = append(diags, closedWhy(r)...)
				continue
			}
			diags = append(diags, in.open(r)...)
		}
	}
	return diags
}

// short is how a message names a risk.
func short(r *site.Risk) string {
	if r.ID != "" {
		return r.ID
	}
	return text.Clip(r.Name, 16)
}

// offScale reports levels off the scale. If most are, the column has another
// scale, and that is reported once.
func offScale(set *kb.Dataset, field string) (diags diag.List) {
	col := set.Col(field)
	if col < 0 {
		return nil
	}
	n := 0
	for row := range set.Rows {
		c := set.Cell(row, field)
		if c.Kind == kb.Missing || c.Kind == kb.Fault {
			continue
		}
		n++
		if vocab.LevelOf(c, set.Columns[col].Type == kb.TypePercent) == 0 {
			diags = append(diags, diag.New("RK01.scale", at(set, row, col), header(set, field), c.String(), text.Clip(said(set, row, kb.FieldDescription), 16)))
		}
	}
	if n > 2 && 2*len(diags) > n {
		return diag.List{diag.New("RK01.column", at(set, -1, col), header(set, field), len(diags), n)}
	}
	return diags
}

// contradiction: the level in words does not fit probability times impact.
// Companies use different matrices, so only what none of them has is reported:
// a score of 20 that is not high, of 2 that is not low, or two steps of
// difference.
func contradiction(r *site.Risk) diag.List {
	given := vocab.RiskLevel(said(r.Set, r.Row, kb.FieldLevel))
	if given == "" || r.Score == 0 {
		return nil
	}
	computed := vocab.RiskLevelOf(r.Score)
	wrong := r.Score >= 20 && given != vocab.RiskHigh || r.Score <= 2 && given != vocab.RiskLow ||
		given == vocab.RiskLow && computed == vocab.RiskHigh || given == vocab.RiskHigh && computed == vocab.RiskLow
	if !wrong {
		return nil
	}
	p, i := r.Levels()
	pos := at(r.Set, r.Row, r.Set.Col(kb.FieldLevel))
	return diag.List{diag.New("RK02.level", pos, short(r), said(r.Set, r.Row, kb.FieldLevel), p, i, r.Score)}
}

// open: an open risk has an owner, a high one has a response, and its next review is
// not past.
func (in *input) open(r *site.Risk) (diags diag.List) {
	cell := func(field string) diag.Pos {
		col := r.Set.Col(field)
		if col < 0 {
			col = r.Set.Col(kb.FieldDescription)
		}
		return at(r.Set, r.Row, col)
	}
	if r.Name == "" {
		diags = append(diags, diag.New("RK03.text", cell(kb.FieldDescription), r.ID))
	}
	if r.Owner == "" {
		diags = append(diags, diag.New("RK03.owner", cell(kb.FieldOwner), short(r)))
	}
	if r.Level == vocab.RiskHigh && !r.Answer {
		diags = append(diags, diag.New("RK04.response", cell(kb.FieldResponse), short(r)))
	}
	if late := in.today.Sub(r.Review); in.today != "" && r.Review != "" && late > in.number("RK05", "days", 0) {
		diags = append(diags, diag.New("RK05.review", cell(kb.FieldNextReview), short(r), r.Review, late))
	}
	return diags
}

// noReasons: a register without a column for the reason of closing is reported once.
func noReasons(set *kb.Dataset, all []site.Risk) diag.List {
	if slices.ContainsFunc(set.Columns, saysWhy) {
		return nil
	}
	var closed []*site.Risk
	for i := range all {
		if r := &all[i]; !r.Open && !vocab.SaysMore(set.Cell(r.Row, kb.FieldStatus).String()) {
			closed = append(closed, r)
		}
	}
	if len(closed) == 0 {
		return nil
	}
	return diag.List{diag.New("RK06.column", at(set, closed[0].Row, set.Col(kb.FieldStatus)), short(closed[0]), len(closed))}
}

// saysWhy tells whether a column may hold why a risk was closed.
func saysWhy(c kb.Column) bool {
	return c.Field == kb.FieldNote || about(c.Header, "关闭", "closed", "closing", "closure") && c.Type != kb.TypeDate
}

// closedWhy: a closed risk says why, if the sheet has a column for it.
func closedWhy(r *site.Risk) diag.List {
	room := -1
	for i, c := range r.Set.Columns {
		if !saysWhy(c) {
			continue
		}
		if i < len(r.Set.Rows[r.Row].Cells) && strings.TrimSpace(r.Set.Rows[r.Row].Cells[i].String()) != "" {
			return nil
		}
		room = i
	}
	if room < 0 || vocab.SaysMore(r.Set.Cell(r.Row, kb.FieldStatus).String()) {
		return nil
	}
	return diag.List{diag.New("RK06.reason", at(r.Set, r.Row, room), short(r))}
}
