package site

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"milepost/generator/config"
	"milepost/generator/diag"
	"milepost/generator/digest"
	"milepost/generator/kb"
	"milepost/generator/metric"
	"milepost/generator/vocab"
)

// table makes a dataset from text: a line "header=field:type:unit | …", then a line of cells
// for each row: 12, 35%, 2026-09-30, 2026-09, text; "-" is an empty cell.
func table(file, name, schema, src string) kb.Dataset {
	d := kb.Dataset{File: file, Name: name, Sheet: name, Schema: schema, Score: .9, HeaderRows: 1}
	for i, line := range strings.Split(strings.TrimSpace(src), "\n") {
		cells := strings.Split(line, "|")
		row := kb.Row{Line: i + 1}
		for j, c := range cells {
			c = strings.TrimSpace(c)
			ref := fmt.Sprintf("%c%d", 'A'+j, i+1)
			if i == 0 {
				header, spec, _ := strings.Cut(c, "=")
				parts := append(strings.Split(spec, ":"), "", "")
				d.Columns = append(d.Columns, kb.Column{Header: header, Field: parts[0], Known: true, Type: kb.ColumnType(parts[1]), Unit: parts[2], Ref: ref})
				continue
			}
			row.Cells = append(row.Cells, cell(c, ref, d.Columns[j].Type))
		}
		if i > 0 {
			d.Rows = append(d.Rows, row)
		}
	}
	d.Range = fmt.Sprintf("A1:%c%d", 'A'+len(d.Columns)-1, len(d.Rows)+1)
	return d
}

func cell(s, ref string, typ kb.ColumnType) kb.Cell {
	c := kb.Cell{Shown: s, Ref: ref}
	_, isDate := kb.ParseDate(s)
	n, err := strconv.ParseFloat(strings.TrimSuffix(s, "%"), 64)
	parts, isLetters := vocab.Letters(s)
	switch {
	case s == "-":
		return kb.Cell{Ref: ref}
	case typ == "letters" && isLetters:
		c.Kind, c.Num, c.Text = kb.Letters, float64(parts), parts.String()
	case typ == "letters":
		c.Kind, c.Num, c.Text = kb.Text, float64(parts), s
	case typ == "names":
		c.Kind, c.Text = kb.Names, strings.Join(vocab.People(s), "\n")
	case typ == kb.TypeText || typ == kb.TypeStatus || typ == kb.TypePerson:
		c.Kind, c.Text = kb.Text, s
	case isDate:
		c.Kind, c.Text = kb.Day, s
	case typ == kb.TypePeriod && kb.Period(s).Valid():
		c.Kind, c.Text = kb.Interval, s
	case err == nil && strings.HasSuffix(s, "%"):
		c.Kind, c.Num, c.Unit = kb.Number, n/100, "%"
	case err == nil:
		c.Kind, c.Num = kb.Number, n
	default:
		c.Kind, c.Text = kb.Text, s
	}
	return c
}

func book(path string, sets ...kb.Dataset) *kb.Workbook {
	b := &kb.Workbook{Path: path, State: kb.Good}
	for _, s := range sets {
		b.Datasets = append(b.Datasets, digest.Seal(s))
	}
	return b
}

const plan = `
任务=name:text | 计划开始=planned_start:date | 计划完成=planned_end:date | 实际开始=actual_start:date | 实际完成=actual_end:date | 完成率=percent_complete:percent:%
准备阶段 | 2026-01-05 | 2026-02-27 | 2026-01-05 | 2026-03-03 | 100%
试点期 | 2026-03-02 | 2026-05-29 | 2026-03-09 | - | 40%`

func testData(t *testing.T) *Data {
	t.Helper()
	month := func(p string, n string) *kb.Workbook {
		f := "数据/KPI月报_" + p + ".xlsx"
		return book(f, table(f, "KPI", "kpi", `
指标=indicator:text | 基线=baseline:number | 实际=actual:number | 目标=target:number | 单位=unit:text
报销周期 | 12 | `+n+` | 5 | 天
活跃率 | - | `+n+` | ≥80% | %`))
	}
	d, diags := NewData([]*kb.Workbook{
		month("2026-08", "9"), month("2026-09", "8"),
		book("数据/进度.xlsx", table("数据/进度.xlsx", "进度", "phases", plan), table("数据/进度.xlsx", "里程碑", "phases", plan)),
		book("旧/进度.xlsx", table("旧/进度.xlsx", "进度", "phases", plan)),
		book("数据/人员.csv", table("数据/人员.csv", "人员", "people", "姓名=name:text | 角色=role:text\n张 | PM")),
		{Path: "数据/坏.xlsx", State: kb.Refused},
		{Path: "数据/~$进度.xlsx", State: kb.Skipped},
	}, []Series{{Name: "KPI月报", Pattern: "数据/KPI月报_{period}.xlsx", Line: 7}}, "")
	for _, p := range diags {
		t.Errorf("unexpected: %s", p.Line("en"))
	}
	return d
}

func TestFind(t *testing.T) {
	d := testData(t)
	for _, c := range []struct {
		name, from string
		want       string // IDs, or the code of the complaint
	}{
		{"进度.xlsx", "数据/说明.md", "数据/进度.xlsx#进度 数据/进度.xlsx#里程碑"},
		{"进度.xlsx#里程碑", "数据/说明.md", "数据/进度.xlsx#里程碑"},
		{"数据/进度.xlsx#里程碑", "a/b/说明.md", "数据/进度.xlsx#里程碑"},
		{"../旧/进度.xlsx", "数据/说明.md", "旧/进度.xlsx#进度"},
		{`..\旧\进度.xlsx`, "数据/说明.md", "旧/进度.xlsx#进度"},
		{"/数据/进度.xlsx#进度", "旧/说明.md", "数据/进度.xlsx#进度"},
		{"进度.xlsx", "说明.md", "LK11.ambiguous"},
		{"人员.csv", "说明.md", "数据/人员.csv#人员"},
		{"人员", "说明.md", "数据/人员.csv#人员"},
		{"KPI月报", "说明.md", "数据/KPI月报_2026-08.xlsx#KPI"},
		{"ＫＰＩ月报", "说明.md", "数据/KPI月报_2026-08.xlsx#KPI"},
		{"数据/KPI月报_{period}.xlsx", "说明.md", "数据/KPI月报_2026-08.xlsx#KPI"},
		{"KPI月报_{period}.xlsx", "数据/说明.md", "数据/KPI月报_2026-08.xlsx#KPI"},
		{"KPI月报_2026-08.xlsx", "说明.md", "数据/KPI月报_2026-08.xlsx#KPI"},
		{"坏.xlsx", "说明.md", "LK11.empty"},
		{"~$进度.xlsx", "数据/说明.md", "LK11.missing-near"},
		{"人远.csv", "说明.md", "LK11.missing-near"},
		{"不存在.xlsx", "说明.md", "LK11.missing"},
		{"进度.xlsx#里程杯", "数据/说明.md", "LK11.table-near"},
		{"进度.xlsx#别的什么表", "数据/说明.md", "LK11.table"},
		{"../../../etc/passwd", "数据/说明.md", "LK11.missing"},
		{"", "说明.md", "LK11.missing"},
	} {
		t.Run(c.name+" from "+c.from, func(t *testing.T) {
			sets, diags := d.Find(c.name, diag.Pos{File: c.from, Line: 3})
			var got []string
			for _, s := range sets {
				got = append(got, s.ID())
			}
			for _, p := range diags {
				got = append(got, p.Code)
				if p.Pos.Line != 3 {
					t.Errorf("position %v", p.Pos)
				}
			}
			if g := strings.Join(got, " "); g != c.want {
				t.Errorf("got %s, want %s", g, c.want)
			}
		})
	}
}

func TestProse(t *testing.T) {
	d := testData(t)
	for _, c := range []struct {
		call string
		want string // shown or computed text, unit, ref; or the code
	}{
		{"kpi|报销周期", "8 天 C2"},
		{"kpi|报销周期|target", "5 天 D2"},
		{"kpi|报销周期|基线", "12 天 B2"},
		{"kpi|报销周期|达成率", "57%"},
		{"kpi|报销周期|period", "2026-09"},
		{"kpi|报销 周期", "8 天 C2"},
		{"kpi|报销周起", "LK13.missing-near"},
		{"kpi|没有的指标名", "LK13.missing"},
		{"kpi|报销周期|tagret", "LK13.field-near"},
		{"kpi|活跃率|基线", "LK13.blank"},
		{"value|数据/进度.xlsx#进度!F3", "40% % F3"},
		{"value|数据/进度.xlsx#进度!$f$3", "40% % F3"},
		{"value|数据/进度.xlsx#进度!A1", "任务 A1"},
		{"value|人员.csv!B2", "PM B2"},
		{"value|数据/进度.xlsx#进度!E3", "LK12.blank"},
		{"value|数据/进度.xlsx!F3", "LK12.sheet"},
		{"value|KPI月报!C2", "LK12.sheet"},
		{"value|数据/进度.xlsx#进度!Z99", "LK12.cell"},
		{"value|数据/进度.xlsx#进度", "LK12.form"},
		{"value|数据/进度.xlsx#进度!完成率", "LK12.form"},
		{"phase|试点期", "40% % F3 LK14.ambiguous"},
		{"phase|试点|complete", "40% % F3 LK14.ambiguous"},
		{"phase|二、试点阶段", "40% % F3 LK14.ambiguous"},
		{"phase|第二阶段：试点", "40% % F3 LK14.ambiguous"},
		{"phase|准备阶段|延期", "4 d C2 LK14.ambiguous"},
		{"phase|试点期|实际完成", "LK14.ambiguous LK14.blank"},
		{"phase|试电期", "LK14.missing-near"},
		{"phase|试点期|stats", "LK14.field-near"},
		{"sum|x", "LK12.call"},
		{"kpi", "LK12.call"},
	} {
		t.Run(c.call, func(t *testing.T) {
			v, diags := d.Prose(strings.Split(c.call, "|"), diag.Pos{File: "说明.md", Line: 1})
			var got []string
			switch {
			case v.Text != "":
				got = append(got, v.Text)
			case v.OK():
				got = append(got, v.Cell.String())
				if v.Unit != "" {
					got = append(got, v.Unit)
				}
				got = append(got, v.Cell.Ref)
			}
			for _, p := range diags {
				got = append(got, p.Code)
			}
			if g := strings.Join(got, " "); g != c.want {
				t.Errorf("got %q, want %q", g, c.want)
			}
		})
	}
}

func TestIndicators(t *testing.T) {
	charter := table("目标.xlsx", "目标", "kpi", `
指标=indicator:text | 定义=definition:text | 基线=baseline:number | 目标=target:text | 期限=deadline:date
报销周期（天） | 提交到付款 | 12 | 5天以内 | 2026-12-31
缺陷数 | 每月新增 | 30 | 30 | 2026-12-31`)
	monthly := table("月报.xlsx", "月报", "kpi", `
指标=indicator:text | 月份=period:period | 实际=actual:number
报销周期 | 2026-07 | 10
报销周期 | 2026-09 | 7
报销周期 | 2026-08 | 9
报销周期 | 2026-10 | -
缺陷数 | 2026-09 | 12`)
	got := (&Data{today: "2026-11-26", rag: metric.RAG{Amber: 5, Red: 15}}).Indicators([]*kb.Dataset{&charter, &monthly}, "")
	if len(got) != 2 {
		t.Fatalf("got %d indicators, want 2", len(got))
	}
	k := got[0]
	if k.Period != "2026-09" || k.Actual.Cell.Num != 7 || k.Baseline.Cell.Num != 12 || k.Definition != "提交到付款" || k.Deadline != "2026-12-31" || len(k.History) != 3 {
		t.Errorf("got %+v", k)
	}
	if !k.Judgement.OK || fmt.Sprintf("%.3f", k.Judgement.Attainment) != "0.714" || k.Judgement.State != "unmet" {
		t.Errorf("judged %+v", k.Judgement)
	}
	if got[1].Judgement.Why != "same" {
		t.Errorf("target equals baseline: %+v", got[1].Judgement)
	}
	if early := (&Data{today: "2026-11-26", rag: metric.RAG{Amber: 5, Red: 15}}).Indicators([]*kb.Dataset{&charter, &monthly}, "2026-08"); early[0].Period != "2026-08" || early[0].Actual.Cell.Num != 9 || len(early[0].History) != 2 {
		t.Errorf("until August: %+v", early[0])
	}
}

func TestIndicatorUnits(t *testing.T) {
	// 92 and 0.92 stand for the same share where the unit column says %.
	for _, c := range []struct {
		name, base, actual, target string
		want                       string
	}{
		{"plain out of 100", "70", "85", "90", "0.75"},
		{"formatted", "70%", "85%", "90%", "0.75"},
		{"plain shares", "0.70", "0.85", "0.90", "0.75"},
		{"plain and formatted", "70", "85%", "90%", "0.75"},
		{"a threshold in words", "70", "85", "不低于 90%", "0.75"},
		{"a threshold out of 100", "70", "85", "≥90", "0.75"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := table("k.xlsx", "k", "kpi", "指标=indicator:text | 基线=baseline:number | 实际=actual:number | 目标=target:number | 单位=unit:text\n满意率 | "+c.base+" | "+c.actual+" | "+c.target+" | %")
			k := (&Data{today: "2026-11-26", rag: metric.RAG{Amber: 5, Red: 15}}).Indicators([]*kb.Dataset{&d}, "")[0]
			if got := fmt.Sprintf("%.2f", k.Judgement.Attainment); got != c.want {
				t.Errorf("got %s, want %s: %+v", got, c.want, k)
			}
		})
	}
}

func TestPhases(t *testing.T) {
	for _, c := range []struct {
		name, src, want string
	}{
		{"level column", "任务=name:text | 级别=level:number | 完成率=percent_complete:percent\n甲 | 1 | -\n乙 | 2 | 50%\n丙 | 2 | 100%\n丁 | 1 | 0%", "0甲75% 1乙50% 1丙100% 0丁0%"},
		{"outline numbers", "编号=id:text | 任务=name:text | 完成率=percent_complete:percent\n1 | 甲 | -\n1.1 | 乙 | 50%\n1.1.1 | 丙 | 10%\n2 | 丁 | -", "0甲50% 1乙50% 2丙10% 0丁?"},
		{"plain numbers are no outline", "编号=id:text | 任务=name:text\n1 | 甲\n2 | 乙", "0甲? 0乙?"},
		{"parents, out of order", "任务=name:text | 上级=parent:text | 完成率=percent_complete:percent\n乙 | 甲 | 50%\n丁 | - | 0%\n甲 | - | -\n丙 | 乙 | 20%", "0丁0% 0甲50% 1乙50% 2丙20%"},
		{"a ring of parents", "任务=name:text | 上级=parent:text\n甲 | 乙\n乙 | 甲\n丙 | -", "0丙? 0甲? 0乙?"},
		{"Chinese levels", "任务=name:text | 级别=level:text\n甲 | 一级\n乙 | 二级", "0甲? 1乙?"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := table("p.xlsx", "p", "phases", c.src)
			var got []string
			for _, p := range (&Data{}).Phases(&d, "") {
				pct := "?"
				if p.Standing.Actual.OK {
					pct = fmt.Sprintf("%.0f%%", p.Standing.Actual.Num*100)
				}
				got = append(got, fmt.Sprintf("%d%s%s", p.Level, p.Name, pct))
			}
			if g := strings.Join(got, " "); g != c.want {
				t.Errorf("got  %s\nwant %s", g, c.want)
			}
		})
	}
}

func TestRaci(t *testing.T) {
	across := table("r.xlsx", "r", "raci", "活动=activity:text | 经理=a:letters | 顾问=b:letters | 用户=c:letters\n立项 | A/R | C | I\n试点 | AR | 负责(R)、咨询 | ?\n上线 | - | A、待议 | -")
	for i := 1; i < 4; i++ {
		across.Columns[i].Role = across.Columns[i].Header
	}
	down := table("r.xlsx", "r", "raci", "活动=activity:text | 负责(R)=r:names | 批准(A)=a:names | 知会=i:names\n立项 | 经理、顾问 | 经理 | 用户\n上线 | 顾问 | 经理 | -")
	for i, l := range []string{"R", "A", "I"} {
		down.Columns[i+1].Role = l
	}
	for _, c := range []struct {
		name string
		set  *kb.Dataset
		want string
	}{
		{"roles across", &across, "[经理 顾问 用户] 立项[[R A] [C] [I]]0 试点[[R A] [R C] []]1 上线[[] [A] []]1"},
		{"letters across", &down, "[经理 顾问 用户] 立项[[R A] [R] [I]]0 上线[[A] [R] []]0"},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := Raci(c.set)
			got := fmt.Sprint(m.Roles)
			for _, r := range m.Rows {
				got += fmt.Sprintf(" %s%v%d", r.Activity, r.Letters, len(r.Odd))
			}
			if got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// The period in a file's name may be written in the same ways as in a cell.
func TestSeriesTakesPeriodsAsWritten(t *testing.T) {
	month := func(p, n string) *kb.Workbook {
		f := "月报_" + p + ".csv"
		return book(f, table(f, "月报", "kpi", "指标=indicator:text | 实际=actual:number\n满意度 | "+n))
	}
	d, diags := NewData([]*kb.Workbook{month("2026年八月", "4.1"), month("2026年九月", "4.3"), month("26年10月", "4.4"), month("终稿", "9")},
		[]Series{{Name: "月报", Pattern: "月报_{period}.csv"}}, "")
	if got := len(diags); got != 1 || diags[0].Code != "DB10.period" || diags[0].Pos.File != "月报_终稿.csv" {
		t.Errorf("diagnostics: %v", diags)
	}
	var got []string
	for _, p := range d.Indicators(d.All()[:1], "")[0].History {
		got = append(got, string(p.Period)+" "+p.Value.Cell.String())
	}
	if want := "2026-08 4.1, 2026-09 4.3, 2026-10 4.4"; strings.Join(got, ", ") != want {
		t.Errorf("got %v, want %s", got, want)
	}
}

// The newest file of a series is the one of the last period, whatever the order of names is.
func TestTheNewestOfASeriesIsLast(t *testing.T) {
	month := func(p, n string) *kb.Workbook {
		f := "月报_" + p + ".csv"
		return book(f, table(f, "月报", "kpi", "指标=indicator:text | 实际=actual:number\n满意度 | "+n))
	}
	for name, months := range map[string][]*kb.Workbook{ // by path, as they are read
		"of site.toml": {month("2026-10", "4.4"), month("2026-11", "4.2"), month("2026-8", "4.1"), month("2026-9", "4.3")},
		"in words":     {month("26年10月", "4.4"), month("26年11月", "4.2"), month("26年8月", "4.1"), month("26年9月", "4.3")},
	} {
		d, _ := NewData(months, []Series{{Name: "月报", Pattern: "月报_{period}.csv"}}, "")
		set := d.All()[0]
		if day, _ := d.AsOf(set); day != "2026-11-30" {
			t.Errorf("%s: the series stands for %s", name, day)
		}
		books := d.Books(set)
		if last := books[len(books)-1].Path; d.Superseded(last) || !d.Superseded(books[0].Path) {
			t.Errorf("%s: %s is not the newest", name, last)
		}
	}
}

func TestWhere(t *testing.T) {
	d := table("x.xlsx", "x", "table", "部门=dept:text | 分数=score:number | 率=rate:percent:% | 日期=day:date\n华东 | 90 | 85% | 2026-09-01\n西南 | 70 | 40% | 2026-10-01\n华北 | - | - | -")
	for _, c := range []struct{ where, want string }{
		{"部门 = 华东", "华东"},
		{`部门="华东"`, "华东"},
		{"部门 = 华东|华北", "华东 华北"},
		{"部门 != 华东", "西南 华北"},
		{"分数 >= 80", "华东"},
		{"分数≥70", "华东 西南"},
		{"率 < 50%", "西南"},
		{"rate > 0.5", "华东"},
		{"日期 >= 2026-09-15", "西南"},
		{"分数 =", "华北"},
		{"分数 != ", "华东 西南"},
		{"rat > 0.5", "DB03.column-near"},
		{"什么 = 1", "DB03.column"},
		{"部门", "DB04.where"},
		{"部门 = 天上", "DB05.empty"},
	} {
		t.Run(c.where, func(t *testing.T) {
			b := kb.Block{Kind: "table", Attrs: []kb.Attr{{Key: "where", List: []string{c.where}, Line: 4, Col: 9}}}
			cut, diags := applySettings(&d, b, diag.Pos{File: "p.md", Line: 2})
			var got []string
			if cut != nil {
				for _, r := range cut.Rows {
					got = append(got, r.Cells[0].Text)
				}
			}
			for _, p := range diags {
				got = append(got, p.Code)
				if p.Pos.Line != 4 || p.Pos.Col != 9 {
					t.Errorf("position %v", p.Pos)
				}
			}
			if g := strings.Join(got, " "); g != c.want {
				t.Errorf("got %q, want %q", g, c.want)
			}
		})
	}
}

func TestEveryKindOfBlockIsJudged(t *testing.T) {
	var judged []string
	for _, k := range blockKinds {
		judged = append(judged, k.kind)
	}
	if !slices.Equal(judged, kb.BlockKinds) {
		t.Errorf("site judges %q, kb.BlockKinds are %q", judged, kb.BlockKinds)
	}
}

func TestBlockSettings(t *testing.T) {
	d := testData(t)
	attr := func(kv ...string) (as []kb.Attr) {
		for i := 0; i < len(kv); i += 2 {
			as = append(as, kb.Attr{Key: kv[i], List: strings.Split(kv[i+1], ";"), Line: 10 + i})
		}
		return as
	}
	for _, c := range []struct {
		name  string
		kind  string
		attrs []kb.Attr
		want  string
	}{
		{"one table", "gantt", attr("data", "数据/进度.xlsx#进度"), "进度(2)"},
		{"the first of two is taken, with a diagnostic", "gantt", attr("data", "数据/进度.xlsx"), "进度(2) DB07.several"},
		{"no data, and none that is current", "raci", attr("title", "x"), "DB01.data"},
		{"no data, and no table is the chart's", "chart", attr("title", "x"), "DB01.data"},
		{"no data, two folders with a plan each", "gantt", attr("title", "x"), "DB01.which"},
		{"unknown kind", "pie", attr("data", "x"), "DB01.kind"},
		{"unknown setting", "gantt", attr("data", "数据/进度.xlsx#进度", "levl", "1"), "进度(2) DB02.attr-near"},
		{"wrong kind of table", "raci", attr("data", "数据/进度.xlsx#进度"), "DB06.raci"},
		{"missing file", "table", attr("data", "哪里都没有的数据.xlsx"), "LK11.missing"},
		{"columns and order", "table", attr("data", "数据/进度.xlsx#进度", "columns", "完成率;name", "sort", "-完成率"), "进度(2)完成率,任务:100%"},
		{"ascending", "table", attr("data", "数据/进度.xlsx#进度", "columns", "完成率", "sort", "完成率"), "进度(2)完成率:40%"},
		{"unknown column", "table", attr("data", "数据/进度.xlsx#进度", "columns", "完成律"), "DB03.column-near"},
		{"latest period", "table", attr("data", "KPI月报", "period", "latest"), "KPI(2)"},
		{"a period", "table", attr("data", "KPI月报", "period", "2026-08"), "KPI(2)"},
		{"a period that is not there", "table", attr("data", "KPI月报", "period", "2025-08"), "DB08.period"},
		{"no periods", "table", attr("data", "数据/进度.xlsx#进度", "period", "latest"), "DB08.none"},
		{"two sheets for one table", "table", attr("data", "数据/人员.csv;旧/进度.xlsx"), "人员(1) DB07.one"},
	} {
		t.Run(c.name, func(t *testing.T) {
			sets, diags := d.Block(kb.Block{Kind: c.kind, Attrs: c.attrs}, diag.Pos{File: "说明.md", Line: 1})
			var got []string
			for _, s := range sets {
				g := fmt.Sprintf("%s(%d)", s.Name, len(s.Rows))
				if len(s.Columns) < 5 && s.Name == "进度" {
					for i, col := range s.Columns {
						if i > 0 {
							g += ","
						}
						g += col.Header
					}
					g += ":" + s.Rows[0].Cells[0].Shown
				}
				got = append(got, g)
			}
			for _, p := range diags {
				got = append(got, p.Code)
			}
			if g := strings.Join(got, " "); g != c.want {
				t.Errorf("got %q, want %q", g, c.want)
			}
		})
	}
}

func TestPhasesByPeriod(t *testing.T) {
	d := table("p.xlsx", "p", "phases", "月份=period:period | 任务=name:text | 完成率=percent_complete:percent\n2026-01 | 甲 | 10%\n2026-01 | 乙 | 0%\n2026-02 | 甲 | 40%\n2026-02 | 乙 | 20%")
	got := (&Data{}).Phases(&d, "")
	if len(got) != 2 || got[0].Standing.Actual.Num != .4 || got[1].Standing.Actual.Num != .2 {
		t.Errorf("only the last period counts: %+v", got)
	}
	once := table("p.xlsx", "p", "phases", "月份=period:period | 任务=name:text | 完成率=percent_complete:percent\n2026-01 | 甲 | 10%\n2026-02 | 乙 | 0%")
	if got := (&Data{}).Phases(&once, ""); len(got) != 2 {
		t.Errorf("a month beside each task is no history: %+v", got)
	}
}

// A value that says "there was nothing to count" gives the state no-events.
func TestIndicatorsWithoutEvents(t *testing.T) {
	d := table("k.csv", "k", "kpi", "指标=indicator:text | 基线=baseline:number | 目标=target:number | 实际=actual:number\nP1 恢复时长 | 8 | 4 | 无告警\nP2 恢复时长 | 8 | 4 | （无事件）\nP3 恢复时长 | 8 | 4 | 待查")
	var got []string
	for _, k := range (&Data{}).Indicators([]*kb.Dataset{&d}, "") {
		got = append(got, string(k.Judgement.State))
	}
	if want := "no-events no-events unknown"; strings.Join(got, " ") != want {
		t.Errorf("got %v, want %s", got, want)
	}
}

// A block that shows some rows of a plan computes them from the whole plan: a phase's share
// follows from its tasks, although these are not shown.
func TestPhasesOfACut(t *testing.T) {
	b := book("计划.csv", table("计划.csv", "计划", "phases", `
级别=level:number | 任务=name:text | 计划开始=planned_start:date | 计划完成=planned_end:date | 完成率=percent_complete:percent
1 | 试点 | 2026-11-02 | 2026-11-27 | -
2 | 采购 | 2026-11-02 | 2026-11-13 | 100%
2 | 培训 | 2026-11-16 | 2026-11-27 | 20%`))
	d, _ := NewData([]*kb.Workbook{b}, nil, "")
	d.UseDay("2026-11-25", config.Default().RAG)
	block := kb.Block{Kind: "gantt", Attrs: []kb.Attr{{Key: "data", List: []string{"计划.csv"}}, {Key: "where", List: []string{"级别 = 1"}}}}
	pos := diag.Pos{File: "a.md", Line: 1}
	sets, diags := d.Block(block, pos)
	if len(sets) != 1 || len(sets[0].Rows) != 1 {
		t.Fatalf("got %v, %v", sets, diags)
	}
	got := d.Phases(sets[0], "")
	if len(got) != 1 || got[0].Name != "试点" || got[0].Standing.Actual.Num != .6 || got[0].Standing.State != "off" {
		t.Errorf("got %+v", got)
	}
	c := d.Course(sets[0], "")(func(int) bool { return true })
	if n := len(c.Actual); n == 0 || math.Abs(c.Actual[n-1]-.6) > 1e-9 {
		t.Errorf("its curve ends at another share: %+v", c)
	}
}
