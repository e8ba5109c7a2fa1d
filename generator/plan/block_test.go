package plan

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"milepost/generator/config"
	"milepost/generator/diag"
	"milepost/generator/digest"
	"milepost/generator/document"
	"milepost/generator/kb"
	"milepost/generator/sheet"
	"milepost/generator/site"
	"milepost/generator/theme"
)

var update = flag.Bool("update", false, "rewrite the expected views")

// Each testdata/blocks/*.txtar has CSV files, and files of three kinds: NAME.block is a block
// (its kind on the first line, then lines key = value ; value), NAME.value has values in
// prose, NAME.dataset names a dataset. The file behind each, with .want, is its view.
func TestBlocks(t *testing.T) {
	files, _ := filepath.Glob("testdata/blocks/*.txtar")
	if len(files) == 0 {
		t.Fatal("no test data")
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			d := testDrawer(t, ar)
			var out []txtar.File
			for _, f := range ar.Files {
				if strings.HasSuffix(f.Name, ".want") {
					continue
				}
				out = append(out, f)
				if ext := filepath.Ext(f.Name); ext != ".block" && ext != ".value" && ext != ".dataset" {
					continue
				}
				got := shows(d, f)
				out = append(out, txtar.File{Name: f.Name + ".want", Data: []byte(got)})
				i := slices.IndexFunc(ar.Files, func(w txtar.File) bool { return w.Name == f.Name+".want" })
				if !*update && (i < 0 || string(ar.Files[i].Data) != got) {
					t.Errorf("%s: got:\n%s", f.Name, got)
				}
			}
			if *update {
				ar.Files = out
				if err := os.WriteFile(file, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

func testDrawer(t *testing.T, ar *txtar.Archive) drawer {
	t.Helper()
	var books []*kb.Workbook
	var series []site.Series
	for _, f := range ar.Files {
		if strings.HasSuffix(f.Name, ".csv") {
			b := sheet.Read(t.Context(), f.Name, f.Data, sheet.Options{})
			for _, p := range b.Diags {
				if p.Level == diag.Error {
					t.Errorf("%s", p.Line("en"))
				}
			}
			if strings.HasPrefix(f.Name, "kept") {
				b.State = kb.Kept
			}
			books = append(books, b)
		}
		if f.Name == "series" {
			name, pattern, _ := strings.Cut(strings.TrimSpace(string(f.Data)), " ")
			series = append(series, site.Series{Name: name, Pattern: pattern})
		}
	}
	data, diags := site.NewData(books, series, "")
	for _, p := range diags {
		t.Errorf("%s", p.Line("en"))
	}
	changes := map[string]kb.Change{}
	for _, b := range books {
		changes[b.Path] = kb.Change{Path: b.Path, Date: "2026-11-20", From: "git"}
		if strings.HasPrefix(b.Path, "copied") {
			changes[b.Path] = kb.Change{Path: b.Path, Date: "2026-11-25", From: "file"}
		}
	}
	data.UseChanges(changes)
	today := kb.Date("2026-11-26")
	if _, said, ok := strings.Cut(string(ar.Comment), "today: "); ok {
		today, _ = kb.ParseDate(strings.TrimSpace(said))
	}
	data.UseDay(today, config.Default().RAG)
	return drawer{
		data: data, lang: "zh-CN", out: "a/page.html",
		words:      func(key string, args ...string) string { return strings.Join(append([]string{key}, args...), " ") },
		ownerLinks: func(string) []theme.Ref { return nil },
		linksFrom:  func(r document.Report, out string) document.Report { return r },
		page: func(name, from string) theme.Ref {
			if name != "评审.md" {
				return theme.Ref{}
			}
			return theme.Ref{Title: "准备评审", Href: "评审.html", Kind: "review"}
		},
	}
}

func shows(d drawer, f txtar.File) string {
	pos := diag.Pos{File: "a/page.md", Line: 7, Col: 1}
	lines := strings.Split(strings.TrimSpace(string(f.Data)), "\n")
	if strings.HasSuffix(f.Name, ".value") {
		var out strings.Builder
		for _, l := range lines {
			out.WriteString(d.value(strings.Split(l, " | "), pos) + "\n")
		}
		return out.String()
	}
	if strings.HasSuffix(f.Name, ".dataset") {
		sets, _ := d.data.Find(lines[0], pos)
		v := d.dataset(sets[0])
		digest.Of(v)
		for i := range v.Blocks {
			v.Blocks[i] = theme.Block{ID: v.Blocks[i].ID, Kind: v.Blocks[i].Kind}
		}
		js, _ := json.Marshal(v)
		var a any
		json.Unmarshal(js, &a)
		js, _ = json.Marshal(compact(a))
		return strings.Join(pretty(js), "\n") + "\n"
	}
	b := kb.Block{Kind: lines[0]}
	for i, l := range lines[1:] {
		k, v, _ := strings.Cut(l, " = ")
		b.Attrs = append(b.Attrs, kb.Attr{Key: k, List: strings.Split(v, " ; "), Line: 8 + i, Col: 1})
	}
	v, diags := d.block(b, pos, "b1")
	digest.Of(v) // panics if v is not plain data
	var out strings.Builder
	v.Chart.Option = "" // package chart tests this
	js, _ := json.Marshal(compact(toAny(v)))
	var indented strings.Builder
	for _, s := range pretty(js) {
		indented.WriteString(s + "\n")
	}
	out.WriteString(indented.String())
	for _, p := range diags {
		out.WriteString(p.Level.String() + " " + p.Line("zh-CN") + "\n")
	}
	return out.String()
}

func toAny(v theme.Block) any {
	js, _ := json.Marshal(v)
	var a any
	json.Unmarshal(js, &a)
	return a
}

// compact removes empty values, so that people can read a view.
func compact(a any) any {
	switch x := a.(type) {
	case map[string]any:
		for k, v := range x {
			if v = compact(v); v == nil || v == "" || v == 0.0 || v == false {
				delete(x, k)
			} else {
				x[k] = v
			}
		}
		if len(x) == 0 {
			return nil
		}
	case []any:
		for i := range x {
			x[i] = compact(x[i])
		}
		if len(x) == 0 {
			return nil
		}
	}
	return a
}

// pretty writes an object with each member, and each element of a list, on a line of its own.
func pretty(js []byte) []string {
	var top map[string]json.RawMessage
	if json.Unmarshal(js, &top) != nil {
		return []string{string(js)}
	}
	keys := make([]string, 0, len(top))
	for k := range top {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	var out []string
	for _, k := range keys {
		var list []json.RawMessage
		var inner map[string]json.RawMessage
		switch {
		case json.Unmarshal(top[k], &list) == nil:
			out = append(out, k+":")
			for _, e := range list {
				out = append(out, "  "+string(e))
			}
		case json.Unmarshal(top[k], &inner) == nil:
			out = append(out, k+":")
			for _, s := range pretty(top[k]) {
				out = append(out, "  "+s)
			}
		default:
			out = append(out, k+": "+string(top[k]))
		}
	}
	return out
}

// A new kind of block needs a drawing here and a case in the template.
func TestEveryKindOfBlockIsDrawn(t *testing.T) {
	var drawn []string
	for _, k := range drawings {
		drawn = append(drawn, k.kind)
	}
	ofTables := slices.DeleteFunc(slices.Clone(kb.BlockKinds), func(kind string) bool { return kb.Block{Kind: kind}.OfReport() })
	if !slices.Equal(drawn, ofTables) {
		t.Errorf("drawings are of %q, kb.BlockKinds of tables are %q", drawn, ofTables)
	}
	src, err := os.ReadFile("../../themes/default/templates/blocks.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range append(ofTables, kb.BlockReport) { // the other kinds of reports are drawn as this one
		if kind != kb.BlockTable && !strings.Contains(string(src), `eq .Kind "`+kind+`"`) { // a table is the template's last case
			t.Errorf("the template blocks.html has no %s", kind)
		}
	}
}
