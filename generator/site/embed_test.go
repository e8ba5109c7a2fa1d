package site

import (
	"fmt"
	"slices"
	"testing"

	"milepost/generator/kb"
)

// ![[name]] means the file beside the page, or else one with that name or whose path ends
// so, in small or capital letters.
func TestEmbedsFindFilesByName(t *testing.T) {
	const png = "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
	s := siteOf(t, "2026-11-26", map[string]string{
		"甲/页.md": "# 页\n\n![[图.png]]\n\n![[远.PNG]]\n\n![[乙/图.png|300]]\n\n![[没有.png]]\n", "甲/图.png": png, "乙/图.png": png, "丙/深/远.png": png,
	})
	p := s.Page("甲/页.md")
	var got []string
	for _, h := range p.Body.Get().Holes {
		if h.Kind != kb.HoleImage {
			continue
		}
		to, diags := s.wiki(p, &h)
		if len(diags) > 0 {
			got = append(got, diags[0].Code)
			continue
		}
		got = append(got, to.Out)
	}
	want := []string{"甲/图.png", "丙/深/远.png", "乙/图.png", "LK03.missing"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// [[name]] means the page with that name in the same top folder, if there is one: vaults have
// a top folder for each language.
func TestWikiLinksStayInTheirTopFolder(t *testing.T) {
	s := siteOf(t, "2026-11-26", map[string]string{
		"中文/链接/甲.md": "# 甲\n\n[[安装]] [[升级]] [[独有]]\n", "中文/入门/安装.md": "# 安装\n", "英文/入门/安装.md": "# 安装\n",
		"中文/a/升级.md": "# 升级\n", "中文/b/升级.md": "# 升级\n", "英文/升级.md": "# 升级\n",
		"英文/x/独有.md": "# 独有\n", "法文/x/独有.md": "# 独有\n",
	})
	p := s.Page("中文/链接/甲.md")
	var got []string
	for _, h := range p.Body.Get().Holes {
		if h.Kind != kb.HoleLink {
			continue
		}
		to, diags := s.wiki(p, &h)
		for _, d := range diags {
			to.Out += fmt.Sprint(" ", d.Code, " ", d.Args[1])
		}
		got = append(got, to.Out)
	}
	want := []string{"中文/入门/安装.html", "中文/a/升级.html LK05.ambiguous 中文/a/升级.md, 中文/b/升级.md", "法文/x/独有.html LK05.ambiguous 法文/x/独有.md, 英文/x/独有.md"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// [[name]] means a file with that name before a page with that title.
func TestNamesOfFilesComeBeforeTitles(t *testing.T) {
	s := siteOf(t, "2026-11-26", map[string]string{"../site.toml": "git = false\n", "a/列表.md": "# 设置\n", "b/设置.md": "# 设置\n", "c/x.md": "[[设置]] [[b/设置]] [[列表]]\n", "d/标题.md": "# 别名\n", "e/别的.md": "# 别名\n"})
	p := s.Page("c/x.md")
	for hole, want := range []string{"b/设置.html", "b/设置.html", "a/列表.html"} {
		if got, diags := s.Resolve(p, 2*hole); got.Out != want || len(diags) > 0 {
			t.Errorf("%d: got %q %v, want %q", hole, got.Out, diags, want)
		}
	}
}
