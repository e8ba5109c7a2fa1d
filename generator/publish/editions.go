package publish

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"

	"milepost/generator/config"
	"milepost/generator/digest"
	"milepost/generator/plan"
)

// Dated editions are old editions in editions/DATE/: the last edition of each day. One
// is made when the first edition of a later day replaces it. Files are hard links, so
// unchanged ones need no space. Each dated edition has its own manifest; the main
// manifest only lists the dates, so that many editions do not slow down a publication.
// The journal moves and deletes them as whole directories.
const editionsDir = "editions"

// listName is the page that lists the editions. In a dated edition it leads on to the
// list of the current site, which is complete.
const (
	listName = editionsDir + "/index.html"
	onward   = `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=../../index.html"><a href="../../index.html">editions</a>` + "\n"
)

// Keeping says which dated editions are kept. The zero value makes no new ones and
// deletes none.
type Keeping struct {
	Most  int    // how many dated editions
	Every string // config.EveryMonth, …: one for each month and so on; "" is config.EveryDay
	// Mark is what is added to the end of a file of a dated edition (a script that shows
	// its date). It returns nil for most files, which stay hard links.
	Mark func(file, date string) []byte
	// List makes the page listName from the dates, newest first; nil for no page.
	List func(dates []string) plan.Output
}

// EditionMark comes before what Mark adds. It is a comment in JavaScript and in CSS.
const EditionMark = "\n/* milepost edition */\n"

// Keep sets which dated editions the next publication keeps.
func (p *Publisher) Keep(k Keeping) { p.keeping = k }

// span is the part of a date that all days of one month, quarter or year share: 2026-09.
func span(every, date string) string {
	if len(date) != len("2006-01-02") {
		return date
	}
	switch every {
	case config.EveryMonth:
		return date[:7]
	case config.EveryQuarter:
		month, _ := strconv.Atoi(date[5:7]) // 01 to 12
		return date[:5] + strconv.Itoa((month+2)/3)
	case config.EveryYear:
		return date[:4]
	}
	return date
}

var editionPath = regexp.MustCompile(`^editions/(\d{4}-\d{2}-\d{2})(/|$)`)

// EditionOf is the date of the dated edition that a path belongs to; "" if none.
func EditionOf(file string) string {
	if m := editionPath.FindStringSubmatch(file); m != nil {
		return m[1]
	}
	return ""
}

func (p *Publisher) edition(date string) string { return filepath.Join(p.dir, editionsDir, date) }

func stagedEdition(stage, date string) string { return filepath.Join(stage, "edition-"+date) }

// shelve makes a dated edition of the current one in the stage, if the next one is of a
// later span. It returns the dates that remain.
func (p *Publisher) shelve(stage string) ([]string, error) {
	shelf := p.standing()
	date, now := p.old.stated.Date, p.now.Date
	every := p.keeping.Every
	if p.keeping.Most <= 0 || p.old.damaged || date == "" || date >= now || span(every, date) == span(every, now) {
		return shelf, nil
	}
	if _, err := os.Lstat(p.edition(date)); err == nil && !slices.Contains(shelf, date) {
		return nil, &Refusal{Reason: "obstructed", Args: []string{p.edition(date)}}
	}
	if err := p.copyEdition(stagedEdition(stage, date), date); err != nil {
		return nil, err
	}
	shelf = slices.Compact(append(slices.DeleteFunc(shelf, func(d string) bool { return d != date && span(every, d) == span(every, date) }), date))
	slices.Sort(shelf)
	return slices.Compact(shelf[max(0, len(shelf)-p.keeping.Most):]), nil
}

// standing lists the dates of the dated editions that exist on the disk: a person may
// have deleted one.
func (p *Publisher) standing() []string {
	return slices.DeleteFunc(slices.Clone(p.old.shelf), func(date string) bool {
		info, err := os.Lstat(p.edition(date))
		return err != nil || !info.IsDir()
	})
}

// copyEdition links the files of the current edition into a new directory.
func (p *Publisher) copyEdition(to, date string) error {
	own := manifest{stated: p.old.stated}
	made := newDirs(to)
	if err := os.MkdirAll(to, 0o755); err != nil {
		return err
	}
	for i := range p.old.entries {
		e := p.old.entries[i]
		if e.gone != 0 {
			continue
		}
		if _, err := os.Lstat(p.file(e.path)); errors.Is(err, fs.ErrNotExist) {
			continue // somebody deleted it
		}
		if err := made.make(path.Dir(e.path)); err != nil {
			return err
		}
		if err := p.copyOne(filepath.Join(to, filepath.FromSlash(e.path)), date, &e); err != nil {
			return err
		}
		own.entries = append(own.entries, e)
	}
	return p.ops.write(filepath.Join(to, manifestName), own.encode())
}

func (p *Publisher) copyOne(to, date string, e *entry) error {
	if e.path == listName {
		return p.put(to, content{b: []byte(onward)}, e)
	}
	var mark []byte
	if p.keeping.Mark != nil {
		mark = p.keeping.Mark(e.path, date)
	}
	if mark == nil {
		return link(p.file(e.path), to)
	}
	b, err := os.ReadFile(p.file(e.path))
	if err != nil {
		return err
	}
	return p.put(to, content{b: slices.Concat(b, []byte(EditionMark), mark)}, e)
}

// placeEditions moves dated editions from the stage into editions/ and deletes those
// that are not kept. It can be repeated after a crash.
func (p *Publisher) placeEditions(stage string, next *manifest) error {
	for _, date := range next.shelf {
		from, to := stagedEdition(stage, date), p.edition(date)
		if _, err := os.Lstat(from); err != nil {
			continue // moved already
		}
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			return err
		}
		if _, err := os.Lstat(to); err == nil { // an older one of the same day, from before a rollback
			if err := p.ops.move(to, from+".old"); err != nil {
				return err
			}
		}
		if err := p.ops.move(from, to); err != nil {
			return err
		}
	}
	for _, date := range p.old.shelf {
		if slices.Contains(next.shelf, date) {
			continue
		}
		if err := os.RemoveAll(p.edition(date)); err != nil {
			return err
		}
	}
	return nil
}

// Kept is one dated edition.
type Kept struct {
	Date  string
	Pages int
	Files int
	Bytes int64
}

// Editions are the dated editions that dir holds, newest first, and the date of
// the one that readers see; "" if it is not known.
func Editions(dir string) (list []Kept, now string, err error) {
	real, err := realPath(dir)
	if err != nil {
		return nil, "", err
	}
	p := &Publisher{dir: real}
	if p.old, err = readManifest(filepath.Join(real, manifestName)); err != nil {
		return nil, "", err
	}
	for _, date := range slices.Backward(p.standing()) {
		m, err := p.editionManifest(date)
		if err != nil {
			return nil, "", err
		}
		k := Kept{Date: date, Pages: m.census().Pages, Files: len(m.entries)}
		for i := range m.entries {
			k.Bytes += m.entries[i].size
		}
		list = append(list, k)
	}
	return list, p.old.stated.Date, nil
}

func (p *Publisher) editionManifest(date string) (manifest, error) {
	file := filepath.Join(p.edition(date), manifestName)
	m, err := readManifest(file)
	if err == nil && (m.damaged || len(m.entries) == 0) {
		err = &Refusal{Reason: "incomplete", Args: []string{p.dir, file}}
	}
	return m, err
}

// RollbackTo makes the dated edition the one that readers see, without its Mark. It also
// stays in editions/. Rollback undoes this.
func RollbackTo(dir, state, date string, opt Options) (Result, error) {
	p, err := Open(dir, state, opt)
	if err != nil {
		return Result{}, err
	}
	res, err := p.rollbackTo(date)
	return res, errors.Join(explain(err, p.dir, p.torn), p.Close())
}

func (p *Publisher) rollbackTo(date string) (Result, error) {
	if !slices.Contains(p.standing(), date) {
		return Result{}, &Refusal{Reason: "noedition", Args: []string{p.dir, date}}
	}
	next, err := p.editionManifest(date)
	if err != nil {
		return Result{}, err
	}
	bare := map[string][]byte{}
	for i := range next.entries {
		e := &next.entries[i]
		b, err := p.unmarked(date, e)
		if err != nil {
			return Result{}, err
		}
		if b != nil {
			bare[e.path] = b
			e.hash, e.size = digest.Bytes(b), int64(len(b))
		}
	}
	next.entries = append(slices.DeleteFunc(next.entries, func(e entry) bool { return e.path == listName }), p.listed()...)
	next.sort()
	return p.returnTo(next, func(e *entry) content {
		if b, ok := bare[e.path]; ok {
			return content{b: b}
		}
		return content{file: filepath.Join(p.edition(date), filepath.FromSlash(e.path))}
	})
}

// listed is the entry of the page listName, which belongs to no edition.
func (p *Publisher) listed() []entry {
	if e := p.old.find(listName); e != nil {
		return []entry{*e}
	}
	return nil
}

// unmarked returns the bytes of a file of a dated edition without the mark; nil if it
// has no mark.
func (p *Publisher) unmarked(date string, e *entry) ([]byte, error) {
	if e.class != plan.Asset {
		return nil, nil
	}
	b, err := os.ReadFile(filepath.Join(p.edition(date), filepath.FromSlash(e.path)))
	if err != nil {
		return nil, err
	}
	i := bytes.LastIndex(b, []byte(EditionMark))
	if i < 0 {
		return nil, nil
	}
	if digest.Bytes(b) != e.hash {
		return nil, &Refusal{Reason: "incomplete", Args: []string{p.dir, e.path}}
	}
	return b[:i], nil
}
