package diag_test

import (
	"fmt"
	"strings"
	"testing"

	"milepost/generator/diag"
)

func list() diag.List {
	return diag.List{
		diag.New("LK01.missing", diag.Pos{File: "运维 手册/a#1.md", Line: 3, Col: 5}, "b.md"),
		diag.New("SH07.norows", diag.Pos{File: "a.xlsx", Sheet: "表", Cell: "B2"}),
	}
}

// A file's address in SARIF is a URI: blanks, Chinese and # are percent-encoded.
func TestSARIFEncodesAddresses(t *testing.T) {
	b, err := list().SARIF("en")
	if err != nil || !strings.Contains(string(b), `"uri": "%E8%BF%90%E7%BB%B4%20%E6%89%8B%E5%86%8C/a%231.md"`) {
		t.Errorf("%v\n%s", err, b)
	}
}

// In JUnit an error is a failed case; warnings and notes are only text.
func TestJUnitCarriesWarnings(t *testing.T) {
	b, err := list().JUnit("en")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`tests="2" failures="1"`, `<failure message=`, "<system-out>warning: a.xlsx [表] B2: SH07"} {
		if !strings.Contains(string(b), want) {
			t.Errorf("no %s in\n%s", want, b)
		}
	}
}

// A diagnostic is printed on one line that begins with its position.
func ExampleDiagnostic_Line() {
	d := diag.New("SH07.norows", diag.Pos{File: "数据/指标.xlsx", Sheet: "指标", Cell: "A1"})
	fmt.Println(d.Line("en"))
	// Output: 数据/指标.xlsx [指标] A1: SH07 the table has a header but no data
}
