package sheet

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"milepost/bench/toll"
)

// A file that nobody waits for any more is given up wherever it is being read.
func TestReadHalts(t *testing.T) {
	var sums, tables strings.Builder
	for i := range 1500 {
		fmt.Fprintf(&sums, `<row r="%d"><c r="A%[1]d" t="inlineStr"><is><t>部门%[1]d</t></is></c><c r="B%[1]d"><v>%[1]d</v></c><c r="C%[1]d"><f>SUM(B$2:B%[1]d)</f></c></row>`, i+2)
		if i%50 == 0 {
			tables.WriteString("\n\n名称,计划,实际\n")
		}
		fmt.Fprintf(&tables, "甲%d,%d,%d\n", i, i, 2*i)
	}
	head := `<row r="1"><c r="A1" t="inlineStr"><is><t>部门</t></is></c><c r="B1" t="inlineStr"><is><t>数量</t></is></c><c r="C1" t="inlineStr"><is><t>合计</t></is></c></row>`
	for name, c := range map[string]struct {
		file string
		src  []byte
		opt  Options
	}{
		"workbook": {"a.xlsx", plan(t, 3000), Options{}},
		"cleaned":  {"a.xlsx", plan(t, 3000), Options{Original: "clean"}},
		"formulas": {"a.xlsx", one(t, head+sums.String()), Options{}},
		"text":     {"a.csv", []byte("名称,计划,实际\n" + strings.Repeat("甲,1,2\n", 15_000)), Options{}},
		"tables":   {"a.csv", []byte(tables.String()), Options{}},
	} {
		t.Run(name, func(t *testing.T) {
			toll.Halts(t, func(ctx context.Context) bool { return Read(ctx, c.file, c.src, c.opt) != nil })
		})
	}
}
