package site

import (
	"strings"
	"testing"
)

// Addresses in the forms of other generators lead to the pages that they mean, and wrong ones
// are reported.
func TestForeignAddresses(t *testing.T) {
	pages := map[string]string{
		"../site.toml":  "git = false\nlinks.roots = [\"en\", \"zh\"]\n",
		"en/docs/安装.md": "# 安装\n", "zh/docs/安装.md": "# 安装\n",
		"en/docs/_index.md": "# Docs\n", "zh/docs/_index.md": "# Docs\n",
		"zh/docs/Getting started/example.md": "# E\n", "zh/docs/部署/细节.md": "# D\n",
		"zh/x.md": "# X\n", "zh/demo.html": "<p>\n",
	}
	for name, c := range map[string]struct{ from, link, out, said string }{
		"the root of the page first":     {"zh/docs/部署.md", "/docs/安装/", "zh/docs/安装.html", ""},
		"of another language":            {"en/docs/部署.md", "/docs/安装/", "en/docs/安装.html", ""},
		"the first root":                 {"index.md", "/docs/安装", "en/docs/安装.html", ""},
		"beside the page as a folder":    {"zh/docs/部署.md", "../安装/", "zh/docs/安装.html", ""},
		"below the page as a folder":     {"zh/docs/部署.md", "细节/", "zh/docs/部署/细节.html", ""},
		"above the content, as a folder": {"b.md", "../zh/docs/安装/", "zh/docs/安装.html", ""},
		"with another ending":            {"zh/docs/部署.md", "./安装.mdx#a", "zh/docs/安装.html", "LK04.anchor"},
		"hyphens for blanks":             {"zh/docs/部署.md", "/docs/getting-started/example/", "zh/docs/Getting started/example.html", ""},
		"other letters":                  {"zh/docs/部署.md", "/docs/getting-Started/example", "zh/docs/Getting started/example.html", "LK02.case"},
		"a page of its own ending stays": {"zh/docs/部署.md", "../安装.md", "", "LK01.missing-near"},
		"below a root, not published":    {"zh/docs/部署.md", "/demo.html", "", "LK01.withheld"},
		"nowhere":                        {"zh/docs/部署.md", "../没有/", "", "LK01.missing"},
	} {
		t.Run(name, func(t *testing.T) {
			files := map[string]string{c.from: "[x](<" + c.link + ">)\n"}
			for p, text := range pages {
				files[p] = text
			}
			s := siteOf(t, "2026-11-26", files)
			p := s.Page(c.from)
			got, diags := s.Resolve(p, 0)
			var said []string
			for _, d := range diags {
				said = append(said, d.Code)
			}
			if got.Out != c.out || strings.Join(said, " ") != c.said {
				t.Errorf("got %q %q, want %q %q", got.Out, said, c.out, c.said)
			}
		})
	}
}

// A page's former addresses follow from its front matter, and from the form that site.toml
// gives for its section.
func TestFormerAddresses(t *testing.T) {
	pages := map[string]string{
		"../site.toml":          "git = false\n[links]\nroots = [\"zh\", \"en\"]\npermalinks = { news = \"/:section/:year/:month/:day/:slug/\" }\nhooks = [\"term\"]\n",
		"zh/news/2021/a.md":     "---\ntitle: 你好 HTTP/3 & More\ndate: 2021-09-23T08:00:00+08:00\n---\n",
		"zh/news/b.md":          "---\ntitle: B\ndate: 2022-01-02\nslug: second\n---\n",
		"en/news/c.md":          "---\ntitle: C\ndate: 2022-01-02\n---\n",
		"zh/d.md":               "---\ntitle: D\nurl: /down/v1.2/\naliases: [/old/d/]\n---\n",
		"zh/11-guide/01code.md": "# 一\n", "zh/11-guide/2-start.md": "# 二\n",
		"zh/e.md": "---\ntitle: E\npermalink: e-new.html\n---\n",
	}
	for link, want := range map[string]string{
		"/zh/news/2021/09/23/你好-http/3--more/": "zh/news/2021/a.html",
		"/news/2021/09/23/a":                   "zh/news/2021/a.html",
		"/news/2022/01/02/second/":             "zh/news/b.html",
		"/en/news/2022/01/02/c/":               "en/news/c.html",
		"/news/second/":                        "zh/news/b.html",
		"/down/v1.2/":                          "zh/d.html",
		"/down/v12/":                           "LK01.missing",
		"/old/d/":                              "zh/d.html",
		"/e-new.html":                          "zh/e.html",
		"/news/2021/09/24/a":                   "LK01.missing",
		"/zh/guide/01code":                     "zh/11-guide/01code.html",
		"../guide/start/":                      "zh/11-guide/2-start.html",
		"term":                                 "LK01.hook",
		"en/news/c/":                           "en/news/c.html",
	} {
		t.Run(link, func(t *testing.T) {
			files := map[string]string{"zh/x.md": "[x](<" + link + ">)\n"}
			for p, text := range pages {
				files[p] = text
			}
			s := siteOf(t, "2026-11-26", files)
			target, diags := s.Resolve(s.Page("zh/x.md"), 0)
			got := target.Out
			for _, d := range diags {
				got += d.Code
			}
			if got != want {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}

// For a link to a missing page, a page in the same folder whose name has the link's name as a
// part is suggested; for a missing heading likewise.
func TestSuggestionsByAPart(t *testing.T) {
	s := siteOf(t, "2026-11-26", map[string]string{"../site.toml": "git = false\n", "a/安装指南.md": "# 安装指南\n\n## 服务器的参数说明\n", "a/别的.md": "# 别的\n",
		"b.md": "[x](a/安装.md) [y](a/安装) [z](a/安装指南.md#参数) [w](a/份.md) [[安装步]] [[安装]]\n"})
	var got []string
	for _, d := range s.Diags() {
		if strings.HasPrefix(d.Code, "LK") {
			got = append(got, d.Code+" "+d.Args[len(d.Args)-1])
		}
	}
	want := "LK01.missing-near a/安装指南.md\nLK01.missing-near a/安装指南.md\nLK04.anchor-near 服务器的参数说明\nLK01.missing a/份.md\nLK05.wiki 安装步\nLK05.wiki-near 安装指南"
	if strings.Join(got, "\n") != want {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), want)
	}
}

// Links that a script of the old site resolved are reported once.
func TestHooksAreToldOnce(t *testing.T) {
	s := siteOf(t, "2026-11-26", map[string]string{"../site.toml": "git = false\nlinks.hooks = [\"g\", \"t\"]\n", "a.md": "[标量](g) [矢量](g) [t](t)\n", "b.md": "[映射](g)\n"})
	var got []string
	for _, d := range s.Diags() {
		if strings.HasPrefix(d.Code, "LK") {
			got = append(got, d.Pos.File+" "+d.Code+" "+strings.Join(d.Args, " | "))
		}
	}
	if want := "a.md LK01.hooks 4 | 2 | g ×3, t ×1"; strings.Join(got, "\n") != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Of two pages that an address may mean, it means the one that has the heading.
func TestTheHeadingDecides(t *testing.T) {
	s := siteOf(t, "2026-11-26", map[string]string{"../site.toml": "git = false\n", "a/b/_index.md": "# 夹\n\n## 概述\n\n## 另外\n", "a/b/b.md": "# 页\n\n## 客户端\n\n[x](../b/#客户端) [y](../b/#概述) [z](../b/)\n"})
	for hole, want := range []string{"a/b/b.html", "a/b/index.html", "a/b/index.html"} {
		if got, diags := s.Resolve(s.Page("a/b/b.md"), hole); got.Out != want || len(diags) > 0 {
			t.Errorf("%d: got %q %v, want %q", hole, got.Out, diags, want)
		}
	}
}
