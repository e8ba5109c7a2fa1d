package diag

import (
	"regexp"
	"slices"
	"testing"

	"milepost/generator/message"
)

// Every rule has texts in every language, with the same holes for arguments.
func TestCatalogIsWhole(t *testing.T) {
	place := regexp.MustCompile(`\{\d\}`)
	places := func(s string) []string {
		p := place.FindAllString(s, -1)
		slices.Sort(p)
		return slices.Compact(p)
	}
	for _, code := range Codes() {
		levelOf(code)
		r := catalog()[code]
		for _, m := range []map[string]string{r.Text, r.Hint} {
			if len(m) == 0 {
				continue
			}
			first := m[message.Languages[0]]
			for _, lang := range message.Languages {
				if m[lang] == "" {
					t.Errorf("%s: no text in %s", code, lang)
				}
				if got, want := places(m[lang]), places(first); !slices.Equal(got, want) {
					t.Errorf("%s: %s has places %v, want %v", code, lang, got, want)
				}
			}
		}
		if len(r.Text) == 0 {
			t.Errorf("%s: no text", code)
		}
	}
}

func TestSortGoesByRowThenColumn(t *testing.T) {
	at := func(cell string) Diagnostic {
		return Diagnostic{Code: "X", Pos: Pos{File: "a.xlsx", Sheet: "进度", Cell: cell}}
	}
	l := List{at("AA3"), at("B10"), at("C3"), at("B2")}
	l.Sort()
	var got []string
	for _, d := range l {
		got = append(got, d.Pos.Cell)
	}
	if want := []string{"B2", "C3", "AA3", "B10"}; !slices.Equal(got, want) {
		t.Errorf("order %v, want %v", got, want)
	}
}
