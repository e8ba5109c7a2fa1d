package sheet_test

import (
	"context"
	"fmt"

	"milepost/generator/sheet"
)

// A messy export: a title, a unit in the header, a total below. The table is found
// and its kind known by its headers.
func ExampleRead() {
	src := "2026 年满意度,,\n月份,部门,满意度(%)\n2026-09,财务部,92\n2026-09,信息部,88\n合计,,90\n"
	book := sheet.Read(context.Background(), "满意度.csv", []byte(src), sheet.Options{})
	for i := range book.Datasets {
		set := book.Datasets[i].Get()
		fmt.Println(set.Schema, set.Range, len(set.Rows), "rows,", len(set.Totals), "total")
		for _, c := range set.Columns {
			fmt.Println(c.Ref, c.Field, c.Type)
		}
	}
	// Output:
	// satisfaction A2:C5 2 rows, 1 total
	// A2 period period
	// B2 department text
	// C2 score percent
}
