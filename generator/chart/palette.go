package chart

import "fmt"

// color is one colour of the charts: a CSS variable and its value in light mode. Options and
// raw SVGs have the light value; the finished SVG and the live chart replace it by the
// variable, so that they follow dark mode. So no two entries may have the same value.
// themes/default/src/chart/palette.ts and css/chart.css have the same table; a test compares them.
type color struct {
	name  string
	light string
}

var palette = []color{
	// Series: contrast with white at least 3:1; any two differ by 9 or more (Oklab x 100), the
	// first four by 11, for people with protanopia, deuteranopia and tritanopia, too.
	{"--chart-1", "#1d6aa8"},
	{"--chart-2", "#e4572e"},
	{"--chart-3", "#2a9d8f"},
	{"--chart-4", "#a01d66"},
	{"--chart-5", "#1f5a1c"},
	{"--chart-6", "#a05cf5"},
	{"--chart-7", "#4a2929"},
	{"--chart-8", "#401093"},
	{"--chart-rest", "#8b929c"}, // Others, no answer

	{"--chart-text", "#2b3340"},
	{"--chart-muted", "#5b6472"},
	{"--chart-axis", "#98a1ad"},
	{"--chart-grid", "#e4e7eb"},
	{"--chart-paper", "#ffffff"},
	{"--chart-target", "#c2185b"},
	{"--chart-track", "#e9ecef"},

	{"--chart-heat-1", "#e9f1fb"},
	{"--chart-heat-2", "#bcd6f4"},
	{"--chart-heat-3", "#86b3e9"},
	{"--chart-heat-4", "#3a70bd"},
	{"--chart-heat-5", "#1b4584"},
	{"--chart-heat-ink-1", "#1b2a41"}, // on heat 1-3
	{"--chart-heat-ink-2", "#fffffe"}, // on heat 4-5

	{"--chart-zone-1", "#d5eedd"}, // risk: low
	{"--chart-zone-2", "#fcefb4"},
	{"--chart-zone-3", "#fbd0a3"},
	{"--chart-zone-4", "#f4a6a0"}, // very high
	{"--chart-zone-ink", "#2a2320"},

	{"--chart-grade-1", "#1b7f6b"}, // very satisfied
	{"--chart-grade-2", "#8fd0be"},
	{"--chart-grade-3", "#dde1e6"},
	{"--chart-grade-4", "#f5b98a"},
	{"--chart-grade-5", "#c4501b"},     // very dissatisfied
	{"--chart-grade-ink-1", "#fefeff"}, // on grades 1 and 5
	{"--chart-grade-ink-2", "#22262b"}, // on grades 2-4
}

// light is the light value of the colour --chart-NAME. An unknown name is our own bug and panics.
func light(name string) string {
	for _, c := range palette {
		if c.name == "--chart-"+name {
			return c.light
		}
	}
	panic("chart: no colour " + name)
}

// colors is how many series have a colour of their own; the ninth has the first colour
// again, dashed or hollow.
const colors = 8

// seriesColor is the colour of the i-th series.
func seriesColor(i int) string { return light(fmt.Sprint(i%colors + 1)) }

// gradeColors are n colours (1 to 5) from the best grade to the worst, and for each the colour of text on it.
func gradeColors(n int) (fills, inks []string) {
	steps := map[int][]int{1: {1}, 2: {1, 5}, 3: {1, 3, 5}, 4: {1, 2, 4, 5}, 5: {1, 2, 3, 4, 5}}[n]
	for _, s := range steps {
		fills = append(fills, light(fmt.Sprintf("grade-%d", s)))
		ink := "grade-ink-2"
		if s == 1 || s == 5 {
			ink = "grade-ink-1"
		}
		inks = append(inks, light(ink))
	}
	return fills, inks
}
