package document

import (
	"slices"
	"testing"
)

func TestParagraphs(t *testing.T) {
	for in, want := range map[string][]string{
		"": nil,
		"<p>西南 <b>晚</b>\n13 天。</p><p>a &lt; b</p>":                        {"西南 晚 13 天。", "a < b"},
		"<ul><li>一</li><li>二<br>三</li></ul>":                              {"一", "二", "三"},
		"<table><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td></tr></table>": {"甲 乙", "丙"},
		`<p>见<a href="x" title="a">计划</a>`:                                {"见计划"},
		"没有标签 <":                                                          {"没有标签"},
	} {
		if got := (Block{HTML: in}).Paragraphs(); !slices.Equal(got, want) {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}
