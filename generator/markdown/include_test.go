package markdown

import (
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"milepost/generator/kb"
)

// loading reads the files of a test.
func loading(files map[string]string) Load {
	return func(p string) ([]byte, string) {
		if s, ok := files[p]; ok {
			return []byte(s), ""
		}
		return nil, "missing"
	}
}

// naming finds pages among the files of a test.
func naming(files map[string]string) Named {
	return func(name, from string) string {
		for _, p := range slices.Sorted(maps.Keys(files)) {
			if strings.HasSuffix("/"+p, "/"+name+".md") {
				return p
			}
		}
		return ""
	}
}

// includedPage parses a page and the files that it includes.
func includedPage(t *testing.T, name string, files map[string]string) *kb.Page {
	t.Helper()
	src := []byte(files[name])
	return Parse(t.Context(), name, src, Options{Included: Include(name, src, loading(files), naming(files))})
}

// In includes.txtar each file in the folder 页 is a page; the file behind it, with .out, is
// what it becomes. The other files are there to be included.
func TestIncludes(t *testing.T) {
	const file = "testdata/include/includes.txtar"
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	comment, parts := unpack(string(src))
	files, want := map[string]string{}, map[string]string{}
	for _, f := range parts {
		if strings.HasSuffix(f.name, ".out") {
			want[f.name] = f.text
		} else {
			files[f.name] = f.text
		}
	}
	rewritten := comment
	for _, f := range parts {
		if strings.HasSuffix(f.name, ".out") {
			continue
		}
		rewritten += "-- " + f.name + " --\n" + f.text
		if !strings.HasPrefix(f.name, "页/") {
			continue
		}
		p := includedPage(t, f.name, files)
		got, name := show(p), strings.TrimSuffix(f.name, ".md")+".out"
		for _, n := range p.Includes {
			if n.Missing {
				got += "missing " + n.Said + " " + n.Path + "\n"
			}
		}
		rewritten += "-- " + name + " --\n" + got
		if !*update && got != want[name] {
			t.Errorf("%s\ngot\n%s\nwant\n%s", f.name, got, want[name])
		}
	}
	if *update {
		if err := os.WriteFile(file, []byte(rewritten), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// A page that includes nothing is read as if there were no includes.
func TestNothingIncluded(t *testing.T) {
	for _, src := range []string{"", "# 甲\n", "a <<< b\n", "用 `--8<--` 标记。\n", "{{#if x}}\n", "@include 不是引入\n", "--8<--\n没有结束\n"} {
		if in := Include("a.md", []byte(src), loading(nil), nil); in != nil {
			t.Errorf("%q: %+v", src, in.Asked)
		}
	}
}

// However files include each other, a page takes only so much, and a diagnostic says so.
func TestIncludeIsBounded(t *testing.T) {
	long := strings.Repeat("一行字。\n\n", 60_000)
	files := map[string]string{
		"a.md": strings.Repeat("--8<-- \"long.md\"\n", 100), "long.md": long,
		"b.md": strings.Repeat("--8<-- \"x.md\"\n--8<-- \"x.md\"\n", 3000), "x.md": "甲\n",
		"c.md": "--8<-- \"c.md\"\n",
		"d.md": "--8<-- \"e.md\"\n", "e.md": "--8<-- \"d.md\"\n--8<-- \"e.md\"\n",
	}
	for i := range 40 {
		files["deep"+strings.Repeat("x", i)+".md"] = "--8<-- \"deep" + strings.Repeat("x", i+1) + ".md\"\n--8<-- \"deep" + strings.Repeat("x", i+1) + ".md\"\n"
	}
	for name, code := range map[string]string{"a.md": "MD13.much", "b.md": "MD13.much", "c.md": "MD13.cycle", "d.md": "MD13.cycle", "deep.md": "MD13.much"} {
		p := includedPage(t, name, files)
		var codes []string
		for _, d := range p.Diags {
			codes = append(codes, d.Code)
		}
		if len(codes) != 1 || codes[0] != code || p.Diags[0].Pos.File != name {
			t.Errorf("%s: %q at %v", name, codes, p.Diags)
		}
	}
}
