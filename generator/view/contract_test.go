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
	"milepost/generator/source"
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
		if !seen[v.schema] {
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
	data, _ := site.NewData(books, nil, "")
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
	kb.SchemaDecisions: func(s shown) {
		rows := 0
		for _, b := range s.view.Blocks {
			rows += len(b.Table.Rows) + b.Table.Left
		}
		said := s.count(func(row int) bool { // actions that are done are only counted
			over := vocab.Over(s.set.Cell(row, kb.FieldStatus).Text)
			return !over || vocab.RecordKind(s.set.Cell(row, kb.FieldType).String()) == vocab.RecordDecision
		})
		s.same("open and decided", float64(rows), float64(said))
		s.says("all", s.view.Note.String(), len(s.set.Rows))
	},
	kb.SchemaCompliance: func(s shown) {
		s.same("items", float64(len(s.block(document.Grid).Table.Rows)), float64(len(s.set.Rows)))
		groups := 0.0
		for _, part := range strings.Split(s.view.Title, "；") {
			if _, valid, ok := strings.Cut(part, "项里 "); ok {
				part = valid
			}
			if !strings.Contains(part, "天内到期") { // they are valid still
				groups += number(part)
			}
		}
		s.same("items in groups", groups, float64(len(s.set.Rows)))
		bars, ahead, behind := 0.0, 0.0, 0.0 // days, of all items
		for _, r := range s.block(document.Grid).Table.Rows {
			if b := r.Cells[5].Bar; b.Most > 0 {
				bars++
				ahead, behind = ahead+b.From+b.Parts[0]-b.Limit, behind+b.Limit-b.From
			}
		}
		wantBars, wantAhead, wantBehind := 0.0, 0.0, 0.0
		for row := range s.set.Rows {
			if until := s.set.Cell(row, kb.FieldValidUntil).Date(); until != "" {
				wantBars++
				wantAhead, wantBehind = wantAhead+float64(max(0, until.Sub(today))), wantBehind+float64(max(0, today.Sub(until)))
			}
		}
		s.same("bars", bars, wantBars)
		s.same("days ahead of bars", ahead, wantAhead)
		s.same("days that bars are over", behind, wantBehind)
	},
	kb.SchemaBenefits: func(s shown) {
		names := map[string]bool{}
		for row := range s.set.Rows {
			names[s.set.Cell(row, kb.FieldBenefit).String()] = true
		}
		rows := s.block(document.Grid).Table.Rows
		s.same("benefits", float64(len(rows)), float64(len(names)))
		s.says("benefits", s.view.Title, len(names))
		kept := 0
		for _, r := range rows {
			if strings.HasSuffix(r.Cells[3].Text.String(), "%") && number(r.Cells[3].Text.String()) >= 100 {
				kept++
			}
		}
		s.says("benefits realised", s.view.Title, kept)
		if s.set.Col(kb.FieldBaseline) >= 0 {
			return
		}
		var actual, planned float64
		for _, r := range s.block(document.Shares).Shares.Rows {
			planned = r.Target.Value
			for _, p := range r.Parts {
				actual = p
			}
		}
		s.same("actual amounts", actual, s.sum(kb.FieldActual))
		s.same("planned amounts", planned, s.sum(kb.FieldPlanned))
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
	kb.SchemaChampions: func(s shown) {
		names, active := 0.0, 0.0
		for _, r := range s.block(document.Grid).Table.Rows {
			active += number(r.Cells[3].Text.String())
			if who := r.Cells[2].Text.String(); who != "" {
				names += float64(1 + strings.Count(who, "、"))
			}
		}
		s.same("champions", names, float64(len(s.set.Rows)))
		s.same("champions by row", float64(len(s.block(document.Strips).Strip.Rows)), float64(len(s.set.Rows)))
		s.same("active champions", active, float64(s.count(func(row int) bool { return s.set.Cell(row, kb.FieldFrom).Date() <= today })))
		s.says("champions", s.view.Title, len(s.set.Rows))
	},
	kb.SchemaCommunication: func(s shown) {
		s.same("messages", float64(len(s.block(document.Grid).Table.Rows)), float64(len(s.set.Rows)))
		states := 0.0
		_, said, _ := strings.Cut(s.view.Note.String(), "：")
		said, _, _ = strings.Cut(said, "。")
		for _, state := range strings.Split(said, "、") {
			states += number(state[strings.LastIndex(state, " ")+1:])
		}
		s.same("states", states, float64(len(s.set.Rows)))
		told := 0
		for _, r := range s.block(document.Strips).Strip.Rows {
			for _, m := range r.Marks {
				if !m.Hollow && m.Mark.Tone != document.Bad {
					told++
				}
			}
		}
		s.same("told", float64(told), float64(s.count(func(row int) bool { return s.set.Cell(row, kb.FieldLastSent).Date() != "" })))
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

// The curves of the health checks are the settings of their pages, and each
// finding of a page is in the list once.
func TestHealthIsWhatItsPagesSay(t *testing.T) {
	page := func(name, quarter string, fields ...kb.Field) *site.Page {
		front := kb.Front{Fields: append([]kb.Field{{Key: "quarter", List: []string{quarter}}}, fields...)}
		p := &kb.Page{Path: name + ".md", Front: front}
		return &site.Page{Page: &source.Page{Page: p}, Brief: &source.Brief{Path: p.Path, Kind: site.HealthCheck, Out: name + ".html"}}
	}
	one := func(key string, all ...string) kb.Field { return kb.Field{Key: key, List: all} }
	pages := []*site.Page{
		page("c", "2026-Q3", one("schedule_score", "74"), one("value_score", "68"), one("security_score", "88"), one("findings", "甲", "乙")),
		page("a", "2026-Q1", one("schedule_score", "92"), one("findings", "丙")),
		page("b", "2026-Q2", one("schedule_score", "78"), one("value_score", "55")),
		{Page: &source.Page{Page: &kb.Page{Path: "d.md"}}, Brief: &source.Brief{Path: "d.md", Kind: "page"}},
	}
	s, ok := Health(&site.Data{}, pages, "zh-CN")
	if want := "2026-Q3：价值 68 在升；安全 88 没变或没有可比的；进度 74，连降 2 季"; !ok || s.Title != want {
		t.Fatalf("%q, want %q", s.Title, want)
	}
	var got []string
	for _, p := range s.Blocks[0].Panels.List {
		line := p.Title
		for _, pt := range p.Points {
			if line += " " + string(pt.At[5:]); pt.OK {
				line += " " + strconv.FormatFloat(pt.Value, 'f', -1, 64)
			}
		}
		got = append(got, line)
	}
	for _, r := range s.Blocks[len(s.Blocks)-1].Table.Rows {
		got = append(got, r.Cells[0].Text.String()+" "+r.Cells[1].Text[0].Href)
	}
	if want := "进度 Q1 92 Q2 78 Q3 74; 价值 Q1 Q2 55 Q3 68; 安全 Q1 Q2 Q3 88; 甲 c.html; 乙 c.html; 丙 a.html"; strings.Join(got, "; ") != want {
		t.Errorf("%s, want %s", strings.Join(got, "; "), want)
	}
	if _, ok := Health(&site.Data{}, pages[3:], "zh-CN"); ok {
		t.Error("a view of no health check")
	}
}
