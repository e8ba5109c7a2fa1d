package vocab

import (
	_ "embed"
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/message"
)

//go:embed vocabulary.json
var vocabularyFile []byte

// Word is a header that a site adds to the vocabulary: Header means the field Field
// of the schema Schema.
type Word struct {
	Schema string
	Field  string
	Header string
}

// Schema is one kind of table and the headers of its columns.
type Schema struct {
	Name   string     `json:"name"`
	Said   [2]string  `json:"said"`  // in Chinese and English
	Need   [][]string `json:"need"`  // one field of each group must be there
	Min    int        `json:"min"`   // at least so many fields that are not generic must be there
	About  []string   `json:"about"` // with fewer than Sure such fields, title or header must hold one of these
	Sure   int        `json:"sure"`  // 0 means Min plus one
	Roles  string     `json:"roles"`
	View   View       `json:"view"`
	Fields []Field    `json:"fields"`
}

// View is the picture that shows a schema's table first, and the fields that it needs.
type View struct {
	Needs []string  `json:"needs"`
	Said  [2]string `json:"said"` // in Chinese and English
}

// Field is one column of a schema. A generic field (owner, status, note) stands in
// many schemas, so it does not help to tell which one a table has.
type Field struct {
	Name     string   `json:"name"`
	Type     string   `json:"type"`
	Required bool     `json:"required"`
	Generic  bool     `json:"generic"`
	Words    []string `json:"words"`
	Exact    []string `json:"exact"` // words that count only as the whole header: they stand inside many others

	undated []string // the words without 时间 and 日期, nil if the field is not about time
	common  []string // the common spelling of each word, "" if it does not count: see indexAlike
	sizes   []int    // the number of characters of each word, 0 if it never counts inside a longer header
}

// Said is the name of a schema in Chinese and English, of a table without a schema
// if there is none of that name.
func (v *Words) Said(name string) diag.Either {
	if s := v.Schema(name); s != nil {
		return diag.Either{Zh: s.Said[0], En: s.Said[1]}
	}
	return diag.Either{Zh: v.Plain[0], En: v.Plain[1]}
}

// wideWord gives a name to the values of a table whose columns are periods: by a word
// in its title, sheet or file name, or by the field of one of its label columns.
type wideWord struct {
	Title  []string `json:"title"`
	Field  []string `json:"field"`
	Header Made     `json:"header"`
}

// Made is the header, in Chinese and English, of a column that the reader of sheets
// adds to a table.
type Made [2]string

// In is the header in the language of a site.
func (m Made) In(lang string) string { return m[slices.Index(message.Languages, message.Pick(lang))] }

// Other is the same header in the other language, for the column headers that the
// reader of sheets adds; "" for any other name.
func (v *Words) Other(name string) string {
	all := []Made{v.PeriodHeader, v.ParentHeader, v.ValueHeader}
	for _, w := range v.Wide {
		all = append(all, w.Header)
	}
	for _, m := range all {
		switch Plain(name) {
		case Plain(m[0]):
			return m[1]
		case Plain(m[1]):
			return m[0]
		}
	}
	return ""
}

type statusWords struct {
	Name  string   `json:"name"`
	Words []string `json:"words"`
}

// Words is what people write and what it means: the words of vocabulary.json
// and those of the site. It is made once and only read afterwards.
type Words struct {
	Schemas      []Schema      `json:"schemas"`
	Plain        [2]string     `json:"plain"` // the name of a table without a schema, in Chinese and English
	Totals       []string      `json:"totals"`
	TotalEndings []string      `json:"totalEndings"`
	Comparisons  []string      `json:"comparisons"` // lines beside the totals: 月均, 去年同期
	Sums         []string      `json:"sums"`        // totals in any cell of a row
	Rates        []string      `json:"rates"`       // endings of headers above shares that are usually near one
	Notes        []string      `json:"notes"`
	NoteStarts   []string      `json:"noteStarts"` // beginnings of remarks without a colon
	Blanks       []string      `json:"blanks"`
	BlankTexts   []string      `json:"blankText"`
	NoEventWords []string      `json:"noEvents"` // say that there was nothing to count
	Statuses     []statusWords `json:"status"`
	Lamps        []statusWords `json:"lamps"`      // red, amber, green
	GradeWords   [][]string    `json:"gradeWords"` // answers of a questionnaire beside the headers of its grades, best first
	Yes          []string      `json:"yes"`
	No           []string      `json:"no"`
	UnitWords    []string      `json:"unitWords"`
	UnitLine     []string      `json:"unitLine"`
	AsOfWords    []string      `json:"asOf"`
	PeriodHeader Made          `json:"periodHeader"` // for the periods of a table that had them across
	ParentHeader Made          `json:"parentHeader"` // for the row that a row belongs to
	ValueHeader  Made          `json:"valueHeader"`  // for the values of a table that had periods across
	Wide         []wideWord    `json:"wide"`
	NoUnits      []string      `json:"noUnits"` // remarks in brackets that are no units
	Alike        [][]string    `json:"alike"`   // parts of headers with one meaning, the most usual first

	alike     *strings.Replacer
	commons   map[string]bool // the common spellings of all headers
	headers   map[string]bool // all words of two characters or more, as looked up
	answers   map[string]bool // statuses and grades: see Answer
	blanks    map[string]bool
	blankText map[string]bool
	noEvents  map[string]bool
	totals    map[string]bool
	compared  map[string]bool
	// comparedAt are the first characters of the words of compared.
	comparedAt map[rune]bool
	sums       map[string]bool
	status     map[string]string
	grades     map[string]int
	bools      map[string]float64
	unitWords  map[string]bool
}

// Base is the vocabulary without words of a site.
var Base = sync.OnceValue(func() *Words { return loadVocabulary(nil) })

// With is the vocabulary with the site's own headers before the others.
func With(extra []Word) *Words {
	if len(extra) == 0 {
		return Base()
	}
	return loadVocabulary(extra)
}

func loadVocabulary(extra []Word) *Words {
	v := &Words{}
	if err := json.Unmarshal(vocabularyFile, v); err != nil {
		panic("vocab: vocabulary.json: " + err.Error())
	}
	v.alike, v.commons = alike(v.Alike), map[string]bool{}
	for i := range v.Schemas {
		s := &v.Schemas[i]
		for j := range s.Fields {
			f := &s.Fields[j]
			for _, w := range extra {
				if w.Schema == s.Name && w.Field == f.Name {
					f.Words = append([]string{w.Header}, f.Words...)
				}
			}
			for _, list := range [][]string{f.Words, f.Exact} {
				for k, w := range list {
					list[k], _ = Header(w)
				}
			}
			f.index()
		}
		v.indexAlike(s)
	}
	v.index()
	return v
}

func (v *Words) index() {
	v.headers = map[string]bool{}
	for _, s := range v.Schemas {
		for _, f := range s.Fields {
			for _, w := range slices.Concat(f.Words, f.Exact) {
				if utf8.RuneCountInString(w) > 1 {
					v.headers[w] = true
				}
			}
		}
	}
	v.blanks, v.blankText = set(v.Blanks), set(v.BlankTexts)
	v.noEvents = set(v.NoEventWords)
	v.compared, v.comparedAt = set(v.Comparisons), map[rune]bool{}
	for w := range v.compared {
		first, _ := utf8.DecodeRuneInString(w)
		v.comparedAt[first] = true
	}
	v.totals, v.sums, v.unitWords = set(v.Totals), set(v.Sums), set(v.UnitWords)
	v.status, v.bools = map[string]string{}, map[string]float64{}
	for _, s := range v.Statuses {
		for _, w := range s.Words {
			v.status[Plain(w)] = s.Name
		}
	}
	for _, w := range v.Yes {
		v.bools[Plain(w)] = 1
	}
	for _, w := range v.No {
		v.bools[Plain(w)] = 0
	}
	v.answers = map[string]bool{}
	for w := range v.status {
		v.answers[w] = true
	}
	if s := v.Schema("survey"); s != nil {
		for _, f := range s.Fields {
			if strings.HasPrefix(f.Name, "grade_") {
				for _, w := range f.Words {
					v.answers[w] = true
				}
			}
		}
	}
	v.blanks[""], v.blankText[""] = true, true
	v.indexGrades()
}

func set(list []string) map[string]bool {
	m := map[string]bool{}
	for _, w := range list {
		// Plain deletes - and _, so "-" becomes "": a cell of such characters counts as the word does
		m[Plain(w)] = true
	}
	return m
}

// Schema finds a schema by name.
func (v *Words) Schema(name string) *Schema {
	for i := range v.Schemas {
		if v.Schemas[i].Name == name {
			return &v.Schemas[i]
		}
	}
	return nil
}

// Field finds a field by name, nil if the schema has no such field.
func (s *Schema) Field(name string) *Field {
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
	for _, s := range Base().Schemas {
		names = append(names, s.Name)
	}
	return append(names, "table")
}

// Fields lists the fields of a schema in the order a reader expects, nil for an unknown schema.
func Fields(schema string) []string {
	s := Base().Schema(schema)
	if s == nil {
		return nil
	}
	var names []string
	for _, f := range s.Fields {
		names = append(names, f.Name)
	}
	return names
}

// Total tells whether the label of a row says that it sums up others.
func (v *Words) Total(label string) bool {
	w := strings.Trim(Plain(label), ":：()[]【】*")
	if base, _, ok := LastBracket(w); ok && v.totals[base] {
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

// Comparison tells whether a row with this label is computed from the rows above it
// or comes from another year: 月均, 同比, 去年同期.
func (v *Words) Comparison(label string) bool {
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(label, " \t　([（【*"))
	if !v.comparedAt[unicode.ToLower(first)] { // the cheap check: every row comes here
		return false
	}
	w := strings.Trim(Plain(label), ":：()[]【】*")
	if base, _, ok := LastBracket(w); ok {
		w = base
	}
	return v.compared[w]
}

// Sum tells whether a text means a sum in any cell of a row. Other words for totals
// may be values: 累计 beside 本月, 平均 beside 最高.
func (v *Words) Sum(label string) bool {
	return v.sums[strings.Trim(Plain(label), ":：()[]【】*")]
}

// Rate tells whether a header stands above shares that are usually near one, so that
// 93 means 93 %. The aspect [Rate] holds more headers: see there.
func (v *Words) Rate(word string) bool {
	return slices.ContainsFunc(v.Rates, func(r string) bool { return strings.HasSuffix(word, r) })
}

// Note tells whether a line is a remark below a table: "注：…", "填报人：…", "以上数据…".
func (v *Words) Note(s string) bool {
	w := Plain(s)
	if strings.HasPrefix(w, "※") || strings.HasPrefix(w, "*") {
		return true
	}
	if utf8.RuneCountInString(w) > 6 && slices.ContainsFunc(v.NoteStarts, func(start string) bool { return strings.HasPrefix(w, Plain(start)) }) {
		return true
	}
	i := strings.IndexAny(w, ":;.、,)")
	if i < 0 {
		return strings.HasPrefix(w, "注") && utf8.RuneCountInString(w) > 8
	}
	head := strings.TrimRight(strings.Trim(w[:i], "(【["), "0123456789")
	return slices.Contains(v.Notes, head) || strings.HasPrefix(head, "注") && utf8.RuneCountInString(head) <= 3
}

// AsOf reads the day up to which the data counts, as a title or note says it (截至
// 9月30日); "" if it says none. year is the year of a day without one.
func (v *Words) AsOf(s string, year int) kb.Date {
	for _, w := range v.AsOfWords {
		low := strings.ToLower(s)
		i := strings.Index(low, w)
		if i < 0 {
			continue
		}
		rest := strings.TrimLeft(low[i+len(w):], ":： 到至为是(（")
		for _, cut := range []int{len(rest), 11, 10, 9, 8} {
			if t := firstRunes(rest, cut); t != "" {
				if m, verdict := Date(strings.TrimRight(t, "),，。;；） 止"), year); verdict == Fine {
					return m.Day
				}
			}
		}
	}
	return ""
}

// firstRunes is the first n characters of s, "" if it has no more than n.
func firstRunes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

// Blank tells whether a word in the form of [Plain] stands for an empty cell: "无", "待定".
func (v *Words) Blank(w string) bool { return v.blanks[w] }

// BlankText tells whether such a word means an empty cell in a column of texts as
// well, where 无 is a text: "/", "n/a".
func (v *Words) BlankText(w string) bool { return v.blankText[w] }

// IsUnit tells whether a word is surely a unit: 万元, 台, h. Other words may be units, too.
func (v *Words) IsUnit(w string) bool {
	_, base := CutMultiple(w)
	w, base = Plain(w), Plain(base)
	return v.unitWords[w] || v.unitWords[base] || IsMoney(base) || DurationUnits[w] != "" || latinUnits[w] || latinUnits[base]
}

// NoEvents tells whether a text says that there was nothing to count: 无告警, (no incidents).
func (v *Words) NoEvents(s string) bool {
	return len(s) <= 60 && v.noEvents[strings.Trim(Plain(s), "()[]。.")]
}

// YesNo reads a word in the form of [Plain]: 1 for 是 and yes, 0 for 否 and no.
func (v *Words) YesNo(w string) (f float64, ok bool) {
	f, ok = v.bools[w]
	return f, ok
}

// IsHeader tells whether the word is a header of any schema.
func (v *Words) IsHeader(w string) bool { return v.headers[w] }

// Answer tells whether a word stands in cells as often as in headers: a status, a
// grade of satisfaction, a RACI letter or a word for one.
func (v *Words) Answer(w string) bool {
	if v.answers[w] {
		return true
	}
	_, ok := Letters(w)
	return ok
}

// TotalWord tells whether the whole word is the label of a total.
func (v *Words) TotalWord(w string) bool { return v.totals[w] }

// UnitWord tells whether a word is in the list of units.
func (v *Words) UnitWord(w string) bool { return v.unitWords[w] }
