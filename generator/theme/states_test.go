package theme

import (
	"strings"
	"testing"
)

// The filters of a table are the words of its status column, those that need work first.
func TestStates(t *testing.T) {
	t.Parallel()
	table := func(cells ...TableCell) Table {
		tb := Table{Columns: []TableColumn{{Header: "状态", Type: "status"}}}
		for _, c := range cells {
			tb.Rows = append(tb.Rows, TableRow{Cells: []TableCell{c}})
		}
		return tb
	}
	done, late, odd := TableCell{Text: "已完成", State: "done"}, TableCell{Text: "延期", State: "late"}, TableCell{Text: "待验收"}
	tests := []struct {
		name string
		in   Table
		want string
	}{
		{"by urgency", table(done, odd, done, late), "延期 1, 待验收 1, 已完成 2"},
		{"a gap is no state", table(done, TableCell{State: "missing"}, late), "延期 1, 已完成 1"},
		{"one state", table(done, done), ""},
		{"no column of states", Table{Columns: []TableColumn{{Header: "备注", Type: "text"}}, Rows: []TableRow{{Cells: []TableCell{done}}, {Cells: []TableCell{late}}}}, ""},
		{"a short row", Table{Columns: []TableColumn{{Type: "text"}, {Type: "status"}}, Rows: []TableRow{{Cells: []TableCell{done}}}}, ""},
	}
	for _, tt := range tests {
		_, found := states(tt.in)
		var got []string
		for _, s := range found {
			got = append(got, s.text+" "+num(float64(s.rows)))
		}
		if g := strings.Join(got, ", "); g != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, g, tt.want)
		}
	}
}

// An id with other characters than ASCII becomes one with which <use> works in every browser.
func TestASCII(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{"b0-gantt": "b0-gantt", "阶段-b0": "u9636u6bb5-b0", "": ""} {
		if got := ascii(in); got != want {
			t.Errorf("ascii(%q) is %q, want %q", in, got, want)
		}
	}
}
