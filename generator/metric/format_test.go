package metric

import (
	"testing"

	"milepost/generator/kb"
)

func TestFigure(t *testing.T) {
	num := func(n float64, shown string) kb.Cell { return kb.Cell{Kind: kb.Number, Num: n, Shown: shown} }
	for _, c := range []struct {
		name   string
		cell   kb.Cell
		unit   string
		zh, en string
	}{
		{"percent format", num(.92, "92%"), "%", "92%", "92%"},
		{"92 under (%)", num(.92, "92"), "%", "92%", "92%"},
		{"0.92 without format under (%)", num(.92, "0.92"), "%", "92%", "92%"},
		{"percent without a shown text", num(.9256, ""), "%", "92.6%", "92.6%"},
		{"a share shown without its decimal", num(.112, "11%"), "%", "11.2%", "11.2%"},
		{"the same under (%)", num(.112, "11"), "%", "11.2%", "11.2%"},
		{"a share that has none", num(.1100001, "11%"), "%", "11%", "11%"},
		{"days", num(8.3, "8.3"), "天", "8.3 天", "8.3 天"},
		{"canonical unit", num(30, "30"), "min", "30 分钟", "30 min"},
		{"thousands", num(1280000, "1280000"), "元", "1,280,000 元", "1,280,000 元"},
		{"trailing zeros stay as shown", num(12345.5, "12345.50"), "", "12,345.50", "12,345.50"},
		{"already with separators", num(1280, "1,280"), "万元", "1,280 万元", "1,280 万元"},
		{"shown text carries the unit", num(5, "5天"), "天", "5天", "5天"},
		{"elapsed time", num(2.5, "2:30"), "h", "2:30", "2:30"},
		{"the cell's own unit", kb.Cell{Kind: kb.Number, Num: 2, Shown: "2", Unit: "h"}, "min", "2 小时", "2 h"},
		{"scientific is rewritten", num(1.2e7, "1.2E+07"), "", "12,000,000", "12,000,000"},
		{"missing is not 0", kb.Cell{}, "天", "—", "—"},
		{"text", kb.Cell{Kind: kb.Text, Text: "已上线"}, "天", "已上线", "已上线"},
		{"date", kb.Cell{Kind: kb.Day, Text: "2026-09-30"}, "", "2026-09-30", "2026-09-30"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if zh := Figure(c.cell, c.unit, "zh-CN"); zh != c.zh {
				t.Errorf("zh %q, want %q", zh, c.zh)
			}
			if en := Figure(c.cell, c.unit, "en"); en != c.en {
				t.Errorf("en %q, want %q", en, c.en)
			}
		})
	}
}

func TestInPercent(t *testing.T) {
	for share, want := range map[float64]float64{0.808219: 80.8, 1: 100, 0.9996: 99.96, 0.0002: 0.02, 0: 0, 1.3: 130} {
		if got := InPercent(share); got != want {
			t.Errorf("%v: %v, want %v", share, got, want)
		}
	}
}

// What a sheet shows rounded is not shown so beside the target it has missed.
func TestFigureBesideItsTarget(t *testing.T) {
	for _, c := range []struct {
		num         float64
		shown, unit string
		target      string
		want        string
	}{
		{.99850, "99.9%", "%", "99.9%", "99.85%"},
		{.99899, "99.9%", "%", "≥99.9%", "99.899%"},
		{.999, "99.9%", "%", "99.9%", "99.9%"},
		{.93, "93%", "%", "95%", "93%"},
		{4.96, "5", "天", "≤5天", "4.96 天"},
		{89.6, "90", "分", "85-90分", "89.6 分"},
		{3000, "3千", "", "≥3001", "3千"},
		{12999.7, "13,000", "", "13000", "12,999.7"},
	} {
		cell := kb.Cell{Kind: kb.Number, Num: c.num, Shown: c.shown}
		if got := FigureBeside(cell, c.unit, "zh-CN", ParseTarget(c.target).Bounds(c.unit)...); got != c.want {
			t.Errorf("%v beside %s: %s, want %s", c.num, c.target, got, c.want)
		}
	}
}

func TestFormat(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{Thousands(1234567.891, 2), "1,234,567.89"},
		{Thousands(-1234, 0), "−1,234"},
		{Thousands(-0.001, 2), "0"},
		{Thousands(999, 0), "999"},
		{Percent(.834), "83.4%"},
		{Percent(-.25), "−25%"},
		{Format(1280.4, "万元", "zh-CN"), "1,280 万元"},
		{Format(3, "¥", "zh-CN"), "¥3"},
		{Duration(90, "min", "zh-CN"), "1 小时 30 分钟"},
		{Duration(2880, "min", "zh-CN"), "2 天"},
		{Duration(45, "s", "en"), "45 s"},
		{Duration(3, "wd", "zh-CN"), "3 个工作日"},
		{Duration(0, "h", "en"), "0 h"},
		{TargetText(ParseTarget("≤70%"), "zh-CN"), "≤ 70%"},
		{TargetText(ParseTarget("85-95分"), "zh-CN"), "85～95 分"},
		{Rows(1200, "zh-CN"), "1,200 行"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

// Rounding never gives 100 % before all is reached, nor 0 % after something is.
func TestRoundingIsHonest(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ got, want string }{
		{Percent(0.834), "83.4%"}, {Percent(1), "100%"}, {Percent(0.99996), "99.996%"}, {Percent(0.0004), "0.04%"}, {Percent(0), "0%"},
		{Attained(0.834), "83%"}, {Attained(0.996), "99.6%"}, {Attained(1), "100%"}, {Attained(1.004), "100.4%"},
		{Format(0.0049, "", "zh-CN"), "0.005"}, {Format(1280, "万元", "zh-CN"), "1,280 万元"},
	} {
		if c.got != c.want {
			t.Errorf("got %s, want %s", c.got, c.want)
		}
	}
}
