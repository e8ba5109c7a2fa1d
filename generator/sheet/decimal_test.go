package sheet

import (
	"strings"
	"testing"

	"milepost/generator/vocab"
)

// Numbers with a decimal comma are read by the cells that prove it; what may mean
// two things is asked about and not used; lists and slips change nothing.
func TestDecimalCommas(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ text, want, said string }{
		"thousands and decimals": {"Indicator;Actual\nCost;1.263,5\nOrders;1.250\n", "1263.5 1250", "SH12.comma@B2"},
		"shares":                 {"Indicator,Actual\nA,\"12,5 %\"\nB,\"8,25 %\"\n", "0.125 0.0825", "SH12.comma@B2"},
		"money":                  {"Item;Cost\nA;€ 8,25\nB;1.250.000 €\n", "8.25 1250000", "SH12.comma@B2"},
		"negative":               {"Item;Cost\nA;−12,5\nB;(3,75)\n", "-12.5 -3.75", "SH12.comma@B2"},
		"proven beside":          {"Item;Cost;Orders\nA;8,5;1.250\nB;9,5;2.500\n", "8.5 1250 9.5 2500", "SH12.comma@B2"},
		"three decimals beside":  {"Item;Cost;Orders\nA;8,5;1,250\nB;9,5;2,500\n", "8.5 ? 9.5 ?", "SH12.comma@B2 SH12.marks@C2"},
		"each column":            {"Item;Cost;Rate;Orders\nA;8,5;1.5;1.250\nB;9,5;2.5;2.500\n", "8.5 1.5 ? 9.5 2.5 ?", "SH12.comma@B2 SH12.marks@D2"},
		"a slip":                 {"Item,Share\nA,\"12,5%\"\nB,12.5%\nC,13.5%\nD,14.5%\nE,15.5%\n", "? 0.125 0.135 0.145 0.155", ""},
		"groups":                 {"Item,Cost\nA,\"1,250\"\nB,\"12,500.5\"\n", "1250 12500.5", ""},
		"predecessors":           {"Task;Predecessors;Cost\nA;2,3;8,5\nB;4;9,5\n", "2,3 8.5 4 9.5", "SH12.comma@C2"},
	} {
		w := Read(t.Context(), "a.csv", []byte(c.text), Options{})
		var said []string
		for _, d := range w.Diags {
			if strings.HasPrefix(d.Code, "SH12") {
				said = append(said, d.Code+"@"+d.Pos.Cell)
			}
		}
		if got := strings.Join(said, " "); got != c.said {
			t.Errorf("%s: said %q, want %q", name, got, c.said)
		}
		set := w.Datasets[0].Get()
		var got []string
		for _, row := range set.Rows {
			for i, cell := range row.Cells[1:] {
				f, ok := cell.Float()
				switch {
				case ok:
					got = append(got, vocab.PlainNumber(f))
				case set.Columns[i+1].Header == "Predecessors":
					got = append(got, cell.String())
				default:
					got = append(got, "?")
				}
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
