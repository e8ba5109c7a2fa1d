package plan

import (
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"milepost/generator/check"
	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/press"
	"milepost/generator/site"
	"milepost/generator/source"
	"milepost/generator/theme"
	"milepost/themes"
)

// siteOf links the site whose files are in an archive, on 2026-11-26.
func siteOf(t *testing.T, files string) *maker {
	t.Helper()
	root := t.TempDir()
	for _, f := range txtar.Parse([]byte(files)).Files {
		p := filepath.Join(root, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	snap, err := source.New(root, source.Options{Today: func() kb.Date { return "2026-11-26" }}).Refresh(t.Context(), source.Hint{All: true})
	if err != nil {
		t.Fatal(err)
	}
	th, err := theme.Load(themes.Default(), theme.Options{Lang: "zh-CN"})
	if err != nil {
		t.Fatal(err)
	}
	linked := site.Link(snap)
	m := &maker{site: linked, press: press.New(linked), theme: th, lang: "zh-CN", diags: func() diag.List { return nil }}
	m.owners = m.ownersOf()
	return m
}

const plans = `
-- site.toml --
git = false
-- content/数据/进度-v2.csv --
任务名称,计划开始,计划完成,实际开始,完成率,状态
推广,2026-08-24,2026-12-31,2026-08-24,40%,进行中
-- content/数据/进度-v3.csv --
任务名称,计划开始,计划完成,实际开始,完成率,状态
推广,2026-08-24,2026-12-31,2026-08-24,70%,进行中
-- content/数据/月报_2026-09.csv --
指标,基线,目标,实际,单位,负责人,期限
上线率,40,95,62,%,甲,2026-12-31
-- content/数据/月报_2026-10.csv --
指标,基线,目标,实际,单位,负责人,期限
上线率,40,95,81,%,甲,2026-12-31
-- content/数据/月报_2026-08.csv --
指标,基线,目标,实际,单位,负责人,期限
上线率,40,95,55,%,甲,2026-12-31
`

const project = `
---
title: 东区
kind: project
---
`

// The home page, blocks that name no data, values in prose and the rules all choose the
// same table, so that readers see the same figure everywhere.
func TestCurrentIsOneEverywhere(t *testing.T) {
	for _, c := range []struct {
		name, files string
		page        string // the page that has the values and blocks
		block       string // what the titles of the home page's blocks have before " · "
		phase, kpi  string // the figures that are shown
	}{
		{"versions and months", plans, "页.md", "", "70%", "81%"},
		{"what site.toml names", strings.Replace(plans, "git = false\n", "git = false\n[home]\nphases = \"数据/进度-v2.csv\"\nkpi = \"数据/月报_2026-09.csv\"\n", 1), "页.md", "", "40%", "62%"},
		{"a page beside the tables", plans, "数据/页.md", "", "70%", "81%"},
		{"a project", strings.ReplaceAll(plans, "content/数据/", "content/东/数据/") + "-- content/东/_index.md --" + project +
			strings.NewReplacer("content/数据/", "content/西/", "70%", "10%", "81,", "11,", "-- site.toml --\ngit = false\n", "").Replace(plans) + "-- content/西/_index.md --" + strings.Replace(project, "东", "西", 1), "东/说明/页.md", "东区", "70%", "81%"},
		{"folders side by side", strings.ReplaceAll(plans, "content/数据/", "content/东/") +
			strings.NewReplacer("content/数据/", "content/西/", "70%", "10%", "81,", "11,", "-- site.toml --\ngit = false\n", "").Replace(plans), "东/页.md", "东", "70%", "81%"},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := siteOf(t, c.files)
			d := m.drawer("x.html")
			pos := diag.Pos{File: c.page, Line: 3}
			equal := func(what, got, want string) {
				t.Helper()
				if got != want {
					t.Errorf("%s: %q, want %q", what, got, want)
				}
			}
			equal("phase in prose", inText(d.value([]string{"phase", "推广"}, pos)), c.phase)
			equal("kpi in prose", inText(d.value([]string{"kpi", "上线率"}, pos)), c.kpi)
			gantt, _ := d.block(kb.Block{Kind: "gantt"}, pos, "b1")
			equal("gantt block", shownPhase(gantt), c.phase)
			board, _ := d.block(kb.Block{Kind: "kpi"}, pos, "b2")
			equal("kpi block", shownKPI(board), c.kpi)
			for _, b := range m.homeBlocks("index.html") {
				of, _, named := strings.Cut(b.Title, " · ")
				switch {
				case named && of != c.block:
				case b.Kind == "gantt":
					equal("home Gantt "+b.Title, shownPhase(b), c.phase)
				case b.Kind == "kpi":
					equal("home KPI "+b.Title, shownKPI(b), c.kpi)
				default:
					t.Errorf("home shows %s: %s", b.Kind, b.Problem)
				}
				if named != (c.block != "") {
					t.Errorf("home block is called %q", b.Title)
				}
			}
			for _, p := range m.site.Diags() {
				if p.Code == "CT01.newest" && m.site.Data.Superseded(p.Pos.File) {
					t.Errorf("a diagnostic about a table that is not chosen: %s", p.Line("zh-CN"))
				}
			}
			tables, _ := m.site.Data.Current(path.Dir(c.page), "phases")
			for _, p := range check.Rules(m.site, m.press) {
				if strings.HasPrefix(p.Rule(), "PH") && path.Dir(p.Pos.File) == path.Dir(tables[0].Sets[0].File) && p.Pos.File != tables[0].Sets[0].File {
					t.Errorf("a rule is about another plan: %s", p.Line("zh-CN"))
				}
			}
		})
	}
}

var tags = regexp.MustCompile(`<[^>]*>`)

func inText(html string) string { return tags.ReplaceAllString(html, "") }

func shownPhase(b theme.Block) string {
	if len(b.Gantt.Rows) == 0 {
		return b.Kind + " " + b.Problem
	}
	return kb.Cell{Kind: kb.Number, Num: b.Gantt.Rows[0].Percent}.String() + "%"
}

func shownKPI(b theme.Block) string {
	i := slices.IndexFunc(b.KPIs, func(k theme.KPI) bool { return k.Name == "上线率" })
	if i < 0 {
		return b.Kind + " " + b.Problem
	}
	return b.KPIs[i].Actual.Text
}

// The page of a month's file judges an indicator like the block for that month: the
// indicator's time began with the first month of the series, and a past month is judged
// as of its end.
func TestMonthsAreJudgedAlike(t *testing.T) {
	_, months, _ := strings.Cut(plans, "-- content/数据/月报")
	m := siteOf(t, "-- site.toml --\ngit = false\n-- content/数据/月报"+strings.ReplaceAll(months, "2026-12-31", "2026-10-20"))
	d := m.drawer("x.html")
	pos := diag.Pos{File: "页.md"}
	for _, c := range []struct{ month, state, why string }{
		{"2026-08", "behind", "2026-08-01 2026-10-20 2026-08-31 36.8%"},
		{"2026-09", "off", "2026-08-01 2026-10-20 2026-09-30"},
		{"2026-10", "missed", "2026-10-20 81% 95%"},
	} {
		sets, _ := m.site.Data.Find("数据/月报_"+c.month+".csv", pos)
		own := d.auto(sets[0])[0].KPIs[0]
		board, _ := d.block(kb.Block{Kind: "kpi", Attrs: []kb.Attr{{Key: "period", List: []string{c.month}}}}, pos, "b")
		if c.month == "2026-10" {
			board, _ = d.block(kb.Block{Kind: "kpi"}, pos, "b")
		}
		for what, k := range map[string]theme.KPI{"file's page": own, "block": board.KPIs[0]} {
			if why := strings.Join(k.Because.Args, " "); k.State != c.state || !strings.HasPrefix(why, c.why) {
				t.Errorf("%s, %s: %s, %q, want %s, %q", c.month, what, k.State, why, c.state, c.why)
			}
		}
	}
}

// A condition that leaves out an indicator's first rows does not change the day on which
// its time began.
func TestStartOfAnIndicatorOutlivesConditions(t *testing.T) {
	m := siteOf(t, "-- site.toml --\ngit = false\n-- content/月度.csv --\n指标,月份,基线,目标,实际,单位,期限\n准点率,2026-03,50,90,55,%,2026-12-31\n准点率,2026-10,50,90,82,%,2026-12-31\n")
	d := m.drawer("x.html")
	for _, attrs := range [][]kb.Attr{nil, {{Key: "where", List: []string{"月份 >= 2026-10"}}}} {
		v, _ := d.block(kb.Block{Kind: "kpi", Attrs: attrs}, diag.Pos{File: "页.md"}, "b")
		if got := v.KPIs[0].Because; got.From != "period" || got.Args[0] != "2026-03-01" {
			t.Errorf("where %v: from %s %v", attrs, got.From, got.Args)
		}
	}
}

// A page with a period shows in prose, on cards and in plans what was known at the end of it.
func TestPagesKeepToTheirPeriod(t *testing.T) {
	m := siteOf(t, strings.NewReplacer("进度-v2.csv", "进度-v2_20260830.csv", "进度-v3.csv", "进度-v3_20261120.csv").Replace(plans)+`-- content/简报.md --
---
title: 简报
kind: brief
date: 2026-10-08
period: 2026年9月
---
`)
	d := m.drawer("x.html")
	pos := diag.Pos{File: "简报.md", Line: 7}
	gantt, _ := d.block(kb.Block{Kind: "gantt"}, pos, "b1")
	board, _ := d.block(kb.Block{Kind: "kpi"}, pos, "b2")
	latest, _ := d.block(kb.Block{Kind: "kpi", Attrs: []kb.Attr{{Key: "period", List: []string{"latest"}}}}, pos, "b3")
	for _, c := range []struct{ what, got, want string }{
		{"kpi in prose", inText(d.value([]string{"kpi", "上线率"}, pos)), "62%"},
		{"phase in prose", inText(d.value([]string{"phase", "推广"}, pos)), "40%"},
		{"card", shownKPI(board), "62%"},
		{"trend", board.KPIs[0].TrendText, "2026-08 55% → 2026-09 62%"},
		{"Gantt", shownPhase(gantt), "40%"},
		{"a block that asks for the latest", shownKPI(latest), "81%"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %s, want %s", c.what, c.got, c.want)
		}
	}
}

// With the unit %, "0.8" can mean 0.8 % or 80 %. If a file does not show which, it is read
// like the other files of its series and like the table with the target.
func TestSharesAreOnOneScale(t *testing.T) {
	for _, c := range []struct{ name, files, kpi, home, said string }{
		{"a series", `
-- site.toml --
git = false
-- content/月报_2026-08.csv --
指标,目标,实际,单位
报错率,0.5,1.7,%
-- content/月报_2026-09.csv --
指标,目标,实际,单位
报错率,0.5,0.8,%
`, "0.8%", "2026-08 1.7% → 2026-09 0.8%", "SH09.series"},
		{"two tables", `
-- site.toml --
git = false
-- content/目标.csv --
指标,单位,基线,目标,负责人,期限
报错率,%,1.9,0.5,张三,2026-12-31
-- content/月度.csv --
指标,月份,实际
报错率,2026-08,1.2
报错率,2026-09,0.8
`, "0.8%", "2026-08 1.2% → 2026-09 0.8%", ""},
		{"files that show their scale", `
-- site.toml --
git = false
-- content/月报_2026-08.csv --
指标,目标,实际,单位
准确率,95%,93%,%
-- content/月报_2026-09.csv --
指标,目标,实际,单位
准确率,0.95,0.94,%
`, "94%", "2026-08 93% → 2026-09 94%", ""},
		{"one table", `
-- site.toml --
git = false
-- content/指标.csv --
指标,基线,目标,实际,单位
报错率,0.9,0.3,0.5,%
准确率,95,99,98,%
`, "0.5%", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := siteOf(t, c.files)
			name := "报错率"
			if strings.Contains(c.home, "93") {
				name = "准确率"
			}
			if got := inText(m.drawer("x.html").value([]string{"kpi", name}, diag.Pos{File: "页.md"})); got != c.kpi {
				t.Errorf("in prose %s, want %s", got, c.kpi)
			}
			blocks := m.homeBlocks("index.html")
			if got := blocks[0].KPIs[0]; got.Actual.Text != c.kpi || got.TrendText != c.home {
				t.Errorf("on the home page %s, %q, want %s, %q", got.Actual.Text, got.TrendText, c.kpi, c.home)
			}
			said := slices.ContainsFunc(m.site.Diags(), func(d diag.Diagnostic) bool { return d.Code == "SH09.series" })
			if said != (c.said != "") {
				t.Errorf("SH09.series said: %v", said)
			}
		})
	}
}

// On a page of a past period a plan is as it was at the end of the period: days late, the
// expected share and the forecast are not those of today.
func TestPlansStandAsAtTheEndOfThePeriod(t *testing.T) {
	const head, row = "阶段,计划开始,计划完成,实际开始,完成率", "试点,2026-07-01,2026-09-10,2026-07-01,70%\n推广,2026-09-01,2026-12-31,2026-09-01,10%\n"
	for _, c := range []struct{ name, files string }{
		{"kept by period", "-- content/计划.csv --\n月份," + head + "\n2026-09," + strings.ReplaceAll(row, "\n推", "\n2026-09,推") +
			"2026-10,试点,2026-07-01,2026-09-10,2026-07-01,80%\n2026-10,推广,2026-09-01,2026-12-31,2026-09-01,30%\n"},
		{"in versions", "-- content/计划_20260930.csv --\n" + head + "\n" + row + "-- content/计划_20261120.csv --\n" + head + "\n" + strings.ReplaceAll(row, "70%", "80%")},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := siteOf(t, "-- site.toml --\ngit = false\n"+c.files+"-- content/简报.md --\n---\ntitle: 简报\nkind: brief\ndate: 2026-10-08\nperiod: 2026-09\n---\n-- content/今.md --\n# 今\n")
			d := m.drawer("x.html")
			then, now := diag.Pos{File: "简报.md", Line: 7}, diag.Pos{File: "今.md", Line: 1}
			late := func(pos diag.Pos) string { return inText(d.value([]string{"phase", "试点", "late"}, pos)) }
			today := strconv.Itoa(m.site.Today.Sub("2026-09-10"))
			if got := late(then); !strings.HasPrefix(got, "20") {
				t.Errorf("late in September: %s, want 20 days", got)
			}
			if got := late(now); !strings.HasPrefix(got, today) {
				t.Errorf("late today: %s, want %s days", got, today)
			}
			gantt, _ := d.block(kb.Block{Kind: "gantt"}, then, "b1")
			first, second := gantt.Gantt.Rows[0], gantt.Gantt.Rows[1]
			if first.Late != 20 || first.Since != "" || !first.Past {
				t.Errorf("Gantt: %d days late, counted on from %q", first.Late, first.Since)
			}
			if second.AsOf > "2026-09-30" || second.Actual.Open {
				t.Errorf("Gantt: the second row stands as of %s, its bar open: %v", second.AsOf, second.Actual.Open)
			}
		})
	}
}
