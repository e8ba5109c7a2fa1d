package theme

import (
	"bytes"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"milepost/generator/digest"
)

// -preview DIR writes the samples with the built assets, to be looked at.
var preview = flag.String("preview", "", "directory to write the sample pages to")

const themeDir = "../../themes/default"

var assetNames = []string{"style.css", "theme.js", "site.js", "tables.js", "text.js", "search.js", "search-more.js", "search-ui.js", "search.css", "home.css", "chart.css", "code.css", "report.css", "issue.css", "onepage.css", "board.css", "book.css", "formula.css", "formula.js", "diagram.css", "diagram.js", "mermaid.js", "chart.js", "echarts.js", "icon.svg"}

// files is the default theme with stand-ins for its built assets.
func files(t testing.TB) fstest.MapFS {
	m := fstest.MapFS{}
	for _, glob := range []string{"templates/*.html", "catalog/*.json"} {
		names, err := fs.Glob(os.DirFS(themeDir), glob)
		if err != nil || len(names) == 0 {
			t.Fatalf("%s: %d files, %v", glob, len(names), err)
		}
		for _, n := range names {
			data, err := os.ReadFile(filepath.Join(themeDir, n))
			if err != nil {
				t.Fatal(err)
			}
			m[n] = &fstest.MapFile{Data: data}
		}
	}
	for _, n := range assetNames {
		m["assets/"+n] = &fstest.MapFile{Data: []byte("/* " + n + " */")}
	}
	return m
}

func load(t testing.TB, lang string) *Theme {
	th, err := Load(files(t), Options{Lang: lang, SVG: func(c Chart, id string) (string, error) {
		return `<svg viewBox="0 0 720 320" role="img"><title>图</title><path d="M40 280 200 200 360 180 520 90 680 60" fill="none" stroke="#2060c0" stroke-width="2"/></svg>`, nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	return th
}

func TestEveryViewRenders(t *testing.T) {
	for _, lang := range []string{"zh-CN", "en"} {
		th := load(t, lang)
		seen := map[reflect.Type]bool{}
		for name, v := range samples(th) {
			seen[reflect.TypeOf(v)] = true
			page, err := th.Render(v)
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			if again, _ := th.Render(v); !bytes.Equal(page, again) {
				t.Errorf("%s: two renderings differ", name)
			}
			checkPage(t, lang+" "+name, page)
			digest.Of(v) // panics if the view is not plain data
		}
		for _, v := range views {
			if !seen[reflect.TypeOf(v)] {
				t.Errorf("no sample of %T", v)
			}
			page, err := th.Render(v)
			if err != nil {
				t.Errorf("empty %T: %v", v, err)
			}
			checkPage(t, "empty "+reflect.TypeOf(v).Name(), page)
			digest.Of(v)
		}
	}
}

// checkPage checks what must be true of every page.
func checkPage(t *testing.T, name string, page []byte) {
	t.Helper()
	checkBalance(t, name, page)
	for what, re := range map[string]*regexp.Regexp{
		"an inline style":       regexp.MustCompile(`<[a-zA-Z][^>]*\sstyle\s*=`),
		"an event handler":      regexp.MustCompile(`<[a-zA-Z][^>]*\son[a-z]+\s*=`),
		"a refused value":       regexp.MustCompile(`ZgotmplZ`),
		"an indented line":      regexp.MustCompile(`>\n\s+<(?:div|p|ul|section)`),
		"a missing text":        regexp.MustCompile(`>(?:page|nav|home|kpi|gantt|status|source|dataset|workbook)\.[a-z.-]+<`),
		"an address of a host":  regexp.MustCompile(`(?:src|href)="(?:https?:)?//`),
		"an empty href":         regexp.MustCompile(`<a[^>]* href=""`),
		"a style element":       regexp.MustCompile(`<style`),
		"a template's leftover": regexp.MustCompile(`\{\{|<no value>`),
	} {
		if m := re.Find(page); m != nil && (what != "an empty href" || !strings.HasPrefix(name, "empty")) {
			t.Errorf("%s has %s: %.120s", name, what, m)
		}
	}
	for _, m := range regexp.MustCompile(`<script[^>]*>`).FindAll(page, -1) {
		if !bytes.Contains(m, []byte(" src=")) && !bytes.Contains(m, []byte(`type="application/json"`)) {
			t.Errorf("%s has an inline script: %s", name, m)
		}
	}
	if n := bytes.Count(page, []byte("<h1")); n != 1 && !strings.Contains(name, "old/") && !strings.Contains(name, "Redirect") {
		t.Errorf("%s has %d h1", name, n)
	}
}

var (
	tags  = regexp.MustCompile(`<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:"[^"]*"|[^">])*)>`)
	voids = []string{"meta", "link", "br", "hr", "img", "input", "col", "wbr"}
)

// checkBalance fails if an element is not closed where it should be, or an id stands twice.
func checkBalance(t *testing.T, name string, page []byte) {
	t.Helper()
	var open []string
	ids := map[string]bool{}
	raw := regexp.MustCompile(`(?s)(<script[^>]*>).*?</script>`).ReplaceAll(page, []byte("$1</script>"))
	for _, m := range tags.FindAllSubmatch(raw, -1) {
		el, attrs := string(m[2]), string(m[3])
		if id := regexp.MustCompile(` id="([^"]*)"`).FindStringSubmatch(attrs); id != nil {
			if ids[id[1]] && !strings.HasPrefix(id[1], "r") && id[1] != "g1-grid" && id[1] != "g1" {
				t.Errorf("%s: id %q stands twice", name, id[1])
			}
			ids[id[1]] = true
		}
		switch {
		case slices.Contains(voids, el) || strings.HasSuffix(attrs, "/"):
		case len(m[1]) == 0:
			open = append(open, el)
		case len(open) == 0 || open[len(open)-1] != el:
			t.Errorf("%s: </%s> closes %v", name, el, open)
			return
		default:
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 {
		t.Errorf("%s: not closed: %v", name, open)
	}
}

func TestHostileTexts(t *testing.T) {
	th := load(t, "zh-CN")
	const bad = `"'><script>alert(1)</script><!-- {{.}} javascript:alert(1)`
	base := poison(reflect.ValueOf(sampleBase("../")), bad, "").Interface().(Base)
	for name, v := range words() {
		hostile := withBase(th, poison(reflect.ValueOf(v), bad, "").Interface(), base)
		page, err := th.Render(hostile)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for _, no := range []string{"<script>alert", `"'>`, "<!--", `href="javascript:`} {
			if i := bytes.Index(page, []byte(no)); i >= 0 {
				t.Errorf("%s: a text got through: …%s…", name, page[max(0, i-80):min(len(page), i+80)])
			}
		}
	}
}

// poison copies a view and replaces every text, except those that choose a branch of
// a template and those that are safe HTML.
func poison(v reflect.Value, bad, field string) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	out.Set(v)
	switch v.Kind() {
	case reflect.String:
		switch {
		case field == "HTML" || field == "Kind" && (v.String() != "" && slices.Contains([]string{"chart", "kpi", "gantt", "table", "raci", "milestones", "report", "problem", "lead", "verdicts", "lines", "agenda", "grid", "bars", "trends", "note", "prose", "sign", "text", "number", "date", "mark", "curve"}, v.String())):
		case v.String() == "":
		default:
			out.SetString(bad)
		}
	case reflect.Struct:
		if strings.HasPrefix(v.Type().Name(), "Sealed") {
			return v
		}
		for i := range v.NumField() {
			out.Field(i).Set(poison(v.Field(i), bad, v.Type().Field(i).Name))
		}
	case reflect.Slice:
		out.Set(reflect.MakeSlice(v.Type(), v.Len(), v.Len()))
		for i := range v.Len() {
			out.Index(i).Set(poison(v.Index(i), bad, field))
		}
	}
	return out
}

func TestLoadErrorsNameFileAndLine(t *testing.T) {
	for _, row := range []struct {
		name, file, data, want string
	}{
		{"no assets", "assets/site.js", "", "make assets"},
		{"syntax", "templates/page.html", "{{define \"page\"}}\n\n{{if}}{{end}}{{end}}", "templates/page.html:3"},
		{"field", "templates/tags.html", "{{define \"tag\"}}\n{{.Nope}}{{end}}{{define \"tags\"}}{{end}}", "templates/tags.html:2"},
		{"template gone", "templates/tags.html", "", `no {{define "tag"}}`},
		{"catalog", "catalog/site.json", "{", "catalog/site.json"},
	} {
		t.Run(row.name, func(t *testing.T) {
			m := files(t)
			if row.data == "" && strings.HasPrefix(row.file, "assets/") {
				delete(m, row.file)
			} else {
				m[row.file] = &fstest.MapFile{Data: []byte(row.data)}
			}
			_, err := Load(m, Options{})
			if err == nil || !strings.Contains(err.Error(), row.want) {
				t.Errorf("got %v, want something with %q", err, row.want)
			}
		})
	}
}

func TestKeyFollowsEveryInput(t *testing.T) {
	key := func(lang string, change func(fstest.MapFS)) digest.Key {
		m := files(t)
		change(m)
		th, err := Load(m, Options{Lang: lang})
		if err != nil {
			t.Fatal(err)
		}
		return th.Key()
	}
	base := key("zh-CN", func(fstest.MapFS) {})
	if base != key("zh-CN", func(fstest.MapFS) {}) {
		t.Fatal("equal themes have different keys")
	}
	edit := func(name, add string) func(fstest.MapFS) {
		return func(m fstest.MapFS) {
			m[name] = &fstest.MapFile{Data: append(bytes.Clone(m[name].Data), add...)}
		}
	}
	for name, k := range map[string]digest.Key{
		"language": key("en", func(fstest.MapFS) {}),
		"template": key("zh-CN", edit("templates/page.html", "x")),
		"asset":    key("zh-CN", edit("assets/style.css", "x")),
		"text": key("zh-CN", func(m fstest.MapFS) {
			s := string(m["catalog/site.json"].Data)
			m["catalog/site.json"] = &fstest.MapFile{Data: []byte(strings.Replace(s, "打开目录", "展开目录", 1))}
		}),
	} {
		if k == base {
			t.Errorf("%s: the key did not change", name)
		}
	}
}

func TestPreview(t *testing.T) {
	if *preview == "" {
		t.Skip("only with -preview DIR")
	}
	m := files(t)
	for _, n := range assetNames {
		if data, err := os.ReadFile(filepath.Join(themeDir, "assets", n)); err == nil {
			m["assets/"+n] = &fstest.MapFile{Data: data}
		}
	}
	th, err := Load(m, Options{Lang: "zh-CN", SVG: load(t, "").opt.SVG})
	if err != nil {
		t.Fatal(err)
	}
	write := func(name string, data []byte) {
		p := filepath.Join(*preview, name)
		if err := os.MkdirAll(filepath.Dir(p), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	assets, list := th.Assets()
	for _, a := range list {
		write(a.Path, a.Data)
	}
	file, err := th.File(sampleReport())
	if err != nil {
		t.Fatal(err)
	}
	write("file.html", file)
	if file, err = th.File(stuffed()); err != nil {
		t.Fatal(err)
	}
	write("onepage.html", file)
	mail, err := th.Mail(MailInput{Report: monthly(), Href: "https://kb.example.com/2026-10.html", Files: []string{"2026年10月月报.html", "2026年10月月报.xlsx"}})
	if err != nil {
		t.Fatal(err)
	}
	write("mail.html", []byte(mail.HTML))
	write("mail.txt", []byte(mail.Subject+"\n\n"+mail.Text))
	for name, v := range words() {
		b := sampleBase(strings.Repeat("../", strings.Count(name, "/")))
		b.Assets = assets
		page, err := th.Render(withBase(th, v, b))
		if err != nil {
			t.Fatal(err)
		}
		write(name, page)
	}
}

func BenchmarkRender(b *testing.B) {
	th := load(b, "zh-CN")
	v := samplePage()
	v.Fills = v.Fills[:1]
	v.Shell = th.Shell(sampleBase("../"))
	page, err := th.Render(v)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(page)))
	for b.Loop() {
		if _, err := th.Render(v); err != nil {
			b.Fatal(err)
		}
	}
}
