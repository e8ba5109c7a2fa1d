package word

import (
	"strconv"
)

const (
	typeChart = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
	typeBook  = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	twip      = 635 // English metric units in a twip, a twentieth of a point
	emuPerMM  = 36_000
)

func (c Chart) write(w *body) {
	if c.drawn() {
		w.paragraph(look{style: "Milepost Figure", keep: len(c.Caption) > 0}, func() { w.chart(c, w.f.width) })
	}
	w.caption(w.doc.Labels.Figure, &w.figures, false, c.Caption)
}

// drawn tells whether there is anything to draw.
func (c Chart) drawn() bool { return len(c.Series) > 0 && len(c.Categories) > 0 }

// chart writes the drawing of a chart; width is in twips.
func (w *body) chart(c Chart, width int) {
	height := c.Height
	if !(height > 0 && height < 250) {
		height = 65
	}
	id := w.rels.add("chart", w.chartPart(c))
	w.inline(max(width, 1)*twip, int(height*emuPerMM), "Chart", c.Alt, nsC, func() { w.empty("c:chart", "r:id", id) })
}

// inline writes a drawing as a part of the text; sizes are in English metric units.
func (w *body) inline(width, height int, name, alt, uri string, graphic func()) {
	x, y, id := strconv.Itoa(width), strconv.Itoa(height), w.id()
	w.start("w:r")
	w.start("w:drawing")
	w.start("wp:inline", "distT", "0", "distB", "0", "distL", "0", "distR", "0")
	w.empty("wp:extent", "cx", x, "cy", y)
	w.empty("wp:effectExtent", "l", "0", "t", "0", "r", "0", "b", "0")
	w.empty("wp:docPr", "id", id, "name", name+" "+id, "descr", alt)
	w.empty("wp:cNvGraphicFramePr")
	w.start("a:graphic")
	w.start("a:graphicData", "uri", uri)
	graphic()
	w.end()
	w.end()
	w.end()
	w.end()
	w.end()
}

// chartPart adds the part of a chart and that of its workbook, and returns the name of the first.
func (w *body) chartPart(c Chart) string {
	name := w.f.p.add(folder+"chart#.xml", typeChart, nil)
	d := drawing{chart: c}
	if c.Book != nil {
		l, _ := w.f.p.linksOf(name) // no error: a new part has no relationships yet
		d.book = l.add("package", w.f.p.add(folder+"book#.xlsx", typeBook, c.Book))
	}
	w.f.p.put(name, []byte(d.space()))
	return name
}

// drawing writes the part of a chart.
type drawing struct {
	markup
	chart Chart
	book  string // id of the relationship to the workbook, "" without one
}

// cval writes an element of a chart that has only the attribute val.
func (d *drawing) cval(name, value string) { d.empty("c:"+name, "val", value) }

// inside writes an element; in writes its content.
func (d *drawing) inside(name string, in func()) {
	d.start(name)
	in()
	d.end()
}

// space writes the whole part.
func (d *drawing) space() string {
	d.b.WriteString(declaration)
	d.start("c:chartSpace", "xmlns:c", nsC, "xmlns:a", nsA, "xmlns:r", nsR)
	d.cval("date1904", "0")
	d.cval("roundedCorners", "0")
	d.inside("c:chart", func() {
		d.cval("autoTitleDeleted", "1")
		d.inside("c:plotArea", d.plot)
		if len(d.chart.Series) > 1 && !d.chart.Unkeyed {
			d.inside("c:legend", func() {
				d.cval("legendPos", "b")
				d.cval("overlay", "0")
			})
		}
		d.cval("plotVisOnly", "1")
		d.cval("dispBlanksAs", "gap")
	})
	d.inside("c:spPr", func() {
		d.empty("a:noFill")
		d.inside("a:ln", func() { d.empty("a:noFill") })
	})
	d.letters("800", "")
	if d.book != "" {
		d.start("c:externalData", "r:id", d.book)
		d.cval("autoUpdate", "0")
		d.end()
	}
	d.end()
	return d.b.String()
}

// letters writes the size (in hundredths of a point) and colour of texts. The
// fonts are those of the theme, and so of the document.
func (d *drawing) letters(size, color string) {
	d.inside("c:txPr", func() {
		d.empty("a:bodyPr")
		d.empty("a:lstStyle")
		d.inside("a:p", func() {
			d.inside("a:pPr", func() { d.font("a:defRPr", size, color) })
			d.empty("a:endParaRPr", "lang", "zh-CN")
		})
	})
}

func (d *drawing) font(name, size, color string) {
	d.start(name, "sz", size, "b", "0")
	if color != "" {
		d.fill(color)
	}
	d.empty("a:latin", "typeface", "+mn-lt")
	d.empty("a:ea", "typeface", "+mn-ea")
	d.end()
}

// fill writes a colour: RRGGBB, or a name from the theme.
func (d *drawing) fill(color string) {
	d.inside("a:solidFill", func() {
		if isHex(color) {
			d.empty("a:srgbClr", "val", color)
		} else {
			d.empty("a:schemeClr", "val", color)
		}
	})
}

func isHex(s string) bool {
	for _, r := range s {
		if !(r >= '0' && r <= '9' || r >= 'a' && r <= 'f' || r >= 'A' && r <= 'F') {
			return false
		}
	}
	return len(s) == 6
}

// plot writes the series and the axes.
func (d *drawing) plot() {
	d.empty("c:layout")
	var bars, lines []int
	for i, s := range d.chart.Series {
		if d.chart.Kind == Lines || d.chart.Kind != Bars && s.Line {
			lines = append(lines, i)
		} else {
			bars = append(bars, i)
		}
	}
	if len(bars) > 0 {
		d.bars(bars)
	}
	if len(lines) > 0 {
		d.lines(lines)
	}
	d.axes()
}

func (d *drawing) bars(series []int) {
	lying, grouping := "col", "clustered"
	if d.chart.Kind == Bars {
		lying = "bar"
	}
	if d.chart.Stacked {
		grouping = "stacked"
	}
	d.inside("c:barChart", func() {
		d.cval("barDir", lying)
		d.cval("grouping", grouping)
		d.cval("varyColors", "0")
		for _, i := range series {
			d.series(i, false)
		}
		d.cval("gapWidth", "60")
		if d.chart.Stacked {
			d.cval("overlap", "100")
		}
		d.cval("axId", "1")
		d.cval("axId", "2")
	})
}

func (d *drawing) lines(series []int) {
	d.inside("c:lineChart", func() {
		d.cval("grouping", "standard")
		d.cval("varyColors", "0")
		for _, i := range series {
			d.series(i, true)
		}
		d.cval("marker", "1")
		d.cval("axId", "1")
		d.cval("axId", "2")
	})
}

// axes writes the axis of the categories and that of the values. Horizontal bars
// are read from the top, so the order of their axis is reversed; the axis of the
// values then crosses it at its end to stay below.
func (d *drawing) axes() {
	sides, orientation, crosses := [2]string{"b", "l"}, "minMax", "autoZero"
	if d.chart.Kind == Bars {
		sides, orientation, crosses = [2]string{"l", "b"}, "maxMin", "max"
	}
	d.inside("c:catAx", func() {
		d.axis("1", orientation, sides[0], false)
		d.cval("crossAx", "2")
		d.cval("crosses", "autoZero")
		d.cval("auto", "0")
		d.cval("lblAlgn", "ctr")
		d.cval("lblOffset", "100")
		d.cval("noMultiLvlLbl", "1")
	})
	d.inside("c:valAx", func() {
		d.axis("2", "minMax", sides[1], true)
		d.cval("crossAx", "1")
		d.cval("crosses", crosses)
		d.cval("crossBetween", "between")
	})
}

// axis writes what both axes have, in the order of the schema. side is b (bottom) or l (left).
func (d *drawing) axis(id, orientation, side string, values bool) {
	a := d.chart.Axis
	d.cval("axId", id)
	d.inside("c:scaling", func() {
		d.cval("orientation", orientation)
		if values && a.Max != nil {
			d.cval("max", digits(*a.Max))
		}
		if values && a.Min != nil {
			d.cval("min", digits(*a.Min))
		}
	})
	d.cval("delete", "0")
	d.cval("axPos", side)
	format, line, labels := "General", "98A1AD", "low"
	if values {
		d.inside("c:majorGridlines", func() { d.stroke("E4E7EB", 6350, false) })
		if a.Title != "" {
			d.title(a.Title, side == "l")
		}
		if a.Format != "" {
			format = a.Format
		}
		line, labels = "", "nextTo"
	}
	d.empty("c:numFmt", "formatCode", format, "sourceLinked", "0")
	d.cval("majorTickMark", "none")
	d.cval("minorTickMark", "none")
	d.cval("tickLblPos", labels)
	d.stroke(line, 6350, false)
	d.letters("800", "5C6670")
}

// title writes the title of the axis of values; upright turns it by 90 degrees.
func (d *drawing) title(s string, upright bool) {
	turn := "0"
	if upright {
		turn = "-5400000"
	}
	d.inside("c:title", func() {
		d.inside("c:tx", func() {
			d.inside("c:rich", func() {
				d.empty("a:bodyPr", "rot", turn, "vert", "horz")
				d.empty("a:lstStyle")
				d.inside("a:p", func() {
					d.inside("a:pPr", func() { d.font("a:defRPr", "800", "5C6670") })
					d.inside("a:r", func() {
						d.font("a:rPr", "800", "5C6670")
						d.leaf("a:t", s)
					})
				})
			})
		})
		d.cval("overlay", "0")
	})
}

// stroke writes the properties of a line. Without a colour there is no line; width
// is in English metric units.
func (d *drawing) stroke(color string, width int, dashed bool) {
	d.inside("c:spPr", func() { d.line(color, width, dashed) })
}

func (d *drawing) line(color string, width int, dashed bool) {
	d.start("a:ln", "w", strconv.Itoa(width))
	if color == "" {
		d.empty("a:noFill")
	} else {
		d.fill(color)
		if dashed {
			d.empty("a:prstDash", "val", "dash")
		}
	}
	d.end()
}
