package theme

import (
	"html/template"
	"slices"
	"strconv"
	"strings"

	"milepost/generator/document"
	"milepost/generator/kb"
)

// Sizes of the pictures in px.
const (
	stripHeight = 26
	axisHeight  = 18
	panelHeight = 168
	panelTop    = 22  // y of the highest value
	panelBottom = 134 // y of the lowest value
	barHeight   = 18
	gaugeHeight = 12
)

// stripAxis draws the axis above the rows of a strip: months, and the word above today.
func (t *Theme) stripAxis(s document.Strip) template.HTML {
	var p picture
	p.open(axisHeight, "")
	x := dayAxis(s.From, s.To)
	all := months(s.From, s.To)
	today := -100.0
	if s.Today >= s.From && s.Today <= s.To && s.Today != "" {
		today = x.at(float64(s.Today.Sub(s.From)))
		anchor := "middle"
		if today > 95 {
			anchor = "end"
		}
		p.text(pct(today), 12, "t-bad halo", anchor, t.Text("gantt.today"))
	}
	step := (len(all) + 7) / 8 // name every step-th month: about eight names, as many as a phone has room for
	free, shown := 0.0, ""     // x from which there is room for a name; the year that was shown last
	for i, m := range all {
		at := x.at(float64(m.Sub(s.From)))
		p.add(`<line x1="%s" x2="%s" y1="12" y2="%d" class="l-axis"/>`, pct(at), pct(at), axisHeight)
		year, wide := string(m[:4]) != shown, 8.0
		if year {
			wide = 20
		}
		beside := at > today+6 || at+wide < today-5 // does not touch the word above today
		if i%step == 0 && at >= free && at < 94 && beside {
			p.text(pct(at), 12, "soft", "", t.monthName(m, year))
			free, shown = at+wide, string(m[:4])
		}
	}
	return p.close()
}

// monthName is "9 月", with year "2026 年 9 月".
func (t *Theme) monthName(first kb.Date, year bool) string {
	name := t.word("month", strconv.Itoa(int(first.Time().Month())))
	if year {
		return t.Text("month.year", string(first[:4]), name)
	}
	return name
}

// strip draws one row with its marks.
func (t *Theme) strip(s document.Strip, r document.StripRow) template.HTML {
	var p picture
	var words []string
	for _, m := range r.Marks {
		words = append(words, strings.TrimSpace(string(m.From)+" "+m.Label))
	}
	label := r.Name + ": " + strings.Join(words, "; ")
	if slices.ContainsFunc(r.Marks, func(m document.Span) bool { return m.Href != "" }) { // role="img" hides links inside from readers who cannot see
		p.add(`<svg class="pic" width="100%%" height="%d" role="group" aria-label="%s">`, stripHeight, template.HTMLEscapeString(label))
	} else {
		p.open(stripHeight, label)
	}
	x := dayAxis(s.From, s.To)
	mid := stripHeight / 2
	p.add(`<line x1="0" x2="100%%" y1="%d" y2="%d" class="l-grid"/>`, mid, mid)
	for _, m := range months(s.From, s.To) {
		at := pct(x.at(float64(m.Sub(s.From))))
		p.add(`<line x1="%s" x2="%s" y1="0" y2="%d" class="l-grid"/>`, at, at, stripHeight)
	}
	at := wordPlaces(x, s, r.Marks)
	for i, m := range r.Marks {
		p.mark(x, s, m, mid, at[i])
	}
	if s.Today >= s.From && s.Today <= s.To && s.Today != "" {
		at := pct(x.at(float64(s.Today.Sub(s.From))))
		p.add(`<line x1="%s" x2="%s" y1="0" y2="%d" class="l-today"/>`, at, at, stripHeight)
	}
	return p.close()
}

// mark draws a bar over several days, or a dot; at says on which side its word
// stands, and on which screens it has room.
func (p *picture) mark(x axis, s document.Strip, m document.Span, mid int, at place) {
	if !at.desk {
		m.Mark.Word = "" // the list below the picture shows it
	}
	tight := ""
	if !at.phone {
		tight = " tight"
	}
	a := x.at(float64(m.From.Sub(s.From)))
	class := toneClass(m.Mark.Tone)
	switch {
	case m.Hatched:
		class += " m-hatch"
	case m.Hollow:
		class += " m-hollow"
	}
	if m.Href != "" {
		p.add(`<a href="%s" aria-label="%s">`, template.HTMLEscapeString(m.Href), template.HTMLEscapeString(string(m.From)+" "+m.Label))
	}
	if b := x.at(float64(m.To.AddDays(1).Sub(s.From))); s.Bars && m.To > m.From {
		p.bar(a, b, m, class, mid)
	} else if m.To != "" && m.To > m.From {
		p.add(`<rect x="%s" width="%s" y="%d" height="10" rx="2" class="m %s"/>`, pct(a), pct(max(b-a, .4)), mid-5, class)
		if m.Mark.Word != "" {
			p.text(pct(a), mid+4, "halo soft", "", m.Mark.Word)
		}
	} else {
		p.add(`<circle cx="%s" cy="%d" r="5" class="m %s"/>`, pct(a), mid, class)
		anchor, dx := "", 8
		if at.left {
			anchor, dx = ` text-anchor="end"`, -8
		}
		if m.Mark.Word != "" {
			p.add(`<text x="%s" dx="%d" y="%d" class="halo %s%s"%s>%s</text>`, pct(a), dx, mid+4, class, tight, anchor, template.HTMLEscapeString(m.Mark.Word))
		}
	}
	if m.Href != "" {
		p.add(`</a>`)
	}
}

// bar draws a span from a to b percent with its word inside, if the whole word has
// room: half a word may read as another word. The label of the strip holds all words.
func (p *picture) bar(a, b float64, m document.Span, class string, mid int) {
	p.add(`<svg x="%s" width="%s" y="%d" height="16"><rect width="100%%" height="100%%" rx="2" class="m %s"/>`, pct(a), pct(max(b-a, .4)), mid-8, class)
	room := func(letter float64) bool { return wordWidth(m.Mark.Word, letter)+letter/2 <= b-a }
	if !room(phoneLetter) {
		class += " tight"
	}
	if m.Mark.Word != "" && room(barLetter) {
		p.add(`<text x="5" y="12" class="inside %s">%s</text>`, class, template.HTMLEscapeString(m.Mark.Word))
	}
	p.add(`</svg>`)
}

// panel draws one small curve with its target. Points of few cases are hatched; where
// a value is missing the curve has a gap.
func (t *Theme) panel(m document.Multiples, one document.Panel) template.HTML {
	var p picture
	if one.High.OK {
		m.Low, m.High = one.Low, one.High
	}
	p.open(panelHeight, panelWords(one))
	y := func(v float64) int {
		a := axis{m.Low.Value, m.High.Value}
		return panelBottom - int(a.at(v)/100*(panelBottom-panelTop)+.5)
	}
	x := func(i int) string { return pct((float64(i) + .5) / float64(len(one.Points)) * 100) }
	p.add(`<line x1="0" x2="100%%" y1="%d" y2="%d" class="l-axis"/>`, panelBottom, panelBottom)
	p.text("0", panelBottom-4, "", "", shown(m.Low, m.Low.Value))
	if one.Target.OK {
		p.add(`<line x1="0" x2="100%%" y1="%d" y2="%d" class="l-target"/>`, y(one.Target.Value), y(one.Target.Value))
		p.text("0", y(one.Target.Value)-5, "t-target halo", "", t.lineName(one))
	}
	for i := 1; i < len(one.Points); i++ {
		if a, b := one.Points[i-1], one.Points[i]; a.OK && b.OK {
			p.add(`<line x1="%s" y1="%d" x2="%s" y2="%d" class="l-done"/>`, x(i-1), y(a.Value), x(i), y(b.Value))
		}
	}
	last := -1
	for i, pt := range one.Points {
		if pt.OK {
			last = i
		}
	}
	step := (len(one.Points) + 5) / 6
	for i, pt := range one.Points {
		at := y(pt.Value)
		word := at - 9
		if line := y(one.Target.Value); one.Target.OK && word-12 < line && line < word+3 {
			word = at + 17 // below the point, since the target line would run through the number
		}
		t.panelPoint(&p, one, i, pt, spot{x(i), at, word}, i == last, step)
	}
	return p.close()
}

// spot is the position of a point, and the y of the number beside it.
type spot struct {
	x       string
	y, word int
}

func (t *Theme) panelPoint(p *picture, one document.Panel, i int, pt document.Point, at spot, last bool, step int) {
	named := (len(one.Points)-1-i)%step == 0
	if pt.OK {
		class := "m-done"
		switch {
		case i < len(one.Few) && one.Few[i]:
			class = "m-hatch"
		case i < len(one.Bad) && one.Bad[i]:
			class = "t-bad"
		}
		p.add(`<circle cx="%s" cy="%d" r="3.5" class="m %s"/>`, at.x, at.y, class)
		if named || last {
			class = "soft halo"
			if last {
				class = "v halo"
			}
			p.text(at.x, at.word, class, "middle", shown(one.Target, pt.Value))
		}
	}
	if !named {
		return
	}
	if !pt.OK && one.Counts == nil {
		p.text(at.x, panelBottom-6, "soft", "middle", t.Text("view.missing"))
	}
	p.text(at.x, panelBottom+14, "", "middle", t.periodName(pt.At))
	if one.Counts != nil {
		n := "—"
		if i < len(one.Counts) && pt.OK {
			n = strconv.Itoa(one.Counts[i])
		}
		p.text(at.x, panelBottom+29, "", "middle", n)
	}
}

// lineName is the text of the line of a panel: 目标 85%, 上限 30.
func (t *Theme) lineName(one document.Panel) string {
	value := shown(one.Target, one.Target.Value)
	if one.Limit {
		return t.Text("view.limit", value)
	}
	return t.Text("view.target", value)
}

// periodName is a period in a short form for an axis: "9 月", "Q3", "2026".
func (t *Theme) periodName(p kb.Period) string {
	if len(p) == 7 && p[5] != 'Q' && p[5] != 'H' {
		return t.monthName(p.Start(), false)
	}
	if len(p) > 5 {
		return string(p[5:])
	}
	return string(p)
}

func panelWords(one document.Panel) string {
	var words []string
	for _, pt := range one.Points {
		if pt.OK {
			words = append(words, string(pt.At)+" "+shown(one.Target, pt.Value))
		} else {
			words = append(words, string(pt.At)+" —")
		}
	}
	return one.Title + ": " + strings.Join(words, ", ")
}

// shown is a value without its unit, with the decimals of like; a share of a number
// in % is multiplied by 100.
func shown(like document.Number, v float64) string {
	if like.Unit == "%" {
		return strconv.FormatFloat(v*100, 'f', like.Decimals, 64)
	}
	return strconv.FormatFloat(v, 'f', like.Decimals, 64)
}

// share draws one bar of parts on the scale that all bars of s have in common.
func share(s document.Stacks, r document.Share) template.HTML {
	var p picture
	p.open(barHeight, "")
	x := axis{0, s.Most}
	p.add(`<rect width="100%%" height="%d" rx="2" class="m-track"/>`, barHeight)
	at := s.Zero
	if s.Zero > 0 { // diverging: the first half of the parts lies left of the middle
		at -= before(r.Parts)
	}
	for i, v := range r.Parts {
		a, b := x.at(at), x.at(at+v)
		if b > a {
			p.add(`<rect x="%s" width="%s" height="%d" class="%s"/>`, pct(a), pct(b-a), barHeight, partClass(s, r, i))
		}
		at += v
	}
	if r.Target.OK {
		at := pct(x.at(s.Zero + r.Target.Value))
		p.add(`<line x1="%s" x2="%s" y1="-2" y2="%d" class="l-tick"/>`, at, at, barHeight+2)
	}
	if s.Zero > 0 {
		p.add(`<line x1="%s" x2="%s" y1="-2" y2="%d" class="l-axis"/>`, pct(x.at(s.Zero)), pct(x.at(s.Zero)), barHeight+2)
	}
	return p.close()
}

// before is the length that a diverging bar has left of the middle: the first half of
// its parts, and half of the part in the middle if their number is odd.
func before(parts []float64) (sum float64) {
	for i, v := range parts {
		switch {
		case 2*i+1 < len(parts):
			sum += v
		case 2*i+1 == len(parts):
			sum += v / 2
		}
	}
	return sum
}

func partClass(s document.Stacks, r document.Share, i int) string {
	switch {
	case s.Zero > 0: // the last part is the best grade, which is green
		return "g-" + strconv.Itoa(len(s.Parts)-i)
	case len(s.Parts) > 1:
		return "c-" + strconv.Itoa(min(i+1, 4))
	}
	return barClass(r.Mark.Tone)
}

// barClass is the class of a bar of one part. A muted bar is one that others are
// compared with.
func barClass(t document.Tone) string {
	switch t {
	case document.Plain:
		return "m-done"
	case document.Muted:
		return "m-plan"
	}
	return "m " + toneClass(t)
}

// gauge draws the bar of a cell. It has no label: the text above it says the same.
func gauge(g document.Gauge) template.HTML {
	var p picture
	p.open(gaugeHeight, "")
	x := axis{0, g.Most}
	if len(g.Parts) == 1 {
		p.add(`<rect width="100%%" y="3" height="6" class="m-track"/>`)
	}
	at := g.From
	for i, v := range g.Parts {
		a, b := x.at(at), x.at(at+v)
		class := barClass(g.Tone)
		if len(g.Parts) > 1 {
			class = "c-" + strconv.Itoa(min(i+1, 4))
		}
		if b > a {
			p.add(`<rect x="%s" width="%s" y="3" height="6" class="%s"/>`, pct(a), pct(b-a), class)
		}
		at += v
	}
	if g.Limit > 0 {
		at, class := pct(x.at(g.Limit)), "l-tick"
		if g.Now {
			class = "l-today"
		}
		p.add(`<line x1="%s" x2="%s" y1="0" y2="%d" class="%s"/>`, at, at, gaugeHeight, class)
	}
	return p.close()
}
