package mcp

import (
	"encoding/json"
	"slices"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/sheet"
	"milepost/generator/site"
	"milepost/generator/text"
)

// column is a column of a dataset.
type column struct {
	Header string `json:"header"`
	Field  string `json:"field"`
	Type   string `json:"type"`
	Unit   string `json:"unit,omitempty"`
}

// table is a dataset without its rows.
type table struct {
	Data    string   `json:"data"` // its name, for the tool query
	Schema  string   `json:"schema"`
	Title   string   `json:"title,omitempty"`
	Range   string   `json:"range"`
	Rows    int      `json:"rows"`
	AsOf    string   `json:"as_of,omitempty"`
	Series  string   `json:"series,omitempty"`
	Page    string   `json:"page"`
	Columns []column `json:"columns,omitempty"`
}

func (a *asked) table(set *kb.Dataset, columns bool) table {
	t := table{Data: set.ID(), Schema: set.Schema, Title: set.Title, Range: set.Range, Rows: len(set.Rows), Series: set.Series, Page: site.BookOut(set.File)}
	if books := a.Site.Data.Books(set); len(books) > 0 {
		asOf, from := a.Site.Data.StandsFor(set, books[len(books)-1])
		if from != site.FromFile {
			t.AsOf = string(asOf)
		}
	}
	for _, c := range set.Columns {
		if columns {
			t.Columns = append(t.Columns, column{c.Header, c.Field, string(c.Type), c.Unit})
		}
	}
	return t
}

// mostTables is how many datasets one answer lists.
const mostTables = 80

func datasets(a *asked, in args) (any, error) {
	name, schema := text.Fold(in.text("name")), in.text("schema")
	list := []table{}
	left := 0
	var schemas []string
	for _, set := range a.Site.Data.All() {
		if a.Site.Data.Private(set) {
			continue
		}
		if !slices.Contains(schemas, set.Schema) {
			schemas = append(schemas, set.Schema)
		}
		switch {
		case schema != "" && set.Schema != schema || !strings.Contains(text.Fold(set.ID()+" "+set.Title), name):
		case len(list) == mostTables:
			left++
		default:
			list = append(list, a.table(set, name != "" || schema != ""))
		}
	}
	if len(list) == 0 {
		return nil, no("data.none", strings.Join(schemas, ", "))
	}
	return struct {
		Datasets []table `json:"datasets"`
		Left     int     `json:"left_out,omitempty"`
	}{list, left}, nil
}

// How much one answer to query holds: usualRows if no limit is given, at most mostRows rows and mostCells cells.
const (
	usualRows = 50
	mostRows  = 200
	mostCells = 3000
)

func query(a *asked, in args) (any, error) {
	b := kb.Block{Kind: kb.BlockTable}
	put := func(key string, list []string) {
		if len(list) > 0 && list[0] != "" {
			b.Attrs = append(b.Attrs, kb.Attr{Key: key, List: list})
		}
	}
	put("data", []string{in.text("data")})
	put("where", in.lists["where"])
	put("columns", in.lists["columns"])
	put("sort", []string{in.text("sort")})
	sets, diags := a.Site.Data.Block(b, diag.Pos{})
	if len(sets) == 0 {
		return nil, a.refused(diags, in.text("data"))
	}
	set := sets[0]
	if a.Site.Data.Private(set) {
		return nil, no("data.private", in.text("data"))
	}
	n := min(len(set.Rows), in.number("limit", usualRows, mostRows), max(1, mostCells/max(1, len(set.Columns))))
	part := *set
	part.Rows, part.Totals = set.Rows[:n], nil
	rows, err := sheet.RowsJSON(&part)
	if err != nil {
		return nil, err
	}
	var notes []string
	for _, d := range diags {
		notes = append(notes, strings.TrimSpace(d.Text(a.lang)+" "+d.Hint(a.lang)))
	}
	return struct {
		table
		Matches int             `json:"matches"`
		Notes   []string        `json:"notes,omitempty"`
		List    json.RawMessage `json:"list"`
	}{a.table(set, true), len(set.Rows), notes, rows}, nil
}

// refused is the error of a query without an answer; its text is that of the diagnostics.
func (a *asked) refused(diags diag.List, name string) error {
	var said []string
	for _, d := range diags {
		said = append(said, strings.TrimSpace(d.Text(a.lang)+" "+d.Hint(a.lang)))
	}
	if len(said) == 0 {
		return no("data.unknown", name)
	}
	return no("data.refused", strings.Join(said, "\n"))
}
