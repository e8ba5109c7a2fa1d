package theme

import (
	"fmt"
	"math"
	"strings"

	"milepost/generator/document"
)

// Curve is a small curve in a box of 72 x 22 pixels.
type Curve struct {
	Lines []string // each a run of two or more points without a gap: "0.0,3.0 14.4,7.5"
	X, Y  string   // of the last point that has a value; "" if none has
	Hole  bool     // the last period has no value
	Goal  string   // y of the goal, "" if there is none
}

const (
	curveWidth  = 72
	curveTop    = 3
	curveBottom = 19
)

// curveOf scales the points and the goal of a cell to the box.
func curveOf(c document.Cell) Curve {
	low, high := math.Inf(1), math.Inf(-1)
	last := -1
	for i, p := range c.Curve {
		if p.OK {
			low, high, last = min(low, p.Value), max(high, p.Value), i
		}
	}
	if last < 0 {
		return Curve{}
	}
	if c.Goal.OK {
		low, high = min(low, c.Goal.Value), max(high, c.Goal.Value)
	}
	y := func(v float64) string {
		if high == low {
			return fmt.Sprintf("%.1f", float64(curveTop+curveBottom)/2)
		}
		return fmt.Sprintf("%.1f", curveBottom-(v-low)/(high-low)*(curveBottom-curveTop))
	}
	x := func(i int) string {
		return fmt.Sprintf("%.1f", float64(curveWidth)*float64(i)/float64(max(len(c.Curve)-1, 1)))
	}
	out := Curve{X: x(last), Y: y(c.Curve[last].Value), Hole: last < len(c.Curve)-1}
	if c.Goal.OK {
		out.Goal = y(c.Goal.Value)
	}
	var line []string
	for i, p := range append(c.Curve[:len(c.Curve):len(c.Curve)], document.Point{}) {
		if p.OK {
			line = append(line, x(i)+","+y(p.Value))
			continue
		}
		if len(line) > 1 {
			out.Lines = append(out.Lines, strings.Join(line, " "))
		}
		line = nil
	}
	return out
}
