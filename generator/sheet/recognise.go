package sheet

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// finding is how well one schema fits a table.
type finding struct {
	schema *vocab.Schema
	score  float64
	whole  bool      // all required fields are there
	fields []string  // per column
	match  []float64 // per column
	roles  []bool    // per column: a role or candidate
}

// recognise matches a frame with all schemas. The findings are sorted, best first; the
// caller decides whether the first is good enough.
func recognise(f *frame, v *vocab.Words) []finding {
	words := f.ask()
	form, _ := vocab.Questionnaire(words)
	var out []finding
	for i := range v.Schemas {
		s := &v.Schemas[i]
		if form && s.Name == kb.SchemaPhases {
			continue // who answered, and when, is no task
		}
		if fd := fit(f, s, v); fd.score > 0 {
			out = append(out, fd)
		}
	}
	slices.SortStableFunc(out, func(a, b finding) int {
		if a.whole != b.whole {
			return cmp.Compare(btoi(b.whole), btoi(a.whole))
		}
		return cmp.Compare(b.score, a.score)
	})
	return out
}

// ask prepares the headers for matching, and lists them.
func (f *frame) ask() (headers []string) {
	for i := range f.cols {
		c := &f.cols[i]
		c.asked = vocab.Ask(c.word, c.unit, c.levels)
		headers = append(headers, c.text)
	}
	return headers
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// pair is a column that may be a field.
type pair struct {
	col, field int
	vocab.Match
	optional int // 0 for a field that the schema requires, else 1
}

// fit matches the columns with the fields of one schema.
func fit(f *frame, s *vocab.Schema, v *vocab.Words) finding {
	fd := finding{schema: s, fields: make([]string, len(f.cols)), match: make([]float64, len(f.cols)), roles: make([]bool, len(f.cols))}
	var pairs, forced []pair
	for i := range f.cols {
		for j := range s.Fields {
			m, ok := s.Fields[j].Match(&f.cols[i].asked)
			if !ok {
				continue
			}
			if s.Fields[j].Name == kb.FieldIndicator && f.namesAspects(i) {
				continue
			}
			p := pair{i, j, m, 1 - btoi(s.Fields[j].Required)}
			if plausible(s.Fields[j].Type, &f.cols[i]) {
				pairs = append(pairs, p)
			} else if p.Quality == 1 {
				forced = append(forced, p)
			}
		}
	}
	taken := make([]bool, len(s.Fields))
	for _, list := range [][]pair{pairs, forced} {
		slices.SortStableFunc(list, func(a, b pair) int {
			return cmp.Or(cmp.Compare(b.Quality, a.Quality), cmp.Compare(a.optional, b.optional), cmp.Compare(a.Rank, b.Rank), cmp.Compare(b.Length, a.Length), cmp.Compare(a.col, b.col))
		})
		for _, p := range list {
			if fd.fields[p.col] == "" && !taken[p.field] {
				fd.fields[p.col], fd.match[p.col] = s.Fields[p.field].Name, p.Quality
				taken[p.field] = true
			}
		}
	}
	disambiguate(f, s, &fd)
	switch s.Roles {
	case "letters":
		fitLetters(f, &fd)
	case "scores":
		fitScores(f, &fd)
	}
	if s.Name == kb.SchemaSurvey {
		fitAnswers(f, &fd, v)
	}
	judge(f, s, &fd)
	return fd
}

// namesAspects tells a column with 目标, 实际 and 完成率 in its rows, but no names of
// indicators.
func (f *frame) namesAspects(col int) bool {
	rows := f.rows[:min(len(f.rows), maxProfile)]
	return len(rows) > 1 && !slices.ContainsFunc(rows, func(r record) bool {
		c := r.spots[col].c
		return c == nil || c.kind != rawText || !vocab.AspectAlone(c.text)
	})
}

// plausible tells whether the cells of a column can be of the field's type.
func plausible(typ string, c *column) bool {
	p := &c.prof
	switch typ {
	case "date", "moment":
		return p.most(isDay) || packedDates(p) || p.count[isDay] > 0 && 2*(p.count[isDay]+p.short) >= p.n
	case "period":
		return p.most(isDay, isPeriod) || p.most(isNumber, isDay, isPeriod) && periodNumbers(c)
	case "percent":
		return p.most(isNumber, isShare)
	case "score":
		return p.most(isNumber, isShare)
	case "number", "money":
		return p.most(isNumber, isShare, isSpan, isClock) || 2*(p.digits+p.count[isNumber]+p.count[isShare]) >= p.n
	case "duration":
		return p.most(isNumber, isSpan, isClock)
	case "bool":
		return p.most(isBool) || p.most(isNumber) && p.min >= 0 && p.max <= 1
	case "status", "lamp":
		return !p.most(isNumber, isShare, isDay) || p.n == 0
	case "text", "person", "people":
		return p.n == 0 || !p.most(isDay, isPeriod, isShare, isClock) && (typ == "text" || !p.most(isNumber))
	}
	return true
}

func packedDates(p *profile) bool {
	return p.most(isNumber) && p.min >= 19000101 && p.max <= 20991231
}

// periodNumbers tells numbers that can be months (1-12), years or 202609.
func periodNumbers(c *column) bool {
	p := &c.prof
	switch {
	case p.count[isNumber] == p.count[isText]:
	case p.min >= 1990 && p.max <= 2099, p.min >= 199001 && p.max <= 209912:
		return true
	}
	return p.min >= 1 && p.max <= 12 && (strings.Contains(c.word, "月") || strings.Contains(c.word, "month"))
}

// judge scores the match: one half is how many required fields are there, the other how much
// of the table is explained.
func judge(f *frame, s *vocab.Schema, fd *finding) {
	has := map[string]bool{}
	specific, required, met := 0, 0, 0
	explained, total := 0.0, 0.0
	for i, name := range fd.fields {
		if f.cols[i].word == "" && name == "" && !fd.roles[i] {
			continue
		}
		total++
		explained += fd.match[i]
		if fl := s.Field(name); fl != nil {
			has[name] = true
			if !fl.Generic {
				specific++
			}
		}
		if fd.roles[i] {
			specific++
			explained += 1 - fd.match[i]
		}
	}
	for _, fl := range s.Fields {
		if fl.Required {
			required++
			if has[fl.Name] {
				met++
			}
		}
	}
	fd.whole = specific >= s.Min || s.Name == kb.SchemaSurvey && has[kb.FieldRespondent]
	for _, group := range s.Need {
		if !slices.ContainsFunc(group, func(n string) bool { return has[n] }) {
			fd.whole = false
		}
	}
	if specific < cmp.Or(s.Sure, s.Min+1) && len(s.About) > 0 && !speaksOf(f, fd, s.About) {
		fd.whole = false
	}
	if s.Roles != "" && !slices.Contains(fd.roles, true) {
		fd.whole = fd.whole && s.Name == kb.SchemaRACI && countLetterFields(has) >= 2
	}
	share := 1.0
	if required > 0 {
		share = float64(met) / float64(required)
	}
	if total > 0 {
		fd.score = 0.5*share + 0.5*explained/total
	}
	if specific == 0 {
		fd.score = 0
	}
	if !fd.whole {
		fd.score *= 0.5
	}
	fd.score = math.Round(fd.score*100) / 100
}

// speaksOf tells whether title, sheet name, file name or a matched header contains one of the
// words.
func speaksOf(f *frame, fd *finding, about []string) bool {
	return slices.ContainsFunc(about, func(w string) bool {
		if strings.Contains(f.about, w) {
			return true
		}
		for i := range f.cols {
			if fd.fields[i] != "" && strings.Contains(f.cols[i].word, w) {
				return true
			}
		}
		return false
	})
}

func countLetterFields(has map[string]bool) int {
	n := 0
	for _, l := range []string{kb.FieldResponsible, kb.FieldAccountable, kb.FieldConsulted, kb.FieldInformed} {
		n += btoi(has[l])
	}
	return n
}

// fitLetters finds the columns of roles: letters R, A, C, I in the cells.
func fitLetters(f *frame, fd *finding) {
	columns, letters := 0, 0
	for i := range f.cols {
		p := &f.cols[i].prof
		if fd.fields[i] != "" && !strings.Contains("responsible accountable consulted informed", fd.fields[i]) {
			continue
		}
		if n := p.count[isLetters]; n > 0 && 2*n >= p.n-p.count[isError] {
			fd.roles[i], fd.fields[i] = true, ""
			columns++
			letters += n
		}
	}
	known := slices.Contains(fd.fields, kb.FieldActivity)
	if columns < 2 || !known && (columns < 3 || letters < 2*columns) {
		clear(fd.roles) // a few cells that happen to be A or C
	}
	if slices.Contains(fd.fields, kb.FieldActivity) || !slices.Contains(fd.roles, true) {
		return
	}
	for i := range f.cols { // the activities have a header of their own making, or none
		if p := &f.cols[i].prof; !fd.roles[i] && fd.fields[i] == "" && p.most(isText) && p.n > 0 {
			fd.fields[i], fd.match[i] = kb.FieldActivity, 0.6
			return
		}
	}
}

// fitScores finds the candidates of a selection: columns of numbers with unknown headers.
func fitScores(f *frame, fd *finding) {
	if !slices.Contains(fd.fields, kb.FieldCriterion) || !slices.Contains(fd.fields, kb.FieldWeight) {
		return
	}
	n := 0
	for i := range f.cols {
		if p := &f.cols[i].prof; fd.fields[i] == "" && p.n > 0 && p.most(isNumber) && f.cols[i].word != "" {
			fd.roles[i] = true
			n++
		}
	}
	if n < 2 {
		clear(fd.roles)
	}
}

// fitAnswers finds exported answers of a questionnaire: a row for each respondent, a column
// for each question, 非常满意 … 非常不满意 in the cells. A number column in front is then the
// respondent.
func fitAnswers(f *frame, fd *finding, v *vocab.Words) {
	if slices.ContainsFunc(fd.fields, func(name string) bool { return strings.HasPrefix(name, "grade_") }) {
		return
	}
	var questions []int
	for i := range f.cols {
		if fd.fields[i] == "" && f.onlyGrades(i, v) {
			questions = append(questions, i)
		}
	}
	if len(questions) < 2 {
		return
	}
	if !slices.Contains(fd.fields, kb.FieldRespondent) {
		ids := v.Schema(kb.SchemaKPI).Field(kb.FieldID).Words
		i := slices.IndexFunc(f.cols, func(c column) bool { return slices.Contains(ids, c.word) })
		if i < 0 || fd.fields[i] != "" {
			return
		}
		fd.fields[i], fd.match[i] = kb.FieldRespondent, 0.6
	}
	for _, i := range questions {
		fd.match[i] = 0.6
	}
}

// onlyGrades tells whether a column holds only answers in words. Small numbers do not
// count, since they may be anything.
func (f *frame) onlyGrades(col int, v *vocab.Words) bool {
	some := false
	for i := range f.rows {
		c := f.rows[i].spots[col].c
		if c == nil || c.kind == rawText && v.Blank(vocab.Plain(c.text)) {
			continue
		}
		if c.kind != rawText {
			return false
		}
		if _, ok := v.Grade(c.text); !ok || vocab.HasDigit(c.text) {
			return false
		}
		some = true
	}
	return some
}
