package plan

import (
	"context"
	"strings"

	"milepost/generator/digest"
	"milepost/generator/drawing"
	"milepost/generator/kb"
	"milepost/generator/sheet"
)

// files publishes attachments, and the originals and tables of workbooks.
func (m *maker) files(w *writer) {
	for _, f := range m.site.Files {
		if f.Drawing {
			m.drawing(w, f)
			continue
		}
		w.add(f.Path, Output{Path: f.Path, Class: Page, Content: File{m.file(f.Path), f.Key}})
	}
	for _, b := range m.site.Workbooks {
		if b.State == kb.Skipped {
			continue
		}
		m.publishOriginal(w, b)
		if m.site.Data.PrivateBook(b) {
			continue
		}
		for _, sealed := range b.Datasets {
			m.bytes(w, b.Path, Page, csvOut(b, sealed.Get().Name), digest.Of("csv", m.theme.Key(), sealed), func() []byte {
				d := sealed.Get()
				return sheet.CSV(&d)
			})
		}
	}
}

// drawing publishes an SVG as package drawing writes it. The file is read when
// its bytes are asked for, and cleaned then, since it may have changed.
func (m *maker) drawing(w *writer, f kb.File) {
	key := digest.Of("drawing", drawing.Version, f.Key)
	w.add(f.Path, Output{
		Path: f.Path, Class: Page,
		Content: Made(key, func() ([]byte, error) {
			src, err := m.read(f.Path)
			if err != nil {
				return nil, err
			}
			d, err := drawing.Clean(context.Background(), src)
			return d.SVG, err
		}),
	})
}

// csvOut is the output of one table as CSV.
func csvOut(b *kb.Workbook, name string) string {
	safe := strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`/\<>:"|?*#%`, r) {
			return '-'
		}
		return r
	}, name)
	if safe = strings.Trim(safe, ". "); safe == "" {
		safe = "table"
	}
	return kb.FitName(b.Path+"."+safe, ".csv")
}
