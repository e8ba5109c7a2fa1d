package vocab

import "testing"

func TestCutMultiple(t *testing.T) {
	for in, want := range map[string]struct {
		power int
		base  string
	}{"万元": {4, "元"}, "千": {3, ""}, "百万": {6, ""}, "亿元": {8, "元"}, "千万人": {7, "人"}, "千克": {0, "千克"}, "百分点": {0, "百分点"}, "千瓦时": {0, "千瓦时"}, "元": {0, "元"}, "": {0, ""}} {
		if power, base := CutMultiple(in); power != want.power || base != want.base {
			t.Errorf("CutMultiple(%q) = %d %q, want %d %q", in, power, base, want.power, want.base)
		}
	}
	for in, want := range map[string]struct {
		power int
		base  string
	}{"K": {3, ""}, "w": {4, ""}, "W元": {4, "元"}, "M": {6, ""}, "m": {0, "m"}, "MB": {0, "MB"}, "km": {0, "km"}, "kW": {0, "kW"}, "人": {0, "人"}} {
		if power, base := CutLetter(in); power != want.power || base != want.base {
			t.Errorf("CutLetter(%q) = %d %q, want %d %q", in, power, base, want.power, want.base)
		}
	}
}

// K, W and M are multiples of amounts, and units of sizes, powers, lengths and times.
func TestLettersCount(t *testing.T) {
	for _, c := range []struct {
		header, unit string
		want         bool
	}{{"金额", "元", true}, {"用户数", "", true}, {"用户数", "人", true}, {"预算", "w", true}, {"内存", "", false}, {"功率", "", false}, {"工期", "", false}, {"吞吐", "mb", false}, {"响应", "h", false}, {"合同额", "万元", true}} {
		if got := LettersCount(c.header, c.unit); got != c.want {
			t.Errorf("LettersCount(%q, %q) = %v", c.header, c.unit, got)
		}
	}
}
