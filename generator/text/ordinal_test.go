package text

import (
	"slices"
	"strings"
	"testing"
)

func TestOrdinalOrdersAsPeopleCount(t *testing.T) {
	for _, want := range [][]string{
		{"01-总览", "02-安装", "3-备份", "10-附录"},
		{"4_总", "4.1_pull", "4.2_push", "4.10_end", "5. 完"},
		{"第一章 甲", "第二章 乙", "第三节", "第十章", "第11章", "第十二章", "第二十章", "第二十一章", "第一百零三章"},
		{"一、甲", "二、乙", "（三）丙", "十、丁", "十一、戊"},
	} {
		got := slices.Clone(want)
		slices.Reverse(got)
		slices.SortFunc(got, func(a, b string) int { return strings.Compare(Ordinal(a), Ordinal(b)) })
		if !slices.Equal(got, want) || Ordinal(want[0]) == "" {
			t.Errorf("got %q want %q (first %q)", got, want, Ordinal(want[0]))
		}
	}
	for _, name := range []string{"2026-09-30-周报", "2026 年计划", "5G 网络", "24-7支持", "一级预案", "第一次会议", "12306", "v1.10"} {
		if n := Ordinal(name); n != "" {
			t.Errorf("%s has no number, got %q", name, n)
		}
	}
}

func TestUnnumbered(t *testing.T) {
	for name, want := range map[string]string{"01-总览": "总览", "4.1_pull": "pull", "3、备份": "备份", "2026-09-周报": "2026-09-周报", "3-2-1备份": "3-2-1备份", "7 天退货": "7 天退货", "01-": "01-"} {
		if got := Unnumbered(name); got != want {
			t.Errorf("%s: got %q want %q", name, got, want)
		}
	}
}

// Versions are sorted by their numbers.
func TestSortKeyOfVersions(t *testing.T) {
	if SortKey("v1.10") < SortKey("v1.9") || SortKey("2.0 发布") < SortKey("1.12 发布") {
		t.Error("v1.10 must come after v1.9")
	}
}
