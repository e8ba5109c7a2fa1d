package sheet

import (
	"context"
	"errors"
	"math"
	"regexp"
	"strconv"
	"strings"

	"milepost/generator/vocab"
)

// Programs that do not calculate write formulas without results. We calculate arithmetic,
// comparisons and a few functions over cells of the same sheet, and report all others.
// (excelize's CalcCellValue is wrong or fails in about a fifth of all formulas,
// often without an error, and cannot be stopped.)

// errFormula says that a formula is not one of those we calculate, or fails.
var errFormula = errors.New("formula")

const (
	maxFormulaDepth = 100
	maxFormulaSteps = 2_000_000 // cells visited, per sheet
)

// val is a value inside a formula.
type val struct {
	kind rawKind // rawNone, rawNumber, rawText, rawBool
	num  float64
	text string
}

type spotKey struct{ row, col int }

// calculator computes the formulas of one sheet.
type calculator struct {
	cells map[spotKey]*raw
	done  map[spotKey]val
	busy  map[spotKey]bool
	steps int
	depth int
}

// calculate fills the cells with a formula but no result, and returns their number. After
// ctx has ended it fills none.
func (w *worksheet) calculate(ctx context.Context) int {
	if w.formulas == 0 {
		return 0
	}
	c := &calculator{cells: map[spotKey]*raw{}, done: map[spotKey]val{}, busy: map[spotKey]bool{}}
	for i := range w.lines {
		for j := range w.lines[i].cells {
			cell := &w.lines[i].cells[j]
			c.cells[spotKey{w.lines[i].n, cell.col}] = cell
		}
	}
	for i := range w.aside {
		c.cells[w.aside[i].at] = &w.aside[i].raw
	}
	var results []result
	for i := range w.lines {
		for j := range w.lines[i].cells {
			cell := &w.lines[i].cells[j]
			if cell.kind != rawFormula {
				continue
			}
			if ctx.Err() != nil {
				return 0
			}
			k := spotKey{w.lines[i].n, cell.col}
			v, err := c.value(k)
			results = append(results, result{k, cell, v, err})
		}
	}
	return w.fillAll(results)
}

// result is what came of one formula.
type result struct {
	at   spotKey
	cell *raw
	v    val
	err  error
}

// fillAll writes the results into their cells, and returns how many differ from those in the
// file.
func (w *worksheet) fillAll(results []result) int {
	n := 0
	for _, r := range results {
		switch {
		case r.err == nil && w.confirmed(r.at, r.cell, r.v):
		case r.err == nil:
			fill(r.cell, r.v)
			n++
		case w.old(r.at, r.cell):
			w.stale = append(w.stale, ref(r.at.col, r.at.row))
		}
	}
	return n
}

// fill puts the result into its cell.
func fill(cell *raw, v val) {
	cell.kind, cell.num, cell.text, cell.computed = v.kind, v.num, v.text, true
	cell.style = cell.style.of(v.num)
}

// value is what a cell holds, calculated if need be.
func (c *calculator) value(k spotKey) (val, error) {
	if c.steps++; c.steps > maxFormulaSteps {
		return val{}, errFormula
	}
	cell := c.cells[k]
	if cell == nil {
		return val{}, nil
	}
	switch cell.kind {
	case rawNumber, rawBool:
		return val{kind: cell.kind, num: cell.num}, nil
	case rawText:
		return val{kind: rawText, text: cell.text}, nil
	case rawFormula:
	default:
		return val{}, errFormula
	}
	if v, ok := c.done[k]; ok {
		if v.kind == rawError {
			return val{}, errFormula
		}
		return v, nil
	}
	if c.busy[k] || c.depth > maxFormulaDepth {
		return val{}, errFormula
	}
	c.busy[k] = true
	c.depth++
	v, err := c.eval(cell.text)
	c.depth--
	delete(c.busy, k)
	if err != nil {
		v = val{kind: rawError}
	} else if v.kind == rawNone {
		v = val{kind: rawNumber} // a reference to an empty cell gives 0
	}
	c.done[k] = v
	return v, err
}

func (c *calculator) eval(formula string) (val, error) {
	if len(formula) > 2000 {
		return val{}, errFormula
	}
	p := &parser{c: c, s: formula}
	v, err := p.compare()
	if err == nil && p.skip() != 0 {
		err = errFormula
	}
	if err == nil && v.kind == rawNumber && (math.IsNaN(v.num) || math.IsInf(v.num, 0)) {
		err = errFormula
	}
	return v, err
}

// parser evaluates while it parses.
type parser struct {
	c *calculator
	s string
	n int // nesting
}

// skip drops blanks and returns the next byte, 0 at the end.
func (p *parser) skip() byte {
	p.s = strings.TrimLeft(p.s, " \t\r\n")
	if p.s == "" {
		return 0
	}
	return p.s[0]
}

func (p *parser) take(ops ...string) string {
	p.skip()
	for _, op := range ops {
		if strings.HasPrefix(p.s, op) {
			p.s = p.s[len(op):]
			return op
		}
	}
	return ""
}

func (p *parser) compare() (val, error) {
	if p.n++; p.n > maxFormulaDepth {
		return val{}, errFormula
	}
	defer func() { p.n-- }()
	a, err := p.concat()
	for err == nil {
		op := p.take("<=", ">=", "<>", "<", ">", "=")
		if op == "" {
			return a, nil
		}
		var b val
		if b, err = p.concat(); err == nil {
			a, err = order(a, b, op)
		}
	}
	return val{}, err
}

// order compares as Excel does: numbers below texts below booleans; texts without case.
func order(a, b val, op string) (val, error) {
	rank := func(v val) int {
		return map[rawKind]int{rawNone: 0, rawNumber: 0, rawText: 1, rawBool: 2}[v.kind]
	}
	if a.kind == rawNone && b.kind == rawText {
		a.kind = rawText
	}
	if b.kind == rawNone && a.kind == rawText {
		b.kind = rawText
	}
	d := rank(a) - rank(b)
	if d == 0 && a.kind == rawText {
		d = strings.Compare(strings.ToLower(a.text), strings.ToLower(b.text))
	} else if d == 0 && a.num != b.num {
		d = 1
		if a.num < b.num {
			d = -1
		}
	}
	yes := map[string]bool{"<=": d <= 0, ">=": d >= 0, "<>": d != 0, "<": d < 0, ">": d > 0, "=": d == 0}[op]
	return boolean(yes), nil
}

func boolean(b bool) val {
	if b {
		return val{kind: rawBool, num: 1}
	}
	return val{kind: rawBool}
}

func (p *parser) concat() (val, error) {
	a, err := p.add()
	for err == nil && p.take("&") != "" {
		var b val
		if b, err = p.add(); err == nil {
			a = val{kind: rawText, text: a.string() + b.string()}
		}
	}
	return a, err
}

func (v val) string() string {
	switch v.kind {
	case rawNumber:
		return vocab.PlainNumber(v.num)
	case rawBool:
		if v.num != 0 {
			return "TRUE"
		}
		return "FALSE"
	}
	return v.text
}

// number is the value in arithmetic; a text counts if it is a plain number.
func (v val) number() (float64, error) {
	if v.kind == rawText {
		f, err := strconv.ParseFloat(strings.TrimSpace(v.text), 64)
		if err != nil || strings.ContainsAny(v.text, "xXnN_") {
			return 0, errFormula
		}
		return f, nil
	}
	return v.num, nil
}

// binary reads operands joined by operators of one rank.
func (p *parser) binary(next func() (val, error), ops ...string) (val, error) {
	a, err := next()
	for err == nil {
		op := p.take(ops...)
		if op == "" {
			return a, nil
		}
		var b val
		if b, err = next(); err == nil {
			a, err = arithmetic(a, b, op)
		}
	}
	return val{}, err
}

func arithmetic(a, b val, op string) (val, error) {
	x, err1 := a.number()
	y, err2 := b.number()
	if err1 != nil || err2 != nil {
		return val{}, errFormula
	}
	switch op {
	case "+":
		x += y
	case "-":
		x -= y
	case "*":
		x *= y
	case "/":
		if y == 0 {
			return val{}, errFormula
		}
		x /= y
	case "^":
		x = math.Pow(x, y)
	}
	return val{kind: rawNumber, num: x}, nil
}

func (p *parser) add() (val, error) { return p.binary(p.mul, "+", "-") }
func (p *parser) mul() (val, error) { return p.binary(p.pow, "*", "/") }
func (p *parser) pow() (val, error) { return p.binary(p.unary, "^") }

func (p *parser) unary() (val, error) {
	if p.n++; p.n > maxFormulaDepth {
		return val{}, errFormula
	}
	defer func() { p.n-- }()
	if op := p.take("-", "+"); op != "" {
		v, err := p.unary()
		if err != nil || op == "+" {
			return v, err
		}
		f, err := v.number()
		return val{kind: rawNumber, num: -f}, err
	}
	v, err := p.primary()
	for err == nil && p.take("%") != "" {
		var f float64
		f, err = v.number()
		v = val{kind: rawNumber, num: f / 100}
	}
	return v, err
}

var (
	numberToken = regexp.MustCompile(`^(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?`)
	wordToken   = regexp.MustCompile(`^\$?[A-Za-z_][A-Za-z0-9_.$]*`)
)

func (p *parser) primary() (val, error) {
	switch c := p.skip(); {
	case c == '(':
		p.s = p.s[1:]
		v, err := p.compare()
		if err == nil && p.take(")") == "" {
			err = errFormula
		}
		return v, err
	case c == '"':
		return p.quoted()
	case c >= '0' && c <= '9' || c == '.':
		t := numberToken.FindString(p.s)
		p.s = p.s[len(t):]
		f, err := strconv.ParseFloat(t, 64)
		if err != nil || p.skip() == ':' {
			return val{}, errFormula
		}
		return val{kind: rawNumber, num: f}, nil
	}
	t := wordToken.FindString(p.s)
	if t == "" {
		return val{}, errFormula
	}
	p.s = p.s[len(t):]
	switch up := strings.ToUpper(t); {
	case strings.HasPrefix(p.s, "("):
		p.s = p.s[1:]
		return p.call(up)
	case strings.HasPrefix(p.s, "!"), strings.HasPrefix(p.s, "["), strings.HasPrefix(p.s, ":"):
		return val{}, errFormula
	case up == "TRUE", up == "FALSE":
		return boolean(up == "TRUE"), nil
	}
	col, row, ok := parseRef(t)
	if !ok {
		return val{}, errFormula
	}
	return p.c.value(spotKey{row, col})
}

func (p *parser) quoted() (val, error) {
	var b strings.Builder
	for i := 1; i < len(p.s); i++ {
		if p.s[i] != '"' {
			b.WriteByte(p.s[i])
			continue
		}
		if i+1 < len(p.s) && p.s[i+1] == '"' {
			b.WriteByte('"')
			i++
			continue
		}
		p.s = p.s[i+1:]
		return val{kind: rawText, text: b.String()}, nil
	}
	return val{}, errFormula
}

var rangeToken = regexp.MustCompile(`^\s*(\$?[A-Za-z]{1,3}\$?\d{1,7}):(\$?[A-Za-z]{1,3}\$?\d{1,7})\s*([,)])`)

var refToken = regexp.MustCompile(`"[^"]*"|'[^']*'!?|[A-Za-z_][A-Za-z0-9_.]*\(|\$?[A-Za-z]{1,3}\$?\d{1,7}\b`)

// shift moves the relative references of a shared formula by rows and columns.
func shift(formula string, rows, cols int) string {
	return refToken.ReplaceAllStringFunc(formula, func(t string) string {
		col, row, ok := parseRef(t)
		if !ok {
			return t
		}
		fixedCol := t[0] == '$'
		fixedRow := strings.LastIndexByte(t, '$') > 0
		if !fixedCol {
			col += cols
		}
		if !fixedRow {
			row += rows
		}
		if col < 1 || row < 1 || col > maxCol || row > maxRow {
			return "#REF!"
		}
		return ref(col, row)
	})
}
