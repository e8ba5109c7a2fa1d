package site

import (
	"cmp"
	"path"
	"slices"
	"strings"
	"sync"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/metric"
	"milepost/generator/text"
)

// Series names workbooks that together are one dataset, one for each period.
type Series struct {
	Name    string
	Pattern string // "数据/KPI月报_{period}.xlsx", relative to the content folder
	Line    int    // in site.toml
}

// Data is every dataset of a snapshot, with the series joined. Link makes it with NewData and the
// Use… methods; nobody writes to it afterwards.
type Data struct {
	lang   string
	books  []*kb.Workbook // in the order of their paths, without skipped files
	sets   [][]*kb.Dataset
	joined []joined
	member map[string]string // path of a workbook -> pattern of the series it belongs to
	older  map[string]string // path of a workbook -> the newer one of its line that replaces it
	cal    metric.Calendar
	index  datasetIndex

	changes   map[string]kb.Change // the last change of each workbook
	projects  []string             // folders that are projects of their own
	isProject map[string]bool      // the same
	home      map[string]Named     // what site.toml names for the home page, by schema
	chosen    current
	periodOf  func(page string) kb.Period

	answerDays int                 // 0 if nothing else was said
	proofDays  int                 // the same
	champions  map[string][]string // departments of the pages of champions, by project
	retroOf    func(*Incident) *Page
	recorded   func(project string) *Record

	today    kb.Date
	rag      metric.RAG
	charters map[string]kb.Date // by project the day it was approved, where a page says
	begun    map[string]kb.Date // and the day it began, by its own page
	started  starts
	firsts   firstValues
	planOf   map[*kb.Dataset]func() planned
	stood    sync.Map // by workbook the day it stands for
	personal sync.Map // by workbook whether its answers tell who gave them
}

// datasetIndex finds datasets by file, series and schema. With many projects
// it is asked for each table of each.
type datasetIndex struct {
	at     map[string]int            // path of a workbook -> its index in books
	parts  map[string][]*kb.Workbook // pattern of a series -> its workbooks, the oldest first
	all    []*kb.Dataset
	schema map[string][]*kb.Dataset
}

// makeIndex fills d.index once it is known which datasets count.
func (d *Data) makeIndex() {
	l := datasetIndex{at: map[string]int{}, parts: map[string][]*kb.Workbook{}, all: d.counted(), schema: map[string][]*kb.Dataset{}}
	for i, b := range d.books {
		if _, twice := l.at[b.Path]; !twice {
			l.at[b.Path] = i
		}
		if pattern := d.member[b.Path]; pattern != "" {
			l.parts[pattern] = append(l.parts[pattern], b)
		}
	}
	for _, j := range d.joined { // a workbook without a table has no period: before the others
		parts := l.parts[j.Pattern]
		slices.SortStableFunc(parts, func(a, b *kb.Workbook) int {
			return cmp.Compare(slices.Index(j.files, a.Path), slices.Index(j.files, b.Path))
		})
	}
	for _, set := range l.all {
		l.schema[set.Schema] = append(l.schema[set.Schema], set)
	}
	d.index = l
}

// joined is one series with its datasets, one for each table that its workbooks have in common.
type joined struct {
	Series
	sets     []*kb.Dataset
	files    []string      // paths of the workbooks with tables, the oldest period first
	rescaled []*kb.Dataset // tables of single files whose percentages the series reads differently
}

// NewData takes the datasets out of the workbooks and joins the series. lang is
// the language of the headers that joining adds.
func NewData(workbooks []*kb.Workbook, series []Series, lang string) (*Data, diag.List) {
	d := &Data{lang: lang, member: map[string]string{}, older: map[string]string{}}
	for _, b := range workbooks {
		if b.State == kb.Skipped {
			continue
		}
		sets := make([]*kb.Dataset, len(b.Datasets))
		for i := range b.Datasets {
			set := b.Datasets[i].Get()
			sets[i] = &set
		}
		d.books = append(d.books, b)
		d.sets = append(d.sets, sets)
	}
	var diags diag.List
	for _, s := range series {
		j, problems := d.join(s)
		d.joined = append(d.joined, j)
		diags = append(diags, problems...)
	}
	d.plans()
	diags = append(diags, d.findLines()...)
	d.makeIndex()
	return d, diags
}

// UseChanges sets when each workbook last changed. Call it before anybody
// reads, like UseCalendar.
func (d *Data) UseChanges(changes map[string]kb.Change) { d.changes = changes }

// UseCalendar sets the working days from a file of the content folder ("" for
// weekends only). Call it while Data is made, before anybody reads.
func (d *Data) UseCalendar(file string) diag.List {
	if file == "" {
		return nil
	}
	sets, diags := d.Find("/"+file, diag.Pos{File: configFile})
	if len(sets) == 0 {
		return diags
	}
	cal, problems := metric.CalendarOf(sets[0])
	d.cal = cal
	return append(diags, problems...)
}

// Calendar is the working days of the project.
func (d *Data) Calendar() metric.Calendar { return d.cal }

// Workday is the nth working day after a day.
func (d *Data) Workday(day kb.Date, n int) kb.Date {
	for n > 0 && day != "" {
		if day = day.AddDays(1); d.cal.IsWorkday(day) {
			n--
		}
	}
	return day
}

// Of is the datasets of one workbook, nil if it has none.
func (d *Data) Of(file string) []*kb.Dataset {
	if i, ok := d.index.at[file]; ok {
		return d.sets[i]
	}
	return nil
}

// All is every dataset that counts, once: first the joined series, then the
// datasets of other workbooks, by path. A workbook that a newer one replaces is
// left out.
func (d *Data) All() []*kb.Dataset { return slices.Clone(d.index.all) }

// counted makes the list of All.
func (d *Data) counted() []*kb.Dataset {
	var all []*kb.Dataset
	for _, j := range d.joined {
		all = append(all, j.sets...)
	}
	for i, b := range d.books {
		if d.member[b.Path] == "" && d.older[b.Path] == "" {
			all = append(all, d.sets[i]...)
		}
	}
	return all
}

// Each is every dataset as in its own file, by path: for rules, which name cells.
func (d *Data) Each() []*kb.Dataset { return slices.Concat(d.sets...) }

// schema is the datasets of All with the schema. Current chooses among them.
func (d *Data) schema(schema string) []*kb.Dataset {
	return slices.Clone(d.index.schema[schema])
}

// Books is the workbooks that a dataset's values come from: one, or those of a series,
// the newest period last.
func (d *Data) Books(set *kb.Dataset) []*kb.Workbook {
	if set.Series != "" {
		return slices.Clone(d.index.parts[set.Series])
	}
	if i, ok := d.index.at[set.File]; ok {
		return []*kb.Workbook{d.books[i]}
	}
	return nil
}

// Superseded tells whether a file is an older part of a series, or replaced by a newer one.
func (d *Data) Superseded(file string) bool {
	pattern := d.member[file]
	if pattern == "" {
		return d.older[file] != ""
	}
	for _, j := range d.joined {
		if j.Pattern == pattern {
			return len(j.files) == 0 || j.files[len(j.files)-1] != file
		}
	}
	return false
}

// Whole is the dataset from which the rows of a block were taken.
func (d *Data) Whole(cut *kb.Dataset) *kb.Dataset {
	if cut.Series == "" {
		for _, s := range d.Of(cut.File) {
			if s.Name == cut.Name {
				return s
			}
		}
		return cut
	}
	for _, j := range d.joined {
		for _, s := range j.sets {
			if j.Pattern == cut.Series && s.Name == cut.Name {
				return s
			}
		}
	}
	return cut
}

// Find is the datasets with a name: "进度.xlsx" (all of the file), "进度.xlsx#里程碑",
// or the name or pattern of a series. A file is looked for beside the page at
// pos, then from the content folder, then by its name alone if only one has it.
// If nothing is found, a diagnostic at pos says so.
func (d *Data) Find(name string, pos diag.Pos) ([]*kb.Dataset, diag.List) {
	file, table, hasTable := strings.Cut(strings.ReplaceAll(strings.TrimSpace(name), `\`, "/"), "#")
	sets, found, diags := d.file(file, pos)
	if !found {
		return nil, diags
	}
	if len(sets) == 0 {
		return nil, diag.List{diag.New("LK11.empty", pos, file)}
	}
	if !hasTable || table == "" {
		return sets, nil
	}
	return pickTable(sets, file, table, pos)
}

func pickTable(sets []*kb.Dataset, file, table string, pos diag.Pos) ([]*kb.Dataset, diag.List) {
	for _, part := range []func(*kb.Dataset) string{
		func(s *kb.Dataset) string { return s.Name },
		func(s *kb.Dataset) string { return s.Sheet },
		func(s *kb.Dataset) string { return s.Title },
	} {
		var hit []*kb.Dataset
		for _, s := range sets {
			if same(part(s), table) {
				hit = append(hit, s)
			}
		}
		if len(hit) > 0 {
			return hit, nil
		}
	}
	var names []string
	for _, s := range sets {
		names = append(names, s.Name)
	}
	if near := text.Nearest(table, names); near != "" {
		return nil, diag.List{diag.New("LK11.table-near", pos, file, table, near)}
	}
	return nil, diag.List{diag.New("LK11.table", pos, file, table, strings.Join(names, ", "))}
}

// same compares names as people do: composed or decomposed characters, letter
// case and width make no difference.
func same(a, b string) bool { return a == b || text.Fold(a) == text.Fold(b) }

// file is the datasets of a file or series. found is true for a file without datasets, too.
func (d *Data) file(name string, pos diag.Pos) (sets []*kb.Dataset, found bool, diags diag.List) {
	dir := path.Dir(pos.File)
	beside := path.Join(dir, name)
	if j := d.series(name, beside, pos.File); j != nil {
		return j.sets, true, nil
	}
	paths := []string{beside, strings.TrimPrefix(path.Clean("/"+name), "/")}
	if strings.HasPrefix(name, "/") {
		paths = paths[1:]
	}
	for _, p := range paths {
		for i, b := range d.books {
			if same(b.Path, p) {
				return d.sets[i], true, nil
			}
		}
	}
	return d.byName(name, pos)
}

// series is the series with a name or pattern; of several, the one nearest to the
// page.
func (d *Data) series(name, beside, page string) *joined {
	project := d.Project(page)
	var hit *joined
	for i := range d.joined {
		j := &d.joined[i]
		if !same(j.Name, name) && !same(j.Pattern, name) && !same(j.Pattern, beside) || len(j.sets) > 0 && !d.sees(project, j.sets[0].File) {
			continue
		}
		if hit == nil || within(page, path.Dir(j.Pattern)) && !within(page, path.Dir(hit.Pattern)) {
			hit = j
		}
	}
	return hit
}

// byName finds a workbook by its file name alone, with or without the
// extension, among those that the page's project may show. The nearest folder
// up wins.
func (d *Data) byName(name string, pos diag.Pos) (sets []*kb.Dataset, found bool, diags diag.List) {
	base := path.Base(name)
	project := d.Project(pos.File)
	var hits, foreign []int
	for i, b := range d.books {
		own := path.Base(b.Path)
		switch {
		case !same(own, base) && (path.Ext(base) != "" || !same(strings.TrimSuffix(own, path.Ext(own)), base)):
		case d.sees(project, b.Path):
			hits = append(hits, i)
		default:
			foreign = append(foreign, i)
		}
	}
	if len(hits) == 0 && len(foreign) > 0 {
		return nil, false, diag.List{diag.New("LK11.project", pos, name, "/"+d.books[foreign[0]].Path)}
	}
	hits = d.nearestFolder(hits, path.Dir(pos.File))
	switch len(hits) {
	case 1:
		return d.sets[hits[0]], true, nil
	case 0:
		return nil, false, d.unknown(name, pos)
	}
	var where []string
	for _, i := range hits {
		where = append(where, d.books[i].Path)
	}
	return nil, false, diag.List{diag.New("LK11.ambiguous", pos, name, strings.Join(where, ", "))}
}

// nearestFolder keeps those workbooks that are in or below the nearest folder up.
func (d *Data) nearestFolder(books []int, folder string) []int {
	for len(books) > 1 {
		if in := slices.DeleteFunc(slices.Clone(books), func(i int) bool { return !within(d.books[i].Path, folder) }); len(in) > 0 || folder == "." {
			return in
		}
		folder = path.Dir(folder)
	}
	return books
}

func (d *Data) unknown(name string, pos diag.Pos) diag.List {
	var known []string
	for _, j := range d.joined {
		known = append(known, j.Name)
	}
	for _, b := range d.books {
		known = append(known, path.Base(b.Path))
	}
	if near := text.Nearest(path.Base(name), known); near != "" {
		return diag.List{diag.New("LK11.missing-near", pos, name, near)}
	}
	return diag.List{diag.New("LK11.missing", pos, name)}
}
