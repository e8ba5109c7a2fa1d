package sheet

import (
	"slices"
	"testing"

	"milepost/generator/diag"
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
					if d.Code != "SH06.example" {
						t.Errorf("%s %s", d.Level, d.Line(lang))
					}
				}
				d := w.Datasets[0].Get()
				if d.Schema != schema || len(d.Rows) != 0 || len(w.Diags) != 1 {
					t.Errorf("read as %s with %d rows and %d messages, want %s, empty, and a word about the example", d.Schema, len(d.Rows), len(w.Diags), schema)
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

// The example is known as long as it stands as it came; a cell that somebody wrote
// over makes the row a record. A CSV file may hold it, too.
func TestExampleRowIsNoData(t *testing.T) {
	const head = "月份,部门,满意度(%),有效样本,目标(%)\n"
	for name, c := range map[string]struct {
		csv  string
		rows int
		note bool
	}{
		"as it came":           {head + "2026-09,财务部,86,124,90\n", 0, true},
		"with records below":   {head + "2026-09,财务部,86,124,90\n2026-09,门店,71,40,90\n", 1, true},
		"one value written":    {head + "2026-09,财务部,87,124,90\n2026-09,门店,71,40,90\n", 2, false},
		"one value taken out":  {head + "2026-09,财务部,86,,90\n2026-09,门店,71,40,90\n", 2, false},
		"a column taken out":   {"月份,部门,满意度(%)\n2026-09,财务部,86\n2026-09,门店,71\n", 1, true},
		"a column added":       {"月份,部门,满意度(%),备注\n2026-09,财务部,86,\n2026-09,门店,71,好\n", 1, true},
		"a column added, full": {"月份,部门,满意度(%),备注\n2026-09,财务部,86,好\n2026-09,门店,71,好\n", 2, false},
		"not in the first row": {head + "2026-09,门店,71,40,90\n2026-09,财务部,86,124,90\n", 2, false},
		"two columns only":     {"月份,满意度(%)\n2026-09,86\n2026-10,71\n", 2, false},
		"in English":           {"Month,Department,Satisfaction (%),Responses,Target (%)\n2026-09,Finance,86,124,90\n", 0, true},
	} {
		w := Read(t.Context(), "a.csv", []byte(c.csv), Options{})
		note := slices.ContainsFunc(w.Diags, func(d diag.Diagnostic) bool { return d.Code == "SH06.example" })
		if len(w.Datasets) != 1 || len(w.Datasets[0].Get().Rows) != c.rows || note != c.note {
			t.Errorf("%s: %d datasets, note %v, want %d rows and %v: %v", name, len(w.Datasets), note, c.rows, c.note, w.Datasets[0].Get().Rows)
		}
	}
}
