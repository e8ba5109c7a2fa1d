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

// service: a target for each severity in use (SL01), timestamps in order (SL02), no
// incidents is written 无事件, no rate over 100 %, counts agree with the log (SL03),
// times within their targets, and a retrospective for each incident of the highest
// severity that was late (SL04), no rate from a few tickets (SL05).
func service(in *input) (diags diag.List) {
	levels := in.parts(kb.SchemaSLA)
	for _, set := range levels {
		for row := range set.Rows {
			if sev := said(set, row, kb.FieldSeverity); sev != "" {
				diags = append(diags, slaRow(set, row, sev)...)
			}
		}
	}
	for _, set := range in.sets(kb.SchemaSLA) {
		diags = append(diags, averages(set)...)
		diags = append(diags, fewTickets(in, set)...)
	}
	promises := site.PromisesOf(levels)
	told := map[string]bool{}
	var logs []site.Incident
	for _, set := range in.parts(kb.SchemaIncidents) {
		all := in.data.Incidents(set, promises)
		logs = append(logs, all...)
		for i := range all {
			sev := all[i].Severity
			diags = append(diags, sequence(set, i)...)
			if col := set.Col(kb.FieldSeverity); sev == "" && col >= 0 && blank(set, i, kb.FieldSeverity) {
				diags = append(diags, diag.New("SL01.level", at(set, i, col), all[i].ID))
			}
			if key := text.Fold(sev); sev != "" && !promises.Empty() && !promises.Knows(sev) && !told[key] {
				told[key] = true
				diags = append(diags, diag.New("SL01.severity", at(set, i, set.Col(kb.FieldSeverity)), sev))
			}
			diags = append(diags, unanswered(&all[i])...)
			diags = append(diags, missed(in, &all[i])...)
		}
		diags = append(diags, slow(all)...)
	}
	for _, set := range in.sets(kb.SchemaSLA) {
		diags = append(diags, miscounted(in, set, logs)...)
	}
	return diags
}

func slaRow(set *kb.Dataset, row int, sev string) (diags diag.List) {
	if col := set.Col(kb.FieldResponseTarget); col >= 0 && blank(set, row, kb.FieldResponseTarget) {
		diags = append(diags, diag.New("SL01.target", at(set, row, col), sev))
	}
	n, hasCount := set.Cell(row, kb.FieldCount).Float()
	if c, ok := set.Cell(row, kb.FieldCompliance).Float(); ok && hasCount && n == 0 {
		diags = append(diags, diag.New("SL03.none", at(set, row, set.Col(kb.FieldCompliance)), sev, metric.Percent(c)))
	} else if ok && c > 1+1e-9 && set.Columns[set.Col(kb.FieldCompliance)].Unit == "%" {
		diags = append(diags, diag.New("SL03.over", at(set, row, set.Col(kb.FieldCompliance)), sev, metric.Percent(c)))
	}
	return diags
}

// sequence: occurred, responded, arrived, restored. A day without a time is
// compared by day only.
func sequence(set *kb.Dataset, row int) (diags diag.List) {
	steps := []string{kb.FieldOccurred, kb.FieldResponded, kb.FieldArrived, kb.FieldRestored}
	last := -1
	for i, f := range steps {
		c := set.Cell(row, f)
		m, ok := site.Moment(c)
		if !ok {
			continue
		}
		if last >= 0 {
			before := set.Cell(row, steps[last])
			n, _ := site.Moment(before)
			if timed := c.Num != 0 && before.Num != 0; timed && m < n || !timed && c.Date() < before.Date() {
				pos := at(set, row, set.Col(f))
				diags = append(diags, diag.New("SL02.order", pos, header(set, f), c.String(), header(set, steps[last]), before.String(), cellName(pos, at(set, row, set.Col(steps[last])))))
				continue
			}
		}
		last = i
	}
	return diags
}

// averages: the average time of the newest period is within its target. Older periods are
// not judged.
func averages(set *kb.Dataset) (diags diag.List) {
	newest := kb.Period("")
	for row := range set.Rows {
		if p := set.Cell(row, kb.FieldPeriod).Period(); p.End() > newest.End() {
			newest = p
		}
	}
	for row := range set.Rows {
		if newest != "" && set.Cell(row, kb.FieldPeriod).Period() != newest {
			continue
		}
		for _, f := range [][2]string{{kb.FieldResponseActual, kb.FieldResponseTarget}, {kb.FieldArrivalActual, kb.FieldArrivalTarget}, {kb.FieldResolveActual, kb.FieldResolveTarget}} {
			took, allowed := site.QuantityOf(set, row, f[0]), site.QuantityOf(set, row, f[1])
			if t, ok := took.In(allowed.Unit); ok && allowed.OK && t.Num > allowed.Num+1e-6 {
				pos := at(set, row, set.Col(f[0]))
				diags = append(diags, diag.New("SL04.mean", pos, said(set, row, kb.FieldSeverity), header(set, f[0]), inWords(took), inWords(allowed), cellName(pos, at(set, row, set.Col(f[1])))))
			}
		}
	}
	return diags
}

// enoughTickets is how many tickets a month needs for a rate that means something.
const enoughTickets = 5

// fewTickets reports the newest month of each severity whose rate is from a
// few tickets: 1 of 2 is 50 %, and one more in time would make it 67 %.
func fewTickets(in *input, set *kb.Dataset) (diags diag.List) {
	enough := float64(in.number("SL05", "tickets", enoughTickets))
	newest := map[string]int{}
	var order []string
	for row := range set.Rows {
		n, counted := set.Cell(row, kb.FieldCount).Float()
		c, judged := set.Cell(row, kb.FieldCompliance).Float()
		if !counted || !judged || n <= 0 || n >= enough || c >= 1 || c < 0 {
			continue
		}
		sev := said(set, row, kb.FieldSeverity)
		was, again := newest[sev]
		if !again {
			order = append(order, sev)
		}
		if !again || set.Cell(row, kb.FieldPeriod).Period().End() >= set.Cell(was, kb.FieldPeriod).Period().End() {
			newest[sev] = row
		}
	}
	for _, sev := range order {
		row := newest[sev]
		c, _ := set.Cell(row, kb.FieldCompliance).Float()
		diags = append(diags, diag.New("SL05.few", at(set, row, set.Col(kb.FieldCompliance)), strings.TrimSpace(sev+" "+said(set, row, kb.FieldPeriod)), metric.Percent(c), said(set, row, kb.FieldCount)))
	}
	return diags
}

// inWords is a length of time in words of both languages.
func inWords(q metric.Quantity) diag.Either {
	return diag.Either{Zh: metric.Duration(q.Num, q.Unit, "zh-CN"), En: metric.Duration(q.Num, q.Unit, "en")}
}

// against is what took too long: "响应时间 50 分钟 > 15 分钟".
func against(i *site.Incident, steps []site.Step) (out diag.Either) {
	var zh, en []string
	for _, s := range steps {
		took, target := inWords(s.Took), inWords(s.Target)
		zh = append(zh, header(i.Set, s.Field)+" "+took.Zh+" > "+target.Zh)
		en = append(en, header(i.Set, s.Field)+" "+took.En+" > "+target.En)
	}
	return diag.Either{Zh: strings.Join(zh, "、"), En: strings.Join(en, ", ")}
}

// unanswered: an incident still waits for a step, and its target has passed.
func unanswered(i *site.Incident) diag.List {
	for _, s := range i.Missed() {
		if s.Await {
			return diag.List{diag.New("SL04.open", at(i.Set, i.Row, i.Set.Col(s.Field)), i.ID, i.Severity, header(i.Set, s.Field), i.Set.Cell(i.Row, kb.FieldOccurred).String(), inWords(s.Took), inWords(s.Target))}
		}
	}
	return nil
}

// slow reports, for severities below the highest, only how many incidents took too
// long, once for each step.
func slow(all []site.Incident) (diags diag.List) {
	type key struct{ severity, field string }
	type tally struct {
		last  *site.Incident
		step  site.Step
		n, of int
	}
	count := map[key]*tally{}
	var order []key
	for i := range all {
		if vocab.TopSeverity(all[i].Severity) {
			continue
		}
		for _, s := range all[i].Steps {
			k := key{all[i].Severity, s.Field}
			if s.Await || !s.Target.OK || !s.Took.OK {
				continue
			}
			if count[k] == nil {
				count[k] = &tally{}
				order = append(order, k)
			}
			count[k].of++
			if s.Missed {
				count[k].n++
				count[k].last, count[k].step = &all[i], s
			}
		}
	}
	for _, k := range order {
		if t := count[k]; t.n > 0 {
			set := t.last.Set
			diags = append(diags, diag.New("SL04.slow", at(set, t.last.Row, set.Col(k.field)), k.severity, header(set, k.field), t.of, t.n, t.last.ID, inWords(t.step.Took), inWords(t.step.Target)))
		}
	}
	return diags
}

// missed: an incident of the highest severity that took too long has a
// retrospective: in its own column, or a page of that kind that names it.
func missed(in *input, i *site.Incident) diag.List {
	late := slices.DeleteFunc(i.Missed(), func(s site.Step) bool { return s.Await })
	if !vocab.TopSeverity(i.Severity) || len(late) == 0 || i.Open {
		return nil
	}
	if i.Retro() != "" || in.site != nil && in.site.RetroOf(i, in.project) != nil {
		return nil
	}
	pos := at(i.Set, i.Row, i.Set.Col(late[len(late)-1].Field))
	return diag.List{diag.New("SL04.retro", pos, i.ID, i.Severity, against(i, late))}
}
