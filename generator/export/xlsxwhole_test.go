package export

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"reflect"
	"strings"
	"testing"

	"milepost/generator/document"
	"milepost/generator/kb"
)

// A workbook has each text of its report, whatever kind of block that is in: names, marks,
// sentences, who wrote a judgement. Figures are in it as numbers.
func TestWorkbookLosesNoText(t *testing.T) {
	for _, lang := range []string{"zh-CN", "en"} {
		r := everything(lang)
		data, err := xlsx(r)
		if err != nil {
			t.Fatal(err)
		}
		all := workbookTexts(t, data)
		for _, want := range saidBy(reflect.ValueOf(r.Sections)) {
			if !strings.Contains(all, want) {
				t.Errorf("%s: the workbook has no %q", lang, want)
			}
		}
	}
}

// saidBy gives the texts in a value: names, sentences, words of marks. Text that people
// wrote is HTML, and a figure that a cell has as a number is no text.
func saidBy(v reflect.Value) (all []string) {
	switch x := v.Interface().(type) {
	case document.Text:
		if s := x.String(); s != "" && s != "—" {
			return []string{s}
		}
		return nil
	case document.Cell:
		if x.Num.OK {
			x.Text = nil
		}
		v = reflect.ValueOf(x)
	case document.Column:
		if x.Kind == "curve" { // its charts have the names of the rows
			return nil
		}
		return []string{x.Title}
	case document.Block:
		all = append(x.Paragraphs(), plainText(x.By))
		x.Kind, x.HTML, x.By = "", "", ""
		v = reflect.ValueOf(x)
	case document.Share: // its labels are the parts, written for readers
		x.Labels = nil
		v = reflect.ValueOf(x)
	case document.Section:
		x.Kind = ""
		v = reflect.ValueOf(x)
	case document.Mark:
		x.Tone = ""
		v = reflect.ValueOf(x)
	case document.Number, kb.Date, kb.Period, document.Tone:
		return nil
	}
	switch v.Kind() {
	case reflect.String:
		if v.String() != "" {
			all = append(all, v.String())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			all = append(all, saidBy(v.Field(i))...)
		}
	case reflect.Slice:
		for i := range v.Len() {
			all = append(all, saidBy(v.Index(i))...)
		}
	}
	return all
}

// workbookTexts is the text of a workbook's cells and of the notes on them.
func workbookTexts(t *testing.T, data []byte) string {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, f := range z.File {
		if !strings.HasSuffix(f.Name, ".xml") || strings.HasPrefix(f.Name, "xl/charts") {
			continue
		}
		part, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		d := xml.NewDecoder(part)
		for {
			token, err := d.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatal(f.Name, err)
			}
			if text, ok := token.(xml.CharData); ok {
				b.Write(append(text, '\n'))
			}
		}
	}
	return b.String()
}
