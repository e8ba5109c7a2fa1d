package theme

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"milepost/generator/parallel"
)

func TestPagesLoadTheSheetsThatTheyNeed(t *testing.T) {
	th := loadOwn(t, Own{}, OwnStyle, "h1 { color: red }")
	link := func(name string) string {
		for _, s := range th.sheets {
			if s.name == name {
				return `<link rel="stylesheet" href="../` + s.path + `">`
			}
		}
		for _, s := range th.scripts {
			if s.name == name {
				return `<script defer src="../` + s.path + `"></script>`
			}
		}
		t.Fatalf("no %s", name)
		return ""
	}
	for _, f := range th.files {
		if strings.HasSuffix(f.Path, ".css") && !strings.Contains(f.Path, "search") && !bytes.Contains(f.Data, []byte("h1 { color: red }")) {
			t.Errorf("%s lacks the last word of the site's own styles", f.Path)
		}
	}
	site := `<script defer src="../` + th.assets.Script + `"></script>`
	style := `<link rel="stylesheet" href="../` + th.assets.Style + `">`
	for _, c := range []struct{ body, want string }{
		{`<p>report-section chart code</p>`, ""},
		{`<figure class="chart small">`, "chart.css"},
		{`<p class="legend parts grades">`, "chart.css"},
		{`<svg class="pic"></svg><p class="legend parts">`, "chart.css board.css"},
		{`<svg class="pic"><rect class="g-1"/></svg>`, "chart.css board.css"},
		{`<div class="code" data-lang="go">`, "code.css text.js"},
		{`<div class="table-tools">`, "tables.js"},
		{`<div class="report" id="a">`, "report.css issue.css"},
		{`<body class="kind-report is-onepage"><div class="report">`, "report.css issue.css onepage.css"},
		{`<section class="front-part report-section"><table class="report-table fleet">`, "home.css report.css board.css"},
		{`<article class="book">`, "book.css"},
		{`<body class="kind-home"><section class="stand"><p class="report-lead">`, "home.css report.css"},
	} {
		sheets, scripts := style, site
		for _, name := range strings.Fields(c.want) {
			if strings.HasSuffix(name, ".js") {
				scripts += "\n" + link(name)
			} else {
				sheets += "\n" + link(name)
			}
		}
		want := sheets + "<title>" + scripts
		if got := string(th.styled([]byte(style + "<title>" + site + c.body))); got != want+c.body {
			t.Errorf("%s:\n%s\nwant %s", c.body, got, want)
		}
	}
	if own := []byte(`<link rel="stylesheet" href="my.css"><div class="report">`); !bytes.Equal(th.styled(own), own) {
		t.Error("a page without our styles got a part of them")
	}
	for _, name := range []string{"report.css", "board.css", "chart.css"} {
		if !bytes.Contains(th.alone, []byte("/* "+name+" */")) {
			t.Errorf("a page that is one file lacks %s", name)
		}
	}
}

// What a class attribute needs is the same whether it is remembered or there were too many others.
func TestNeedsAreRemembered(t *testing.T) {
	th := loadOwn(t, Own{})
	parallel.Each(8, 3*mostKnown, func(i int) bool {
		page := fmt.Sprintf(`<p class="x%d"><p class="x%d %s"><p>`, i%(2*mostKnown), i, [...]string{"sign", "parts"}[i%2])
		var names []string
		bits := th.needed([]byte(page))
		for s := range only(th.sheets, bits) {
			names = append(names, s.name)
		}
		want := [...]string{"issue.css", "chart.css board.css"}[i%2]
		if got := strings.Join(names, " "); got != want || bits>>len(th.sheets) != 0 {
			t.Errorf("page %d needs %s, want %s", i, got, want)
		}
		return true
	})
	if n := len(th.needs.known); n != mostKnown {
		t.Errorf("%d attributes are remembered", n)
	}
}
