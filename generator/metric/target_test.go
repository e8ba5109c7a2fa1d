package metric

import (
	"testing"

	"milepost/bench/toll"
	"milepost/generator/kb"
	"milepost/generator/vocab"
)

func TestParseTarget(t *testing.T) {
	for _, c := range []struct {
		text string
		want Target
	}{
		{"", Target{}},
		{"≤70%", Target{Op: AtMost, High: .7, Unit: "%", Direction: Lower}},
		{"≤ 70 ％", Target{Op: AtMost, High: .7, Unit: "%", Direction: Lower}},
		{"<=30秒", Target{Op: AtMost, High: 30, Unit: "秒", Direction: Lower}},
		{"＜5", Target{Op: Below, High: 5, Direction: Lower}},
		{"不低于 90%", Target{Op: AtLeast, Low: .9, Unit: "%", Direction: Higher}},
		{"不少于1,200人次", Target{Op: AtLeast, Low: 1200, Unit: "人次", Direction: Higher}},
		{"≥4.5分", Target{Op: AtLeast, Low: 4.5, Unit: "分", Direction: Higher}},
		{"不高于3天", Target{Op: AtMost, High: 3, Unit: "天", Direction: Lower}},
		{"不超过 15 分钟", Target{Op: AtMost, High: 15, Unit: "分钟", Direction: Lower}},
		{"5 天以内", Target{Op: AtMost, High: 5, Unit: "天", Direction: Lower}},
		{"5个工作日内", Target{Op: AtMost, High: 5, Unit: "个工作日", Direction: Lower}},
		{"控制在 5 天以内", Target{Op: AtMost, High: 5, Unit: "天", Direction: Lower}},
		{"95%以上", Target{Op: AtLeast, Low: .95, Unit: "%", Direction: Higher}},
		{"90+", Target{Op: AtLeast, Low: 90, Direction: Higher}},
		{"高于 80", Target{Op: Above, Low: 80, Direction: Higher}},
		{"85%-95%", Target{Op: Between, Low: .85, High: .95, Unit: "%"}},
		{"85～95分", Target{Op: Between, Low: 85, High: 95, Unit: "分"}},
		{"85至95%", Target{Op: Between, Low: .85, High: .95, Unit: "%"}},
		{"[3, 5]", Target{Op: Between, Low: 3, High: 5}},
		{"20±2天", Target{Op: Between, Low: 18, High: 22, Unit: "天"}},
		{"between 3 and 5 days", Target{Op: Between, Low: 3, High: 5, Unit: "days"}},
		{"at least 90%", Target{Op: AtLeast, Low: .9, Unit: "%", Direction: Higher}},
		{"no more than 3 days", Target{Op: AtMost, High: 3, Unit: "days", Direction: Lower}},
		{"5 days or less", Target{Op: AtMost, High: 5, Unit: "days", Direction: Lower}},
		{"90%", Target{Op: Equal, Low: .9, Unit: "%"}},
		{"≥2千单", Target{Op: AtLeast, Low: 2000, Unit: "单", Direction: Higher}},
		{"≥3k", Target{Op: AtLeast, Low: 3000, Direction: Higher}},
		{"≤10W", Target{Op: AtMost, High: 100000, Direction: Lower}},
		{"5M人", Target{Op: Equal, Low: 5000000, Unit: "人"}},
		{"≤3百万元", Target{Op: AtMost, High: 3, Unit: "百万元", Direction: Lower}},
		{"≤16MB", Target{Op: AtMost, High: 16, Unit: "mb", Direction: Lower}},
		{"1.2万次", Target{Op: Equal, Low: 12000, Unit: "次"}},
		{"120万元", Target{Op: Equal, Low: 120, Unit: "万元"}},
		{"降低 30%", Target{Op: Change, Low: -.3, Unit: "%", Direction: Lower}},
		{"较基线提升20%以上", Target{Op: Change, Low: .2, Unit: "%", Direction: Higher}},
		{"比去年同期下降 15%", Target{Op: Change, Low: -.15, Unit: "%", Direction: Lower}},
		{"提升5个百分点", Target{Op: Points, Low: .05, Unit: "%", Direction: Higher}},
		{"缩短2天", Target{Op: Points, Low: -2, Unit: "天", Direction: Lower}},
		{"降低至 5 天", Target{Op: Equal, Low: 5, Unit: "天", Direction: Lower}},
		{"提升到90%", Target{Op: Equal, Low: .9, Unit: "%", Direction: Higher}},
		{"降至5天以内", Target{Op: AtMost, High: 5, Unit: "天", Direction: Lower}},
		{"reduce by 30%", Target{Op: Change, Low: -.3, Unit: "%", Direction: Lower}},
		{"系统上线", Target{Op: Words}},
		{"3 个系统在 2026 年 12 月前全部完成切换", Target{Op: Words}},
		{"2026-12-31", Target{Op: Words}},
		{"达标", Target{Op: Words}},
	} {
		t.Run(c.text, func(t *testing.T) {
			got := ParseTarget(c.text)
			if got.Op != c.want.Op || !vocab.Near(got.Low, c.want.Low) || !vocab.Near(got.High, c.want.High) || got.Unit != c.want.Unit || got.Direction != c.want.Direction {
				t.Errorf("got  %+v\nwant %+v", got, c.want)
			}
		})
	}
}

func TestTargetOf(t *testing.T) {
	for _, c := range []struct {
		name string
		cell kb.Cell
		unit string
		want Target
	}{
		{"number", kb.Cell{Kind: kb.Number, Num: .9, Shown: "90%"}, "%", Target{Op: Equal, Low: .9, Unit: "%"}},
		{"number whose format shows a sign", kb.Cell{Kind: kb.Number, Num: .9, Shown: "≥90%"}, "%", Target{Op: AtLeast, Low: .9, Unit: "%", Direction: Higher}},
		{"number read with the words of its bound", kb.Cell{Kind: kb.Number, Num: 5, Shown: "5天以内", Unit: "天以内"}, "", Target{Op: AtMost, High: 5, Unit: "天", Direction: Lower}},
		{"text in a percent column", kb.Cell{Kind: kb.Text, Text: "≥90"}, "%", Target{Op: AtLeast, Low: .9, Unit: "%", Direction: Higher}},
		{"text with the column's unit", kb.Cell{Kind: kb.Text, Text: "≤5"}, "d", Target{Op: AtMost, High: 5, Unit: "d", Direction: Lower}},
		{"the cell's own unit wins", kb.Cell{Kind: kb.Number, Num: 5, Unit: "h"}, "d", Target{Op: Equal, Low: 5, Unit: "h"}},
		{"missing", kb.Cell{}, "%", Target{}},
		{"error cell", kb.Cell{Kind: kb.Fault, Text: "#REF!"}, "%", Target{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := TargetOf(c.cell, c.unit); got != c.want {
				t.Errorf("got  %+v\nwant %+v", got, c.want)
			}
		})
	}
}

func FuzzParseTarget(f *testing.F) {
	for _, s := range []string{"≤70%", "5 天以内", "85-95", "20±2天", "降低至 5 天", "较基线提升20%以上", "between 3 and 5 days", "1e309", "−5", "%"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		toll.Check(t, []byte(s), func(b []byte) { ParseTarget(string(b)) })
		p := ParseTarget(s)
		if p.Op == Between && p.Low > p.High {
			t.Errorf("%q: %+v", s, p)
		}
		TargetText(p, "zh-CN")
		Judge(Indicator{Name: s, Baseline: Q(1, ""), Actual: Q(2, "天"), Target: p}, on)
	})
}

// Small numbers are told apart like large ones: the tolerance is relative.
func TestMetOfSmallNumbers(t *testing.T) {
	most := Target{Op: AtMost, High: 1e-10}
	if most.Met(5e-10, Lower) || !most.Met(1e-10, Lower) {
		t.Errorf("5e-10 met %v, 1e-10 met %v, want false, true", most.Met(5e-10, Lower), most.Met(1e-10, Lower))
	}
}
