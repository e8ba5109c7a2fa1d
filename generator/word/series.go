package word

import (
	"math"
	"strconv"
	"strings"
)

// series writes a series: its name, look and labels, and which cells of the
// workbook have its data, with a copy of the data.
func (d *drawing) series(i int, asLine bool) {
	s := d.chart.Series[i]
	color := s.Color
	if !isHex(color) {
		color = "accent" + strconv.Itoa(i%6+1)
	}
	d.inside("c:ser", func() {
		d.cval("idx", strconv.Itoa(i))
		d.cval("order", strconv.Itoa(i))
		d.inside("c:tx", func() { d.names(d.cells(i+1, 0, 0), []string{s.Name}) })
		if asLine {
			d.stroke(color, 22225, s.Dashed)
			d.marker(color, s.Dashed)
		} else {
			d.inside("c:spPr", func() {
				if s.Offset {
					d.empty("a:noFill")
				} else {
					d.fill(color)
				}
			})
			d.cval("invertIfNegative", "0")
		}
		d.points(s, asLine)
		d.labels(s, asLine)
		last := len(d.chart.Categories)
		d.inside("c:cat", func() { d.names(d.cells(0, 1, last), d.chart.Categories) })
		d.inside("c:val", func() { d.numbers(d.cells(i+1, 1, last), s.Values) })
		if asLine {
			d.cval("smooth", "0")
		}
	})
}

// marker writes the dots of a line, or that it has none.
func (d *drawing) marker(color string, none bool) {
	d.inside("c:marker", func() {
		if none {
			d.cval("symbol", "none")
			return
		}
		d.cval("symbol", "circle")
		d.cval("size", "5")
		d.inside("c:spPr", func() {
			d.fill(color)
			d.line(color, 6350, false)
		})
	})
}

// points writes the colours of single values.
func (d *drawing) points(s Series, asLine bool) {
	for i, color := range s.Points {
		if !isHex(color) || i >= len(d.chart.Categories) {
			continue
		}
		d.inside("c:dPt", func() {
			d.cval("idx", strconv.Itoa(i))
			if asLine {
				d.marker(color, false)
				return
			}
			d.cval("invertIfNegative", "0")
			d.cval("bubble3D", "0")
			d.inside("c:spPr", func() { d.fill(color) })
		})
	}
}

// labels writes that the values are shown, and where. Labels outside the end of a
// stacked bar would make Word call the file damaged.
func (d *drawing) labels(s Series, asLine bool) {
	if !s.Labels {
		return
	}
	position := "outEnd"
	if asLine {
		position = "t"
	} else if d.chart.Stacked {
		position = "ctr"
	}
	d.inside("c:dLbls", func() {
		d.empty("c:numFmt", "formatCode", d.format(), "sourceLinked", "0")
		d.inside("c:spPr", func() {
			d.empty("a:noFill")
			d.inside("a:ln", func() { d.empty("a:noFill") })
		})
		ink := ""
		if position == "ctr" {
			ink = "FFFFFF"
		}
		d.letters("750", ink)
		d.cval("dLblPos", position)
		for _, show := range []string{"showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize"} {
			d.cval(show, map[bool]string{true: "1", false: "0"}[show == "showVal"])
		}
	})
}

func (d *drawing) format() string {
	if d.chart.Axis.Format == "" {
		return "General"
	}
	return d.chart.Axis.Format
}

// cells is the address of cells in one column; columns and rows count from 0.
func (d *drawing) cells(column, from, to int) string {
	name := ""
	for n := column + 1; n > 0; n = (n - 1) / 26 {
		name = string(rune('A'+(n-1)%26)) + name
	}
	sheet := d.chart.Sheet
	if sheet == "" {
		sheet = "Sheet1"
	}
	at := "'" + strings.ReplaceAll(sheet, "'", "''") + "'!$" + name + "$" + strconv.Itoa(from+1)
	if to > from {
		at += ":$" + name + "$" + strconv.Itoa(to+1)
	}
	return at
}

// names writes a reference to cells with texts, and a copy of the texts.
func (d *drawing) names(cells string, texts []string) {
	d.inside("c:strRef", func() {
		d.leaf("c:f", cells)
		d.inside("c:strCache", func() {
			d.cval("ptCount", strconv.Itoa(len(texts)))
			for i, s := range texts {
				d.start("c:pt", "idx", strconv.Itoa(i))
				d.leaf("c:v", s)
				d.end()
			}
		})
	})
}

// numbers writes a reference to cells with numbers, and a copy of the numbers
// without the gaps.
func (d *drawing) numbers(cells string, values []float64) {
	d.inside("c:numRef", func() {
		d.leaf("c:f", cells)
		d.inside("c:numCache", func() {
			d.leaf("c:formatCode", d.format())
			d.cval("ptCount", strconv.Itoa(len(d.chart.Categories)))
			for i, v := range values {
				if math.IsNaN(v) || math.IsInf(v, 0) || i >= len(d.chart.Categories) {
					continue
				}
				d.start("c:pt", "idx", strconv.Itoa(i))
				d.leaf("c:v", digits(v))
				d.end()
			}
		})
	})
}

// digits is a number in the notation of XML.
func digits(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }
