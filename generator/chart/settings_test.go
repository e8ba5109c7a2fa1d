package chart

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"milepost/generator/kb"
)

// valueAxis has the ends of an option's value axis: yAxis, or xAxis where the bars are horizontal.
func valueAxis(t *testing.T, option string) (low, high any) {
	t.Helper()
	var o struct {
		XAxis, YAxis []struct {
			Type     string
			Min, Max any
		}
	}
	if err := json.Unmarshal([]byte(option), &o); err != nil {
		t.Fatal(err)
	}
	for _, a := range append(o.XAxis, o.YAxis...) {
		if a.Type == "value" {
			return a.Min, a.Max
		}
	}
	return nil, nil
}

// A setting that would cut off or change values, or has no effect, gives a diagnostic; the
// picture shows the true values.
func TestSettingsSayWhatTheyDo(t *testing.T) {
	t.Parallel()
	scores := set("table", []string{"部门||text", "得分||number"}, []any{"甲", 95}, []any{"乙", 300})
	trend := set("table", []string{"月||period", "数||number", "率||percent|%"}, []any{kb.Period("2026-01"), 10, 0.005}, []any{kb.Period("2026-02"), 12, 0.008})
	high := set("table", []string{"月||period", "率||percent|%"}, []any{kb.Period("2026-01"), 0.8}, []any{kb.Period("2026-02"), 0.9})
	two := set("table", []string{"维度||text", "甲||number", "乙||number"}, []any{"功能", 8, 7}, []any{"价格", 6, 9})
	zeros := set("table", []string{"类||text", "数||number"}, []any{"甲", 0}, []any{"乙", 0})
	times := set("sla", []string{"级别|severity|text", "实际|response_actual|duration|min"}, []any{"P1", 20}, []any{"P2", 90})
	faulty := set("table", []string{"月||period", "数||number"}, []any{kb.Cell{Kind: kb.Fault, Text: "period", Shown: "11月"}, 1}, []any{kb.Cell{Kind: kb.Fault, Text: "period", Shown: "1月"}, 2})
	losses := set("table", []string{"部门||text", "亏||number", "损||number"}, []any{"甲", -5, -6}, []any{"乙", -1, 3})
	x, y := "部门", []string{"得分"}
	for _, c := range []struct {
		name      string
		spec      Spec
		data      *kb.Dataset
		codes     string
		low, high any // the ends of the value axis; nil: ECharts chooses
	}{
		{"max below a bar", Spec{Type: "bar", X: x, Y: y, Max: "100"}, scores, "DB50.max 100 300; ", 0.0, nil},
		{"max below a point", Spec{Type: "line", X: x, Y: y, Max: "100"}, scores, "DB50.max 100 300; ", 0.0, nil},
		{"bars from 90", Spec{Type: "bar", X: x, Y: y, Min: "90"}, scores, "DB50.zero 90; ", 0.0, nil},
		{"a line from 90", Spec{Type: "line", X: x, Y: y, Min: "90"}, scores, "", 90.0, nil},
		{"min above a point", Spec{Type: "line", X: x, Y: y, Min: "100"}, scores, "DB50.min 100 95; ", 0.0, nil},
		{"min above the end of a stack", Spec{Type: "stacked", X: x, Y: []string{"亏", "损"}, Min: "-8"}, losses, "DB50.min -8 −11; ", nil, nil},
		{"min below it", Spec{Type: "stacked", X: x, Y: []string{"亏", "损"}, Min: "-20"}, losses, "", -20.0, nil},
		{"min above the value of a gauge", Spec{Type: "gauge", Y: []string{"数"}, Min: "20"}, trend, "DB50.min 20 12; ", nil, nil},
		{"min above its target", Spec{Type: "gauge", Y: []string{"数"}, Target: "5", Min: "8"}, trend, "DB50.min 8 5; ", nil, nil},
		{"min below both", Spec{Type: "gauge", Y: []string{"数"}, Target: "5", Min: "4"}, trend, "", nil, nil},
		{"the wrong way round in a gauge", Spec{Type: "gauge", Y: []string{"数"}, Min: "12", Max: "12"}, trend, "DB50.range 12 12; ", nil, nil},
		{"and on both sides of its value", Spec{Type: "gauge", Y: []string{"数"}, Min: "30", Max: "4"}, trend, "DB50.range 30 4; ", nil, nil},
		{"the wrong way round", Spec{Type: "bar", X: x, Y: y, Min: "300", Max: "90"}, scores, "DB50.range 300 90; ", 0.0, nil},
		{"no number", Spec{Type: "bar", X: x, Y: y, Max: "很高"}, scores, "DB45.number max 很高; ", 0.0, nil},
		{"room above", Spec{Type: "bar", X: x, Y: y, Max: "400"}, scores, "", 0.0, 400.0},
		{"too high", Spec{Type: "bar", X: x, Y: y, Height: 99999}, scores, "DB50.height 99999 2000 120 2000; ", 0.0, nil},
		{"too many", Spec{Type: "bar", X: x, Y: y, Limit: 5000}, scores, "DB50.limit 5000 200 bar; ", 0.0, nil},
		{"a target below the bars", Spec{Type: "bar", X: "月", Y: []string{"数"}, Target: "-20"}, trend, "", -30.0, nil},
		{"a target above max", Spec{Type: "line", X: "月", Y: []string{"数"}, Target: "100", Max: "20"}, trend, "DB50.max 20 100; ", 0.0, 120.0},
		{"a bare 1 among small shares", Spec{Type: "line", X: "月", Y: []string{"率"}, Target: "1"}, trend, "", 0.005, 0.011},
		{"a bare 1 as max", Spec{Type: "bar", X: "月", Y: []string{"率"}, Max: "1"}, trend, "", 0.0, 0.01},
		{"a bare 1 among large ones", Spec{Type: "line", X: "月", Y: []string{"率"}, Target: "1"}, high, "DB49.percent target 1 1% 100%; ", 0.0, 1.0},
		{"a bare 0.9 among small ones", Spec{Type: "line", X: "月", Y: []string{"率"}, Target: "0.9"}, trend, "DB49.percent target 0.9 90% 0.9%; ", nil, 1.0},
		{"a target in another unit", Spec{Type: "bar", X: "级别", Y: []string{"实际"}, Target: "1小时"}, times, "", 0.0, nil},
		{"in one that has no size", Spec{Type: "bar", X: "级别", Y: []string{"实际"}, Target: "2 个工作日"}, times, "DB49.unit target 2 个工作日 分钟; ", 0.0, nil},
		{"in percent", Spec{Type: "bar", X: x, Y: y, Target: "90%"}, scores, "DB49.bare target 90%; ", 0.0, nil},
		{"two dimensions", Spec{Type: "radar", X: "维度", Y: []string{"甲", "乙"}}, two, "DB51.radar 2 维度; ", 0.0, nil},
		{"what a ring has no use of", Spec{Type: "pie", X: x, Y: y, Target: "5", Max: "9"}, scores, "DB50.unused target pie; DB50.unused max pie; ", nil, nil},
		{"a course that is sorted", Spec{Type: "line", X: "月", Y: []string{"数"}, Sort: "desc"}, trend, "DB50.sort desc; ", nil, nil},
		{"words by month", Spec{Type: "bar", X: x, Y: y, By: "month"}, scores, "DB50.by month 部门; ", 0.0, nil},
		{"all zero", Spec{Type: "pie", X: "类", Y: []string{"数"}}, zeros, "DB44.zero 数据/样例.xlsx#表 数; ", nil, nil},
		{"an axis that cannot be read", Spec{Type: "line", X: "月", Y: []string{"数"}}, faulty, "DB44.axis 数据/样例.xlsx#表 月 A2、A3; ", nil, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, codes, p := drawn(t, c.spec, c.data)
			if codes != c.codes {
				t.Errorf("diagnostics %s\n       want %s", codes, c.codes)
			}
			if p.Option == "" {
				return
			}
			low, high := valueAxis(t, p.Option)
			if c.low != nil && fmt.Sprint(low) != fmt.Sprint(c.low) || c.high != nil && fmt.Sprint(high) != fmt.Sprint(c.high) {
				t.Errorf("axis %v to %v, want %v to %v", low, high, c.low, c.high)
			}
		})
	}
}

// A gauge whose value is at its min or max has a scale that begins or ends there.
func TestGaugeAtItsEnd(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		value    float64
		min, max string
		ends     string
	}{
		{10, "10", "", `"min":10,"max":20`},
		{-5, "", "-5", `"min":-10,"max":-5`},
		{0, "", "0", `"min":-1,"max":0`},
		{8, "2", "9", `"min":2,"max":9`},
	} {
		d := set("table", []string{"月||period", "数||number"}, []any{kb.Period("2026-01"), c.value})
		_, codes, p := drawn(t, Spec{Type: "gauge", Y: []string{"数"}, Min: c.min, Max: c.max}, d)
		if low := strings.Split(c.ends, ","); codes != "" || !strings.Contains(p.Option, low[0]) || !strings.Contains(p.Option, low[1]) {
			t.Errorf("%v with min %q and max %q: %s, not %s in %s", c.value, c.min, c.max, codes, c.ends, p.Option)
		}
	}
}

// A target stands on the axis whose unit it has, and a threshold is called so.
func TestTargetHasAnAxisAndAName(t *testing.T) {
	t.Parallel()
	d := set("table", []string{"月||period", "工单数||number|单", "解决率||percent|%"}, []any{kb.Period("2026-01"), 300, 0.8}, []any{kb.Period("2026-02"), 280, 0.85})
	p, _ := Draw(Spec{Type: "combo", X: "月", Y: []string{"工单数", "解决率"}, Target: "90%"}, d, "zh-CN", here)
	if !strings.Contains(p.Option, `"yAxis":0.9`) || !strings.Contains(p.Desc, "目标 90%") {
		t.Errorf("no target of 90%%: %s", p.Desc)
	}
	m := set("metrics", []string{"时间|time|period", "值|value|number|ms", "告警阈值|threshold|number|ms"}, []any{kb.Period("2026-01"), 180, 300}, []any{kb.Period("2026-02"), 200, 300})
	p, _ = Draw(Spec{}, m, "zh-CN", here)
	if !strings.Contains(p.Desc, "告警阈值 300 ms") || strings.Contains(p.Desc+p.Option, "目标") {
		t.Errorf("a threshold is called a target: %s", p.Desc)
	}
}

// Of too many categories the largest are drawn; the words and the table are about all.
func TestTheLargestStay(t *testing.T) {
	t.Parallel()
	d := set("table", []string{"门店||text", "销量||number"})
	for i := range 45 {
		d.Rows = append(d.Rows, set("", []string{"a|||", "b|||"}, []any{fmt.Sprintf("店%02d", i+1), i + 1}).Rows...)
	}
	p, _ := Draw(Spec{Type: "bar", X: "门店", Y: []string{"销量"}}, d, "zh-CN", here)
	if !strings.Contains(p.Option, "店45") || strings.Contains(p.Option, "店05\"") {
		t.Error("not the largest 40 are drawn")
	}
	for _, want := range []string{"最高是店45，45；最低是店01，1", "45 个门店"} {
		if !strings.Contains(p.Desc, want) {
			t.Errorf("the description does not say %s: %s", want, p.Desc)
		}
	}
	if !strings.Contains(p.Note, "共 45 个门店，图中只画最大的 40 个") || len(p.Table.Rows) != 45 {
		t.Errorf("%d rows, note %s", len(p.Table.Rows), p.Note)
	}
	p, _ = Draw(Spec{Type: "pie", X: "门店", Y: []string{"销量"}, Sort: "asc", Limit: 3}, d, "zh-CN", here)
	if !strings.Contains(p.Desc, "店44 44") || !strings.Contains(p.Desc, "店45 45") {
		t.Errorf("the largest parts are joined: %s", p.Desc)
	}
}

// Years without 年 are an axis of periods with gaps; groups over dates are several lines; a
// gauge shows the newest period; twelve series look different.
func TestCourses(t *testing.T) {
	t.Parallel()
	years := set("table", []string{"年份||number", "数||number"}, []any{2019, 5}, []any{2020, 6}, []any{2024, 9})
	table, _, p := drawn(t, Spec{Type: "line", X: "年份", Y: []string{"数"}}, years)
	if want := "年份,数|2019,5|2020,6|2021,—|2022,—|2023,—|2024,9"; table != want {
		t.Errorf("years %s, want %s", table, want)
	}
	if !strings.HasSuffix(p.Title, "：2024 为 9，高于 2019 的 5") || !strings.Contains(p.Desc, "2024 为 9，高于 2019 的 5") {
		t.Errorf("title %s, description %s", p.Title, p.Desc)
	}
	if table, _, _ := drawn(t, Spec{Type: "bar", X: "数"}, years); table != "" {
		t.Errorf("years are drawn as amounts: %s", table)
	}
	dates := set("table", []string{"日||date", "区||text", "数||number"}, []any{kb.Date("2026-01-05"), "东", 1}, []any{kb.Date("2026-01-12"), "南", 5}, []any{kb.Date("2026-01-19"), "东", 3}, []any{kb.Date("2026-01-26"), "东", nil}, []any{kb.Date("2026-02-05"), "南", 7})
	_, _, p = drawn(t, Spec{Type: "line", X: "日", Group: "区", Y: []string{"数"}}, dates)
	var o struct {
		Series []struct{ Data [][2]any }
	}
	if err := json.Unmarshal([]byte(p.Option), &o); err != nil {
		t.Fatal(err)
	}
	if n := []int{len(o.Series[0].Data), len(o.Series[1].Data)}; !slices.Equal(n, []int{3, 2}) || o.Series[0].Data[2][1] != nil {
		t.Errorf("points %v, want 3 (the last a gap) and 2", o.Series)
	}
	months := set("table", []string{"月||period", "工单||number"}, []any{kb.Period("2026-08"), 60}, []any{kb.Period("2026-10"), 95}, []any{kb.Period("2026-09"), 70})
	_, _, p = drawn(t, Spec{Type: "gauge", Y: []string{"工单"}, Target: "90"}, months)
	if !strings.HasPrefix(p.Desc, "工单：2026-10 为 95。目标 90。") || !strings.Contains(p.Note, "最近一期 2026-10") {
		t.Errorf("gauge: %s %s", p.Desc, p.Note)
	}
	looks := map[string]bool{}
	for i := range maxSeries {
		o := object{"itemStyle": object{}}
		(&axesChart{b: &build{}, f: &frame{}, kind: "line"}).lineLook(o, i, seriesColor(i))
		looks[fmt.Sprint(o["symbol"], o["lineStyle"])] = true
		looks[fmt.Sprint("bar", fill(i, seriesColor(i)))] = true
	}
	if len(looks) != 2*maxSeries {
		t.Errorf("%d looks of lines and bars, want %d", len(looks), 2*maxSeries)
	}
}

// A funnel shows each stage as a share of the stage before, not of the sum.
func TestFunnelKeeps(t *testing.T) {
	t.Parallel()
	d := set("table", []string{"步||text", "人||number"}, []any{"线索", 100}, []any{"商机", 140}, []any{"报价", 0}, []any{"成交", 20})
	table, _, p := drawn(t, Spec{Type: "funnel", X: "步", Y: []string{"人"}}, d)
	if want := "步,人,对上一步,对第一步|线索,100,—,—|商机,140,140%,140%|报价,0,0%,0%|成交,20,—,20%"; table != want {
		t.Errorf("got %s\nwant %s", table, want)
	}
	if !strings.Contains(p.Note, "“商机”比上一步多") || !strings.Contains(p.Title, "从线索到成交留下 20%") {
		t.Errorf("note %s, title %s", p.Note, p.Title)
	}
}

// Names stay as they are written, and long ones keep the part in which they differ.
func TestNamesAreLiteral(t *testing.T) {
	t.Parallel()
	engine := NewEngine(ssr(t), 1)
	defer engine.Close()
	d := set("table", []string{"名||text", "数||number"}, []any{"甲{c}", 3}, []any{"乙{b}", 5})
	p, _ := Draw(Spec{Type: "pie", X: "名", Y: []string{"数"}}, d, "zh-CN", here)
	svg, err := engine.SVG(p, "x")
	if err != nil || !strings.Contains(svg, "甲{c}  37.5%") || !strings.Contains(svg, "乙{b}  62.5%") {
		t.Errorf("names were taken for formats (%v)", err)
	}
	long := set("table", []string{"事||text", "数||number"})
	for i := range 5 {
		long.Rows = append(long.Rows, set("", []string{"a|||", "b|||"}, []any{fmt.Sprintf("关于西南区域加盟门店会员积分系统上线辅导的第%d场记录整理稿（现场签到与满意度小结部分附后）", i+1), i + 1}).Rows...)
	}
	p, _ = Draw(Spec{Type: "bar", X: "事", Y: []string{"数"}}, long, "zh-CN", here)
	if svg, err = engine.SVG(p, "x"); err != nil {
		t.Fatal(err)
	}
	for i := range 5 {
		if !strings.Contains(svg, fmt.Sprintf("第%d场", i+1)) {
			t.Errorf("the label of the %d. bar does not tell it from the others", i+1)
		}
	}
}
