package markdown

import (
	"fmt"
	"strings"
	"testing"
	"unicode"

	"github.com/yuin/goldmark/util"
)

// Blanks of a plain text are made one, and it is cut, whether or not it takes the quick way.
func TestSqueezeIsExact(t *testing.T) {
	parts := []string{"a", "报", "。", "、", "°", "¡", " ", "  ", "\n", "\t", "\u3000", "\u00a0", "é", "😀"}
	blank := func(c rune) bool { return strings.ContainsRune(" \n\t\u3000\u00a0", c) }
	var check func(s string, more int)
	check = func(s string, more int) {
		for _, n := range []int{1, 2, 3, 1000} {
			want := []rune(strings.Join(strings.FieldsFunc(s, blank), " "))
			short := strings.TrimRight(string(want[:min(n, len(want))]), " ")
			if got := squeeze([]byte(s), n); got != short {
				t.Errorf("squeeze(%q, %d) = %q, want %q", s, n, got, short)
			}
		}
		for _, p := range parts {
			if more > 0 {
				check(s+p, more-1)
			}
		}
	}
	check("", 4)
}

// What begins with a sign is seen in headings, cells and running text alike, wherever it stands.
func TestSignsInText(t *testing.T) {
	for text, want := range map[string]string{
		`值`:              "值",
		`a\*b`:           "a*b",
		`A&amp;B`:        "A&amp;B",
		`3 > 2`:          "3 &gt; 2",
		`"引"`:            "&quot;引&quot;",
		`:tada:`:         "🎉",
		`报销:tada:`:       "报销🎉",
		`见 http://x.org`: `见 <a href="http://x.org" class="external" rel="noopener">http://x.org</a>`,
		`一 二　三`:          "一 二　三",
	} {
		p := Parse(t.Context(), "a.md", []byte(fmt.Sprintf("# T\n\n## %s\n\n%s\n\n| %s | 目标 | 实测 |\n|---|---|---|\n| %s | 1 | 1 |\n", text, text, text, text)), Options{})
		body := p.Body.Get()
		html := strings.Join(body.HTML(), "")
		if n := strings.Count(html, ">"+want+"<"); n != 4 {
			t.Errorf("%s is written %d times as %s in\n%s", text, n, want, html)
		}
		words := map[string]string{`a\*b`: "a*b", `A&amp;B`: "A&B", `:tada:`: "🎉", `报销:tada:`: "报销🎉", `一 二　三`: "一 二 三"}[text]
		if words == "" {
			words = text
		}
		if got := []string{p.Headings[0].Text, p.Grids[0].Head[0], p.Grids[0].Rows[0].Cells[0]}; got[0] != words || got[1] != words || got[2] != words {
			t.Errorf("%s is %q as text, want %q", text, got, words)
		}
	}
}

// A Chinese character counts, wherever it stands in the tables of Unicode, and so does a word of letters.
func TestCharsOfText(t *testing.T) {
	for s, want := range map[string]int{
		"报销三天": 4, "CRM 系统": 3, "一\u4e00\u4fff\u5000\u9fff\u3400": 6, "かな漢字": 3, "a报b销": 4, "。，、": 0, "\U00020000": 1, "é报": 2, "éa报a": 3,
	} {
		if got := Parse(t.Context(), "a.md", []byte(s), Options{}).Chars; got != want {
			t.Errorf("%q has %d characters, want %d", s, got, want)
		}
	}
}

// The usual Chinese characters are letters of two columns, as the tables have it: quick ways
// past the tables stand on that.
func TestUsualCharacters(t *testing.T) {
	for r := rune(0x4E00); r <= 0x9FFF; r++ {
		if w := util.EastAsianWidth(r); w != "W" || emoji(r) || util.IsPunctRune(r) || unicode.IsSpace(r) || !unicode.IsLetter(r) || unicode.ToLower(r) != r {
			t.Fatalf("U+%04X: width %q, letter %t", r, w, unicode.IsLetter(r))
		}
	}
}
