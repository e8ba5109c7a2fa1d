package sheet

import (
	"bytes"
	"context"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"milepost/generator/kb"
)

// plan is a phase plan of n rows and 6 columns, written by excelize.
func plan(tb testing.TB, n int) []byte {
	tb.Helper()
	f := excelize.NewFile()
	defer f.Close()
	day, _ := f.NewStyle(&excelize.Style{NumFmt: 14})
	pct, _ := f.NewStyle(&excelize.Style{NumFmt: 9})
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		tb.Fatal(err)
	}
	_ = w.SetRow("A1", []any{"任务名称", "计划开始", "计划完成", "完成率", "负责人", "备注"})
	for i := range n {
		_ = w.SetRow(fmt.Sprintf("A%d", i+2), []any{
			fmt.Sprintf("第 %d 项工作", i+1),
			excelize.Cell{StyleID: day, Value: 46000 + i%300},
			excelize.Cell{StyleID: day, Value: 46010 + i%300},
			excelize.Cell{StyleID: pct, Value: float64(i%101) / 100},
			"项目经理", "按计划",
		})
	}
	if err := w.Flush(); err != nil {
		tb.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

func iterate(tb testing.TB, b []byte) int {
	f, err := excelize.OpenReader(bytes.NewReader(b), excelize.Options{RawCellValue: true})
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	rows, err := f.Rows(f.GetSheetName(0))
	if err != nil {
		tb.Fatal(err)
	}
	n := 0
	for rows.Next() {
		cols, err := rows.Columns()
		if err != nil {
			tb.Fatal(err)
		}
		n += len(cols)
	}
	return n
}

func BenchmarkRead50(b *testing.B) {
	src := plan(b, 50)
	b.ReportAllocs()
	for b.Loop() {
		Read(b.Context(), "进度.xlsx", src, Options{})
	}
}

func BenchmarkRead20000(b *testing.B) {
	src := plan(b, 19_990)
	b.ReportAllocs()
	for b.Loop() {
		Read(b.Context(), "进度.xlsx", src, Options{})
	}
}

func BenchmarkExcelizeRows20000(b *testing.B) {
	src := plan(b, 19_990)
	b.ReportAllocs()
	for b.Loop() {
		iterate(b, src)
	}
}

// Reading a large sheet into typed datasets may take three times what it takes
// excelize to go through its raw rows, in the same run.
func TestSpeedAgainstRawRows(t *testing.T) {
	if testing.Short() {
		t.Skip("timing")
	}
	src := plan(t, 19_990)
	raw, ours := time.Hour, time.Hour
	for range 20 { // turn by turn, so that a busy machine slows both
		start := time.Now()
		iterate(t, src)
		raw = min(raw, time.Since(start))
		start = time.Now()
		w := Read(t.Context(), "进度.xlsx", src, Options{})
		ours = min(ours, time.Since(start))
		if len(w.Datasets) != 1 || len(w.Datasets[0].Get().Rows) != 19_990 {
			t.Fatalf("read %d datasets: %v", len(w.Datasets), w.Diags)
		}
		if ours < 2*raw {
			break
		}
	}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	w := Read(t.Context(), "进度.xlsx", src, Options{})
	runtime.ReadMemStats(&after)
	runtime.KeepAlive(w)
	t.Logf("19,990 rows: ours %v, raw rows %v (%.2fx), %d MB allocated", ours, raw, float64(ours)/float64(raw), (after.TotalAlloc-before.TotalAlloc)>>20)
	if ours > 3*raw {
		t.Errorf("took %v, more than 3 times the raw rows' %v", ours, raw)
	}
}

// A RACI list in which every row names other people is no matrix: it is said,
// and the work stays linear (800 such rows once took 3.6 s and 867 MB).
func TestRACIListWithTooManyNames(t *testing.T) {
	var b strings.Builder
	b.WriteString("工作项,负责(R),批准(A),咨询(C),知会(I)\n")
	for i := range 800 {
		fmt.Fprintf(&b, "活动%d,甲%d,乙%d,丙%d,丁%d\n", i, i, i, i, i)
	}
	w, bytes := readMeasured(b.String())
	d := w.Datasets[0].Get()
	if d.Schema != "table" || len(d.Columns) != 5 || len(d.Rows) != 800 || codes(w.Diags) != "SH03.roles@A1" {
		t.Errorf("%s with %d columns, %d rows: %s", d.Schema, len(d.Columns), len(d.Rows), codes(w.Diags))
	}
	if got := d.Rows[799].Cells[2].Text; got != "乙799" {
		t.Errorf("C801 is %q", got)
	}
	if bytes > 32<<20 && !testing.Short() { // the race detector, run with -short, allocates more
		t.Errorf("%d bytes for 800 rows", bytes)
	}
}

// Periods across that all say something else beside their period would make a
// column each: such a table stays as it is.
func TestWideTableWithoutCommonMeasures(t *testing.T) {
	var b strings.Builder
	b.WriteString("部门")
	for i := range 900 {
		fmt.Fprintf(&b, ",20%02d年%d月指标%d号", i/12+20, i%12+1, i)
	}
	for range 20 {
		b.WriteString("\n甲" + strings.Repeat(",1", 900))
	}
	w, bytes := readMeasured(b.String() + "\n")
	if d := w.Datasets[0].Get(); len(d.Columns) != 901 || len(d.Rows) != 20 || !strings.Contains(codes(w.Diags), "SH03.wide") {
		t.Errorf("%d columns, %d rows: %.300s", len(d.Columns), len(d.Rows), codes(w.Diags))
	}
	if bytes > 128<<20 && !testing.Short() {
		t.Errorf("%d bytes for 18,000 cells", bytes)
	}
}

// readMeasured reads a CSV file and counts the bytes allocated on the way.
func readMeasured(csv string) (*kb.Workbook, uint64) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	w := Read(context.Background(), "a.csv", []byte(csv), Options{})
	runtime.ReadMemStats(&after)
	return w, after.TotalAlloc - before.TotalAlloc
}
