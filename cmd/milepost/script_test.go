package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
	"github.com/rogpeppe/go-internal/testscript"

	"milepost/generator/sheet"
)

func TestMain(m *testing.M) {
	testscript.Main(suite{m}, map[string]func(){
		"milepost":      func() { os.Exit(run(os.Args[1:])) },
		"milepost-peak": runPeak,
	})
}

// Commands print, exit and write files as the scripts in testdata/script expect.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			env.Setenv("LANG", "zh_CN.UTF-8")
			env.Setenv("LC_ALL", "")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":   exits,
			"bytes":   writeBytes,
			"bomb":    writeBomb,
			"sheets":  newSheets,
			"english": english,
			"bucket":  newBucket,
			"peak":    peak,
			"append":  appendTo,
			"replace": replaceIn,
		},
	})
}

// newBucket serves a bucket named wiki at $BUCKET.
func newBucket(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 0 {
		ts.Fatalf("usage: bucket")
	}
	back := s3mem.New()
	ts.Check(back.CreateBucket("wiki"))
	server := httptest.NewServer(gofakes3.New(back).Server())
	ts.Defer(server.Close)
	ts.Setenv("BUCKET", server.URL)
}

// replaceIn replaces the first occurrence of a text in a file; \n means a line break:
// replace old new page.md.
func replaceIn(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: replace old new file")
	}
	src := ts.ReadFile(args[2])
	if !strings.Contains(src, args[0]) {
		ts.Fatalf("%s does not hold %q", args[2], args[0])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), []byte(strings.Replace(src, args[0], strings.ReplaceAll(args[1], `\n`, "\n"), 1)), 0o644))
}

// appendTo adds a paragraph to a page, as its author would: append page.md 一切正常。
func appendTo(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: append file text")
	}
	name := ts.MkAbs(args[0])
	ts.Check(os.WriteFile(name, []byte(ts.ReadFile(args[0])+"\n\n"+args[1]+"\n"), 0o644))
}

// exits runs a command and fails unless it ends with the exit code: exits 2 milepost build.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits code command [args]")
	}
	err := ts.Exec(args[1], args[2:]...)
	code := "0"
	if err != nil {
		code = exitCode(err)
	}
	if code != args[0] {
		ts.Fatalf("%v: exit code %s, want %s", args[1:], code, args[0])
	}
}

// exitCode is the number at the end of "exit status 2".
func exitCode(err error) string {
	s := err.Error()
	return s[len(s)-1:]
}

// writeBytes makes a file with bytes that a script can't contain: bytes a.md '\xff\n'.
func writeBytes(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: bytes file 'text with escapes of Go'")
	}
	text, err := strconv.Unquote(`"` + args[1] + `"`)
	ts.Check(err)
	write(ts, args[0], []byte(text))
}

// writeBomb makes a workbook of some two megabytes that unpacks to 2 GB.
func writeBomb(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: bomb file")
	}
	b, err := bomb()
	ts.Check(err)
	write(ts, args[0], b)
}

// bomb compresses one part and writes it under three names.
func bomb() ([]byte, error) {
	var one, all bytes.Buffer
	z := zip.NewWriter(&one)
	w, err := z.Create("part")
	if err != nil {
		return nil, err
	}
	const head = `<?xml version="1.0"?><worksheet><sheetData><row><c t="inlineStr"><is><t>`
	if _, err := io.WriteString(w, head); err != nil {
		return nil, err
	}
	zeros := bytes.Repeat([]byte("0"), 1<<20)
	for range 700 {
		if _, err := w.Write(zeros); err != nil {
			return nil, err
		}
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	r, err := zip.NewReader(bytes.NewReader(one.Bytes()), int64(one.Len()))
	if err != nil {
		return nil, err
	}
	z = zip.NewWriter(&all)
	for _, name := range []string{"[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"} {
		h := r.File[0].FileHeader
		h.Name = name
		w, err := z.CreateRaw(&h)
		if err != nil {
			return nil, err
		}
		raw, err := r.File[0].OpenRaw()
		if err != nil {
			return nil, err
		}
		if _, err := io.Copy(w, raw); err != nil {
			return nil, err
		}
	}
	err = z.Close()
	return all.Bytes(), err
}

func write(ts *testscript.TestScript, name string, b []byte) {
	name = ts.MkAbs(name)
	ts.Check(os.MkdirAll(filepath.Dir(name), 0o755))
	ts.Check(os.WriteFile(name, b, 0o644))
}

// faulty matches errors and all messages about the reading of a sheet, except the note on
// its example row.
var faulty = regexp.MustCompile(`( (错误|error) |(警告|warning) SH\d\d |SH(0[0-57-9]|[1-9]\d) )`)

// newSheets makes a workbook of each schema, and fails if reading it finds a fault: sheets en.
func newSheets(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: sheets language")
	}
	ts.Setenv("LANG", args[0])
	defer ts.Setenv("LANG", "zh_CN.UTF-8")
	for _, schema := range sheet.Templates() {
		file := ts.MkAbs(args[0] + "-" + schema + ".xlsx") // outside the site
		ts.Check(ts.Exec("milepost", "new", "sheet", schema, file))
		if err := ts.Exec("milepost", "inspect", "--today", "2026-05-20", file); err != nil {
			ts.Fatalf("inspect %s: %v", file, err)
		}
		if said := ts.ReadFile("stderr"); faulty.MatchString(said) {
			ts.Fatalf("inspect %s says: %s", file, said)
		}
		ts.Logf("%s is read back", file)
	}
}

// runPeak runs the program and then prints the most memory that it held, in kB. (The figure
// that wait gives for a child includes its parent on Linux.)
func runPeak() {
	code := run(os.Args[1:])
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		panic(err)
	}
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			fmt.Println(strings.Fields(rest)[0])
		}
	}
	os.Exit(code)
}

// peak runs the program and fails if it holds 200 MB or more at any time: peak 200 build.
func peak(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: peak megabytes [args of milepost]")
	}
	most, err := strconv.Atoi(args[0])
	ts.Check(err)
	_ = ts.Exec("milepost-peak", args[1:]...) // use exits to check the exit code
	kB, err := strconv.Atoi(strings.TrimSpace(ts.ReadFile("stdout")))
	ts.Check(err)
	if kB >= most<<10 {
		ts.Fatalf("milepost %v held %d MB, allowed are %d", args[1:], kB>>10, most)
	}
	ts.Logf("held %d MB", kB>>10)
}
