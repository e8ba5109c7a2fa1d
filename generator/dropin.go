package generator

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"

	"milepost/generator/compare"
	"milepost/generator/diag"
	"milepost/generator/digest"
	"milepost/generator/drop"
	"milepost/generator/kb"
	"milepost/generator/plan"
	"milepost/generator/serve"
	"milepost/generator/sheet"
	"milepost/generator/site"
	"milepost/generator/text"
)

// Dropping are the settings of a drop zone.
type Dropping struct {
	Script, Style []byte
	Text          func(key string, args ...string) string // a text of the server's answers
	Words         map[string]string                       // the texts of the page
	Fault         func(error) string                      // the text for an error of the disk
	Log           func(path, id string)                   // called for each written file
}

// Bounds of what one answer lists; the rest is counted.
const (
	mostSaid     = 200 // rows and cells of a table that were added, removed or changed
	mostFindings = serve.MaxProblems
	mostEntries  = 20 // earlier drops, to be undone
	mostKept     = 4  // tried files that can still be saved; so many tabs can work at once
)

// zone is the server's drop zone, nil if it has none.
func (s *Server) zone() *serve.Drop {
	if s.opt.Drop == nil {
		return nil
	}
	d := &dropper{s: s, opt: s.opt.Drop, box: drop.New(s.b.store.File, put, filepath.Join(s.b.opt.Root, StateDir, "dropped"), time.Now)}
	return &serve.Drop{Dropper: d, Title: d.opt.Text("drop.title"), Lang: s.opt.Lang, Script: d.opt.Script, Style: d.opt.Style}
}

// dropper tries and saves what people drop.
type dropper struct {
	s   *Server
	opt *Dropping
	box *drop.Box

	mu   sync.Mutex
	kept []trial // the last tried files, newest last: only these can be saved
}

// trial is a file that was tried.
type trial struct {
	id, path string
	src      []byte
	readable bool
	seen     digest.Key // of the file that it would replace; zero: there was none
}

type (
	// dropState is what the page shows before anything is dropped.
	dropState struct {
		Words   map[string]string `json:"words"`
		Folders []string          `json:"folders"` // "" is the content folder itself
		Names   map[string]string `json:"names"`   // name of a workbook to its folder; the first folder if several have the name
		Done    []dropDone        `json:"done"`
		Types   []string          `json:"types"`
		MB      int64             `json:"mb"`
		Bytes   int64             `json:"bytes"` // size limit of a file
	}
	dropDone struct {
		ID     string `json:"id"`
		Path   string `json:"path"`
		At     string `json:"at"` // RFC 3339
		New    bool   `json:"new"`
		Undone bool   `json:"undone"`
	}
	// dropTried says what the site would be like with the file.
	dropTried struct {
		ID       string          `json:"id"`
		Path     string          `json:"path"`
		There    bool            `json:"there"`    // a file of that name exists
		Same     bool            `json:"same"`     // and has the same bytes
		Readable bool            `json:"readable"` // its tables would be shown
		Page     string          `json:"page"`     // address of a preview of its page, "" if it would have none
		Tables   []dropTable     `json:"tables"`
		Problems []serve.Problem `json:"problems"` // in the file
		Others   []serve.Problem `json:"others"`   // new ones in other files
		Solved   int             `json:"solved"`   // problems that would disappear
		More     int             `json:"more"`     // problems that are not listed
	}
	dropTable struct {
		Name    string         `json:"name"`
		Called  string         `json:"called"` // its old name, if its sheet was renamed
		Kind    string         `json:"kind"`   // in words
		Change  string         `json:"change"`
		Rows    int            `json:"rows"`
		Was     int            `json:"was"`
		Counts  map[string]int `json:"counts"` // all parts, listed or not: "row.added": 3
		Parts   []dropPart     `json:"parts"`
		Cells   []dropCell     `json:"cells"`
		Changed int            `json:"changed"` // cells
		More    int            `json:"more"`    // rows and cells that are not listed
	}
	dropPart struct {
		What  string `json:"what"` // row, column, period
		Name  string `json:"name"`
		Ref   string `json:"ref"`
		Added bool   `json:"added"`
	}
	dropCell struct {
		Row    string `json:"row"`
		Column string `json:"column"`
		Was    string `json:"was"`
		Now    string `json:"now"`
		Ref    string `json:"ref"`
	}
	dropSaved struct {
		ID   string     `json:"id"`
		Path string     `json:"path"`
		Page string     `json:"page"` // of the site, "" if it has none
		Done []dropDone `json:"done"`
	}
)

func (d *dropper) refusal(status int, key string, args ...string) error {
	return &serve.Refusal{Status: status, Text: d.opt.Text(key, args...)}
}

func (d *dropper) State() any {
	st := dropState{Words: d.opt.Words, Names: map[string]string{}, Done: d.done(), Types: sheet.Candidates(), MB: d.MostBytes() >> 20, Bytes: d.MostBytes()}
	for _, f := range d.s.b.store.Folders() {
		st.Folders = append(st.Folders, strings.TrimPrefix(f, "."))
	}
	if e := d.newest(); e != nil {
		for _, b := range e.Snapshot.Workbooks {
			if name := path.Base(b.Path); st.Names[name] == "" && b.State != kb.Skipped {
				st.Names[name] = strings.TrimPrefix(path.Dir(b.Path), ".")
			}
		}
	}
	return st
}

func (d *dropper) newest() *Edition {
	d.s.mu.Lock()
	defer d.s.mu.Unlock()
	return d.s.newest
}

func (d *dropper) done() []dropDone {
	list := []dropDone{}
	for _, e := range d.box.Entries() {
		if len(list) < mostEntries {
			list = append(list, dropDone{ID: e.ID, Path: e.Path, At: e.At.Format(time.RFC3339), New: e.Was == "", Undone: e.Undone})
		}
	}
	return list
}

func (d *dropper) MostBytes() int64 { return d.s.b.store.FileBytes("") }

// contentPath is the path that a dropped file gets. It refuses folders that do not
// exist and names that a build would not read as a spreadsheet.
func (d *dropper) contentPath(folder, name string) (string, error) {
	_, skip := sheet.Skip(name)
	switch {
	case !slices.Contains(d.s.b.store.Folders(), cmp.Or(folder, ".")):
		return "", d.refusal(http.StatusBadRequest, "drop.folder", folder)
	case strings.ContainsAny(name, `/\`) || strings.HasPrefix(name, ".") || strings.ContainsFunc(name, unseen) || kb.UnsafeName(name) != "":
		return "", d.refusal(http.StatusBadRequest, "drop.name", name)
	case skip || !sheet.Candidate(name):
		return "", d.refusal(http.StatusUnsupportedMediaType, "drop.type", name, strings.Join(sheet.Readable(), " "))
	}
	return d.known(path.Join(folder, name)), nil
}

// unseen tells whether a character is invisible or reverses the text after it (U+202E):
// such a name can look like another one.
func unseen(r rune) bool { return unicode.Is(unicode.Cf, r) }

// known returns the path of the workbook that p means if only the spelling differs:
// Plan.xlsx and plan.xlsx, or é as one character and as two (macOS). So the drop
// replaces that file and does not add a second one.
func (d *dropper) known(p string) string {
	same := func(q string) bool { return kb.FoldName(q) == kb.FoldName(p) }
	found := ""
	if e := d.newest(); e != nil {
		for _, b := range e.Snapshot.Workbooks {
			switch {
			case b.Path == p:
				return p
			case found == "" && b.State != kb.Skipped && same(b.Path):
				found = b.Path
			}
		}
	}
	return cmp.Or(found, text.Composed(p))
}

func (d *dropper) Try(ctx context.Context, folder, name string, src []byte) (string, any, *serve.Edition, error) {
	p, err := d.contentPath(folder, name)
	if err != nil {
		return "", nil, nil, err
	}
	now := d.newest()
	if now == nil {
		return "", nil, nil, d.refusal(http.StatusServiceUnavailable, "drop.starting")
	}
	t := trial{id: rand.Text(), path: p, src: src}
	old, err := os.ReadFile(d.s.b.store.File(p))
	if there := err == nil; there {
		t.seen = digest.Bytes(old)
	}
	e, was, book, err := d.s.b.try(ctx, p, src)
	if err != nil {
		return "", nil, nil, err
	}
	t.readable = book.State == kb.Good
	d.mu.Lock()
	d.kept = append(d.kept[max(0, len(d.kept)+1-mostKept):], t)
	d.mu.Unlock()
	said := dropTried{ID: t.id, Path: p, There: t.seen != digest.Key{}, Same: t.seen == digest.Bytes(src), Readable: t.readable, Tables: d.tables(was, book)}
	if slices.ContainsFunc(e.Plan.Outputs, func(o plan.Output) bool { return o.Path == site.BookOut(p) }) {
		said.Page = serve.TryURL(t.id, site.BookOut(p))
	}
	d.judge(&said, now.Diags(), e.Diags())
	return t.id, said, &serve.Edition{ID: e.ID, Outputs: e.Plan.Outputs}, nil
}

// try makes the edition as if src were the workbook at p. It also returns the old and
// the new reading of the workbook.
func (b *Builder) try(ctx context.Context, p string, src []byte) (*Edition, *kb.Workbook, *kb.Workbook, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	snap, was, now, err := b.store.Trial(ctx, p, src)
	if err != nil {
		return nil, nil, nil, err
	}
	return b.edition(snap), was, now, nil
}

// judge fills in the problems: in the file, new ones elsewhere, and how many disappear.
func (d *dropper) judge(said *dropTried, was, now diag.List) {
	said.Problems, said.Others = []serve.Problem{}, []serve.Problem{}
	tell := func(list *[]serve.Problem, x diag.Diagnostic) {
		if len(*list) < mostFindings {
			*list = append(*list, problem(x, d.s.opt.Lang))
		} else {
			said.More++
		}
	}
	come := now.Without(was)
	for _, level := range []diag.Level{diag.Error, diag.Warning, diag.Note} {
		for _, x := range now {
			if x.Level == level && x.Pos.File == said.Path {
				tell(&said.Problems, x)
			}
		}
		for _, x := range come {
			if x.Level == level && x.Pos.File != said.Path && level != diag.Note {
				tell(&said.Others, x)
			}
		}
	}
	for _, x := range was.Without(now) {
		if x.Level != diag.Note {
			said.Solved++
		}
	}
}

// tables compares the tables of the two readings.
func (d *dropper) tables(was, now *kb.Workbook) []dropTable {
	out := []dropTable{}
	for _, t := range compare.Workbooks(was, now) {
		x := dropTable{Name: t.Name, Called: t.Called, Kind: d.s.b.schema(t.Schema), Change: string(t.Change), Rows: t.Rows, Was: t.Was,
			Counts: map[string]int{}, Changed: len(t.Cells), Parts: []dropPart{}, Cells: []dropCell{}}
		x.parts("period", t.Periods)
		x.parts("column", t.Columns)
		x.parts("row", t.Lines)
		for _, c := range t.Cells {
			if len(x.Cells) == mostSaid {
				x.More++
				continue
			}
			x.Cells = append(x.Cells, dropCell{Row: c.Row, Column: c.Column, Was: c.Was, Now: c.Now, Ref: c.Ref})
		}
		out = append(out, x)
	}
	return out
}

// parts counts what was added and removed, and lists it up to mostSaid.
func (t *dropTable) parts(what string, parts []compare.Part) {
	for _, p := range parts {
		t.Counts[what+"."+string(p.Change)]++
		if len(t.Parts) == mostSaid {
			t.More++
			continue
		}
		t.Parts = append(t.Parts, dropPart{What: what, Name: p.Name, Ref: p.Ref, Added: p.Change == compare.Added})
	}
}

// schema is the name of a schema in the site's language.
func (b *Builder) schema(name string) string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.theme.Text("schema." + name)
}

func (d *dropper) Save(_ context.Context, id string) (any, error) {
	d.mu.Lock()
	i := slices.IndexFunc(d.kept, func(t trial) bool { return t.id == id })
	if i < 0 {
		d.mu.Unlock()
		return nil, d.refusal(http.StatusConflict, "drop.forgotten")
	}
	t := d.kept[i]
	d.mu.Unlock()
	if !t.readable {
		return nil, d.refusal(http.StatusUnprocessableEntity, "drop.unread")
	}
	e, err := d.box.Save(t.path, t.src, t.seen)
	if err != nil {
		return nil, d.failed(err)
	}
	d.mu.Lock()
	d.kept = slices.DeleteFunc(d.kept, func(t trial) bool { return t.id == id })
	d.mu.Unlock()
	return d.saved(e), nil
}

func (d *dropper) Undo(_ context.Context, id string) (any, error) {
	e, err := d.box.Undo(id)
	if err != nil {
		return nil, d.failed(err)
	}
	return d.saved(e), nil
}

func (d *dropper) saved(e drop.Entry) dropSaved {
	d.opt.Log(e.Path, e.ID)
	said := dropSaved{ID: e.ID, Path: e.Path, Done: d.done()}
	if e.Digest != "" {
		said.Page = site.BookOut(e.Path)
	}
	return said
}

// failed is the answer for a file that could not be written.
func (d *dropper) failed(err error) error {
	switch {
	case errors.Is(err, drop.ErrChanged):
		return d.refusal(http.StatusConflict, "drop.changed")
	case errors.Is(err, drop.ErrUnknown):
		return d.refusal(http.StatusNotFound, "drop.unknown")
	case errors.Is(err, drop.ErrFull):
		return d.refusal(http.StatusInsufficientStorage, "drop.full", path.Join(StateDir, "dropped"))
	}
	return d.refusal(http.StatusInternalServerError, "drop.failed", d.opt.Fault(err))
}
