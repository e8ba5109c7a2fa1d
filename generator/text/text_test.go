package text

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"ＫＰＩ（％）": "kpi(%)",
		"CPU使用率": "cpu使用率",
		"①ﬁ":     "1fi",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

// The quick way past the tables gives what the tables give, for each character, alone and
// beside others, and for bytes that are no text.
func TestNormalIsExact(t *testing.T) {
	check := func(s string) {
		if got, want := Normal(s), norm.NFKC.String(s); got != want {
			t.Errorf("Normal(%q) = %q, want %q", s, got, want)
		}
		if got, want := Composed(s), norm.NFC.String(s); got != want {
			t.Errorf("Composed(%q) = %q, want %q", s, got, want)
		}
		if got, want := Fold(s), strings.ToLower(norm.NFKC.String(s)); got != want {
			t.Errorf("Fold(%q) = %q, want %q", s, got, want)
		}
	}
	for r := rune(0); r < 0x30000; r++ {
		check(string(r))
		if r < 0x3100 || r > 0x9F00 && r < 0xAC10 || r > 0xF000 && r < 0x10000 {
			check("人A" + string(r) + "Z")
		}
	}
	for _, s := range []string{"", "人员CRM", "e\u0301", "人\u0301", "人\xe4", "\xe4\xb8", "\xe9\xc0\x80", "\xe4\xb7\xbf", "A\xffB"} {
		check(s)
	}
}

func TestSortKeyIsPinyinOrder(t *testing.T) {
	words := []string{"周报", "第10章", "安全", "第2章", "CRM", "备份"}
	slices.SortFunc(words, func(a, b string) int {
		if SortKey(a) < SortKey(b) {
			return -1
		}
		return 1
	})
	want := []string{"CRM", "安全", "备份", "第2章", "第10章", "周报"}
	if !slices.Equal(words, want) {
		t.Errorf("order %q, want %q", words, want)
	}
}

func TestPinyinHasAllReadings(t *testing.T) {
	for r, want := range map[rune]string{'重': "chong", '行': "hang", '启': "qi"} {
		if got := Pinyin(r); !slices.Contains(got, want) {
			t.Errorf("Pinyin(%c) = %q, want %q among them", r, got, want)
		}
	}
	if got := Pinyin('a'); got != nil {
		t.Errorf("Pinyin('a') = %q, want none", got)
	}
}

func TestNearest(t *testing.T) {
	known := []string{"title", "owner", "reviewed", "tags"}
	for in, want := range map[string]string{"titel": "title", "Ownr": "owner", "zzz": ""} {
		if got := Nearest(in, known); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestGB18030RoundTrip(t *testing.T) {
	b, err := ToGB18030("满意度，报销周期")
	if err != nil {
		t.Fatal(err)
	}
	s, err := GB18030(b)
	if err != nil || s != "满意度，报销周期" {
		t.Errorf("got %q, %v", s, err)
	}
	if _, err := GB18030([]byte{0xff, 0xfe, 0x80}); err == nil {
		t.Error("ill-formed bytes were accepted")
	}
}

func TestLike(t *testing.T) {
	known := []string{"安装指南", "安装", "备份与恢复", "server-options", "v2"}
	for w, want := range map[string]string{"安装指": "安装指南", "备份": "备份与恢复", "恢复": "备份与恢复", "SERVER": "server-options", "安装手册大全": "安装", "opt": "", "份": "", "v": "", "完全不同": "", "": ""} {
		if got := Like(w, known); got != want {
			t.Errorf("%s: got %q, want %q", w, got, want)
		}
	}
}
