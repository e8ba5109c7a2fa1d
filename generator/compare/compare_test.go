package compare

import (
	"fmt"
	"strings"
	"testing"

	"milepost/generator/digest"
	"milepost/generator/kb"
)

// table reads "name|当前值;稼动率|84%": a header line and rows, numbers with or without %.
func table(name, schema, text string) kb.Dataset {
	lines := strings.Split(text, ";")
	d := kb.Dataset{Name: name, Schema: schema}
	for i, h := range strings.Split(lines[0], "|") {
		kind := kb.TypeText
		if h == "月份" {
			kind = kb.TypePeriod
		}
		d.Columns = append(d.Columns, kb.Column{Header: h, Field: h, Type: kind, Ref: string(rune('A'+i)) + "1"})
	}
	for n, line := range lines[1:] {
		row := kb.Row{Line: n + 2}
		for i, s := range strings.Split(line, "|") {
			c := kb.Cell{Kind: kb.Text, Text: s, Ref: fmt.Sprintf("%c%d", 'A'+i, n+2)}
			var f float64
			switch _, err := fmt.Sscanf(s, "%g", &f); {
			case s == "":
				c.Kind = kb.Missing
			case d.Columns[i].Type == kb.TypePeriod:
				c.Kind = kb.Interval
			case err == nil && strings.HasSuffix(s, "%"):
				c.Kind, c.Num, c.Shown, c.Text = kb.Number, f/100, s, ""
			case err == nil:
				c.Kind, c.Num, c.Shown, c.Text = kb.Number, f, s, ""
			}
			row.Cells = append(row.Cells, c)
		}
		d.Rows = append(d.Rows, row)
	}
	return d
}

// inUnit gives the last column a unit.
func inUnit(unit string, d kb.Dataset) kb.Dataset {
	d.Columns[len(d.Columns)-1].Unit = unit
	return d
}

func book(tables ...kb.Dataset) *kb.Workbook {
	b := &kb.Workbook{}
	for _, d := range tables {
		b.Datasets = append(b.Datasets, digest.Seal(d))
	}
	return b
}

func said(tables []Table) string {
	var s strings.Builder
	for _, t := range tables {
		if t.Called != "" {
			fmt.Fprintf(&s, "%s -> ", t.Called)
		}
		fmt.Fprintf(&s, "%s %s %d/%d key %s\n", t.Name, t.Change, t.Was, t.Rows, strings.Join(t.Key, "+"))
		for _, p := range t.Columns {
			fmt.Fprintf(&s, "  column %s %s %s\n", p.Change, p.Name, p.Ref)
		}
		for _, p := range t.Periods {
			fmt.Fprintf(&s, "  period %s %s\n", p.Change, p.Name)
		}
		for _, p := range t.Lines {
			fmt.Fprintf(&s, "  row %s %s %s\n", p.Change, p.Name, p.Ref)
		}
		for _, c := range t.Cells {
			fmt.Fprintf(&s, "  %s / %s: %q %s -> %q %s\n", c.Row, c.Column, c.Was, c.WasRef, c.Now, c.Ref)
		}
	}
	return s.String()
}

func TestWorkbooks(t *testing.T) {
	kpi := table("指标", "kpi", "指标|月份|当前值|负责人;稼动率|2026-09|81%|韩梅;稼动率|2026-10|84%|韩梅;不良率|2026-10|2.1%|周舟")
	for _, c := range []struct {
		name     string
		was, now *kb.Workbook
		want     string
	}{
		{"another order and another spelling are no change", book(kpi),
			book(table("指标", "kpi", "月份|指标|负责人|当前值;2026-10|不良率|周舟|2.10%;2026-10|稼动率|韩梅|84.0%;2026-09|稼动率|韩梅|81%")), `
指标 same 3/3 key 月份+指标
`},
		{"a value, a row, a month", book(kpi),
			book(table("指标", "kpi", "指标|月份|当前值|负责人;稼动率|2026-11|86%|韩梅;稼动率|2026-09|81%|韩梅;稼动率|2026-10|85%|韩梅;不良率|2026-10||周舟")), `
指标 altered 3/4 key 指标+月份
  period added 2026-11
  row added 稼动率 · 2026-11 A2
  稼动率 · 2026-10 / 当前值: "84%" C3 -> "85%" C4
  不良率 · 2026-10 / 当前值: "2.1%" C4 -> "" C5
`},
		{"columns come and go", book(kpi), book(table("指标", "kpi", "指标|月份|当前值|备注;稼动率|2026-09|81%|x;稼动率|2026-10|84%|;不良率|2026-10|2.1%|")), `
指标 altered 3/3 key 指标+月份
  column added 备注 D1
  column gone 负责人 D1
`},
		{"rows without a name are known by all they say", book(table("日志", "table", "数|量;1|2;1|2;3|4")), book(table("日志", "table", "数|量;1|2;3|5;1|2")), `
日志 altered 3/3 key 
  row added 3 · 5 A3
  row gone 3 · 4 A4
`},
		{"a renamed sheet of a known kind is the same table; others came and went", book(kpi, table("旧", "table", "甲|乙;x|1")),
			book(table("十月指标", "kpi", "指标|月份|当前值|负责人;稼动率|2026-09|81%|韩梅;稼动率|2026-10|84%|韩梅;不良率|2026-10|2.1%|周舟"), table("新", "table", "甲|丙;x|1")), `
指标 -> 十月指标 altered 3/3 key 指标+月份
新 added 0/1 key 
旧 gone 1/0 key 
`},
		{"a renamed sheet of no known kind is known by its columns, each by another",
			book(table("甲店", "table", "人|数;x|1"), table("乙店", "table", "人|数;y|2"), table("旧", "table", "人|量;y|2")),
			book(table("乙店", "table", "人|数;y|2"), table("丙店", "table", "人|数;x|3"), table("丁店", "table", "人|数;x|1")), `
乙店 same 1/1 key 人
甲店 -> 丙店 altered 1/1 key 人
  x / 数: "1" B2 -> "3" B2
丁店 added 0/1 key 
旧 gone 1/0 key 
`},
		{"an id is told with a name",
			book(table("风险", "risks", "id|描述|级别;R-1|迁移延期|高;R-2|培训不足|中")), book(table("风险", "risks", "id|描述|级别;R-0|新风险|低;R-1|迁移延期|中;R-2|培训不足|中")), `
风险 altered 2/3 key id
  row added R-0 · 新风险 A2
  R-1 · 迁移延期 / 级别: "高" C2 -> "中" C3
`},
		{"of several names, that by which the least has changed",
			book(table("风险", "risks", "号|描述|级别;一|迁移延期|高;二|培训不足|中")), book(table("风险", "risks", "号|描述|级别;一|新风险|低;二|迁移延期|高;三|培训不足|中")), `
风险 altered 2/3 key 描述
  row added 新风险 A2
  迁移延期 / 号: "一" A2 -> "二" A3
  培训不足 / 号: "二" A3 -> "三" A4
`},
		{"a unit of the column is one of its cells",
			book(inUnit("h", table("工时", "table", "项|值;甲|3"))), book(inUnit("d", table("工时", "table", "项|值;甲|3"))), `
工时 altered 1/1 key 项
  甲 / 值: "3" B2 -> "3" B2
`},
		{"nothing before", nil, book(kpi), "\n指标 added 0/3 key \n"},
	} {
		if got := "\n" + said(Workbooks(c.was, c.now)); got != c.want {
			t.Errorf("%s:%swant%s", c.name, got, c.want)
		}
	}
}
