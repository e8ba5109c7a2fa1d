package sheet

import (
	_ "embed"
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"milepost/generator/diag"
	"milepost/generator/kb"
)

//go:embed vocabulary.json
var vocabularyFile []byte

// Word is a header that a site adds to the vocabulary: header Header means
// field Field of schema Schema.
type Word struct {
	Schema string
	Field  string
	Header string
}

// schema is one shape of data and the words its columns go by.
type schema struct {
	Name   string     `json:"name"`
	Said   [2]string  `json:"said"`  // in Chinese and English
	Need   [][]string `json:"need"`  // one field of each group must be there
	Min    int        `json:"min"`   // how many fields that are not generic
	About  []string   `json:"about"` // with no more fields than needed, title or header must hold one of these
	Roles  string     `json:"roles"`
	Fields []field    `json:"fields"`
}

// field is one column of a schema. A generic field (owner, status, note)
// stands in many schemas and tells nothing about which this is.
type field struct {
	Name     string   `json:"name"`
	Type     string   `json:"type"`
	Required bool     `json:"required"`
	Generic  bool     `json:"generic"`
	Words    []string `json:"words"`
}

// said is what the message catalog calls the schema in each language.
func (v *vocabulary) said(name string) diag.Either {
	if s := v.schema(name); s != nil {
		return diag.Either{Zh: s.Said[0], En: s.Said[1]}
	}
	return diag.Either{Zh: v.Plain[0], En: v.Plain[1]}
}

// wideWord names the values of a table with periods across: by a word in its
// title, sheet or file name, or by a field that one of its label columns is.
type wideWord struct {
	Title  []string `json:"title"`
	Field  []string `json:"field"`
	Header string   `json:"header"`
}

type statusWords struct {
	Name  string   `json:"name"`
	Words []string `json:"words"`
}

type vocabulary struct {
	Schemas      []schema      `json:"schemas"`
	Plain        [2]string     `json:"plain"` // what a table without a schema is called
	Totals       []string      `json:"totals"`
	TotalEndings []string      `json:"totalEndings"`
	Sums         []string      `json:"sums"`  // totals whatever stands before them
	Rates        []string      `json:"rates"` // headers that end so hold shares of the whole
	Notes        []string      `json:"notes"`
	Blanks       []string      `json:"blanks"`
	BlankText    []string      `json:"blankText"`
	NoEvents     []string      `json:"noEvents"` // say that there was nothing to count
	Status       []statusWords `json:"status"`
	Yes          []string      `json:"yes"`
	No           []string      `json:"no"`
	UnitWords    []string      `json:"unitWords"`
	UnitLine     []string      `json:"unitLine"`
	AsOf         []string      `json:"asOf"`
	PeriodHeader string        `json:"periodHeader"` // of the column that a wide table gets
	ValueHeader  string        `json:"valueHeader"`
	Wide         []wideWord    `json:"wide"`
	NoUnits      []string      `json:"noUnits"` // remarks in brackets that are no units

	headers   map[string]bool // all words of two characters or more, as looked up
	blanks    map[string]bool
	blankText map[string]bool
	noEvents  map[string]bool
	totals    map[string]bool
	sums      map[string]bool
	status    map[string]string
	bools     map[string]float64
	unitWords map[string]bool
}

var baseVocabulary = sync.OnceValue(func() *vocabulary { return loadVocabulary(nil) })

// words is the vocabulary with the site's own headers in front.
func words(extra []Word) *vocabulary {
	if len(extra) == 0 {
		return baseVocabulary()
	}
	return loadVocabulary(extra)
}

func loadVocabulary(extra []Word) *vocabulary {
	v := &vocabulary{}
	if err := json.Unmarshal(vocabularyFile, v); err != nil {
		panic("sheet: vocabulary.json: " + err.Error())
	}
	for i := range v.Schemas {
		s := &v.Schemas[i]
		for j := range s.Fields {
			f := &s.Fields[j]
			for _, w := range extra {
				if w.Schema == s.Name && w.Field == f.Name {
					f.Words = append([]string{w.Header}, f.Words...)
				}
			}
			for k, w := range f.Words {
				f.Words[k], _ = header(w)
			}
		}
	}
	v.index()
	return v
}

func (v *vocabulary) index() {
	v.headers = map[string]bool{}
	for _, s := range v.Schemas {
		for _, f := range s.Fields {
			for _, w := range f.Words {
				if utf8.RuneCountInString(w) > 1 {
					v.headers[w] = true
				}
			}
		}
	}
	v.blanks, v.blankText = set(v.Blanks), set(v.BlankText)
	v.noEvents = set(v.NoEvents)
	v.totals, v.sums, v.unitWords = set(v.Totals), set(v.Sums), set(v.UnitWords)
	v.status, v.bools = map[string]string{}, map[string]float64{}
	for _, s := range v.Status {
		for _, w := range s.Words {
			v.status[plainWord(w)] = s.Name
		}
	}
	for _, w := range v.Yes {
		v.bools[plainWord(w)] = 1
	}
	for _, w := range v.No {
		v.bools[plainWord(w)] = 0
	}
	v.blanks[""], v.blankText[""] = true, true
}

func set(list []string) map[string]bool {
	m := map[string]bool{}
	for _, w := range list {
		// - and _ are what plainWord deletes; a cell that holds nothing else is blank too
		m[plainWord(w)] = true
	}
	return m
}

// schema finds a schema by name.
func (v *vocabulary) schema(name string) *schema {
	for i := range v.Schemas {
		if v.Schemas[i].Name == name {
			return &v.Schemas[i]
		}
	}
	return nil
}

func (s *schema) field(name string) *field {
	for i := range s.Fields {
		if s.Fields[i].Name == name {
			return &s.Fields[i]
		}
	}
	return nil
}

// Schemas lists the names of all schemas in order, "table" last.
func Schemas() []string {
	var names []string
	for _, s := range baseVocabulary().Schemas {
		names = append(names, s.Name)
	}
	return append(names, "table")
}

// Fields lists the fields of a schema in the order a reader expects, nil for an unknown schema.
func Fields(schema string) []string {
	s := baseVocabulary().schema(schema)
	if s == nil {
		return nil
	}
	var names []string
	for _, f := range s.Fields {
		names = append(names, f.Name)
	}
	return names
}

// isTotal tells whether the label of a row says that it sums up others.
func (v *vocabulary) isTotal(label string) bool {
	w := strings.Trim(plainWord(label), ":：()[]【】*")
	if base, _, ok := lastBracket(w); ok && v.totals[base] {
		return true
	}
	if v.totals[w] {
		return true
	}
	if utf8.RuneCountInString(w) > 14 {
		return false
	}
	for _, e := range v.TotalEndings {
		if strings.HasSuffix(w, e) && e != "total" {
			return true
		}
	}
	return false
}

// isSum tells the labels that mean a sum wherever they stand in a row. The
// others may be values: 累计 beside 本月, 平均 beside 最高.
func (v *vocabulary) isSum(label string) bool {
	return v.sums[strings.Trim(plainWord(label), ":：()[]【】*")]
}

// isRate tells the headers of shares that are usually near one, so that 93 and 0.93 can be told apart.
func (v *vocabulary) isRate(word string) bool {
	return slices.ContainsFunc(v.Rates, func(r string) bool { return strings.HasSuffix(word, r) })
}

// isNote tells whether a line begins as the lines below a table do: "注：…", "填报人：…".
func (v *vocabulary) isNote(s string) bool {
	w := plainWord(s)
	if strings.HasPrefix(w, "※") || strings.HasPrefix(w, "*") {
		return true
	}
	i := strings.IndexAny(w, ":;.、,)")
	if i < 0 {
		return strings.HasPrefix(w, "注") && utf8.RuneCountInString(w) > 8
	}
	head := strings.TrimRight(strings.Trim(w[:i], "(【["), "0123456789")
	return slices.Contains(v.Notes, head) || strings.HasPrefix(head, "注") && utf8.RuneCountInString(head) <= 3
}

// unitOfLine reads "单位：万元"; "" if the line says no unit.
func (v *vocabulary) unitOfLine(s string) string {
	w := plainWord(s)
	for _, p := range v.UnitLine { // in a title: 各区域门店数(单位:家)
		if i := strings.Index(w, "("+p+":"); i >= 0 {
			w = w[i:]
			break
		}
	}
	w = strings.Trim(w, "()[]【】")
	for _, p := range v.UnitLine {
		rest, ok := strings.CutPrefix(w, p)
		if !ok || rest == "" || rest[0] != ':' {
			continue
		}
		rest, _, _ = strings.Cut(strings.TrimLeft(rest, ":("), "(")
		if u := strings.Trim(rest, ": (),;。"); u != "" && utf8.RuneCountInString(u) <= 6 {
			return u
		}
	}
	return ""
}

// unit is the text if it can be a unit, "" for remarks such as (选填).
func (v *vocabulary) unit(u string) string {
	switch {
	case u == "", v.unitWords[u], strings.HasPrefix(u, "%"), strings.HasPrefix(u, "/"):
		return u
	case durationUnits[u] != "":
		return u
	case !unitLike(u), slices.Contains(v.NoUnits, u):
		return ""
	}
	return u
}

// asOf reads the day that a title or note says the data stands for.
func (v *vocabulary) asOf(s string, year int) kb.Date {
	for _, w := range v.AsOf {
		low := strings.ToLower(s)
		i := strings.Index(low, w)
		if i < 0 {
			continue
		}
		rest := strings.TrimLeft(low[i+len(w):], ":： 到至为是(（")
		for _, cut := range []int{len(rest), 11, 10, 9, 8} {
			if t := firstRunes(rest, cut); t != "" {
				if m, verdict := date(strings.TrimRight(t, "),，。;；） 止"), year); verdict == fine {
					return m.day
				}
			}
		}
	}
	return ""
}

func firstRunes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}
