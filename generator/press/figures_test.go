package press

import (
	"reflect"
	"testing"

	"milepost/generator/kb"
	"milepost/generator/report"
	"milepost/generator/site"
	"milepost/generator/source"
)

// The errata of an issued report are the same, whether computed from the facts that it shows
// or from all facts of its period.
func TestErrataNeedTheFiguresAlone(t *testing.T) {
	snap, err := source.New("../..", source.Options{Today: func() kb.Date { return "2026-11-26" }}).Refresh(t.Context(), source.Hint{All: true})
	if err != nil {
		t.Fatal(err)
	}
	s := site.Link(snap)
	p := New(s)
	told := 0
	for _, r := range s.Reports {
		if r.Record == nil {
			continue
		}
		in := p.Input(r)
		got := report.Make(in).Errata
		in.Later = p.then(r.Project, r.Period)
		want := report.Make(in).Errata
		told += len(want)
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s says %v, want %v", r.Page.Path, got, want)
		}
	}
	if told == 0 {
		t.Error("no report of the sample has an erratum")
	}
}
