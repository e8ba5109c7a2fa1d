package site

import (
	"strings"
	"testing"
)

// Addresses as other generators have them lead where they are meant to; those that lead nowhere do not.
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
		"the usual one":                  {"index.md", "/docs/安装", "en/docs/安装.html", ""},
		"beside the page as a folder":    {"zh/docs/部署.md", "../安装/", "zh/docs/安装.html", ""},
		"below the page as a folder":     {"zh/docs/部署.md", "细节/", "zh/docs/部署/细节.html", ""},
		"above the content, as a folder": {"b.md", "../zh/docs/安装/", "zh/docs/安装.html", ""},
		"with another ending":            {"zh/docs/部署.md", "./安装.mdx#a", "zh/docs/安装.html", "LK04.anchor"},
		"hyphens for blanks":             {"zh/docs/部署.md", "/docs/getting-started/example/", "zh/docs/Getting started/example.html", "LK02.case"},
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
