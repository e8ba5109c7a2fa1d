package generator

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"milepost/generator/browser"
	"milepost/generator/diag"
	"milepost/generator/drawing"
	"milepost/generator/kb"
	"milepost/generator/site"
)

// Drawn is the result of Draw. Paths are from the content folder.
type Drawn struct {
	Made    []string
	Removed []string  // pictures of diagrams that are gone
	Kept    int       // diagrams that had their picture already
	Faults  diag.List // errors in diagrams, and diagrams that cannot become a picture
}

// diagram is a diagram without a picture.
type diagram struct {
	page string
	hole *kb.Hole
}

func (d diagram) file() string { return kb.DiagramFile(d.page, d.hole.Target) }

// Draw makes the missing pictures of diagrams and removes pictures of diagrams that are
// gone, in the pages and folders of, or in all. It starts a browser only if a picture is
// missing.
func (b *Builder) Draw(ctx context.Context, e *Edition, of []Bound, program string) (out Drawn, err error) {
	var lacking []diagram
	for _, p := range e.Site.Pages {
		if !bounds(of, p.Path) {
			continue
		}
		for _, h := range site.Diagrams(p) {
			d := diagram{p.Path, h}
			switch {
			case site.DiagramOf(e.Site, p, h) != nil:
				out.Kept++
			case !slices.ContainsFunc(lacking, func(o diagram) bool { return o.file() == d.file() }):
				lacking = append(lacking, d)
			}
		}
	}
	answers, err := drawAll(ctx, e, lacking, program)
	if err != nil {
		return out, err
	}
	for i, d := range lacking {
		if err := b.keepDiagram(ctx, d, answers[i], &out); err != nil {
			return out, err
		}
	}
	return out, b.removeLost(e, of, &out)
}

// bounds tells whether a page is one of those or in one of their folders. An empty list
// means all pages.
func bounds(of []Bound, page string) bool {
	return len(of) == 0 || slices.ContainsFunc(of, func(o Bound) bool {
		if o.Folder != nil {
			return o.Folder.Path == "." || strings.HasPrefix(page, o.Folder.Path+"/")
		}
		return o.Page.Path == page
	})
}

// drawAll runs the theme's script in a browser and returns its answer for each diagram.
func drawAll(ctx context.Context, e *Edition, all []diagram, program string) ([]string, error) {
	if len(all) == 0 {
		return nil, nil
	}
	found, err := browser.Find(program)
	if err != nil {
		return nil, err
	}
	easel := e.Theme.Easel()
	calls := make([][]string, len(all))
	for i, d := range all {
		calls[i] = []string{d.hole.Target, "d" + strings.TrimSuffix(filepath.Base(d.file()), ".svg")[:8]}
	}
	return found.Run(ctx, easel.HTML, easel.Script, easel.Function, calls)
}

// easelAnswer is the answer of themes/default/src/mermaid.ts, as JSON.
type easelAnswer struct {
	SVG          string
	Unkept       bool
	Line, Column int
	Said         string
}

// keepDiagram writes the picture, cleaned by package drawing, or reports why there is none.
func (b *Builder) keepDiagram(ctx context.Context, d diagram, answer string, out *Drawn) error {
	var a easelAnswer
	if err := json.Unmarshal([]byte(answer), &a); err != nil {
		return fmt.Errorf("draw %s:%d: %w", d.page, d.hole.Line, err)
	}
	switch {
	case a.Unkept:
		out.Faults = append(out.Faults, diag.New("MD14.unkept", d.at(0, 0)))
		return nil
	case a.SVG == "" && a.Line > 0:
		out.Faults = append(out.Faults, diag.New("MD14.line", d.at(a.Line, a.Column), a.Said))
		return nil
	case a.SVG == "":
		out.Faults = append(out.Faults, diag.New("MD14.fault", d.at(0, 0), a.Said))
		return nil
	}
	clean, err := drawing.Clean(ctx, []byte(a.SVG))
	var refused drawing.Refusal
	if errors.As(err, &refused) {
		out.Faults = append(out.Faults, diag.New("MD14.fault", d.at(0, 0), err))
		return nil
	}
	if err != nil {
		return err
	}
	out.Made = append(out.Made, d.file())
	return put(b.store.File(d.file()), clean.SVG)
}

// at turns a line and column of the diagram's text, from 1, into a position in the page;
// 0 is the start of the diagram.
func (d diagram) at(line, column int) diag.Pos {
	pos := diag.Pos{File: d.page, Line: d.hole.Line, Col: d.hole.Col}
	if !d.hole.Inside {
		pos.Line, pos.Col = pos.Line+max(line-1, 0), pos.Col+max(column-1, 0)
	}
	return pos
}

// removeLost removes the pictures of diagrams that are gone, and folders that are then empty.
func (b *Builder) removeLost(e *Edition, of []Bound, out *Drawn) error {
	for _, f := range site.LostDiagrams(e.Site) {
		if !bounds(of, kb.DiagramPage(f.Path)) {
			continue
		}
		name := b.store.File(f.Path)
		if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		_ = os.Remove(filepath.Dir(name)) // fails if the folder is not empty
		out.Removed = append(out.Removed, f.Path)
	}
	return nil
}
