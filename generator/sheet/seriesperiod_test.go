package sheet

import (
	"slices"
	"testing"

	"milepost/generator/diag"
	"milepost/generator/kb"
)

// An export whose name says another month than its rows or its title, where others agree.
func TestJoinComparesTheNameWithWhatStandsIn(t *testing.T) {
	read := func(file, text string) *kb.Dataset {
		d := Read(t.Context(), file, []byte(text), Options{}).Datasets[0].Get()
		return &d
	}
	rows := func(file, month string) *kb.Dataset {
		return read(file, "指标,目标,实际,月份\n报销周期,5,9,"+month+"\n")
	}
	titled := func(file, title string) *kb.Dataset {
		return read(file, title+",,\n指标,目标,实际\n报销周期,5,9\n")
	}
	for name, c := range map[string]struct {
		parts []*kb.Dataset
		want  string
	}{
		"rows":         {[]*kb.Dataset{rows("a.csv", "2026-09"), rows("b.csv", "2026-08")}, "SH13.period@D2"},
		"title":        {[]*kb.Dataset{titled("a.csv", "KPI 月报（2026年9月）"), titled("b.csv", "KPI 月报（2026年9月）")}, "SH13.period@A2"},
		"agree":        {[]*kb.Dataset{rows("a.csv", "2026-09"), rows("b.csv", "2026-10")}, ""},
		"a month late": {[]*kb.Dataset{titled("a.csv", "KPI 月报（2026年8月）"), titled("b.csv", "KPI 月报（2026年9月）")}, ""},
		"none says it": {[]*kb.Dataset{titled("a.csv", "KPI 月报"), titled("b.csv", "KPI 月报")}, ""},
	} {
		_, diags := Join("KPI_{period}.csv", "", c.parts, []kb.Period{"2026-09", "2026-10"})
		diags = slices.DeleteFunc(diags, func(d diag.Diagnostic) bool { return d.Code != "SH13.period" })
		if got := codes(diags); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
