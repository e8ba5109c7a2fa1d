package main

import (
	"bufio"
	"bytes"
	"strings"
	"testing"

	"milepost/generator/message"
)

// On a terminal `new site` asks two questions, and each says what an empty answer means.
func TestNewSiteAsksNameAndLanguage(t *testing.T) {
	catalog, err := message.Parse(messages)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, answers string
		opt           siteOptions
		title, path   string
		asked         int
	}{
		{"both answered", "Handbook\nen\n", siteOptions{}, `title = "Handbook"`, "content/faq/expenses.md", 2},
		{"both left", "\n\n", siteOptions{}, `title = "手册"`, "content/常见问题/报销.md", 2},
		{"the input ends", "", siteOptions{}, `title = "手册"`, "content/常见问题/报销.md", 2},
		{"one said", "en-GB\n", siteOptions{title: "甲\t乙"}, `title = "甲 乙"`, "content/faq/expenses.md", 1},
		{"both said", "no\nno\n", siteOptions{title: "甲", language: "zh-CN"}, `title = "甲"`, "content/常见问题/报销.md", 0},
	} {
		var out bytes.Buffer
		a := &app{printer: newPrinter(&out, &out, catalog, "zh-CN"), catalog: catalog}
		files, err := a.starterFiles("手册", c.opt, dialogue{bufio.NewScanner(strings.NewReader(c.answers)), &out})
		if err != nil {
			t.Fatal(err)
		}
		all := map[string]string{}
		for _, f := range files {
			all[f.Path] = string(f.Data)
		}
		if asked := strings.Count(out.String(), "] "); asked != c.asked || !strings.Contains(all["site.toml"], c.title) || all[c.path] == "" {
			t.Errorf("%s: asked %d times, want %d; no %s or no %s in:\n%s", c.name, asked, c.asked, c.title, c.path, all["site.toml"])
		}
	}
}
