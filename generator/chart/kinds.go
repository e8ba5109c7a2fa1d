package chart

import "slices"

// kind is one chart type.
type kind struct {
	name   string
	alias  []string
	needsX bool // must have a column of categories
	needsY bool // must have a column of numbers
	draw   func(b *build) Picture

	ignores string // settings that have no effect on it, parted by spaces
}

// kinds is the closed list of chart types.
var kinds = []kind{
	{"line", nil, true, true, drawAxes, ""},                                                                                                                    // a value over time
	{"area", nil, true, true, drawAxes, ""},                                                                                                                    // the same, filled
	{"bar", []string{"column"}, true, true, drawAxes, ""},                                                                                                      // values side by side
	{"stacked", []string{"stack"}, true, true, drawAxes, ""},                                                                                                   // parts on top of each other
	{"share", []string{"percent"}, false, false, drawAxes, "target min max"},                                                                                   // parts of 100 %
	{"combo", nil, true, true, drawAxes, ""},                                                                                                                   // the first y as bars, the others as lines
	{"pie", []string{"donut", "ring"}, true, true, drawPie, "group target min max labels cumulative"},                                                          // parts of a whole
	{"radar", nil, true, true, drawRadar, "target min limit labels"},                                                                                           // profiles over dimensions
	{"heatmap", []string{"heat"}, true, true, drawHeat, "target min max limit labels"},                                                                         // x by group, the value as colour
	{"matrix", []string{"risk"}, false, false, drawMatrix, "y target limit sort agg by over weight turn cumulative unit min max labels"},                       // risks by probability and impact
	{"scatter", []string{"points"}, false, true, drawScatter, "target limit sort agg by over weight turn cumulative min max labels"},                           // number against number
	{"gauge", nil, false, true, drawGauge, "limit sort labels"},                                                                                                // one value against its range
	{"funnel", nil, true, true, drawFunnel, "group target min max labels cumulative"},                                                                          // stages that grow smaller
	{"scurve", []string{"s-curve", "progress"}, false, false, drawCurve, "x y group target limit sort agg by over weight turn cumulative unit min max labels"}, // planned and actual progress over time
}

// kindOf is the type with the name or alias, nil if there is none.
func kindOf(name string) *kind {
	for i, k := range kinds {
		if sameName(k.name, name) || slices.ContainsFunc(k.alias, func(a string) bool { return sameName(a, name) }) {
			return &kinds[i]
		}
	}
	return nil
}
