package source

import (
	"context"
	"errors"
	"io/fs"
	"path"

	"milepost/generator/config"
	"milepost/generator/diag"
	"milepost/generator/digest"
	"milepost/generator/kb"
	"milepost/generator/nav"
)

// largestNav bounds a file that lists pages.
const largestNav = 4 << 20

// readNav reads a file that may hold the order of pages; e.nav stays nil if it is something else.
func (s *Store) readNav(ctx context.Context, j job, e *entry) error {
	src, err := readAtMost(s.File(j.path), largestNav)
	if err != nil {
		return err
	}
	e.key = digest.Bytes(src)
	if e.same(j.old) {
		return nil
	}
	e.page, e.book, e.file, e.diags = nil, nil, nil, nil
	e.nav = nav.Parse(ctx, j.path, src)
	return ctx.Err()
}

// readOrder reads the order of pages from site.toml, or from the file that it names.
func (s *Store) readOrder(ctx context.Context) {
	said := s.config.Nav
	s.nav = nil
	if len(said.List) > 0 {
		s.nav = &kb.Nav{File: config.File, Dir: ".", Items: said.List}
		return
	}
	if p, inside := s.config.InContent(said.File); said.File != "" && !(inside && nav.Named(p)) { // such a file of the content is read with the others
		s.nav = s.orderBeside(ctx, said)
	}
}

// orderBeside reads a file beside the content; its entries become paths of the content.
func (s *Store) orderBeside(ctx context.Context, said config.Nav) *kb.Nav {
	pos := diag.Pos{File: config.File, Line: said.Line, Col: said.Col}
	src, err := ReadBeside(s.root, said.File)
	if errors.Is(err, fs.ErrNotExist) {
		return &kb.Nav{Diags: diag.List{diag.New("NV02.absent", pos, said.File)}}
	}
	if err != nil {
		return &kb.Nav{Diags: diag.List{diag.New("NV02.unread", pos, said.File)}}
	}
	n := nav.Parse(ctx, said.File, src)
	if n == nil {
		return &kb.Nav{Diags: diag.List{diag.New("NV02.other", pos, said.File)}}
	}
	n.File = "./" + said.File
	for i := range n.Diags {
		n.Diags[i].Pos.File = n.File
	}
	for i := range n.Items {
		it := &n.Items[i]
		if p, inside := s.config.InContent(path.Join(n.Dir, it.Target)); inside && it.Target != "" {
			it.Target = "/" + p
		}
	}
	n.Dir = "."
	return n
}
