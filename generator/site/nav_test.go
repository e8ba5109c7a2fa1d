package site

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

// The order of a list counts before weight and name, and the list of a folder before that of
// a folder above. What no list names comes behind, in its own order.
func TestOrderByLists(t *testing.T) {
	pages := map[string]string{
		"index.md": "# 首页\n", "a.md": "# 甲\n", "b.md": "---\nweight: 1\n---\n# 乙\n", "c.md": "# 丙\n",
		"ops/x.md": "# X\n", "ops/y.md": "# Y\n", "ops/z.md": "# Z\n", "faq/README.md": "# 问答\n", "faq/q.md": "# Q\n",
	}
	for name, c := range map[string]struct {
		files map[string]string
		want  string
	}{
		"no list":  {nil, "index.md b.md c.md a.md ops/x.md ops/y.md ops/z.md faq/README.md faq/q.md"},
		"mdBook":   {map[string]string{"SUMMARY.md": "[首页](index.md)\n\n- [Y](ops/y.md)\n- [丙](c.md)\n- [问](faq/README.md)\n- [X](ops/x.md)\n"}, "index.md ops/y.md ops/x.md ops/z.md c.md faq/README.md faq/q.md b.md a.md"},
		"docsify":  {map[string]string{"_sidebar.md": "- [问](/faq/)\n- 运维\n  - [Z](/ops/z)\n  - [X](/ops/x.md)\n", "ops/_sidebar.md": "- [X](x.md)\n- [Z](z.md)\n"}, "index.md faq/README.md faq/q.md ops/x.md ops/z.md ops/y.md b.md c.md a.md"},
		"MkDocs":   {map[string]string{"../site.toml": "nav.file = \"mkdocs.yml\"\n", "../mkdocs.yml": "docs_dir: content\nnav:\n- c.md\n- 运维: [ops/z.md]\n"}, "index.md c.md ops/z.md ops/x.md ops/y.md b.md a.md faq/README.md faq/q.md"},
		"site":     {map[string]string{"../site.toml": "nav.list = [\"ops\", \"a.md\", \"ops/z.md\"]\n"}, "index.md ops/z.md ops/x.md ops/y.md a.md b.md c.md faq/README.md faq/q.md"},
		"pages":    {map[string]string{"ops/.pages": "title: 值班\nnav: [z.md, ..., x.md]\n"}, "index.md b.md c.md a.md faq/README.md faq/q.md ops/z.md ops/y.md ops/x.md"},
		"category": {map[string]string{"ops/_category_.json": `{"label":"值班","position":0}`}, "index.md ops/x.md ops/y.md ops/z.md b.md c.md a.md faq/README.md faq/q.md"},
	} {
		t.Run(name, func(t *testing.T) {
			files := maps.Clone(pages)
			maps.Copy(files, c.files)
			s := siteOf(t, "2026-11-26", files)
			var got []string
			for _, p := range s.Order {
				got = append(got, p.Path)
			}
			if g := strings.Join(got, " "); g != c.want {
				t.Errorf("got  %s\nwant %s", g, c.want)
			}
			if len(s.Diags()) > 0 {
				t.Error(s.Diags()[0].Line("en"))
			}
		})
	}
}

// A folder without a page of its own has the title under which the list has its pages.
func TestTitlesByLists(t *testing.T) {
	s := siteOf(t, "2026-11-26", map[string]string{
		"ops/x.md": "# X\n", "ops/y.md": "# Y\n", "faq/q.md": "# Q\n", "faq/r.md": "# R\n", "dev/d.md": "# D\n", "dev/.pages": "title: 开发\n",
		"SUMMARY.md": "- 运行与维护\n  - [X](ops/x.md)\n  - [Y](ops/y.md)\n- 问题\n  - [Q](faq/q.md)\n- 其他\n  - [R](faq/r.md)\n  - [D](dev/d.md)\n",
	})
	var got []string
	for _, sec := range s.Sections {
		got = append(got, sec.Path+"="+sec.Title)
	}
	if want := []string{".=Milepost", "dev=开发", "faq=faq", "ops=运行与维护"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// A page without a title has that of the list. The heading of its first section, or the name
// of its file, is not a title that its author gave.
func TestTitlesOfPagesByLists(t *testing.T) {
	s := siteOf(t, "2026-11-26", map[string]string{
		"a.md": "## 定义\n\n## 性质\n", "g.md": "## 独一\n\n### 下面\n", "h.md": "## 同样\n\n## 另外\n", "02-b.md": "正文\n", "c.md": "# 自己的\n", "d.md": "---\ntitle: 写明的\n---\n## 定义\n## 性质\n", "e.md": "## 不在目录里\n",
		"SUMMARY.md": "- [散列](a.md)\n- [二](02-b.md)\n- [三](c.md)\n- [四](d.md)\n- [七](g.md)\n- [同样](h.md)\n", "f.md": "[](a.md) [[散列]]\n",
	})
	var got []string
	for _, p := range s.Pages {
		got = append(got, p.Path+"="+p.Title)
	}
	if want := []string{"02-b.md=二", "a.md=散列", "c.md=自己的", "d.md=写明的", "e.md=不在目录里", "f.md=f", "g.md=独一", "h.md=同样"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if !s.Page("h.md").Repeats || s.Page("a.md").Repeats {
		t.Error("which pages repeat their title")
	}
	if to, diags := s.Resolve(s.Page("f.md"), 2); to.Out != "a.html" || len(diags) > 0 {
		t.Errorf("[[散列]] leads to %q %v", to.Out, diags)
	}
}

// With nav.file_titles, a page without a title has the name of its file as title.
func TestTitlesByFiles(t *testing.T) {
	s := siteOf(t, "2026-11-26", map[string]string{"../site.toml": "git = false\nnav.file_titles = true\n",
		"01-列表.md": "## 设置\n\n## 别的\n", "卡片.md": "# 自己的\n", "夹/_index.md": "## 夹子\n\n## 别的\n"})
	var got []string
	for _, p := range s.Pages {
		got = append(got, p.Path+"="+p.Title)
	}
	if want := []string{"01-列表.md=列表", "卡片.md=自己的", "夹/_index.md=夹子"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// An address that begins with a slash is looked for without the prefixes of links.strip, and
// in links.roots. That a file is in a hidden folder is reported.
func TestAddressesOfOtherGenerators(t *testing.T) {
	s := siteOf(t, "2026-11-26", map[string]string{
		"../site.toml":        "[links]\nstrip = [\"/zh/docs/\"]\nroots = [\"book\"]\nstatic = [\"static\", \"content/.gitbook/assets\"]\n",
		"../static/img/a.txt": "1", ".gitbook/assets/b.txt": "2", ".secret/c.txt": "3",
		"book/guide/index.md": "# G\n",
		"a.md":                "# A\n\n[1](/zh/docs/guide/) [2](/img/a.txt) [3](.gitbook/assets/b.txt) [4](/zh/docsx) [5](.secret/c.txt) [6](/zh/docs/Guide) [7](book/Guide/index.md)\n",
	})
	p := s.Page("a.md")
	var got []string
	for i := range p.Body.Get().Holes {
		to, diags := s.Resolve(p, i)
		said := to.Out
		for _, d := range diags {
			said += " " + d.Code
		}
		got = append(got, said)
	}
	want := []string{"book/guide/index.html", "static/img/a.txt", ".gitbook/assets/b.txt", " LK01.missing", " LK01.hidden", "book/guide/index.html LK02.case", "book/guide/index.html LK02.case"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestBrokenEntriesAreReported(t *testing.T) {
	s := siteOf(t, "2026-11-26", map[string]string{
		"../site.toml": "language = \"en\"\n", "a.md": "# A\n", "ops/x.md": "# X\n", "late.md": "---\ndraft: true\n---\n",
		"SUMMARY.md": "- [A](a.md)\n- [X](x.md)\n  - [无](gone.md)\n- [L](late.md)\n- [S](SUMMARY.md)\n",
	})
	var got []string
	for _, d := range s.Diags() {
		got = append(got, d.Line("en"))
	}
	want := []string{
		"SUMMARY.md:2:3: NV01 x.md, which the list of pages names, does not exist (did you mean ops/x.md?)",
		"SUMMARY.md:3:5: NV01 gone.md, which the list of pages names, does not exist (mend the path, or take the line out)",
		"SUMMARY.md:5:3: NV01 SUMMARY.md, which the list of pages names, does not exist (mend the path, or take the line out)",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}
