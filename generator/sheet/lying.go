package sheet

import (
	"regexp"
	"slices"

	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// yearNumber is a year counted from the start: 第1年, 第二年, year 3, y1.
var yearNumber = regexp.MustCompile(`^(?:第[\d一二三四五六七八九十]{1,2}[年期季月周]|year\d{1,2}|y\d{1,2})$`)

// lying reports a table with a column for each record and its fields below each other:
// 负责人, 计划开始 and 完成率 on the left, the projects across. It is read as it is. Costs
// with years across are not reported: that is the usual form of a cost plan.
func (y *typer) lying(schema string) {
	f := y.f
	if len(f.cols) < 3 || len(f.rows) < 3 || len(f.rows) > 30 || y.fieldsAcross() {
		return
	}
	for i := range y.v.Schemas {
		s := &y.v.Schemas[i]
		if schema != kb.SchemaTable && s.Name != kb.SchemaKPI && s.Name != kb.SchemaTCO {
			continue
		}
		if n := y.fieldsDown(s); 3*n >= 2*len(f.rows) && n >= 3 {
			c := &f.cols[0]
			y.complain("SH07.lying", spot{nil, c.col, max(c.row, 1)}, n)
			return
		}
	}
}

// fieldsDown counts the fields of a schema that the first column names.
func (y *typer) fieldsDown(s *vocab.Schema) int {
	fields := map[string]bool{}
	for i := range y.f.rows {
		c := y.f.rows[i].spots[0].c
		if c == nil || c.kind != rawText {
			continue
		}
		if _, grade := y.v.Grade(c.text); grade { // the answers of a question, one below the other
			continue
		}
		w, _ := vocab.Header(c.text)
		for _, fl := range s.Fields {
			if slices.Contains(fl.Words, w) {
				fields[fl.Name] = true
			}
		}
	}
	return len(fields)
}

// fieldsAcross tells whether the header names fields or years: a normal table.
func (y *typer) fieldsAcross() bool {
	upright := 0
	for i := range y.f.cols[1:] {
		c := &y.f.cols[1+i]
		if y.v.IsHeader(c.word) || c.typ == "period" || len(c.cells) > 0 && periodHead(c.cells[0]) || yearNumber.MatchString(c.word) {
			upright++
		}
	}
	return 2*upright > len(y.f.cols)-1
}
