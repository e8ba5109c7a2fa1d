package formula

import (
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"
)

func engine(t testing.TB, workers int) *Engine {
	t.Helper()
	src, err := os.ReadFile("../../themes/default/assets/tex.js")
	if err != nil {
		t.Skip("the scripts are not built: run make assets")
	}
	e := New(src, workers)
	t.Cleanup(e.Close)
	return e
}

var tag = regexp.MustCompile(`<(/?)([a-zA-Z]+)((?:\s+[a-zA-Z0-9:-]+(?:="[^"]*")?)*)\s*(/?)>`)

// checkHTML fails on styles, links, pictures and scripts, and on tags that do not nest.
func checkHTML(t *testing.T, tex, html string) {
	t.Helper()
	if strings.Contains(html, " style=") || strings.Contains(html, "<a ") || strings.Contains(html, "<img") || strings.Contains(html, "<script") {
		t.Errorf("%s: %s", tex, html)
	}
	var open []string
	for _, m := range tag.FindAllStringSubmatch(html, -1) {
		switch {
		case m[4] == "/":
		case m[1] == "":
			open = append(open, m[2])
		case len(open) == 0 || open[len(open)-1] != m[2]:
			t.Fatalf("%s: </%s> closes %v in %s", tex, m[2], open, html)
		default:
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 || strings.Contains(tag.ReplaceAllString(html, ""), "<") {
		t.Errorf("%s: open %v in %s", tex, open, html)
	}
}

// Styles are classes, each with its rule; the TeX is in the HTML, for copying and searching.
func TestFormulas(t *testing.T) {
	t.Parallel()
	e := engine(t, 1)
	for _, tex := range []string{`E=mc^2`, `\text{完成率}=\frac{\text{实际}}{\text{目标}}\times 100\%`, `a<b>c\&"`, `\sqrt{\overbrace{x}^{n}}`,
		`\begin{bmatrix} a & b \\ c & d \end{bmatrix}`, `\begin{align*} a &= b \\[2em] &= c \end{align*}`, `\color{red} x`, `\rule{9999em}{1em}`, `\xrightarrow{\text{审批}} y \tag{1}`, `\cancel{x}`} {
		f := e.Typeset(tex, true)
		if f.Fault != "" {
			t.Errorf("%s: %s at %d", tex, f.Fault, f.At)
			continue
		}
		checkHTML(t, tex, f.HTML)
		if !strings.Contains(f.HTML, `<annotation encoding="application/x-tex">`) || !strings.Contains(f.HTML, `aria-hidden="true" data-search-ignore>`) ||
			!strings.HasPrefix(f.HTML, `<span class="katex-display"><span class="mp-tex katex"><span class="katex-mathml">`) {
			t.Errorf("%s: %s", tex, f.HTML)
		}
		for _, rule := range f.Rules {
			name, body, ok := strings.Cut(rule, ":not(#f){")
			if !ok || !strings.Contains(f.HTML, strings.TrimPrefix(name, ".")) || !strings.HasSuffix(body, "}") {
				t.Errorf("%s: rule %s", tex, rule)
			}
		}
		if strings.Contains(strings.Join(f.Rules, ""), "9999em") {
			t.Errorf("%s is not capped: %v", tex, f.Rules)
		}
	}
}

// The position of a fault is in bytes of the TeX.
func TestFaults(t *testing.T) {
	t.Parallel()
	e := engine(t, 1)
	for _, c := range []struct {
		tex, fault string
		at         int
	}{
		{`x+\foo{y}`, `Undefined control sequence: \foo`, 2},
		{`\text{目标}+\foo`, `Undefined control sequence: \foo`, 14},
		{`\text{😀}\foo`, `Undefined control sequence: \foo`, 11},
		{`\frac{a`, "Unexpected end of input", 7},
		{`\href{javascript:alert(1)}{x}`, `\href may not be used`, 0},
		{`x\includegraphics{http://x.org/a.png}`, `\includegraphics may not be used`, 0},
		{`\def\a{\a\a}\a`, "Too many expansions", 0},
		{strings.Repeat(`\frac{`, 3000), "", 0},
	} {
		f := e.Typeset(c.tex, false)
		if f.Fault == "" || !strings.HasPrefix(f.Fault, c.fault) || c.at > 0 && f.At != c.at {
			t.Errorf("%.40s: %q at %d, want %q at %d", c.tex, f.Fault, f.At, c.fault, c.at)
		}
	}
	if f := e.Typeset("x", false); f.Fault != "" {
		t.Errorf("after faults: %s", f.Fault)
	}
}

// One machine or three, in any order, give the same bytes.
func TestTheSameInEveryRun(t *testing.T) {
	t.Parallel()
	list := []string{"a", "b^2", `\frac{1}{2}`, `\sum_i`, `\gdef\x{1}\x`, `\x`, "a"}
	want := map[string]string{}
	one := engine(t, 1)
	for _, tex := range list {
		want[tex] = one.Typeset(tex, false).HTML
	}
	many := engine(t, 3)
	var wg sync.WaitGroup
	for i := range 3 * len(list) {
		wg.Go(func() {
			tex := list[len(list)-1-i%len(list)]
			if got := many.Typeset(tex, false).HTML; got != want[tex] {
				t.Errorf("%s: %s, want %s", tex, got, want[tex])
			}
		})
	}
	wg.Wait()
	if want[`\x`] != "" {
		t.Error("a definition of one formula is there in another")
	}
	if display := one.Typeset("a", true).HTML; display == want["a"] {
		t.Error("a formula by itself looks like one in a line")
	}
}

func TestStylesBecomeClasses(t *testing.T) {
	t.Parallel()
	html, rules := unstyled(`<span class="a" style="height:1em;"><i style="top:2em;x:y;">style="b"</i><b style="height:1em;"></b></span>`)
	if len(rules) != 2 || strings.Contains(html, " style=\"h") {
		t.Fatalf("%s %v", html, rules)
	}
	name := regexp.MustCompile(`f[0-9a-f]{10}`).FindAllString(html, -1)
	if len(name) != 3 || name[0] != name[2] || name[0] == name[1] {
		t.Errorf("%s", html)
	}
	want := `<span class="` + name[0] + ` a"><i class="` + name[1] + `">style="b"</i><b class="` + name[2] + `"></b></span>`
	if html != want {
		t.Errorf("got %s\nwant %s", html, want)
	}
}

func BenchmarkTen(b *testing.B) {
	e := engine(b, 1)
	list := []string{"E=mc^2", `\frac{a}{b}`, `\sum_{i=1}^n x_i`, `\begin{bmatrix}a&b\\c&d\end{bmatrix}`, `\sqrt{x^2+1}`, `\text{完成率}=\frac{\text{实际}}{\text{目标}}\times 100\%`,
		`\int_0^\infty e^{-x}\,dx`, `x`, `\alpha+\beta`, `f[i](x)`}
	for i := 0; b.Loop(); i++ {
		for _, tex := range list {
			if s, err := e.pool.Text("milepostFormula", tex, true); err != nil || !strings.HasPrefix(s, "ok") {
				b.Fatal(s, err)
			}
		}
	}
}
