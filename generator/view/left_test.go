package view

import (
	"fmt"
	"strings"
	"testing"

	"milepost/generator/config"
	"milepost/generator/document"
	"milepost/generator/kb"
	"milepost/generator/sheet"
	"milepost/generator/site"
)

// A strip shows the first forty rows, and says how many it leaves out.
func TestStripsSayWhatTheyLeaveOut(t *testing.T) {
	for _, c := range []struct{ schema, header, row, want string }{
		{kb.SchemaChampions, "先锋用户,部门,职责,是否培训,起始日期", "人%d,冲压,带班,是,2026-02-%02d", "另有 5 人没有画出来，都在下面的表里"},
		{kb.SchemaCommunication, "沟通对象,沟通内容,沟通方式,频率,负责人,上次沟通,下次日期", "班组 %d,排产,早会,每月,罗工,2026-11-%02d,2026-12-05", "另有 5 项没有画出来，都在下面的表里"},
	} {
		for _, n := range []int{40, 45} {
			text := c.header + "\n"
			for i := range n {
				text += fmt.Sprintf(c.row, i, i%20+1) + "\n"
			}
			book := sheet.Read(t.Context(), "a.csv", []byte(text), sheet.Options{})
			data, _ := site.NewData([]*kb.Workbook{book}, nil, "")
			data.UseDay("2026-11-26", config.Default().RAG)
			s, ok := Of(data, data.All()[0], "zh-CN")
			if !ok || s.Kind != c.schema {
				t.Fatalf("%s is read as %s", c.schema, s.Kind)
			}
			said := ""
			for _, b := range s.Blocks {
				if b.Kind == document.Strips {
					said = strings.TrimSpace(b.Text.String())
				}
			}
			if want := map[int]string{40: "", 45: c.want}[n]; said != want {
				t.Errorf("%s of %d: %q, want %q", c.schema, n, said, want)
			}
		}
	}
}
