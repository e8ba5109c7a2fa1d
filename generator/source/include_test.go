package source

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"milepost/generator/kb"
)

// A page that includes files is read anew when one of them changes, comes or goes, also if the
// hint does not name the page. Files outside of the content folder and tables are not included.
func TestIncludedFiles(t *testing.T) {
	root := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		file := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("秘密.md", "外面的秘密")
	write("content/表.csv", "姓名\n张\n")
	write("content/.藏/a.md", "藏着的")
	write("content/码/a.py", "print(1)\n")
	write("content/码/b.py", "print(2)\n")
	write("content/甲.md", "--8<-- \"乙.md\"\n\n<<< ./码/a.py\n\n--8<-- \"../秘密.md\"\n\n--8<-- \"链.md\"\n\n--8<-- \"表.csv\"\n\n--8<-- \".藏/a.md\"\n\n--8<-- \"码\"\n")
	s := New(root, Options{Today: func() kb.Date { return "2026-09-30" }})
	refresh := func(h Hint) (body string, said []string) {
		t.Helper()
		snap, err := s.Refresh(t.Context(), h)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range snap.Diags {
			said = append(said, d.Pos.File+" "+d.Code)
		}
		i := slices.IndexFunc(snap.Pages, func(p *Page) bool { return p.Path == "甲.md" })
		for _, in := range snap.Pages[i].Includes {
			if in.Missing {
				said = append(said, "missing "+in.Said)
			}
		}
		return bodyOf(snap.Pages[i]), said
	}
	_, said := refresh(Hint{All: true})
	for _, want := range []string{"missing 乙.md", "missing 码", "missing 链.md", "甲.md MD13.outside", "甲.md MD13.table", "甲.md MD13.hidden", "码/b.py SO03.served"} {
		if !slices.Contains(said, want) {
			t.Errorf("%q does not say %q", said, want)
		}
	}
	if slices.Contains(said, "码/a.py SO03.served") {
		t.Error("a diagnostic says that an included file is not published by itself")
	}
	key := s.entries["甲.md"].key
	write("content/乙.md", "# 乙\n\n正文一。\n")
	body, said := refresh(Hint{Files: []string{"content/乙.md"}})
	if !strings.Contains(body, "正文一") || slices.Contains(said, "missing 乙.md") || s.entries["甲.md"].key == key {
		t.Errorf("%s %q", body, said)
	}
	write("content/乙.md", "正文二。\n")
	if body, _ = refresh(Hint{Dirs: []string{"content"}}); !strings.Contains(body, "正文二") || strings.Contains(body, "外面的") {
		t.Error(body)
	}
	if err := os.Symlink("../秘密.md", filepath.Join(root, "content/链.md")); err == nil {
		if body, said = refresh(Hint{All: true}); strings.Contains(body, "外面的") || slices.Contains(said, "missing 链.md") {
			t.Errorf("%s %q", body, said)
		}
	}
	now, ok := s.Identity()
	if again, _ := Identify(t.Context(), root, Options{Today: func() kb.Date { return "2026-09-30" }}); !ok || again != now {
		t.Error("the identity of the sources differs if nothing is parsed")
	}
}

// ![[name]] shows a note from any folder, as soon as it is there, and the nearest one if there
// are several.
func TestNotesByName(t *testing.T) {
	root := t.TempDir()
	write := func(name, text string) string {
		t.Helper()
		file := filepath.Join(root, "content", filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, []byte(text), 0o644)); err != nil {
			t.Fatal(err)
		}
		return "content/" + name
	}
	write("甲/页.md", "![[备份]]\n\n![[深/恢复]]\n")
	s := New(root, Options{Today: func() kb.Date { return "2026-09-30" }})
	for i, step := range []struct {
		files [][2]string
		want  string
	}{
		{nil, ""},
		{[][2]string{{"乙/备份.md", "乙的备份\n"}}, "乙的备份"},
		{[][2]string{{"甲/下/备份.md", "甲下的备份\n"}, {"丙/恢复.md", "不是它\n"}}, "甲下的备份"},
		{[][2]string{{"甲/备份.md", "甲的备份\n"}, {"丙/深/恢复.md", "恢复\n"}}, "甲的备份 恢复"},
		{[][2]string{{"甲/备份.md", "改了\n"}}, "改了 恢复"},
	} {
		hint := Hint{All: i == 0}
		for _, f := range step.files {
			hint.Files = append(hint.Files, write(f[0], f[1]))
		}
		snap, err := s.Refresh(t.Context(), hint)
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(snap.Pages, func(p *Page) bool { return p.Path == "甲/页.md" })
		var got []string
		for _, line := range strings.Split(bodyOf(snap.Pages[i]), "\n") {
			if text, is := strings.CutPrefix(line, "<p>"); is && !strings.Contains(text, "<a") {
				got = append(got, strings.TrimSuffix(text, "</p>"))
			}
		}
		if strings.Join(got, " ") != step.want {
			t.Errorf("%v: got %q, want %q", step.files, got, step.want)
		}
	}
}

// bodyOf is the HTML of a page, with nothing in its holes.
func bodyOf(p *Page) string {
	body := p.Body.Get()
	return strings.Join(body.HTML(), "")
}
