package fields

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
)

// TOML reads a TOML document. The root is a table. A statement that can't be read is left
// out and reported as a problem; the others are kept. Once ctx has ended, TOML gives up,
// and the result must not be used.
func TOML(ctx context.Context, src []byte) (Value, []Problem) {
	root := Value{Kind: Table, Line: 1, Col: 1}
	s, problems, ok := clean(src)
	if !ok {
		return root, problems
	}
	if deep(s, 10*maxDepth) || manyDots(s) {
		return root, append(problems, Problem{1, 1, "large", "", "the settings are nested too deeply"})
	}
	lines := strings.Split(s, "\n")
	stmts, broken, names := split(s)
	for _, b := range broken {
		problems = append(problems, b.problem)
		blank(lines, b.from, b.to)
	}
	// The parser stops at its first error. We take that statement out and parse again, so
	// that all problems of a file are reported at once.
	const maxProblems = 50
	for range maxProblems {
		if ctx.Err() != nil {
			break
		}
		s := strings.Join(lines, "\n")
		var data map[string]any
		q := quote(lines, names)
		err := decode(q, &data)
		if err == nil {
			return build(s, data), problems
		}
		line, p := explain(q, err)
		p.Col -= quotes(names, p.Line, p.Col)
		problems = append(problems, p)
		from, to := line, line
		for _, st := range stmts {
			if st.from <= line && line <= st.to {
				from, to = st.from, st.to
			}
		}
		if !blank(lines, from, to) {
			break // the line of the error is empty: there is nothing more to take out
		}
	}
	return root, problems
}

// quote writes keys such as 推广 in quotes, which the parser asks for.
func quote(lines []string, names []part) string {
	if len(names) == 0 {
		return strings.Join(lines, "\n")
	}
	quoted := slices.Clone(lines)
	for _, n := range slices.Backward(names) { // from the end, so that the columns of the names before stay right
		if line := []rune(quoted[n.line-1]); len(line) > 0 { // an empty one was taken out
			from, to := n.col-1, n.col-1+utf8.RuneCountInString(n.name)
			quoted[n.line-1] = string(line[:from]) + `"` + n.name + `"` + string(line[to:])
		}
	}
	return strings.Join(quoted, "\n")
}

// quotes counts the quotation marks that quote put before a column of a line.
func quotes(names []part, line, col int) (n int) {
	for _, p := range names {
		if p.line != line {
			continue
		}
		if p.col+n < col {
			n++
		}
		if p.col+n+utf8.RuneCountInString(p.name) < col {
			n++
		}
	}
	return n
}

// decode turns a panic of the parser into an error.
func decode(s string, data *map[string]any) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = errors.New("cannot be read")
		}
	}()
	_, err = toml.Decode(s, data)
	return err
}

// blank empties the lines from..to, counted from 1; false if they were empty already.
func blank(lines []string, from, to int) bool {
	some := false
	for i := max(from, 1); i <= min(to, len(lines)); i++ {
		some = some || strings.TrimSpace(lines[i-1]) != ""
		lines[i-1] = ""
	}
	return some
}

// manyDots tells whether a dotted key has more than maxDepth dots.
func manyDots(s string) bool {
	for line := range strings.Lines(s) {
		key, _, _ := strings.Cut(line, "=")
		if strings.Count(key, ".") > maxDepth && !strings.ContainsAny(key, "\"'#") {
			return true
		}
	}
	return false
}

// explain turns an error of the parser (BurntSushi/toml v1.6.0, lex.go and parse.go) into
// a problem, and gives the line of the statement to take out.
func explain(s string, err error) (int, Problem) {
	var pe toml.ParseError
	if !errors.As(err, &pe) {
		return 1, Problem{1, 1, "syntax", "", err.Error()}
	}
	line, col := position(s, pe.Position.Start)
	if pe.Position.Start == 0 && pe.Position.Line > 1 {
		line, col = pe.Position.Line, 1
	}
	p := Problem{Line: line, Col: col, Code: "syntax", Arg: pe.Message, Text: pe.Message}
	m := pe.Message
	switch {
	case strings.Contains(m, "already been defined"), strings.Contains(m, "already created"), strings.Contains(m, "is not a table"):
		p.Code, p.Arg = "duplicate", between(m, '\'')
		if row := strings.Split(s, "\n"); line <= len(row) {
			p.Col = 1 + len(row[line-1]) - len(strings.TrimLeft(row[line-1], " \t"))
		}
	case strings.HasPrefix(m, "expected value but found"):
		p.Code, p.Arg = "text", pe.LastKey
		p.Text = "the value of " + strconv.Quote(pe.LastKey) + " must be a text in quotes, a number, a date, true, false or a list"
	case strings.Contains(strings.ToLower(m), "datetime"), strings.Contains(m, "date"):
		p.Code, p.Arg = "date", pe.LastKey
	case strings.Contains(m, "nteger"), strings.Contains(m, "loat"), strings.Contains(m, "digit"), strings.Contains(m, "number"), strings.Contains(m, "out of range"):
		p.Code, p.Arg = "number", pe.LastKey
	}
	return line, p
}

// between is the text between the first and the last quote; "" if there are not two.
func between(s string, quote byte) string {
	i := strings.IndexByte(s, quote)
	j := strings.LastIndexByte(s, quote)
	if i < 0 || j <= i {
		return ""
	}
	return s[i+1 : j]
}

// scalar sets the kind and text of a decoded value; raw is how it was written.
func (v *Value) scalar(data any, raw string) {
	switch d := data.(type) {
	case string:
		v.Kind, v.Text = String, d
	case bool:
		v.Kind, v.Text = Bool, strconv.FormatBool(d)
	case int64:
		v.Kind, v.Text = Number, numeral(raw, strconv.FormatInt(d, 10))
	case float64:
		v.Kind, v.Text = Number, numeral(raw, short(d))
	case time.Time:
		if len(raw) > 2 && raw[2] == ':' { // a time of day alone is only a text to us
			v.Kind, v.Text = String, raw
			return
		}
		v.Kind, v.Text = Date, d.Format(time.DateOnly)
	default:
		v.Kind, v.Text = String, raw
	}
}

// numeral keeps a plain decimal as it was written, so that version = 1.10 does not become 1.1.
func numeral(raw, short string) string {
	digits := strings.TrimPrefix(raw, "-")
	if digits == "" || digits[0] == '.' || strings.Count(digits, ".") > 1 {
		return short
	}
	for _, c := range digits {
		if (c < '0' || c > '9') && c != '.' {
			return short
		}
	}
	return raw
}
