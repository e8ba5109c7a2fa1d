package fact

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/digest"
	"milepost/generator/kb"
	"milepost/generator/text"
)

// Ending is how the names of files with facts end: 月报-2026-10.facts.csv.
const Ending = ".facts.csv"

// Named tells whether a file is one with facts by its name.
func Named(file string) bool { return strings.HasSuffix(strings.ToLower(file), Ending) }

// columns are the head of such a file.
var columns = []string{"key", "value", "unit", "file", "sheet", "cell", "as_of", "digest"}

// What a file with facts may hold at most; beyond, it is none of ours.
const (
	MostBytes = 8 << 20
	mostFacts = 50_000
)

const bom = "\ufeff"

// Write is the facts as a CSV in UTF-8 with a byte-order mark, so that Excel
// opens it, one line a fact, sorted: the same facts are the same bytes.
func (s Set) Write() []byte {
	var b bytes.Buffer
	b.WriteString(bom)
	w := csv.NewWriter(&b)
	w.UseCRLF = false
	_ = w.Write(columns) // a buffer does not fail
	for _, f := range s.facts {
		_ = w.Write([]string{plain(f.Key), guard(f), f.Unit, plain(f.Source.File), plain(f.Source.Sheet), f.Source.Cell, string(f.AsOf), f.Digest})
	}
	w.Flush()
	return b.Bytes()
}

// Sum is a fingerprint of the facts, whatever the line ends of their file.
func (s Set) Sum() string { return digest.Bytes(s.Write()).Short() }

// guard keeps a spreadsheet from taking a text for a formula: an apostrophe goes before it.
func guard(f Fact) string {
	if _, number := f.Num(); number {
		return f.Value
	}
	return plain(f.Value)
}

func plain(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, s)
	if s != "" && strings.ContainsRune("=+-@'", rune(s[0])) {
		return "'" + s
	}
	return s
}

// Read is the inverse of Write. A file that somebody has changed by hand is read
// as far as it can be; each line that cannot says where and why. ok is false if
// the file is no such file at all.
func Read(file string, src []byte) (s Set, diags diag.List, ok bool) {
	if len(src) > MostBytes {
		return Set{}, diag.List{diag.New("HS01.large", diag.Pos{File: file}, MostBytes>>20)}, false
	}
	if _, at := text.Valid(string(src)); at >= 0 {
		return Set{}, diag.List{diag.New("HS01.encoding", diag.Pos{File: file})}, false
	}
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(src), bom)))
	r.FieldsPerRecord = -1
	head, err := r.Read()
	if err != nil || !slices.Equal(head, columns) {
		return Set{}, diag.List{diag.New("HS01.head", diag.Pos{File: file, Line: 1}, strings.Join(columns, ","))}, false
	}
	var facts []Fact
	for {
		row, err := r.Read()
		if err == io.EOF {
			break
		}
		line, _ := r.FieldPos(0)
		pos := diag.Pos{File: file, Line: line}
		var bad *csv.ParseError
		if errors.As(err, &bad) {
			pos.Line = bad.Line
			return Of(facts), append(diags, diag.New("HS01.row", pos, strings.Join(row, ","))), true
		}
		if len(facts) == mostFacts {
			return Of(facts), append(diags, diag.New("HS01.many", pos, mostFacts)), true
		}
		f, problem := fromRow(row, pos)
		if problem != nil {
			diags = append(diags, *problem)
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

// mostTold is how many lines that cannot be read are named: a spreadsheet that
// saved the file has changed hundreds in one way.
const mostTold = 20

func fewer(diags diag.List) diag.List {
	if n := len(diags) - mostTold; n > 0 {
		return append(diags[:mostTold:mostTold], diag.New("HS01.more", diags[mostTold].Pos, n))
	}
	return diags
}

func fromRow(row []string, pos diag.Pos) (Fact, *diag.Diagnostic) {
	refuse := func(code string, args ...any) (Fact, *diag.Diagnostic) {
		d := diag.New(code, pos, args...)
		return Fact{}, &d
	}
	if len(row) != len(columns) {
		return refuse("HS01.row", strings.Join(row, ","))
	}
	f := Fact{
		Key: bare(row[0]), Value: row[1], Unit: row[2],
		Source: Source{bare(row[3]), bare(row[4]), row[5]}, AsOf: kb.Date(row[6]), Digest: row[7],
	}
	if f.Key == "" || !strings.Contains(f.Key, "/") {
		return refuse("HS01.key", row[0])
	}
	if _, ok := kb.ParseDate(row[6]); row[6] != "" && !ok {
		return refuse("HS01.date", f.Key, row[6])
	}
	switch f.Unit {
	case UnitText, UnitState:
		f.Value = bare(f.Value)
	case UnitDate:
		if f.Date() == "" {
			return refuse("HS01.date", f.Key, f.Value)
		}
	case UnitPeriod:
		if !kb.Period(f.Value).Valid() {
			return refuse("HS01.date", f.Key, f.Value)
		}
	default:
		if n, err := strconv.ParseFloat(f.Value, 64); err != nil || Number(n) != f.Value {
			return refuse("HS01.number", f.Key, f.Value)
		}
	}
	return f, nil
}

func bare(s string) string { return strings.TrimPrefix(s, "'") }
