package site

import (
	"testing"

	"milepost/generator/kb"
)

func TestAsOf(t *testing.T) {
	const changed = "2026-11-20"
	monthly := "月份=period:period | 目标=target:number | 实际=actual:number | 指标=indicator:text\n2026-08 | 5 | 9 | 甲\n2026-09 | 5 | 8 | 甲\n2026-12 | 5 | - | 甲"
	saying := table("报表.csv", "报表", "kpi", monthly)
	saying.AsOf = "2026-10-31"
	kept := table("好.csv", "好", "raci", "活动=activity:text\n甲")
	kept.Kept = "2026-10-02"
	for _, c := range []struct {
		name string
		set  kb.Dataset
		from string // where the date of the file's change is from: git, file, unknown
		want kb.Period
		how  From
	}{
		{"the table says it", saying, "git", "2026-10-31", FromData},
		{"the last period with an actual value", table("月.csv", "月", "kpi", monthly), "git", "2026-09", FromData},
		{"what lies ahead of the file is a plan", table("月.csv", "月", "table", "月份=m:period | 值=v:number\n2026-10 | 1\n2027-03 | 2"), "git", "2026-10", FromData},
		{"the month that runs", table("月.csv", "月", "table", "月份=m:period | 值=v:number\n2026-10 | 1\n2026-11 | 2"), "file", "2026-11", FromData},
		{"the last record", table("事件.csv", "事件", "incidents", "编号=id:text | 发生=occurred:date\n1 | 2026-09-03\n2 | 2026-10-12"), "file", "2026-10-12", FromData},
		{"measurements by day", table("监控.csv", "监控", "table", "日期=day:date | 值=v:number\n2026-11-18 | 1\n2026-11-19 | 2"), "file", "2026-11-19", FromData},
		{"days on which people came do not count", table("人员.csv", "人员", "table", "姓名=n:text | 入职=day:date\n张 | 2024-03-01"), "file", changed, FromFile},
		{"the file's name", table("问卷_2026年九月.csv", "问卷", "survey", "题=q:text\n一"), "file", "2026-09", FromData},
		{"the day of a version", table("计划-v3_20261113.csv", "计划", "phases", plan), "file", "2026-11-13", FromData},
		{"the days of a plan say nothing of its progress", table("计划.csv", "计划", "phases", plan), "git", changed, FromGit},
		{"only the file's time", table("计划.csv", "计划", "phases", plan), "file", changed, FromFile},
		{"the last good values", kept, "file", "2026-10-02", FromData},
		{"history that is cut off", table("计划.csv", "计划", "phases", plan), "unknown", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := book(c.set.File, c.set)
			d, _ := NewData([]*kb.Workbook{b}, nil, "")
			change := kb.Change{From: c.from}
			if c.from != "unknown" {
				change.Date = changed
			}
			d.UseChanges(map[string]kb.Change{b.Path: change})
			set := d.Of(b.Path)[0]
			if got, how := d.StandsFor(set, b); got != c.want || how != c.how {
				t.Errorf("stands for %q %q, want %q %q", got, how, c.want, c.how)
			}
			if day, _ := d.AsOf(set); day != c.want.End() {
				t.Errorf("as of %q, want %q", day, c.want.End())
			}
		})
	}
}
