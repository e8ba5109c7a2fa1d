package vocab

import (
	"testing"

	"milepost/generator/kb"
)

func TestSpan(t *testing.T) {
	for in, want := range map[string]kb.Span{
		"90d": "90d", "6 months": "6m", "6个月": "6m", "2 weeks": "14d", "半年": "6m", "1年": "12m", "一年": "12m",
		"每季度": "3m", "quarter": "3m", "3m": "3m", "365 天": "365d", "": "", "soon": "", "0d": "", "-3d": "",
	} {
		if got, ok := Span(in); got != want || ok != (want != "") {
			t.Errorf("Span(%q) = %q, %v; want %q", in, got, ok, want)
		}
	}
}

// Units of one kind convert, whatever they are called; months of the calendar
// and months of people, days and working days do not.
func TestConvertNames(t *testing.T) {
	for _, c := range []struct {
		n        float64
		from, to string
		want     float64
		ok       bool
	}{
		{8, "天", "日历天", 8, true}, {1500, "秒", "秒钟", 1500, true}, {2, "周", "天", 14, true}, {90, "分钟", "小时", 1.5, true}, {3, "个月", "月", 3, true}, {5, "人日", "人天", 5, true},
		{1.2, "万元", "元", 12000, true}, {3, "百万元", "万元", 300, true}, {500, "rmb", "元", 500, true}, {2, "千人", "人", 2000, true}, {2, "千万元", "亿元", 0.2, true},
		{8, "个月", "人月", 0, false}, {8, "天", "工作日", 0, false}, {8, "天", "人天", 0, false}, {1, "天", "元", 0, false}, {3, "千克", "克", 0, false},
	} {
		if got, ok := Convert(c.n, c.from, c.to); ok != c.ok || ok && !Near(got, c.want) {
			t.Errorf("Convert(%v, %q, %q) = %v %v, want %v %v", c.n, c.from, c.to, got, ok, c.want, c.ok)
		}
	}
}

func TestOften(t *testing.T) {
	for in, want := range map[string]kb.Span{
		"每月": "1m", "每两周": "14d", "每周一": "7d", "每 2 周": "14d", "每月 5 日前": "1m", "每季度": "3m", "半年": "6m", "Weekly": "7d", "every two weeks": "14d", "双周例会": "14d", "周例会": "7d",
		"隔周": "14d", "隔月一次": "2m", "每三个月": "3m", "每 6 个月": "6m", "Semi-annual": "6m", "semiannually": "6m", "every six months": "6m", "semi-monthly": "15d", "annually": "12m", "每个月": "1m",
		"上线前 6 周、2 周各一次": "", "变更前 5 个工作日": "", "上线前 2 周起每天": "", "按需": "", "": "", "一次": "",
	} {
		if got, ok := Often(in); got != want || ok != (want != "") {
			t.Errorf("Often(%q) = %q, %v; want %q", in, got, ok, want)
		}
	}
}
