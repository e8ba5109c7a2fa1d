package sheet

import (
	"errors"
	"math"
	"strings"

	"milepost/generator/vocab"
)

// arg is one argument: a value, or the cells of a range.
type arg struct {
	v     val
	cells []val
	area  bool
	err   error
}

// call evaluates a function. An argument that fails is kept for IFERROR and
// for the branch of IF that is not taken.
func (p *parser) call(name string) (val, error) {
	var args []arg
	if p.take(")") != "" {
		return val{}, errFormula
	}
	for {
		a := p.argument()
		if errors.Is(a.err, errSyntax) {
			return val{}, a.err
		}
		args = append(args, a)
		switch p.take(",", ")") {
		case ",":
			continue
		case ")":
			return apply(name, args)
		}
		return val{}, errSyntax
	}
}

// errSyntax is a formula that we cannot parse: IFERROR does not catch it.
var errSyntax = errors.New("formula syntax")

func (p *parser) argument() arg {
	if m := rangeToken.FindStringSubmatch(p.s); m != nil {
		p.s = p.s[len(m[0])-1:]
		in, ok := parseRange(m[1] + ":" + m[2])
		if !ok {
			return arg{err: errSyntax}
		}
		return p.area(in)
	}
	before := p.s
	v, err := p.compare()
	if next := p.skip(); next != ',' && next != ')' {
		return arg{err: errSyntax}
	}
	single, _, isRef := parseRef(strings.TrimSpace(before[:len(before)-len(p.s)]))
	return arg{v: v, err: err, area: isRef && single > 0, cells: []val{v}}
}

func (p *parser) area(in rect) arg {
	a := arg{area: true}
	if (in.c1-in.c0+1)*(in.r1-in.r0+1) > 100_000 {
		return arg{err: errSyntax}
	}
	for r := in.r0; r <= in.r1; r++ {
		for c := in.c0; c <= in.c1; c++ {
			v, err := p.c.value(spotKey{r, c})
			if err != nil {
				a.err = errFormula
				return a
			}
			a.cells = append(a.cells, v)
		}
	}
	return a
}

// functions are those of which no argument may be an error.
var functions = map[string]bool{"SUM": true, "AVERAGE": true, "MIN": true, "MAX": true, "COUNT": true, "COUNTA": true, "ROUND": true, "ABS": true}

// apply computes a function of the closed list; any other name is an error.
func apply(name string, args []arg) (val, error) {
	switch name {
	case "IF":
		return applyIf(args)
	case "IFERROR":
		if len(args) == 2 && args[0].err == nil {
			return args[0].v, nil
		} else if len(args) == 2 {
			return args[1].v, args[1].err
		}
		return val{}, errSyntax
	}
	if !functions[name] {
		return val{}, errSyntax
	}
	for _, a := range args {
		if a.err != nil {
			return val{}, a.err
		}
	}
	switch name {
	case "SUM", "AVERAGE", "MIN", "MAX", "COUNT", "COUNTA":
		return aggregate(name, args)
	case "ROUND":
		if len(args) == 2 && !args[0].wide() && !args[1].wide() {
			x, err1 := args[0].v.number()
			d, err2 := args[1].v.number()
			if err1 == nil && err2 == nil && math.Abs(d) <= 15 {
				p := math.Pow(10, math.Trunc(d))
				return val{kind: rawNumber, num: vocab.Clean(math.Round(vocab.Clean(x*p)) / p)}, nil
			}
		}
	case "ABS":
		if len(args) == 1 && !args[0].wide() {
			x, err := args[0].v.number()
			return val{kind: rawNumber, num: math.Abs(x)}, err
		}
	}
	return val{}, errSyntax
}

// wide tells an area of several cells, which is no single value.
func (a arg) wide() bool { return a.area && len(a.cells) != 1 }

func applyIf(args []arg) (val, error) {
	if len(args) < 2 || len(args) > 3 || args[0].wide() {
		return val{}, errSyntax
	}
	if args[0].err != nil {
		return val{}, args[0].err
	}
	x, err := args[0].v.number()
	switch {
	case err != nil:
		return val{}, errFormula
	case x != 0:
		return args[1].v, args[1].err
	case len(args) == 3:
		return args[2].v, args[2].err
	}
	return boolean(false), nil
}

// aggregate works over numbers; texts and booleans in cells do not count, as in Excel.
func aggregate(name string, args []arg) (val, error) {
	var nums []float64
	filled := 0
	for _, a := range args {
		for _, v := range a.cells {
			if v.kind != rawNone {
				filled++
			}
			switch {
			case v.kind == rawNumber:
				nums = append(nums, v.num)
			case !a.area && v.kind != rawNone:
				f, err := v.number()
				if err != nil {
					return val{}, err
				}
				nums = append(nums, f)
			}
		}
	}
	out := 0.0
	switch name {
	case "COUNT":
		out = float64(len(nums))
	case "COUNTA":
		out = float64(filled)
	default:
		for i, f := range nums {
			switch {
			case name == "SUM", name == "AVERAGE":
				out += f
			case i == 0, name == "MIN" && f < out, name == "MAX" && f > out:
				out = f
			}
		}
		if name == "AVERAGE" {
			if len(nums) == 0 {
				return val{}, errFormula
			}
			out /= float64(len(nums))
		}
	}
	return val{kind: rawNumber, num: out}, nil
}
