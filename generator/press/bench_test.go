package press

import (
	"testing"

	"milepost/generator/kb"
	"milepost/generator/measure"
	"milepost/generator/site"
	"milepost/generator/source"
)

func BenchmarkFacts(b *testing.B) {
	snap, err := source.New("../..", source.Options{Today: func() kb.Date { return "2026-11-26" }}).Refresh(b.Context(), source.Hint{All: true})
	if err != nil {
		b.Fatal(err)
	}
	s := site.Link(snap)
	for b.Loop() {
		measure.Facts(s, measure.Scope{Project: ".", Period: "2026-10", Cutoff: "2026-11-26"})
	}
}

// Each report of the sample, as a clean build makes them.
func BenchmarkReports(b *testing.B) {
	snap, err := source.New("../..", source.Options{Today: func() kb.Date { return "2026-11-26" }}).Refresh(b.Context(), source.Hint{All: true})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		s := site.Link(snap)
		p := New(s)
		for _, r := range s.Reports {
			p.Report(r)
		}
	}
}
