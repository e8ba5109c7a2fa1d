package markdown

import (
	"context"
	"strings"
	"testing"

	"milepost/bench/toll"
)

// Parsing stops soon after its context ends, whatever part of a page is being read.
func TestParseHalts(t *testing.T) {
	for name, src := range map[string]string{
		"paragraphs":   strings.Repeat("一段话，with **bold** and [a link](b.md)。\n\n", 4000),
		"one line":     strings.Repeat("**粗** `code` [链](b.md) <b>x</b> {{ kpi \"a\" }} ", 4000),
		"one block":    strings.Repeat("**粗** and [链](b.md)\n", 4000),
		"nested list":  strings.Repeat("- a\n  - b\n    - c *d*\n", 4000),
		"table":        "|a|b|\n|-|-|\n" + strings.Repeat("|*x*|y|\n", 4000),
		"raw HTML":     strings.Repeat("<p><b>x</b></p>\n", 4000),
		"headings":     strings.Repeat("## 标题 *a*\n", 4000),
		"front matter": "+++\n" + strings.Repeat("a = b\n", 5000) + "+++\n",
		"data blocks":  strings.Repeat("```table\ndata = \"a.xlsx\"\n```\n\n", 2000),
	} {
		t.Run(name, func(t *testing.T) {
			toll.Halts(t, func(ctx context.Context) bool { return Parse(ctx, "a.md", []byte(src), Options{}) != nil })
		})
	}
}
