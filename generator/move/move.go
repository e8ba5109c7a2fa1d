// Package move renames or moves a page, a workbook, another file or a folder of a
// site, and updates everything that refers to it.
//
// In go the site's folder and two content paths; out comes a [Plan]: which texts
// of which files change, each with its line, and the old addresses that moved
// pages keep as aliases. Updated are links, images, references, [[names]], data
// blocks, values, front matter and site.toml, in all pages including drafts.
// [Plan.Do] carries it out; if something fails, everything is as before. Changed
// pages are read again first: a plan that would lead a link to another file than
// before is refused. It never writes into a workbook.
package move

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"milepost/generator/config"
	"milepost/generator/kb"
	"milepost/generator/markdown"
	"milepost/generator/source"
	"milepost/generator/text"
)

// Refused says why nothing is moved: the key of a text, and its arguments.
type Refused struct {
	Reason string
	Args   []string
}

func (r *Refused) Error() string { return fmt.Sprint("move: ", r.Reason, " ", r.Args) }

func refuse(reason string, args ...string) error { return &Refused{reason, args} }

// Plan is what a move changes. Paths are those before the move.
type Plan struct {
	From, To string   // content paths
	Edits    []Edit   // by file and line
	Aliases  []Alias  // what moved pages get
	Moved    []string // content paths of all files that move

	belongings [][2]string // files that move with it: settings of a workbook, pictures of a page's diagrams
	content    string      // the content folder, as the system names it
	root       string      // the site's folder
	fresh      map[string][]byte
}

// Edit is a text that is replaced. File is a content path, or config.File.
type Edit struct {
	File    string
	Line    int
	Was, Is string
}

// Alias is an old address that a page keeps.
type Alias struct{ Page, Alias string }

// mover works out a plan.
type mover struct {
	Plan
	folder bool
	snap   *source.Snapshot
	before *names
	after  *names
}

// Make plans the move of the content path from to the content path to. today is the day for
// which the site is read.
func Make(ctx context.Context, root, from, to string, today kb.Date) (*Plan, error) {
	store := source.New(root, source.Options{Today: func() kb.Date { return today }})
	snap, err := store.Refresh(ctx, source.Hint{All: true})
	if err != nil {
		return nil, err
	}
	m := &mover{snap: snap, Plan: Plan{From: path.Clean(from), To: path.Clean(to), root: root,
		content: filepath.Join(root, filepath.FromSlash(snap.Config.Content)), fresh: map[string][]byte{}}}
	if err := m.look(); err != nil {
		return nil, err
	}
	m.before = namesOf(snap, func(p string) string { return p })
	m.after = namesOf(snap, m.of)
	for _, p := range snap.Pages {
		if err := m.page(p); err != nil {
			return nil, err
		}
	}
	if err := m.settings(ctx); err != nil {
		return nil, err
	}
	return &m.Plan, nil
}

// look checks both paths, and refuses moves that cannot be made.
func (m *mover) look() error {
	for _, p := range []string{m.From, m.To} {
		if p == "." || path.IsAbs(p) || !filepath.IsLocal(filepath.FromSlash(p)) {
			return refuse("outside", p)
		}
	}
	info, err := os.Lstat(m.place(m.From))
	switch {
	case err != nil:
		return refuse("missing", m.From)
	case m.From == m.To:
		return refuse("same", m.From)
	}
	m.folder = info.IsDir()
	if m.folder && strings.HasPrefix(m.To, m.From+"/") {
		return refuse("inside", m.From, m.To)
	}
	if !m.folder && !strings.EqualFold(path.Ext(m.From), path.Ext(m.To)) {
		return refuse("ending", m.From, m.To)
	}
	if why := kb.UnsafeName(m.To); why != "" {
		return refuse("name", m.To)
	}
	if there, err := os.Lstat(m.place(m.To)); err == nil && !os.SameFile(info, there) {
		return refuse("taken", m.To)
	}
	return m.gather()
}

// gather lists the files that move, with what belongs to them.
func (m *mover) gather() error {
	if !m.folder {
		m.Moved = []string{m.From}
		pairs := [][2]string{{m.From + source.Sidecar, m.To + source.Sidecar}}
		if strings.EqualFold(path.Ext(m.From), ".md") {
			pairs = append(pairs, [2]string{kb.DiagramFolder(m.From), kb.DiagramFolder(m.To)})
		}
		for _, pair := range pairs {
			if _, err := os.Lstat(m.place(pair[0])); err != nil {
				continue
			}
			if _, err := os.Lstat(m.place(pair[1])); err == nil && !strings.EqualFold(m.From, m.To) {
				return refuse("taken", pair[1])
			}
			m.belongings = append(m.belongings, pair)
			if err := m.below(pair[0]); err != nil {
				return err
			}
		}
		return nil
	}
	return m.below(m.From)
}

// below lists a file, or all of a folder.
func (m *mover) below(p string) error {
	return filepath.WalkDir(m.place(p), func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(m.content, name)
		m.Moved = append(m.Moved, filepath.ToSlash(rel))
		return err
	})
}

func (p *Plan) place(content string) string {
	return filepath.Join(p.content, filepath.FromSlash(content))
}

// of is a content path after the move. A page may be named without its extension, or as the
// .html that it becomes.
func (m *mover) of(p string) string {
	if p == m.From {
		return m.To
	}
	if rest, ok := strings.CutPrefix(p, m.From+"/"); ok && m.folder {
		return m.To + "/" + rest
	}
	stem, page := strings.CutSuffix(m.From, ".md")
	if page && !m.folder && (p == stem || p == stem+".html") {
		return strings.TrimSuffix(m.To, path.Ext(m.To)) + strings.TrimPrefix(p, stem)
	}
	if page && path.Base(stem) == "_index" && !m.folder && p == path.Dir(m.From)+"/index.html" {
		return path.Dir(m.To) + "/index.html"
	}
	for _, pair := range m.belongings {
		if rest, ok := strings.CutPrefix(p, pair[0]); ok && (rest == "" || rest[0] == '/') {
			return pair[1] + rest
		}
	}
	return p
}

// page updates the addresses in a page, and adds the alias if the page moves.
func (m *mover) page(p *source.Page) error {
	raw, err := os.ReadFile(m.place(p.Path))
	if err != nil {
		return err
	}
	src, form, plain := read(raw)
	if !plain {
		if m.of(p.Path) != p.Path || bytes.Contains(raw, []byte(path.Base(m.From))) {
			return refuse("encoding", p.Path)
		}
		return nil
	}
	out, edits := src, []Edit(nil)
	addresses := markdown.Addresses(src)
	for _, a := range slices.Backward(addresses) { // the places before it stay
		is, change := m.mended(p.Path, a)
		if !change {
			continue
		}
		edits = append(edits, Edit{p.Path, a.Line, string(src[a.From:a.To]), is})
		out = slices.Concat(out[:a.From], []byte(is), out[a.To:])
	}
	slices.Reverse(edits)
	if err := m.same(p, src, out); err != nil {
		return err
	}
	if now := m.of(p.Path); now != p.Path && !strings.EqualFold(kb.PageOut(now), kb.PageOut(p.Path)) {
		alias := "/" + kb.PageOut(p.Path)
		withAlias, ok := markdown.AddAlias(out, alias)
		if !ok {
			return refuse("front", p.Path)
		}
		out = withAlias
		m.Aliases = append(m.Aliases, Alias{p.Path, alias})
	}
	if !bytes.Equal(out, src) {
		m.Edits = append(m.Edits, edits...)
		m.fresh[p.Path] = form.write(out)
	}
	return nil
}

// mended is the text of an address after the move; change is false if it stays.
func (m *mover) mended(page string, a markdown.Address) (is string, change bool) {
	now := m.of(page)
	switch a.Form {
	case markdown.FormLink:
		target, inside := linked(page, a.Name)
		if !inside {
			return "", false
		}
		want := m.of(target)
		if got, ok := linked(now, a.Name); ok && got == want || page == now && want == target {
			return "", false
		}
		if want == target && !m.before.known(target) {
			return "", false // it leads nowhere as it is
		}
		return markdown.AddressText(a.Form, reference(now, want, a.Name), a.Rest), true
	case markdown.FormWiki:
		was := m.before.wiki(page, a.Name)
		if was == "" || m.after.wiki(now, a.Name) == m.of(was) {
			return "", false
		}
		return markdown.AddressText(a.Form, m.after.shortest(now, m.of(was)), a.Rest), true
	case markdown.FormInclude, markdown.FormSnippet:
		return m.included(page, a)
	}
	was := m.before.data(page, a.Name)
	if was == "" || m.after.data(now, a.Name) == m.of(was) {
		return "", false
	}
	return markdown.AddressText(a.Form, m.of(was), a.Rest), true
}

// included is mended for the address of an included file.
func (m *mover) included(page string, a markdown.Address) (is string, change bool) {
	i, known := slices.BinarySearchFunc(m.snap.Pages, page, func(p *source.Page, path string) int { return strings.Compare(p.Path, path) })
	if !known {
		return "", false
	}
	for _, f := range m.snap.Pages[i].Includes {
		if f.Said != a.Name || f.Missing || m.of(page) == page && m.of(f.Path) == f.Path {
			continue
		}
		is = m.of(f.Path)
		if root := markdown.RootOf(a.Name); root != "" {
			is = root + is
		} else if a.Form == markdown.FormInclude {
			is = reference(m.of(page), is, a.Name)
		}
		return is, is != a.Name
	}
	return "", false
}

// linked is the content path of a link in a page.
func linked(page, name string) (string, bool) {
	name = strings.ReplaceAll(name, `\`, "/")
	if rest, rooted := strings.CutPrefix(name, "/"); rooted {
		return path.Clean(rest), true
	}
	p := path.Join(path.Dir(page), name)
	return p, p != ".." && !strings.HasPrefix(p, "../")
}

// reference is a link from a page to a content path: from the page's folder, or with a slash
// from the content folder if it was so before.
func reference(page, target, was string) string {
	slash := ""
	if strings.HasSuffix(was, "/") {
		slash = "/"
	}
	if strings.HasPrefix(was, "/") {
		return "/" + target + slash
	}
	from, to := strings.Split(path.Dir(page), "/"), strings.Split(target, "/")
	if from[0] == "." {
		from = nil
	}
	n := 0
	for n < len(from) && n < len(to)-1 && from[n] == to[n] {
		n++
	}
	out := strings.Repeat("../", len(from)-n) + strings.Join(to[n:], "/")
	if strings.HasPrefix(was, "./") && len(from) == n {
		out = "./" + out
	}
	return out + slash
}

// same reads the new text of a page and refuses it if a link leads to another file than
// before.
func (m *mover) same(p *source.Page, src, out []byte) error {
	now := m.of(p.Path)
	q := markdown.Parse(context.Background(), now, out, markdown.Options{NoHighlight: true})
	was, is := p.Body.Get().Holes, q.Body.Get().Holes
	if len(p.Includes) > 0 { // its own links alone
		was = markdown.Parse(context.Background(), p.Path, src, markdown.Options{NoHighlight: true}).Body.Get().Holes
	}
	if len(was) != len(is) {
		return refuse("odd", p.Path, "1")
	}
	for i := range was {
		a, b := &was[i], &is[i]
		switch {
		case a.Kind > kb.HoleImage || a.Target == "":
			continue
		case a.Wiki:
			if t := m.before.wiki(p.Path, a.Target); t != "" && m.after.wiki(now, b.Target) != m.of(t) {
				return refuse("odd", p.Path, fmt.Sprint(a.Line))
			}
		default:
			t, inside := linked(p.Path, a.Target)
			u, _ := linked(now, b.Target)
			if inside && m.before.known(t) && u != m.of(t) {
				return refuse("odd", p.Path, fmt.Sprint(a.Line))
			}
		}
	}
	return nil
}

// form is whether a file has a byte order mark and CRLF line ends.
type form struct {
	mark, crlf bool
}

var mark = []byte("\uFEFF")

// read is the text of a file with \n line ends; plain is false if it is not UTF-8 or has
// mixed line ends.
func read(raw []byte) (src []byte, f form, plain bool) {
	src, f.mark = bytes.CutPrefix(raw, mark)
	ends := bytes.Count(src, []byte("\r\n"))
	f.crlf = ends > 0
	if !utf8.Valid(src) || bytes.Count(src, []byte("\r")) != ends || f.crlf && bytes.Count(src, []byte("\n")) != ends || bytes.IndexByte(src, 0) >= 0 {
		return nil, f, false
	}
	return bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n")), f, true
}

func (f form) write(src []byte) []byte {
	if f.crlf {
		src = bytes.ReplaceAll(src, []byte("\n"), []byte("\r\n"))
	}
	if f.mark {
		src = slices.Concat(mark, src)
	}
	return src
}

// settings updates site.toml.
func (m *mover) settings(ctx context.Context) error {
	raw, err := os.ReadFile(filepath.Join(m.root, config.File))
	if err != nil {
		return nil // there is none
	}
	src, form, plain := read(raw)
	if !plain {
		return refuse("encoding", config.File)
	}
	out, edits := mendSettings(src, known{m.setting, m.beside, m.said})
	if len(edits) == 0 {
		return nil
	}
	_, before := config.Parse(ctx, src)
	if _, after := config.Parse(ctx, out); len(after) != len(before) {
		return refuse("odd", config.File, fmt.Sprint(edits[0].Line))
	}
	m.Edits = append(m.Edits, edits...)
	m.fresh[config.File] = form.write(out)
	return nil
}

// fold is how names are compared.
func fold(s string) string { return text.Fold(s) }
