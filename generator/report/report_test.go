package report

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"milepost/generator/document"
	"milepost/generator/fact"
	"milepost/generator/kb"
)

var update = flag.Bool("update", false, "rewrite the expected texts")

// Each testdata/*.txtar has records of facts: now.csv of the report's period, told.csv of
// the last report, base.csv, later.csv and past-N.csv (see Input). The files zh-CN and en
// are the report that is made from them, as text. "onepage en" is the report of another
// kind, "front en" what a home page shows, "diff en" the difference of told.csv and
// now.csv. The comment may set kind:, sections: and override: DIMENSION STATE BY REASON.
func TestReports(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no test data", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			in := input(t, ar)
			changed := false
			for i := range ar.Files {
				f := &ar.Files[i]
				kind, lang, other := strings.Cut(f.Name, " ")
				if !other {
					kind, lang = "", f.Name
				}
				if lang != "zh-CN" && lang != "en" {
					continue
				}
				this := in
				this.Lang = lang
				if other {
					this.Kind, this.Sections = kind, nil
				}
				r := document.Report{}
				switch r = Make(this); kind {
				case "diff":
					r = Diff(in.Told, in.Now, lang)
				case "front":
					this.Kind = in.Kind
					r = Front(this)
				}
				if got := render(r); got != string(f.Data) {
					changed = true
					f.Data = []byte(got)
					if !*update {
						t.Errorf("%s:\n%s", f.Name, got)
					}
				}
			}
			if changed && *update {
				if err := os.WriteFile(file, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// Settings may name every section there is, and no other.
func TestSectionsHaveNames(t *testing.T) {
	got, want := All(), slices.Clone(kb.ReportSections)
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("kb.ReportSections are %v, package report has %v", want, got)
	}
}

func input(t testing.TB, ar *txtar.Archive) (in Input) {
	for _, line := range strings.Split(string(ar.Comment), "\n") {
		if rest, ok := strings.CutPrefix(line, "kind: "); ok {
			in.Kind = rest
		}
		if rest, ok := strings.CutPrefix(line, "sections: "); ok {
			in.Sections = strings.Fields(rest)
		}
		if rest, ok := strings.CutPrefix(line, "override: "); ok {
			w := strings.SplitN(rest, " ", 4)
			in.Overrides = append(in.Overrides, Override{Dimension: w[0], State: w[1], By: w[2], Reason: w[3]})
		}
	}
	for _, f := range ar.Files {
		if !strings.HasSuffix(f.Name, ".csv") {
			continue
		}
		set, diags, ok := fact.Read(t.Context(), f.Name, f.Data)
		if !ok || len(diags) > 0 {
			t.Fatal(diags)
		}
		switch f.Name {
		case "now.csv":
			in.Now = set
		case "told.csv":
			in.Told = set
		case "base.csv":
			in.Base = set
		case "later.csv":
			in.Later = set
		default:
			in.Past = append(in.Past, Remember(set))
		}
	}
	if !in.Told.Empty() {
		in.Past = append(in.Past, Remember(in.Told))
	}
	return in
}

// render writes a report as plain text: what a reader sees, and behind each figure its source.
func render(r document.Report) string {
	w := writer{}
	h := r.Head
	w.say("# %s %s", h.Title, marked(h.Overall))
	w.say("%s..%s cutoff %s issued %s %s", h.From, h.To, h.Cutoff, h.Issued, h.Approver)
	w.say("> %s", Brief(&r, ""))
	w.lines(r.Errata)
	for _, s := range r.Sections {
		w.say("\n## %s | %s", s.Title, plainText(s.Note))
		if s.Why != "" {
			w.say("(%s)", s.Why)
		}
		for _, b := range s.Blocks {
			w.block(b)
		}
	}
	return w.String()
}

type writer struct{ strings.Builder }

func (w *writer) say(format string, args ...any) {
	w.WriteString(strings.TrimRight(fmt.Sprintf(format, args...), " ") + "\n")
}

func marked(m document.Mark) string {
	if m.Word == "" {
		return ""
	}
	return "[" + m.Word + map[document.Tone]string{document.Bad: "!", document.Warn: "~", document.Good: "+"}[m.Tone] + "]"
}

func plainText(t document.Text) string {
	var b strings.Builder
	for _, r := range t {
		b.WriteString(r.Text)
		if r.Ref > 0 {
			fmt.Fprintf(&b, "⟨%s %s⟩", letter(r.Ref-1), r.Cell)
		}
	}
	return b.String()
}

func (w *writer) lines(lines []document.Line) {
	for _, l := range lines {
		w.say("- %s %s", marked(l.Mark), plainText(l.Text))
	}
}

func (w *writer) block(b document.Block) {
	if b.Title != "" {
		w.say("### %s", b.Title)
	}
	if b.Mark.Word+b.By != "" || len(b.Text) > 0 {
		w.say("%s %s %s", marked(b.Mark), plainText(b.Text), b.By)
	}
	for _, v := range b.Verdicts {
		w.say("%s %s %s was %s %s", v.Dimension, marked(v.Mark), plainText(v.Reason), marked(v.Before), marked(v.Trend))
	}
	w.lines(b.Lines)
	for _, a := range b.Agenda {
		w.say("%s %s %s (%s)", a.From, a.To, plainText(a.Text), a.Who)
	}
	w.table(b.Table)
	w.gantt(b.Gantt)
	w.trend(b.Trend)
}

func (w *writer) table(t document.Table) {
	if len(t.Columns) == 0 {
		return
	}
	var heads []string
	for _, c := range t.Columns {
		heads = append(heads, c.Title)
	}
	w.say("%s", strings.Join(heads, " | "))
	for _, row := range t.Rows {
		var cells []string
		for _, c := range row.Cells {
			s := strings.TrimSpace(plainText(c.Text) + " " + marked(c.Mark))
			if len(c.Sub) > 0 {
				s += " (" + plainText(c.Sub) + ")"
			}
			for _, p := range c.Curve {
				if p.OK {
					s += fmt.Sprintf("%.4g ", p.Value)
				} else {
					s += "· "
				}
			}
			cells = append(cells, strings.TrimSpace(s))
		}
		w.say("%s", strings.Join(cells, " | "))
	}
	if t.Left > 0 {
		w.say("… %d", t.Left)
	}
}

func (w *writer) gantt(g document.Gantt) {
	if len(g.Bars) > 0 {
		w.say("%s to %s, today %s", g.From, g.To, g.Today)
	}
	for _, b := range g.Bars {
		w.say("%s%s (%s) plan %s..%s actual %s..%s forecast %s done %.3g due %.3g %s", strings.Repeat("  ", b.Level), b.Name, b.Sub,
			b.PlannedFrom, b.PlannedTo, b.ActualFrom, b.ActualTo, b.ForecastTo, b.Done.Value, b.Due.Value, marked(b.Mark))
	}
}

func (w *writer) trend(tr document.Trend) {
	if len(tr.Said) > 0 {
		w.say("said %v", tr.Said)
	}
	for _, c := range tr.Lines {
		w.say("%s plan %s %v %s", c.Name, c.Planned, c.Dates, marked(c.Mark))
	}
	if len(tr.Rest) > 0 {
		w.say("%s", plainText(tr.Rest))
	}
}

// Every text is there in both languages and asks for the same figures.
func TestTextsInBothLanguages(t *testing.T) {
	c := words()
	for _, key := range c.Keys() {
		if !c.Has("zh-CN", key) || !c.Has("en", key) {
			if !strings.HasPrefix(key, "between.") && key != "column.letter" {
				t.Errorf("%s lacks a language", key)
			}
		}
		for i := range 6 {
			place := fmt.Sprintf("{%d}", i)
			if strings.Contains(c.Text("zh-CN", key), place) != strings.Contains(c.Text("en", key), place) && !strings.HasPrefix(key, "count.") {
				t.Errorf("%s: %s stands in one language only", key, place)
			}
		}
	}
}

// A report without facts does not fail: each section says that there are none.
func TestNothingIsKnown(t *testing.T) {
	for _, k := range kinds {
		r := Make(Input{Kind: k.name, Lang: "zh-CN"})
		for _, s := range r.Sections {
			if s.Why == "" || s.Title == "" || strings.HasPrefix(s.Why, "why.") {
				t.Errorf("%s: section %s: title %q, why %q", k.name, s.Kind, s.Title, s.Why)
			}
		}
	}
}

// People may edit records: if facts are missing or damaged, the report is still made, and
// each section shows something or says why not.
func TestSpoiltRecords(t *testing.T) {
	ar, err := txtar.ParseFile("testdata/monthly.txtar")
	if err != nil {
		t.Fatal(err)
	}
	whole := input(t, ar)
	spoil := []func(*fact.Fact){
		func(f *fact.Fact) { f.Key = "" },
		func(f *fact.Fact) { f.Value = "" },
		func(f *fact.Fact) { f.Value, f.Unit = "2026年10月", fact.UnitText },
		func(f *fact.Fact) { f.Value, f.Unit = "-1e300", "%" },
	}
	for i := 0; i < len(whole.Now.All()); i += 3 { // a third of them takes a second
		facts := slices.Clone(whole.Now.All())
		spoil[i%len(spoil)](&facts[i])
		in := whole
		in.Lang, in.Now, in.Sections = "en", fact.Of(facts), All()
		for _, s := range Make(in).Sections {
			if (len(s.Blocks) == 0) == (s.Why == "") {
				t.Errorf("%s without %s: %d blocks, why %q", s.Kind, whole.Now.All()[i].Key, len(s.Blocks), s.Why)
			}
		}
	}
}

func BenchmarkMake(b *testing.B) {
	ar, err := txtar.ParseFile("testdata/monthly.txtar")
	if err != nil {
		b.Fatal(err)
	}
	in := input(b, ar)
	for b.Loop() {
		Make(in)
	}
}
