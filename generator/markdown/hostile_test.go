package markdown

import (
	"runtime"
	"strings"
	"testing"
	"time"

	"milepost/bench/toll"
)

// hostile are patterns for which some parser takes quadratic time.
var hostile = map[string]string{
	"brackets":        "[",
	"double brackets": "[[",
	"links":           "[a](",
	"images":          "![",
	"quotes":          ">",
	"quoted lists":    "> - ",
	"stars":           "*a ",
	"mixed emphasis":  "*a _b **c __d ",
	"closers":         "a** ",
	"calls":           "{{ kpi \"",
	"braces":          "{{",
	"attributes":      "[a](b){#x ",
	"tags":            "<b>",
	"closing tags":    "<b></u>",
	"open tags":       "<b x=\"",
	"svg":             "<svg>",
	"comments":        "<!--",
	"ticks":           "`a``b```",
	"addresses":       "：https://a.org/()))",
	"underscores":     "：https://a_b_c.org/_",
	"entities":        "&amp",
	"escapes":         "\\*",
	"table cells":     "| a ",
	"table rows":      "|a|b|\n|-|-|\n",
	"containers":      "::: note\n",
	"tabs":            "::: tabs\n== a\n",
	"fences":          "```go\nx\n```\n",
	"open fences":     "```chart\nx = [\n```\n",
	"headings":        "# a\n",
	"same ids":        "# a {#b}\n",
	"footnotes":       "[^1]: a\n",
	"references":      "[a]: b\n",
	"list items":      "- a\n",
	"numbered":        "1. a\n\n",
	"definitions":     "a\n: b\n\n",
	"lines":           "a\n",
	"html blocks":     "<div>\n\n",
	"front matter":    "---\n",
	"spaces":          " ",
	"tabs and text":   "\ta\n",
	"tildes":          "~~a ",
	"autolinks":       "<a@b",
	"emails":          "a@b.c ",
	"code":            "```bash\n\"'`$((${\n",
}

// Each pattern, repeated to 100 kB, must take less than a time that quadratic work would
// exceed by far.
func TestHostilePagesAreQuick(t *testing.T) {
	if testing.Short() {
		t.Skip("times say nothing under the race detector")
	}
	for name, unit := range hostile {
		t.Run(name, func(t *testing.T) {
			src := []byte(strings.Repeat(unit, 100_000/len(unit)))
			took := toll.Took(func() { soundness(t, src, Parse(t.Context(), "a.md", src, Options{})) })
			if took > 10*time.Second {
				t.Errorf("took %v", took)
			} else if testing.Verbose() {
				t.Logf("%v", took)
			}
		})
	}
}

// The columns in a line with very many holes are counted on from hole to hole, not from the
// start of the line for each.
func TestPositionsInALongLine(t *testing.T) {
	src := []byte(strings.Repeat("链 {{ kpi \"k\" }} ", 40_000))
	toll.Check(t, src, func(b []byte) {
		holes := Parse(t.Context(), "a.md", b, Options{}).Body.Get().Holes
		if last := holes[len(holes)-1]; len(holes) != 40_000 || last.Line != 1 || last.Col != 39_999*16+3 {
			t.Errorf("%d holes, the last at %d:%d", len(holes), last.Line, last.Col)
		}
	})
}

// Of signs of emphasis that open and never close, only a limited number is kept until the
// end of their block.
func TestMarksOfOneBlock(t *testing.T) {
	src := []byte(strings.Repeat("*a_ ", 200_000))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	p := Parse(t.Context(), "a.md", src, Options{})
	runtime.ReadMemStats(&after)
	if took := (after.TotalAlloc - before.TotalAlloc) >> 20; took > 60 {
		t.Errorf("%d MB for a page of 800 kB", took)
	}
	if len(p.Diags) != 1 || p.Diags[0].Code != "MD09.emphasis" {
		t.Errorf("said %v", p.Diags)
	}
}
