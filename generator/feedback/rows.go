package feedback

import (
	"cmp"
	_ "embed"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"milepost/generator/kb"
	"milepost/generator/message"
	"milepost/generator/sheet"
)

//go:embed words.json
var wordsFile []byte

// words are embedded, so a fault is our own bug.
var words = message.Embedded(wordsFile)

// Table is one sheet of imported feedback.
type Table struct {
	Name string
	Head []string
	Rows [][]sheet.Cell
}

// Tables gives the imported feedback as three tables: suggestions, whose new ids
// continue ids; the number of votes for each page; and each vote with its origin, so
// that a later import knows it. A table may be empty.
func (im *Importer) Tables(lang string, ids []string) (suggestions, counts, votes Table) {
	t := func(key string, args ...string) string { return words().Text(lang, key, args...) }
	said := slices.Clone(im.Said)
	slices.SortStableFunc(said, func(a, b Entry) int {
		return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.Origin, b.Origin)) // independent of the names of files
	})
	suggestions = Table{Name: t("sheet.suggestions"), Head: heads(t, "id", "date", "source", "page", "text", "status", "owner", "answer", "answered", "published", "change", "origin", "note")}
	next := numbering(ids)
	for _, e := range said {
		if e.Text == "" {
			continue
		}
		note := ""
		if e.Edition != "" {
			note = t("edition", e.Edition)
		}
		suggestions.Rows = append(suggestions.Rows, []sheet.Cell{
			sheet.Text(next()), day(e.Date), sheet.Text(cmp.Or(e.Who, t("source"))), sheet.Text(e.Page), sheet.Text(e.Text), sheet.Text(t("new")),
			{}, {}, {}, {}, {}, sheet.Text(e.Origin), sheet.Text(note),
		})
	}
	votes = Table{Name: t("sheet.votes"), Head: heads(t, "date", "page", "helpful", "origin", "note")}
	tally := map[string][2]int{}
	for _, e := range said {
		if e.Vote == "" {
			continue
		}
		page, _, _ := strings.Cut(e.Page, "#")
		n := tally[page]
		if e.Vote == Yes {
			n[0]++
		} else {
			n[1]++
		}
		tally[page] = n
		votes.Rows = append(votes.Rows, []sheet.Cell{day(e.Date), sheet.Text(e.Page), sheet.Text(t(e.Vote)), sheet.Text(e.Origin), sheet.Text(e.Edition)})
	}
	counts = Table{Name: t("sheet.counts"), Head: heads(t, "page", "yes", "no")}
	for _, page := range pagesOf(tally) {
		n := tally[page]
		counts.Rows = append(counts.Rows, []sheet.Cell{sheet.Text(page), number(n[0]), number(n[1])})
	}
	return suggestions, counts, votes
}

// pagesOf is the pages with votes, those with the most No first.
func pagesOf(tally map[string][2]int) []string {
	var pages []string
	for p := range tally {
		pages = append(pages, p)
	}
	slices.SortFunc(pages, func(a, b string) int {
		return cmp.Or(cmp.Compare(tally[b][1], tally[a][1]), cmp.Compare(a, b))
	})
	return pages
}

func heads(t func(string, ...string) string, keys ...string) (out []string) {
	for _, k := range keys {
		out = append(out, t("head."+k))
	}
	return out
}

func day(d kb.Date) sheet.Cell {
	if d == "" {
		return sheet.Cell{}
	}
	return sheet.Day(d)
}

func number(n int) sheet.Cell { return sheet.Number(float64(n), sheet.Format{}) }

// numbered is an id that ends in a number.
var numbered = regexp.MustCompile(`^(.*?)(\d{1,9})$`)

// numbering gives the ids after the greatest of those with the most common beginning:
// after S-007 comes S-008. Without ids it begins with S-001.
func numbering(ids []string) func() string {
	count, last, width := map[string]int{}, map[string]int{}, map[string]int{}
	prefix := ""
	for _, id := range ids {
		m := numbered.FindStringSubmatch(strings.TrimSpace(id))
		if m == nil {
			continue
		}
		n, _ := strconv.Atoi(m[2]) // nine digits
		p := m[1]
		if count[p]++; prefix == "" && len(count) == 1 || count[p] > count[prefix] {
			prefix = p
		}
		last[p], width[p] = max(last[p], n), max(width[p], len(m[2]))
	}
	if len(count) == 0 {
		prefix, width["S-"] = "S-", 3
	}
	n := last[prefix]
	return func() string {
		n++
		return fmt.Sprintf("%s%0*d", prefix, width[prefix], n)
	}
}

// Book is the tables as a workbook, without those that are empty.
func Book(title, lang string, today kb.Date, tables ...Table) ([]byte, error) {
	b := sheet.Book{Title: title, Author: "Milepost", Date: today, Lang: lang}
	for _, t := range tables {
		if len(t.Rows) == 0 {
			continue
		}
		head := make([]sheet.Cell, len(t.Head))
		for i, h := range t.Head {
			head[i] = sheet.Text(h)
		}
		b.Sheets = append(b.Sheets, sheet.Page{
			Name: t.Name, Rows: append([][]sheet.Cell{head}, t.Rows...), Heads: []int{1},
			Freeze: sheet.Freeze{Lines: 1}, Print: sheet.Print{Landscape: true, Repeat: 1},
		})
	}
	return sheet.Write(b)
}

// CSV is one table as a file that Excel opens correctly; no text is run as a formula.
func CSV(t Table) []byte {
	d := kb.Dataset{Name: t.Name}
	for _, h := range t.Head {
		d.Columns = append(d.Columns, kb.Column{Header: h, Type: kb.TypeText})
	}
	for i, row := range t.Rows {
		r := kb.Row{Line: i + 2}
		for _, c := range row {
			r.Cells = append(r.Cells, kb.Cell{Kind: c.Kind, Text: c.Text, Num: c.Num})
		}
		d.Rows = append(d.Rows, r)
	}
	return sheet.CSV(&d)
}
