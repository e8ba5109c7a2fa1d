package chart

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"testing"

	"milepost/bench/toll"
	"milepost/generator/diag"
	"milepost/generator/kb"
)

// FuzzDraw: whatever the dataset and the spec are, Draw does not panic, says why if there is
// no picture, and its option is JSON.
func FuzzDraw(f *testing.F) {
	for i := range kinds {
		f.Add(uint8(i), []byte("\x01\x02\x03\x04\x05\x06\x07\x08\x10\x20\x30\x40\x50\x60\x70\x80"), "A", "B", "C", "5")
	}
	f.Add(uint8(200), []byte{255, 0, 9, 9}, "", "", "", "A")
	schemas := []string{"table", "satisfaction", "survey", "phases", "kpi", "selection", "risks", "tco", "training", "metrics", "sla", "incidents"}
	fields := []string{"period", "score", "department", "dimension", "responses", "target", "indicator", "actual", "criterion", "weight", "probability", "impact", "planned_start", "planned_end", "percent_complete", "time", "value", "grade_5", "grade_1", "A", "B", "C"}
	types := []kb.ColumnType{kb.TypeNumber, kb.TypePercent, kb.TypeDate, kb.TypePeriod, kb.TypeDuration, kb.TypeBool, kb.TypeStatus, kb.TypePerson, kb.TypeText}
	f.Fuzz(func(t *testing.T, typ uint8, raw []byte, x, y, group, target string) {
		all := raw
		next := func() int {
			if len(raw) == 0 {
				return 0
			}
			b := raw[0]
			raw = raw[1:]
			return int(b)
		}
		d := &kb.Dataset{File: "f.xlsx", Name: "s", Schema: schemas[next()%len(schemas)]}
		for i := range 1 + next()%5 {
			field := fields[next()%len(fields)]
			if d.Col(field) >= 0 {
				field += fmt.Sprint(i)
			}
			d.Columns = append(d.Columns, kb.Column{Header: string(rune('A' + i)), Field: field, Type: types[next()%len(types)], Unit: []string{"", "%", "/5", "天"}[next()%4], Role: []string{"", "R"}[next()%2]})
		}
		for len(raw) > 0 && len(d.Rows) < 400 {
			var r kb.Row
			for range d.Columns {
				n := next()
				c := kb.Cell{Kind: kb.CellKind(n % 7), Num: float64(n) * 1e3 / 7, Ref: "A1"}
				switch c.Kind {
				case kb.Number:
					switch n {
					case 1:
						c.Num = math.NaN()
					case 8:
						c.Num = -math.MaxFloat64
					case 15:
						c.Num = math.MaxFloat64
					case 22:
						c.Num = 5e-324
					}
				case kb.Day:
					c.Text = string(kb.Date("2020-01-01").AddDays(n * 97))
				case kb.Interval:
					c.Text = []string{"2026-01", "2026-Q3", "2024", "2026-W02", "2026-H1", "x", "1999-12"}[n/7%7]
				case kb.Text:
					c.Text = []string{"非常满意", "不满意", "高", "a", "", "\x00</script>", "5"}[n/7%7]
				}
				r.Cells = append(r.Cells, c)
			}
			if next()%16 == 0 {
				r.Cells = r.Cells[:len(r.Cells)/2]
			}
			d.Rows = append(d.Rows, r)
		}
		specs := Default(d)
		s := Spec{X: x, Group: group, Target: target, Min: target, Max: y, Turn: typ%2 == 0, Cumulative: typ%3 == 0, Labels: typ%5 == 0, Limit: int(typ) % 4}
		if y != "" {
			s.Y = []string{y}
		}
		if int(typ) < len(kinds) {
			s.Type = kinds[typ].name
		}
		s.Agg = []string{"", "count", "mean", "last"}[typ/16%4]
		s.By = []string{"", "month", "year", "week"}[typ/64%4]
		for _, s := range append(specs, s) {
			var p Picture
			var diags diag.List
			toll.Once(t, all, func([]byte) { p, diags = Draw(s, d, []string{"zh-CN", "en"}[typ%2], here) })
			if p.Option == "" {
				if len(diags) == 0 {
					t.Fatalf("nothing was drawn and nothing was said: %+v", s)
				}
				continue
			}
			if !json.Valid([]byte(p.Option)) || strings.ContainsAny(p.Option, "<>\x00") {
				t.Fatalf("not a safe option: %s", p.Option)
			}
			for _, r := range p.Table.Rows {
				if len(r) != len(p.Table.Header) || len(r) != len(p.Table.Number) {
					t.Fatalf("a row of %d texts under %d headers, %d alignments", len(r), len(p.Table.Header), len(p.Table.Number))
				}
			}
		}
	})
}
