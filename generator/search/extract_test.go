package search

import (
	"reflect"
	"strings"
	"testing"

	"milepost/bench/toll"
)

func TestExtract(t *testing.T) {
	t.Parallel()
	const page = `<!doctype html><html><head><title>重启服务 · 站点</title><script>var a="<main data-search-body>"</script></head><body>
<nav>导航</nav><main id="main" data-search-body data-kind="faq" data-section="运维" data-owner="值班" data-tags="备份,CRM" data-due="2026-09-01" data-crumbs="运维 › 手册">
<h1 id="t">重启<b>服务</b> <a class="anchor" href="#t" data-search-ignore>#</a></h1>
<div class="toc" data-search-ignore><div>目录</div><p>x</p></div>
<p>先<em>备份</em>&amp;恢复，
CPU&nbsp;使用率 &lt; 80%。</p><!-- <p>注释</p> -->
<h2 id="how">如何<code>升级</code>？</h2><pre><code>systemctl  stop
systemctl start</code></pre>
<svg><title>图</title><text>120</text></svg><p hidden>看不见</p><script>alert("<p>")</script>
<table><caption>进度表</caption><thead><tr><th>阶段</th><th>完成率</th><th>负责人</th></tr></thead>
<tbody><tr id="r1" data-search-row><td>试点期</td><td></td><td>项目<br>经理</td></tr><tr><td>合计</td><td>80%</td></tr></tbody></table>
<section id="sec"><h3>无锚点</h3><p>尾</p></section><h3>真无</h3></main><footer>页脚</footer></body></html>`
	got, ok := Extract("运维/重启.html", []byte(page))
	want := Doc{
		Path: "运维/重启.html", Title: "重启服务", Kind: "faq", Section: "运维", Owner: "值班",
		Tags: []string{"备份", "CRM"}, Due: "2026-09-01", Crumbs: "运维 › 手册",
		Sections: []Section{
			{Heading: "重启服务", Text: "先备份&恢复， CPU 使用率 < 80%。", Level: 1},
			{ID: "r1", Heading: "进度表", Text: "试点期\t\t项目 经理", Level: 6, Row: 1},
			{ID: "how", Heading: "如何升级？", Text: "systemctl stop\nsystemctl start\n进度表\n阶段\t完成率\t负责人\n合计\t80%", Level: 2},
			{ID: "sec", Heading: "无锚点", Text: "尾", Level: 3},
			{Heading: "真无", Level: 3},
		},
		Columns: []string{"阶段\t完成率\t负责人"},
	}
	if !ok || !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%+v\nwant\n%+v", got, want)
	}
	if _, ok := Extract("x.html", []byte(`<main>nothing to search</main>`)); ok {
		t.Error("a page without data-search-body was taken")
	}
}

func FuzzExtract(f *testing.F) {
	for _, s := range []string{
		`<main data-search-body><h1>a</h1><p>b`, `<main data-search-body><table><tr id=a data-search-row><td>x<`, `<main data-search-body></h2></table></main>`,
		`<main data-search-body><script>`, `<main data-search-body><h2 id="a"><h3></h2>x<svg><svg></svg>`, `<main data-search-body a='"' data-kind=x><!--`, "<main data-search-body>\xff\xfe&#x110000;&#0;",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		toll.Check(t, []byte(s), func(b []byte) { Extract("x.html", b) })
		d, ok := Extract("x.html", []byte(s))
		if !ok {
			return
		}
		Build([]*Terms{Analyse(d)}, Options{})
		Build([]*Terms{Analyse(d)}, Options{ScanPages: -1})
	})
}

func TestLongLinesAreCutWithAnOverlap(t *testing.T) {
	t.Parallel()
	line := strings.Repeat("订单同步接口返回超时", 3000)
	all := parts("头\n"+line+"\n尾", 0)
	for i, p := range all {
		if len(p) > lineMax+blockBytes {
			t.Errorf("part %d has %d bytes", i, len(p))
		}
	}
	if len(all) < 10 || !strings.HasSuffix(all[len(all)-1], "尾") {
		t.Fatalf("%d parts, the last ends in %.20q", len(all), all[len(all)-1])
	}
	joined := strings.Join(all, "|")
	if n := strings.Count(joined, "\ufffd"); n > 0 {
		t.Errorf("%d characters were cut", n)
	}
}
