package chart

import (
	"regexp"
	"strings"

	"milepost/generator/kb"
	"milepost/generator/text"
)

// condition is one entry of where: a column, a comparison and values of which one must hold.
type condition struct {
	col    int
	op     string
	values []string
}

var conditionForm = regexp.MustCompile(`^(.+?)\s*(!=|≠|>=|≥|<=|≤|=|>|<)\s*(.*)$`)

// filter keeps the rows that meet all conditions.
func (b *build) filter() {
	var all []condition
	for _, w := range b.spec.Where {
		m := conditionForm.FindStringSubmatch(strings.TrimSpace(text.Normal(w)))
		if m == nil {
			b.complain("DB46.condition", w)
			continue
		}
		op := strings.NewReplacer("≠", "!=", "≥", ">=", "≤", "<=").Replace(m[2])
		if col := b.column(strings.TrimSpace(m[1])); col >= 0 {
			all = append(all, condition{col, op, alternatives(m[3])})
		}
	}
	if b.failed() {
		return
	}
	for r := range b.data.Rows {
		if b.meets(r, all) {
			b.rows = append(b.rows, r)
		}
	}
	if len(b.rows) == 0 && len(b.data.Rows) > 0 {
		b.complain("DB44.where", b.data.ID(), strings.Join(b.spec.Where, ", "))
	}
}

func (b *build) meets(row int, all []condition) bool {
	for _, c := range all {
		if !holds(b.cell(row, c.col), c.op, c.values) {
			return false
		}
	}
	return true
}

// holds compares a cell: = and != with any of the values, the others with the first.
func holds(cell kb.Cell, op string, values []string) bool {
	switch op {
	case "=", "!=":
		any := false
		for _, v := range values {
			any = any || equals(cell, strings.TrimSpace(v))
		}
		return any == (op == "=")
	}
	order, ok := compare(cell, strings.TrimSpace(values[0]))
	if !ok {
		return false
	}
	switch op {
	case ">":
		return order > 0
	case ">=":
		return order >= 0
	case "<":
		return order < 0
	}
	return order <= 0
}

func equals(cell kb.Cell, v string) bool {
	if cell.Kind == kb.Number {
		if f, ok := parseNumber(v); ok && f == cell.Num {
			return true
		}
	}
	return sameName(cell.String(), v) || cell.Text != "" && sameName(cell.Text, v)
}

// compare orders a number by value and a date or period by time.
func compare(cell kb.Cell, v string) (order int, ok bool) {
	switch cell.Kind {
	case kb.Number:
		f, good := parseNumber(v)
		switch {
		case !good:
			return 0, false
		case cell.Num < f:
			return -1, true
		case cell.Num > f:
			return 1, true
		}
		return 0, true
	case kb.Day, kb.Interval:
		return strings.Compare(cell.Text, v), true
	}
	return 0, false
}

// alternatives splits a value at |; \| is the character itself.
func alternatives(s string) []string {
	parts := strings.Split(strings.ReplaceAll(s, `\|`, "\x00"), "|")
	for i := range parts {
		parts[i] = strings.ReplaceAll(parts[i], "\x00", "|")
	}
	return parts
}

// only is the condition that a field has this very value.
func only(field, value string) string {
	return field + "=" + strings.ReplaceAll(value, "|", `\|`)
}
