package source

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"milepost/generator/config"
	"milepost/generator/diag"
	"milepost/generator/digest"
	"milepost/generator/fact"
	"milepost/generator/kb"
	"milepost/generator/kind"
	"milepost/generator/markdown"
	"milepost/generator/nav"
	"milepost/generator/sheet"
	"milepost/generator/text"
	"milepost/generator/vocab"
)

// job is one file to read and parse.
type job struct {
	path    string
	info    fs.FileInfo
	side    string // path of its sidecar, "" if none
	copy    bool   // its name is that of a copy
	alone   bool   // copy, but the file that it would be a copy of is not there
	options digest.Key
	old     *entry // what the store holds of it, nil if it is new

	bytesOnly bool // only its key is asked for
}

// largestPage bounds a Markdown file: a page of 8 MB is a data dump that no one reads.
const largestPage = 8 << 20

// largestBook bounds a workbook before it is read into memory when the
// settings say nothing; see DOMAIN's bounds in package sheet.
const largestBook = 20 << 20

// read parses one file; if that is a page, brief is room for its brief. Bytes that were
// parsed before under the same options are not parsed again.
func (s *Store) read(ctx context.Context, j job, brief *Brief) (*entry, error) {
	e := &entry{path: j.path, size: j.info.Size(), mtime: j.info.ModTime(), options: j.options}
	switch {
	case nav.Named(j.path):
		if err := s.readNav(ctx, j, e); err != nil || e.nav != nil {
			return e, err
		}
		e.key = digest.Key{}
	}
	switch {
	case isPage(j.path):
		return e, s.readPage(ctx, j, e, brief)
	case isRecord(j.path):
		return e, s.readRecord(ctx, j, e)
	case sheet.Candidate(j.path) || skipped(j.path):
		return e, s.readBook(ctx, j, e)
	case strings.HasSuffix(j.path, Sidecar) && sheet.Candidate(strings.TrimSuffix(j.path, Sidecar)):
		return e, nil // the settings of a workbook: read together with it, and not published
	}
	return e, s.readFile(ctx, j, e)
}

func isPage(p string) bool { return strings.EqualFold(path.Ext(p), ".md") }

// isRecord tells by its name whether a file holds the facts of an issued report.
func isRecord(p string) bool { return fact.Named(p) && !skipped(p) }

func skipped(p string) bool {
	_, skip := sheet.Skip(p)
	return skip
}

// same takes over an earlier result, o, if path, bytes and options are the same.
func (e *entry) same(o *entry) bool {
	if o == nil || o.unread || o.path != e.path || o.key != e.key || o.options != e.options || o.side != e.side {
		return false
	}
	e.page, e.packed, e.html, e.book, e.file, e.record, e.nav, e.diags = o.page, o.packed, o.html, o.book, o.file, o.record, o.nav, o.diags
	if date := kb.DateOf(e.mtime); e.page != nil && e.page.Date != date {
		touched := *e.page
		touched.Date = date
		e.page = &touched
	}
	return true
}

// number is the number that orders a page, such as 03 of 03-faq.md: from the name of its
// file, else from its title.
func number(p *kb.Page) string {
	return cmp.Or(text.Ordinal(strings.TrimSuffix(path.Base(p.Path), path.Ext(p.Path))), text.Ordinal(p.Title))
}

func (s *Store) readPage(ctx context.Context, j job, e *entry, brief *Brief) error {
	if e.size > largestPage {
		e.diags = diag.List{diag.New("SO02.page", diag.Pos{File: j.path}, e.size>>20, largestPage>>20)}
		return nil
	}
	src, err := os.ReadFile(s.File(j.path))
	if err != nil {
		return err
	}
	e.key = digest.Bytes(src)
	in := s.included(e, src)
	if j.bytesOnly || e.same(j.old) || e.same(s.ahead) {
		return nil
	}
	opt := s.pageOptions(j.path)
	said := new(parsedPage)
	packed, html, ok := s.parsed.get(parsedID(e), said)
	if ok {
		e.packed, e.html = packed, html
		s.place(e, brief, said, opt)
		return nil
	}
	if said = s.parsePage(ctx, j.path, src, in, opt); said == nil {
		return ctx.Err()
	}
	e.packed, e.html = said.packed(), s.opt.Spill.Move(said.Page.Body.Get().Squeezed)
	return nil
}

// place makes the page of what its file parsed to. brief is room for its brief.
func (s *Store) place(e *entry, brief *Brief, said *parsedPage, opt pageOptions) {
	p := &said.Page
	p.Body = kb.WithSqueezed(p.Body, e.html)
	e.page = &Page{
		Page: p, Brief: brief, Key: e.key, Targets: targets(p, opt.Links), Judged: said.Judged, Method: vocab.MechanismsOf(p.Title),
		Date: kb.DateOf(e.mtime),
	}
	out := outOf(e.path)
	*brief = Brief{
		Path: e.path, Title: p.Title, SortKey: said.SortKey, Number: said.Number, Kind: s.kindOf(p), Out: out,
		ID: digest.Of(e.path, e.key), Reviewed: s.days.same(p.Front.Reviewed), Due: s.days.same(p.Front.ReviewIn.After(p.Front.Reviewed)),
		ReviewedLine: p.Front.LineOf("reviewed"), Links: s.names.links(e.page), Tags: s.tags.all(p.Front.Tags),
		InFolder: s.folders.one(path.Dir(e.path)), OwnerNumber: s.people.one(p.Front.Owner), DeputyNumber: s.people.one(p.Front.Deputy),
		Weight: p.Front.Weight, Hash: kb.NameHash(out), Rank: int8(kb.IndexRank(e.path)),
		Draft: p.Front.Draft, Faulty: len(said.Judged) > 0, Unsafe: kb.UnsafeName(out) != "", Shows: shows(p), HasAliases: len(p.Front.Aliases) > 0,
		HasFields: len(p.Front.Fields) > 0, HasRules: len(p.Rules) > 0, HasDiagrams: p.Diagrams,
	}
}

// parsePage parses a page: what follows from its bytes and options alone. It is nil if
// ctx ended.
func (s *Store) parsePage(ctx context.Context, name string, src []byte, in *markdown.Inclusion, opt pageOptions) *parsedPage {
	p := markdown.Parse(ctx, name, src, markdown.Options{NoHighlight: opt.NoHighlight, Typeset: s.opt.Typeset, Keys: opt.Keys, Shortcodes: opt.Shortcodes, Included: in})
	if p == nil {
		return nil
	}
	said := parsedPage{Page: *p, SortKey: text.SortKey(p.Title), Number: number(p), Judged: kind.Check(p, s.kindOf(p))}
	said.Judged.Sort()
	said.Page.Diags.Sort()
	if kb.IndexRank(name) < 0 { // only a folder's page is judged again, when the site knows its kind
		said.Page.Grids = nil
	}
	return &said
}

// kindOf is the kind that a page names, else that of its folder.
func (s *Store) kindOf(p *kb.Page) string {
	return cmp.Or(p.Front.Kind, s.folderKind(path.Dir(p.Path)))
}

// pageOptions are the settings that a page is parsed with.
type pageOptions struct {
	NoHighlight bool
	FolderKind  string       // for a page that names no kind
	Links       config.Links // [links]: which beginnings of addresses stand for the content folder
	Keys        []markdown.KeyName
	Shortcodes  []markdown.Shortcode
}

func (s *Store) pageOptions(p string) pageOptions {
	return pageOptions{NoHighlight: !s.config.Highlight, Keys: keyNames(s.config.Front), Shortcodes: shortcodes(s.config.Boxes), FolderKind: s.folderKind(path.Dir(p)), Links: config.Links{Strip: s.config.Links.Strip}}
}

// keyNames is what [front_matter] says of keys.
func keyNames(said config.Front) (names []markdown.KeyName) {
	for _, m := range said.Map {
		names = append(names, markdown.KeyName{Key: m.From, Name: m.To})
	}
	for _, key := range said.Ignore {
		names = append(names, markdown.KeyName{Key: key})
	}
	return names
}

// shortcodes is what [shortcodes] says of tags.
func shortcodes(said []config.Shortcode) (tags []markdown.Shortcode) {
	for _, b := range said {
		tags = append(tags, markdown.Shortcode(b))
	}
	return tags
}

// folderKind is the kind of a page that names none: what site.toml says of its
// folder, else what the folder's name says.
func (s *Store) folderKind(dir string) string {
	if k := s.config.Kind(dir); k != "" {
		return k
	}
	return kind.OfFolder(dir)
}

func sheetOptions(cfg *config.Config, p string) sheet.Options {
	opt := sheet.Options{Language: cfg.Language, Original: cfg.Publish.Originals}
	for _, w := range cfg.Words {
		opt.Words = append(opt.Words, vocab.Word{Schema: w.Schema, Field: w.Field, Header: w.Header})
	}
	opt.Limits = sheet.LimitsOf(cfg.Limits.FileMB, cfg.Limits.Rows, cfg.Limits.Cells)
	for _, set := range cfg.Sheets {
		if !set.Matches(p) {
			continue
		}
		private := cmp.Or(set.Private, opt.Settings.Private) // stays as an earlier entry said, unless this one says otherwise
		opt.Settings = settings(set)
		opt.Settings.Private = private
	}
	return opt
}

func settings(set config.Sheet) sheet.Settings {
	out := sheet.Settings{Sheet: set.Sheet, Range: set.Range, HeaderRows: set.HeaderRows, Schema: set.Schema, Encoding: set.Encoding}
	for _, c := range set.Columns {
		out.Columns = append(out.Columns, sheet.ColumnSetting{Header: c.Header, Field: c.Field, Type: c.Type, Unit: c.Unit})
	}
	return out
}

// optionsKey identifies the settings that a file is parsed under.
func (s *Store) optionsKey(p string) digest.Key {
	switch {
	case isPage(p): // asked for each of thousands; those of one folder have the same
		dir := path.Dir(p)
		key, known := s.pageKeys[dir]
		if !known {
			if s.pageKeys == nil {
				s.pageKeys = map[string]digest.Key{}
			}
			key = digest.Of(s.pageOptions(p))
			s.pageKeys[dir] = key
		}
		return key
	case isRecord(p):
		return digest.Key{}
	case sheet.Candidate(p):
		return digest.Of(sheetOptions(&s.config, p))
	}
	return digest.Of(s.config.Publish.Types)
}

// readRecord reads the facts of an issued report. A file with such a name that holds no
// facts gets a diagnostic, and is not read as a spreadsheet either.
func (s *Store) readRecord(ctx context.Context, j job, e *entry) error {
	src, err := readAtMost(s.File(j.path), fact.MostBytes+1)
	if err != nil {
		return err
	}
	e.key = digest.Bytes(src)
	if j.bytesOnly || e.same(j.old) {
		return nil
	}
	set, diags, ok := fact.Read(ctx, j.path, src)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	e.diags = diags
	if ok && diags.Max() < diag.Error { // half a record is not used: nobody knows what is missing
		e.record = &Record{Path: j.path, Key: e.key}
		e.record.Facts, e.record.Base = set.Apart(fact.Base)
	}
	return nil
}

func (s *Store) readBook(ctx context.Context, j job, e *entry) error {
	if reason, skip := sheet.Skip(j.path); skip && !j.alone {
		e.book = &kb.Workbook{Path: j.path, State: kb.Skipped, Diags: diag.List{diag.New("SH00."+reason, diag.Pos{File: j.path})}}
		return nil
	}
	opt := sheetOptions(&s.config, j.path)
	src, err := readBytes(s.File(j.path), opt)
	if err != nil {
		return err
	}
	if j.side != "" {
		if opt.Sidecar, err = readSidecar(s.File(j.side)); err != nil {
			return err
		}
		e.side = digest.Bytes(opt.Sidecar)
	}
	e.key = digest.Bytes(src)
	if j.bytesOnly || e.same(j.old) && e.book != nil && e.book.State != kb.Settling {
		return nil
	}
	e.page, e.file, e.diags = nil, nil, nil
	book := new(kb.Workbook)
	if _, _, ok := s.parsed.get(parsedID(e), book); !ok {
		if book = sheet.Read(ctx, j.path, src, opt); book == nil {
			return ctx.Err()
		}
	}
	e.book = book
	return nil
}

// readBytes reads a workbook, and one byte more than is allowed: then package sheet sees
// that it is too large, and says so.
func readBytes(name string, opt sheet.Options) ([]byte, error) {
	return readAtMost(name, bookBytes(opt)+1)
}

// bookBytes is how many bytes a workbook may have.
func bookBytes(opt sheet.Options) int64 {
	if opt.Limits.FileBytes > 0 {
		return opt.Limits.FileBytes
	}
	return largestBook
}

// readSidecar reads the settings beside a workbook; nil if the file is gone.
func readSidecar(name string) ([]byte, error) {
	b, err := readAtMost(name, 1<<20)
	if os.IsNotExist(err) {
		return nil, nil
	}
	return b, err
}

// ReadWorkbook reads one spreadsheet with the settings of a site, whether or not it lies
// in the content folder. If the file cannot be opened, it returns an error and a workbook
// whose one diagnostic says the same in words for people. If ctx ended, the workbook is nil.
func ReadWorkbook(ctx context.Context, cfg *config.Config, content, file string) (*kb.Workbook, error) {
	p := filepath.ToSlash(file)
	if rel, err := filepath.Rel(content, file); err == nil && filepath.IsLocal(rel) {
		p = filepath.ToSlash(rel)
	}
	opt := sheetOptions(cfg, p)
	src, err := readBytes(file, opt)
	if err == nil {
		opt.Sidecar, err = readSidecar(file + Sidecar)
	}
	if err != nil {
		return &kb.Workbook{Path: p, State: kb.Refused, Diags: diag.List{whyUnopened(file, p, err)}}, err
	}
	return sheet.Read(ctx, p, src, opt), ctx.Err()
}

// whyUnopened is the diagnostic for a file, or the settings beside it, that could not be read.
func whyUnopened(file, p string, err error) diag.Diagnostic {
	pos := diag.Pos{File: p}
	var f *fs.PathError
	if errors.As(err, &f) {
		if f.Path == file+Sidecar {
			file, pos.File = f.Path, p+Sidecar
		}
		err = f.Err
	}
	if info, statErr := os.Stat(file); statErr == nil && info.IsDir() {
		return diag.New("SO04.folder", pos)
	}
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR):
		return diag.New("SO04.missing", pos)
	case errors.Is(err, fs.ErrPermission):
		return diag.New("SO04.denied", pos)
	case errors.Is(err, ErrIrregular):
		return diag.New("SO06.device", pos)
	}
	return diag.New("SO04.unread", pos, err.Error())
}

// ErrIrregular says that a name is that of a folder, a pipe or a device where a file is needed.
var ErrIrregular = errors.New("not a regular file")

// readAtMost reads the first n bytes of a file.
func readAtMost(name string, n int64) ([]byte, error) {
	// Opening a pipe would wait for someone who writes to it.
	info, err := os.Stat(name)
	if err == nil && !info.Mode().IsRegular() {
		return nil, &fs.PathError{Op: "read", Path: name, Err: ErrIrregular}
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var b bytes.Buffer
	if info != nil {
		b.Grow(int(min(info.Size(), n)) + bytes.MinRead) // room for all: the buffer need not grow while reading
	}
	_, err = b.ReadFrom(io.LimitReader(f, n))
	return b.Bytes(), err
}

// shows tells whether a page holds anything that comes from datasets.
func shows(p *kb.Page) bool {
	return slices.ContainsFunc(p.Body.Get().Holes, func(h kb.Hole) bool { return h.Kind == kb.HoleBlock || h.Kind == kb.HoleValue })
}

// targets turns what the holes of a page name into content paths. A name that begins with
// a slash counts from the content folder, any other from the folder of the page.
func targets(p *kb.Page, links config.Links) []string {
	holes := p.Body.Get().Holes
	if len(holes) == 0 {
		return nil
	}
	dir := path.Dir(p.Path)
	out := make([]string, len(holes))
	for i, h := range holes {
		if h.Kind > kb.HoleImage || h.Wiki || h.Target == "" {
			continue
		}
		t := links.Stripped(strings.ReplaceAll(h.Target, `\`, "/"))
		if rest, rooted := strings.CutPrefix(t, "/"); rooted {
			t = path.Clean(rest)
		} else {
			t = path.Join(dir, t)
		}
		if t != ".." && !strings.HasPrefix(t, "../") {
			out[i] = t
		}
	}
	return out
}
