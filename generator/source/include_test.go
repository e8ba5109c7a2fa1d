package source

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"milepost/generator/kb"
)

// A page that includes files is read anew when one of them changes, comes or goes, whatever
// the hint says of the page; nothing outside the content folder and no table is read.
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
		return strings.Join(snap.Pages[i].Body.Get().HTML, ""), said
	}
	_, said := refresh(Hint{All: true})
	for _, want := range []string{"missing 乙.md", "missing 码", "missing 链.md", "甲.md MD13.outside", "甲.md MD13.table", "甲.md MD13.hidden", "码/b.py SO03.served"} {
		if !slices.Contains(said, want) {
			t.Errorf("%q does not say %q", said, want)
		}
	}
	if slices.Contains(said, "码/a.py SO03.served") {
		t.Error("that an included file is not published by itself is said")
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
		t.Error("the identity of the sources is another when nothing is parsed")
	}
}
