package metric

import (
	"testing"

	"milepost/generator/vocab"
)

func TestJudge(t *testing.T) {
	none := Quantity{}
	for _, c := range []struct {
		name      string
		in        Indicator
		state     State
		direction Direction
		ok        bool
		att       float64
		why       string
	}{
		{"higher, part of the way", Indicator{Baseline: Q(70, ""), Actual: Q(82, ""), Target: ParseTarget("90")}, Unmet, Higher, true, .6, ""},
		{"higher, met and beyond", Indicator{Baseline: Q(70, ""), Actual: Q(95, ""), Target: ParseTarget("90")}, Met, Higher, true, 1.25, ""},
		{"lower, part of the way", Indicator{Baseline: Q(12, "天"), Actual: Q(6, "天"), Target: ParseTarget("5天")}, Unmet, Lower, true, 6. / 7, ""},
		{"lower, worse than the baseline", Indicator{Baseline: Q(12, "天"), Actual: Q(14, "天"), Target: ParseTarget("5天")}, Unmet, Lower, true, -2. / 7, ""},
		{"lower, met", Indicator{Baseline: Q(12, "天"), Actual: Q(5, "天"), Target: ParseTarget("5天")}, Met, Lower, true, 1, ""},
		{"threshold without a baseline, met", Indicator{Actual: Q(.65, "%"), Target: ParseTarget("≤70%")}, Met, Lower, false, 0, WhyNoBaseline},
		{"threshold without a baseline, not met", Indicator{Actual: Q(.75, "%"), Target: ParseTarget("≤70%")}, Unmet, Lower, false, 0, WhyNoBaseline},
		{"threshold exactly reached", Indicator{Actual: Q(.7, "%"), Target: ParseTarget("≤70%")}, Met, Lower, false, 0, WhyNoBaseline},
		{"strict threshold exactly reached", Indicator{Actual: Q(.7, "%"), Target: ParseTarget("<70%")}, Unmet, Lower, false, 0, WhyNoBaseline},
		{"threshold with a baseline on the wrong side", Indicator{Baseline: Q(.9, "%"), Actual: Q(.8, "%"), Target: ParseTarget("≤70%")}, Unmet, Lower, true, .5, ""},
		{"threshold with a baseline that was fine already", Indicator{Baseline: Q(.6, "%"), Actual: Q(.65, "%"), Target: ParseTarget("≤70%")}, Met, Lower, false, 0, ""},
		{"threshold that was fine and is no more", Indicator{Baseline: Q(.6, "%"), Actual: Q(.75, "%"), Target: ParseTarget("≤70%")}, Unmet, Lower, false, 0, ""},
		{"range, inside", Indicator{Baseline: Q(70, ""), Actual: Q(90, ""), Target: ParseTarget("85-95")}, Met, Higher, true, 20. / 15, ""},
		{"range, overshot", Indicator{Actual: Q(97, ""), Target: ParseTarget("85-95")}, Unmet, Higher, false, 0, WhyNoBaseline},
		{"target equals baseline", Indicator{Baseline: Q(90, ""), Actual: Q(92, ""), Target: ParseTarget("90")}, Met, Higher, false, 0, WhySame},
		{"relative target", Indicator{Baseline: Q(200, ""), Actual: Q(170, ""), Target: ParseTarget("降低 30%")}, Unmet, Lower, true, .5, ""},
		{"relative target in points", Indicator{Baseline: Q(.6, "%"), Actual: Q(.65, "%"), Target: ParseTarget("提升 5 个百分点")}, Met, Higher, true, 1, ""},
		{"relative target without a baseline", Indicator{Actual: Q(170, ""), Target: ParseTarget("降低 30%")}, NoState, Lower, false, 0, WhyNoBaseline},
		{"units convert", Indicator{Baseline: Q(48, "h"), Actual: Q(36, "小时"), Target: ParseTarget("1天")}, Unmet, Lower, true, .5, ""},
		{"units do not convert", Indicator{Baseline: Q(48, "h"), Actual: Q(36, "h"), Target: ParseTarget("20万元")}, NoState, Lower, false, 0, WhyUnit},
		{"working days are not days", Indicator{Actual: Q(3, "wd"), Target: ParseTarget("5天")}, NoState, Lower, false, 0, WhyUnit},
		{"no events is not 100 %", Indicator{Actual: none, Target: ParseTarget("≥95%"), NoEvents: true}, NoEvents, Higher, false, 0, ""},
		{"actual missing", Indicator{Baseline: Q(1, ""), Target: ParseTarget("2")}, NoData, Higher, false, 0, WhyMissing},
		{"target missing", Indicator{Baseline: Q(1, ""), Actual: Q(2, "")}, NoState, Higher, false, 0, ""},
		{"target in words", Indicator{Actual: Q(2, ""), Target: ParseTarget("系统上线")}, NoState, Higher, false, 0, WhyText},
		{"actual in words", Indicator{IsText: true, Target: ParseTarget("5")}, NoState, Higher, false, 0, WhyText},
		{"name says lower", Indicator{Name: "生产缺陷数", Actual: Q(3, ""), Target: ParseTarget("5")}, Met, Lower, false, 0, WhyNoBaseline},
		{"name turned round", Indicator{Name: "故障解决率", Actual: Q(.8, "%"), Target: ParseTarget("90%")}, Unmet, Higher, false, 0, WhyNoBaseline},
		{"column wins over the name", Indicator{Name: "成本节约", Direction: "越高越好", Actual: Q(3, ""), Target: ParseTarget("2")}, Met, Higher, false, 0, WhyNoBaseline},
		{"column wins over the baseline", Indicator{Direction: "越低越好", Baseline: Q(2, ""), Actual: Q(3, ""), Target: ParseTarget("5")}, Met, Lower, true, 1. / 3, ""},
		{"a baseline of zero", Indicator{Baseline: Q(0, ""), Actual: Q(30, ""), Target: ParseTarget("40")}, Unmet, Higher, true, .75, ""},
		{"rounding in the last digit is met", Indicator{Baseline: Q(0, ""), Actual: Q(.1+.2, ""), Target: ParseTarget("0.3")}, Met, Higher, true, 1, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := Judge(c.in, on)
			if got.State != c.state || got.Direction != c.direction || got.OK != c.ok || !vocab.Near(got.Attainment, c.att) || got.Why != c.why {
				t.Errorf("got %+v\nwant %v %v %v %v %q", got, c.state, c.direction, c.ok, c.att, c.why)
			}
		})
	}
}

// What an unmet target is judged by on 27 November 2026.
func TestJudgeByTime(t *testing.T) {
	half := Indicator{Baseline: Q(0, ""), Actual: Q(50, ""), Target: ParseTarget("100")}
	year := func(actual float64) Indicator { // 261 working days, 217 by 31 October
		return Indicator{Baseline: Q(0, ""), Actual: Q(actual, ""), Target: ParseTarget("100"), Start: "2026-01-01", Deadline: "2026-12-31"}
	}
	with := func(k Indicator, change func(*Indicator)) Indicator { change(&k); return k }
	for _, c := range []struct {
		name   string
		in     Indicator
		state  State
		by     string
		behind float64
	}{
		{"as far as it should be", year(80), OnTrack, ByTime, 3.141762},
		{"ahead", year(90), OnTrack, ByTime, 0},
		{"behind", year(70), Behind, ByTime, 13.141762},
		{"far behind", year(60), Off, ByTime, 23.141762},
		{"worse than the baseline", year(-10), Off, ByTime, 93.141762},
		{"the deadline is far and little is done", with(year(3), func(k *Indicator) { k.Start, k.Deadline = "2026-10-01", "2028-12-29" }), OnTrack, ByTime, .747871},
		{"its time has not begun", with(year(0), func(k *Indicator) { k.Start = "2026-12-01" }), OnTrack, ByTime, 0},
		{"the deadline is past", with(year(99), func(k *Indicator) { k.Deadline = "2026-11-26" }), Missed, ByDeadline, 0},
		{"past and met", with(year(100), func(k *Indicator) { k.Deadline = "2026-11-26" }), Met, "", 0},
		{"the last day is not past", with(year(82), func(k *Indicator) { k.Deadline = "2026-11-27" }), Behind, ByTime, 9.561181},
		{"a start after the deadline is none", with(year(10), func(k *Indicator) { k.Start = "2027-01-01" }), Unmet, NoStart, 0},
		{"no start", with(half, func(k *Indicator) { k.Deadline = "2026-12-31" }), Unmet, NoStart, 0},
		{"no deadline", with(half, func(k *Indicator) { k.Start = "2026-01-01" }), Unmet, NoDeadline, 0},
		{"no baseline", with(year(50), func(k *Indicator) { k.Baseline = Quantity{} }), Unmet, ByTarget, 0},
		{"no baseline, and past", with(year(50), func(k *Indicator) { k.Baseline = Quantity{}; k.Deadline = "2026-06-30" }), Missed, ByDeadline, 0},
		{"a threshold has no time", with(year(50), func(k *Indicator) { k.Target = ParseTarget("≥90") }), Unmet, ByThreshold, 0},
		{"a range has no time", with(year(50), func(k *Indicator) { k.Target = ParseTarget("85-95") }), Unmet, ByThreshold, 0},
		{"a threshold past its day", with(year(50), func(k *Indicator) { k.Target = ParseTarget("≥90"); k.Deadline = "2026-06-30" }), Missed, ByDeadline, 0},
		{"a step is a number to reach", with(year(80), func(k *Indicator) { k.Baseline, k.Target = Q(100, ""), ParseTarget("降低 30%") }), Off, ByTime, 16.475096},
		{"nothing measured", with(year(0), func(k *Indicator) { k.Actual = Quantity{}; k.Deadline = "2026-06-30" }), NoData, "", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			at := on
			at.AsOf = "2026-10-31"
			got := Judge(c.in, at)
			if got.State != c.state || got.By != c.by || !vocab.Near(got.Behind, c.behind) {
				t.Errorf("got %+v\nwant %v by %q, %v points behind", got, c.state, c.by, c.behind)
			}
		})
	}
}

func TestClamp(t *testing.T) {
	for _, c := range [][2]float64{{-.3, 0}, {.5, 50}, {1.2, 120}, {3, 120}} {
		if got := Clamp(c[0]); got != c[1] {
			t.Errorf("Clamp(%v) = %v, want %v", c[0], got, c[1])
		}
	}
}

func TestSurvey(t *testing.T) {
	if s, n, ok := CSAT([]float64{20, 22, 5, 2, 1}); !ok || n != 50 || !vocab.Near(s, .84) {
		t.Errorf("CSAT = %v %v %v", s, n, ok)
	}
	if _, _, ok := CSAT([]float64{0, 0, 0}); ok {
		t.Error("CSAT of no answers must not exist")
	}
	if s, ok := NPS([]float64{10, 9, 8, 7, 6, 0}); !ok || !vocab.Near(s, 0) {
		t.Errorf("NPS = %v %v", s, ok)
	}
	if _, ok := NPS([]float64{10, 11}); ok {
		t.Error("NPS off the scale must not exist")
	}
	if !Small(29) || Small(30) {
		t.Error("a sample is small under 30")
	}
}
