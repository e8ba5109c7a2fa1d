package plan

import (
	"fmt"

	"milepost/generator/digest"
	"milepost/generator/kb"
	"milepost/generator/sheet"
)

// original is the output of the workbook's file, "" if it is not published. A
// file that is still being written is not: it may be cut off.
func (m *maker) original(b *kb.Workbook) string {
	if b.State == kb.Settling || b.Digest == (digest.Key{}) || b.Original.Form == kb.FormNone || m.site.Data.PrivateBook(b) {
		return ""
	}
	return b.Path
}

// publishOriginal publishes the file of a workbook, as it is or cleaned. The
// file is read when its bytes are asked for, and cleaned then, since it may
// have changed.
func (m *maker) publishOriginal(w *writer, b *kb.Workbook) {
	switch {
	case m.original(b) == "":
	case b.Original.Form == "":
		w.add(b.Path, Output{Path: b.Path, Class: Page, Content: File{m.file(b.Path), b.Digest}})
	default:
		key := digest.Of("original", sheet.CleanVersion, b.Digest)
		w.add(b.Path, Output{
			Path: b.Path, Class: Page,
			Content: Made(key, func() ([]byte, error) { return m.cleaned(b) }),
		})
	}
}

// withheld is why the file of a workbook is not published, "" if it is.
func (m *maker) withheld(b *kb.Workbook) string {
	if b.Original.Why != "set" && m.site.Data.PrivateBook(b) {
		return "private"
	}
	return b.Original.Why
}

func (m *maker) cleaned(b *kb.Workbook) ([]byte, error) {
	src, err := m.read(b.Path)
	if err != nil {
		return nil, err
	}
	l := m.site.Config.Limits
	c := sheet.Clean(src, sheet.LimitsOf(l.FileMB, l.Rows, l.Cells))
	if c.Why != "" {
		return nil, fmt.Errorf("clean %s: %s", b.Path, c.Why)
	}
	return c.Bytes, nil
}
