package sheet

import "github.com/xuri/excelize/v2"

// writing keeps the first error of several steps.
type writing struct {
	f   *excelize.File
	err error
}

func (w *writing) do(step func() error) {
	if w.err == nil {
		w.err = step()
	}
}

func (w *writing) style(s *excelize.Style) int {
	id := 0
	w.do(func() (err error) { id, err = w.f.NewStyle(s); return err })
	return id
}
