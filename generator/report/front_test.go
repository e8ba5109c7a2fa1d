package report

import (
	"testing"

	"milepost/generator/document"
	"milepost/generator/fact"
	"milepost/generator/kb"
)

// A milestone that is expected later than planned shows the expected day as its date, and
// the planned day in small type beside its name.
func TestFrontExpected(t *testing.T) {
	at := func(field, value, unit string) fact.Fact {
		return fact.Fact{Key: fact.Key(fact.Phase, "推广", field), Value: value, Unit: unit}
	}
	for _, c := range []struct{ forecast, day, small, word string }{
		{"2027-01-16", "2027-01-16", "计划 12-31 · 预计按现在速度推算", "按现在速度晚 16 天"},
		{"2026-12-20", "12-31", "", "未开始"}, // a pace that is fast promises nothing
	} {
		m := newMaker(Input{Kind: kb.ReportMonthly, Lang: "zh-CN", Now: fact.Of([]fact.Fact{
			{Key: fact.Key(fact.Report, "cutoff"), Value: "2026-11-26", Unit: fact.UnitDate}, at(fact.Name, "推广", fact.UnitText),
			at(kb.FieldPlannedEnd, "2026-12-31", fact.UnitDate), at(kb.FieldForecastEnd, c.forecast, fact.UnitDate), at(fact.ByPace, "1", "")})})
		var s document.Section
		m.frontMilestones(&s)
		row := s.Blocks[0].Table.Rows[0].Cells
		if day, small := row[1].Text.String(), row[0].Sub.String(); day != c.day || small != c.small || row[2].Mark.Word != c.word {
			t.Errorf("forecast %s: %q, %q, %q; want %q, %q, %q", c.forecast, day, small, row[2].Mark.Word, c.day, c.small, c.word)
		}
	}
}
