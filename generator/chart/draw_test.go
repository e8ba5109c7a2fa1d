package chart

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"milepost/generator/diag"
	"milepost/generator/digest"
	"milepost/generator/kb"
	"milepost/generator/metric"
)

var here = diag.Pos{File: "a.md", Line: 3, Col: 1}

func TestSpecOf(t *testing.T) {
	t.Parallel()
	block := func(keys ...string) kb.Block {
		b := kb.Block{Kind: "chart"}
		for i, k := range keys {
			key, v, _ := strings.Cut(k, "=")
			a := kb.Attr{Key: key, Line: 10 + i, Col: 1}
			if v != "" {
				a.List = strings.Split(v, ",")
			}
			b.Attrs = append(b.Attrs, a)
		}
		return b
	}
	for _, c := range []struct {
		name  string
		block kb.Block
		spec  Spec
		diags []string
	}{
		{"all is read", block("data=a.xlsx", "type=bar", "x=月份", "y=a,b", "limit=5", "sort=desc", "labels=true"), Spec{Type: "bar", X: "月份", Y: []string{"a", "b"}, Limit: 5, Sort: "desc", Labels: true}, nil},
		{"an alias of a type", block("type=column"), Spec{Type: "column"}, nil},
		{"unknown key", block("tpye=bar"), Spec{}, []string{"a.md:10:1 DB40.near tpye type"}},
		{"unknown key far from all", block("颜色=red"), Spec{}, []string{"a.md:10:1 DB40.key 颜色"}},
		{"unknown type", block("type=lien"), Spec{Type: "lien"}, []string{"a.md:10:1 DB41.near lien line"}},
		{"not a number", block("limit=many"), Spec{}, []string{"a.md:10:1 DB45.number limit many"}},
		{"not a bool", block("labels=yes"), Spec{}, []string{"a.md:10:1 DB45.bool labels yes"}},
		{"not of the list", block("sort=up"), Spec{}, []string{"a.md:10:1 DB45.word sort up"}},
		{"a list where one is wanted", block("x=a,b"), Spec{}, []string{"a.md:10:1 DB45.text x a, b"}},
		{"each complaint has its own place", block("x=a", "foo=1", "limit=0"), Spec{X: "a"}, []string{"a.md:11:1 DB40.key foo", "a.md:12:1 DB45.number limit 0"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			spec, diags := SpecOf(c.block, "a.md")
			if digest.Of(spec) != digest.Of(c.spec) {
				t.Errorf("got %+v\nwant %+v", spec, c.spec)
			}
			if len(diags) != len(c.diags) {
				t.Fatalf("got %v, want %v", diags, c.diags)
			}
			for i, d := range diags {
				got := fmt.Sprintf("%s %s %s", d.Pos, d.Code, strings.Join(d.Args, " "))
				if !strings.HasPrefix(got, c.diags[i]) {
					t.Errorf("got %s, want %s", got, c.diags[i])
				}
			}
		})
	}
}

// A chart that cannot be drawn gives one diagnostic and no picture.
func TestDrawComplains(t *testing.T) {
	t.Parallel()
	some := set("table", []string{"部门||text", "满意度(%)||percent|%", "备注||text"}, []any{"财务部", 0.9, "好"}, []any{"市场部", 0.8, nil})
	negative := set("table", []string{"项||text", "值||number"}, []any{"a", 3}, []any{"b", -1})
	for _, c := range []struct {
		name string
		spec Spec
		data *kb.Dataset
		code string
		args string
	}{
		{"no rows", Spec{Type: "bar"}, set("table", []string{"a", "b"}), "DB44.empty", "数据/样例.xlsx#表"},
		{"unknown type", Spec{Type: "lien"}, some, "DB41.near", "lien line"},
		{"unknown column", Spec{Type: "bar", X: "部门", Y: []string{"满意渡"}}, some, "DB42.near", "满意渡 数据/样例.xlsx#表 满意度(%)"},
		{"unknown column far from all", Spec{Type: "bar", X: "xyz"}, some, "DB42.column", "xyz 数据/样例.xlsx#表 部门, 满意度(%), 备注"},
		{"words are not numbers", Spec{Type: "bar", X: "部门", Y: []string{"备注"}}, some, "DB43.number", "备注 C2 好 满意度(%)"},
		{"no row meets the condition", Spec{Type: "bar", Where: []string{"部门=人事部"}}, some, "DB44.where", "数据/样例.xlsx#表 部门=人事部"},
		{"a condition without comparison", Spec{Type: "bar", Where: []string{"部门"}}, some, "DB04.where", "部门"},
		{"a negative part", Spec{Type: "pie"}, negative, "DB48.negative", "b −1"},
		{"nothing fits the schema", Spec{}, set("raci", []string{"活动|activity|text"}, []any{"a"}), "DB47.none", "数据/样例.xlsx#表"},
		{"a curve without dates", Spec{Type: "scurve"}, some, "DB48.curve", "数据/样例.xlsx#表"},
		{"a curve of no plan", Spec{Type: "scurve"}, set("phases", []string{"名|name|text", "始|planned_start|date", "终|planned_end|date"}, []any{"a", nil, nil}), "DB48.curve", "数据/样例.xlsx#表"},
		{"no axis for points", Spec{Type: "scatter", X: "部门", Y: []string{"满意度"}}, some, "DB48.scatter", "部门 满意度(%)"},
		{"all missing", Spec{Type: "line"}, set("table", []string{"月||period", "值||number"}, []any{kb.Period("2026-01"), nil}), "DB44.values", "数据/样例.xlsx#表 值"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, diags := Draw(c.spec, c.data, "zh-CN", here)
			if p.Option != "" {
				t.Errorf("a picture was drawn: %s", p.Desc)
			}
			if len(diags) != 1 || diags[0].Code != c.code || !strings.HasPrefix(strings.Join(diags[0].Args, " "), c.args) || diags[0].Pos != here {
				t.Fatalf("got %v\nwant %s %s", diags, c.code, c.args)
			}
			for _, lang := range []string{"zh-CN", "en"} {
				if l := diags[0].Line(lang); strings.Contains(l, "{") {
					t.Errorf("a place is open: %s", l)
				}
			}
		})
	}
}

// A target that is no number and no column gives a warning; the chart is drawn without it.
func TestTargetIsOptional(t *testing.T) {
	t.Parallel()
	d := set("table", []string{"月||period", "值||number"}, []any{kb.Period("2026-01"), 5}, []any{kb.Period("2026-02"), 6})
	p, diags := Draw(Spec{Type: "line", Target: "很高"}, d, "zh-CN", here)
	if p.Option == "" || len(diags) != 1 || diags[0].Code != "DB49.target" {
		t.Errorf("option %q, diagnostics %v", p.Option, diags)
	}
}

// No text of a cell can break out of its string in the JSON or its element in the SVG.
func TestInjection(t *testing.T) {
	t.Parallel()
	evil := []string{"a</script><script>alert(1)</script>", "__f__alert(2)__f__", "<b onclick=\"x()\">粗</b>", "\"});alert(3);//", "{b}{c}{@[0]}", "😀 emoji & <!-- -->", "tab\tnew\nline\x00\x01\x1b", "@axis0", "\u2028\u2029", "url(#x)", "' onload='alert(4)"}
	d := set("table", []string{"名称<img src=x onerror=alert(5)>||text", "数值</title>||number|<i>元</i>", "组||text"})
	for i, e := range evil {
		d.Rows = append(d.Rows, set("", []string{"a|||", "b|||", "c|||"}, []any{e, 10 + i, e}).Rows...)
	}
	engine := NewEngine(ssr(t), 1)
	defer engine.Close()
	for _, typ := range Types() {
		s := Spec{Type: typ, X: d.Columns[0].Header, Y: []string{d.Columns[1].Header}, Group: "组", Title: evil[0] + evil[2], Unit: evil[2]}
		switch typ {
		case "scurve", "matrix":
			continue // needs other columns, and shows no texts of cells but ids
		case "scatter":
			s.X = d.Columns[1].Header
		case "pie", "funnel":
			s.Group = ""
		}
		p, diags := Draw(s, d, "zh-CN", here)
		if p.Option == "" {
			t.Errorf("%s: %v", typ, diags)
			continue
		}
		if strings.ContainsAny(p.Option, "<>&\u2028\u2029\x00") {
			t.Errorf("%s: the option holds a raw < > & or line separator", typ)
		}
		if !json.Valid([]byte(p.Option)) {
			t.Errorf("%s: the option is not JSON", typ)
		}
		svg, err := engine.SVG(p, "b1")
		if err != nil {
			t.Errorf("%s: %v", typ, err)
			continue
		}
		checkSVG(t, typ, svg)
	}
}

var (
	tag       = regexp.MustCompile(`<(/?)([A-Za-z]+)((?:\s+[a-zA-Z:-]+="[^"<>]*")*)\s*/?>`)
	attribute = regexp.MustCompile(`([a-zA-Z:-]+)="`)
)

// checkSVG fails if anything but known elements and attributes is in the SVG.
func checkSVG(t *testing.T, name, svg string) {
	t.Helper()
	rest := tag.ReplaceAllString(svg, "")
	if strings.ContainsAny(rest, "<>\x00\x01") {
		t.Errorf("%s: a < or > outside a tag: %.200q", name, rest)
	}
	known := append(slices.Clone(elements), "svg", "title", "desc")
	allowed := append(slices.Clone(attributes), "xmlns", "viewBox", "role", "aria-labelledby", "font-family", "preserveAspectRatio")
	for _, m := range tag.FindAllStringSubmatch(svg, -1) {
		if !slices.Contains(known, m[2]) {
			t.Errorf("%s: element %s", name, m[2])
		}
		for _, a := range attribute.FindAllStringSubmatch(m[3], -1) {
			if !slices.Contains(allowed, a[1]) {
				t.Errorf("%s: attribute %s", name, a[1])
			}
		}
	}
	for _, bad := range []string{"style=", "<style", "javascript:", "<script"} {
		if strings.Contains(svg, bad) {
			t.Errorf("%s: the SVG holds %s", name, bad)
		}
	}
}

// Missing, faulty and impossible numbers are gaps, never 0. The note says where they are.
func TestGapsAreNotZero(t *testing.T) {
	t.Parallel()
	d := set("table", []string{"月||period", "值||number"},
		[]any{kb.Period("2026-01"), 5}, []any{kb.Period("2026-02"), nil}, []any{kb.Period("2026-03"), kb.Cell{Kind: kb.Fault, Text: "#REF!"}},
		[]any{kb.Period("2026-04"), math.NaN()}, []any{kb.Period("2026-05"), math.Inf(1)}, []any{kb.Period("2026-07"), 0})
	p, diags := Draw(Spec{Type: "line"}, d, "zh-CN", here)
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	var o struct {
		Series []struct{ Data []*float64 }
		XAxis  []struct{ Data []string }
	}
	if err := json.Unmarshal([]byte(p.Option), &o); err != nil {
		t.Fatal(err)
	}
	got := ""
	for _, v := range o.Series[0].Data {
		if v == nil {
			got += "- "
		} else {
			got += fmt.Sprint(*v, " ")
		}
	}
	if want := "5 - - - - - 0 "; got != want {
		t.Errorf("data %q, want %q (June has no row and is a gap too)", got, want)
	}
	if len(o.XAxis[0].Data) != 7 {
		t.Errorf("axis %v, want seven months", o.XAxis[0].Data)
	}
	for _, want := range []string{"B4", "B5", "B6", "留空"} {
		if !strings.Contains(p.Note, want) {
			t.Errorf("the note does not say %s: %s", want, p.Note)
		}
	}
	if got := p.Table.Rows[1][1]; got != "—" {
		t.Errorf("a missing value is %q in the table, want a dash", got)
	}
}

func TestPercentTargets(t *testing.T) {
	t.Parallel()
	d := set("table", []string{"月||period", "率||percent|%"}, []any{kb.Period("2026-01"), 0.8}, []any{kb.Period("2026-02"), 0.9})
	for _, target := range []string{"85%", "0.85", "85", "≥85%", " 85 % "} {
		p, diags := Draw(Spec{Type: "line", Target: target}, d, "zh-CN", here)
		if len(diags) > 0 || !strings.Contains(p.Option, `"yAxis":0.85`) || !strings.Contains(p.Desc, "目标 85%") {
			t.Errorf("target %q: %v %s", target, diags, p.Desc)
		}
	}
}

func TestJoinedRows(t *testing.T) {
	t.Parallel()
	d := set("satisfaction", []string{"月|period|period", "分|score|number|分", "样本|responses|number"},
		[]any{kb.Period("2026-01"), 5, 10}, []any{kb.Period("2026-01"), 3, 30}, []any{kb.Period("2026-02"), 4, 100})
	for _, c := range []struct{ agg, want, note string }{
		{"", "3.5", "按样本量加权平均"}, // (5*10 + 3*30) / 40
		{"sum", "8", "相加"},
		{"min", "3", "最小值"},
		{"max", "5", "最大值"},
		{"first", "5", "第一行"},
		{"last", "3", "最后一行"},
	} {
		p, _ := Draw(Spec{Type: "line", X: "月", Y: []string{"分"}, Agg: c.agg}, d, "zh-CN", here)
		if got := p.Table.Rows[0][1]; got != c.want || !strings.Contains(p.Note, c.note) {
			t.Errorf("agg %q: %s, want %s; note %s", c.agg, got, c.want, p.Note)
		}
	}
}

// Ten thousand rows are drawn with at most maxMarks marks, and the note says so.
func TestManyRows(t *testing.T) {
	t.Parallel()
	d := set("table", []string{"日||date", "项||text", "值||number"})
	for i := range 10_000 {
		c := func(k kb.CellKind, s string, n float64) kb.Cell { return kb.Cell{Kind: k, Text: s, Num: n} }
		v := 50 + math.Sin(float64(i)/300)*50
		if i == 6543 {
			v = 400 // a peak that sampling must keep
		}
		d.Rows = append(d.Rows, kb.Row{Line: i + 2, Cells: []kb.Cell{c(kb.Day, string(kb.Date("2000-01-01").AddDays(i)), 0), c(kb.Text, fmt.Sprint("项", i), 0), c(kb.Number, "", v)}})
	}
	for _, s := range []Spec{
		{Type: "line", X: "日", Y: []string{"值"}}, {Type: "bar", X: "项", Y: []string{"值"}}, {Type: "scatter", X: "值", Y: []string{"值"}},
		{Type: "heatmap", X: "日", Y: []string{"值"}, Group: "项"}, {Type: "radar", X: "项", Y: []string{"值"}}, {Type: "stacked", X: "日", By: "month", Y: []string{"值"}, Group: "项"},
		{Type: "share", X: "项", Y: []string{"值"}}, {Type: "area", X: "项", Y: []string{"值"}},
	} {
		p, diags := Draw(s, d, "zh-CN", here)
		if p.Option == "" {
			t.Errorf("%s: %v", s.Type, diags)
			continue
		}
		if len(p.Option) > 200_000 || len(p.Table.Rows) > maxTable {
			t.Errorf("%s: the option has %d bytes, the table %d rows", s.Type, len(p.Option), len(p.Table.Rows))
		}
		if p.Note == "" {
			t.Errorf("%s: nothing says that something was left out", s.Type)
		}
		if s.Type == "line" && !strings.Contains(p.Option, ",400]") {
			t.Errorf("line: the peak was lost in sampling")
		}
	}
}

// Where not everything is drawn, the note says truly which part is.
func TestTheNoteSaysWhatIsDrawn(t *testing.T) {
	t.Parallel()
	columns, pie := set("table", []string{"项||text", "甲||number", "乙||number"}), Spec{Type: "pie", X: "项", Y: []string{"甲", "乙"}}
	for i := range 3000 {
		columns.Rows = append(columns.Rows, set("", []string{"a|||", "b|||", "c|||"}, []any{fmt.Sprintf("项%04d", i), i + 1, 2 * i}).Rows...)
	}
	few, groups := *columns, set("table", []string{"项||text", "组||text", "值||number"})
	few.Rows = few.Rows[:5]
	for i := range 140 {
		groups.Rows = append(groups.Rows, set("", []string{"a|||", "b|||", "c|||"}, []any{fmt.Sprintf("项%04d", i/2), fmt.Sprint("组", i%2), i + 1}).Rows...)
	}
	for _, c := range []struct {
		spec          Spec
		data          *kb.Dataset
		note, has, no string
	}{
		{pie, &few, "图中只画前 1 个", `"value":5}`, `"value":8}`},
		{Spec{Type: "scatter", X: "甲", Y: []string{"乙"}}, columns, "均匀抽取 2000 个", `"项0000"`, `"项2999"`},
		{Spec{Type: "heatmap", X: "项", Group: "组", Y: []string{"值"}}, groups, "共 70 个项，图中只画前 60 个", `"项0059"`, `"项0060"`},
	} {
		p, diags := Draw(c.spec, c.data, "zh-CN", here)
		if !strings.Contains(p.Note, c.note) || !strings.Contains(p.Option, c.has) || strings.Contains(p.Option, c.no) {
			t.Errorf("%s: %s; %v\n%.900s", c.spec.Type, p.Note, diags, p.Option)
		}
	}
}

// Each text is there in both languages, with the same placeholders.
func TestWordsAreWhole(t *testing.T) {
	t.Parallel()
	place := regexp.MustCompile(`\{\d\}`)
	c := catalog()
	for _, k := range c.Keys() {
		zh, en := place.FindAllString(c.Text("zh-CN", k), -1), place.FindAllString(c.Text("en", k), -1)
		slices.Sort(zh)
		slices.Sort(en)
		if !c.Has("zh-CN", k) || !c.Has("en", k) || !slices.Equal(slices.Compact(zh), slices.Compact(en)) {
			t.Errorf("%s: %v in Chinese, %v in English", k, zh, en)
		}
	}
	for _, k := range kinds {
		if !c.Has("zh-CN", "kind."+k.name) {
			t.Errorf("type %s has no name", k.name)
		}
	}
}

// The page's script and style sheet have the same colours as the palette.
func TestPaletteIsOne(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	ts, err := os.ReadFile("../../themes/default/src/chart/palette.ts")
	if err != nil {
		t.Fatal(err)
	}
	css, err := os.ReadFile("../../themes/default/css/chart.css")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range palette {
		if seen[c.light] {
			t.Errorf("%s: the value %s stands twice", c.name, c.light)
		}
		seen[c.light] = true
		if !strings.Contains(string(ts), fmt.Sprintf("'%s': '%s'", c.light, c.name)) {
			t.Errorf("palette.ts does not map %s to %s", c.light, c.name)
		}
		if !strings.Contains(string(css), fmt.Sprintf("  %s: %s;", c.name, c.light)) {
			t.Errorf("chart.css does not have %s: %s", c.name, c.light)
		}
		if n := strings.Count(string(css), c.name+":"); n != 2 {
			t.Errorf("chart.css has %s %d times, want light and dark", c.name, n)
		}
	}
}

// The default charts of all examples can be drawn in both languages.
func TestDefaultsCanBeDrawn(t *testing.T) {
	t.Parallel()
	for _, e := range examples() {
		for _, s := range Default(e.data) {
			for _, lang := range []string{"zh-CN", "en"} {
				p, diags := DrawPlan(s, e.data, someProgress, lang, here)
				if p.Option == "" || len(diags) > 0 {
					t.Errorf("%s: %+v: %v", e.name, s, diags)
				}
				if p.Label == "" || p.Desc == "" || len(p.Table.Rows) == 0 {
					t.Errorf("%s %s: no words: %q %q", e.name, s.Type, p.Label, p.Desc)
				}
			}
		}
	}
}

// Absurdly large numbers are gaps, and so is what is computed from them.
func TestHugeNumbers(t *testing.T) {
	t.Parallel()
	d := set("table", []string{"项||text", "值||number", "份||number"}, []any{"a", math.MaxFloat64, 5e-324}, []any{"b", -math.MaxFloat64, 1}, []any{"c", 9e17, 5e-324}, []any{"d", 3, 1})
	for _, k := range kinds {
		for _, s := range []Spec{{Type: k.name, X: "项", Y: []string{"值"}}, {Type: k.name, X: "项", Y: []string{"值"}, Over: "份"}, {Type: k.name, X: "项", Y: []string{"值"}, Weight: "值", Cumulative: true}} {
			if k.name == "scatter" {
				s.X = "份"
			}
			if p, diags := Draw(s, d, "zh-CN", here); p.Option == "" && len(diags) == 0 {
				t.Errorf("%+v: nothing was drawn and nothing was said", s)
			}
		}
	}
}

// Without any progress only the plan is drawn, and the title says so.
func TestCurveOfAPlanAlone(t *testing.T) {
	d := set("phases", []string{"名|name|text"}, []any{"a"})
	p, _ := DrawPlan(Spec{Type: "scurve"}, d, func(func(int) bool) metric.Course {
		return metric.Course{Days: []kb.Date{"2026-01-01", "2026-01-31"}, Planned: []float64{0, 1}}
	}, "zh-CN", here)
	if p.Label != "计划的累计进度" || len(p.Table.Header) != 2 || !strings.Contains(p.Note, "只画计划") {
		t.Errorf("got %q, %v, %q", p.Label, p.Table.Header, p.Note)
	}
}
