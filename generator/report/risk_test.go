package report

import (
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
