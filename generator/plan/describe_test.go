package plan

import (
	"testing"

	"milepost/generator/kb"
	"milepost/generator/theme"
)

// A description has the values that are in its sentence on the page.
func TestWithFigures(t *testing.T) {
	t.Parallel()
	body := kb.MakeBody(
		[]string{"<blockquote><p>另一段</p></blockquote>\n<p>现在 ", "，目标 <b>85%</b> &amp; 不变。</p>\n<p>后文 ", "</p>"},
		[]kb.Hole{{Kind: kb.HoleValue}, {Kind: kb.HoleValue}},
	).Get()
	fills := []theme.Fill{{HTML: `<a class="value" title="a &gt; b" href="x.html">278 家</a>`}, {HTML: "9"}}
	for _, c := range []struct{ name, lead, want string }{
		{"values come in", "现在 ，目标 85% & 不变。", "现在 278 家，目标 85% & 不变。"},
		{"another paragraph", "没有这一段", "没有这一段"},
	} {
		if got := withFigures(c.lead, &body, fills); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}
