package plan

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"milepost/generator/diag"
	"milepost/generator/kb"
)

// Each testdata/where/*.txtar has CSV files, and for each a file with .where, which lists
// conditions. The file behind it, with .want, has for each condition the first cells of the
// rows that meet it, or why it can't be judged. A table and a chart must keep the same rows,
// and give the same reason.
func TestOneLanguageOfConditions(t *testing.T) {
	files, _ := filepath.Glob("testdata/where/*.txtar")
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
			for i, f := range ar.Files {
				set, ok := strings.CutSuffix(f.Name, ".where")
				if !ok {
					continue
				}
				var got strings.Builder
				for cond := range strings.Lines(string(f.Data)) {
					cond = strings.TrimSuffix(cond, "\n")
					got.WriteString(cond + "\n\t" + kept(t, d, set, cond) + "\n")
				}
				if want := &ar.Files[i+1].Data; *update {
					*want = []byte(got.String())
				} else if string(*want) != got.String() {
					t.Errorf("%s: got:\n%s\nwant:\n%s", f.Name, got.String(), *want)
				}
			}
			if *update {
				if err := os.WriteFile(file, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// kept gives the rows of a dataset that a table and a chart keep with a condition.
func kept(t *testing.T, d drawer, set, cond string) string {
	t.Helper()
	sets, _ := d.data.Find("/"+set, diag.Pos{File: "a/page.md"})
	draw := func(kind string, more ...kb.Attr) (rows []string, said string) {
		attrs := append([]kb.Attr{{Key: "data", List: []string{"/" + set}}, {Key: "where", List: []string{cond}}}, more...)
		v, diags := d.block(kb.Block{Kind: kind, Attrs: attrs}, diag.Pos{File: "a/page.md", Line: 7}, "b")
		for _, r := range v.Table.Rows {
			rows = append(rows, r.Cells[0].Text)
		}
		for _, r := range v.Chart.Table.Rows {
			rows = append(rows, r.Cells[0].Text)
		}
		for _, p := range diags {
			switch p.Code {
			case "DB05.empty", "DB44.where":
				rows = append(rows, "no row")
			default:
				said += p.Rule() + " " + p.Text("zh-CN") + "（" + p.Hint("zh-CN") + "）"
			}
		}
		return rows, said
	}
	table, why := draw("table")
	chart, whyNot := draw("chart", kb.Attr{Key: "type", List: []string{"bar"}}, kb.Attr{Key: "agg", List: []string{"count"}},
		kb.Attr{Key: "x", List: []string{sets[0].Columns[0].Header}})
	if !slices.Equal(table, chart) || why != whyNot {
		t.Errorf("%s: %s: the table keeps %q %s, the chart %q %s", set, cond, table, why, chart, whyNot)
	}
	return strings.Join(table, " ") + why
}

// The as-of day is that of the whole table, not of the rows that a condition leaves, and
// the same for a table and a chart.
func TestConditionsDoNotMoveTheDayOfData(t *testing.T) {
	m := siteOf(t, "-- site.toml --\ngit = false\n-- content/销量.csv --\n月份,门店,销量\n2026-07,甲,12\n2026-09,乙,15\n")
	d := m.drawer("x.html")
	for _, more := range [][]kb.Attr{
		nil,
		{{Key: "where", List: []string{"门店 = 甲"}}},
		{{Key: "where", List: []string{"月份 < 2026-08"}}},
	} {
		attrs := append([]kb.Attr{{Key: "data", List: []string{"销量.csv"}}}, more...)
		for _, kind := range []string{kb.BlockTable, kb.BlockChart} {
			v, _ := d.block(kb.Block{Kind: kind, Attrs: attrs}, diag.Pos{File: "页.md"}, "b")
			if len(v.Source) != 1 || v.Source[0].AsOf != "2026-09" {
				t.Errorf("%s %v: %+v", kind, more, v.Source)
			}
		}
	}
}
