package sheet

import (
	"cmp"
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

//go:embed templates.json
var templatesFile []byte

// byLang is a text in each language.
type byLang map[string]string

// template is a workbook to fill in: one of templates.json.
type template struct {
	Schema  string           `json:"schema"`
	Columns []templateColumn `json:"columns"`
}

// templateColumn is a column with its header and an example, which is a text,
// a number, a share or a day.
type templateColumn struct {
	ZH      string   `json:"zh-CN"`
	EN      string   `json:"en"`
	Example byLang   `json:"example"`
	Number  *float64 `json:"number"`
	Percent *float64 `json:"percent"`
	Date    *string  `json:"date"`
	List    string   `json:"list"` // of lists: what may be chosen
}

// title is the header of the column in the language.
func (c *templateColumn) title(lang string) string {
	if lang == "en" {
		return c.EN
	}
	return c.ZH
}

type templateFile struct {
	Notes     map[string][]string            `json:"notes"`
	Lists     map[string]map[string][]string `json:"lists"`
	Templates []template                     `json:"templates"`
}

var templates = sync.OnceValue(func() templateFile {
	var f templateFile
	if err := json.Unmarshal(templatesFile, &f); err != nil {
		panic("sheet: templates.json: " + err.Error()) // embedded
	}
	return f
})

// Templates lists the schemas for which Template makes a workbook.
func Templates() []string {
	var names []string
	for _, t := range templates().Templates {
		names = append(names, t.Schema)
	}
	return names
}

// filled is how many rows of a template have lists and number formats.
const filled = 500

// Template is a workbook of a schema to fill in, in the language: headers with units,
// drop-down lists, number formats, a grey example row, and notes on the first cell. tab is
// the name of its sheet, by default the schema's. Read skips the example row.
func Template(schema, lang, tab string) ([]byte, error) {
	for _, t := range templates().Templates {
		if t.Schema == schema {
			b, err := t.write(lang, cmp.Or(tab, schema))
			if err != nil {
				return nil, fmt.Errorf("template %s: %w", schema, err)
			}
			return b, nil
		}
	}
	return nil, fmt.Errorf("there is no template for %q", schema)
}

func (t *template) write(lang, tab string) ([]byte, error) {
	all := templates()
	f := excelize.NewFile()
	defer f.Close()
	w := templateWriter{writing: writing{f: f}, sheet: tab, lang: lang}
	w.do(func() error { return f.SetSheetName("Sheet1", w.sheet) })
	head := w.style(&excelize.Style{
		Font:      &excelize.Font{Bold: true, Color: "FFFFFF"},
		Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"1F5A8A"}},
		Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true},
	})
	for i := range t.Columns {
		w.column(&t.Columns[i], i+1, head, all.Lists)
	}
	w.do(func() error {
		return f.SetPanes(w.sheet, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"})
	})
	w.do(func() error {
		text := strings.Join(all.Notes[lang], "\n")
		return f.AddComment(w.sheet, excelize.Comment{Cell: "A1", Author: "Milepost", Width: 420, Height: 140, Text: text})
	})
	if w.err != nil {
		return nil, w.err
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// templateWriter writes one sheet.
type templateWriter struct {
	writing
	sheet string
	lang  string
}

func (w *templateWriter) column(c *templateColumn, n, head int, lists map[string]map[string][]string) {
	name, _ := excelize.ColumnNumberToName(n)
	title := c.title(w.lang)
	w.do(func() error { return w.f.SetCellStr(w.sheet, name+"1", title) })
	w.do(func() error { return w.f.SetCellStyle(w.sheet, name+"1", name+"1", head) })
	width := max(12, float64(utf8.RuneCountInString(title)*2+4))
	w.do(func() error { return w.f.SetColWidth(w.sheet, name, name, width) })
	format := ""
	cell := name + "2"
	switch {
	case c.Number != nil:
		w.do(func() error { return w.f.SetCellFloat(w.sheet, cell, *c.Number, -1, 64) })
	case c.Percent != nil:
		format = "0%"
		w.do(func() error { return w.f.SetCellFloat(w.sheet, cell, *c.Percent, -1, 64) })
	case c.Date != nil:
		format = "yyyy-mm-dd"
		if day, err := time.Parse(time.DateOnly, *c.Date); err == nil {
			w.do(func() error { return w.f.SetCellValue(w.sheet, cell, day) })
		}
	case c.Example[w.lang] != "":
		w.do(func() error { return w.f.SetCellStr(w.sheet, cell, c.Example[w.lang]) })
	}
	if format != "" {
		id := w.style(&excelize.Style{CustomNumFmt: &format})
		w.do(func() error { return w.f.SetCellStyle(w.sheet, cell, fmt.Sprintf("%s%d", name, filled), id) })
	}
	grey := &excelize.Style{Font: &excelize.Font{Italic: true, Color: "7F7F7F"}}
	if format != "" {
		grey.CustomNumFmt = &format
	}
	w.do(func() error { return w.f.SetCellStyle(w.sheet, cell, cell, w.style(grey)) })
	if words := lists[c.List][w.lang]; len(words) > 0 {
		v := excelize.NewDataValidation(true)
		v.Sqref = fmt.Sprintf("%s2:%s%d", name, name, filled)
		w.do(func() error { return v.SetDropList(words) })
		w.do(func() error { return w.f.AddDataValidation(w.sheet, v) })
	}
}
