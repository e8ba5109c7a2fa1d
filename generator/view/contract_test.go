package view

import (
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"milepost/generator/config"
	"milepost/generator/document"
	"milepost/generator/kb"
	"milepost/generator/sheet"
	"milepost/generator/site"
	"milepost/generator/vocab"
)

// Sums and counts of a view are those of its sheet: added up here anew from the
// cells of the sample's workbooks.
func TestSumsAreThoseOfTheSheet(t *testing.T) {
	data := sample(t)
	seen := map[string]bool{}
	for _, set := range data.All() {
		s, ok := Of(data, set, "zh-CN")
		sums := contract[set.Schema]
		if !ok || sums == nil {
			continue
		}
		seen[set.Schema] = true
		sums(shown{t, set, s})
	}
	for _, v := range views {
		if v.schema != kb.SchemaDecisions && v.schema != kb.SchemaCompliance && !seen[v.schema] { // the sample has none of these yet
			t.Errorf("nothing compares the view of %s with its sheet", v.schema)
		}
	}
}

// shown is a view beside its sheet.
type shown struct {
	*testing.T
	set  *kb.Dataset
	view document.Section
}

func sample(t *testing.T) *site.Data {
	t.Helper()
	files, _ := filepath.Glob("../../content/数据/*")
	var books []*kb.Workbook
	for _, file := range files {
		if ext := filepath.Ext(file); ext != ".xlsx" && ext != ".csv" {
			continue
		}
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		books = append(books, sheet.Read(t.Context(), filepath.Base(file), b, sheet.Options{}))
	}
	data, _ := site.NewData(books, nil)
	data.UseDay(today, config.Default().RAG)
	return data
}

// sum adds up a column.
func (s shown) sum(field string) (sum float64) {
	for row := range s.set.Rows {
		n, _ := s.set.Cell(row, field).Float()
		sum += n
	}
	return sum
}

// count is the rows for which a condition holds.
func (s shown) count(is func(row int) bool) (n int) {
	for row := range s.set.Rows {
		if is(row) {
			n++
		}
	}
	return n
}

func (s shown) block(kind string) document.Block {
	s.Helper()
	for _, b := range s.view.Blocks {
		if b.Kind == kind {
			return b
		}
	}
	s.Fatalf("%s: no block %s", s.set.ID(), kind)
	return document.Block{}
}

func (s shown) same(what string, got, want float64) {
	s.Helper()
	if math.Abs(got-want) > 1e-6*max(1, math.Abs(want)) {
		s.Errorf("%s: %s is %v in the view, %v in the sheet", s.set.ID(), what, got, want)
	}
}

// says tells that a text of the view has a number.
func (s shown) says(what, text string, n int) {
	s.Helper()
	if !strings.Contains(text, strconv.Itoa(n)) {
		s.Errorf("%s: %q does not say %s, %d", s.set.ID(), text, what, n)
	}
}

// number is the first figure in a text: 1,440/1,452 is 1440.
func number(s string) float64 {
	s = strings.ReplaceAll(s, ",", "")
	end := strings.IndexFunc(s, func(c rune) bool { return (c < '0' || c > '9') && c != '.' })
	if end < 0 {
		end = len(s)
	}
	n, _ := strconv.ParseFloat(s[:end], 64)
	return n
}

var contract = map[string]func(shown){
	kb.SchemaSLA: func(s shown) {
		if s.set.Col(kb.FieldCount) < 0 {
			return
		}
		var cases float64
		for _, r := range s.block(document.Heat).Table.Rows {
			cases += number(r.Cells[len(r.Cells)-1].Sub.String())
		}
		s.same("cases", cases, s.sum(kb.FieldCount))
	},
	kb.SchemaSatisfaction: func(s shown) {
		if s.set.Col(kb.FieldResponses) < 0 || s.set.Col(kb.FieldDepartment) < 0 {
			return
		}
		n := 0
		if manyScores(eye{set: s.set}) {
			for _, r := range s.block(document.Heat).Table.Rows {
				for _, c := range r.Cells[1:] {
					n += int(number(c.Sub.String()))
				}
			}
			s.same("answers", float64(n), s.sum(kb.FieldResponses))
			return
		}
		for _, p := range s.block(document.Panels).Panels.List {
			for _, c := range p.Counts {
				n += c
			}
		}
		s.same("answers", float64(n), s.sum(kb.FieldResponses))
	},
	kb.SchemaSurvey: func(s shown) {
		var n float64
		for _, r := range s.block(document.Shares).Shares.Rows {
			for _, l := range r.Labels {
				n += number(l[strings.LastIndex(l, " ")+1:])
			}
		}
		s.same("answers", n, s.sum(kb.FieldResponses))
	},
	kb.SchemaRisks: func(s shown) {
		chips := 0
		for _, r := range s.block(document.Heat).Table.Rows {
			for _, c := range r.Cells {
				chips += len(c.Lines)
			}
		}
		s.same("risks", float64(chips), float64(len(s.set.Rows)))
		open := s.count(func(row int) bool { return !vocab.Over(s.set.Cell(row, kb.FieldStatus).Text) })
		s.same("open risks", float64(len(s.block(document.Grid).Table.Rows)), float64(open))
		s.says("open risks", s.view.Title, open)
	},
	kb.SchemaSelection: func(s shown) {
		for _, r := range s.block(document.Shares).Shares.Rows {
			for i, c := range s.set.Columns {
				if c.Role == r.Name {
					want, _ := s.set.Totals[0].Cells[i].Float()
					s.same(r.Name, r.Parts[0], want)
				}
			}
		}
	},
	kb.SchemaTCO: func(s shown) {
		var total, parts float64
		for _, r := range s.block(document.Heat).Table.Rows {
			last := r.Cells[len(r.Cells)-1]
			total += last.Num.Value
			for _, p := range last.Bar.Parts {
				parts += p
			}
		}
		s.same("totals", total, s.sum(kb.FieldTotal))
		s.same("parts", parts, s.sum(kb.FieldLicence)+s.sum(kb.FieldImplementation)+s.sum(kb.FieldMaintenance)+s.sum(kb.FieldLabour))
	},
	kb.SchemaIncidents: func(s shown) {
		marks := 0
		for _, r := range s.block(document.Strips).Strip.Rows {
			marks += len(r.Marks)
		}
		s.same("marks", float64(marks), float64(len(s.set.Rows)))
		s.same("rows", float64(len(s.block(document.Grid).Table.Rows)), float64(len(s.set.Rows)))
	},
	kb.SchemaTraining: func(s shown) {
		rows := s.block(document.Heat).Table.Rows
		all := rows[len(rows)-1].Cells
		trained, planned, _ := strings.Cut(all[len(all)-1].Sub.String(), "/")
		s.same("trained", number(trained), s.sum(kb.FieldTrained))
		s.same("planned", number(planned), s.sum(kb.FieldPlanned))
		var sum float64 // of all fields that are no margin
		for _, r := range rows[:len(rows)-1] {
			for _, c := range r.Cells[1 : len(r.Cells)-1] {
				sum += number(c.Sub.String())
			}
		}
		s.same("fields", sum, s.sum(kb.FieldTrained))
	},
	kb.SchemaInspections: func(s shown) {
		checks := 0
		for _, r := range s.block(document.Heat).Table.Rows {
			for _, c := range r.Cells[1:] {
				if mark := c.Text.String(); mark == "✓" || mark == "✕" {
					checks++
				}
			}
		}
		s.same("checks", float64(checks), float64(len(s.set.Rows)))
		s.same("faults", float64(len(s.block(document.Grid).Table.Rows)), float64(s.count(func(row int) bool { return vocab.Faulty(s.set.Cell(row, kb.FieldResult).String()) })))
	},
	kb.SchemaSuggestions: func(s shown) {
		funnel := s.block(document.Shares).Shares.Rows
		s.same("received", funnel[0].Parts[0], float64(len(s.set.Rows)))
		s.same("answered", funnel[1].Parts[0], float64(s.count(func(row int) bool { return s.set.Cell(row, kb.FieldAnswered).Kind == kb.Day })))
		s.same("live", funnel[3].Parts[0], float64(s.count(func(row int) bool { return s.set.Cell(row, kb.FieldPublished).Kind == kb.Day })))
		states := 0.0
		_, said, _ := strings.Cut(s.view.Note.String(), "：")
		said, _, _ = strings.Cut(said, "。")
		for _, state := range strings.Split(said, "、") {
			states += number(state[strings.LastIndex(state, " ")+1:])
		}
		s.same("states", states, float64(len(s.set.Rows)))
	},
	kb.SchemaReleases: func(s shown) {
		marks := 0
		for _, r := range s.block(document.Strips).Strip.Rows {
			marks += len(r.Marks)
		}
		s.same("releases", float64(marks), float64(len(s.set.Rows)))
	},
	kb.SchemaPeople: func(s shown) {
		s.same("people", float64(len(s.block(document.Strips).Strip.Rows)), float64(len(s.set.Rows)))
		s.says("people", s.view.Title, len(s.set.Rows))
	},
	kb.SchemaMetrics: func(s shown) {
		n := 0
		for _, p := range s.block(document.Panels).Panels.List {
			for _, pt := range p.Points {
				if pt.OK {
					n++
				}
			}
		}
		s.same("readings", float64(n), float64(len(s.set.Rows)))
	},
}
