package sheet

import (
	"slices"
	"testing"

	"milepost/generator/kb"
	"milepost/generator/message"
	"milepost/generator/vocab"
)

// Every schema has a template; a plain table needs none.
func TestTemplatesOfAllSchemas(t *testing.T) {
	for _, schema := range vocab.Schemas() {
		if schema != "table" && !slices.Contains(Templates(), schema) {
			t.Errorf("no template for %s", schema)
		}
	}
}

// A template that a project manager fills in must be one that we read: as the
// schema it is for, every column known, without a diagnostic.
func TestTemplatesReadBack(t *testing.T) {
	for _, schema := range Templates() {
		for _, lang := range message.Languages {
			t.Run(schema+" "+lang, func(t *testing.T) {
				t.Parallel()
				b, err := Template(schema, lang, "")
				if err != nil {
					t.Fatal(err)
				}
				w := Read(t.Context(), schema+".xlsx", b, Options{})
				if w.State != kb.Good || len(w.Datasets) != 1 {
					t.Fatalf("state %s, %d datasets, want good and 1: %v", w.State, len(w.Datasets), w.Diags)
				}
				for _, d := range w.Diags {
					t.Errorf("%s %s", d.Level, d.Line(lang))
				}
				d := w.Datasets[0].Get()
				if d.Schema != schema || len(d.Rows) != 1 {
					t.Errorf("read as %s with %d rows, want %s with the example", d.Schema, len(d.Rows), schema)
				}
				for _, c := range d.Columns {
					if !c.Known && c.Role == "" {
						t.Errorf("column %q (%s) is not known", c.Header, c.Ref)
					}
				}
			})
		}
	}
}
