package view

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"milepost/generator/document"
	"milepost/generator/kb"
	"milepost/generator/metric"
	"milepost/generator/site"
	"milepost/generator/text"
	"milepost/generator/vocab"
)

// incidents shows how fast each incident was answered and restored, compared with the
// limits. The time of an open incident counts up to today.
func incidents(e eye) (document.Section, bool) {
	promises := site.PromisesOf(e.data.Seen(path.Dir(e.set.File), kb.SchemaSLA))
	o := outages{eye: e, all: e.data.Incidents(e.set, promises), promised: false}
	if len(o.all) == 0 {
		return document.Section{}, false
	}
	slices.SortStableFunc(o.all, func(a, b site.Incident) int { return cmp.Compare(o.moment(&b), o.moment(&a)) })
	for i := range o.all {
		o.promised = o.promised || slices.ContainsFunc(o.all[i].Steps, func(s site.Step) bool { return s.Target.OK })
	}
	s := document.Section{Title: o.finding(), Note: o.note()}
	if len(o.all) > 1 {
		if strip, ok := o.strip(); ok {
			s.Blocks = append(s.Blocks, strip)
		}
	}
	s.Blocks = append(s.Blocks, o.list())
	if o.promised {
		s.Blocks = append(s.Blocks, note(e.t("incidents.legend")))
	}
	return s, true
}

// outages is the incidents of a sheet, the newest first.
type outages struct {
	eye
	all      []site.Incident
	promised bool // at least one incident has a limit
}

// moment is when an incident began; unknown times sort last.
func (o *outages) moment(i *site.Incident) float64 {
	m, _ := site.Moment(o.set.Cell(i.Row, kb.FieldOccurred))
	return m
}

func (o *outages) began(i *site.Incident) kb.Date { return o.set.Cell(i.Row, kb.FieldOccurred).Date() }

func (o *outages) took(q metric.Quantity) string { return metric.Duration(q.Num, q.Unit, o.lang) }

func (o *outages) finding() string {
	var late []*site.Incident
	open, bare := 0, 0
	for i := range o.all {
		if !slices.ContainsFunc(o.all[i].Steps, func(s site.Step) bool { return s.Target.OK }) {
			bare++
		}
		if len(o.all[i].Missed()) > 0 {
			late = append(late, &o.all[i])
		}
		if o.all[i].Open {
			open++
		}
	}
	waits := ""
	if open > 0 {
		waits = o.several("incidents.open", open)
	}
	switch {
	case !o.promised:
		return o.clauses(o.several("incidents.unpromised", len(o.all)), waits)
	case len(late) == 0 && bare > 0:
		return o.clauses(o.t("incidents.kept-some", len(o.all), len(o.all)-bare, bare), waits)
	case len(late) == 0:
		return o.clauses(o.several("incidents.kept", len(o.all)), waits)
	}
	return o.clauses(o.several("incidents.missed", len(late), len(o.all), o.lateness(late[0])), waits)
}

// lateness says how long the last step of an incident that missed its limit took, and the limit.
func (o *outages) lateness(i *site.Incident) string {
	missed := i.Missed()
	s := missed[len(missed)-1]
	key := "incidents.late." + s.Field
	if s.Await {
		key = "incidents.late.await"
	}
	return o.t(key, o.day(o.began(i)), i.Severity, o.took(s.Took), o.took(s.Target))
}

// restored is the time to restore of an incident that was restored.
func restored(i *site.Incident) (metric.Quantity, bool) {
	for _, s := range i.Steps {
		if s.Field == kb.FieldRestored && s.Took.OK && !s.Await {
			return s.Took.In("min")
		}
	}
	return metric.Quantity{}, false
}

// note gives the mean time to restore, of all incidents and of each level. Only restored incidents count.
func (o *outages) note() document.Text {
	mean := func(level string) (minutes float64, n int) {
		for i := range o.all {
			if q, ok := restored(&o.all[i]); ok && (level == "" || o.all[i].Severity == level) {
				minutes += q.Num
				n++
			}
		}
		return minutes / float64(max(n, 1)), n
	}
	var levels []string
	for _, level := range o.levels() {
		if m, n := mean(level); n > 0 {
			levels = append(levels, o.t("incidents.level", level, o.took(metric.Q(m, "min")), n))
		}
	}
	mttr, unplaced := "", ""
	if m, n := mean(""); n > 0 {
		mttr = o.several("incidents.mttr", n, o.took(metric.Q(m, "min")), strings.Join(levels, o.t("clause")))
	}
	lost := 0
	for i := range o.all {
		if o.began(&o.all[i]) == "" {
			lost++
		}
	}
	if lost > 0 {
		unplaced = o.several("incidents.unplaced", lost)
	}
	return o.line(mttr, unplaced)
}

// levels returns the severities, the highest first: P1 before P2.
func (o *outages) levels() []string {
	levels := distinct(len(o.all), func(i int) (string, bool) { return o.all[i].Severity, o.all[i].Severity != "" })
	slices.SortStableFunc(levels, func(a, b string) int {
		return cmp.Or(cmp.Compare(height(vocab.RiskLevel(b)), height(vocab.RiskLevel(a))), cmp.Compare(text.SortKey(ordinals.Replace(a)), text.SortKey(ordinals.Replace(b))))
	})
	return levels
}

// ordinals sorts 一级 before 二级; sorted by pinyin they would be the other way round.
var ordinals = strings.NewReplacer("一", "1", "二", "2", "三", "3", "四", "4", "五", "5")

// strip has a row for each level, with a mark on the day of each incident.
func (o *outages) strip() (document.Block, bool) {
	from, to := kb.Date(""), kb.Date("")
	for i := range o.all {
		if d := o.began(&o.all[i]); d != "" {
			if from == "" || d < from {
				from = d
			}
			to = max(to, d)
		}
	}
	levels := o.levels()
	if from == "" || from == to || len(levels) == 0 {
		return document.Block{}, false
	}
	today := o.data.Today()
	if today != "" && today.Sub(to) < 60 {
		to = max(to, today)
	}
	s := document.Strip{From: from[:8] + "01", To: to, Today: today}
	for _, level := range levels {
		row := document.StripRow{Name: level}
		n := 0
		for i := len(o.all) - 1; i >= 0; i-- {
			in := &o.all[i]
			if in.Severity != level {
				continue
			}
			n++
			if d := o.began(in); d != "" {
				row.Marks = append(row.Marks, o.mark(in, d))
			}
		}
		row.Text = document.Say(o.t("incidents.times", n))
		s.Rows = append(s.Rows, row)
	}
	return document.Block{Kind: document.Strips, Strip: s}, true
}

// mark shows an incident on its day, with its time to restore; red with ✕ if it missed a limit.
func (o *outages) mark(i *site.Incident, day kb.Date) document.Span {
	m := document.Span{From: day, Href: o.row(i.Row)}
	if q, ok := restored(i); ok {
		m.Mark.Word = o.took(q)
	}
	if i.Open {
		m.Mark.Word = o.t("incidents.await")
	}
	m.Label = m.Mark.Word
	if len(i.Missed()) > 0 {
		m.Mark.Tone, m.Mark.Word = document.Bad, "✕ "+m.Mark.Word
		m.Label = o.lateness(i)
	}
	return m
}

func (o *outages) list() document.Block {
	cols := []document.Column{{Title: o.t("incidents.incident")}}
	var fields []string
	for _, f := range []string{kb.FieldResponded, kb.FieldArrived, kb.FieldRestored} {
		if o.set.Col(f) >= 0 {
			fields = append(fields, f)
			cols = append(cols, document.Column{Title: o.t("incidents." + f)})
		}
	}
	cols = append(cols, document.Column{Title: o.t("incidents.cause")})
	var rows []document.Row
	for i := range o.all {
		in := &o.all[i]
		cells := []document.Cell{o.entry(in)}
		for _, f := range fields {
			cells = append(cells, o.step(in, f))
		}
		cause := o.field(in.Row, kb.FieldRootCause)
		if o.set.Col(kb.FieldRootCause) < 0 {
			cause = o.field(in.Row, kb.FieldDescription)
		}
		rows = append(rows, document.Row{Cells: append(cells, cause)})
	}
	return listing(o.t("incidents.list"), cols, rows)
}

// entry is the cell with the beginning of an incident and its level; below its id, system and review page.
func (o *outages) entry(i *site.Incident) document.Cell {
	tone := document.Plain
	if len(i.Missed()) > 0 {
		tone = document.Bad
	}
	when := document.Run{Text: cmp.Or(o.text(i.Row, kb.FieldOccurred), "—"), Strong: true, Whole: true}
	c := document.Cell{Text: document.Text{when}, Sub: document.Say(strings.Join(nonEmpty(i.ID, o.text(i.Row, kb.FieldSystem)), " · ")), Date: o.began(i)}
	if p := o.data.RetroPage(i); p != nil {
		c.Sub = append(c.Sub, document.Run{Text: " · "}, document.Run{Text: p.Title, Href: p.Out})
	}
	if i.Severity != "" {
		c.Mark = document.Mark{Tone: tone, Word: i.Severity}
	}
	return c
}

// step is the cell of one step. Its bar ends at twice the limit, so the limit is in the middle.
func (o *outages) step(i *site.Incident, field string) document.Cell {
	for _, s := range i.Steps {
		if s.Field != field {
			continue
		}
		if !s.Took.OK {
			return o.blank(i.Row, field)
		}
		c := document.Cell{Text: document.Text{strong(o.took(s.Took))}}
		if s.Await {
			c.Text = append(c.Text, document.Run{Text: " " + o.t("incidents.await")})
		}
		if within, ok := s.Took.In(s.Target.Unit); ok && s.Target.OK && s.Target.Num > 0 {
			c.Sub = document.Say(o.t("incidents.limit", o.took(s.Target), share(within.Num/s.Target.Num, 1)))
			c.Bar = document.Gauge{Parts: []float64{min(within.Num, 2*s.Target.Num)}, Most: 2 * s.Target.Num, Limit: s.Target.Num}
		}
		if s.Missed {
			c.Text[0].Text = "✕ " + c.Text[0].Text
			c.Tone, c.Bar.Tone = document.Bad, document.Bad
		}
		return c
	}
	return document.Cell{}
}

// blank is the cell of a step whose time is unknown.
func (o *outages) blank(row int, field string) document.Cell {
	if c := o.field(row, field); len(c.Mark.Word) > 0 {
		return c
	}
	return document.Cell{Text: document.Say("—")}
}
