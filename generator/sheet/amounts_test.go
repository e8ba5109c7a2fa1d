package sheet

import (
	"strings"
	"testing"

	"milepost/generator/kb"
)

// A header over amounts makes numbers of what cells alone leave open: amounts
// of 12 digits, and few numbers with one 约300, which is named.
func TestAmounts(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, csv string
		typ       kb.ColumnType
		diags     string
	}{
		{"one word among three", "项目,金额\n甲,100\n乙,200\n丙,约300\n", kb.TypeNumber, "B4 SH08.approximate"},
		{"two of three are words", "项目,金额\n甲,100\n乙,约200\n丙,约300\n", kb.TypeText, ""},
		{"below another header", "项目,型号\n甲,100\n乙,200\n丙,A300\n", kb.TypeText, ""},
		{"12 digits", "项目,合同金额\n甲,123456789012\n乙,234567890123\n", kb.TypeNumber, ""},
		{"12 digits of an account", "项目,账号\n甲,123456789012\n乙,234567890123\n", kb.TypeText, ""},
		{"leading zeros", "项目,金额\n甲,012345678901\n乙,023456789012\n", kb.TypeText, ""},
	} {
		book := Read(t.Context(), "a.csv", []byte(c.csv), Options{})
		if len(book.Datasets) != 1 {
			t.Fatalf("%s: %d tables", c.name, len(book.Datasets))
		}
		var said []string
		for _, d := range book.Diags {
			said = append(said, d.Pos.Cell+" "+d.Code)
		}
		if got := book.Datasets[0].Get().Columns[1].Type; got != c.typ || strings.Join(said, ", ") != c.diags {
			t.Errorf("%s: %s %v, want %s %s", c.name, got, said, c.typ, c.diags)
		}
	}
}
