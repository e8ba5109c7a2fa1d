package theme

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"milepost/generator/colour"
	"milepost/generator/diag"
)

// loadOwn is the theme of a site with the files of a folder theme, and our style sheet.
func loadOwn(t *testing.T, own Own, pairs ...string) *Theme {
	t.Helper()
	for i := 0; i < len(pairs); i += 2 {
		own.Files = append(own.Files, OwnFile{pairs[i], []byte(pairs[i+1])})
	}
	m := files(t)
	css, err := os.ReadFile(themeDir + "/css/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	m["assets/style.css"].Data = css
	th, err := Load(m, Options{Lang: "zh-CN", Own: own})
	if err != nil {
		t.Fatal(err)
	}
	return th
}

func codes(th *Theme) string {
	var out []string
	for _, d := range th.Diags() {
		out = append(out, strings.TrimPrefix(d.Pos.String(), "./theme/")+" "+d.Code)
	}
	return strings.Join(out, "\n")
}

func page(t *testing.T, th *Theme, v any) string {
	t.Helper()
	b, err := th.Render(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestOwnTemplates(t *testing.T) {
	owned := samplePage()
	for _, c := range []struct {
		name, file, src, want, lack, said string
	}{
		{"one template", "templates/tags-of.html", `<p class="mine">{{len .}}</p>`, `<p class="mine">`, `<ul class="tags">`, ""},
		{"a file with several", "templates/page.html", `{{define "tags-of"}}<i>a</i>{{end}}{{define "asks"}}<i>b</i>{{end}}`, `<i>a</i>`, `<ul class="tags">`, ""},
		{"nothing", "templates/tags-of.html", "{{/* no tags */}}\n", `<h1>`, `<ul class="tags">`, ""},
		{"an empty file", "templates/tags-of.html", "", `<h1>`, `<ul class="tags">`, ""},
		{"a helper of its own", "templates/tags-of.html", `{{define "our-part"}}<i>ours</i>{{end}}{{define "tags-of"}}{{template "our-part"}}{{end}}`, `<i>ours</i>`, `<ul class="tags">`, ""},
		{"a name that nobody asks for", "templates/tag-of.html", "x", `<ul class="tags">`, "", "templates/tag-of.html:1 TH04.template-near"},
		{"a helper that nobody asks for", "templates/x.html", `{{define "zzzzzzzzz"}}x{{end}}`, `<ul class="tags">`, "", "templates/x.html:1 TH04.template"},
		{"not closed", "templates/tags-of.html", "<p>\n{{if .}}x", `<ul class="tags">`, "", "templates/tags-of.html:2 TH03.syntax\ntemplates/tags-of.html:2 TH03.ours"},
		{"behind Chinese text", "templates/tags-of.html", "<b>标签</b>{{.Nothing}}", `<ul class="tags">`, "", "templates/tags-of.html:1:12 TH03.field\ntemplates/tags-of.html:1:12 TH03.ours"},
		{"an unknown function", "templates/tags-of.html", "{{\n upper .}}", `<ul class="tags">`, "", "templates/tags-of.html:2 TH03.syntax\ntemplates/tags-of.html:2 TH03.ours"},
		{"a field in a part that an empty page lacks", "templates/meta.html", "{{if .Owner.Name}}\n  {{.Owner.Nmae}}{{end}}", `<ul class="tags">`, "", "templates/meta.html:2:11 TH03.field-near\ntemplates/meta.html:2:11 TH03.ours"},
		{"a field of an item", "templates/tags-of.html", "{{range $i, $t := .}}{{$t.Address}}{{end}}", `<ul class="tags">`, "", "templates/tags-of.html:1:26 TH03.field\ntemplates/tags-of.html:1:26 TH03.ours"},
		{"a template that is not there", "templates/meta.html", `{{if .Tags}}{{template "tags_of" .Tags}}{{end}}`, `<ul class="tags">`, "", "templates/meta.html:1:24 TH03.template-near\ntemplates/meta.html:1:24 TH03.ours"},
		{"another value than a template is for", "templates/meta.html", `{{if .Tags}}{{template "person" .Tags}}{{end}}`, `<ul class="tags">`, "", "templates/meta.html:1:24 TH03.field\ntemplates/meta.html:1:24 TH03.ours"},
		{"too few arguments", "templates/tags-of.html", `{{if .}}{{links .}}{{end}}`, `<ul class="tags">`, "", "templates/tags-of.html:1:11 TH03.count\ntemplates/tags-of.html:1:11 TH03.ours"},
		{"another type", "templates/meta.html", `{{if .Tags}}{{links .Owner " "}}{{end}}`, `<ul class="tags">`, "", "templates/meta.html:1:15 TH03.type\ntemplates/meta.html:1:15 TH03.ours"},
		{"a range over a text", "templates/meta.html", `{{if .Title}}{{range .Owner}}x{{end}}{{end}}`, `<ul class="tags">`, "", "templates/meta.html:1:22 TH03.range\ntemplates/meta.html:1:22 TH03.ours"},
		{"a script that an address ends in", "templates/tags-of.html", `<a href="{{`, `<ul class="tags">`, "", "templates/tags-of.html:1 TH03.syntax\ntemplates/tags-of.html:1 TH03.ours"},
		{"an attribute that is not closed", "templates/tags-of.html", `<p title="`, `<ul class="tags">`, "", "templates/tags-of.html TH03.syntax\ntemplates/tags-of.html TH03.ours"},
	} {
		t.Run(c.name, func(t *testing.T) {
			th := loadOwn(t, Own{}, c.file, c.src)
			if got := codes(th); got != c.said {
				t.Errorf("said\n%s\nwant\n%s", got, c.said)
			}
			got := page(t, th, owned)
			if !strings.Contains(got, c.want) || c.lack != "" && strings.Contains(got, c.lack) {
				t.Errorf("want %q and no %q in\n%.1500s", c.want, c.lack, got)
			}
			if bare := page(t, th, PageView{}); bare == "" {
				t.Error("an empty page cannot be made")
			}
		})
	}
}

// A template that cannot be used gives way to the one that could, and the others stay.
func TestLastGoodTemplate(t *testing.T) {
	good := Own{Good: []OwnFile{{"templates/tags-of.html", []byte(`<i>before</i>`)}, {"templates/asks.html", []byte(`<i>gone</i>`)}}}
	th := loadOwn(t, good, "templates/tags-of.html", "{{", "templates/person.html", "<i>{{.Name}}</i>")
	if got := codes(th); got != "templates/tags-of.html:1 TH03.syntax\ntemplates/tags-of.html:1 TH03.kept" {
		t.Error(got)
	}
	got := page(t, th, samplePage())
	if !strings.Contains(got, "<i>before</i>") || !strings.Contains(got, "<i>运维经理</i>") || strings.Contains(got, "<i>gone</i>") {
		t.Errorf("%.1500s", got)
	}
	good.Good[0].Data = []byte("{{.Never}}") // of another version
	th = loadOwn(t, good, "templates/tags-of.html", "{{")
	if got := codes(th); got != "templates/tags-of.html:1 TH03.syntax\ntemplates/tags-of.html:1 TH03.kept" {
		t.Error(got)
	}
	if got := page(t, th, samplePage()); !strings.Contains(got, `<ul class="tags">`) {
		t.Error("ours is not shown where the last good one is none")
	}
	if len(th.Used()) != 0 {
		t.Errorf("used: %v", th.Used())
	}
}

// Two faulty files are both said.
func TestEveryFaultyTemplateIsSaid(t *testing.T) {
	th := loadOwn(t, Own{}, "templates/asks.html", "{{end}}", "templates/person.html", "<i>{{.Name}}</i>", "templates/tags-of.html", "{{.Nothing}}")
	if got := codes(th); strings.Count(got, "TH03.ours") != 2 {
		t.Error(got)
	}
	if got := page(t, th, samplePage()); !strings.Contains(got, "<i>运维经理</i>") {
		t.Error("the sound one is not shown")
	}
}

func TestOwnTexts(t *testing.T) {
	th := loadOwn(t, Own{}, OwnTexts, "\"page.owner\" = \"<管>\"\npage.deputyy = \"x\"\n[home]\nas-of = \"截至\"\nphase = \"{0}/{1} {2}\"\nboard = [1]\nkpis = 3\n\"unclosed = 1")
	want := "texts.toml:8:1 TH05.unclosed\ntexts.toml:2:6 TH04.text-near\ntexts.toml:4:1 TH05.hole\ntexts.toml:5:1 TH05.surplus\ntexts.toml:6:1 TH05.string\ntexts.toml:7:1 TH05.string"
	if got := codes(th); got != want {
		t.Errorf("said\n%s\nwant\n%s", got, want)
	}
	if got := page(t, th, samplePage()); !strings.Contains(got, "<dt>&lt;管&gt;</dt>") {
		t.Errorf("%.1500s", got)
	}
	if th.Key() == loadOwn(t, Own{}).Key() {
		t.Error("other texts, the same key")
	}
}

func TestOwnStyles(t *testing.T) {
	th := loadOwn(t, Own{}, "brand.svg", "<svg/>", OwnTokens, `/* ours
{ */
:root { --radius: 0; --papper: #fff; --mark: url(x);
  --ink: #000; }
body { color: red }
:root[data-theme='dark'] { --paper: #000000 }
@media print { :root { --ink: red } }`, OwnStyle, `@import "x.css";
h1 { background: url( "brand.svg" ) } /* } */
h2 { background: url(//x/y.png) }
h3 { background: url(data:image/png;base64,AA==), url('brandd.svg'); content: "</style>" }`)
	want := "tokens.css:3 TH04.token-near\ntokens.css:3 TH06.value\ntokens.css:5 TH06.selector\ntokens.css:7 TH06.selector\n" +
		"custom.css:1 TH06.loose\ncustom.css:3 TH06.outside\ncustom.css:4 TH06.absent-near"
	if got := codes(th); got != want {
		t.Errorf("said\n%s\nwant\n%s", got, want)
	}
	css := string(style(th))
	for _, part := range []string{":root{--radius:0;--ink:#000;}", `:root[data-theme="dark"]{--paper:#000000;}`, `h1 { background: url("brand.`, `url("data:image/png;base64,AA==")`, `<\/style>`} {
		if !strings.Contains(css, part) {
			t.Errorf("no %s in %s", part, css[strings.Index(css, "--radius:0"):])
		}
	}
	if strings.Contains(css, "//x") || strings.Contains(css, "@import") || strings.Contains(css, "</style") {
		t.Errorf("it loads what it must not: %s", css)
	}
	if !bytes.Contains(th.alone, []byte(`h1 { background: url("data:image/svg+xml;base64,`)) {
		t.Error("a page that is one file asks for another")
	}
	for _, broken := range []string{"h1 { color: red", "h1 } ", "/* h1 {}", "@media print { h1 {} ", "h1"} {
		th := loadOwn(t, Own{}, OwnStyle, "\n"+broken, OwnTokens, "\n"+broken)
		if got := codes(th); got != "tokens.css:2 TH06.unclosed\ncustom.css:2 TH06.unclosed" {
			t.Errorf("%s: %s", broken, got)
		}
	}
}

func style(th *Theme) []byte {
	for _, f := range th.files {
		if f.Path == th.assets.Style {
			return f.Data
		}
	}
	return nil
}

func TestStrangersAreSaid(t *testing.T) {
	th := loadOwn(t, Own{}, "home.html", "x", "text.toml", "", "templates/a.css", "", ".base/templates/asks.html", "", "pictures/a.png", "")
	if got := codes(th); got != "home.html TH04.stray\ntext.toml TH04.stray\ntemplates/a.css TH04.stray" {
		t.Error(got)
	}
}

// An accent fills as it was written; what is read has a contrast of 4.5 in both lights.
func TestAccent(t *testing.T) {
	for _, c := range []struct{ light, dark, said string }{
		{"#1D5F8A", "", "site.toml:3:1 TH02.derived"},
		{"#1d5f8a", "#7db8e0", ""},
		{"#ffb000", "", "site.toml:3:1 TH02.light"},
		{"#ffb000", "#333", "site.toml:3:1 TH02.light\nsite.toml:4:1 TH02.dark"},
		{"", "#7db8e0", ""},
		{"rgb(0, 0, 0)", "", "site.toml:3:1 TH02.derived"},
	} {
		th := loadOwn(t, Own{Accent: Shade{c.light, diag.Pos{File: "site.toml", Line: 3, Col: 1}}, Dark: Shade{c.dark, diag.Pos{File: "site.toml", Line: 4, Col: 1}}})
		if got := codes(th); got != c.said {
			t.Errorf("%v: said\n%s", c, got)
		}
		css := string(style(th))
		last := func(part string) string { return css[max(0, strings.LastIndex(css, part)):] }
		for scheme, block := range map[string]string{"light": last(":root{--accent:"), "dark": last(`:root[data-theme="dark"]{--accent:`)} {
			if c.light == "" && scheme == "light" {
				continue
			}
			block, _, _ = strings.Cut(block, "}")
			set := tokensOf(block + "}")
			of := set.light
			paper := colour.White
			written := c.light
			if scheme == "dark" {
				of, paper = set.dark, colour.Colour{R: 0x15, G: 0x19, B: 0x1d}
				if c.dark != "" {
					written = c.dark
				}
			}
			if of["--accent-fill"] != written {
				t.Errorf("%v, %s: it was written %s, not %s", c, scheme, written, of["--accent-fill"])
			}
			for text, ground := range map[string]string{"--accent": paper.String(), "--accent-strong": of["--accent-tint"], "--on-accent": of["--accent-fill"]} {
				a, _ := colour.Parse(of[text])
				b, _ := colour.Parse(ground)
				if got := colour.Contrast(a, b); got < 4.5 {
					t.Errorf("%v, %s: %s is %s on %s: %.2f", c, scheme, text, of[text], ground, got)
				}
			}
		}
	}
}

func TestBrandOnPages(t *testing.T) {
	svg := []byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`)
	own := Own{Logo: Picture{"a/logo.svg", svg, 40, 36}, Fonts: []string{"Our Sans"}, FontFiles: []OwnFile{{"f-Bold.woff2", []byte("wOF2")}}}
	th := loadOwn(t, own)
	base := sampleBase("../")
	base.Assets, _ = th.Assets()
	base.Brand = Brand{Home: "https://portal.example.com/", Logo: th.LogoSize(), Links: []Ref{{Title: "<门户>", Href: "mailto:a@b.c"}, {Title: "页", Href: "页.html#a"}}, Foot: []Ref{{Title: "脚", Href: "b.html"}}, FooterText: `<p>x <a href="` + RootMark + `c.html">c</a></p>`}
	v := samplePage()
	v.Shell = th.Shell(base)
	got := page(t, th, v)
	for _, part := range []string{
		`<a class="brand has-logo" href="https://portal.example.com/"><img class="logo plate" src="../assets/logo.`, `width="40" height="36" alt="">`,
		`<li><a href="mailto:a@b.c">&lt;门户&gt;</a></li><li><a href="../页.html#a">页</a></li></ul>`, `<ul class="side-links"><li><a href="mailto:a@b.c">`,
		`<div class="own"><p>x <a href="../c.html">c</a></p></div>`, `<a href="../b.html">脚</a> `, `<link rel="icon" href="../assets/logo.`,
	} {
		if !strings.Contains(got, part) {
			t.Errorf("no %s in\n%.3000s", part, got)
		}
	}
	if css := string(style(th)); !strings.Contains(css, `@font-face{font-family:"Our Sans";font-weight:600 900;`) || !strings.Contains(css, `:root:lang(zh){--sans:"Our Sans",-apple-system`) {
		t.Errorf("%s", css[len(css)-600:])
	}
	if bytes.Contains(th.alone, []byte("url(font")) {
		t.Error("a page that is one file asks for a font")
	}
	file, err := th.File(PageView{Frame: Frame{Lang: "zh-CN", Title: "x"}})
	if err != nil || !bytes.Contains(file, []byte(`<img class="paper-logo" src="data:image/svg&#43;xml;base64,`)) {
		t.Errorf("%v: %.600s", err, file)
	}
}
