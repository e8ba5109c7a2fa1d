package source

import (
	"os"
	"path/filepath"
	"testing"

	"milepost/generator/kb"
)

func TestCodeownersPatterns(t *testing.T) {
	for _, c := range []struct{ name, file, path, want string }{
		{"everything", "* @anna", "a/b.md", "anna"},
		{"the last counts", "* @anna\n*.md @bert\n", "a/b.md", "bert"},
		{"the last that fits", "* @anna\n/other/ @bert\n", "a/b.md", "anna"},
		{"nobody any more", "* @anna\n/content/a/\n", "a/b.md", ""},
		{"a folder and all below", "/content/a/ @anna", "a/x/b.md", "anna"},
		{"a folder without a slash at its end", "/content/a @anna", "a/x/b.md", "anna"},
		{"a folder of that name only", "/content/a @anna", "ab/x.md", ""},
		{"a folder at any depth", "手册/ @anna", "甲/手册/b.md", "anna"},
		{"a file at any depth", "b.md @anna", "x/y/b.md", "anna"},
		{"a slash in it is for that place", "content/b.md @anna", "x/b.md", ""},
		{"files of a folder alone", "/content/a/* @anna", "a/x/b.md", ""},
		{"files of a folder", "/content/a/* @anna", "a/b.md", "anna"},
		{"two stars at the start", "**/手册/*.md @anna", "甲/乙/手册/b.md", "anna"},
		{"two stars within", "/content/**/b.md @anna", "b.md", "anna"},
		{"two stars at the end", "/content/** @anna", "a/b.md", "anna"},
		{"one sign", "/content/?.md @anna", "b.md", "anna"},
		{"a dot is a dot", "b.md @anna", "bxmd", ""},
		{"a blank in a name", `/content/运维\ 手册/ @anna`, "运维 手册/b.md", "anna"},
		{"a number sign in a name", `/content/\#1.md @anna`, "#1.md", "anna"},
		{"names, teams, mails", "* @张三 @house/docs li@example.com @张三 # and nobody else", "b.md", "张三、docs、li@example.com"},
		{"comments and empty lines", "# * @bert\n\n  \n* @anna\r\n", "b.md", "anna"},
		{"a section of GitLab", "[手册][2] @anna @bert\n*.md\nb.md @carl\n", "a.md", "anna、bert"},
		{"in a section with its own", "^[手册] @anna\nb.md @carl\n", "b.md", "carl"},
		{"no file", "", "b.md", ""},
	} {
		o := Codeowners{prefix: "content/", rules: parseCodeowners(c.file)}
		for range 2 { // the second answer is the remembered one
			if got := o.Of(c.path); got != c.want {
				t.Errorf("%s: %s belongs to %q, want %q", c.name, c.path, got, c.want)
			}
		}
	}
}

// The file is found in each of its possible folders, and read again when it has changed.
func TestCodeownersOfARepository(t *testing.T) {
	for _, c := range []struct{ file, site, want string }{
		{"CODEOWNERS", ".", "anna"}, {".github/CODEOWNERS", ".", "anna"}, {"docs/CODEOWNERS", ".", "anna"}, {".gitlab/CODEOWNERS", ".", "anna"},
		{"CODEOWNERS", "站", "anna"}, {"站/CODEOWNERS", "站", ""}, // here patterns begin at 站, so that /站/content fits nothing
	} {
		top := t.TempDir()
		write := func(name, text string) {
			t.Helper()
			name = filepath.Join(top, filepath.FromSlash(name))
			if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		write(".git/HEAD", "ref: refs/heads/main\n")
		root := filepath.Join(top, c.site)
		write(filepath.Join(c.site, "content/b.md"), "# b\n")
		write(c.file, filepath.ToSlash(filepath.Join("/", c.site, "content"))+"/ @anna\n")
		store := New(root, Options{Today: func() kb.Date { return "2026-11-26" }})
		snap, err := store.Refresh(t.Context(), Hint{All: true})
		if err != nil {
			t.Fatal(err)
		}
		if got := snap.Owners.Of("b.md"); got != c.want {
			t.Errorf("%s of a site in %s: %q, want %q", c.file, c.site, got, c.want)
		}
		write(c.file, "*.md @bert\n")
		if snap, err = store.Refresh(t.Context(), Hint{}); err != nil || snap.Owners.Of("b.md") != "bert" {
			t.Errorf("%s: %q after it was changed: %v", c.file, snap.Owners.Of("b.md"), err)
		}
	}
}
