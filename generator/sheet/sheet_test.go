package sheet

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/text"
	"milepost/generator/vocab"
)

var update = flag.Bool("update", false, "rewrite the wanted outputs in testdata/*.txtar")

// TestGolden reads each workbook of testdata/*.txtar and compares with the
// output that follows it. A workbook is described as text:
//
//	= sheet 进度            begins a sheet; "= hidden 进度" a hidden one
//	= merge A1:C1          merges; = indent A3:A4 indents; = hidecol B, = hiderow 3, = filter A1:C5, = table A1:C5, = at 7 (next row)
//	任务 | 计划开始 | …      a row; "\n" is a line break, an empty line an empty row
//
// A cell is a text, or #12.5 a number, {0%}0.92 a number with its format,
// {yyyy/m/d}2026-09-30 a day, ~SUM(A1:A3) a formula without a result,
// !#REF! an error. A file name.csv stands as it is ("# gb18030" in its first line: encoded so).
func TestGolden(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.txtar")
	if len(files) == 0 {
		t.Fatal("no testdata")
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) { golden(t, file) })
	}
}

func golden(t *testing.T, file string) {
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	comment, files := unpack(string(src))
	get := func(name string) []byte {
		for _, f := range files {
			if f.Name == name {
				return f.Data
			}
		}
		return nil
	}
	var out []archived
	for _, f := range files {
		if strings.HasSuffix(f.Name, ".want") {
			continue
		}
		out = append(out, f)
		if strings.HasSuffix(f.Name, ".toml") {
			continue
		}
		t.Run(f.Name, func(t *testing.T) {
			w := Read(t.Context(), f.Name, fixture(t, f), Options{Sidecar: get(f.Name + ".toml")})
			got := dump(w)
			out = append(out, archived{Name: f.Name + ".want", Data: []byte(got)})
			if want := string(get(f.Name + ".want")); !*update && got != want {
				t.Errorf("%s: %s\ngot\n%s\nwant\n%s", file, f.Name, got, want)
			}
		})
	}
	if *update {
		b := bytes.NewBufferString(comment)
		for _, f := range out {
			fmt.Fprintf(b, "-- %s --\n%s", f.Name, f.Data)
		}
		if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// archived is one file of a txtar archive.
type archived struct {
	Name string
	Data []byte
}

// unpack splits a txtar archive. (go-internal/txtar needs golang.org/x/tools.)
func unpack(s string) (comment string, files []archived) {
	for _, l := range strings.SplitAfter(s, "\n") {
		name := strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(l), "-- "), " --")
		switch {
		case strings.HasPrefix(l, "-- ") && strings.HasSuffix(strings.TrimSpace(l), " --"):
			files = append(files, archived{Name: name})
		case len(files) == 0:
			comment += l
		default:
			f := &files[len(files)-1]
			f.Data = append(f.Data, l...)
		}
	}
	return comment, files
}

// fixture makes the bytes of a described file.
func fixture(t testing.TB, f archived) []byte {
	t.Helper()
	if !strings.HasSuffix(f.Name, ".xlsx") {
		if rest, ok := bytes.CutPrefix(f.Data, []byte("# gb18030\n")); ok {
			b, err := text.ToGB18030(string(rest))
			if err != nil {
				t.Fatal(err)
			}
			return b
		}
		return f.Data
	}
	b, err := workbook(string(f.Data))
	if err != nil {
		t.Fatalf("%s: %v", f.Name, err)
	}
	return b
}

// workbook writes a described workbook with excelize.
func workbook(s string) ([]byte, error) {
	x := excelize.NewFile()
	defer x.Close()
	name, row, first := "Sheet1", 1, true
	for _, l := range strings.Split(strings.TrimRight(s, "\n"), "\n") {
		if rest, ok := strings.CutPrefix(l, "= "); ok {
			word, arg, _ := strings.Cut(rest, " ")
			if word == "sheet" || word == "hidden" {
				if first {
					_ = x.SetSheetName("Sheet1", arg)
				} else if _, err := x.NewSheet(arg); err != nil {
					return nil, err
				}
				name, row, first = arg, 1, false
				if word == "hidden" {
					_ = x.SetSheetVisible(name, false)
				}
				continue
			}
			if err := directive(x, name, word, arg, &row); err != nil {
				return nil, err
			}
			continue
		}
		if l != "" {
			for i, c := range strings.Split(l, "|") {
				if err := setCell(x, name, ref(i+1, row), strings.Trim(c, " ")); err != nil {
					return nil, err
				}
			}
		}
		row++
	}
	var b bytes.Buffer
	err := x.Write(&b)
	return b.Bytes(), err
}

func directive(x *excelize.File, sheet, word, arg string, row *int) error {
	switch word {
	case "merge":
		a, b, _ := strings.Cut(arg, ":")
		return x.MergeCell(sheet, a, b)
	case "hidecol":
		return x.SetColVisible(sheet, arg, false)
	case "hiderow":
		return x.SetRowVisible(sheet, atoi(arg), false)
	case "filter": // by its first column; the rows are hidden one by one
		return x.AutoFilter(sheet, arg, []excelize.AutoFilterOptions{{Column: arg[:1], Expression: "x != 0"}})
	case "indent":
		st, err := x.NewStyle(&excelize.Style{Alignment: &excelize.Alignment{Indent: 1}})
		if err != nil {
			return err
		}
		a, b, _ := strings.Cut(arg, ":")
		return x.SetCellStyle(sheet, a, b, st)
	case "table":
		return x.AddTable(sheet, &excelize.Table{Range: arg})
	case "at":
		*row = atoi(arg)
		return nil
	case "1904":
		yes := true
		return x.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes})
	}
	return fmt.Errorf("unknown directive %q", word)
}

func setCell(x *excelize.File, sheet, at, c string) error {
	c = strings.ReplaceAll(c, `\n`, "\n")
	switch {
	case c == "":
		return nil
	case strings.HasPrefix(c, "#"):
		f, err := strconv.ParseFloat(c[1:], 64)
		if err != nil {
			return x.SetCellStr(sheet, at, c)
		}
		return x.SetCellFloat(sheet, at, f, -1, 64)
	case strings.HasPrefix(c, "~"):
		return x.SetCellFormula(sheet, at, c[1:])
	case strings.HasPrefix(c, "!"):
		if err := x.SetCellFormula(sheet, at, "1/0"); err != nil {
			return err
		}
		return x.SetCellStr(sheet, at, c[1:]) // the text of an error; see TestErrorCells for t="e"
	case strings.HasPrefix(c, "{"):
		format, v, _ := strings.Cut(c[1:], "}")
		st, err := x.NewStyle(&excelize.Style{CustomNumFmt: &format})
		if err != nil {
			return err
		}
		if d, ok := kb.ParseDate(v); ok {
			err = x.SetCellFloat(sheet, at, float64(d.Sub("1899-12-30")), -1, 64)
		} else if f, e := strconv.ParseFloat(v, 64); e == nil {
			err = x.SetCellFloat(sheet, at, f, -1, 64)
		} else {
			err = x.SetCellStr(sheet, at, v)
		}
		if err != nil {
			return err
		}
		return x.SetCellStyle(sheet, at, at, st)
	}
	return x.SetCellStr(sheet, at, c)
}

// dump is a workbook as text for people who read golden files.
func dump(w *kb.Workbook) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s", w.State)
	if w.AsOf != "" {
		fmt.Fprintf(&b, " as of %s", w.AsOf)
	}
	b.WriteByte('\n')
	for _, sealed := range w.Datasets {
		d := sealed.Get()
		fmt.Fprintf(&b, "[%s] %s head %d: %s", d.Name, d.Range, d.HeaderRows, d.Schema)
		if d.RunnerUp != "" {
			fmt.Fprintf(&b, ", then %s", d.RunnerUp)
		}
		b.WriteByte('\n')
		if d.Title != "" {
			fmt.Fprintf(&b, "title %s\n", oneLine(d.Title))
		}
		for i, c := range d.Columns {
			fmt.Fprintf(&b, "  %s %s: ", c.Ref, c.Header)
			if !c.Known {
				b.WriteByte('?')
			}
			fmt.Fprintf(&b, "%s %s", c.Field, c.Type)
			if c.Unit != "" {
				fmt.Fprintf(&b, " [%s]", c.Unit)
			}
			if c.Role != "" {
				b.WriteString(" role")
			}
			if !c.Sure && (c.Type == kb.TypePercent || slices.ContainsFunc(d.Rows, func(r kb.Row) bool { return r.Cells[i].Kind == kb.Number && r.Cells[i].Unit == "%" })) {
				b.WriteString(" guessed") // the scale of its shares
			}
			b.WriteByte('\n')
		}
		for _, r := range d.Rows {
			dumpRow(&b, "", r)
		}
		for _, r := range d.Totals {
			dumpRow(&b, "total ", r)
		}
		for _, n := range d.Notes {
			fmt.Fprintf(&b, "  note %s\n", oneLine(n))
		}
	}
	for _, d := range w.Diags {
		fmt.Fprintf(&b, "%s %s\n", d.Level, d.Line("zh-CN"))
	}
	return b.String()
}

func dumpRow(b *strings.Builder, kind string, r kb.Row) {
	fmt.Fprintf(b, "  %s%d", kind, r.Line)
	for _, c := range r.Cells {
		b.WriteString(" | ")
		switch c.Kind {
		case kb.Missing:
			b.WriteByte('-')
		case kb.Number:
			fmt.Fprintf(b, "%v%s", c.Num, c.Unit)
		case kb.Bool:
			fmt.Fprintf(b, "%v", c.Num != 0)
		case kb.Fault:
			b.WriteString("!" + c.Text)
		default:
			b.WriteString(oneLine(c.Text))
			if c.Kind == kb.Day && c.Num != 0 {
				b.WriteString(" " + vocab.ClockText(c.Num))
			}
		}
		if c.Shown != "" {
			fmt.Fprintf(b, " %q", c.Shown)
		}
		if c.Computed {
			b.WriteString(" computed")
		}
	}
	b.WriteByte('\n')
}

func codes(l diag.List) string {
	var out []string
	for _, d := range l {
		out = append(out, d.Code+"@"+d.Pos.Cell)
	}
	return strings.Join(out, " ")
}
