package config

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"milepost/generator/diag"
)

func TestParse(t *testing.T) {
	src := `title = "云杉"
language = "zh-CN"
[sections]
"运维手册" = "manual"
[home]
phases = "数据/进度.xlsx"
sections = ["text", "kpi", "text"]
[[data.series]]
pattern = "数据/KPI月报_{period}.xlsx"
name = "KPI月报"
[data.words.kpi]
actual = ["本月完成"]
[[suppress]]
rule = "CF01"
file = "a.md"
reason = "演示"
until = 2027-01-01
`
	got, diags := Parse(t.Context(), []byte(src))
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	want := Default()
	want.Title = "云杉"
	want.Sections = []Section{{"运维手册", "manual", 4}}
	want.Home.Phases, want.Home.PhasesLine = []string{"数据/进度.xlsx"}, 6
	want.Home.Sections = []string{"text", "kpi"}
	want.Series = []Series{{"KPI月报", "数据/KPI月报_{period}.xlsx", 8}}
	want.Words = []Word{{"kpi", "actual", "本月完成", 12}}
	want.Suppress = []Suppress{{"CF01", "a.md", "演示", "2027-01-01", 13}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestFaultsAreAllReportedWithPositions(t *testing.T) {
	src := `titel = "x"
language = "de"
output = "../elsewhere"
[data.limits]
rows = "many"
[[data.series]]
pattern = "KPI.xlsx"
[rules]
XX99 = "off"
CF01 = "loud"
[[suppress]]
rule = "PH05"
reason = "说好了"
until = "明年"
[[suppress]]
rule = "PH5"
reason = "说好了"
until = 2027-01-01
[publish]
originals = "some"
[home]
sections = ["kpi", "stand"]
[[search.synonyms]]
words = ["独词"]
`
	_, diags := Parse(t.Context(), []byte(src))
	var got []string
	for _, d := range diags {
		got = append(got, d.Pos.String()+" "+d.Code)
	}
	want := []string{
		"site.toml:1:1 CF01.unknown", "site.toml:2:1 CF02.language", "site.toml:3:1 CF03.folder",
		"site.toml:5:1 CF02.number", "site.toml:6:8 CF03.pattern", "site.toml:9:1 CF05.rule", "site.toml:10:1 CF02.level",
		"site.toml:14:1 CF05.until", "site.toml:16:1 CF05.rule", "site.toml:20:1 CF03.originals",
		"site.toml:22:1 CF03.home", "site.toml:23:10 CF03.synonyms",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestKindIsThatOfTheNearestFolder(t *testing.T) {
	c := Config{Sections: []Section{{"运维", "manual", 1}, {"运维/问答", "faq", 2}}}
	for folder, want := range map[string]string{"运维/备份": "manual", "运维/问答": "faq", "运维手册": "", ".": ""} {
		if got := c.Kind(folder); got != want {
			t.Errorf("Kind(%q) = %q, want %q", folder, got, want)
		}
	}
}

// A person may copy the proposed correction into the file, so it must work there: it holds
// the whole name of the table.
func TestMendNamesTheWholeTable(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"[data]\nseries = \"a\"\n", "[[data.series]]"},
		{"[data]\nseries = [1]\n", "[[data.series]]"},
		{"[data.sheet]\nfile = \"a.xlsx\"\n", "[[data.sheet]]"},
		{"suppress = 1\n", "[[suppress]]"},
	} {
		_, diags := Parse(t.Context(), []byte(c.src))
		if len(diags) != 1 || !strings.Contains(diags[0].Line("zh-CN"), c.want) || !strings.Contains(diags[0].Line("en"), c.want) {
			t.Errorf("%q: got %v, want one that says %s", c.src, diags, c.want)
		}
	}
}

func TestSheetMatchesFilesAndFolders(t *testing.T) {
	for _, c := range []struct {
		file, path string
		want       bool
	}{
		{"数据/a.xlsx", "数据/a.xlsx", true},
		{"数据/*.xlsx", "数据/a.xlsx", true},
		{"数据", "数据/内/a.xlsx", true},
		{"数据/", "数据/a.xlsx", true},
		{"*/人事", "华北/人事/a.xlsx", true},
		{"数据", "数据表.xlsx", false},
		{"*.xlsx", "数据/a.xlsx", false},
	} {
		if got := (&Sheet{File: c.file}).Matches(c.path); got != c.want {
			t.Errorf("%s matches %s: %v", c.file, c.path, got)
		}
	}
	cfg, diags := Parse(t.Context(), []byte("[[data.sheet]]\nfile = \"a\"\nprivate = true\n[[data.sheet]]\nfile = \"b\"\nprivate = \"no\"\n[[data.sheet]]\nfile = \"c\"\nprivate = false\n"))
	got := []string{cfg.Sheets[0].Private, cfg.Sheets[1].Private, cfg.Sheets[2].Private}
	if want := []string{"yes", "yes", "no"}; !slices.Equal(got, want) || len(diags) != 1 {
		t.Errorf("private %v, want %v; %v", got, want, diags)
	}
}

// The Word template of a report: its own, else the one for all, else the first.
func TestTemplateOf(t *testing.T) {
	month, week := "[[report]]\nkind = \"monthly\"\ntemplate = \"月.docx\"\n", "[[report]]\nkind = \"weekly\"\n"
	for _, c := range []struct{ src, kind, want string }{
		{"", "monthly", ""},
		{"[report]\ntemplate = \"模板.docx\"\n", "gate", "模板.docx"},
		{month + week, "monthly", "月.docx"},
		{week + month, "weekly", "月.docx"},
		{month + "[[report]]\nkind = \"weekly\"\ntemplate = \"a\\\\周.docx\"\n", "weekly", "a/周.docx"},
	} {
		cfg, diags := Parse(t.Context(), []byte(c.src))
		if got := cfg.TemplateOf(".", c.kind); got.Path != c.want || len(diags) > 0 || (c.want != "") != (got.Line > 0) {
			t.Errorf("%q: %+v, want %s; %v", c.src, got, c.want, diags)
		}
	}
	for _, src := range []string{"[report]\ntemplate = \"../模板.docx\"\n", "[report]\ntemplate = 1\n", month + "template = \"c:/x.docx\"\n"} {
		if _, diags := Parse(t.Context(), []byte(src)); len(diags) != 1 || diags[0].Code != "CF03.template" && diags[0].Code != "CF04.duplicate" {
			t.Errorf("%q: %v", src, diags)
		}
	}
	cfg, diags := Parse(t.Context(), []byte("[[report]]\nkind = \"monthly\"\nsections = [\"summary\", \"risk\", \"xyz\",\n\"sources\"]\n"))
	if got := cfg.Reports[0].Sections; !slices.Equal(got, []string{"summary", "sources"}) || len(diags) != 2 ||
		diags[0].Code != "CF03.section-near" || diags[0].Pos.Col != 24 || diags[1].Code != "CF03.section" {
		t.Errorf("%v, %v", got, diags)
	}
	if _, diags := Parse(t.Context(), []byte("[report]\nkind = \"monthly\"\n")); len(diags) != 1 || diags[0].Code != "CF01.strange" {
		t.Errorf("%v", diags)
	}
}

func TestFeedback(t *testing.T) {
	for _, c := range []struct {
		name, src string
		want      Feedback
		said      string // "line:col code"
	}{
		{"none", ``, Feedback{}, ""},
		{"mail", "[feedback]\nmailto = \"kb+x@example.com\"", Feedback{Mailto: "kb+x@example.com", Line: 2}, ""},
		{"mail as an address", "[feedback]\nmailto = \"mailto:kb@example.com\"", Feedback{Mailto: "kb@example.com", Line: 2}, ""},
		{"web", "[feedback]\nurl = \"https://x.cn/new?t={title}&d={page}%20{url}&v={vote}\"", Feedback{URL: "https://x.cn/new?t={title}&d={page}%20{url}&v={vote}", Line: 2}, ""},
		{"workbook", "[feedback]\nworkbook = '数据\\意见箱.xlsx'", Feedback{Workbook: "数据/意见箱.xlsx", Line: 2}, ""},
		{"a name", "[feedback]\nmailto = \"王 <kb@example.com>\"", Feedback{Line: 1}, "2:1 CF03.mailto"},
		{"a header", "[feedback]\nmailto = \"kb@example.com?bcc=all@example.com\"", Feedback{Line: 1}, "2:1 CF03.mailto"},
		{"two lines", "[feedback]\nmailto = \"kb@example.com\\r\\nBcc: a@b.cn\"", Feedback{Line: 1}, "2:1 CF03.mailto"},
		{"several", "[feedback]\nmailto = \"a@b.cn,c@d.cn\"", Feedback{Line: 1}, "2:1 CF03.mailto"},
		{"not plain", "[feedback]\nmailto = \"王@例子.中国\"", Feedback{Line: 1}, "2:1 CF03.mailto"},
		{"script", "[feedback]\nurl = \"javascript:alert({title})\"", Feedback{Line: 1}, "2:1 CF03.url"},
		{"file", "[feedback]\nurl = \"file:///c:/{page}\"", Feedback{Line: 1}, "2:1 CF03.url"},
		{"a host of ours", "[feedback]\nurl = \"https://{site}/x\"", Feedback{Line: 1}, "2:1 CF03.url"},
		{"no host", "[feedback]\nurl = \"https:///{page}\"", Feedback{Line: 1}, "2:1 CF03.url"},
		{"placeholder", "\n[feedback]\nurl = \"https://x.cn/{titel}\"", Feedback{Line: 2}, "3:1 CF03.placeholder"},
		{"brace", "[feedback]\nurl = \"https://x.cn/{title\"", Feedback{Line: 1}, "2:1 CF03.brace"},
		{"two ways", "[feedback]\nmailto = \"kb@example.com\"\nurl = \"https://x.cn/{title}\"", Feedback{Mailto: "kb@example.com", Line: 2}, "3:1 CF03.feedback"},
		{"outside", "[feedback]\nworkbook = \"../x.xlsx\"", Feedback{Line: 1}, "2:1 CF03.folder"},
		{"key", "[feedback]\nmail = \"kb@example.com\"", Feedback{Line: 1}, "2:1 CF01.unknown"},
	} {
		cfg, diags := Parse(t.Context(), []byte(c.src))
		var said []string
		for _, d := range diags {
			said = append(said, strings.TrimPrefix(d.Pos.String(), "site.toml:")+" "+d.Code)
		}
		if got := strings.Join(said, ", "); got != c.said || cfg.Feedback != c.want {
			t.Errorf("%s: %+v, said %q; want %+v, %q", c.name, cfg.Feedback, got, c.want, c.said)
		}
	}
}

// [shortcodes] maps tags of another generator to boxes; the name of an unknown box is reported.
func TestShortcodes(t *testing.T) {
	got, diags := Parse(t.Context(), []byte("[shortcodes]\nTip = \"tip\"\n\"a/note\" = \"note\"\nbad = \"盒子\"\n"))
	if want := []Shortcode{{"Tip", "tip"}, {"a/note", "note"}}; !slices.Equal(got.Boxes, want) {
		t.Errorf("got %v, want %v", got.Boxes, want)
	}
	if len(diags) != 1 || diags[0].Code != "CF03.shortcode" || diags[0].Pos.Line != 4 {
		t.Errorf("got %v, want CF03.shortcode at line 4", diags)
	}
}

// An unknown key is named with its section; one that belongs above all sections is sent there.
func TestUnknownKeysNameTheirSection(t *testing.T) {
	for src, want := range map[string]string{
		"[theme]\ntitle = \"x\"\n":           "2:1 CF01.below title theme",
		"[theme]\nxyzxyz = \"x\"\n":          "2:1 CF01.strange theme.xyzxyz",
		"[home]\nkpis = \"x\"\n":             "2:1 CF01.unknown home.kpis home.kpi",
		"xyzxyz = 1\n":                       "1:1 CF01.stray xyzxyz",
		"accent = \"#123456\"\n":             "1:1 CF01.elsewhere accent " + diag.Either{Zh: "在第一个 [ ] 之前", En: "above the first [ ]"}.String() + " theme",
		"[theme]\nphases = \"a.csv\"\n":      "2:1 CF01.elsewhere phases " + diag.Either{Zh: "在 [theme] 下面", En: "below [theme]"}.String() + " home",
		"[home]\npattern = \"a.csv\"\n":      "2:1 CF01.elsewhere pattern " + diag.Either{Zh: "在 [home] 下面", En: "below [home]"}.String() + " data.series",
		"[home]\nfile = \"a.csv\"\n":         "2:1 CF01.strange home.file",
		"[data.limits]\nlanguage = \"en\"\n": "2:1 CF01.below language data.limits",
	} {
		_, diags := Parse(t.Context(), []byte(src))
		got := ""
		for _, d := range diags {
			args := d.Args
			if strings.HasPrefix(d.Code, "CF01.str") {
				args = args[:1]
			}
			got += fmt.Sprintf("%d:%d %s %s", d.Pos.Line, d.Pos.Col, d.Code, strings.Join(args, " "))
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", src, got, want)
		}
	}
}
