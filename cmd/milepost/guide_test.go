package main

import (
	"os"
	"path/filepath"
	"testing"

	"milepost/generator"
	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/message"
	"milepost/generator/source"
	"milepost/themes"

	sample "milepost"
)

// The guide that the program writes has no error and no broken link, in any language.
func TestGuideIsWhole(t *testing.T) {
	for _, lang := range message.Languages {
		root := t.TempDir()
		if _, err := writeGuide(root, lang, "G"); err != nil {
			t.Fatal(err)
		}
		b, err := generator.New(generator.Options{Root: root, Theme: themes.Default(), Today: func() kb.Date { return sample.Day }})
		if err != nil {
			t.Fatal(err)
		}
		e, err := b.Rebuild(t.Context(), source.Hint{All: true})
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range e.Diags() {
			if d.Level == diag.Error || d.Rule() == "LK01" {
				t.Errorf("%s: %s", lang, d.Line(lang))
			}
		}
		for _, p := range e.Site.Pages {
			src, err := os.ReadFile(filepath.Join(root, "content", p.Path))
			if found := han.Find(src); err == nil && lang == "en" && found != nil {
				t.Errorf("%s has Chinese: %s", p.Path, found)
			}
		}
		if len(e.Site.Pages) < 9 {
			t.Errorf("%s: %d pages", lang, len(e.Site.Pages))
		}
		b.Close()
	}
}
