package where

import (
	"fmt"
	"testing"

	"milepost/bench/toll"
	"milepost/generator/kb"
)

// The meaning of conditions is tested with tables and charts: package plan, testdata/where.
// Here are the cases that cannot be tested there.

func TestIsHoldsForTheValueAlone(t *testing.T) {
	values := []string{"", "甲", "a|b", `a\|b`, `a\`, `\\`, `"`, `'x'`, `a "b" c`, "“x”", "> 5", "= 1", "x=y", "1.5", "2026-09", "是"}
	set := &kb.Dataset{Columns: []kb.Column{{Header: `列 "A" = | \`, Field: "c", Type: kb.TypeText}}}
	for _, v := range values {
		c := kb.Cell{Kind: kb.Text, Text: v}
		if v == "" {
			c = kb.Cell{}
		}
		set.Rows = append(set.Rows, kb.Row{Cells: []kb.Cell{c}})
	}
	for i, v := range values {
		c, problem := Parse(set, Is(set.Columns[0].Header, v))
		if problem != nil {
			t.Errorf("%q: %v", v, problem)
			continue
		}
		for k, r := range set.Rows {
			if c.Holds(r) != (i == k) {
				t.Errorf("%s: holds for %q: %t", Is("c", v), values[k], i != k)
			}
		}
	}
}

// A condition is read once; judging a row costs no memory.
func TestRowsAreJudgedWithoutMemory(t *testing.T) {
	set := wide(1000)
	for _, s := range []string{"部门 = 财务|运营", "金额 >= 1.2万", "日期 < 2026-09", "月 > 2026-03", "状态 != done", "率 <= 33.3%"} {
		c, problem := Parse(set, s)
		if problem != nil {
			t.Fatal(problem)
		}
		if n := testing.AllocsPerRun(10, func() { count(&c, set) }); n > 0 {
			t.Errorf("%s: %v allocations in %d rows", s, n, len(set.Rows))
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"部门 = 财务", `"部门" != 'a\|b'|c`, "金额≥1.2万", "月 <", "=|", `"`, "率 = 5%", "日期 >= 26/9/1", "部门 = “x”y"} {
		f.Add(s)
	}
	set := wide(20)
	f.Fuzz(func(t *testing.T, s string) {
		toll.Check(t, []byte(s), func(b []byte) {
			if c, problem := Parse(set, string(b)); problem == nil {
				count(&c, set)
			}
		})
	})
}

func BenchmarkRows(b *testing.B) {
	set := wide(20000)
	for _, s := range []string{"部门 = 财务|运营", "金额 >= 1.2万", "日期 < 2026-09-03"} {
		b.Run(s, func(b *testing.B) {
			for b.Loop() {
				c, _ := Parse(set, s)
				count(&c, set)
			}
		})
	}
}

func count(c *Cond, set *kb.Dataset) (n int) {
	for _, r := range set.Rows {
		if c.Holds(r) {
			n++
		}
	}
	return n
}

// wide is a dataset with a column of each type.
func wide(rows int) *kb.Dataset {
	set := &kb.Dataset{Columns: []kb.Column{
		{Header: "部门", Type: kb.TypeText}, {Header: "金额", Type: kb.TypeNumber}, {Header: "日期", Type: kb.TypeDate},
		{Header: "月", Type: kb.TypePeriod}, {Header: "状态", Type: kb.TypeStatus}, {Header: "率", Type: kb.TypePercent},
	}}
	teams, states := []string{"财务", "运营", "Ｉｔ 部"}, []string{"done", "in_progress", "其他"}
	for i := range rows {
		set.Rows = append(set.Rows, kb.Row{Line: i + 2, Cells: []kb.Cell{
			{Kind: kb.Text, Text: teams[i%3]}, {Kind: kb.Number, Num: float64(i * 10)}, {Kind: kb.Day, Text: string(kb.Date("2026-01-01").AddDays(i % 400))},
			{Kind: kb.Interval, Text: fmt.Sprintf("2026-%02d", i%12+1)}, {Kind: kb.Text, Text: states[i%3], Shown: "状态"}, {Kind: kb.Number, Num: float64(i%100) / 100},
		}})
	}
	return set
}
