package chart

import (
	"slices"
	"strconv"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/text"
)

// setting is one key of a chart block.
type setting struct {
	key   string
	want  string            // what its value must be: text, number, bool, word; also names the message (DB45.number)
	words string            // the words that are allowed, where want is word
	set   func(s *Spec) any // where the value goes: *string, *[]string, *int or *bool; nil if the caller of SpecOf reads it
}

// settings are all keys of a chart block, in the order in which a person would write them.
var settings = []setting{
	{"data", "text", "", func(*Spec) any { return nil }},                   // the dataset; read by the caller
	{"period", "text", "", func(*Spec) any { return nil }},                 // only what was known at its end; the caller leaves out newer rows
	{"type", "text", "", func(s *Spec) any { return &s.Type }},             // what to draw
	{"x", "text", "", func(s *Spec) any { return &s.X }},                   // column of the categories
	{"y", "text", "", func(s *Spec) any { return &s.Y }},                   // columns of the numbers
	{"group", "text", "", func(s *Spec) any { return &s.Group }},           // column whose values become series
	{"title", "text", "", func(s *Spec) any { return &s.Title }},           // above the chart
	{"target", "text", "", func(s *Spec) any { return &s.Target }},         // number or column
	{"where", "text", "", func(s *Spec) any { return &s.Where }},           // conditions on rows
	{"limit", "number", "", func(s *Spec) any { return &s.Limit }},         // most categories
	{"sort", "word", sortWords, func(s *Spec) any { return &s.Sort }},      // order of the categories
	{"agg", "word", aggWords, func(s *Spec) any { return &s.Agg }},         // how rows of one category become one number
	{"by", "word", byWords, func(s *Spec) any { return &s.By }},            // the period whose dates make one category
	{"over", "text", "", func(s *Spec) any { return &s.Over }},             // column by which y is divided
	{"weight", "text", "", func(s *Spec) any { return &s.Weight }},         // column by which y is multiplied
	{"turn", "bool", "", func(s *Spec) any { return &s.Turn }},             // y columns as categories
	{"cumulative", "bool", "", func(s *Spec) any { return &s.Cumulative }}, // running total
	{"unit", "text", "", func(s *Spec) any { return &s.Unit }},             // of the axis
	{"min", "text", "", func(s *Spec) any { return &s.Min }},               // of the axis
	{"max", "text", "", func(s *Spec) any { return &s.Max }},               // of the axis
	{"height", "number", "", func(s *Spec) any { return &s.Height }},       // px
	{"labels", "bool", "", func(s *Spec) any { return &s.Labels }},         // numbers at the marks
}

const (
	sortWords = "sheet asc desc name"
	aggWords  = "mean sum count min max first last"
	byWords   = "day week month quarter year"
)

// SpecOf reads the settings of a chart block in the file. An unknown key, type or
// value gives a diagnostic, with the nearest known word, and is left out.
func SpecOf(b kb.Block, file string) (Spec, diag.List) {
	var s Spec
	var diags diag.List
	for _, a := range b.Attrs {
		pos := diag.Pos{File: file, Line: a.Line, Col: a.Col}
		i := slices.IndexFunc(settings, func(c setting) bool { return c.key == a.Key })
		if i < 0 {
			diags = append(diags, near("DB40.near", "DB40.key", pos, a.Key, settingKeys()))
			continue
		}
		if !take(settings[i], &s, a.List) {
			c := settings[i]
			args := []any{c.key, strings.Join(a.List, ", ")}
			if c.want == "word" {
				args = append(args, c.words)
			}
			diags = append(diags, diag.New("DB45."+c.want, pos, args...))
		}
		if a.Key == "type" && s.Type != "" && kindOf(s.Type) == nil {
			diags = append(diags, near("DB41.near", "DB41.type", pos, s.Type, Types()))
		}
	}
	return s, diags
}

// near is the diagnostic about a word that is not in the list: with the nearest word of it, or with all words.
func near(withHint, without string, pos diag.Pos, got string, known []string) diag.Diagnostic {
	if n := text.Nearest(got, known); n != "" {
		return diag.New(withHint, pos, got, n)
	}
	return diag.New(without, pos, got, strings.Join(known, " "))
}

func settingKeys() []string {
	keys := make([]string, len(settings))
	for i, c := range settings {
		keys[i] = c.key
	}
	return keys
}

// take puts the values into the spec; false if the setting does not allow them.
func take(c setting, s *Spec, values []string) bool {
	if to, ok := c.set(s).(*[]string); ok {
		*to = values
		return true
	}
	if len(values) != 1 {
		return len(values) == 0 || c.set(s) == nil
	}
	v := strings.TrimSpace(values[0])
	switch to := c.set(s).(type) {
	case *string:
		if c.want == "word" && !slices.Contains(strings.Fields(c.words), v) {
			return false
		}
		*to = v
	case *int:
		n, err := strconv.Atoi(v)
		if err != nil || n < 1 {
			return false
		}
		*to = n
	case *bool:
		if v != "true" && v != "false" {
			return false
		}
		*to = v == "true"
	}
	return true
}
