package fact

import (
	"context"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"milepost/generator/diag"
	"milepost/generator/digest"
	"milepost/generator/kb"
	"milepost/generator/text"
)

// Ending is the ending of files with facts: 月报-2026-10.facts.csv.
const Ending = ".facts.csv"

// Named tells whether a file has the name of one with facts.
func Named(file string) bool { return strings.HasSuffix(strings.ToLower(file), Ending) }

// columns are the header of such a file.
var columns = []string{"key", "value", "unit", "file", "sheet", "cell", "as_of", "digest"}

// Limits of a file with facts; a larger one is not ours.
const (
	MostBytes = 8 << 20
	mostFacts = 50_000
)

const bom = "\ufeff"

// Write is the facts as CSV in UTF-8 with a byte-order mark, which Excel
// needs; one line for each fact, sorted. Equal sets give equal bytes.
func (s Set) Write() []byte {
	b := make([]byte, 0, len(bom)+128*(len(s.facts)+1))
	b = appendRow(append(b, bom...), columns)
	row := make([]string, len(columns))
	for _, f := range s.facts {
		row = append(row[:0], plain(f.Key), guard(f), f.Unit, plain(f.Source.File), plain(f.Source.Sheet), f.Source.Cell, string(f.AsOf), f.Digest)
		b = appendRow(b, row)
	}
	return b
}

// appendRow adds a line, quoted as package csv does. It is written by hand for
// speed: every build writes every record to get its digest.
func appendRow(b []byte, row []string) []byte {
	for i, cell := range row {
		if i > 0 {
			b = append(b, ',')
		}
		if quoted(cell) {
			b = append(append(append(b, '"'), strings.ReplaceAll(cell, `"`, `""`)...), '"')
		} else {
			b = append(b, cell...)
		}
	}
	return append(b, '\n')
}

func quoted(cell string) bool {
	for i := range len(cell) {
		switch cell[i] {
		case ',', '"', '\r', '\n':
			return true
		}
	}
	r, _ := utf8.DecodeRuneInString(cell)
	return unicode.IsSpace(r) || cell == `\.`
}

// Sum is a digest of the facts; line ends of their file make no difference.
func (s Set) Sum() string { return digest.Bytes(s.Write()).Short() }

// guard puts an apostrophe before a text that a spreadsheet would take for a formula.
func guard(f Fact) string {
	if _, number := f.Num(); number {
		return f.Value
	}
	return plain(f.Value)
}

func plain(s string) string {
	if hasControl(s) {
		s = strings.Map(func(r rune) rune {
			if r < ' ' {
				return ' '
			}
			return r
		}, s)
	}
	if s != "" && strings.IndexByte("=+-@'", s[0]) >= 0 {
		return "'" + s
	}
	return s
}

func hasControl(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' {
			return true
		}
	}
	return false
}

// Read is the inverse of Write. A file that was changed by hand is read as far
// as possible; each other line gets a diagnostic. ok is false if the file is not
// such a file at all. Once ctx has ended it stops, and the result must not be
// used.
func Read(ctx context.Context, file string, src []byte) (s Set, diags diag.List, ok bool) {
	if len(src) > MostBytes {
		return Set{}, diag.List{diag.New("HS01.large", diag.Pos{File: file}, MostBytes>>20)}, false
	}
	all := string(src)
	if _, at := text.Valid(all); at >= 0 {
		return Set{}, diag.List{diag.New("HS01.encoding", diag.Pos{File: file})}, false
	}
	r := rows{rest: strings.TrimPrefix(all, bom)}
	head, _, err := r.next()
	if err != nil || !slices.Equal(head, columns) {
		return Set{}, diag.List{diag.New("HS01.head", diag.Pos{File: file, Line: 1}, strings.Join(columns, ","))}, false
	}
	facts := make([]Fact, 0, min(strings.Count(r.rest, "\n")+1, mostFacts))
	for {
		row, line, err := r.next()
		if ctx.Err() != nil {
			return Set{}, nil, false
		}
		if err == io.EOF {
			break
		}
		pos := diag.Pos{File: file, Line: line}
		if bad := broken(err); bad != nil {
			pos.Line = line + bad.Line - 1
			return Of(facts), append(diags, diag.New("HS01.row", pos, strings.Join(row, ","))), true
		}
		if len(facts) == mostFacts {
			return Of(facts), append(diags, diag.New("HS01.many", pos, mostFacts)), true
		}
		f, code, args := fromRow(row)
		if code != "" {
			diags = append(diags, diag.New(code, pos, args...))
			continue
		}
		facts = append(facts, f)
	}
	diags = fewer(diags)
	set := Of(facts)
	if n := len(facts) - len(set.facts); n > 0 {
		diags = append(diags, diag.New("HS01.twice", diag.Pos{File: file}, n))
	}
	return set, diags, true
}

// broken is the error of package csv, nil if there is none.
func broken(err error) *csv.ParseError {
	if err == nil {
		return nil
	}
	var bad *csv.ParseError
	errors.As(err, &bad)
	return bad
}

// mostTold is how many unreadable lines are reported one by one: a spreadsheet
// that saved the file may have changed hundreds in the same way.
const mostTold = 20

func fewer(diags diag.List) diag.List {
	if n := len(diags) - mostTold; n > 0 {
		return append(diags[:mostTold:mostTold], diag.New("HS01.more", diags[mostTold].Pos, n))
	}
	return diags
}

// fromRow is the fact in a line, or the code and arguments of its diagnostic.
func fromRow(row []string) (f Fact, code string, args []any) {
	if len(row) != len(columns) {
		return f, "HS01.row", []any{strings.Join(row, ",")}
	}
	f = Fact{
		Key: bare(row[0]), Value: row[1], Unit: row[2],
		Source: Source{bare(row[3]), bare(row[4]), row[5]}, AsOf: kb.Date(row[6]), Digest: row[7],
	}
	if f.Key == "" || !strings.Contains(f.Key, "/") {
		return f, "HS01.key", []any{row[0]}
	}
	if f.AsOf != "" {
		if _, ok := kb.ParseDate(row[6]); !ok {
			return f, "HS01.date", []any{f.Key, row[6]}
		}
	}
	switch f.Unit {
	case UnitText, UnitState:
		f.Value = bare(f.Value)
	case UnitDate:
		if f.Date() == "" {
			return f, "HS01.date", []any{f.Key, f.Value}
		}
	case UnitPeriod:
		if !kb.Period(f.Value).Valid() {
			return f, "HS01.date", []any{f.Key, f.Value}
		}
	default:
		if !written(f.Value) {
			return f, "HS01.number", []any{f.Key, f.Value}
		}
	}
	return f, "", nil
}

// written tells whether a number is written as [Number] writes it.
func written(s string) bool {
	if s == "0" || s != "" && len(s) < 16 && s[0] != '0' && strings.Trim(s, "0123456789") == "" {
		return true
	}
	n, err := strconv.ParseFloat(s, 64)
	return err == nil && Number(n) == s
}

func bare(s string) string { return strings.TrimPrefix(s, "'") }
