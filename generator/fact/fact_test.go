package fact

import (
	"math"
	"strings"
	"testing"
)

func sample() Set {
	return Of([]Fact{
		{Key: "kpi/b/actual", Value: "0.582", Unit: "%", Source: Source{"数据/KPI.xlsx", "KPI", "G10"}, AsOf: "2026-11-05", Digest: "ab12"},
		{Key: "kpi/b/order", Value: "1"},
		{Key: "kpi/a/order", Value: "2"},
		{Key: "kpi/a/name", Value: "=HYPERLINK(\"x\")", Unit: UnitText},
		{Key: "kpi/a/actual", Value: "-3.5", Unit: "分"},
		{Key: "phase/推广/forecast_end", Value: "2026-12-31", Unit: UnitDate},
		{Key: "report/period", Value: "2026-10", Unit: UnitPeriod},
		{Key: "risk/r-01/why", Value: "'引号, 逗号\"和\t制表", Unit: UnitText},
	})
}

func TestWhatIsWrittenReadsBack(t *testing.T) {
	src := sample().Write()
	got, diags, ok := Read(t.Context(), "历史/x.facts.csv", src)
	if !ok || len(diags) > 0 {
		t.Fatal(ok, diags)
	}
	if string(got.Write()) != string(src) {
		t.Errorf("written again:\n%s\nwas\n%s", got.Write(), src)
	}
	if f, _ := got.Get("kpi", "a", "name"); f.Value != `=HYPERLINK("x")` {
		t.Errorf("text is %q", f.Value)
	}
	if !strings.Contains(string(src), `"'=HYPERLINK(""x"")"`) {
		t.Errorf("a spreadsheet would take the name for a formula:\n%s", src)
	}
	if f, _ := got.Get("kpi", "a", "actual"); f.Value != "-3.5" {
		t.Errorf("number is %q", f.Value)
	}
}

func TestItemsStandAsInTheirSheet(t *testing.T) {
	if got := strings.Join(sample().Items("kpi"), " "); got != "b a" {
		t.Errorf("items %q", got)
	}
}

func TestHandEditedLinesSayWhere(t *testing.T) {
	for name, c := range map[string]struct{ line, code string }{
		"cells missing":     {"kpi/x/actual,1", "HS01.row"},
		"thousands by hand": {`kpi/x/actual,"1,200",,,,,,`, "HS01.number"},
		"day by Excel":      {"phase/x/planned_end,2026/12/31,date,,,,,", "HS01.date"},
		"period by Excel":   {"report/x,Oct-26,period,,,,,", "HS01.date"},
		"no key":            {",1,,,,,,", "HS01.key"},
		"open quote":        {`kpi/x/actual,"1,,,,,,`, "HS01.row"},
	} {
		set, diags, ok := Read(t.Context(), "历史/x.facts.csv", []byte(strings.Join(columns, ",")+"\nkpi/y/actual,2,,,,,,\n"+c.line+"\n"))
		if !ok || len(diags) != 1 || diags[0].Code != c.code || diags[0].Pos.Line != 3 {
			t.Errorf("%s: %v %v", name, ok, diags)
		}
		if _, ok := set.Get("kpi", "y", "actual"); !ok {
			t.Errorf("%s: the good line is lost", name)
		}
	}
	if _, diags, ok := Read(t.Context(), "x", []byte("部门,分数\n财务,3\n")); ok || diags[0].Code != "HS01.head" {
		t.Errorf("a foreign table: %v %v", ok, diags)
	}
}

func TestDeltasAreCountedFromTheRestatedValue(t *testing.T) {
	one := func(key, v string) Fact { return Fact{Key: key, Value: v, Unit: "%"} }
	now := Of([]Fact{one("kpi/a/actual", "0.784"), one("kpi/b/actual", "0.5"), one("kpi/n/actual", "0.1")})
	told := Of([]Fact{one("kpi/a/actual", "0.756"), one("kpi/b/actual", "0.5"), one("kpi/g/actual", "0.9")})
	base := Of([]Fact{one("kpi/a/actual", "0.76"), one("kpi/b/actual", "0.5")})
	var got []string
	for _, d := range Compare(now, told, base) {
		got = append(got, string(d.Kind)+":"+d.Now.Value+"<"+d.Before.Value+"("+d.Told.Value+")")
	}
	want := "moved:0.784<0.76(0.756) gone:<0.9() new:0.1<()"
	if s := strings.Join(got, " "); s != want {
		t.Errorf("got  %s\nwant %s", s, want)
	}
}

func TestRenamedIsAsked(t *testing.T) {
	before := Of([]Fact{{Key: "kpi/活跃率/baseline", Value: "0.35"}, {Key: "kpi/活跃率/target", Value: "0.8"}, {Key: "kpi/活跃率/owner", Value: "张", Unit: UnitText}, {Key: "kpi/其他/target", Value: "5"}})
	now := Of([]Fact{{Key: "kpi/门店员工周活跃比例/baseline", Value: "0.35"}, {Key: "kpi/门店员工周活跃比例/target", Value: "0.8"}, {Key: "kpi/门店员工周活跃比例/owner", Value: "张", Unit: UnitText}, {Key: "kpi/其他/target", Value: "5"}})
	got := Renamed(now, before, "kpi")
	if len(got) != 1 || got[0] != (Pair{"kpi", "活跃率", "门店员工周活跃比例"}) {
		t.Errorf("%v", got)
	}
}

func TestOfSeveralWithOneKeyTheFirstCounts(t *testing.T) {
	one := func(key, v string) Fact { return Fact{Key: key, Value: v} }
	set := Of([]Fact{one("k/b", "1"), one("k/a", "2"), one("k/b", "3"), one("k/a", "4")}).With(one("k/c", "5"), one("k/a", "6"), one("k/a", "7"))
	var got []string
	for _, f := range set.All() {
		got = append(got, f.Key+"="+f.Value)
	}
	if s := strings.Join(got, " "); s != "k/a=6 k/b=1 k/c=5" {
		t.Error(s)
	}
}

func TestNumbersAreExact(t *testing.T) {
	for _, c := range []struct {
		n    float64
		want string
	}{{math.Copysign(0, -1), "0"}, {123456789012309, "123456789012309"}, {.1 + .2, "0.3"}, {-390, "-390"}, {1.0 / 3, "0.333333333333"}, {1e-9, "0.000000001"}} {
		if got := Number(c.n); got != c.want {
			t.Errorf("%v is %s, want %s", c.n, got, c.want)
		}
	}
}
