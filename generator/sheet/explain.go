package sheet

import (
	"slices"

	"milepost/generator/kb"
	"milepost/generator/text"
	"milepost/generator/vocab"
)

// Report says what was read of a workbook and why, as keys and values, without texts.
type Report struct {
	File   string
	State  kb.State
	AsOf   kb.Date
	Sheets []kb.Sheet
	Tables []TableReport
}

// TableReport is how one table was understood.
type TableReport struct {
	Name       string
	Sheet      string
	Range      string
	Title      string
	HeaderRows int
	Schema     string
	Score      float64
	RunnerUp   string
	Rows       int
	Totals     int
	Notes      []string
	Columns    []ColumnReport
	Missing    []string // required fields that no column is
}

// ColumnReport is how one column was understood.
type ColumnReport struct {
	Header string
	Ref    string
	Field  string // "" if the column is not of the schema
	Type   kb.ColumnType
	Unit   string
	Role   string
	Values int // cells with a value
	Faults int // cells with an error
	// Near is a header word of the schema that is similar to this unknown header, "" if none.
	Near      string
	NearField string
}

// Explain tells what was read of a workbook and why.
func Explain(w *kb.Workbook) Report {
	r := Report{File: w.Path, State: w.State, AsOf: w.AsOf, Sheets: w.Sheets}
	for _, sealed := range w.Datasets {
		d := sealed.Get()
		r.Tables = append(r.Tables, explainTable(&d))
	}
	return r
}

func explainTable(d *kb.Dataset) TableReport {
	t := TableReport{Name: d.Name, Sheet: d.Sheet, Range: d.Range, Title: d.Title, HeaderRows: d.HeaderRows,
		Schema: d.Schema, Score: d.Score, RunnerUp: d.RunnerUp, Rows: len(d.Rows), Totals: len(d.Totals), Notes: d.Notes}
	s := vocab.Base().Schema(d.Schema)
	for i, c := range d.Columns {
		cr := ColumnReport{Header: c.Header, Ref: c.Ref, Type: c.Type, Unit: c.Unit, Role: c.Role}
		if c.Known {
			cr.Field = c.Field
		} else if s != nil && c.Role == "" {
			cr.Near, cr.NearField = nearMiss(d, s, c.Header)
		}
		for _, row := range d.Rows {
			switch row.Cells[i].Kind {
			case kb.Missing:
			case kb.Fault:
				cr.Faults++
			default:
				cr.Values++
			}
		}
		t.Columns = append(t.Columns, cr)
	}
	if s != nil {
		for _, f := range s.Fields {
			if f.Required && d.Col(f.Name) < 0 {
				t.Missing = append(t.Missing, f.Name)
			}
		}
	}
	return t
}

// nearMiss finds the unused field with the word that is most similar to the header.
func nearMiss(d *kb.Dataset, s *vocab.Schema, h string) (word, field string) {
	w, _ := vocab.Header(h)
	var all []string
	owner := map[string]string{}
	for _, f := range s.Fields {
		if d.Col(f.Name) >= 0 {
			continue
		}
		for _, x := range f.Words {
			if _, ok := owner[x]; !ok {
				owner[x] = f.Name
				all = append(all, x)
			}
		}
	}
	if slices.Contains(all, w) {
		return "", "" // the word itself, turned down by what the cells hold
	}
	word = text.Nearest(w, all)
	return word, owner[word]
}
