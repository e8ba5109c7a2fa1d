package sheet

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"path"
	"regexp"
	"slices"
	"strings"
)

// CleanVersion is part of the key of a cleaned file. It goes up when Clean writes other
// bytes for the same file.
const CleanVersion = 4

// Cleaned is the result of Clean.
type Cleaned struct {
	Bytes   []byte   // the file to publish
	Removed []string // what was removed, as in removals; empty: the file is unchanged
	Why     string   // why the file cannot be cleaned safely; "" if it can
}

// What Clean removes.
const (
	hiddenSheets  = "hidden-sheets"  // the contents of hidden sheets, and their names
	hiddenColumns = "hidden-columns" // the contents of hidden columns
	hiddenRows    = "hidden-rows"    // the contents of rows hidden by hand, not by a filter or a collapsed group
	formulas      = "formulas"       // if something hidden was blanked, formulas are replaced by their values, which would change
	comments      = "comments"       // comments, threads, the persons who wrote them
	external      = "external"       // links to other workbooks; the values stay
	personal      = "personal"       // author, company, the folder where it was saved, the printer
)

var removals = []string{hiddenSheets, hiddenColumns, hiddenRows, formulas, comments, external, personal}

// Why a file cannot be cleaned.
const (
	unread     = "unread"     // damaged, encrypted, or no workbook of this kind
	connected  = "connected"  // connections, queries, a data model
	embedded   = "embedded"   // other files in it
	pivoted    = "pivot"      // a pivot table keeps a copy of its source
	macros     = "macros"     // macros and hidden content
	unknown    = "unknown"    // hidden content, and parts that may show it
	uncomputed = "uncomputed" // hidden content, and formulas without a result
)

// cleaner cleans one package. It edits the XML parts: if a library read and saved the file,
// everything that the library does not know would be lost.
type cleaner struct {
	*book
	links    map[string][]link // the relations of every part that can be reached
	out      map[string][]byte // parts written anew
	removed  map[string]bool
	secret   bool // something hidden has content
	printers bool // sheets keep the settings of a printer
	sheetOf  map[string]*secrets
}

// link is one relation of a part.
type link struct {
	id, kind, target string
	outside          bool // the target is no part of the package
}

// Clean removes from a workbook what its readers must not see. Cells are blanked, never
// moved, so that references stay right. The same input gives the same bytes.
func Clean(b []byte, lim Limits) Cleaned {
	c, why := judgeFile(context.Background(), b, lim)
	if why != "" {
		return Cleaned{Why: why}
	}
	out := Cleaned{Removed: c.said()}
	if len(out.Removed) == 0 {
		out.Bytes = b
		return out
	}
	var err error
	if out.Bytes, err = c.write(); err != nil {
		return Cleaned{Why: unread}
	}
	return out
}

// judgeFile cleans all parts in memory; the second result is why it cannot be done.
func judgeFile(ctx context.Context, b []byte, lim Limits) (*cleaner, string) {
	lim = lim.orDefault()
	if int64(len(b)) > lim.FileBytes || sniff(b) != formZip {
		return nil, unread
	}
	p, err := open(ctx, b, lim)
	if err != nil {
		return nil, unread
	}
	bk, err := openBook(p, lim)
	if err != nil {
		return nil, unread
	}
	c := &cleaner{book: bk, links: map[string][]link{}, out: map[string][]byte{}, removed: map[string]bool{}, sheetOf: map[string]*secrets{}}
	if why := c.clean(); why != "" {
		return nil, why
	}
	if len(c.rest()) > 0 {
		return nil, unread
	}
	return c, ""
}

func (c *cleaner) clean() string {
	if err := c.follow(); err != nil {
		return unread
	}
	if err := c.findSecrets(); err != nil {
		return unread
	}
	for _, step := range []func() string{c.obstacle, c.cleanLinks, c.cleanBook, c.cleanSheets, c.cleanTables, c.cleanCharts, c.cleanProperties, c.cleanTexts, c.cleanNames} {
		if why := step(); why != "" {
			return why
		}
	}
	return ""
}

// said lists what was removed, in order.
func (c *cleaner) said() []string {
	return slices.DeleteFunc(slices.Clone(removals), func(r string) bool { return !c.removed[r] })
}

// bytes is a part as it stands now.
func (c *cleaner) bytes(part string) ([]byte, error) {
	if b, ok := c.out[part]; ok {
		return b, nil
	}
	r, err := c.open(part)
	if err != nil {
		return nil, err
	}
	defer r.r.Close()
	b, err := io.ReadAll(r)
	return bytes.TrimPrefix(b, []byte("\xef\xbb\xbf")), err
}

// edit rewrites a part, if that changes it.
func (c *cleaner) edit(part string, judge func(element) verdict) string {
	src, err := c.bytes(part)
	if err != nil {
		return unread
	}
	out, err := rewrite(c.ctx, src, judge)
	if err != nil {
		return unread
	}
	if !bytes.Equal(src, out) {
		c.out[part] = out
	}
	return ""
}

func relsOf(part string) string {
	dir, base := path.Split(part)
	return partName("", dir+"_rels/"+base+".rels")
}

// roots are the package, and the parts that are read even if nothing names them.
func (c *cleaner) roots() []string {
	roots := []string{"", c.main, c.texts, partName(path.Dir(c.main), "styles.xml")}
	for _, e := range c.sheets {
		roots = append(roots, e.part)
	}
	return roots
}

// follow reads the relations of all parts that can be reached from the package.
func (c *cleaner) follow() error {
	for todo := c.roots(); len(todo) > 0; todo = todo[1:] {
		part := todo[0]
		if _, done := c.links[part]; done {
			continue
		}
		c.links[part] = nil
		if !c.has(relsOf(part)) {
			continue
		}
		src, err := c.bytes(relsOf(part))
		if err != nil {
			return err
		}
		dir := strings.TrimSuffix(path.Dir(part), "/")
		err = walk(c.ctx, src, func(e element) {
			if e.name != "Relationship" {
				return
			}
			l := link{id: attr(e.tag, "Id"), kind: path.Base(attr(e.tag, "Type")), outside: attr(e.tag, "TargetMode") == "External"}
			if !l.outside {
				l.target = partName(dir, attr(e.tag, "Target"))
				todo = append(todo, l.target)
			}
			c.links[part] = append(c.links[part], l)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// linked lists the parts of a kind, in the order of the zip.
func (c *cleaner) linked(kind string) (parts []string) {
	targets := map[string]bool{}
	for _, all := range c.links {
		for _, l := range all {
			if l.kind == kind && !l.outside {
				targets[l.target] = true
			}
		}
	}
	for _, f := range c.order {
		if name := partName("", f.Name); targets[name] {
			parts = append(parts, name)
		}
	}
	return parts
}

// unlink removes relations of a part.
func (c *cleaner) unlink(part string, gone func(link) bool) string {
	ids := map[string]bool{}
	for _, l := range c.links[part] {
		if gone(l) {
			ids[l.id] = true
		}
	}
	if len(ids) == 0 {
		return ""
	}
	c.links[part] = slices.DeleteFunc(slices.Clone(c.links[part]), gone)
	return c.edit(relsOf(part), func(e element) verdict {
		if e.name == "Relationship" && ids[attr(e.tag, "Id")] {
			return dropped
		}
		return verdict{}
	})
}

// reached is all parts that relations still lead to.
func (c *cleaner) reached() map[string]bool {
	seen := map[string]bool{"[content_types].xml": true}
	for todo := c.roots(); len(todo) > 0; todo = todo[1:] {
		part := todo[0]
		if seen[part] {
			continue
		}
		seen[part], seen[relsOf(part)] = true, true
		for _, l := range c.links[part] {
			if !l.outside {
				todo = append(todo, l.target)
			}
		}
	}
	return seen
}

// write makes the new package. Unchanged parts keep their packed bytes; parts that no
// relation leads to are left out.
func (c *cleaner) write() ([]byte, error) {
	keep := c.reached()
	c.edit("[content_types].xml", func(e element) verdict {
		if e.name == "Override" && !keep[partName("", attr(e.tag, "PartName"))] {
			return dropped
		}
		return verdict{}
	})
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for _, f := range c.order {
		name := partName("", f.Name)
		if !keep[name] {
			continue
		}
		b, changed := c.out[name]
		if !changed {
			if err := z.Copy(f); err != nil {
				return nil, err
			}
			continue
		}
		w, err := z.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Deflate})
		if err != nil {
			return nil, err
		}
		if _, err := w.Write(b); err != nil {
			return nil, err
		}
	}
	err := z.Close()
	return buf.Bytes(), err
}

// elsewhere finds a reference to another workbook, as files write it: [1]Sheet1!A1.
var elsewhere = regexp.MustCompile(`\[\d+\]`)
