package plan

import (
	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/site"
	"milepost/generator/theme"
)

// milestones lists the milestones of the plans.
func (d drawer) milestones(b kb.Block, sets []*kb.Dataset, pos diag.Pos) ([]theme.Milestone, diag.List) {
	gates, diags := d.data.Milestones(b, sets, pos)
	var out []theme.Milestone
	for i := range gates {
		out = append(out, d.milestone(&gates[i]))
	}
	return out, diags
}

func (d drawer) milestone(p *site.Phase) theme.Milestone {
	v := theme.Milestone{
		Name: p.Name, Planned: orDate(p.PlannedEnd, p.PlannedStart), Actual: p.ActualEnd, Standing: standingOf(p),
		Tip: d.tip(p.Set, p.Set.Cell(p.Row, kb.FieldName)),
	}
	if p.Milestone != "" {
		v.Name = p.Milestone
	}
	if p.Review != "" {
		v.Review = d.page(p.Review, d.fileOf(p.Set, p.Set.Cell(p.Row, kb.FieldReview)))
	} else if d.review != nil {
		v.Review = d.review(p)
	}
	return v
}
