package chart

import (
	"fmt"
	"strings"
	"testing"

	"milepost/generator/kb"
)

// drawn is a picture in a form that tests compare: its diagnostics if it was not drawn, else
// its table in one line.
func drawn(t *testing.T, s Spec, d *kb.Dataset) (table, codes string, p Picture) {
	t.Helper()
	p, diags := Draw(s, d, "zh-CN", here)
	for _, x := range diags {
		codes += strings.TrimSuffix(x.Code+" "+strings.Join(x.Args, " "), " ") + "; "
		if l := x.Line("zh-CN") + x.Line("en"); strings.Contains(l, "{") {
			t.Errorf("a place is open: %s", l)
		}
	}
	if p.Option == "" {
		return "", codes, p
	}
	rows := []string{strings.Join(p.Table.Header, ",")}
	for _, r := range p.Table.Rows {
		rows = append(rows, strings.Join(r, ","))
	}
	return strings.Join(rows, "|"), codes, p
}

// Weights that add up to 100 are shares, in each month by itself, too.
func TestWeightsOutOf100(t *testing.T) {
	t.Parallel()
	head := []string{"月||period", "组||text", "项||text", "得分||number", "权重||number"}
	jan, feb := kb.Period("2026-01"), kb.Period("2026-02")
	for _, c := range []struct {
		name string
		spec Spec
		rows [][]any
		want string
	}{
		{"of all rows", Spec{}, [][]any{{jan, "甲", "质", 80, 60}, {jan, "甲", "量", 90, 40}}, "月,得分|2026-01,84"},
		{"of each month", Spec{}, [][]any{{jan, "甲", "质", 80, 60}, {jan, "甲", "量", 90, 40}, {feb, "甲", "质", 90, 60}, {feb, "甲", "量", 100, 40}}, "月,得分|2026-01,84|2026-02,94"},
		{"of each month and group", Spec{Group: "组"}, [][]any{{jan, "甲", "质", 80, 60}, {jan, "甲", "量", 90, 40}, {jan, "乙", "质", 70, 100}}, "月,甲,乙|2026-01,84,70"},
		{"not out of 100", Spec{}, [][]any{{jan, "甲", "质", 8, 3}, {feb, "甲", "质", 9, 2}}, "月,得分|2026-01,24|2026-02,18"},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.spec.Type, c.spec.X, c.spec.Y, c.spec.Weight = "bar", "月", []string{"得分"}, "权重"
			if got, codes, _ := drawn(t, c.spec, set("table", head, c.rows...)); got != c.want || codes != "" {
				t.Errorf("got  %s %s\nwant %s", got, codes, c.want)
			}
		})
	}
}

func inUnit(v float64, unit string) kb.Cell { return kb.Cell{Kind: kb.Number, Num: v, Unit: unit} }

func shownAs(v float64, s string) kb.Cell { return kb.Cell{Kind: kb.Number, Num: v, Shown: s} }

// Columns with different units or scales get an axis each, or are converted, or are not drawn, with a diagnostic.
func TestUnlikeIsNotAdded(t *testing.T) {
	t.Parallel()
	m := func(s string) kb.Period { return kb.Period("2026-" + s) }
	plan := set("table", []string{"项目||text", "类型||text", "月||period", "产值||number|万元"},
		[]any{"桥", "计划", m("01"), 100}, []any{"桥", "实际", m("01"), 95}, []any{"路", "计划", m("01"), 50}, []any{"路", "实际", m("01"), 40})
	rates := set("table", []string{"部门||text", "月||period", "完成率||percent|%", "占比||percent|%"},
		[]any{"甲", m("01"), 0.9, 0.6}, []any{"乙", m("01"), 0.8, 0.4})
	spans := set("table", []string{"项||text", "时长||duration|min"}, []any{"甲", 90}, []any{"乙", inUnit(2, "h")}, []any{"丙", 30})
	units := set("table", []string{"项||text", "预算||number", "单位||text"}, []any{"甲", 100, "万元"}, []any{"乙", 500000, "元"}, []any{"丙", 3, "人"})
	money := set("table", []string{"项||text", "预算||number", "单位||text"}, []any{"甲", 100, "万元"}, []any{"乙", 500000, "元"}, []any{"丙", 30, "万元"})
	quarters := set("table", []string{"月||period", "数||number"},
		[]any{m("01"), 10}, []any{m("02"), 20}, []any{m("03"), 30}, []any{m("Q1"), 60}, []any{m("H1"), 90}, []any{"累计", 60})
	tree := set("table", []string{"费用||text", "金额||number"}, []any{"一、人工", 30}, []any{"1.工资", 20}, []any{"2.奖金", 10}, []any{"二、设备", 50}, []any{"1.服务器", 35}, []any{"2.网络", 15})
	tasks := set("phases", []string{"名称|name|text", "级别|level|number", "工时|hours|number|h"}, []any{"一期", 1, 30}, []any{"设计", 2, 10}, []any{"开发", 2, 20}, []any{"二期", 1, 8})
	signs := set("table", []string{"部门||text", "盈||number", "亏||number"}, []any{"甲", 30, -10}, []any{"乙", 20, 5})
	sides := set("table", []string{"部门||text", "计划数||number", "实际数||number"}, []any{"甲", 30, 20})
	gaps := set("table", []string{"方案||text", "许可||number", "维护||number"}, []any{"甲", 30, nil}, []any{"乙", 20, 5})
	sums := set("table", []string{"月||period", "组||text", "数||number"}, []any{m("01"), "a", 3}, []any{m("01"), "b", nil}, []any{m("02"), "a", 4})
	states := set("table", []string{"批次||text", "状态||text", "数||number"}, []any{"一", "已完成", 3}, []any{"二", "进行中", 4})
	budget := set("table", []string{"线||text", "类别||text", "月||period", "数||number"},
		[]any{"甲", "预算", m("01"), 100}, []any{"甲", "执行", m("01"), 90}, []any{"乙", "预算", m("01"), 50}, []any{"乙", "执行", m("01"), 40})
	facts := set("table", []string{"店||text", "指标||text", "月||period", "数||number"},
		[]any{"东", "销量", m("01"), 100}, []any{"东", "客诉", m("01"), 2}, []any{"西", "销量", m("01"), 50}, []any{"西", "客诉", m("01"), 1})
	for _, c := range []struct {
		name  string
		spec  Spec
		data  *kb.Dataset
		table string
		codes string
		note  string
	}{
		{"plan and actual in rows", Spec{Type: "line", X: "月", Y: []string{"产值"}}, plan, "月,计划 (万元),实际 (万元)|2026-01,150,135", "", "“类型”列是计划、实际，分开画"},
		{"and by project", Spec{Type: "line", X: "月", Group: "项目", Y: []string{"产值"}}, plan, "月,桥 计划 (万元),桥 实际 (万元),路 计划 (万元),路 实际 (万元)|2026-01,100,95,50,40", "", "分开画"},
		{"a budget and what was spent of it", Spec{Type: "line", X: "月", Group: "线", Y: []string{"数"}}, budget, "月,甲 预算,甲 执行,乙 预算,乙 执行|2026-01,100,90,50,40", "", "分开画"},
		{"what the header calls measures", Spec{Type: "line", X: "月", Y: []string{"数"}}, facts, "月,销量,客诉|2026-01,150,3", "", "“指标”列是销量、客诉，分开画"},
		{"as parts of a ring", Spec{Type: "pie", X: "项目", Y: []string{"产值"}}, plan, "", "DB52.unlike 计划、实际; ", ""},
		{"and where the kinds are the parts", Spec{Type: "pie", X: "类型", Y: []string{"产值"}}, plan, "", "DB52.unlike 计划、实际; ", ""},
		{"plan and actual as a stack", Spec{Type: "stacked", X: "部门", Y: []string{"计划数", "实际数"}}, sides, "", "DB52.unlike 计划数、实际数; ", ""},
		{"side by side they are fine", Spec{Type: "bar", X: "部门", Y: []string{"计划数", "实际数"}}, sides, "部门,计划数,实际数|甲,30,20", "", ""},
		{"states are not measures", Spec{Type: "bar", X: "批次", Y: []string{"数"}}, states, "批次,数|一,3|二,4", "", ""},
		{"rates are averaged", Spec{Type: "line", X: "月", Y: []string{"完成率"}}, rates, "月,完成率|2026-01,85%", "", "取平均"},
		{"not added on request", Spec{Type: "line", X: "月", Y: []string{"完成率"}, Agg: "sum"}, rates, "", "DB52.rate 完成率; ", ""},
		{"not stacked past their whole", Spec{Type: "stacked", X: "月", Group: "部门", Y: []string{"完成率"}}, rates, "", "DB52.rate 完成率; ", ""},
		{"no ring of rates", Spec{Type: "pie", X: "部门", Y: []string{"完成率"}}, rates, "", "DB52.rate 完成率; ", ""},
		{"but of parts", Spec{Type: "pie", X: "部门", Y: []string{"占比"}}, rates, "部门,占比,占比|甲,60%,60%|乙,40%,40%", "", ""},
		{"lengths of time", Spec{Type: "bar", X: "项", Y: []string{"时长"}}, spans, "项,时长 (分钟)|甲,90|乙,120|丙,30", "", "小时 已换算成 分钟"},
		{"in the unit asked for", Spec{Type: "bar", X: "项", Y: []string{"时长"}, Unit: "小时"}, spans, "项,时长 (小时)|甲,1.5|乙,2|丙,0.5", "", "分钟 已换算成 小时"},
		{"and in no other", Spec{Type: "bar", X: "项", Y: []string{"时长"}, Unit: "元"}, spans, "项,时长 (分钟)|甲,90|乙,120|丙,30", "DB50.unit 元 分钟; DB50.unit 元 小时; ", ""},
		{"units of a column of units", Spec{Type: "bar", X: "项", Y: []string{"预算"}}, units, "", "DB52.units 预算 万元、人; ", ""},
		{"converted if they can be", Spec{Type: "bar", X: "项", Y: []string{"预算"}}, money, "项,预算 (万元)|甲,100|乙,50|丙,30", "", "元 已换算成 万元"},
		{"quarters among months", Spec{Type: "line", X: "月", Y: []string{"数"}}, quarters, "月,数|2026-01,10|2026-02,20|2026-03,30", "", "横轴只放月份；2026-Q1、2026-H1、累计 不在图里"},
		{"sums above their parts", Spec{Type: "pie", X: "费用", Y: []string{"金额"}}, tree, "费用,金额,占比|1.工资,20,25%|2.奖金,10,12.5%|1.服务器,35,43.8%|2.网络,15,18.8%", "", "2 行是下面各行的合计"},
		{"levels", Spec{Type: "bar", X: "名称", Y: []string{"工时"}}, tasks, "名称,工时 (小时)|设计,10|开发,20|二期,8", "", "1 行是下面各行的合计"},
		{"negative parts", Spec{Type: "share", X: "部门", Y: []string{"盈", "亏"}}, signs, "", "DB48.negative 甲 亏 −10; ", ""},
		{"a sum that lacks a part", Spec{Type: "line", X: "月", Y: []string{"数"}}, sums, "月,数|2026-01,3*|2026-02,4", "", "* 的合计里有空缺的数"},
		{"a running total over a gap", Spec{Type: "bar", X: "方案", Y: []string{"维护", "许可"}, Cumulative: true}, gaps, "方案,维护,许可|甲,—,30|乙,5,50", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			table, codes, p := drawn(t, c.spec, c.data)
			if table != c.table || codes != c.codes {
				t.Errorf("table %s\n want %s\ndiagnostics %s\n       want %s", table, c.table, codes, c.codes)
			}
			if !strings.Contains(p.Note, c.note) {
				t.Errorf("note %q, want %q in it", p.Note, c.note)
			}
		})
	}
}

// The total of a stack has a star if one of its parts has no value.
func TestTotalsAreMarked(t *testing.T) {
	t.Parallel()
	d := set("table", []string{"方案||text", "许可||number", "维护||number"}, []any{"甲", 30, nil}, []any{"乙", 20, 5})
	p, _ := Draw(Spec{Type: "stacked", X: "方案", Y: []string{"许可", "维护"}}, d, "zh-CN", here)
	if !strings.Contains(p.Option, `"30*"`) || !strings.Contains(p.Option, `"25"`) {
		t.Errorf("no 30* and 25 in %s", p.Option)
	}
}

// Numbers keep the decimals that the sheet shows, and are never rounded to 0, 100 % or the
// target.
func TestDigits(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		column string
		cells  []kb.Cell
		target string
		want   string
	}{
		{"percent", "可用率||percent|%", []kb.Cell{shownAs(0.99995, "99.995%"), shownAs(0.99999, "99.999%"), shownAs(0.999, "99.9%")}, "99.99%", "99.995% 99.999% 99.9%"},
		{"small numbers", "误差||number", []kb.Cell{shownAs(0.0049, ""), shownAs(0.00049, ""), shownAs(0.0123, "")}, "", "0.0049 0.00049 0.0123"},
		{"a format that hides them", "率||percent|%", []kb.Cell{shownAs(0.99995, "100%"), shownAs(0.5, "50%")}, "", "99.995% 50%"},
		{"what General shows", "比||number", []kb.Cell{shownAs(1.0/3, "0.333333333333333"), shownAs(2.0/3, "0.666666666666667")}, "", "0.33 0.67"},
		{"near the target", "率||percent|%", []kb.Cell{shownAs(0.89996, "90.0%"), shownAs(0.95, "95.0%")}, "90%", "89.996% 95%"},
		{"large", "金额||number|元", []kb.Cell{shownAs(123456789012, ""), shownAs(234567890123.5, "")}, "", "123,456,789,012 234,567,890,123.5"},
	} {
		d := set("table", []string{"项||text", c.column})
		for i, cell := range c.cells {
			d.Rows = append(d.Rows, set("", []string{"a|||", "b|||"}, []any{fmt.Sprint("项", i), cell}).Rows...)
		}
		p, diags := Draw(Spec{Type: "line", X: "项", Target: c.target}, d, "zh-CN", here)
		var got []string
		for _, r := range p.Table.Rows {
			got = append(got, r[1])
		}
		if s := strings.Join(got, " "); s != c.want || len(diags) > 0 {
			t.Errorf("%s: %s, want %s %v", c.name, s, c.want, diags)
		}
		if strings.Contains(p.Desc, "100%") || c.target != "" && !strings.Contains(p.Desc, "目标 "+c.target) {
			t.Errorf("%s: the description rounds: %s", c.name, p.Desc)
		}
	}
}

// The page's script writes a number as the table under the chart does.
func TestLabelsAndTableAgree(t *testing.T) {
	t.Parallel()
	engine := NewEngine(ssr(t), 1)
	defer engine.Close()
	for _, d := range []*kb.Dataset{
		set("table", []string{"项||text", "值||number"}, []any{"a", 0.0049}, []any{"b", 1234567.125}, []any{"c", 2.5}, []any{"d", -0.125}),
		set("table", []string{"项||text", "值||percent|%"}, []any{"a", 0.99995}, []any{"b", 0.005}, []any{"c", 1.0}),
	} {
		p, _ := Draw(Spec{Type: "bar", X: "项", Y: []string{"值"}}, d, "zh-CN", here)
		svg, err := engine.SVG(p, "x")
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range p.Table.Rows {
			if !strings.Contains(svg, ">"+r[1]+"<") {
				t.Errorf("no label %s in the picture", r[1])
			}
		}
	}
}

// For every schema, a chart counts and adds up rows by the words that the table shows, not
// by what they mean: 处理中 and 已采纳 are both in progress, and are two categories.
func TestChartsCountAsTheTable(t *testing.T) {
	t.Parallel()
	said := func(normal, word string) kb.Cell { return kb.Cell{Kind: kb.Text, Text: normal, Shown: word} }
	for _, schema := range []string{"phases", "satisfaction", "survey", "kpi", "raci", "sla", "incidents", "risks", "selection", "tco", "training", "suggestions", "inspections", "champions", "people", "releases", "decisions", "metrics", "compliance", "benefits", "communication", "table"} {
		d := set(schema, []string{"事|text|text", "状态|status|status", "数|amount|number"},
			[]any{"一", said("in_progress", "处理中"), 1}, []any{"二", said("in_progress", "已采纳"), 2}, []any{"三", said("in_progress", "处理中"), 4},
			[]any{"四", said("not_started", "待处理"), 8}, []any{"五", said("done", "完成"), 16}, []any{"六", said("", "other"), 32}, []any{"七", said("", "Other"), 64})
		counts, sums := map[string]string{"处理中": "2", "已采纳": "1", "待处理": "1", "完成": "1", "other": "1", "Other": "1"}, map[string]string{"处理中": "5", "已采纳": "2", "待处理": "8", "完成": "16", "other": "32", "Other": "64"}
		for _, c := range []struct {
			spec Spec
			want map[string]string
		}{
			{Spec{Type: "bar", X: "状态", Agg: "count"}, counts},
			{Spec{Type: "bar", X: "status", Agg: "count", Sort: "desc"}, counts},
			{Spec{Type: "bar", X: "状态", Y: []string{"数"}, Agg: "sum"}, sums},
			{Spec{Type: "pie", X: "状态", Y: []string{"数"}, Agg: "sum"}, sums},
		} {
			p, diags := Draw(c.spec, d, "zh-CN", here)
			if len(diags) > 0 || len(p.Table.Rows) != len(c.want) {
				t.Errorf("%s %+v: %v %v", schema, c.spec, p.Table.Rows, diags)
			}
			for _, r := range p.Table.Rows {
				if c.want[r[0]] != r[1] {
					t.Errorf("%s %s: %s is %s, want %s", schema, c.spec.Type, r[0], r[1], c.want[r[0]])
				}
			}
		}
		if p, _ := Draw(Spec{Type: "bar", X: "状态", Agg: "count"}, d, "zh-CN", here); schema == "table" && p.Table.Rows[0][0] != "other" && p.Table.Rows[len(p.Table.Rows)-1][0] != "完成" {
			t.Errorf("the order is not that of the statuses: %v", p.Table.Rows)
		}
	}
}
