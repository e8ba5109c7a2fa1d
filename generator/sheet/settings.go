package sheet

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/fields"
	"milepost/generator/kb"
	"milepost/generator/text"
	"milepost/generator/vocab"
)

// Settings override what would be guessed about one file.
type Settings struct {
	Sheet      string // the only sheet to read
	Range      string // "A3:H40": the only place to look
	HeaderRows int    // 0: find it; -1: none
	Schema     string
	Encoding   string // of CSV: utf-8, gb18030, utf-16le, utf-16be
	Private    string // kb.PrivateYes: no rows for readers; kb.PrivateNo: rows, whatever is in them
	Columns    []ColumnSetting
}

// ColumnSetting overrides one column. Header is as written (or a column's
// letter); Type is a kb.ColumnType.
type ColumnSetting struct {
	Header string
	Field  string
	Type   string
	Unit   string
}

var settingKeys = []string{"sheet", "range", "header_rows", "schema", "encoding", "private", "columns"}
var columnKeys = []string{"header", "field", "type", "unit"}

// sidecar reads name.xlsx.toml. Its settings override base.
func sidecar(ctx context.Context, file string, src []byte, base Settings) (Settings, diag.List) {
	if len(src) == 0 {
		return base, nil
	}
	pos := func(v fields.Value) diag.Pos { return diag.Pos{File: file + ".toml", Line: v.Line, Col: v.Col} }
	root, problems := fields.TOML(ctx, src)
	var diags diag.List
	for _, p := range problems {
		diags = append(diags, diag.New("SH14.toml", diag.Pos{File: file + ".toml", Line: p.Line, Col: p.Col}, p.Text))
	}
	s := base
	for _, v := range root.Items {
		switch v.Key {
		case "sheet":
			s.Sheet = v.Text
		case "range":
			s.Range = v.Text
		case "header_rows":
			n, err := strconv.Atoi(v.Text)
			if err != nil || n < 0 || n > 10 {
				diags = append(diags, diag.New("SH14.value", pos(v), v.Key, v.Text))
				continue
			}
			if s.HeaderRows = n; n == 0 {
				s.HeaderRows = -1
			}
		case "schema":
			s.Schema = v.Text
		case "encoding":
			s.Encoding = v.Text
		case "private":
			if v.Kind != fields.Bool {
				diags = append(diags, diag.New("SH14.value", pos(v), v.Key, v.Text))
				s.Private = kb.PrivateYes // a wrong value: privacy was intended
				continue
			}
			s.Private = kb.Privacy(v.Text == "true")
		case "columns":
			s.Columns = nil
			for _, item := range v.Items {
				var c ColumnSetting
				for _, kv := range item.Items {
					switch kv.Key {
					case "header":
						c.Header = kv.Text
					case "field":
						c.Field = kv.Text
					case "type":
						c.Type = kv.Text
					case "unit":
						c.Unit = kv.Text
					default:
						diags = append(diags, diag.New(unknownKey(kv.Key, columnKeys), pos(kv), kv.Key, text.Nearest(kv.Key, columnKeys)))
					}
				}
				s.Columns = append(s.Columns, c)
			}
		default:
			diags = append(diags, diag.New(unknownKey(v.Key, settingKeys), pos(v), v.Key, text.Nearest(v.Key, settingKeys)))
		}
	}
	return s, diags
}

func unknownKey(key string, known []string) string {
	if text.Nearest(key, known) == "" {
		return "SH14.unknown"
	}
	return "SH14.nearest"
}

var columnTypes = []string{"number", "percent", "date", "period", "duration", "bool", "status", "person", "text"}

// check reports invalid settings and drops them.
func (s *Settings) check(pos diag.Pos) (within *rect, diags diag.List) {
	if s.Range != "" {
		if r, ok := parseRange(s.Range); ok {
			within = &r
		} else {
			diags = append(diags, diag.New("SH14.value", pos, "range", s.Range))
		}
	}
	if s.Schema != "" && !slices.Contains(vocab.Schemas(), s.Schema) {
		diags = append(diags, diag.New("SH14.schema", pos, s.Schema, strings.Join(vocab.Schemas(), ", ")))
		s.Schema = ""
	}
	for i := range s.Columns {
		if t := s.Columns[i].Type; t != "" && !slices.Contains(columnTypes, t) {
			diags = append(diags, diag.New("SH14.type", pos, t, strings.Join(columnTypes, ", ")))
			s.Columns[i].Type = ""
		}
	}
	return within, diags
}

// override applies the column settings after the schema was decided.
func (y *typer) override(set []ColumnSetting, used []bool) {
	for k, cs := range set {
		for i := range y.f.cols {
			c := &y.f.cols[i]
			w, _ := vocab.Header(cs.Header)
			if c.word != w && vocab.Plain(c.text) != vocab.Plain(cs.Header) && letterOf(c.col) != cs.Header {
				continue
			}
			used[k] = true
			if cs.Field != "" {
				for j := range y.f.cols {
					if y.f.cols[j].field == cs.Field && j != i {
						y.f.cols[j].field, y.f.cols[j].typ = "", ""
					}
				}
				c.field, c.typ, c.role = cs.Field, y.fieldType(cs.Field), ""
			}
			if cs.Type != "" {
				c.set = kb.ColumnType(cs.Type)
			}
			if cs.Unit != "" {
				c.unit = cs.Unit
			}
			break
		}
	}
}

// fieldType is the type of a field in the schema decided, or in the first that has it.
func (y *typer) fieldType(name string) string {
	if s := y.v.Schema(y.schema); s != nil {
		if fl := s.Field(name); fl != nil {
			return fl.Type
		}
	}
	return ""
}
