package sheet

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestAccount compares the rows of tables by what they are.
func TestAccount(t *testing.T) {
	for _, c := range []struct{ name, book, want string }{
		{"all kinds", `项目进度
单位：万元
任务名称|计划开始|计划完成|预算
需求|2026-01-05|2026-01-30|#10

二、建设
开发|2026-02-02|2026-03-27|#20
任务名称|计划开始|计划完成|预算
测试|2026-04-01|2026-04-10|#5
合计|||#35
注：含税。`, "title 1-2; header 3; repeat 8; data 4, 7, 9; total 10; group 6; note 11; blank 5"},
		{"two tables above each other", `甲
指标|目标|实际
响应|#5|#6

乙
指标|目标|实际
周期|#9|#8`, "title 1; header 2; data 3 / title 5; header 6; data 7"},
		{"two tables beside each other", `任务|负责人||名称|数量
需求|张三||甲|#1
开发|李四||乙|#2
|||丙|#3`, "header 1; data 2-3 / header 1; data 2-4"},
		{"rows that sum up others", `项目|金额
一、人工|#30
1.工资|#20
2.奖金|#10
总计|#30`, "header 1; data 3-4; total 2, 5"},
		{"header of two languages and a line of units", `taskName|planStart|planEnd|budget
任务名称|计划开始|计划完成|预算
||| 万元
需求|2026-01-05|2026-01-30|#10`, "header 1-2; data 3-4"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b, err := workbook(c.book)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, sealed := range Read(t.Context(), "a.xlsx", b, Options{}).Datasets {
				var parts []string
				for _, l := range sealed.Get().Account {
					parts = append(parts, l.Kind+" "+l.Rows)
				}
				got = append(got, strings.Join(parts, "; "))
			}
			if s := strings.Join(got, " / "); s != c.want {
				t.Errorf("got  %s\nwant %s", s, c.want)
			}
		})
	}
}

// TestNoRowIsLost reads all workbooks of the golden tests: each line of a table
// is a record of its dataset or has a name, and what is in no table is said.
func TestNoRowIsLost(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.txtar")
	n := 0
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		_, archive := unpack(string(src))
		for _, f := range archive {
			if strings.HasSuffix(f.Name, ".want") || strings.HasSuffix(f.Name, ".toml") {
				continue
			}
			w := Read(t.Context(), f.Name, fixture(t, f), Options{})
			for _, d := range w.Diags {
				if d.Rule() == "SH15" {
					t.Errorf("%s: %s", file, d.Line("en"))
				}
			}
			for _, sealed := range w.Datasets {
				d := sealed.Get()
				lines := map[int]bool{}
				for _, r := range d.Rows {
					lines[r.Line] = true
				}
				for _, l := range d.Account {
					n++
					if l.Kind == "data" && !strings.HasSuffix(f.Name, ".csv") && len(lines) == 0 {
						t.Errorf("%s: %s: %s has data in rows %s and no record", file, f.Name, d.Name, l.Rows)
					}
				}
			}
		}
	}
	if n < 100 {
		t.Fatal(fmt.Sprint("only ", n, " lines of accounts"))
	}
}
