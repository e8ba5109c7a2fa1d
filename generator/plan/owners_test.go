package plan

import (
	"slices"
	"strings"
	"testing"

	"milepost/generator/digest"
)

const owned = `
-- site.toml --
base_url = "https://wiki.example/kb"

[home]
boards = ["项目经理"]

[[data.sheet]]
file = "数据/保密风险.csv"
private = true
-- content/手册/a.md --
+++
title = "备份手册"
owner = "张三、李四"
reviewed = 2026-04-01
review_in = "6 months"
+++
正文
-- content/数据/团队.csv --
姓名,角色,部门,代理人,到岗,离岗
张三,项目经理,信息部,李四,2026-01-05,
李四,业务分析师,业务部,张三,2026-01-05,
王五,技术负责人,信息部,张三,2026-01-05,2026-10-31
-- content/数据/风险.csv --
编号,风险描述,概率,影响,等级,应对措施,责任人,状态,下次复查
R-1,专线拖后,4,4,高,催办,王五,进行中,2026-11-20
R-2,人手不够,3,4,高,加人,项目经理,进行中,2026-12-01
-- content/数据/保密风险.csv --
编号,风险描述,概率,影响,等级,应对措施,责任人,状态,下次复查
S-1,泄密的内情,4,4,高,审批,张三,进行中,2026-11-20
S-2,泄密的内情,4,4,高,审批,钱八,进行中,2026-11-20
`

// built builds the site whose files are in an archive, and gives its pages, calendars and
// all that is in owners/, by path.
func built(t *testing.T, files string) map[string]string {
	t.Helper()
	m := siteOf(t, files)
	read := func(string) ([]byte, error) { return nil, nil }
	p := Make(m.site, m.press, m.theme, m.diags, func(s string) string { return s }, read)
	out := map[string]string{}
	keys := map[string]digest.Key{}
	for _, o := range p.Outputs {
		if _, file := o.File(); file || !strings.HasPrefix(o.Path, "owners/") && !strings.HasSuffix(o.Path, ".ics") && !strings.HasSuffix(o.Path, "html") {
			continue
		}
		data, err := o.Render()
		if err != nil {
			t.Fatal(err)
		}
		out[o.Path], keys[o.Path] = string(data), o.Key()
	}
	return out
}

// plain joins the folded lines of calendars, and writes names in addresses in Chinese.
var plain = strings.NewReplacer("\r\n ", "", "%e5%bc%a0%e4%b8%89", "张三", "%e6%9d%8e%e5%9b%9b", "李四")

func TestOwnersHavePages(t *testing.T) {
	out := built(t, owned)
	for path, wants := range map[string][]string{
		"owners/index.html": {"4 个名字"},
		"owners/张三.html":    {"代王五", "R-1", "作为项目经理", "R-2", "备份手册", "过期 56 天", `href="张三.ics"`},
		"owners/李四.html":    {"备份手册", "没有等着的"},
		"owners/王五.html":    {"不在岗", `已于 <span class="whole">2026-10-31</span> 离岗`, "R-1"},
		"owners/项目经理.html":  {"现由", "R-2"},
		"owners/张三.ics":     {"SUMMARY:复审：备份手册", "DTSTART;VALUE=DATE:20261001", "URL:https://wiki.example/kb/", "复查风险：R-1"},
		"calendar.ics":      {"SUMMARY:复审：备份手册"},
		"数据/风险.csv.html":    {`<a href="../owners/王五.html">王五</a>`},
		"手册/a.html":         {`href="../owners/张三.html"`, `href="../owners/李四.html"`},
		"index.html":        {"项目经理：3 件事等着办，2 项已过期", `href="owners/张三.html"`, `href="owners/index.html"`},
	} {
		for _, want := range wants {
			if !strings.Contains(plain.Replace(out[path]), want) {
				t.Errorf("%s does not say %q:\n%s", path, want, wordsOf(out[path]))
			}
		}
	}
	for path, page := range out {
		if path != "data-status.html" && strings.Contains(page, "泄密的内情") || strings.Contains(path, "钱八") {
			t.Errorf("%s shows a row of a private workbook", path)
		}
	}
}

// Owners in the plan of a report lead to their pages, too.
func TestOwnersInReports(t *testing.T) {
	page := plain.Replace(built(t, owned+`-- content/数据/进度.csv --
阶段,责任人,计划开始,计划完成,实际开始,实际完成,完成率
试点,张三,2026-09-01,2026-12-04,2026-09-01,,60%
推广,李四,2026-11-30,2027-02-26,,,0%
-- content/近况.md --
+++
title = "近况"
kind = "report"
report = "monthly"
period = "2026-11"
+++

~~~report
section = "next"
~~~

~~~report
section = "gantt"
~~~
`)["近况.html"])
	for _, want := range []string{`<span class="who"><a href="owners/李四.html">李四</a></span>`, `<span class="sub"><a href="owners/张三.html">张三</a> · 12-04</span>`} {
		if !strings.Contains(page, want) {
			t.Errorf("not said: %s\n%s", want, wordsOf(page))
		}
	}
}

// A deputy who has left stands in for nobody.
func TestDeputyWhoLeftActsForNobody(t *testing.T) {
	files := strings.Replace(owned, "王五,技术负责人", "赵六,测试,信息部,王五,2026-01-05,2026-09-30\n王五,技术负责人", 1)
	out := built(t, strings.Replace(files, "R-2,人手不够,3,4,高,加人,项目经理", "R-2,人手不够,3,4,高,加人,赵六", 1))
	if page := wordsOf(out["owners/赵六.html"]); !strings.Contains(page, "R-2") {
		t.Errorf("赵六 has lost a risk: %s", page)
	}
	if page := wordsOf(out["owners/王五.html"]); strings.Contains(page, "R-2") {
		t.Errorf("王五 has left and stands in for 赵六: %s", page)
	}
}

// A calendar without events is neither written nor linked. The home page and the pages of
// projects link to their calendars.
func TestCalendarsHaveDays(t *testing.T) {
	out := built(t, owned+`
-- content/新店/_index.md --
+++
title = "新店"
kind = "project"
+++
正文
-- content/老店/_index.md --
+++
title = "老店"
kind = "project"
owner = "张三"
reviewed = 2026-04-01
review_in = "6 months"
+++
正文
`)
	for path, want := range map[string]bool{"calendar.ics": true, "老店/calendar.ics": true, "新店/calendar.ics": false, "owners/李四.ics": true, "owners/业务部.ics": false, "owners/技术负责人.ics": false} {
		if _, ok := out[path]; ok != want {
			t.Errorf("%s: written %v, want %v", path, ok, want)
		}
	}
	for path, page := range out {
		if path == "index.html" || path == "老店/index.html" {
			if !strings.Contains(page, `href="calendar.ics"`) {
				t.Errorf("%s does not lead to its calendar", path)
			}
		} else if _, there := out[strings.TrimSuffix(path, ".html")+".ics"]; strings.HasSuffix(path, ".html") && !there && strings.Contains(page, `.ics"`) {
			t.Errorf("%s leads to a calendar that is not there", path)
		}
	}
}

func TestOwnersCanBeTurnedOff(t *testing.T) {
	out := built(t, strings.Replace(owned, "[home]", "[people]\npages = false\n\n[home]", 1))
	for path, page := range out {
		if strings.HasPrefix(path, "owners/") || strings.HasSuffix(path, ".ics") || strings.Contains(page, "owners/") {
			t.Errorf("%s is there, or leads to owners", path)
		}
	}
	if !strings.Contains(out["index.html"], "项目经理：") {
		t.Error("the board is gone, too")
	}
}

// The UIDs of a calendar's events stay the same when their days move.
func TestEventsKeepTheirNames(t *testing.T) {
	uids := func(files string) (list []string) {
		for line := range strings.SplitSeq(built(t, files)["owners/张三.ics"], "\r\n") {
			if strings.HasPrefix(line, "UID:") {
				list = append(list, line)
			}
		}
		slices.Sort(list)
		return list
	}
	before, after := uids(owned), uids(strings.ReplaceAll(owned, "2026-12-01", "2027-01-15"))
	if len(before) != 3 || !slices.Equal(before, after) {
		t.Errorf("UIDs of events: %v, then %v", before, after)
	}
}

// wordsOf is the text of a page from its article on.
func wordsOf(page string) string {
	_, page, _ = strings.Cut(page, "<article")
	var b strings.Builder
	for part := range strings.SplitSeq(page, "<") {
		_, words, _ := strings.Cut(part, ">")
		b.WriteString(strings.TrimSpace(words) + " ")
	}
	return b.String()
}
