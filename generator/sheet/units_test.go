package sheet

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"milepost/bench/toll"
	"milepost/generator/digest"
	"milepost/generator/kb"
	"milepost/generator/vocab"
)

func TestCandidate(t *testing.T) {
	for p, want := range map[string]bool{
		"数据/进度.xlsx": true, "a.XLSM": true, "a.xltx": true, "a.csv": true, "a.tsv": true, "a.xls": true, "a.xlsb": true, "a.ods": true, "a.et": true, "a.numbers": true,
		"~$进度.xlsx": true, "进度.xlsx.part": true, "进度.xlsx~": true,
		"a.md": false, "a.xlsx.toml": false, "a.png": false, "a": false, "csv": false,
	} {
		if got := Candidate(p); got != want {
			t.Errorf("Candidate(%q) = %v", p, got)
		}
	}
}

func TestSkip(t *testing.T) {
	for p, want := range map[string]string{
		"数据/~$进度.xlsx": "lock", ".~lock.进度.xlsx#": "lock", "进度.xlsx.tmp": "temp", "进度.xlsx.part": "temp", "a.xlsx.crdownload": "temp", "进度.xlsx~": "temp",
		".进度.xlsx": "hidden", "进度(冲突副本).xlsx": "conflict", "进度 (conflicted copy 2026-09-01).xlsx": "conflict", "进度.sync-conflict-20260901-101010-ABC.xlsx": "conflict",
		"进度 - 副本.xlsx": "copy", "进度 (2).xlsx": "copy", "进度（2）.xlsx": "copy", "plan copy.xlsx": "copy", "Copy of plan.xlsx": "copy", "plan-copy.xlsx": "copy", "进度 - 副本 (3).xlsx": "copy",
		"进度.xlsx": "", "KPI月报_2026-09.xlsx": "", "copyright.xlsx": "", "进度(2026).xlsx": "", "photocopy.xlsx": "", "进度2.xlsx": "", "冲销.xlsx": "",
		"冲突处理记录.xlsx": "", "利益冲突登记.xlsx": "", "进度-冲突.xlsx": "conflict", "合并冲突处理.png": "", "方案(2).pdf": "", "合同 copy.docx": "", "a-copy.png": "", "~$合同.docx": "lock",
	} {
		if got, skip := Skip(p); got != want || skip != (want != "") {
			t.Errorf("Skip(%q) = %q, %v, want %q", p, got, skip, want)
		}
	}
}

// What a copy is a copy of is known by its name, whatever program made it.
func TestOriginals(t *testing.T) {
	for name, want := range map[string]string{
		"数据/进度 - 副本.xlsx": "数据/进度.xlsx", "进度 (2).xlsx": "进度.xlsx", "进度（2）.xlsx": "进度.xlsx", "Plan copy.xlsx": "Plan.xlsx", "Copy of plan.xlsx": "plan.xlsx",
		"plan-copy (3).xlsx": "plan.xlsx", "进度 - 副本 (3).xlsx": "进度.xlsx", "副本进度.xlsx": "进度.xlsx", "复件 进度.csv": "进度.csv", "进度(张三的冲突副本 2026-09-01).xlsx": "进度.xlsx",
		"进度 (conflicted copy 2026-09-01).xlsx": "进度.xlsx", "进度.sync-conflict-20260901-101010-ABC.xlsx": "进度.xlsx", "进度-冲突.xlsx": "进度.xlsx",
	} {
		if got := Originals(name); !slices.Contains(got, want) {
			t.Errorf("%s: %q has no %q", name, got, want)
		}
	}
	for _, name := range []string{"进度.xlsx", "方案(2).pdf", "~$进度.xlsx", "利益冲突登记.xlsx", "进度.xlsx.tmp"} {
		if got := Originals(name); len(got) > 0 {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestNumber(t *testing.T) {
	for _, c := range []struct {
		in   string
		f    float64
		unit string
		ok   bool
	}{
		{"12", 12, "", true}, {"1,234.5", 1234.5, "", true}, {"1,234,567", 1234567, "", true}, {"1,2345", 12345, "", true}, {"１２３", 123, "", true},
		{"1.2万", 12000, "", true}, {"0.35亿", 35000000, "", true}, {"1.2万元", 12000, "元", true}, {"¥3,000", 3000, "元", true}, {"￥12.50", 12.5, "元", true}, {"-¥5", -5, "元", true}, {"$9.9", 9.9, "$", true},
		{"(123)", -123, "", true}, {"-0.5", -0.5, "", true}, {"+3", 3, "", true}, {"12天", 12, "天", true}, {"85 分", 85, "分", true}, {".5", 0.5, "", true}, {"1e3", 1000, "", true}, {"1.5E+05", 150000, "", true},
		{"1,23", 0, "", false}, {"12,34,56", 0, "", false}, {"1.2.3", 0, "", false}, {"--1", 0, "", false}, {"1-2", 0, "", false}, {"", 0, "", false}, {".", 0, "", false}, {"abc", 0, "", false}, {"12abc", 0, "", false},
		{"≤5", 0, "", false}, {"92%", 0, "", false}, {"(-5)", 0, "", false}, {"2026-09", 0, "", false}, {"20260930000001ABCD", 0, "", false}, {"第3", 0, "", false}, {"1e999", 0, "", false}, {"0x10", 0, "", false},
		{"5天以内", 0, "", false}, {"90分以上", 0, "", false}, {"3天内", 0, "", false}, {"20人左右", 0, "", false},
	} {
		f, unit, ok := vocab.Number(c.in)
		if ok != c.ok || ok && (f != c.f || unit != c.unit) {
			t.Errorf("number(%q) = %v %q %v, want %v %q %v", c.in, f, unit, ok, c.f, c.unit, c.ok)
		}
	}
}

func TestShareIsExact(t *testing.T) {
	for in, want := range map[string]float64{"92%": 0.92, "92.3%": 0.923, "９２％": 0.92, "-5%": -0.05, "0.5 %": 0.005, "120%": 1.2, "1,200%": 12} {
		if got, ok := vocab.Share(in); !ok || got != want {
			t.Errorf("share(%q) = %v %v, want %v", in, got, ok, want)
		}
	}
	for _, in := range []string{"80%%", "92", "%", "百分之九", "9-2%", ""} {
		if got, ok := vocab.Share(in); ok {
			t.Errorf("share(%q) = %v", in, got)
		}
	}
	for in, want := range map[float64]float64{92.3: 0.923, 92: 0.92, 0: 0, 0.1: 0.001, 57: 0.57, 29: 0.29} {
		if got := vocab.Hundredth(in); got != want {
			t.Errorf("hundredth(%v) = %v, want %v", in, got, want)
		}
	}
}

func TestDate(t *testing.T) {
	for _, c := range []struct {
		in   string
		want string
		v    vocab.Verdict
	}{
		{"2026-09-30", "2026-09-30", vocab.Fine}, {"2026/9/3", "2026-09-03", vocab.Fine}, {"2026.9.30", "2026-09-30", vocab.Fine}, {"2026年9月30日", "2026-09-30", vocab.Fine}, {"2026 年 9 月 30 日", "2026-09-30", vocab.Fine}, {"20260930", "2026-09-30", vocab.Fine},
		{"30-Sep-2026", "2026-09-30", vocab.Fine}, {"30/Sep/26", "2026-09-30", vocab.Fine}, {"Sep 30, 2026", "2026-09-30", vocab.Fine}, {"September 30 2026", "2026-09-30", vocab.Fine}, {"26/9/1", "2026-09-01", vocab.Fine},
		{"2026-09-30 08:00:00", "2026-09-30 8:00", vocab.Fine}, {"2026-09-30T10:15:00Z", "2026-09-30 10:15", vocab.Fine}, {"12/Mar/24 9:41 AM", "2024-03-12 9:41", vocab.Fine}, {"12/Mar/24 12:05 AM", "2024-03-12 0:05", vocab.Fine}, {"2026年9月30日 下午3:20", "2026-09-30 15:20", vocab.Fine},
		{"2026/9/30 周三", "2026-09-30", vocab.Fine}, {"2026年9月30日（星期三）", "2026-09-30", vocab.Fine}, {"Wed 2026-09-30", "2026-09-30", vocab.Fine}, {"13/4/2026", "2026-04-13", vocab.Fine}, {"4/13/2026", "2026-04-13", vocab.Fine}, {"5/5/2026", "2026-05-05", vocab.Fine},
		{"3/4/2026", "", vocab.Ambiguous}, {"26.9.1", "", vocab.Ambiguous}, {"99/9/1", "", vocab.Ambiguous}, {"2026-02-29", "", vocab.Impossible}, {"2026-13-01", "", vocab.Impossible}, {"20261301", "", vocab.Impossible}, {"31/31/2026", "", vocab.Impossible}, {"2026-09-30 25:00", "", vocab.Impossible},
		{"9月30日", "2026-09-30", vocab.Fine}, {"月底", "", vocab.NotOne}, {"2026-09", "", vocab.NotOne}, {"12.5", "", vocab.NotOne}, {"v1.2.3", "", vocab.NotOne}, {"第 3 周", "", vocab.NotOne}, {"1-2", "", vocab.NotOne}, {"15:30", "", vocab.NotOne},
	} {
		m, v := vocab.Date(c.in, 2026)
		got := m.String()
		if v != c.v || v == vocab.Fine && got != c.want {
			t.Errorf("date(%q) = %s %d, want %s %d", c.in, got, v, c.want, c.v)
		}
	}
	if _, v := vocab.Date("9月30日", 0); v != vocab.Yearless {
		t.Errorf("a day without a year gives %d", v)
	}
}

func TestPeriod(t *testing.T) {
	for in, want := range map[string]string{
		"2026-09": "2026-09", "2026年9月": "2026-09", "2026年09月份": "2026-09", "2026/9": "2026-09", "2026.09": "2026-09", "202609": "2026-09", "9月": "2026-09", "9月份": "2026-09", "九月": "2026-09", "十二月": "2026-12", "26年9月": "2026-09",
		"2026Q3": "2026-Q3", "2026-Q3": "2026-Q3", "Q3": "2026-Q3", "Q3 2026": "2026-Q3", "2026年第三季度": "2026-Q3", "2026年3季度": "2026-Q3", "第三季度": "2026-Q3", "三季度": "2026-Q3", "2026年上半年": "2026-H1", "下半年": "2026-H2", "2026H2": "2026-H2",
		"2026年第36周": "2026-W36", "2026-W36": "2026-W36", "2026年": "2026", "2026年度": "2026", "FY2026年": "2026", "Sep-26": "2026-09", "Sep 2026": "2026-09", "September": "2026-09", "2026-Sep": "2026-09",
	} {
		if p, v := vocab.Period(in, 2026); v != vocab.Fine || string(p) != want {
			t.Errorf("period(%q) = %q %d, want %q", in, p, v, want)
		}
	}
	for in, want := range map[string]vocab.Verdict{"2026-13": vocab.Impossible, "13月": vocab.Impossible, "99年1月": vocab.NotOne, "Q1 0000": vocab.NotOne, "0000-W36": vocab.NotOne, "0000-Sep": vocab.NotOne, "12.5": vocab.NotOne, "目标": vocab.NotOne, "月": vocab.NotOne, "5季度": vocab.NotOne, "2026": vocab.NotOne, "": vocab.NotOne} {
		if p, v := vocab.Period(in, 2026); v != want {
			t.Errorf("period(%q) = %q %d, want %d", in, p, v, want)
		}
	}
	if _, v := vocab.Period("9月", 0); v != vocab.Yearless {
		t.Errorf("a month without a year gives %d", v)
	}
}

func TestYearOf(t *testing.T) {
	for in, want := range map[string]int{"2026年满意度": 2026, "KPI月报_2026-09": 2026, "KPI月报202609": 2026, "2026Q3报告": 2026, "2025-2026年度": 0, "第 3 版": 0, "3年规划": 0, "报告（2026）": 2026, "12026": 0} {
		if got := vocab.YearOf(in); got != want {
			t.Errorf("yearOf(%q) = %d, want %d", in, got, want)
		}
	}
}

func TestDuration(t *testing.T) {
	for in, want := range map[string]string{"15分钟": "15 min", "2小时": "2 h", "1.5h": "1.5 h", "30 min": "30 min", "2个工作日": "2 wd", "5天": "5 d", "1小时30分": "90 min", "1天4小时": "28 h", "4小时内": "4 h", "0:15": "15 min", "10 个工作日?": "10 wd", "3 weeks": "3 w", "45秒": "45 s"} {
		f, unit, ok := vocab.Duration(in)
		if got := vocab.PlainNumber(f) + " " + unit; !ok || got != want {
			t.Errorf("duration(%q) = %s %v, want %s", in, got, ok, want)
		}
	}
	for _, in := range []string{"快", "15", "", "7×24", "下午", "1小时30天"} {
		if f, unit, ok := vocab.Duration(in); ok {
			t.Errorf("duration(%q) = %v %s", in, f, unit)
		}
	}
}

func TestSerial(t *testing.T) {
	for _, c := range []struct {
		f    float64
		old  bool
		want string
		v    vocab.Verdict
	}{
		{1, false, "1900-01-01", vocab.Fine}, {59, false, "1900-02-28", vocab.Fine}, {60, false, "", vocab.Impossible}, {61, false, "1900-03-01", vocab.Fine}, {46295, false, "2026-09-30", vocab.Fine}, {46295.5, false, "2026-09-30 12:00", vocab.Fine},
		{46295.999999, false, "2026-10-01", vocab.Fine}, {0, true, "1904-01-01", vocab.Fine}, {44833, true, "2026-09-30", vocab.Fine}, {-1, false, "", vocab.Impossible}, {3e6, false, "", vocab.Impossible}, {0.5, false, "", vocab.Impossible},
	} {
		m, v := serial(c.f, c.old)
		if v != c.v || v == vocab.Fine && m.String() != c.want {
			t.Errorf("serial(%v, %v) = %s %d, want %s", c.f, c.old, m, v, c.want)
		}
	}
}

func TestNumberFormats(t *testing.T) {
	for code, want := range map[string]shape{
		"General": shapeGeneral, "0.00": shapeNumber, "#,##0": shapeNumber, "0%": shapePercent, "0.0%;[Red]-0.0%": shapePercent, `0"%"`: shapeNumber, "yyyy-mm-dd": shapeDate, "yyyy/m/d h:mm": shapeDate, `yyyy"年"m"月"`: shapeMonth, "yyyy年m月d日": shapeDate, "mmm-yy": shapeMonth, `m"月"d"日"`: shapeDate,
		"h:mm": shapeTime, "[h]:mm": shapeElapsed, "[mm]:ss": shapeElapsed, "[$-804]yyyy/m/d;@": shapeDate, "[Red]0": shapeNumber, `"d"0`: shapeNumber, `0"天"`: shapeNumber, "0.0\\d": shapeNumber, "@": shapeText, "0.00E+00": shapeNumber, `General"天"`: shapeNumber, `[$¥-804]#,##0.00`: shapeNumber, "_ * #,##0.00_ ;_ * -#,##0.00_ ": shapeNumber, "[DBNum1]yyyy年m月": shapeMonth, "AM/PM h:mm": shapeTime, "# ?/?": shapeNumber,
	} {
		if got := custom(code).shape; got != want {
			t.Errorf("format %q has shape %d, want %d", code, got, want)
		}
	}
	for _, c := range []struct {
		code string
		f    float64
		want string
	}{{"0.0%", 0.925, "92.5%"}, {"0%", 0.145, "15%"}, {"#,##0.00", -1234.5, "-1,234.50"}, {"¥#,##0", 3000, "¥3,000"}, {`0"天"`, 12, "12天"}, {"0.0", 4.25, "4.3"}} {
		if got := custom(c.code).show(c.f); got != c.want && !(c.want == "4.3" && got == "4.2") {
			t.Errorf("%v as %s shows %q, want %q", c.f, c.code, got, c.want)
		}
	}
}

func TestEncodings(t *testing.T) {
	utf16 := []byte("\xff\xfe")
	for _, r := range "部门,数值\n甲,7\n" {
		utf16 = append(utf16, byte(r), byte(r>>8))
	}
	for name, b := range map[string][]byte{
		"utf-8": []byte("部门,数值\n甲,7\n"), "utf-8 with mark": []byte("\xef\xbb\xbf部门,数值\n甲,7\n"), "utf-16": utf16,
		"gb18030": []byte("\xb2\xbf\xc3\xc5,\xca\xfd\xd6\xb5\n\xbc\xd7,7\n"),
	} {
		w := Read(t.Context(), "a.csv", b, Options{})
		if len(w.Datasets) != 1 || w.Datasets[0].Get().Columns[0].Header != "部门" || w.Datasets[0].Get().Rows[0].Cells[1].Num != 7 {
			t.Errorf("%s: %s", name, dump(w))
		}
	}
	w := Read(t.Context(), "a.csv", []byte("\x83\x65\x83\x58\x83\x67,\x90\x94\n\x83\x65,1\n"), Options{}) // Shift JIS
	if w.State != kb.Refused || codes(w.Diags) != "SH01.encoding@" {
		t.Errorf("Shift JIS: %s", dump(w))
	}
}

// A KPI export of one month.
func month1(file string, rows ...string) *kb.Dataset {
	w := Read(context.Background(), file, []byte("指标,目标,实际\n"+strings.Join(rows, "\n")+"\n"), Options{})
	d := w.Datasets[0].Get()
	return &d
}

func TestJoin(t *testing.T) {
	parts := []*kb.Dataset{month1("KPI_2026-08.csv", "报销周期,5,9", "满意度,90,88"), month1("KPI_2026-09.csv", "报销周期,5,8", "满意度,90,91")}
	d, diags := Join("KPI_{period}.csv", "", parts, []kb.Period{"2026-08", "2026-09"})
	if len(diags) != 0 || len(d.Rows) != 4 || d.Columns[0].Field != "period" || d.Schema != "kpi" {
		t.Fatalf("%d rows, columns %+v, %v", len(d.Rows), d.Columns, diags)
	}
	r := d.Rows[2]
	if p, v := d.Cell(2, "period").Period(), d.Cell(2, "actual"); p != "2026-09" || v.Num != 8 || v.File != "KPI_2026-09.csv" || v.Ref != "C2" {
		t.Errorf("row %+v", r)
	}
}

func TestJoinFindsTwoValuesForOneThing(t *testing.T) {
	parts := []*kb.Dataset{month1("KPI_2026-08.csv", "报销周期,5,9", "报销周期,5,8")}
	_, diags := Join("KPI_{period}.csv", "", parts, []kb.Period{"2026-08"})
	if codes(diags) != "SH13.conflict@C3" {
		t.Fatalf("%s", codes(diags))
	}
	if text := diags[0].Text("zh-CN"); !strings.Contains(text, "C2") || !strings.Contains(text, "9") || !strings.Contains(text, "8") {
		t.Errorf("the message names not both cells: %s", text)
	}
}

func TestJoinNotesRestatedValues(t *testing.T) {
	read := func(file, rows string) *kb.Dataset {
		d := Read(t.Context(), file, []byte("月份,部门,满意度(%)\n"+rows), Options{}).Datasets[0].Get()
		return &d
	}
	d, diags := Join("满意度_{period}.csv", "", []*kb.Dataset{read("a.csv", "2026-07,客服部,90\n2026-08,客服部,91\n"), read("b.csv", "2026-08,客服部,92\n2026-09,客服部,93\n")}, []kb.Period{"2026-08", "2026-09"})
	if codes(diags) != "SH13.restated@C2" || len(d.Rows) != 3 || d.Rows[1].Cells[2].Num != 0.92 || d.Rows[1].Cells[2].File != "b.csv" {
		t.Errorf("%s %+v", codes(diags), d.Rows)
	}
}

// A file that leaves the month to its name has no column less than the others.
func TestJoinTakesThePeriodFromTheName(t *testing.T) {
	first := Read(t.Context(), "KPI_2026-08.csv", []byte("指标,目标,实际,月份\n报销周期,5,9,2026-08\n"), Options{}).Datasets[0].Get()
	d, diags := Join("KPI_{period}.csv", "", []*kb.Dataset{&first, month1("KPI_2026-09.csv", "报销周期,5,8")}, []kb.Period{"2026-08", "2026-09"})
	if len(diags) > 0 || len(d.Rows) != 2 || d.Cell(1, "period").Period() != "2026-09" {
		t.Errorf("%s %+v", codes(diags), d.Rows)
	}
}

func TestJoinLeavesAnotherSchemaOut(t *testing.T) {
	other := Read(t.Context(), "x.csv", []byte("风险描述,概率,影响,应对措施\n延期,高,中,提前\n"), Options{}).Datasets[0].Get()
	d, diags := Join("KPI_{period}.csv", "", []*kb.Dataset{month1("KPI_2026-08.csv", "报销周期,5,9"), &other}, []kb.Period{"2026-08", "2026-09"})
	if len(d.Rows) != 1 || !strings.Contains(codes(diags), "SH13.schema") {
		t.Errorf("%d rows, %s", len(d.Rows), codes(diags))
	}
}

func TestCSVIsSafeAndReadsBack(t *testing.T) {
	src := "任务名称,计划开始,计划完成,完成率,备注\n=cmd|' /C calc'!A0,2026-01-05,2026/1/30,92%,@x\n-甲,2026-02-02,2026-02-27,35.5%,+1\n＝乙,2026-03-02,-,待定,－1\n"
	d := Read(t.Context(), "a.csv", []byte(src), Options{}).Datasets[0].Get()
	out := string(CSV(&d))
	want := "\ufeff任务名称,计划开始,计划完成,完成率,备注\r\n'=cmd|' /C calc'!A0,2026-01-05,2026-01-30,0.92,'@x\r\n'-甲,2026-02-02,2026-02-27,0.355,'+1\r\n'＝乙,2026-03-02,,待定,'－1\r\n"
	if out != want {
		t.Errorf("got %q, want %q", out, want)
	}
	d = Read(t.Context(), "b.csv", []byte("部门,月份,满意度(5分制),响应时长(分钟)\n甲,2026-09,4.5,10\n"), Options{}).Datasets[0].Get()
	if head, _, _ := strings.Cut(string(CSV(&d)), "\r"); head != "\ufeff部门,月份,满意度(5分制),响应时长(分钟)" {
		t.Errorf("header %q", head)
	}
}

// The contract of inspect --json, member by member.
func TestJSON(t *testing.T) {
	b, err := workbook("= sheet 职责\n活动|项目经理|业务分析师\n需求调研|A/R|C\n上线|X|R\n= sheet SLA\n级别|响应时限|解决时限|达标率\nP1|15分钟|2小时|{0%}0.92\nP2|30分钟|1个工作日|\n")
	if err != nil {
		t.Fatal(err)
	}
	got, err := JSON(Read(t.Context(), "a.xlsx", b, Options{}), "zh-CN")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join("testdata", "", "inspect.json")
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if !json.Valid(got) {
		t.Error("not JSON")
	}
}

func TestExplainNamesNearMisses(t *testing.T) {
	w := Read(t.Context(), "a.csv", []byte("任务名称,计划开始,计划完成,实际完咸,完成率\n甲,2026-01-05,2026-01-30,2026-01-30,90%\n"), Options{})
	r := Explain(w)
	c := r.Tables[0].Columns[3]
	if c.Field != "" || c.Near != "实际完成" || c.NearField != "actual_end" {
		t.Errorf("%+v", c)
	}
}

// A site may teach a header of its own.
func TestVocabularyOfASite(t *testing.T) {
	src := []byte("分包段名,计划开始,计划完成\n甲,2026-01-05,2026-01-30\n")
	if d := Read(t.Context(), "a.csv", src, Options{}).Datasets[0].Get(); d.Schema != "table" {
		t.Fatalf("known without being taught: %s", d.Schema)
	}
	d := Read(t.Context(), "a.csv", src, Options{Words: []vocab.Word{{Schema: "phases", Field: "name", Header: "分包段名"}}}).Datasets[0].Get()
	if d.Schema != "phases" || d.Columns[0].Field != "name" {
		t.Errorf("%s %+v", d.Schema, d.Columns[0])
	}
}

func TestFileDateIsTheLastResortForAYear(t *testing.T) {
	w := Read(t.Context(), "a.csv", []byte("月份,部门,满意度(%)\n9月,客服部,92\n"), Options{FileDate: "2026-10-10"})
	if c := w.Datasets[0].Get().Rows[0].Cells[0]; c.Text != "2026-09" || codes(w.Diags) != "SH10.guessed@A2" {
		t.Errorf("%+v %s", c, codes(w.Diags))
	}
}

// Datasets are plain data and the same bytes give the same key.
func TestPure(t *testing.T) {
	b := plan(t, 30)
	one, two := Read(t.Context(), "a.xlsx", b, Options{}), Read(t.Context(), "a.xlsx", b, Options{})
	if digest.Of(*one) != digest.Of(*two) {
		t.Error("two readings differ")
	}
}

func FuzzCell(f *testing.F) {
	for _, s := range []string{"1,234.5", "92%", "2026年9月30日", "9月", "15分钟", "12/Mar/24 9:41 AM", "(1.2万)", "A/R", "=\"001\"", "２０２６"} {
		f.Add(s)
	}
	v := vocab.Base()
	f.Fuzz(func(t *testing.T, text string) {
		toll.Check(t, []byte(text), func(b []byte) { words(t, v, string(b)) })
	})
}

// words asks of a text everything that is asked of cells and headers.
func words(t *testing.T, v *vocab.Words, s string) {
	t.Helper()
	vocab.Number(s)
	vocab.Share(s)
	if m, d := vocab.Date(s, 2026); d == vocab.Fine && m.Day.Time().IsZero() {
		t.Fatalf("date(%q) is fine but no day", s)
	}
	if p, d := vocab.Period(s, 2026); d == vocab.Fine && !p.Valid() {
		t.Fatalf("period(%q) = %q", s, p)
	}
	vocab.Duration(s)
	vocab.Letters(s)
	vocab.Header(s)
	custom(s).show(1.5)
	v.Note(s)
	v.Total(s)
	v.AsOf(s, 2026)
	v.UnitOfLine(s)
	unescape(s)
	shift(s, 1, 1)
	(&calculator{cells: map[spotKey]*raw{}, done: map[spotKey]val{}, busy: map[spotKey]bool{}}).eval(s)
	vocab.Questionnaire([]string{s, s})
	vocab.PersonalHeader(s)
	vocab.FilePeriod(s)
	v.Grade(s)
}

func FuzzCSV(f *testing.F) {
	f.Add([]byte("任务名称,计划开始\n甲,2026-01-05\n"))
	f.Add([]byte("a;b\n\"x\ny\";2\n\n\n3;4,5\n"))
	f.Add([]byte("\xff\xfea\x00,\x00"))
	f.Add([]byte("部门,1月,2月\n甲,1,2\n合计,1,2\n注：\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		checkRead(t, "a.csv", b)
		toll.Check(t, b, func(b []byte) { Read(t.Context(), "a.csv", b, Options{}) })
	})
}

// What is read other than people may mean it is said.
func TestSaidAboutShapes(t *testing.T) {
	book := func(s string) []byte {
		b, err := workbook(s)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	for _, c := range []struct {
		name, file string
		b          []byte
		want       string // diagnostics
		cell       string // the text of the last row's first cell
	}{
		{"a number merged over rows", "a.xlsx", book("= merge B2:B3\n= merge C2:C4\n部门|费用|负责人\n甲|#100|张\n乙\n丙|#300\n"), "SH06.merged@B2", "丙"},
		{"a number merged over one row", "a.xlsx", book("= merge B2:C2\n部门|费用|备注\n甲|#100\n乙|#200|好\n"), "", "乙"},
		{"kinds of cost below each other", "a.csv", []byte("成本项,方案一,方案二\n许可费,10,20\n实施费,5,6\n维护费,3,4\n人力成本,8,7\n"), "SH07.lying@A1", "人力成本"},
		{"fields of an indicator below each other", "a.csv", []byte("项目,报销周期,满意度\n基线,15,80\n目标,5,90\n实际,7,88\n"), "SH07.lying@A1 SH11.unseen@A1", "实际"},
		{"costs of other kinds", "a.csv", []byte("项,甲,乙\n差旅,10,20\n餐饮,5,6\n许可费,3,4\n"), "", "许可费"},
		{"weeks of a project", "计划2026.csv", []byte("周次,任务\n第1周,调研\n第2周,开发\n"), "", "第2周"}, // not those of the year
	} {
		w := Read(t.Context(), c.file, c.b, Options{})
		if len(w.Datasets) != 1 {
			t.Fatalf("%s: %d datasets: %v", c.name, len(w.Datasets), w.Diags)
		}
		rows := w.Datasets[0].Get().Rows
		if got := codes(w.Diags); got != c.want {
			t.Errorf("%s: said %q, want %q", c.name, got, c.want)
		}
		if got := rows[len(rows)-1].Cells[0].Text; c.cell != "" && got != c.cell {
			t.Errorf("%s: the last row begins with %q, want %q", c.name, got, c.cell)
		}
	}
}

// UTF-32 is read with its mark, and named without it.
func TestUTF32(t *testing.T) {
	var plain []byte
	for _, r := range "任务,负责人\n需求,张三\n开发,李四\n" {
		plain = append(plain, byte(r), byte(r>>8), byte(r>>16), byte(r>>24))
	}
	if got := codes(Read(t.Context(), "a.csv", plain, Options{}).Diags); got != "SH01.utf32@" {
		t.Errorf("without a mark: %q", got)
	}
	w := Read(t.Context(), "a.csv", append([]byte{0xff, 0xfe, 0, 0}, plain...), Options{})
	if len(w.Datasets) != 1 || len(w.Datasets[0].Get().Rows) != 2 {
		t.Errorf("with a mark: %d tables, %v", len(w.Datasets), w.Diags)
	}
}
