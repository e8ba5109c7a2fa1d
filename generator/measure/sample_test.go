package measure

import (
	"bytes"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"milepost/generator/fact"
	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// october is the report on October 2026 with its cutoff on 20 November.
var october = Scope{Period: "2026-10", Cutoff: "2026-11-20"}

// The facts of the sample equal figures that were worked out by hand from its
// sheets. Working days are those of 工作日历_2026.csv.
func TestSample(t *testing.T) {
	s := linked(t, "../..", "2026-11-23")
	facts := Facts(s, october)
	for _, c := range []struct {
		key      string
		want     string // a number to so many decimals
		decimals int
	}{
		// KPI月报_2026-10: (58.2 − 35) ÷ (80 − 35) = 23.2 ÷ 45
		{"kpi/门店员工周活跃率/attainment", "0.5156", 4},
		{"kpi/门店员工周活跃率/actual", "0.582", 4},
		// of the 238 working days from the charter (16 January) to 31 December, 194 had passed on
		// 31 October, 81.5 %: 35 + 45 × 0.815 = 71.7; 81.5 − 51.6 = 30 points behind
		{"kpi/门店员工周活跃率/expected", "0.717", 3},
		{"kpi/门店员工周活跃率/behind", "30", 1},
		{"kpi/门店员工周活跃率/state", "off", 0},
		{"kpi/门店员工周活跃率/worse", "4", 0},       // 70.2, 67.5, 65.0, 61.5, 58.2
		{"kpi/会员信息完整率/expected", "0.778", 3}, // 46 + 39 × 0.815
		{"kpi/会员信息完整率/state", "on-track", 0},
		{"kpi/客诉首次响应时长/expected", "3.4", 1}, // 9.5 − 7.5 × 0.815
		{"kpi/客诉首次响应时长/direction", "lower", 0},
		{"kpi/营销活动上线周期/expected", "6.3", 1}, // 12 − 7 × 0.815
		{"kpi/重复会员档案占比/state", "unmet", 0},  // ≤3 % has no time
		{"kpi/核心服务可用性/state", "met", 0},
		{"kpi/会员净推荐值/state", "no-data", 0},
		{"kpi/会员净推荐值/last", "27", 0},
		// 项目进度.xlsx on 20 November: 推广 77 %; 6 July to 18 December
		{"phase/推广/expected", "0.83", 2},   // 96 of 116 working days
		{"phase/推广/slip", "13", 0},         // 31 − 18 December
		{"phase/推广/buffer_used", "9", 0},   // 21-25 and 28-31 December
		{"sla/p1/at/2026-09/met", "0", 0},  // 203 minutes of 120
		{"sla/p2/met", "1", 0},             // 31 minutes of 240
		{"sla/p2/mean", "31", 0},           // 20:26 to 20:57
		{"sla/p3/count", "121", 0},         // tickets; the list of incidents has none
		{"satisfied/华北/behind", "11", 0},   // 85 − 74
		{"training/店员/trained", "3383", 0}, // 1308 + 1019 + 842 + 214
		{"training/店员/passed", "3278", 0},  // 1284 + 990 + 801 + 203
		{"training/店员 · 西南/live", "2026-11-02", 0},
		{"suggestions/received", "3", 0}, // S-011, S-012, S-013
		{"suggestions/median", "2", 0},   // 9 to 13 October (10 October is worked), 15 to 19, 27 to 29
		{"suggestions/released", "2", 0}, // S-005, S-008
		{"risk/r-01/score", "16", 0},     // 4 × 4
		{"risk/r-05/level", "high", 0},   // 10 points, but the sheet says 高
		{"inspection/crm 平台/missed_from", "2026-10-19", 0},
		{"rag/progress", "amber", 0}, // 6 points behind
		{"rag/value", "red", 0},
		{"rag/quality", "amber", 0}, // 11 points below the target
		{"rag/risk", "amber", 0},    // high ones, all with a response and a review to come
		{"rag/overall", "red", 0},
	} {
		f, ok := facts.Get(c.key)
		got := f.Value
		if n, number := f.Num(); number {
			got = fact.Number(vocab.Round(n, c.decimals))
		}
		if !ok || got != c.want {
			t.Errorf("%s = %q, want %s", c.key, got, c.want)
		}
	}
}

// Every fact of a sheet says where it stands, every number is one, and two runs
// over two sites give the same bytes.
func TestWhole(t *testing.T) {
	s, other := linked(t, "../..", "2026-11-23"), linked(t, "../..", "2026-11-23")
	for _, scope := range []Scope{{}, {Period: "2026-09"}, october} {
		facts := Facts(s, scope)
		for _, f := range facts.All() {
			family, item, _ := fact.Split(f.Key)
			if f.Source.File == "" && !slices.Contains([]string{fact.Report, fact.RAG, fact.Mechanism}, family) {
				t.Errorf("%s has no source", f.Key)
			}
			if n, ok := f.Num(); ok && (math.IsNaN(n) || math.IsInf(n, 0)) {
				t.Errorf("%s = %s", f.Key, f.Value)
			}
			if f.Value == "" || item != fact.Part(item) && family != fact.Health {
				t.Errorf("%q = %q", f.Key, f.Value)
			}
		}
		again := Facts(other, scope).Write()
		if !bytes.Equal(facts.Write(), again) {
			t.Errorf("%v: two runs differ", scope)
		}
		read, diags, ok := fact.Read(t.Context(), "x.facts.csv", again)
		if !ok || len(diags) > 0 || !bytes.Equal(read.Write(), again) {
			t.Errorf("%v does not read back: %v", scope, diags)
		}
	}
}

// What is known of a past period does not change with the day it is asked for.
func TestPastStays(t *testing.T) {
	then := Scope{Period: "2026-09"}
	const root = "../.."
	a, b := Facts(linked(t, root, "2026-11-26"), then), Facts(linked(t, root, "2026-12-15"), then)
	differ := func(f fact.Fact) bool {
		g, ok := b.Get(f.Key)
		return f.Key != "report/today" && (!ok || f != g)
	}
	if changed := a.Keep(differ).All(); len(changed) > 0 {
		t.Errorf("on another day: %v", changed)
	}
	for _, f := range a.All() {
		family, _, field := fact.Split(f.Key)
		if agreed := family == fact.Phase && !slices.Contains([]string{fact.Late, fact.Behind, kb.FieldPercentComplete, kb.FieldForecastEnd, fact.State}, field); f.AsOf > "2026-10-31" && !agreed && family == fact.Phase {
			t.Errorf("%s is of %s", f.Key, f.AsOf)
		}
	}
}

// The catalogue of keys in package fact names every fact that is taken.
func TestCatalogue(t *testing.T) {
	src, err := os.ReadFile("../fact/key.go")
	if err != nil {
		t.Fatal(err)
	}
	fields := map[string]string{} // by family
	family := ""
	for line := range strings.Lines(string(src)) {
		text, ok := strings.CutPrefix(line, "//\t")
		if !ok {
			continue
		}
		if head, rest, ok := strings.Cut(text, "/"); ok && strings.TrimSpace(head) == head && !strings.ContainsAny(head, " ") {
			family, text = head, rest
		}
		fields[family] += " " + strings.NewReplacer(",", " ", ";", " ", ":", " ", "(", " ", ")", " ", "\n", " ").Replace(text) + " "
	}
	s := linked(t, "../..", "2026-11-23")
	sets := []fact.Set{Facts(s, Scope{}), Facts(s, october)}
	files, _ := filepath.Glob("testdata/*.txtar")
	for _, file := range files {
		ar, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		sets = append(sets, Facts(siteOf(t, ar), Scope{}))
	}
	for _, set := range sets {
		for _, f := range set.All() {
			family, _, field := fact.Split(f.Key)
			if parts := strings.Split(field, "/"); parts[0] == fact.At && len(parts) > 1 {
				parts[1] = "PERIOD"
				field = strings.Join(parts, "/")
			}
			of := fields[family]
			if family == vocab.RecordIssue || family == vocab.RecordAssumption || family == fact.Action {
				of = fields[fact.Decision] + fields[fact.Condition]
			}
			if !strings.Contains(of, " "+field+" ") {
				t.Errorf("fact/key.go does not name %s (%s/…/%s)", f.Key, family, field)
			}
		}
	}
}

func BenchmarkFacts(b *testing.B) {
	s := linked(b, "../..", "2026-11-23")
	for b.Loop() {
		Facts(s, october)
	}
}
