package fact

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"math/rand"
	"strings"
	"testing"
)

// Lines are cut, and cells quoted, as package csv does it.
func TestRowsAreThoseOfPackageCSV(t *testing.T) {
	rnd := rand.New(rand.NewSource(1))
	for range 20_000 {
		src := some(rnd, 30, ",", ",", `"`, "\n", "\n", "\r", "\r\n", "a", "计", " ", `""`, `\.`, "\n\"a\"")
		got, want := readAll(src), readByLibrary(src)
		if got != want {
			t.Fatalf("%q is read as\n%s\nwant\n%s", src, got, want)
		}
		row := []string{some(rnd, 4, ",", `"`, "\n", "\r", "a", "计", " ", "\u3000", `\.`), "b", some(rnd, 2, `\.`, "", " ")}
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		_ = w.Write(row)
		w.Flush()
		if got := appendRow(nil, row); !bytes.Equal(got, b.Bytes()) {
			t.Fatalf("%q is written as %q, want %q", row, got, b.String())
		}
	}
}

func some(rnd *rand.Rand, most int, parts ...string) string {
	var b strings.Builder
	for range rnd.Intn(most) {
		b.WriteString(parts[rnd.Intn(len(parts))])
	}
	return b.String()
}

func readAll(src string) string {
	var b strings.Builder
	for r := (rows{rest: src}); ; {
		row, line, err := r.next()
		if bad := broken(err); bad != nil {
			return b.String() + fmt.Sprintf("%d: %v", line+bad.Line-1, bad.Err)
		}
		if err == io.EOF {
			return b.String()
		}
		fmt.Fprintf(&b, "%d: %q\n", line, row)
	}
}

func readByLibrary(src string) string {
	var b strings.Builder
	for r := csv.NewReader(strings.NewReader(src)); ; {
		r.FieldsPerRecord = -1
		row, err := r.Read()
		if bad := broken(err); bad != nil {
			return b.String() + fmt.Sprintf("%d: %v", bad.Line, bad.Err)
		}
		if err == io.EOF {
			return b.String()
		}
		line, _ := r.FieldPos(0)
		fmt.Fprintf(&b, "%d: %q\n", line, row)
	}
}
