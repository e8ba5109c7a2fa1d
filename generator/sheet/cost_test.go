//go:build unix

package sheet

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"math/rand"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// cost is what f took: processor time of the whole process, which a busy
// machine stretches less than the clock's, bytes allocated, and the most heap
// in use beyond what was there before.
func cost(f func()) (cpu time.Duration, allocated, peak uint64) {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	var top atomic.Uint64
	stop, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		for {
			select {
			case <-stop:
				return
			case <-time.After(2 * time.Millisecond):
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				top.Store(max(top.Load(), m.HeapInuse))
			}
		}
	}()
	start := processorTime()
	f()
	cpu = processorTime() - start
	close(stop)
	<-done
	runtime.ReadMemStats(&after)
	return cpu, after.TotalAlloc - before.TotalAlloc, max(top.Load(), after.HeapInuse, before.HeapInuse) - before.HeapInuse
}

func processorTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// What reading costs, each figure logged beside the most it may be. Memory is
// judged here; time only against three times the figure, which no busy machine
// explains (TestSpeedAgainstRawRows compares it in one run).
func TestCosts(t *testing.T) {
	if testing.Short() {
		t.Skip("timing")
	}
	small, large := plan(t, 50), plan(t, 19_990)
	for _, c := range []struct {
		name string
		n    int // readings that the time is divided by
		b    []byte
		cpu  time.Duration
		peak uint64 // 0 if not said
		want kb.State
	}{
		{"50 rows", 50, small, 10 * time.Millisecond, 0, kb.Good},
		{"200 workbooks of 50 rows", 1, small, 2 * time.Second, 0, kb.Good},
		{"20,000 rows", 1, large, 0, 150 << 20, kb.Good},
		{"a file that unpacks to 300 MB", 1, bomb(t, 300<<20), 50 * time.Millisecond, 50 << 20, kb.Refused},
		{"a file that hides how much it unpacks to", 1, lying(t, 300<<20), 50 * time.Millisecond, 50 << 20, kb.Refused},
		{"a file of 21 MB", 1, append(bytes.Clone(small), make([]byte, 21<<20)...), 50 * time.Millisecond, 50 << 20, kb.Refused},
		{"21,000 rows", 1, plan(t, 21_000), 50 * time.Millisecond, 50 << 20, kb.Refused},
		{"21,000 rows, prefixed names", 1, many(t, 21_000, "x:", ""), 50 * time.Millisecond, 50 << 20, kb.Refused},
		{"21,000 rows, a lying dimension", 1, many(t, 21_000, "", `<dimension ref="A1:F2"/>`), 50 * time.Millisecond, 50 << 20, kb.Refused},
		{"21,000 rows of shared texts", 1, shared(t, 21_000), 50 * time.Millisecond, 50 << 20, kb.Refused},
		{"19,000 rows that say they are more", 1, many(t, 19_000, "", `<dimension ref="A1:F1048576"/>`), 0, 150 << 20, kb.Good},
	} {
		t.Run(c.name, func(t *testing.T) {
			times := c.n
			if strings.HasPrefix(c.name, "200 ") {
				times = 200
			}
			var w *kb.Workbook
			cpu, allocated, peak := cost(func() {
				for range times {
					w = Read(t.Context(), "进度.xlsx", c.b, Options{})
				}
			})
			cpu /= time.Duration(c.n)
			t.Logf("%v of %v CPU, %d MB allocated, peak %d MB of %d", cpu.Round(10*time.Microsecond), c.cpu, allocated>>20, peak>>20, c.peak>>20)
			if w.State != c.want {
				t.Errorf("state %s, want %s: %v", w.State, c.want, w.Diags)
			}
			if c.cpu > 0 && cpu > 3*c.cpu {
				t.Errorf("took %v of CPU, more than three times %v", cpu, c.cpu)
			}
			if c.peak > 0 && peak > c.peak {
				t.Errorf("peak of %d bytes, more than %d", peak, c.peak)
			}
		})
	}
}

// What it costs to clean a workbook of nearly 20 MB with a hidden column. Most
// of the memory is the one part that is written anew.
func TestCostOfCleaning(t *testing.T) {
	if testing.Short() {
		t.Skip("timing")
	}
	rnd := rand.New(rand.NewSource(1))
	const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"
	text := make([]byte, 190)
	cell := func(int, int) string {
		for i := range text {
			text[i] = letters[rnd.Intn(len(letters))]
		}
		return `<c t="inlineStr"><is><t>` + string(text) + `</t></is></c>`
	}
	b := sheetOf(t, "", `<cols><col min="3" max="3" hidden="1"/></cols>`, 19_900, cell)
	var c Cleaned
	cpu, allocated, peak := cost(func() { c = Clean(b, Limits{}) })
	t.Logf("%d MB: %v CPU, %d MB allocated, peak %d MB", len(b)>>20, cpu.Round(time.Millisecond), allocated>>20, peak>>20)
	if len(b) < 16<<20 || !slices.Equal(c.Removed, []string{hiddenColumns}) {
		t.Fatalf("%d bytes, removed %v %q", len(b), c.Removed, c.Why)
	}
	// 4 s on a quiet machine and over 6 s on a busy one, whose cores share their caches: the bound is
	// for what grows with the square of the cells.
	if cpu > 15*time.Second || peak > 250<<20 {
		t.Errorf("%v CPU and %d MB, more than 15 s and 250 MB", cpu, peak>>20)
	}
}

// many is a sheet of n rows and 6 columns, its names with a prefix.
func many(tb testing.TB, n int, prefix, head string) []byte {
	tb.Helper()
	return sheetOf(tb, prefix, head, n, func(r, c int) string { return fmt.Sprintf("<c><v>%d</v></c>", r*7+c) })
}

// shared is a sheet of which most cells refer to a text of their own.
func shared(tb testing.TB, n int) []byte {
	tb.Helper()
	var texts strings.Builder
	texts.WriteString("<sst>")
	for i := range 4*n + 4 {
		fmt.Fprintf(&texts, "<si><t>第 %d 项</t></si>", i)
	}
	texts.WriteString("</sst>")
	return sheetOf(tb, "", "", n, func(r, c int) string {
		if c > 3 {
			return "<c><v>1.5</v></c>"
		}
		return fmt.Sprintf(`<c t="s"><v>%d</v></c>`, 4*r+c)
	}, "xl/sharedStrings.xml", texts.String())
}

// sheetOf is a workbook of n rows below a header, of 6 cells that cell writes.
func sheetOf(tb testing.TB, prefix, head string, n int, cell func(r, c int) string, more ...string) []byte {
	tb.Helper()
	var b strings.Builder
	b.WriteString("<sheetData><row>")
	for c := range 6 {
		fmt.Fprintf(&b, `<c t="inlineStr"><is><t>列%d</t></is></c>`, c)
	}
	b.WriteString("</row>")
	for r := range n {
		b.WriteString("<row>")
		for c := range 6 {
			b.WriteString(cell(r, c))
		}
		b.WriteString("</row>")
	}
	b.WriteString("</sheetData></worksheet>")
	rows := b.String()
	open := "<worksheet>" + head
	if prefix != "" {
		open = "<" + prefix + `worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`
		rows = strings.NewReplacer("</", "</"+prefix, "<", "<"+prefix).Replace(rows)
	}
	return pack(tb, append([]string{"_rels/.rels", rootRels, "xl/workbook.xml", mainPart, "xl/_rels/workbook.xml.rels", mainRels,
		"xl/worksheets/sheet1.xml", open + rows}, more...)...)
}

// bomb is a workbook whose sheet unpacks to n bytes of blanks.
func bomb(tb testing.TB, n int64) []byte {
	tb.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range []struct{ name, text string }{{"_rels/.rels", rootRels}, {"xl/workbook.xml", mainPart}, {"xl/_rels/workbook.xml.rels", mainRels}} {
		w, err := z.Create(p.name)
		if err != nil {
			tb.Fatal(err)
		}
		_, _ = io.WriteString(w, p.text)
	}
	w, err := z.Create("xl/worksheets/sheet1.xml")
	if err != nil {
		tb.Fatal(err)
	}
	blanks := bytes.Repeat([]byte(" "), 1<<20)
	for ; n > 0; n -= int64(len(blanks)) {
		if _, err := w.Write(blanks); err != nil {
			tb.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// lying is a bomb that declares the size of its sheet as 1,000 bytes.
func lying(tb testing.TB, n int64) []byte {
	tb.Helper()
	b := bomb(tb, n)
	i := bytes.LastIndex(b, []byte("xl/worksheets/sheet1.xml")) - 46 // its entry in the central directory
	if i < 0 || !bytes.HasPrefix(b[i:], []byte("PK\x01\x02")) {
		tb.Fatal("no entry")
	}
	copy(b[i+24:], []byte{0xe8, 0x03, 0, 0})
	return b
}

// A table that goes on in thousands of pieces, between blank lines, is looked at
// once: it took 2.7 s of the processor, 70 ms since; one with more and more lone
// texts at its end 3 s, 90 ms since.
func TestTableInPieces(t *testing.T) {
	if testing.Short() {
		t.Skip("timing")
	}
	for _, piece := range []string{"a5 b\n\n3;4@5)\"x\ny\";2\n\n\n3;4,5\n", "7,,a\n00\n0\n\n\n备"} {
		src := bytes.Repeat([]byte(piece), 70_000/len(piece))
		var w *kb.Workbook
		cpu, _, _ := cost(func() { w = Read(t.Context(), "a.csv", src, Options{}) })
		if w.State != kb.Good || cpu > 600*time.Millisecond {
			t.Errorf("%q: %s, %v of CPU: %v", piece, w.State, cpu, w.Diags)
		}
	}
}

// A hundred tables below each other, each more than a hundred columns wide: what
// is tried is counted in cells, so 65 kB take 1.4 s of a busy machine in place of 6.
func TestManyWideTables(t *testing.T) {
	if testing.Short() {
		t.Skip("timing")
	}
	g := shaped(bytes.Repeat([]byte("ba3bd\xfe\x7e\x00\x00"), 7281))
	var tables []*table
	over := false
	cpu, _, _ := cost(func() { tables, _, over = locate(t.Context(), g, vocab.Base(), nil, -1) })
	if len(tables) == 0 || !over || cpu > 4*time.Second {
		t.Errorf("%d tables, over %v, %v of CPU", len(tables), over, cpu)
	}
}
