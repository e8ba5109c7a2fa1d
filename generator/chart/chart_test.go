package chart

import (
	"fmt"
	"os"
	"testing"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/metric"
)

// set makes a dataset. A column is "header|field|type|unit"; a cell is nil (missing), a
// number, a text, a kb.Date, a kb.Period or a kb.Cell.
func set(schema string, columns []string, rows ...[]any) *kb.Dataset {
	d := &kb.Dataset{File: "数据/样例.xlsx", Name: "表", Sheet: "表", Schema: schema, HeaderRows: 1}
	for i, c := range columns {
		var p [4]string
		n := 0
		for _, r := range c {
			if r == '|' {
				n++
				continue
			}
			p[n] += string(r)
		}
		col := kb.Column{Header: p[0], Field: p[1], Type: kb.ColumnType(p[2]), Unit: p[3], Known: schema != "table", Ref: fmt.Sprintf("%c1", 'A'+i)}
		if p[1] == "" {
			col.Field, col.Known = p[0], false
		}
		if col.Type == "" {
			col.Type = kb.TypeNumber
		}
		if schema == "selection" && p[1] == "" {
			col.Role = p[0]
		}
		d.Columns = append(d.Columns, col)
	}
	for r, row := range rows {
		out := kb.Row{Line: r + 2}
		for i, v := range row {
			c := kb.Cell{Ref: fmt.Sprintf("%c%d", 'A'+i, r+2)}
			switch v := v.(type) {
			case nil:
			case int:
				c.Kind, c.Num = kb.Number, float64(v)
			case float64:
				c.Kind, c.Num = kb.Number, v
			case string:
				c.Kind, c.Text = kb.Text, v
			case kb.Date:
				c.Kind, c.Text = kb.Day, string(v)
			case kb.Period:
				c.Kind, c.Text = kb.Interval, string(v)
			case kb.Cell:
				ref := c.Ref
				c = v
				c.Ref = ref
			}
			out.Cells = append(out.Cells, c)
		}
		d.Rows = append(d.Rows, out)
	}
	return d
}

// ssr is the script that draws. Without it, a test that needs it is skipped, but
// in CI it fails. Short runs skip it too: under the race detector the JavaScript
// machine takes minutes (TestManyAtOnce of package script covers the machines there).
func ssr(t testing.TB) []byte {
	t.Helper()
	if testing.Short() {
		t.Skip("drawing is skipped in short runs")
	}
	src, err := os.ReadFile("../../themes/default/assets/ssr.js")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("ssr.js is not built; CI runs make assets first")
		}
		t.Skip("ssr.js is not built: run make assets")
	}
	return src
}

func months(n int) []kb.Period {
	var out []kb.Period
	for i := range n {
		out = append(out, kb.Period(fmt.Sprintf("%d-%02d", 2024+i/12, i%12+1)))
	}
	return out
}

// example is one chart of the gallery.
type example struct {
	name string
	spec Spec
	data *kb.Dataset
}

// examples has at least one chart of each type, with what occurs in real sheets: gaps, small
// samples, long names, two units, grades.
func examples() []example {
	trend := set("satisfaction", []string{"月份|period|period", "满意度|score|percent|%", "样本量|responses", "目标|target|percent|%"})
	departments := set("satisfaction", []string{"月份|period|period", "部门|department|text", "评分|score|number|分"})
	for i, m := range months(24) {
		row := []any{m, 0.72 + float64(i)*0.008 + float64(i%3)*0.01, 40 + i, 0.9}
		if i == 7 {
			row[1] = nil
		}
		if i == 3 {
			row[2] = 12
		}
		trend.Rows = append(trend.Rows, set("", []string{"a|||", "b|||", "c|||", "d|||"}, row).Rows...)
		if i < 6 {
			for k, dep := range []string{"门店运营部", "市场部", "客户服务中心", "信息技术部"} {
				departments.Rows = append(departments.Rows, set("", []string{"a|||", "b|||", "c|||"}, []any{m, dep, 3.8 + float64((i*7+k*3)%10)/10}).Rows...)
			}
		}
	}
	dimensions := set("satisfaction", []string{"季度|period|period", "维度|dimension|text", "得分|score|number|分"})
	for _, q := range []kb.Period{"2026-Q2", "2026-Q3"} {
		for k, dim := range []string{"响应速度", "问题解决率", "服务态度", "系统易用性", "培训与资料"} {
			dimensions.Rows = append(dimensions.Rows, set("", []string{"a|||", "b|||", "c|||"}, []any{q, dim, 3.5 + float64((k*3+len(q)+int(q[6]))%14)/10}).Rows...)
		}
	}
	phases := set("phases", []string{"阶段|name|text", "计划开始|planned_start|date", "计划完成|planned_end|date", "实际开始|actual_start|date", "实际完成|actual_end|date", "完成率|percent_complete|percent|%"},
		[]any{"准备期", kb.Date("2026-03-01"), kb.Date("2026-04-15"), kb.Date("2026-03-02"), kb.Date("2026-04-20"), 1.0},
		[]any{"试点期", kb.Date("2026-04-16"), kb.Date("2026-07-15"), kb.Date("2026-04-21"), kb.Date("2026-08-05"), 1.0},
		[]any{"推广期", kb.Date("2026-07-16"), kb.Date("2026-12-31"), kb.Date("2026-08-06"), nil, 0.55},
		[]any{"优化期", kb.Date("2027-01-01"), kb.Date("2027-03-31"), nil, nil, 0.0})
	phases.AsOf = "2026-11-20"
	survey := set("survey", []string{"题目|dimension|text", "非常满意|grade_5", "满意|grade_4", "一般|grade_3", "不满意|grade_2", "非常不满意|grade_1"},
		[]any{"系统操作是否方便", 52, 80, 30, 12, 6}, []any{"遇到问题能否及时得到帮助", 70, 66, 22, 8, 4}, []any{"培训内容是否有用", 34, 71, 50, 18, 9})
	answers := set("survey", []string{"答卷|respondent|text", "操作方便||text", "响应及时||text"})
	for i := range 20 {
		g := []string{"非常满意", "满意", "一般", "不满意", "满意"}
		answers.Rows = append(answers.Rows, set("", []string{"a|||", "b|||", "c|||"}, []any{fmt.Sprint(i), g[i%5], g[(i*i)%4]}).Rows...)
	}
	risks := set("risks", []string{"编号|id|text", "风险|description|text", "概率|probability|number", "影响|impact|number", "状态|status|status"},
		[]any{"R01", "数据迁移质量", 4, 5, "in_progress"}, []any{"R02", "关键人员离开", 2, 4, "in_progress"}, []any{"R03", "门店网络", 3, 3, "in_progress"}, []any{"R04", "接口延期", 4, 5, "in_progress"}, []any{"R05", "预算超支", 1, 2, "in_progress"}, []any{"R06", "培训不到位", "高", "中", "in_progress"}, []any{"R07", "旧接口", 5, 5, "done"})
	selection := set("selection", []string{"标准|criterion|text", "权重|weight|percent|%", "远岫 CRM", "澜途 CRM", "自研平台"},
		[]any{"功能匹配", 0.3, 80, 88, 70}, []any{"易用性", 0.2, 75, 85, 60}, []any{"集成能力", 0.2, 85, 80, 90}, []any{"总成本", 0.15, 70, 82, 60}, []any{"厂商服务", 0.15, 80, 84, 65})
	tco := set("tco", []string{"方案|candidate|text", "年份|year|number", "许可|licence|number|万元", "实施|implementation|number|万元", "维护|maintenance|number|万元", "人力|labour|number|万元", "合计|total|number|万元"},
		[]any{"远岫 CRM", 2026, 200, 120, 40, 60, 420}, []any{"远岫 CRM", 2027, 150, 20, 44, 62, 276}, []any{"澜途 CRM", 2026, 180, 90, 36, 50, 356}, []any{"澜途 CRM", 2027, 120, 10, 38, 52, 220}, []any{"自研平台", 2026, 0, 420, 20, 160, 600}, []any{"自研平台", 2027, 0, 120, 30, 180, 330})
	training := set("training", []string{"课程|course|text", "部门|department|text", "应训|planned", "实训|trained"})
	for i, dep := range []string{"华东区门店", "华南区门店", "西南区门店", "总部客服"} {
		for k, c := range []string{"会员录入", "积分与权益", "投诉处理", "报表查询", "管理员培训"} {
			training.Rows = append(training.Rows, set("", []string{"a|||", "b|||", "c|||", "d|||"}, []any{c, dep, 40, 40 - (i*11+k*7)%38}).Rows...)
		}
	}
	sla := set("sla", []string{"月份|period|period", "级别|severity|text", "达标率|compliance|percent|%"})
	for i, m := range months(8) {
		for k, p := range []string{"P1", "P2", "P3"} {
			sla.Rows = append(sla.Rows, set("", []string{"a|||", "b|||", "c|||"}, []any{m, p, 0.88 + float64((i*5+k*3)%12)/100}).Rows...)
		}
	}
	metrics := set("metrics", []string{"时间|time|date", "值|value|number|ms", "阈值|threshold|number|ms"})
	for i := range 300 {
		metrics.Rows = append(metrics.Rows, set("", []string{"a|||", "b|||", "c|||"}, []any{kb.Date("2026-01-01").AddDays(i), 180 + 60*float64((i*37)%11)/11, 300}).Rows...)
	}
	long := set("table", []string{"事项||text", "工时||number|h"})
	for i, n := range []string{"会员主数据清洗与跨系统去重合并（含历史订单回填）", "门店收银系统接口联调", "营销活动自动化流程配置", "客服知识库迁移", "权限与审批流梳理", "报表", "移动端适配", "单点登录", "短信网关切换", "数据备份演练"} {
		long.Rows = append(long.Rows, set("", []string{"a|||", "b|||"}, []any{n, 320 - i*27}).Rows...)
	}
	costs := set("table", []string{"月份||period", "工单数||number|单", "解决率||percent|%"})
	for i, m := range months(10) {
		costs.Rows = append(costs.Rows, set("", []string{"a|||", "b|||", "c|||"}, []any{m, 300 - i*12, 0.8 + float64(i)/100}).Rows...)
	}
	points := set("table", []string{"门店||text", "大区||text", "会员数||number|人", "客单价||number|元"})
	for i := range 60 {
		points.Rows = append(points.Rows, set("", []string{"a|||", "b|||", "c|||", "d|||"}, []any{fmt.Sprintf("门店%02d", i), []string{"华东", "华南", "西南"}[i%3], 800 + (i*137)%2600, 60 + float64((i*53)%90)}).Rows...)
	}
	status := set("suggestions", []string{"状态|status|text", "内容|text|text"})
	for i := range 37 {
		status.Rows = append(status.Rows, set("", []string{"a|||", "b|||"}, []any{[]string{"已收集", "已收集", "评估中", "已采纳", "已采纳", "已实施", "已公布"}[i%7], "x"}).Rows...)
	}
	funnel := set("table", []string{"环节||text", "数量||number|条"}, []any{"收集", 186}, []any{"有效", 140}, []any{"采纳", 71}, []any{"实施", 52}, []any{"公布", 49})
	return []example{
		{"trend", Spec{}, trend},
		{"departments-bar", Spec{Type: "bar"}, departments},
		{"departments-line", Spec{Type: "line", X: "月份", Y: []string{"评分"}, Group: "部门", Title: "各部门评分", Target: "4.5"}, departments},
		{"radar", Spec{Type: "radar"}, dimensions},
		{"scurve", Spec{}, phases},
		{"phases-bar", Spec{Type: "bar"}, phases},
		{"survey", Spec{}, survey},
		{"answers", Spec{Type: "share", Y: []string{"操作方便", "响应及时"}}, answers},
		{"risks", Spec{}, risks},
		{"selection", Spec{}, selection},
		{"selection-radar", Spec{Type: "radar"}, selection},
		{"tco", Spec{}, tco},
		{"tco-total", Spec{Type: "line"}, tco},
		{"training", Spec{}, training},
		{"sla", Spec{Target: "95%"}, sla},
		{"metrics", Spec{}, metrics},
		{"long-names", Spec{}, long},
		{"combo", Spec{Type: "combo", X: "月份", Y: []string{"工单数", "解决率"}}, costs},
		{"area", Spec{Type: "area", X: "月份", Y: []string{"工单数"}}, costs},
		{"pie", Spec{Type: "pie", X: "事项", Y: []string{"工时"}}, long},
		{"scatter", Spec{Type: "scatter", X: "会员数", Y: []string{"客单价"}, Group: "大区"}, points},
		{"gauge", Spec{Type: "gauge", Y: []string{"满意度"}, X: "月份", Target: "90%"}, trend},
		{"status-count", Spec{}, status},
		{"funnel", Spec{Type: "funnel", X: "环节", Y: []string{"数量"}}, funnel},
	}
}

// someProgress is the course of a plan of ten months; nothing, if keep leaves out the first row.
func someProgress(keep func(int) bool) metric.Course {
	c := metric.Course{AsOf: "2026-11-20", Undated: 1}
	for i := 0; i <= 10 && keep(0); i++ {
		c.Days = append(c.Days, kb.MakeDate(2026, 3, 1).AddDays(30*i))
		c.Planned = append(c.Planned, float64(i)/10)
		if c.Days[i] <= c.AsOf {
			c.Actual = append(c.Actual, float64(i)/12)
		}
	}
	return c
}

func draw(t testing.TB, e example) Picture {
	t.Helper()
	p, diags := DrawPlan(e.spec, e.data, someProgress, "zh-CN", diag.Pos{File: "a.md", Line: 3, Col: 1})
	for _, d := range diags {
		t.Errorf("%s: %s", e.name, d.Line("zh-CN"))
	}
	return p
}
