package check

import (
	"slices"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/metric"
	"milepost/generator/site"
	"milepost/generator/text"
	"milepost/generator/vocab"
)

// service: a target for each severity in use (SL01), timestamps in order
// (SL02), no incidents is 无事件 (SL03), a retrospective for each missed P1 (SL04).
func service(in *input) (diags diag.List) {
	targets := map[string]metric.Quantity{} // severity -> longest time to restore
	known := []string{}
	for _, set := range in.parts(kb.SchemaSLA) {
		for row := range set.Rows {
			sev := said(set, row, kb.FieldSeverity)
			if sev == "" {
				continue
			}
			if !slices.Contains(known, text.Fold(sev)) {
				known = append(known, text.Fold(sev))
			}
			if q := span1(set, row, kb.FieldResolveTarget); q.OK {
				targets[text.Fold(sev)] = q
			}
			diags = append(diags, slaRow(set, row, sev)...)
		}
	}
	told := map[string]bool{}
	for _, set := range in.parts(kb.SchemaIncidents) {
		for row := range set.Rows {
			sev := said(set, row, kb.FieldSeverity)
			diags = append(diags, sequence(set, row)...)
			if key := text.Fold(sev); sev != "" && len(known) > 0 && !slices.Contains(known, key) && !told[key] {
				told[key] = true
				diags = append(diags, diag.New("SL01.severity", at(set, row, set.Col(kb.FieldSeverity)), sev))
			}
			diags = append(diags, missed(in, set, row, sev, targets[text.Fold(sev)])...)
		}
	}
	return diags
}

func span1(set *kb.Dataset, row int, field string) metric.Quantity {
	col := set.Col(field)
	c := set.Cell(row, field)
	n, ok := c.Float()
	if !ok {
		return metric.Quantity{}
	}
	unit := c.Unit
	if unit == "" {
		unit = set.Columns[col].Unit
	}
	return metric.Quantity{Num: n, Unit: unit, OK: true}
}

func slaRow(set *kb.Dataset, row int, sev string) (diags diag.List) {
	if col := set.Col(kb.FieldResponseTarget); col >= 0 && blank(set, row, kb.FieldResponseTarget) {
		diags = append(diags, diag.New("SL01.target", at(set, row, col), sev))
	}
	n, hasCount := set.Cell(row, kb.FieldCount).Float()
	if c, ok := set.Cell(row, kb.FieldCompliance).Float(); ok && hasCount && n == 0 {
		diags = append(diags, diag.New("SL03.none", at(set, row, set.Col(kb.FieldCompliance)), sev, metric.Percent(c)))
	}
	return diags
}

// moment is a day and a time of the day as one number that can be compared and subtracted, in days.
func moment(c kb.Cell) (days float64, ok bool) {
	if c.Kind != kb.Day {
		return 0, false
	}
	return float64(c.Date().Sub("1970-01-01")) + c.Num, true
}

// sequence: occurred, responded, arrived, restored. A day without a time is
// compared with days only.
func sequence(set *kb.Dataset, row int) (diags diag.List) {
	steps := []string{kb.FieldOccurred, kb.FieldResponded, kb.FieldArrived, kb.FieldRestored}
	last := -1
	for i, f := range steps {
		c := set.Cell(row, f)
		m, ok := moment(c)
		if !ok {
			continue
		}
		if last >= 0 {
			before := set.Cell(row, steps[last])
			n, _ := moment(before)
			if timed := c.Num != 0 && before.Num != 0; timed && m < n || !timed && c.Date() < before.Date() {
				pos := at(set, row, set.Col(f))
				diags = append(diags, diag.New("SL02.order", pos, header(set, f), c.String(), header(set, steps[last]), before.String(), place(pos, at(set, row, set.Col(steps[last])))))
				continue
			}
		}
		last = i
	}
	return diags
}

// missed: an incident of the highest severity that took longer than its target
// has a retrospective: its own column, or a page of that kind that names it.
func missed(in *input, set *kb.Dataset, row int, sev string, target metric.Quantity) diag.List {
	if !vocab.TopSeverity(sev) || !target.OK {
		return nil
	}
	a, ok1 := moment(set.Cell(row, kb.FieldOccurred))
	b, ok2 := moment(set.Cell(row, kb.FieldRestored))
	allowed, ok3 := target.In("d")
	if !ok1 || !ok2 || !ok3 || b-a <= allowed.Num+1e-6 {
		return nil
	}
	id := said(set, row, kb.FieldID)
	for i, c := range set.Columns {
		if about(c.Header, "复盘", "retro", "postmortem") {
			if set.Rows[row].Cells[i].Kind != kb.Missing {
				return nil
			}
		}
	}
	if in.site != nil && id != "" {
		for _, p := range in.pages() {
			if p.Kind == "retro" && mentions(p, id) {
				return nil
			}
		}
	}
	took := metric.Duration((b-a)*24*60, "min", "zh-CN")
	if in.site != nil {
		took = metric.Duration((b-a)*24*60, "min", in.site.Config.Language)
	}
	return diag.List{diag.New("SL04.retro", at(set, row, set.Col(kb.FieldRestored)), id, sev, took)}
}

// mentions tells whether a page names an incident: in its fields or its texts.
func mentions(p *site.Page, id string) bool {
	if strings.Contains(field(p, "incident"), id) || strings.Contains(p.Title, id) || strings.Contains(p.Front.Summary, id) {
		return true
	}
	id = markup.Replace(id)
	return slices.ContainsFunc(p.Body.Get().HTML, func(html string) bool {
		for at := strings.Index(html, id); at >= 0; at = strings.Index(html, id) {
			if strings.LastIndexByte(html[:at], '<') <= strings.LastIndexByte(html[:at], '>') { // not within a tag
				return true
			}
			_, html, _ = strings.Cut(html[at:], ">")
		}
		return false
	})
}

// markup writes a text as it stands in the body of a page.
var markup = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")
