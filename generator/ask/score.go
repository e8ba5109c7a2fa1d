package ask

import (
	"encoding/csv"
	"io"
	"path"
	"slices"
	"strings"
)

// Question is a query and the pages that answer it.
type Question struct {
	Query string
	Pages []string // paths of outputs
	Line  int      // its line in the list, from 1
}

// Questions reads a list. Each line is a query and the pages that answer it, separated
// by tabs or commas; before a tab, a comma is a part of the query. A page is named by its file (常见问题/登录.md), with .html, or without
// an ending; the name of a folder ends with a slash and means the folder's page. Blank
// lines and lines that begin with # are skipped. bad is the numbers of lines without a
// query or a page.
func Questions(list string) (all []Question, bad []int) {
	for i, line := range strings.Split(strings.TrimPrefix(list, "\ufeff"), "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		q := Question{Line: i + 1}
		for j, field := range fieldsOf(line) {
			field = strings.TrimSpace(field)
			switch {
			case field == "":
			case j == 0:
				q.Query = field
			default:
				q.Pages = append(q.Pages, outOf(field))
			}
		}
		if q.Query == "" || len(q.Pages) == 0 {
			bad = append(bad, q.Line)
			continue
		}
		all = append(all, q)
	}
	return all, bad
}

func fieldsOf(line string) []string {
	if query, pages, ok := strings.Cut(line, "\t"); ok { // commas may be in the query, and between pages
		return append([]string{query}, strings.FieldsFunc(pages, func(r rune) bool { return r == '\t' || r == ',' })...)
	}
	r := csv.NewReader(strings.NewReader(line))
	r.LazyQuotes, r.FieldsPerRecord = true, -1
	fields, err := r.Read()
	if err != nil && err != io.EOF {
		return strings.Split(line, ",")
	}
	return fields
}

// outOf is the output of a page that is named in one of these forms.
func outOf(name string) string {
	name, _, _ = strings.Cut(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/"), "#")
	dir, base := path.Split(name)
	switch strings.ToLower(base) {
	case "", "_index.md", "index.md", "readme.md":
		return dir + "index.html"
	}
	if stem, ok := strings.CutSuffix(base, ".md"); ok {
		base = stem
	}
	if path.Ext(base) != ".html" {
		base += ".html"
	}
	return dir + base
}

// Result is how one question was answered.
type Result struct {
	Question
	Rank int   // of the first right page among the hits, from 1; 0 if none is among them
	Hits []Hit // at most Deepest
}

// Score holds the results of a list of questions.
type Score struct {
	Results []Result
}

// Deepest is the lowest rank that counts: Ask looks at this many hits of each question.
const Deepest = 10

// Ask searches for all questions, in their order.
func (e *Engine) Ask(all []Question) (Score, error) {
	var s Score
	for _, q := range all {
		a, err := e.Search(q.Query, Options{Limit: Deepest})
		if err != nil {
			return s, err
		}
		rank := slices.IndexFunc(a.Hits, func(h Hit) bool { return slices.Contains(q.Pages, h.Path) })
		s.Results = append(s.Results, Result{Question: q, Rank: rank + 1, Hits: a.Hits})
	}
	return s, nil
}

// Within is the share of questions whose right page is among the first n hits.
func (s Score) Within(n int) float64 {
	right := 0
	for _, r := range s.Results {
		if r.Rank > 0 && r.Rank <= n {
			right++
		}
	}
	return float64(right) / float64(max(1, len(s.Results)))
}

// MRR is the mean of 1/rank of the right page, 0 where it is not among the hits.
func (s Score) MRR() float64 {
	sum := 0.0
	for _, r := range s.Results {
		if r.Rank > 0 {
			sum += 1 / float64(r.Rank)
		}
	}
	return sum / float64(max(1, len(s.Results)))
}
