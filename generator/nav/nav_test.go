package nav

import (
	"fmt"
	"strings"
	"testing"

	"milepost/generator/kb"
)

func TestFilesOfOrder(t *testing.T) {
	for name, c := range map[string]struct{ file, src, want string }{
		"mdBook": {"SUMMARY.md", "# 目录\n\n[前言](qian.md)\n\n# 第一部分\n\n- [安装](an/zhuang.md)\n    - [Linux](an/linux%20版.md#top)\n- [还没写]()\n---\n[附录](<附 录.md>)\n",
			"3:1 0 前言 qian.md|7:3 0 安装 an/zhuang.md|8:7 1 Linux an/linux 版.md|9:3 0 还没写 |11:1 0 附录 附 录.md"},
		"GitBook": {"docs/summary.md", "* [总览](README.md)\n* 运维\n  * [**备份**](ops/back\\_up.md \"说明\")\n  * [官网](https://example.com/a.md)\n",
			"1:3 0 总览 README.md|2:3 0 运维 |3:5 1 备份 ops/back\\_up.md"},
		"docsify":              {"_sidebar.md", "<!-- 菜单\n- [旧](x.md) -->\n\n- [指南](/zh/guide?id=top)\n- [首页](/)\n", "4:3 0 指南 /zh/guide|5:3 0 首页 /"},
		"a page":               {"SUMMARY.md", "# 总结\n\n今年做了三件事，见[周报](weekly.md)。\n", "no"},
		"a list without links": {"SUMMARY.md", "- 一\n- 二\n", "no"},
		"MkDocs": {"mkdocs.yml", "site_name: 站\nnav:\n  - index.md\n  - 指南:\n    - guide/a.md\n    - 乙: 'guide/b.md'\n  - 外站: https://example.com\nmarkdown_extensions:\n  - x:\n      e: !!python/name:material.x\n",
			"docs 3:5 0  index.md|4:5 0 指南 |5:7 1  guide/a.md|6:7 1 乙 guide/b.md"},
		"MkDocs elsewhere": {"kb/mkdocs.yml", "docs_dir: \"src\" # here\nnav: [a.md]\n", "kb/src 2:7 0  a.md"},
		"MkDocs without":   {"mkdocs.yml", "site_name: x\n", "no"},
		"pages":            {"a/.pages", "title: 手册\nnav:\n  - b.md\n  - ...\n  - 末: c\n", "a 手册 3:5 0  b.md|4:5 0 …|5:5 0 末 c"},
		"category":         {"a/_category_.json", "{\"label\": \"入门\", \"position\": 0}\n", "a 入门 -1 "},
		"category badly":   {"_category_.json", "{\"position\": \"first\"}\n", "NV02.position 1:2"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := said(Parse(t.Context(), c.file, []byte(c.src)), c.file); !strings.HasSuffix(got, c.want) {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func said(n *kb.Nav, file string) string {
	if n == nil {
		return "no"
	}
	var items []string
	for _, it := range n.Items {
		target := it.Title + " " + it.Target
		if it.Rest {
			target = "…"
		}
		items = append(items, fmt.Sprintf("%d:%d %d %s", it.Line, it.Col, it.Depth, target))
	}
	for _, d := range n.Diags {
		items = append(items, fmt.Sprintf("%s %d:%d", d.Code, d.Pos.Line, d.Pos.Col))
	}
	out := n.Dir + " " + n.Title + " "
	if n.Weight != 0 {
		out += fmt.Sprint(n.Weight) + " "
	}
	return strings.Join(strings.Fields(out), " ") + " " + strings.Join(items, "|")
}

func FuzzParse(f *testing.F) {
	f.Add("SUMMARY.md", []byte("- [a](b.md)\n\t- [c](<d>)\n"))
	f.Add("mkdocs.yml", []byte("nav:\n- a: [b, {c: d}]\n"))
	f.Add(".pages", []byte("nav: [..., a]\ntitle: [x]\n"))
	f.Add("_category_.json", []byte("{\"label\": {}, \"position\": 1e99}"))
	f.Fuzz(func(t *testing.T, name string, src []byte) {
		n := Parse(t.Context(), name, src)
		if n == nil {
			return
		}
		lines := strings.Count(string(src), "\n") + strings.Count(string(src), "\r") + 2
		for _, it := range n.Items {
			if it.Line < 1 || it.Line > lines || it.Col < 1 {
				t.Fatalf("%+v is outside of %d lines", it, lines)
			}
		}
	})
}
