package plan

import (
	"bytes"
	"os"
	"testing"

	"milepost/generator/config"
	"milepost/generator/kb"
	"milepost/generator/sheet"
	"milepost/generator/site"
	"milepost/generator/source"
)

// The file of a workbook is published as it is, cleaned, or not at all, as the setting says.
func TestOriginals(t *testing.T) {
	src, err := os.ReadFile("../../content/数据/项目进度.xlsx") // names its author
	if err != nil {
		t.Fatal(err)
	}
	m := &maker{
		site: &site.Site{Snapshot: &source.Snapshot{Config: config.Default()}, Data: &site.Data{}},
		read: func(string) ([]byte, error) { return src, nil },
		file: func(p string) string { return "/" + p },
	}
	for rule, want := range map[string]string{"all": "file", "clean": "bytes", "none": ""} {
		b := sheet.Read(t.Context(), "a.xlsx", src, sheet.Options{Original: rule})
		p := &Plan{}
		m.publishOriginal(newWriter(p, 1, 1), b)
		got := ""
		for _, o := range p.Outputs {
			got = "file"
			if _, file := o.File(); !file {
				got = "bytes"
				out, err := o.Render()
				if err != nil || bytes.Equal(out, src) || !bytes.HasPrefix(out, []byte("PK")) {
					t.Errorf("%s: %d bytes, %v", rule, len(out), err)
				}
			}
		}
		if got != want {
			t.Errorf("%s publishes %q, want %q", rule, got, want)
		}
	}
	// A file that was replaced by one that can't be cleaned is not published.
	src = []byte("no zip")
	if out, err := m.cleaned(&kb.Workbook{Path: "a.xlsx"}); err == nil {
		t.Errorf("%q is published", out)
	}
}
