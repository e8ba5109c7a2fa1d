package sheet

import (
	"testing"

	"milepost/generator/diag"
)

// A point before three digits in a file parted by semicolons is said once, with how
// many there are; elsewhere it is what it seems.
func TestThousandPoints(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ text, cell, number, count string }{
		"thousands":         {"指标;基线;实际\n营业额;1.250;1.180\n成本;−2.300;950\n", "B2", "1.250", "3"},
		"one":               {"a;b\nx;12.500\n", "B2", "12.500", "1"},
		"commas":            {"指标,基线\n营业额,1.250\n", "", "", ""},
		"below one":         {"指标;基线\n比例;0.125\n", "", "", ""},
		"two digits":        {"指标;基线\n比例;1.25\n", "", "", ""},
		"a version, a code": {"系统;版本\nA;1.250.3\nB;v1.250\n", "", "", ""},
		"kept as text":      {"编号;名称\n=\"1.250\";甲\n", "", "", ""},
	} {
		w := Read(t.Context(), "a.csv", []byte(c.text), Options{})
		var found []diag.Diagnostic
		for _, d := range w.Diags {
			if d.Code == "SH12.point" {
				found = append(found, d)
			}
		}
		switch {
		case c.cell == "" && len(found) > 0:
			t.Errorf("%s: %v", name, found)
		case c.cell != "" && (len(found) != 1 || found[0].Pos.Cell != c.cell || found[0].Args[0] != c.number || found[0].Args[1] != c.count):
			t.Errorf("%s: %v", name, found)
		}
	}
}
