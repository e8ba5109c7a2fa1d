package sheet

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"milepost/generator/vocab"
)

func TestFormulas(t *testing.T) {
	// A1 3, A2 4, A3 "x", A4 empty, A5 TRUE, B1 =A1+A2, B2 =B2 (itself), B3 an error
	cells := map[spotKey]*raw{
		{1, 1}: {kind: rawNumber, num: 3}, {2, 1}: {kind: rawNumber, num: 4}, {3, 1}: {kind: rawText, text: "x"}, {5, 1}: {kind: rawBool, num: 1},
		{1, 2}: {kind: rawFormula, text: "A1+A2"}, {2, 2}: {kind: rawFormula, text: "B2+1"}, {3, 2}: {kind: rawError, text: "#REF!"},
	}
	for formula, want := range map[string]string{
		"1+2*3": "7", "(1+2)*3": "9", "2^3": "8", "-2^2": "4", "10%": "0.1", "A1/A2": "0.75", "$A$1-A2": "-1", "B1*2": "14", `A3&"y"`: "xy", `"a""b"`: `a"b`, "A1=3": "TRUE", "A1<>3": "FALSE", `"b">"A"`: "TRUE", "A4+1": "1",
		"SUM(A1:A5)": "7", "SUM(A1,A2,5)": "12", "AVERAGE(A1:A2)": "3.5", "MIN(A1:A2)": "3", "MAX(A1:A2,9)": "9", "COUNT(A1:A5)": "2", "COUNTA(A1:A5)": "4", "ROUND(2.345,2)": "2.35", "ABS(-2)": "2", "sum( A1 : A2 )": "error",
		`IF(A1>2,"是","否")`: "是", "IF(A1>5,B3,1)": "1", "IFERROR(1/0,9)": "9", "IFERROR(B3,0)": "0", "IF(A1>5,1)": "FALSE",
		"B2": "error", "1/0": "error", "A3+1": "error", "B3": "error", "VLOOKUP(1,A1:B2,2)": "error", "Sheet2!A1": "error", "SUM(A:A)": "error", "A1:A2": "error", "SUM(": "error", "": "error", "1+": "error", "TODAY()": "error", "{1,2}": "error", "IFERROR(VLOOKUP(1,A1:B2,2),0)": "error", "名称": "error",
		strings.Repeat("(", 500) + "1" + strings.Repeat(")", 500): "error",
	} {
		c := &calculator{cells: cells, done: map[spotKey]val{}, busy: map[spotKey]bool{}}
		v, err := c.eval(formula)
		got := v.string()
		if err != nil {
			got = "error"
		}
		if got != want {
			t.Errorf("=%.40s gives %s, want %s", formula, got, want)
		}
	}
}

// A formula that doubles itself a hundred times over is calculated once per cell.
func TestFormulaChainsAreLinear(t *testing.T) {
	w := &worksheet{formulas: 60}
	for i := range 60 {
		l := line{n: i + 1, cells: []raw{{col: 1, kind: rawFormula, style: general, text: fmt.Sprintf("A%d+A%d", i+2, i+2)}}}
		if i == 59 {
			l.cells[0] = raw{col: 1, kind: rawNumber, num: 1, style: general}
		}
		w.lines = append(w.lines, l)
	}
	if n := w.calculate(t.Context()); n != 59 {
		t.Fatalf("calculated %d of 59", n)
	}
	if got := w.lines[0].cells[0].num; got != 1<<59 {
		t.Errorf("A1 is %v", got)
	}
}

func TestShiftMovesRelativeReferences(t *testing.T) {
	for in, want := range map[string]string{
		"A1+$B$2+C$3+$D4": "B3+$B$2+D$3+$D6", `IF(A1="A1",LOG10(B2),0)`: `IF(B3="A1",LOG10(C4),0)`, "SUM(A1:A9)": "SUM(B3:B11)",
	} {
		got := shift(in, 2, 1)
		if strings.ReplaceAll(got, "$", "") != strings.ReplaceAll(want, "$", "") {
			t.Errorf("shift(%s) = %s, want %s", in, got, want)
		}
	}
}

// The vocabulary holds every schema of the design, and names no field that is not there.
func TestVocabularyIsWhole(t *testing.T) {
	want := []string{"phases", "satisfaction", "survey", "kpi", "raci", "sla", "incidents", "risks", "selection", "tco", "training", "suggestions", "inspections", "champions", "people", "releases", "decisions", "metrics", "compliance", "benefits", "communication", "table"}
	if got := vocab.Schemas(); !slices.Equal(got, want) {
		t.Errorf("schemas %v, want %v", got, want)
	}
	for _, s := range vocab.Base().Schemas {
		for _, group := range s.Need {
			for _, n := range group {
				if s.Field(n) == nil {
					t.Errorf("%s needs a field %s that it does not have", s.Name, n)
				}
			}
		}
		names := map[string]bool{}
		for _, f := range s.Fields {
			if names[f.Name] || len(f.Words) == 0 {
				t.Errorf("%s.%s stands twice or has no words", s.Name, f.Name)
			}
			names[f.Name] = true
		}
	}
	for _, f := range []string{"name", "planned_start", "planned_end", "actual_start", "actual_end", "forecast_end", "percent_complete", "buffer", "deliverables", "review"} {
		if !slices.Contains(vocab.Fields("phases"), f) {
			t.Errorf("phases has no %s", f)
		}
	}
}
