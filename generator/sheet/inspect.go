package sheet

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/kb"
)

// JSON is the contract of `milepost inspect --json`: one object with the
// datasets and diagnostics of a workbook. Members keep the order of the
// columns; a missing value is null.
func JSON(w *kb.Workbook, lang string) ([]byte, error) {
	j := &writer{}
	j.open('{')
	j.member("file", w.Path)
	j.key("datasets")
	j.open('[')
	for _, d := range w.Datasets {
		set := d.Get()
		j.item()
		j.dataset(&set)
	}
	j.close(']')
	j.key("diagnostics")
	j.open('[')
	for _, d := range w.Diags {
		j.item()
		j.diagnostic(d, lang)
	}
	j.close(']')
	j.close('}')
	if j.err != nil {
		return nil, j.err
	}
	var out bytes.Buffer
	if err := json.Indent(&out, j.b.Bytes(), "", "  "); err != nil {
		return nil, err
	}
	out.WriteByte('\n')
	return out.Bytes(), nil
}

// writer writes JSON objects whose members keep their order.
type writer struct {
	b     bytes.Buffer
	comma bool
	err   error
}

func (j *writer) item() {
	if j.comma {
		j.b.WriteByte(',')
	}
	j.comma = false
}

func (j *writer) open(c byte) {
	j.b.WriteByte(c)
	j.comma = false
}

func (j *writer) close(c byte) {
	j.b.WriteByte(c)
	j.comma = true
}

func (j *writer) value(v any) {
	e := json.NewEncoder(&j.b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil && j.err == nil {
		j.err = err
	}
	j.comma = true
}

func (j *writer) key(k string) {
	j.item()
	j.value(k)
	j.b.WriteByte(':')
	j.comma = false
}

func (j *writer) member(k string, v any) {
	j.key(k)
	j.value(v)
}

func (j *writer) dataset(d *kb.Dataset) {
	j.open('{')
	j.member("name", d.Name)
	j.member("sheet", d.Sheet)
	j.member("range", d.Range)
	j.member("headerRows", d.HeaderRows)
	j.member("schema", d.Schema)
	j.member("score", d.Score)
	j.key("columns")
	j.open('[')
	for _, c := range d.Columns {
		j.item()
		j.open('{')
		j.member("header", c.Header)
		j.member("field", c.Field)
		j.member("type", string(c.Type))
		j.member("unit", c.Unit)
		j.close('}')
	}
	j.close(']')
	j.key("account")
	j.open('[')
	for _, l := range d.Account {
		j.item()
		j.open('{')
		j.member("kind", l.Kind)
		j.member("rows", l.Rows)
		j.member("count", l.Count)
		j.close('}')
	}
	j.close(']')
	j.rows("rows", d, d.Rows)
	j.rows("totals", d, d.Totals)
	j.close('}')
}

func (j *writer) rows(name string, d *kb.Dataset, rows []kb.Row) {
	j.key(name)
	j.open('[')
	for _, r := range rows {
		j.item()
		j.open('{')
		for i, c := range d.Columns {
			if d.Schema == kb.SchemaRACI && c.Role != "" {
				continue
			}
			j.key(c.Field)
			j.cell(r.Cells[i])
		}
		if d.Schema == kb.SchemaRACI {
			j.roles(d, r)
		}
		j.close('}')
	}
	j.close(']')
}

func (j *writer) cell(c kb.Cell) {
	j.open('{')
	switch c.Kind {
	case kb.Number:
		j.member("value", c.Num)
	case kb.Bool:
		j.member("value", c.Num != 0)
	case kb.Text, kb.Day, kb.Interval:
		j.member("value", c.Text)
	case kb.Names:
		j.member("value", c.String())
	case kb.Letters:
		j.member("value", c.Letters())
	default:
		j.member("value", nil)
	}
	j.member("text", shownCell(c))
	j.member("ref", c.Ref)
	if c.Unit != "" {
		j.member("unit", c.Unit)
	}
	if c.Computed {
		j.member("computed", true)
	}
	if c.Kind == kb.Fault {
		j.member("error", c.Text)
	}
	j.close('}')
}

// shownCell is the text of a cell; an error cell shows its name.
func shownCell(c kb.Cell) string { return c.String() }

// roles writes the letters of all roles as one field.
func (j *writer) roles(d *kb.Dataset, r kb.Row) {
	j.key("roles")
	j.open('{')
	j.key("value")
	j.open('{')
	var words, said []string
	first, last := "", ""
	for i, c := range d.Columns {
		if c.Role == "" {
			continue
		}
		cell := r.Cells[i]
		if first == "" {
			first = cell.Ref
		}
		last = cell.Ref
		letters := cell.Letters()
		switch {
		case cell.Kind == kb.Text && cell.Text != "":
			letters = []string{cell.Text} // no letter: shown as it stands
		case len(letters) == 0:
			continue
		}
		slices.Sort(letters)
		role := c.Role
		if slices.Contains(said, role) {
			role = c.Field // two columns of one name
		}
		said = append(said, role)
		j.member(role, letters)
		words = append(words, c.Role+": "+cell.String())
	}
	j.close('}')
	j.member("text", strings.Join(words, "; "))
	if last != first && last != "" {
		first += ":" + last
	}
	j.member("ref", first)
	j.close('}')
}

func (j *writer) diagnostic(d diag.Diagnostic, lang string) {
	j.open('{')
	j.member("rule", d.Rule())
	j.member("severity", d.Level.String())
	j.member("sheet", d.Pos.Sheet)
	j.member("cell", d.Pos.Cell)
	if d.Pos.Line > 0 {
		j.member("line", d.Pos.Line)
	}
	j.member("text", d.Text(lang))
	j.member("hint", d.Hint(lang))
	j.close('}')
}

// RowsJSON is the rows of a dataset as [JSON] writes them.
func RowsJSON(d *kb.Dataset) ([]byte, error) {
	j := &writer{}
	j.open('{')
	j.rows("rows", d, d.Rows)
	j.close('}')
	if j.err != nil {
		return nil, j.err
	}
	var out struct {
		Rows json.RawMessage `json:"rows"`
	}
	err := json.Unmarshal(j.b.Bytes(), &out)
	return out.Rows, err
}

// TableJSON is one dataset of a workbook as [JSON] writes it.
func TableJSON(file string, d *kb.Dataset) []byte {
	j := &writer{}
	j.open('{')
	j.member("file", file)
	j.key("dataset")
	j.dataset(d)
	j.close('}')
	return append(j.b.Bytes(), '\n')
}
