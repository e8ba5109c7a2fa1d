package sheet

import (
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/digest"
	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// Options are what reading depends on besides path and bytes. The zero value works.
type Options struct {
	Words    []vocab.Word
	Language string // of the headers that reading adds to a table: zh-CN, or en
	Limits   Limits
	Settings Settings
	Sidecar  []byte  // bytes of name.xlsx.toml, which override Settings
	Original string  // which form of the file is published: "" or all, clean, none, as in site.toml
	FileDate kb.Date // the file's date: gives "9月" its year if nothing else does, with a diagnostic
}

// reader reads one file.
type reader struct {
	ctx      context.Context
	path     string
	opt      Options
	v        *vocab.Words
	lim      Limits
	set      Settings
	setPos   diag.Pos
	within   *rect
	book     *kb.Workbook
	sets     []kb.Dataset
	setsUsed []bool
}

// Read reads a spreadsheet file. It is a pure function, never panics, and the limits bound
// its time and memory. State and diagnostics of the workbook tell what could not be read. It
// is nil only if ctx ends before the file is read.
func Read(ctx context.Context, p string, b []byte, opt Options) (w *kb.Workbook) {
	r := &reader{ctx: ctx, path: p, opt: opt, lim: opt.Limits.orDefault(), v: vocab.With(opt.Words)}
	r.book = &kb.Workbook{Path: p, State: kb.Good, Digest: digest.Bytes(b)}
	defer func() {
		if e := recover(); e != nil { // our own bug; the site goes on
			w = &kb.Workbook{Path: p, State: kb.Refused, Digest: r.book.Digest,
				Diags: diag.List{diag.New("SH01.internal", diag.Pos{File: p}, fmt.Sprint(e))}}
		}
	}()
	var diags diag.List
	r.set, diags = sidecar(ctx, p, opt.Sidecar, opt.Settings)
	r.setPos = diag.Pos{File: p}
	if len(opt.Sidecar) > 0 {
		r.setPos.File = p + ".toml"
	}
	within, more := r.set.check(r.setPos)
	r.within = within
	r.setsUsed = make([]bool, len(r.set.Columns))
	r.say(diags...)
	r.say(more...)
	r.read(b)
	r.finish()
	r.original(b)
	if ctx.Err() != nil {
		return nil
	}
	r.book.Diags.Sort()
	return r.book
}

func (r *reader) say(d ...diag.Diagnostic) { r.book.Diags = append(r.book.Diags, d...) }

// refuse ends reading: nothing of the file can be used.
func (r *reader) refuse(err error) {
	r.book.State = kb.Refused
	var f *fault
	if errors.As(err, &f) && (f.code == "SH01.unfinished" || f.code == "SH01.empty" || f.code == "SH01.cut") {
		r.book.State = kb.Settling
	}
	pos := diag.Pos{File: r.path}
	if f != nil && (f.code == "SH12.quote" || f.code == "SH01.cut") {
		pos.Line, _ = f.args[0].(int)
	}
	r.say(complain(err, pos))
}

func (r *reader) read(b []byte) {
	if int64(len(b)) > r.lim.FileBytes {
		r.refuse(fail("SH03.file", r.lim.FileBytes>>20))
		return
	}
	form := sniff(b)
	if code := refusals[form]; code != "" {
		r.refuse(fail(code))
		return
	}
	ext := strings.ToLower(path.Ext(r.path))
	if form == formZip {
		if !zipNames[ext] {
			r.say(diag.New("SH01.renamed", diag.Pos{File: r.path}, ext))
		}
		r.workbook(b)
		return
	}
	if ext != ".csv" && ext != ".tsv" {
		code := "SH01.text"
		if c := byEnding[ext]; c != "" {
			code = c
		}
		r.refuse(fail(code))
		return
	}
	r.csv(b)
}

// refusals are the forms that are never read.
var refusals = map[form]string{
	formEmpty: "SH01.empty", formEncrypted: "SH01.encrypted", formXLS: "SH01.xls", formOLE: "SH01.ole",
	formHTML: "SH01.html", formXML2003: "SH01.xml2003", formPDF: "SH01.pdf", formImage: "SH01.image", formRTF: "SH01.rtf", formArchive: "SH01.archive",
}

var zipNames = map[string]bool{".xlsx": true, ".xlsm": true, ".xltx": true, ".xltm": true, ".xlsb": true, ".ods": true, ".ots": true, ".numbers": true}

// byEnding tells by its extension what a file is, if its bytes do not.
var byEnding = map[string]string{".xls": "SH01.xls", ".xlt": "SH01.xls", ".et": "SH01.et", ".ett": "SH01.et", ".ods": "SH01.ods", ".fods": "SH01.ods", ".xlsb": "SH01.xlsb", ".numbers": "SH01.numbers"}

func (r *reader) csv(b []byte) {
	g, diags, err := readCSV(r.ctx, r.path, b, r.lim, r.set.Encoding)
	if err != nil {
		r.refuse(err)
		return
	}
	r.say(diags...)
	r.say(r.short(g)...)
	base := path.Base(r.path)
	n := r.tables(g, strings.TrimSuffix(base, path.Ext(base)))
	state := "read"
	if n == 0 {
		state = "no-table"
		if len(g.lines) == 0 {
			state = "empty"
		}
		r.say(diag.New("SH07.none", diag.Pos{File: r.path}))
	}
	r.book.Sheets = append(r.book.Sheets, kb.Sheet{State: state, Tables: n})
}

func (r *reader) workbook(b []byte) {
	p, err := open(r.ctx, b, r.lim)
	if err != nil {
		r.refuse(err)
		return
	}
	bk, err := openBook(p, r.lim)
	if err != nil {
		r.refuse(err)
		return
	}
	if r.set.Schema == "" && p.ofReport() {
		r.set.Schema = kb.SchemaTable
	}
	wanted := false
	for _, e := range bk.sheets {
		if r.set.Sheet != "" && e.name != r.set.Sheet {
			continue
		}
		wanted = true
		if r.sheet(bk, e); bk.spoilt != nil {
			r.refuse(bk.spoilt)
			return
		}
	}
	if !wanted && r.set.Sheet != "" {
		r.say(diag.New("SH14.sheet", r.setPos, r.set.Sheet))
	}
	if damaged := bk.rest(); len(damaged) > 0 {
		r.say(diag.New("SH02.other", diag.Pos{File: r.path}, damaged[0], len(damaged)))
	}
	r.judge()
}

// judge refuses a workbook of which nothing could be read.
func (r *reader) judge() {
	broken, read, hidden := 0, 0, 0
	for _, s := range r.book.Sheets {
		switch s.State {
		case "broken":
			broken++
		case "hidden":
			hidden++
		case "read", "empty", "no-table":
			read++
		}
	}
	if hidden > 0 { // without their names: readers see what is said of a file
		r.say(diag.New("SH06.sheet", diag.Pos{File: r.path}, hidden))
	}
	switch {
	case len(r.sets) > 0:
	case broken > 0 && read == 0:
		r.book.State = kb.Refused
	case broken == 0:
		r.say(diag.New("SH07.none", diag.Pos{File: r.path}))
	}
	for _, s := range r.book.Sheets {
		if s.State == "no-table" && len(r.sets) > 0 {
			r.say(diag.New("SH07.notable", diag.Pos{File: r.path, Sheet: s.Name}))
		}
	}
}

func (r *reader) sheet(bk *book, e sheetEntry) {
	pos := diag.Pos{File: r.path, Sheet: e.name}
	add := func(state string, n int) {
		r.book.Sheets = append(r.book.Sheets, kb.Sheet{Name: e.name, State: state, Tables: n})
	}
	switch {
	case e.kind == "chartsheet":
		add("chart", 0)
		return
	case e.kind == "dialogsheet", strings.HasPrefix(strings.ToLower(e.kind), "xlmacrosheet"), strings.HasPrefix(strings.ToLower(e.kind), "xlintlmacro"):
		add("macro", 0)
		return
	case e.hidden && r.set.Sheet == "":
		add("hidden", 0)
		return
	}
	w, err := bk.readSheet(e)
	switch {
	case bk.spoilt != nil:
		return
	case err != nil:
		bk.told[e.part] = true
		r.say(brokenSheet(err, pos, w.last))
		add("broken", 0)
		return
	}
	w.is1904 = bk.is1904
	if n := w.calculate(r.ctx); n > 0 {
		r.say(diag.New("SH05.computed", pos, n))
	}
	if n := len(w.stale); n > 0 {
		at := pos
		at.Cell = w.stale[0]
		r.say(diag.New("SH05.stale", at, n))
	}
	r.sayHidden(w, pos)
	n := r.tables(&w.grid, e.name)
	switch {
	case len(w.lines) == 0:
		add("empty", 0)
	case n == 0:
		add("no-table", 0)
	default:
		add("read", n)
	}
}

// brokenSheet reports what is wrong with a sheet, and the last cell that could be read.
func brokenSheet(err error, pos diag.Pos, last string) diag.Diagnostic {
	var f *fault
	if !errors.As(err, &f) {
		f = &fault{code: "SH02.xml"}
	}
	pos.Cell = last
	args := f.args
	switch f.code {
	case "SH02.dtd", "SH03.elements":
		args = nil
	case "SH02.index", "SH02.style", "SH02.number": // these know the faulty cell itself
		pos.Cell, args = fmt.Sprint(args[0]), args[1:]
	case "SH02.part", "SH02.xml", "SH02.strings", "SH02.order":
		if args = []any{last}; last == "" {
			return diag.New("SH02.start", pos)
		}
	}
	return diag.New(f.code, pos, args...)
}

// sayHidden reports, once for a sheet, which columns and rows were skipped because they were
// hidden by hand, and how many rows were read although a filter or a group hides them.
func (r *reader) sayHidden(w *worksheet, pos diag.Pos) {
	if len(w.hiddenCols) > 0 {
		r.say(diag.New("SH06.columns", pos, strings.Join(w.hiddenCols[:min(len(w.hiddenCols), 20)], ", ")))
	}
	if n := len(w.hiddenRows); n > 0 {
		r.say(diag.New("SH06.rows", pos, n, rowList(w.hiddenRows[:min(n, 20)])))
	}
	if w.viewedRows > 0 {
		r.say(diag.New("SH06.viewed", pos, w.viewedRows))
	}
}

// tables finds and reads the tables of one grid.
func (r *reader) tables(g *grid, name string) int {
	n := 0
	forced := r.set.HeaderRows
	switch {
	case forced == 0:
		forced = -1
	case forced < 0:
		forced = 0
	}
	said, decided := r.decimals(g)
	if !decided {
		said = thousandPoints(r.path, g)
	}
	r.say(said...)
	found, outside, over := locate(r.ctx, g, r.v, r.within, forced)
	if over {
		r.say(diag.New("SH07.many", diag.Pos{File: r.path, Sheet: g.name}, maxTables))
	}
	if len(outside) > 0 && len(found) > 0 && r.within == nil && !over {
		r.say(diag.New("SH15.outside", diag.Pos{File: r.path, Sheet: g.name}, len(outside), rowList(outside)))
	}
	for _, t := range found {
		if r.ctx.Err() != nil {
			break
		}
		d := kb.Dataset{File: r.path, Name: name, Sheet: g.name, Range: t.rect.String(), HeaderRows: t.headRows, Notes: t.notes}
		if n++; n > 1 {
			d.Name = fmt.Sprintf("%s#%d", name, n)
		}
		r.dataset(t, &d)
		d.Account = t.account()
		r.sets = append(r.sets, d)
	}
	return n
}

// titleOf is the first line above a table that is more than a unit, without its unit; rest
// are the other lines.
func titleOf(lines []string, v *vocab.Words) (title string, rest []string) {
	for i, l := range lines {
		if title = v.WithoutUnit(l); title != "" {
			return title, slices.Delete(slices.Clone(lines), i, i+1)
		}
	}
	return "", lines
}

// dataset reads one table.
func (r *reader) dataset(t *table, d *kb.Dataset) {
	title, rest := titleOf(t.title, r.v)
	d.Title = title
	y := &typer{ctx: r.ctx, about: aboutOf(t, r.v, r.opt.Language, r.path, r.opt.FileDate), complaints: newComplaints(r.path, t), f: newFrame(t, r.v)}
	d.AsOf = y.asOf
	d.Notes = append(append([]string(nil), rest...), t.notes...)
	for _, g := range t.groups {
		cell, words, _ := strings.Cut(g, " ")
		y.say("SH06.group", cell, words)
		d.Notes = append(d.Notes, words)
	}
	for _, m := range t.single {
		if t.holds(m.c0, m.r0) {
			y.complain("SH06.merged", spot{nil, m.c0, m.r0}, m)
		}
	}
	y.f.about = vocab.Plain(strings.Join(t.title, " ") + " " + t.g.name + " " + path.Base(r.path))
	if r.set.Schema != kb.SchemaTable {
		y.unfold()
	}
	y.decide(d, r.set.Schema)
	if y.schema = d.Schema; d.Schema == kb.SchemaTable && r.set.Schema == "" {
		y.levels()
	}
	y.override(r.set.Columns, r.setsUsed)
	y.unseen(d)
	y.build(d)
	y.balance(t, d)
	y.dropExamples(t, d)
	if len(d.Rows) == 0 && len(t.examples) == 0 {
		y.say("SH07.norows", y.at(d).Cell)
	}
	if d.Schema == kb.SchemaTable && !t.object && y.f.isForm(r.v) {
		y.say("SH07.form", y.at(d).Cell, y.f.cols[0].text)
	}
	y.lying(d.Schema)
	r.say(y.all()...)
}

func (r *reader) finish() {
	for i, used := range r.setsUsed {
		if !used && len(r.sets) > 0 {
			r.say(diag.New("SH14.column", r.setPos, r.set.Columns[i].Header))
		}
	}
	for i := range r.sets {
		r.book.AsOf = max(r.book.AsOf, r.sets[i].AsOf)
		r.book.Datasets = append(r.book.Datasets, digest.Seal(r.sets[i]))
	}
}
