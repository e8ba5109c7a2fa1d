package report

import (
	"slices"
	"testing"

	"milepost/generator/fact"
	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// The shortest text on risks names, if they are red, what makes them red; if they are amber,
// how many are high.
func TestRiskBrief(t *testing.T) {
	at := func(field, value string) fact.Fact {
		return fact.Fact{Key: fact.Key(fact.Risk, "r-1", field), Value: value, Unit: fact.UnitText}
	}
	rag := func(colour, field string) []fact.Fact {
		return []fact.Fact{{Key: fact.Key(fact.RAG, "risk"), Value: colour, Unit: fact.UnitState},
			{Key: fact.Key(fact.RAG, "risk", fact.Why), Value: fact.Key(fact.Risk, "r-1", field), Unit: fact.UnitText},
			{Key: fact.Key(fact.Report, "cutoff"), Value: "2026-11-26", Unit: fact.UnitDate},
			at(kb.FieldLevel, vocab.RiskHigh), at(kb.FieldStatus, open), at(fact.Name, "接口变更"),
			{Key: fact.Key(fact.Risk, "r-1", kb.FieldNextReview), Value: "2026-11-20", Unit: fact.UnitDate}}
	}
	for _, c := range []struct{ colour, field, want string }{
		{"red", kb.FieldLevel, "R-1 没有应对措施。"},
		{"red", kb.FieldNextReview, "R-1 复查逾期 6 天。"},
		{"amber", kb.FieldLevel, "高风险 1 条。"},
	} {
		m := newMaker(Input{Kind: kb.ReportMonthly, Lang: "zh-CN", Now: fact.Of(rag(c.colour, c.field))})
		m.kind.short = true
		if got := m.verdict("risk").Reason.String(); got != c.want {
			t.Errorf("%s because of %s: %s, want %s", c.colour, c.field, got, c.want)
		}
	}
}

// The open risks of the last report, with the new ones and without the closed ones, are the
// open risks of now, whatever came and was closed in between.
func TestRiskTally(t *testing.T) {
	risk := func(id, status, closedOn string, score string) []fact.Fact {
		all := []fact.Fact{{Key: fact.Key(fact.Risk, id, fact.Name), Value: "风险 " + id, Unit: fact.UnitText},
			{Key: fact.Key(fact.Risk, id, kb.FieldStatus), Value: status, Unit: fact.UnitState},
			{Key: fact.Key(fact.Risk, id, kb.FieldScore), Value: score}}
		if closedOn != "" {
			all = append(all, fact.Fact{Key: fact.Key(fact.Risk, id, closed), Value: closedOn, Unit: fact.UnitDate})
		}
		return all
	}
	month := []fact.Fact{{Key: fact.Key(fact.Report, kb.FieldPeriod), Value: "2026-10", Unit: fact.UnitText}}
	told := slices.Concat(month, risk("a", open, "", "6"), risk("b", open, "", "4"), risk("c", open, "", "3"))
	now := slices.Concat(month,
		risk("a", open, "", "9"),            // rose
		risk("b", closed, "", "8"),          // closed, though its score rose before
		risk("c", open, "", "3"),            // the same
		risk("d", open, "", "5"),            // new
		risk("e", closed, "2026-10-19", ""), // came and was closed
		risk("f", closed, "2026-07-02", ""), // closed long ago, in the register only now
		risk("g", closed, "", ""),           // closed, nobody knows when
	)
	m := newMaker(Input{Kind: kb.ReportMonthly, Lang: "zh-CN", Now: fact.Of(now), Told: fact.Of(told)})
	if got, want := m.riskTally(m.openRisks()).String(), "未关闭 3 条：未定级 3。本期新增 2 条，上升 1 条，关闭 2 条，逾期未复查 0 条。"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
