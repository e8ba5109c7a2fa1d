package vocab

import (
	"reflect"
	"testing"

	"milepost/generator/kb"
)

func TestName(t *testing.T) {
	for _, c := range []struct {
		name, stem string
		period     kb.Period
		version    []int
	}{
		{"KPI月报_2026-08", "kpi月报", "2026-08", nil},
		{"KPI月报2026年10月", "kpi月报", "2026-10", nil},
		{"月报_2026年九月", "月报", "2026-09", nil},
		{"月报_26年10月", "月报", "2026-10", nil},
		{"周报-2026W41", "周报", "2026-W41", nil},
		{"2026年三季度评审", "评审", "2026-Q3", nil},
		{"2026上半年满意度", "满意度", "2026-H1", nil},
		{"项目进度-v3_20261120", "项目进度", "2026-11-20", []int{3}},
		{"项目进度V2.1", "项目进度", "", []int{2, 1}},
		{"计划 第二版", "计划", "", []int{2}},
		{"计划(修订3)", "计划", "", []int{3}},
		{"2026年度计划_20261120", "计划", "2026-11-20", nil},
		{"plan rev 4", "plan", "", []int{4}},
		{"进度", "进度", "", nil},
		{"2026-09", "", "2026-09", nil},
		// what only looks like a period or a version
		{"合同20260912345", "合同20260912345", "", nil},
		{"ISO27001清单", "iso27001清单", "", nil},
		{"dev3", "dev3", "", nil},
		{"IPv6改造", "ipv6改造", "", nil},
		{"10-12例会", "1012例会", "", nil},
		{"模块v2026", "模块v", "2026", nil},
	} {
		got := Name(c.name)
		want := FileName{Stem: c.stem, Period: c.period, Pattern: got.Pattern, Version: c.version}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v, want %+v", c.name, got, want)
		}
	}
}

func TestNamePattern(t *testing.T) {
	for name, want := range map[string]string{
		"KPI月报_2026-08": "KPI月报_{period}", "2026年计划_20261120 终稿": "2026年计划_{period} 终稿", "2026Q3 KPI": "{period} KPI", "进度": "进度",
	} {
		if got := Name(name).Pattern; got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}

func TestFilePeriod(t *testing.T) {
	for s, want := range map[string]kb.Period{
		"2026-09": "2026-09", "202609": "2026-09", "2026年9月": "2026-09", "2026年九月": "2026-09", "26年10月": "2026-10", "2026_09": "2026-09",
		"2026Q3": "2026-Q3", "2026-q3": "2026-Q3", "2026年第三季度": "2026-Q3", "2026年三季度": "2026-Q3", "2026上半年": "2026-H1", "2026H2": "2026-H2",
		"2026W36": "2026-W36", "2026年第36周": "2026-W36", "20260930": "2026-09-30", "2026年9月30日": "2026-09-30", "2026": "2026", "2026年度": "2026",
		"2026年09月份": "2026-09", "2026-H1": "2026-H1", "2026年": "2026", "终稿": "", "20260931": "",
		"": "", "10-12": "", "2026-13": "", "9月": "", "最终": "", "2026-02-30": "",
	} {
		if got, ok := FilePeriod(s); got != want || ok != (want != "") {
			t.Errorf("%s: %s %v, want %s", s, got, ok, want)
		}
	}
}
