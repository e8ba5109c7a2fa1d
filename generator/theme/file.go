package theme

import (
	"bytes"
	"fmt"
	"html"
	"html/template"
	"slices"

	"milepost/generator/document"
)

// File is a page as one file that needs no other file: with styles, without scripts and
// navigation. Addresses in the view must not lead to other files.
func (t *Theme) File(v PageView) ([]byte, error) {
	v = withSources(v)
	var b bytes.Buffer
	logo := ""
	if p := t.opt.Own.Logo; len(p.Data) > 0 {
		logo = p.inline()
	}
	err := t.root.ExecuteTemplate(&b, "page-file", pageFile{v, template.HTML(`<html lang="` + html.EscapeString(v.Lang) + `">`), template.CSS(t.alone), template.URL(logo)})
	if err != nil {
		return nil, fmt.Errorf("theme: %w", templateError(err))
	}
	return withoutScripts(b.Bytes()), nil
}

// pageFile is the data of the template page-file.
type pageFile struct {
	View  PageView
	Start template.HTML
	Style template.CSS
	Logo  template.URL // "" if the site has none
}

// withSources lets figures link to the list of sources in the file, if there is one: their
// targets on the site are not in the file.
func withSources(v PageView) PageView {
	lists := func(b Block) bool {
		return slices.ContainsFunc(b.Report, func(r document.Report) bool {
			return slices.ContainsFunc(r.Sections, listsSources)
		})
	}
	if !slices.ContainsFunc(v.Fills, func(f Fill) bool { return slices.ContainsFunc(f.Block, lists) }) {
		return v
	}
	v.Report = ownSources(v.Report)
	v.Fills = slices.Clone(v.Fills)
	for i, f := range v.Fills {
		v.Fills[i].Block = slices.Clone(f.Block)
		for k, b := range f.Block {
			if !lists(b) {
				v.Fills[i].Block[k].Report = ownSources(b.Report)
			}
		}
	}
	return v
}

// listsSources tells whether a section has a row for each source.
func listsSources(s document.Section) bool {
	return s.Kind == sourcesSection && (len(s.Blocks) == 0 || slices.ContainsFunc(s.Blocks, func(b document.Block) bool { return len(b.Table.Rows) > 0 }))
}

func ownSources(reports []document.Report) []document.Report {
	out := slices.Clone(reports)
	for i, r := range out {
		out[i].Sources = slices.Clone(r.Sources)
		for k, s := range r.Sources {
			out[i].Sources[k].Href = "#" + sourceID(s)
		}
	}
	return out
}

// withoutScripts removes the options of charts, since the file has their pictures. The text
// of these scripts contains no "<".
func withoutScripts(page []byte) []byte {
	open, end := []byte("<script"), []byte("</script>")
	var out []byte
	for {
		before, rest, found := bytes.Cut(page, open)
		out = append(out, before...)
		if !found {
			return out
		}
		_, page, _ = bytes.Cut(rest, end)
	}
}
