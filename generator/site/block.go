package site

import (
	"cmp"
	"path"
	"slices"
	"strconv"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/text"
	"milepost/generator/vocab"
	"milepost/generator/where"
)

// Settings of blocks. Those of a chart, but data, are read by package chart:
//
//	data       dataset, series or list of them: "进度.xlsx#里程碑"
//	title      heading above the block
//	where      conditions on rows, all must hold: "部门 = 财务", "权重 >= 0.1", "状态 != 已取消"
//	period     "latest", or a period such as "2026-09": what was known at its end; table: its rows
//	indicator  kpi: only these, in this order
//	columns    table: only these, in this order
//	sort       table: a column; "-列" for descending
//	limit      table, gantt, milestones: most rows
//	level      gantt: deepest outline level, 1 for phases alone
//	role       raci: only these roles, in this order
//	section    report: only these sections, in this order
var blockKinds = []blockKind{
	{kb.BlockChart, false, nil, nil, nil},
	{kb.BlockKPI, true, []string{"data", "title", "where", "period", "indicator"}, isKPI, diagsOf((*Data).Board)},
	{kb.BlockGantt, true, []string{"data", "title", "where", "period", "level", "limit"}, isPlan, diagsOf(ganttPhases)},
	{kb.BlockTable, false, []string{"data", "title", "where", "period", "columns", "sort", "limit"}, nil, diagsOf(rowLimit)},
	{kb.BlockRACI, false, []string{"data", "title", "where", "role"}, isRACI, diagsOf(firstMatrix)},
	{kb.BlockMilestones, true, []string{"data", "title", "where", "period", "limit"}, isMilestones, diagsOf((*Data).Milestones)},
	// Parts of a report show what the project's tables say together; package press makes them.
	ofReport(kb.BlockSummary), ofReport(kb.BlockDecisions), ofReport(kb.BlockChanges), ofReport(kb.BlockNext),
	ofReport(kb.BlockTrend), ofReport(kb.BlockRisks), ofReport(kb.BlockSLA), ofReport(kb.BlockSatisfaction),
	ofReport(kb.BlockTraining), ofReport(kb.BlockSuggestions), ofReport(kb.BlockGaps), ofReport(kb.BlockSources),
	{kb.BlockReport, false, []string{"section", "period"}, nil, nil},
}

func ofReport(kind string) blockKind {
	return blockKind{kind, false, []string{"title", "period"}, nil, nil}
}

// blockKind says which settings and datasets blocks of a kind take.
type blockKind struct {
	kind  string
	many  bool     // it shows several datasets at once
	attrs []string // settings, nil if another package judges them
	fits  func(*kb.Dataset) bool
	judge judge // reports what is wrong with what it shows; nil if another package does
}

type judge func(*Data, kb.Block, []*kb.Dataset, diag.Pos) diag.List

// diagsOf makes a judge of a function that makes a view: it keeps the
// diagnostics and drops the view.
func diagsOf[View any](see func(*Data, kb.Block, []*kb.Dataset, diag.Pos) (View, diag.List)) judge {
	return func(d *Data, b kb.Block, sets []*kb.Dataset, pos diag.Pos) diag.List {
		_, diags := see(d, b, sets, pos)
		return diags
	}
}

func firstMatrix(d *Data, b kb.Block, sets []*kb.Dataset, pos diag.Pos) (Matrix, diag.List) {
	return d.Matrix(b, sets[0], pos)
}

func ganttPhases(d *Data, b kb.Block, sets []*kb.Dataset, pos diag.Pos) ([]Phase, diag.List) {
	phases, _, diags := d.Gantt(b, sets, pos)
	return phases, diags
}

func rowLimit(_ *Data, b kb.Block, _ []*kb.Dataset, pos diag.Pos) (int, diag.List) {
	n, _, diags := Limit(b, "limit", pos)
	return n, diags
}

// kindOf is the entry of a kind in blockKinds, nil if there is none.
func kindOf(kind string) *blockKind {
	i := slices.IndexFunc(blockKinds, func(k blockKind) bool { return k.kind == kind })
	if i < 0 {
		return nil
	}
	return &blockKinds[i]
}

func isKPI(d *kb.Dataset) bool {
	return d.Col(kb.FieldIndicator) >= 0 && (d.Col(kb.FieldActual) >= 0 || d.Col(kb.FieldTarget) >= 0)
}

func isPlan(d *kb.Dataset) bool {
	return d.Col(kb.FieldName) >= 0 && (d.Col(kb.FieldPlannedEnd) >= 0 || d.Col(kb.FieldActualEnd) >= 0)
}

func isMilestones(d *kb.Dataset) bool {
	return d.Col(kb.FieldName) >= 0 && d.Col(kb.FieldPlannedEnd) >= 0
}

func isRACI(d *kb.Dataset) bool {
	return d.Col(kb.FieldActivity) >= 0 && slices.ContainsFunc(d.Columns, func(c kb.Column) bool { return c.Role != "" || letterFields[c.Field] != 0 })
}

// Block is the datasets that a block shows, with its conditions, columns, order
// and limit applied, and what is wrong with its settings. Without a dataset the
// diagnostics say why nothing can be shown. Settings of a chart beyond data are
// for package chart to judge.
func (d *Data) Block(b kb.Block, pos diag.Pos) ([]*kb.Dataset, diag.List) {
	kind := kindOf(b.Kind)
	if kind == nil {
		return nil, diag.List{diag.New("DB01.kind", pos, b.Kind)}
	}
	var diags diag.List
	if kind.attrs != nil {
		diags = unknownAttrs(b, kind.attrs, pos)
	}
	if b.OfReport() {
		return nil, diags
	}
	names := b.All("data")
	var sets []*kb.Dataset
	if len(names) == 0 || names[0] == "" {
		found, problems := d.unnamed(b.Kind, kind.fits, pos)
		diags = append(diags, problems...)
		if sets, names = found, nil; len(sets) == 0 {
			return nil, diags
		}
	}
	at := attrPos(b, "data", pos)
	for _, name := range names {
		found, problems := d.Find(name, at)
		diags = append(diags, problems...)
		picked, problems := pick(found, name, b.Kind, kind.fits, at)
		diags = append(diags, problems...)
		sets = append(sets, picked...)
	}
	if len(sets) > 1 && !kind.many {
		diags = append(diags, diag.New("DB07.one", at, b.Kind, sets[0].ID()))
		sets = sets[:1]
	}
	by, problems := d.boundOf(b, pos)
	if diags = append(diags, problems...); len(problems) > 0 {
		return nil, diags
	}
	for i, set := range sets {
		if b.Kind == kb.BlockTable && !by.page {
			continue // its own period is a choice of rows
		}
		set, problems := d.bind(set, by, b.Kind == kb.BlockTable)
		diags = append(diags, problems...)
		if set == nil {
			return nil, diags
		}
		sets[i] = set
	}
	sets, problems = d.forReaders(b, sets, pos)
	if diags = append(diags, problems...); len(sets) == 0 {
		return nil, diags
	}
	if b.Kind == kb.BlockChart { // package chart applies its conditions
		return sets, diags
	}
	for i, set := range sets {
		cut, problems := applySettings(set, b, pos)
		diags = append(diags, problems...)
		if cut == nil {
			return nil, diags
		}
		sets[i] = cut
	}
	return sets, diags
}

// schemas are the tables that blocks show if they name no data.
var schemas = map[string]string{kb.BlockKPI: kb.SchemaKPI, kb.BlockGantt: kb.SchemaPhases, kb.BlockMilestones: kb.SchemaPhases, kb.BlockRACI: kb.SchemaRACI}

// unnamed is the datasets for a block that names none: the current ones of the
// page's project.
func (d *Data) unnamed(kind string, fits func(*kb.Dataset) bool, pos diag.Pos) ([]*kb.Dataset, diag.List) {
	if schemas[kind] == "" {
		return nil, diag.List{diag.New("DB01.data", pos, kind)}
	}
	tables, diags := d.Current(path.Dir(pos.File), schemas[kind])
	if homeKeys[schemas[kind]] != "" {
		diags = nil // the rules say it once for the site
	}
	switch {
	case len(tables) == 0:
		return nil, diag.List{diag.New("DB01.data", pos, kind)}
	case len(tables) > 1:
		var names []string
		for _, t := range tables {
			names = append(names, d.addressOf(t.Sets[0]))
		}
		return nil, diag.List{diag.New("DB01.which", pos, kind, strings.Join(names, ", "), names[0])}
	}
	sets := slices.DeleteFunc(slices.Clone(tables[0].Sets), func(s *kb.Dataset) bool { return !fits(s) })
	if len(sets) == 0 {
		return nil, diag.List{diag.New("DB06."+kind, pos, d.addressOf(tables[0].Sets[0]), headers(tables[0].Sets[0]))}
	}
	return sets, diags
}

// attrPos is the position of a setting, or that of the block if it does not
// have the setting.
func attrPos(b kb.Block, key string, pos diag.Pos) diag.Pos {
	for _, a := range b.Attrs {
		if a.Key == key && a.Line > 0 {
			pos.Line, pos.Col = a.Line, a.Col
		}
	}
	return pos
}

func unknownAttrs(b kb.Block, known []string, pos diag.Pos) (diags diag.List) {
	for _, a := range b.Attrs {
		if slices.Contains(known, a.Key) {
			continue
		}
		near := text.Nearest(a.Key, known)
		diags = append(diags, diag.New(orNear("DB02.attr", near), attrPos(b, a.Key, pos), b.Kind, a.Key, cmp.Or(near, strings.Join(known, ", "))))
	}
	return diags
}

// pick chooses among the tables of a file those that a block of the kind can
// show. If the block shows only one, it is the first, and a diagnostic says
// so.
func pick(found []*kb.Dataset, name, kind string, fits func(*kb.Dataset) bool, at diag.Pos) ([]*kb.Dataset, diag.List) {
	if len(found) == 0 {
		return nil, nil
	}
	hits := found
	if fits != nil {
		hits = slices.DeleteFunc(slices.Clone(found), func(s *kb.Dataset) bool { return !fits(s) })
		if len(hits) == 0 {
			return nil, diag.List{diag.New("DB06."+kind, at, name, headers(found[0]))}
		}
	} else if good := slices.DeleteFunc(slices.Clone(found), func(s *kb.Dataset) bool { return s.Schema == kb.SchemaTable }); len(good) == 1 {
		hits = good
	}
	if len(hits) == 1 || kind == kb.BlockKPI {
		return hits, nil
	}
	names := make([]string, len(hits))
	for i, h := range hits {
		names[i] = h.Name
	}
	return hits[:1], diag.List{diag.New("DB07.several", at, name, strings.Join(names, ", "), address(hits[0]))}
}

// address is how a block names a dataset.
func address(set *kb.Dataset) string {
	if set.Series != "" {
		return set.Series + "#" + set.Name
	}
	return path.Base(set.File) + "#" + set.Name
}

func headers(set *kb.Dataset) string {
	var hs []string
	for _, c := range set.Columns {
		hs = append(hs, c.Header)
	}
	if len(hs) > 12 {
		hs = append(hs[:12], "…")
	}
	return strings.Join(hs, ", ")
}

// applySettings applies where, period, sort, limit and columns to a copy of the
// dataset. nil means that a setting is wrong.
func applySettings(set *kb.Dataset, b kb.Block, pos diag.Pos) (*kb.Dataset, diag.List) {
	cut := *set
	var diags diag.List
	for _, w := range b.All("where") {
		cond, problem := where.Parse(set, w)
		if problem != nil {
			return nil, diag.List{problem.At(attrPos(b, "where", pos))}
		}
		cut.Rows = slices.DeleteFunc(slices.Clone(cut.Rows), func(r kb.Row) bool { return !cond.Holds(r) })
		cut.Totals = nil // a total of all rows would be wrong below some of them
		if len(cut.Rows) == 0 {
			diags = append(diags, diag.New("DB05.empty", attrPos(b, "where", pos), set.ID(), w))
			return &cut, diags
		}
	}
	if b.Kind == kb.BlockTable {
		more, ok := applyTableSettings(&cut, b, pos)
		diags = append(diags, more...)
		if !ok {
			return nil, diags
		}
	}
	return &cut, diags
}

func applyTableSettings(cut *kb.Dataset, b kb.Block, pos diag.Pos) (diags diag.List, ok bool) {
	if p := b.Get("period"); p != "" {
		if problems := onlyPeriod(cut, p, attrPos(b, "period", pos)); problems != nil {
			return problems, false
		}
	}
	if by := b.Get("sort"); by != "" {
		name := strings.TrimPrefix(by, "-")
		col, problems := columnOf(cut, name, attrPos(b, "sort", pos))
		if col < 0 {
			return problems, false
		}
		sign := 1
		if name != by {
			sign = -1
		}
		cut.Rows = slices.Clone(cut.Rows)
		slices.SortStableFunc(cut.Rows, func(x, y kb.Row) int { return compareCells(x.Cells[col], y.Cells[col], sign) })
	}
	if names := b.All("columns"); len(names) > 0 {
		cols := make([]int, len(names))
		for i, name := range names {
			col, problems := columnOf(cut, name, attrPos(b, "columns", pos))
			diags = append(diags, problems...)
			cols[i] = col
		}
		if diags != nil {
			return diags, false
		}
		keepColumns(cut, cols)
	}
	return nil, true
}

// Limit is the whole number of a setting, ok false if it is not given. Anything
// but a number above 0 is a diagnostic.
func Limit(b kb.Block, key string, pos diag.Pos) (n int, ok bool, diags diag.List) {
	said := b.Get(key)
	if said == "" {
		return 0, false, nil
	}
	n, err := strconv.Atoi(said)
	if err != nil || n < 1 {
		return 0, false, diag.List{diag.New("DB02.number", attrPos(b, key, pos), key, said)}
	}
	return n, true, nil
}

// columnOf finds a column by field or header, as people write it.
func columnOf(set *kb.Dataset, name string, pos diag.Pos) (int, diag.List) {
	i, problem := where.Column(set, name)
	if problem != nil {
		return -1, diag.List{problem.At(pos)}
	}
	return i, nil
}

func onlyPeriod(cut *kb.Dataset, said string, pos diag.Pos) diag.List {
	col := periodColumn(cut)
	if col < 0 {
		return diag.List{diag.New("DB08.none", pos, cut.ID())}
	}
	want, ok := vocab.FilePeriod(said)
	if !ok {
		want = kb.Period(said) // latest
	}
	var known []string
	for _, r := range cut.Rows {
		p := r.Cells[col].Period()
		if p != "" && !slices.Contains(known, string(p)) {
			known = append(known, string(p))
		}
		if said == "latest" && p.End() > want.End() {
			want = p
		}
	}
	cut.Rows = slices.DeleteFunc(slices.Clone(cut.Rows), func(r kb.Row) bool { return r.Cells[col].Period() != want })
	cut.Totals = nil
	if len(cut.Rows) == 0 {
		slices.Sort(known)
		return diag.List{diag.New("DB08.period", pos, cut.ID(), said, strings.Join(known[max(0, len(known)-6):], ", "))}
	}
	return nil
}

// compareCells orders by value; what has none comes last in both directions.
func compareCells(a, b kb.Cell, sign int) int {
	ea, eb := a.Kind == kb.Missing || a.Kind == kb.Fault, b.Kind == kb.Missing || b.Kind == kb.Fault
	switch {
	case ea && eb:
		return 0
	case ea:
		return 1
	case eb:
		return -1
	case a.Kind == kb.Number && b.Kind == kb.Number:
		return sign * cmp.Compare(a.Num, b.Num)
	case a.Kind.Worded() && b.Kind.Worded():
		return sign * cmp.Compare(text.SortKey(a.String()), text.SortKey(b.String()))
	}
	return sign * cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Text, b.Text))
}

func keepColumns(cut *kb.Dataset, cols []int) {
	columns := make([]kb.Column, len(cols))
	for i, c := range cols {
		columns[i] = cut.Columns[c]
	}
	cells := func(rows []kb.Row) []kb.Row {
		out := make([]kb.Row, len(rows))
		for i, r := range rows {
			out[i] = kb.Row{Line: r.Line, Cells: make([]kb.Cell, len(cols))}
			for k, c := range cols {
				if c < len(r.Cells) {
					out[i].Cells[k] = r.Cells[c]
				}
			}
		}
		return out
	}
	cut.Columns, cut.Rows, cut.Totals = columns, cells(cut.Rows), cells(cut.Totals)
}
