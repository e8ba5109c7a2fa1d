package plan

import (
	"reflect"
	"testing"

	"milepost/generator/kb"
	"milepost/generator/theme"
)

// A table with a column for each period is shown with the same columns as in the sheet,
// although it is read as one record for each period.
func TestAsInSheet(t *testing.T) {
	t.Parallel()
	text := func(s, ref string) kb.Cell { return kb.Cell{Kind: kb.Text, Text: s, Shown: s, Ref: ref} }
	record := func(line int, name, nameRef, month, head, value, ref string) kb.Row {
		return kb.Row{Line: line, Cells: []kb.Cell{text(name, nameRef), text(month, head), text(value, ref)}}
	}
	set := &kb.Dataset{
		Columns: []kb.Column{{Header: "区域", Type: kb.TypeText}, {Header: "期间", Type: kb.TypePeriod}, {Header: "数值", Type: kb.TypeNumber}},
		Rows: []kb.Row{
			record(3, "华东", "A3", "2026-04", "B2", "4", "B3"), record(3, "华东", "A3", "2026-05", "AA2", "12", "AA3"),
			record(4, "华南", "A4", "2026-05", "AA2", "7", "AA4"),
		},
	}
	long := theme.Table{Columns: []theme.TableColumn{{Header: "区域"}, {Header: "期间"}, {Header: "数值", Unit: "家"}}}
	for i, r := range set.Rows {
		row := theme.TableRow{ID: []string{"r3", "", "r4"}[i]}
		for _, c := range r.Cells {
			row.Cells = append(row.Cells, theme.TableCell{Text: c.Text})
		}
		long.Rows = append(long.Rows, row)
	}
	got := asInSheet(set, long)
	want := theme.Table{
		Columns: []theme.TableColumn{{Header: "区域"}, {Header: "2026-04"}, {Header: "2026-05"}},
		Rows: []theme.TableRow{
			{ID: "r3", Cells: []theme.TableCell{{Text: "华东"}, {Text: "4"}, {Text: "12"}}},
			{ID: "r4", Cells: []theme.TableCell{{Text: "华南"}, {State: "missing"}, {Text: "7"}}},
		},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%+v\nwant\n%+v", got, want)
	}

	// The total of some periods is a column in the line that it belongs to; a line of totals stays below.
	set.Totals = []kb.Row{record(3, "华东", "A3", "2026-H1", "AB2", "16", "AB3"), record(5, "合计", "A5", "2026-04", "B2", "4", "B5")}
	for _, r := range set.Totals {
		row := theme.TableRow{}
		for _, c := range r.Cells {
			row.Cells = append(row.Cells, theme.TableCell{Text: c.Text})
		}
		long.Totals = append(long.Totals, row)
	}
	want.Columns = append(want.Columns, theme.TableColumn{Header: "2026-H1"})
	want.Rows[0].Cells = append(want.Rows[0].Cells, theme.TableCell{Text: "16"})
	want.Rows[1].Cells = append(want.Rows[1].Cells, theme.TableCell{State: "missing"})
	want.Totals = []theme.TableRow{{Cells: []theme.TableCell{{Text: "合计"}, {Text: "4"}, {State: "missing"}, {State: "missing"}}}}
	if got := asInSheet(set, long); !reflect.DeepEqual(got, want) {
		t.Errorf("with sums\n%+v\nwant\n%+v", got, want)
	}

	set.Rows[1].Line = 5 // each record has a line of its own
	if got := asInSheet(set, long); !reflect.DeepEqual(got, long) {
		t.Errorf("a long table became %+v", got)
	}
}
