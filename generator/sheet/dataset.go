package sheet

import (
	"context"
	"slices"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// typer finds out what one table is: its schema, and the field of each column.
type typer struct {
	ctx context.Context
	*about
	*complaints
	f       *frame
	schema  string
	turned  bool  // months across pass the end of a year, and which is not known
	percent *raw  // see lane
	units   []int // see lane
}

// unfold drops the bars of a plan, turns columns of periods into records, and makes totals
// of rows with sums of periods.
func (y *typer) unfold() {
	u := unfolding{about: y.about, complaints: y.complaints, f: y.f}
	u.dropBars()
	if long := u.long(); long != nil {
		y.f = long
	} else {
		u.joinYears()
		u.coarseRows()
	}
	y.turned = u.turned
}

// levels makes totals of rows with sums of the rows below them, in a table without a schema.
func (y *typer) levels() {
	u := unfolding{about: y.about, complaints: y.complaints, f: y.f}
	u.sumLevels()
}

// least is the lowest score with which a schema is accepted.
const least = 0.45

// near: if the second schema's score is closer than this, the choice is undecided.
const near = 0.005

// decide chooses the schema of the frame, and a field for each column.
func (y *typer) decide(d *kb.Dataset, forced string) {
	found := recognise(y.f, y.v)
	pick := -1
	for i, fd := range found {
		if forced != "" && fd.schema.Name == forced || forced == "" && fd.whole && fd.score >= least {
			pick = i
			break
		}
	}
	if s := y.v.Schema(forced); s != nil && pick < 0 {
		found = append(found, fit(y.f, s, y.v)) // the settings may name the columns
		pick = len(found) - 1
	}
	d.Schema = kb.SchemaTable
	if forced == kb.SchemaTable {
		pick = -1
	}
	said := len(y.diags)
	if pick >= 0 && forced == "" && pick+1 < len(found) {
		a, b := found[pick], found[pick+1]
		if b.whole && a.score-b.score < near && specifics(a) == specifics(b) {
			y.diags = append(y.diags, diag.New("SH11.undecided", y.at(d), y.v.Said(a.schema.Name), y.v.Said(b.schema.Name), a.schema.Name, b.schema.Name))
			pick = -1
			d.RunnerUp = a.schema.Name
		}
	}
	for i, fd := range found {
		if i != pick && (fd.whole || fd.score >= 0.4) && d.RunnerUp == "" {
			d.RunnerUp = fd.schema.Name
		}
	}
	if pick < 0 {
		y.undecidedFinish(found)
		if forced == "" && len(y.diags) == said {
			y.nearly(found)
		}
		return
	}
	fd := found[pick]
	d.Schema, d.Score = fd.schema.Name, fd.score
	y.apply(&fd)
	if fd.schema.Name == kb.SchemaRACI {
		var n int
		if y.f, n = spread(y.f, y.v); n > maxRoles || n*len(y.f.rows) > maxSpread {
			y.diags = append(y.diags, diag.New("SH03.roles", y.at(d), n, maxRoles))
			d.Schema, d.RunnerUp, d.Score = kb.SchemaTable, kb.SchemaRACI, 0
			for i := range y.f.cols {
				y.f.cols[i].field, y.f.cols[i].typ, y.f.cols[i].match = "", "", 0
			}
		}
	}
}

// undecidedFinish reports why a table with tasks and one 完成时间 (planned or actual?) is
// not read as a plan.
func (y *typer) undecidedFinish(found []finding) {
	for _, fd := range found {
		if fd.schema.Name != kb.SchemaPhases || !slices.Contains(fd.fields, kb.FieldName) {
			continue
		}
		for i := range y.f.cols {
			if c := &y.f.cols[i]; fd.fields[i] == "" && slices.Contains(bareFinish, c.word) && c.prof.n > 0 && c.prof.dateLike() {
				y.complain("SH11.finish", spot{nil, c.col, max(c.row, 1)}, c.text)
			}
		}
	}
}

// specifics counts the found fields that only this schema has.
func specifics(fd finding) int {
	n := 0
	for i, name := range fd.fields {
		if fl := fd.schema.Field(name); fl != nil && !fl.Generic || fd.roles[i] {
			n++
		}
	}
	return n
}

func (y *typer) at(d *kb.Dataset) diag.Pos {
	cell, _, _ := strings.Cut(d.Range, ":")
	return diag.Pos{File: y.file, Sheet: y.sheet, Cell: cell}
}

// apply gives the columns the fields of a finding.
func (y *typer) apply(fd *finding) {
	for i := range y.f.cols {
		c := &y.f.cols[i]
		if fl := fd.schema.Field(fd.fields[i]); fl != nil {
			c.field, c.typ, c.match = fl.Name, fl.Type, fd.match[i]
		}
		if fd.roles[i] {
			c.role, c.match = c.text, 1
		}
		if fd.fields[i] == "" && fd.schema.Name == kb.SchemaPhases && slices.Contains(bareFinish, c.word) && c.prof.dateLike() && c.prof.n > 0 {
			y.complain("SH11.finish", spot{nil, c.col, max(c.row, 1)}, c.text)
		}
	}
}

// build makes the dataset of a decided frame.
func (y *typer) build(d *kb.Dataset) {
	f := y.f
	y.units = unitColumns(f, y.v)
	y.percent = percents(f, y.v, y.units)
	d.Rows = make([]kb.Row, len(f.rows))
	d.Totals = make([]kb.Row, len(f.totals))
	all := make([]kb.Cell, (len(f.rows)+len(f.totals))*len(f.cols))
	for i := range d.Rows {
		d.Rows[i] = kb.Row{Line: f.rows[i].line, Cells: all[:len(f.cols):len(f.cols)]}
		all = all[len(f.cols):]
	}
	for i := range d.Totals {
		d.Totals[i] = kb.Row{Line: f.totals[i].line, Cells: all[:len(f.cols):len(f.cols)]}
		all = all[len(f.cols):]
	}
	for i := range f.cols {
		if y.ctx.Err() != nil {
			return
		}
		col, body, totals := y.lane(i).column()
		for r := range body {
			d.Rows[r].Cells[i] = body[r]
		}
		for r := range totals {
			d.Totals[r].Cells[i] = totals[r]
		}
		d.Columns = append(d.Columns, col)
	}
	onScale(d)
	nameFields(d.Columns)
}

// nameFields gives each column without a field a unique one.
func nameFields(cols []kb.Column) {
	taken := map[string]bool{}
	for i := range cols {
		taken[cols[i].Field] = true
	}
	for i := range cols {
		if cols[i].Field != "" {
			continue
		}
		name, _ := vocab.Header(cols[i].Header)
		if name == "" {
			name = "column"
		}
		field := name
		for n := 2; taken[field]; n++ {
			field = name + "_" + vocab.PlainNumber(float64(n))
		}
		taken[field] = true
		cols[i].Field = field
	}
}
