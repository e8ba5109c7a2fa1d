package search

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// library is a small site with one page for each thing that a query must get right.
func library() []Doc {
	page := func(path, kind, title string, secs ...Section) Doc {
		return Doc{Path: path, Kind: kind, Title: title, Section: strings.SplitN(path, "/", 2)[0], Owner: "运维组", Sections: append([]Section{{Heading: title, Level: 1}}, secs...)}
	}
	sec := func(id, heading, text string) Section {
		return Section{ID: id, Heading: heading, Text: text, Level: 2}
	}
	backup := page("ops/backup.html", "manual", "备份恢复手册", sec("full", "全量备份", "每天 02:00 备份恢复演练脚本，CPU使用率不超过 80%。"))
	backup.Tags = []string{"容灾", "全量演练"}
	sheet := page("data/progress.xlsx.html", "workbook", "进度")
	sheet.Columns = []string{"阶段\t完成率\t负责人"}
	sheet.Sections = append(sheet.Sections,
		Section{ID: "r2", Heading: "进度", Text: "准备期\t100%\t项目经理", Level: 6, Row: 1},
		Section{ID: "r3", Heading: "进度", Text: "试点期\t45%\t业务分析师", Level: 6, Row: 1})
	old := page("ops/restart-old.html", "manual", "重启服务", sec("a", "步骤", "重启之前通知值班。"))
	old.Due = "2026-01-01"
	fresh := page("ops/restart.html", "manual", "重启服务", sec("a", "步骤", "重启之前通知值班。"))
	docs := []Doc{
		backup, sheet, old, fresh,
		page("faq/vpn.html", "faq", "网络常见问题", sec("q1", "VPN 连不上怎么办？", "先看证书是否过期。"), sec("q2", "如何重置密码？", "联系管理员。备份 与 恢复 分开说。")),
		page("dev/tidb.html", "page", "TiDB 配置", sec("x", "参数", "tidb_enable_clustered_index 与 v6.5.0；libstdc++ 由 C++ 编写。TiKV 配置见下。datacenter"), sec("y", "旧说法", "TiKV 的默认配置不同。")),
		page("dev/kube.html", "page", "Kubernetes 部署", sec("k", "命令", "kubectl get pods；tar -xzf milepost.tgz")),
		page("dev/cli.html", "page", "命令行", sec("d", "容器", "docker run -d --name worker；[PM2] [npm](0) 完成。"), sec("m", "登录数据库", `用 mysql -uroot -p 登录，冷库 -18 度，data-x:"y" 一行，责任 负责人：运维二组。`), sec("s", "规范", "SQL 由运维组审，uroot 不外借。"), sec("", "无锚附注", "共 2 项，见 18. 节。"), sec("", "无锚尾注", "完。")),
		page("dev/release.html", "page", "上线说明", sec("r", "版本", "现在应是 1.7.0。")),
		page("dev/figures.html", "page", "增长 1.7 个点", sec("g", "增长 1.7 个点", "比上季度高 1.7 个点，共 1.75 倍。")),
		page("fin/bank.html", "page", "银行对账", sec("b", "行内转账", "每日对账。")),
		page("dev/hash.html", "page", "校验和", sec("h", "sha256", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")),
	}
	for i := range 30 { // what everything else looks like
		docs = append(docs, page(fmt.Sprintf("misc/%02d.html", i), "page", fmt.Sprintf("周报 %d", i), sec("w", "进展", "备份服务器已恢复，配置更新，服务正常，重点工作启动。")))
	}
	return docs
}

func TestAnswers(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, q string
		first   string // path#anchor of the first hit; "" for none
		how     string
		not     string // must not be among the hits
	}{
		{"exact run above scattered characters", "备份恢复", "ops/backup.html#", "literal", ""},
		{"the middle of a sentence", "恢复演练脚", "ops/backup.html#full", "literal", ""},
		{"across punctuation", "脚本，CPU使", "ops/backup.html#full", "literal", ""},
		{"mixed text", "CPU使用率", "ops/backup.html#full", "literal", ""},
		{"full width", "ＣＰＵ使用率", "ops/backup.html#full", "literal", ""},
		{"two parts in one section first", "TiKV 配置", "dev/tidb.html#x", "literal", ""},
		{"a phrase", `"证书是否过期"`, "faq/vpn.html#q1", "literal", ""},
		{"an excluded word", "重启 -步骤", "", "", "ops/restart.html"},
		{"an option is no exclusion", "tar -xzf", "dev/kube.html#k", "literal", ""},
		{"nor are the options of a command", "docker --name worker", "dev/cli.html#d", "literal", ""},
		{"the end of a word before an option", "sql -uroot", "dev/cli.html#m", "literal", ""},
		{"a dash between words", "冷库 -18 度", "dev/cli.html#m", "literal", ""},
		{"a dash before a number", "-18 度", "dev/cli.html#m", "literal", ""},
		{"a quote inside a word", `data-x:"y"`, "dev/cli.html#m", "literal", ""},
		{"a quote inside a word, cut", `ta-x:"y`, "dev/cli.html#m", "inside", ""},
		{"a dash behind a quote", `"冷库"-18`, "dev/cli.html#m", "literal", ""},
		{"what reads as a filter", "负责人：运维", "dev/cli.html#m", "literal", ""},
		{"the end of a word, which the page has as a word too", "2] [npm](0)", "dev/cli.html#d", "literal", ""},
		{"a digit within a number, in another section", "8. 无锚尾注", "dev/cli.html#", "inside", ""},
		{"a heading without an anchor", "无锚尾注", "dev/cli.html#", "literal", ""},
		{"a question", "vpn 连不上", "faq/vpn.html#q1", "literal", ""},
		{"a fresh page above an overdue one", "重启服务", "ops/restart.html#", "literal", ""},
		{"a cell", "业务分析师", "data/progress.xlsx.html#r3", "literal", ""},
		{"a cell by its column", "完成率 试点期", "data/progress.xlsx.html#r3", "literal", ""},
		{"the whole identifier", "tidb_enable_clustered_index", "dev/tidb.html#x", "literal", ""},
		{"the tail of an identifier", "clustered_index", "dev/tidb.html#x", "literal", ""},
		{"a piece of an identifier", "able_clustered_in", "dev/tidb.html#x", "inside", ""},
		{"a version", "6.5.0", "dev/tidb.html#x", "literal", ""},
		{"a version above a figure", "v1.7", "dev/release.html#r", "variant", ""},
		{"a beginning", "kube", "dev/kube.html#", "literal", ""},
		{"part of a word", "acenter", "dev/tidb.html#x", "inside", ""},
		{"the middle of a hash", "d659a2feaa0c55ad015a3bf4f1b2b", "dev/hash.html#h", "inside", ""},
		{"the end of a hash", "15b0f00a08", "dev/hash.html#h", "inside", ""},
		{"c++", "c++", "dev/tidb.html#x", "literal", ""},
		{"traditional", "備份恢復", "ops/backup.html#", "variant", ""},
		{"pinyin", "chongqi", "ops/restart.html#", "pinyin", ""},
		{"pinyin initials", "yhdz", "fin/bank.html#", "pinyin", ""},
		{"pinyin with the other reading", "yinhang", "fin/bank.html#", "pinyin", ""},
		{"unfinished pinyin", "chongq", "ops/restart.html#", "pinyin", ""},
		{"pinyin of a tag", "rongzai", "ops/backup.html#", "pinyin", ""},
		{"a tag", "容灾", "ops/backup.html#", "literal", ""},
		{"a tag whose characters stand elsewhere too", "全量演练", "ops/backup.html#", "literal", ""},
		{"a typo", "kuberntes", "dev/kube.html#", "typo", ""},
		{"a filter", "kind:faq 备份", "faq/vpn.html#q2", "literal", "ops/backup.html"},
		{"a filter alone", "kind:workbook", "data/progress.xlsx.html#", "literal", "ops/backup.html"},
		{"an excluded filter", "-kind:manual 备份恢复", "", "", "ops/backup.html"},
		{"a filter and an exclusion", "kind:manual -步骤", "ops/backup.html#", "literal", "ops/restart.html"},
		{"a filter half typed", "业务分析师 kind:", "data/progress.xlsx.html#r3", "literal", ""},
		{"words that a mark separates", "试点期、45%", "data/progress.xlsx.html#r3", "literal", ""},
		{"a mark at the end", "证书是否过期？", "faq/vpn.html#q1", "literal", ""},
		{"no words but letters that marks separate", "t*b", "", "", ""},
		{"syllables with a space", "chong qi", "ops/restart.html#", "pinyin", ""},
		{"what looks like a filter", "sha256:x", "dev/hash.html#h", "share", ""},
		{"best share", "银行量子纠缠", "fin/bank.html#", "share", ""},
		{"one character", "银", "fin/bank.html#", "literal", ""},
		{"nothing", "龘靐齉", "", "", ""},
		{"empty", "   ", "", "", ""},
	}
	var requests []map[string]any
	for _, tt := range tests {
		requests = append(requests, map[string]any{"q": tt.q, "options": map[string]any{"limit": 10}})
	}
	for form, opt := range map[string]Options{"shards": {ScanPages: -1}, "pools": {ScanPages: -1, PoolPages: 1}, "scan": {}} {
		t.Run(form, func(t *testing.T) {
			t.Parallel()
			answers := queries(t, write(t, Build(analysed(library()), opt).Files), requests)
			for i, tt := range tests {
				a := answers[i]
				first, how := "", ""
				if len(a.Hits) > 0 {
					first, how = a.Hits[0].Path+"#"+a.Hits[0].Anchor, a.Hits[0].How
				}
				if tt.how == "" {
					if slices.Contains(a.paths(), tt.not) || tt.not == "" && first != "" || a.Error != "" {
						t.Errorf("%s: %q gives %q %s", tt.name, tt.q, a.paths(), a.Error)
					}
					continue
				}
				if first != tt.first || how != tt.how || slices.Contains(a.paths(), tt.not) && tt.not != "" {
					t.Errorf("%s: %q gives %s (%s), want %s (%s); all %q %s", tt.name, tt.q, first, how, tt.first, tt.how, a.paths(), a.Error)
				}
			}
		})
	}
}

// The address of a page leads to it, whatever else holds its words; a filter that is the whole
// name of a kind leads to pages of it before a page that quotes it.
func TestAddressesAndQuotedFilters(t *testing.T) {
	t.Parallel()
	doc := func(path, kind, title, text string) Doc {
		return Doc{Path: path, Kind: kind, Title: title, Sections: []Section{{Heading: title, Level: 1, Text: text}}}
	}
	docs := []Doc{
		doc("运维/磁盘空间.html", "manual", "磁盘空间", "清理日志。"),
		doc("a.html", "page", "运维 磁盘空间", "运维的磁盘空间：https 与 html 的说明，见运维页。"),
		doc("b.html", "page", "搜索", "只看手册时写 kind:manual。"),
	}
	for range 3 {
		docs = append(docs, doc(fmt.Sprintf("c%d.html", len(docs)), "page", "其他", "运维说明"))
	}
	for _, opt := range []Options{{ScanPages: -1}, {}} {
		answers := queries(t, write(t, Build(analysed(docs), opt).Files), []map[string]any{
			{"q": "https://kb.example.com/%E8%BF%90%E7%BB%B4/%E7%A3%81%E7%9B%98%E7%A9%BA%E9%97%B4.html?x=1#y"}, {"q": "kind:manual"},
		})
		for i, want := range []string{"运维/磁盘空间.html", "运维/磁盘空间.html"} {
			if got := answers[i].paths(); len(got) == 0 || got[0] != want {
				t.Errorf("query %d gives %q, want %s first", i, got, want)
			}
		}
	}
}

// Letters that stand in the text are not said to be pinyin if no page is found so.
func TestPinyinIsSaidWhereItFound(t *testing.T) {
	t.Parallel()
	docs := append(library(), Doc{Path: "x.html", Title: "yhdz", Sections: []Section{{Heading: "yhdz", Level: 1, Text: "专用接口"}}})
	answers := queries(t, write(t, Build(analysed(docs), Options{ScanPages: -1}).Files), []map[string]any{{"q": "yhdz"}, {"q": "yhdz 专用接口"}})
	for i, want := range [][]string{{"x.html", "fin/bank.html"}, {"x.html"}} {
		if got := answers[i]; !slices.Equal(got.paths(), want) || (len(got.Via) > 0) != (len(want) > 1) {
			t.Errorf("found %q, said to be %q", got.paths(), got.Via)
		}
	}
}

// Letters at the end of a word with digits can begin a part of a query, like all other letters.
func TestAPartBeginsInAWordWithDigits(t *testing.T) {
	t.Parallel()
	docs := []Doc{{Path: "key.html", Title: "密钥", Sections: []Section{{Heading: "密钥", Level: 1, Text: "签名是 Kp7mTrQ+wsLd4nX，每季更换。"}}}}
	for form, opt := range map[string]Options{"shards": {ScanPages: -1}, "pools": {ScanPages: -1, PoolPages: 1}, "one file": {}} {
		queried := []map[string]any{{"q": "TrQ+wsL"}, {"q": "mTrQ+wsLd4"}, {"q": "rQ+wsLd4nX"}}
		for i, a := range queries(t, write(t, Build(analysed(docs), opt).Files), queried) {
			if got := a.paths(); len(got) != 1 {
				t.Errorf("%s: %s finds %q", form, queried[i]["q"], got)
			}
		}
	}
}

// A version leads to its own page before those of longer ones that begin so.
func TestAWholeWordLeads(t *testing.T) {
	t.Parallel()
	var docs []Doc
	for _, v := range []string{"2.4.10", "2.4.11", "2.4.12", "2.4.13", "2.4.14", "2.4.1", "2.4.15", "2.4.16"} {
		text := strings.Repeat("修复了 "+v+" 的问题。", 3)
		if v == "2.4.1" {
			text = "修复了三个问题。"
		}
		docs = append(docs, Doc{Path: v + ".html", Title: "版本 " + v + " 说明", Sections: []Section{{Heading: "版本 " + v + " 说明", Level: 1, Text: text}}})
	}
	for form, opt := range map[string]Options{"shards": {ScanPages: -1}, "pools": {ScanPages: -1, PoolPages: 1}, "one file": {}} {
		queried := []map[string]any{{"q": "2.4.1", "options": map[string]any{"limit": 4}}, {"q": "版本 2.4.1", "options": map[string]any{"limit": 4}}}
		for i, a := range queries(t, write(t, Build(analysed(docs), opt).Files), queried) {
			if got := a.paths(); len(got) != 4 || got[0] != "2.4.1.html" {
				t.Errorf("%s: %s finds %q", form, queried[i]["q"], got)
			}
		}
	}
}

// Two letters find the pages that have both only inside of words.
func TestTwoLettersInsideOfWords(t *testing.T) {
	t.Parallel()
	docs := []Doc{
		{Path: "both.html", Title: "甲", Sections: []Section{{Heading: "甲", Level: 1, Text: "d 和 m 两级"}}},
		{Path: "inside.html", Title: "乙", Sections: []Section{{Heading: "乙", Level: 1, Text: "see index of items"}}},
		{Path: "one.html", Title: "丙", Sections: []Section{{Heading: "丙", Level: 1, Text: "see index"}}},
	}
	for form, opt := range map[string]Options{"shards": {ScanPages: -1}, "pools": {ScanPages: -1, PoolPages: 1}, "one file": {}} {
		for _, a := range queries(t, write(t, Build(analysed(docs), opt).Files), []map[string]any{{"q": "d m"}}) {
			if got := a.paths(); !slices.Equal(got, []string{"both.html", "inside.html"}) {
				t.Errorf("%s finds %q", form, got)
			}
		}
	}
}

// Two letters beside a whole word do the same.
func TestTwoLettersBesideAWord(t *testing.T) {
	t.Parallel()
	docs := []Doc{
		{Path: "both.html", Title: "甲", Sections: []Section{{Heading: "甲", Level: 1, Text: "库房 d 和 m 两级"}}},
		{Path: "inside.html", Title: "乙", Sections: []Section{{Heading: "乙", Level: 1, Text: "库房 index of items"}}},
		{Path: "one.html", Title: "丙", Sections: []Section{{Heading: "丙", Level: 1, Text: "库房 index"}}},
	}
	for form, opt := range map[string]Options{"shards": {ScanPages: -1}, "pools": {ScanPages: -1, PoolPages: 1}, "one file": {}} {
		for _, a := range queries(t, write(t, Build(analysed(docs), opt).Files), []map[string]any{{"q": "库房 d m"}}) {
			if got := a.paths(); !slices.Equal(got, []string{"both.html", "inside.html"}) {
				t.Errorf("%s finds %q", form, got)
			}
		}
	}
}

// A limit that is none is the usual one, and answers are not taken for others.
func TestAnyLimit(t *testing.T) {
	t.Parallel()
	dir := write(t, Build(analysed(library()), Options{ScanPages: -1}).Files)
	limits := map[any]int{1000: 32, 2.5: 2, nil: 10, 0: 10, "many": 10, -3: 1, "3": 3}
	var requests []map[string]any
	var want []int
	for limit, n := range limits {
		requests, want = append(requests, map[string]any{"q": "备份", "options": map[string]any{"limit": limit}}), append(want, n)
	}
	requests, want = append(requests, map[string]any{"q": "备份", "options": nil}), append(want, 10)
	for i, a := range queries(t, dir, requests) {
		if len(a.Hits) != want[i] || a.Error != "" {
			t.Errorf("%v gives %d hits, want %d %s", requests[i]["options"], len(a.Hits), want[i], a.Error)
		}
	}
}

// A site that writes a word both ways gives the pages with either, and one that
// is asked in characters that it does not have loads the whole table.
func TestBothWritings(t *testing.T) {
	t.Parallel()
	page := func(path, text string) Doc {
		return Doc{Path: path, Title: "周报", Sections: []Section{{Heading: "周报", Level: 1, Text: text}}}
	}
	docs := append(library(), page("a.html", "后台任务排队。"), page("b.html", "後台任務排隊。"))
	for form, opt := range map[string]Options{"shards": {ScanPages: -1}, "pools": {ScanPages: -1, PoolPages: 1}, "scan": {}} {
		answers := queries(t, write(t, Build(analysed(docs), opt).Files), []map[string]any{{"q": "后台"}, {"q": "後台"}, {"q": "備份", "options": map[string]any{"limit": 1}}})
		for _, a := range answers[:2] {
			if got := a.paths(); len(got) != 2 || !slices.Contains(got, "a.html") || !slices.Contains(got, "b.html") {
				t.Errorf("%s: found %q", form, got)
			}
		}
		if got := answers[2].paths(); len(got) != 1 || answers[2].Hits[0].How != "variant" {
			t.Errorf("%s: 備份 gives %q", form, got)
		}
	}
}

// TestHostileQueries: no error, an answer soon, and text only as text.
func TestHostileQueries(t *testing.T) {
	t.Parallel()
	hostile := []string{
		strings.Repeat("备份恢复", 2500), strings.Repeat("a", 10000), strings.Repeat("a ", 5000), strings.Repeat("-x ", 3000), strings.Repeat(`"`, 10000),
		"，。！？；：", "...---...", ".*+?^${}()|[]\\", "(a+)+$", "[", "<script>alert(1)</script>", `"><img src=x onerror=alert(1)>`, "&lt;b&gt;",
		"🎉👍🏽❤️", "\ufeff\u200b\u00ad", "kind:", "kind:\"", "tag:x tag:y owner:z", "__proto__", "constructor", "hasOwnProperty", "\x00\x01", "a\u0301\u0301\u0301\u0301", "﷽", strings.Repeat("﷽", 2000),
		"null", "undefined", "%", "%E0%A4%A", "\\u0000", "'; drop table--", strings.Repeat("abcdefghij", 1000), strings.Repeat("zh", 5000),
		strings.Repeat("a b c d e f g ", 100),
	}
	// The least of several times says how much work of the processor an answer is: 50 ms;
	// ten times that here, since what this looks for takes seconds.
	const rounds, most = 4, 500.0
	surrogates := `\ud800\udc00\udfff\ud83d`
	var requests []map[string]any
	for range rounds {
		for _, q := range hostile {
			requests = append(requests, map[string]any{"q": q, "cold": true})
		}
		requests = append(requests, map[string]any{"json": `"` + surrogates + `备份"`, "cold": true})
	}
	answers := queries(t, write(t, Build(analysed(library()), Options{ScanPages: -1}).Files), requests)
	n := len(requests) / rounds
	for i := range n {
		least := answers[i].Ms
		for k := i; k < len(answers); k += n {
			least = min(least, answers[k].Ms)
			if answers[k].Error != "" {
				t.Errorf("%.40q: %s", requests[i]["q"], answers[k].Error)
			}
		}
		if least > most {
			t.Errorf("%.40q takes %.0f ms of the processor", requests[i]["q"], least)
		}
	}
}

// TestRebuiltSite publishes a new index under an open page: its files are gone,
// and the page finds the new ones by itself.
func TestRebuiltSite(t *testing.T) {
	t.Parallel()
	before := write(t, Build(analysed(library()), Options{ScanPages: -1}).Files)
	docs := append(library(), Doc{Path: "new.html", Title: "zebra", Sections: []Section{{Heading: "zebra", Level: 1}}})
	after := write(t, Build(analysed(docs), Options{ScanPages: -1}).Files)
	a := queries(t, before, []map[string]any{{"q": "银行对账"}, {"q": "zebra", "dir": after}})
	if got := a[1].paths(); a[1].Error != "" || !slices.Equal(got, []string{"new.html"}) {
		t.Errorf("%q %s", got, a[1].Error)
	}
}

// TestMissingShardIsAnError takes the shards away: the error names one.
func TestMissingShardIsAnError(t *testing.T) {
	t.Parallel()
	x := Build(analysed(library()), Options{ScanPages: -1})
	var without []File
	for _, f := range x.Files {
		if !strings.HasPrefix(f.Path, "s/") {
			without = append(without, f)
		}
	}
	a := queries(t, write(t, without), []map[string]any{{"q": "备份"}})
	if !strings.Contains(a[0].Error, "s/") {
		t.Errorf("error %q does not name the shard", a[0].Error)
	}
}
