package plan

import (
	"fmt"
	"testing"

	"milepost/generator/kb"
)

// Many files of a folder that a person changed on one day are one line; a few have a line each.
func TestChangesInBulkAreOneLine(t *testing.T) {
	t.Parallel()
	m := siteOf(t, `
-- site.toml --
title = "库"
-- content/_index.md --
# 首页
-- content/faq/_index.md --
# 常见问题
-- content/faq/a.md --
# 甲
-- content/faq/b.md --
# 乙
-- content/faq/c.md --
# 丙
-- content/faq/d.md --
# 丁
-- content/guide/a.md --
# 指南一
-- content/guide/b.md --
# 指南二
-- content/x.md --
# 散页
-- content/y.md --
# 散页二
-- content/z.md --
# 散页三
`)
	change := func(date kb.Date, who string) kb.Change { return kb.Change{Date: date, Author: who, From: "git"} }
	changes := map[string]kb.Change{
		"faq/d.md": change("2026-11-20", "张"), "faq/a.md": change("2026-11-20", "张"), "faq/b.md": change("2026-11-20", "张"), "faq/c.md": change("2026-11-20", "李"),
		"guide/a.md": change("2026-11-21", "张"), "guide/b.md": change("2026-11-21", "张"),
		"x.md": change("2026-11-19", "张"), "y.md": change("2026-11-19", "张"), "z.md": change("2026-11-19", "张"),
	}
	m.site.Changes = changes
	var got string
	for _, c := range m.changes("index.html") {
		got += fmt.Sprintf("%s %s %s %s %d\n", c.Title, c.Href, c.Author, c.Date, c.Count)
	}
	const want = `指南一 guide/a.html 张 2026-11-21 1
指南二 guide/b.html 张 2026-11-21 1
常见问题 faq/index.html 张 2026-11-20 3
丙 faq/c.html 李 2026-11-20 1
散页 x.html 张 2026-11-19 1
散页二 y.html 张 2026-11-19 1
散页三 z.html 张 2026-11-19 1
`
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}
