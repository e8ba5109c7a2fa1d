package main

import (
	"index/suffixarray"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"milepost/generator/search"
)

// page is what a reader sees of a page.
type page struct {
	path   string
	titles []string // title and headings, folded
	raw    []string // lines, and of tables each cell, as they are
	rows   []string // the lines of tables, with tabs between their cells
}

// pageSet holds the pages of a site.
type pageSet struct {
	pages []page
	text  *suffixarray.Index // of all pages, one after the other, folded and closed
	ends  []int              // where the text of each page ends in it
	bytes int                // of visible text
	files int                // of the site, without those of the index
}

// query is a query and the pages that answer it, by path.
type query struct {
	kind    string
	text    string
	answers map[string]bool // true for pages that hold every part
	aimed   map[string]bool // true for those of answers that have the query as title or heading
}

// readPages reads the pages of a built site, as far as they are searched.
func readPages(site string) (*pageSet, error) {
	set := &pageSet{}
	var texts []byte
	err := filepath.WalkDir(site, func(path string, e fs.DirEntry, err error) error {
		if err == nil && e.IsDir() && path == filepath.Join(site, "search") {
			return fs.SkipDir
		}
		if err != nil || e.IsDir() {
			return err
		}
		set.files++
		if !strings.HasSuffix(path, ".html") {
			return nil
		}
		html, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(site, path)
		if err != nil {
			return err
		}
		d, ok := search.Extract(filepath.ToSlash(rel), html)
		if !ok {
			return nil
		}
		p := page{path: d.Path}
		var all strings.Builder
		for i, s := range d.Sections {
			p.titles = append(p.titles, search.Fold(s.Heading))
			for line := range strings.SplitSeq(s.Text, "\n") {
				cells := strings.FieldsFunc(line, func(r rune) bool { return r == '\t' })
				p.raw = append(p.raw, cells...)
				if len(cells) > 1 {
					p.rows = append(p.rows, line)
				}
			}
			all.WriteString(s.Heading + "\n" + s.Text + "\n")
			if s.Row > 0 {
				all.WriteString(d.Columns[s.Row-1] + "\n")
			}
			set.bytes += len(s.Text)
			if i > 0 {
				set.bytes += len(s.Heading)
			}
		}
		all.WriteString(strings.Join(d.Tags, "\n"))
		texts = append(texts, closed(search.Fold(all.String()))...)
		texts = append(texts, '\n')
		set.pages, set.ends = append(set.pages, p), append(set.ends, len(texts))
		return nil
	})
	set.text = suffixarray.New(texts)
	return set, err
}

var (
	han    = regexp.MustCompile(`\p{Han}{6,}`)
	mixed  = regexp.MustCompile(`\p{Han}{1,3} ?[A-Za-z0-9]{2,12} ?\p{Han}{0,3}`)
	said   = regexp.MustCompile(`[\p{L}\p{N}\p{M}\p{So}]`)
	number = regexp.MustCompile(`[0-9]+(?:[.,/][0-9]+)*`)
	latin  = regexp.MustCompile(`[A-Za-z][A-Za-z0-9]+(?:[_.-][A-Za-z0-9]+)*`)
	long   = regexp.MustCompile(`[A-Za-z0-9]{6,}`)
	paths  = regexp.MustCompile(`[A-Za-z0-9_.~@:-]*(?:/[A-Za-z0-9_.{}-]+)+`)
	sign   = regexp.MustCompile(`[\p{L}\p{N}]{1,4} ?[\p{P}\p{S}]{1,3} ?[\p{L}\p{N}]{1,6}`)

	// What the search does not take literally, but as a phrase, an exclusion or a filter.
	syntax = regexp.MustCompile(`["“”]|(?:^| )-(?:\pL.|\p{Han})|(?:^| )-?(?:kind|类型|section|栏目|tag|标签|owner|负责人):`)

	afterHan  = regexp.MustCompile(`(\p{Han}) +([a-z0-9])`)
	beforeHan = regexp.MustCompile(`([a-z0-9%]) +(\p{Han})`)
)

// closed removes the spaces that some writers put between Han and letters or digits
// from a folded text: neither a reader nor the search minds them.
func closed(s string) string {
	return beforeHan.ReplaceAllString(afterHan.ReplaceAllString(s, "$1$2"), "$1$2")
}

// kind is a way to draw a query from a page.
type kind struct {
	name  string
	share int                               // of all queries; 100 is not the whole: see queries
	draw  func(r *rand.Rand, p page) string // "" or too short where the page has nothing of the kind
}

// compared are the kinds that are asked of both engines.
var compared = []kind{
	{"title", 20, func(_ *rand.Rand, p page) string { return p.titles[0] }},
	{"heading", 20, func(r *rand.Rand, p page) string { return pick(r, p.titles) }},
	{"phrase", 30, func(r *rand.Rand, p page) string { return middle(r, p, 4+r.IntN(3)) }},
	{"two words", 20, func(r *rand.Rand, p page) string { return middle(r, p, 2) + " " + middle(r, p, 2) }},
	{"code", 20, func(r *rand.Rand, p page) string { return pick(r, latin.FindAllString(p.lines(), -1)) }},
}

// closer are more kinds, asked of Milepost alone.
var closer = []kind{
	{"Han and Latin", 20, func(r *rand.Rand, p page) string { return pick(r, mixed.FindAllString(p.lines(), -1)) }},
	{"number", 10, func(r *rand.Rand, p page) string { return pick(r, number.FindAllString(p.lines(), -1)) }},
	{"word and Han", 20, func(r *rand.Rand, p page) string {
		return pick(r, latin.FindAllString(p.lines(), -1)) + " " + middle(r, p, 2)
	}},
	{"line", 20, func(r *rand.Rand, p page) string { return pick(r, p.raw) }},
	{"piece of a line", 20, func(r *rand.Rand, p page) string { return piece(r, pick(r, p.raw), 4, 15) }},
	{"other case", 10, func(r *rand.Rand, p page) string { return otherCase(pick(r, latin.FindAllString(p.lines(), -1))) }},
	{"full width", 10, func(r *rand.Rand, p page) string { return fullWidth(pick(r, mixed.FindAllString(p.lines(), -1))) }},
	{"part of a word", 20, func(r *rand.Rand, p page) string { return piece(r, pick(r, long.FindAllString(p.lines(), -1)), 3, 8) }},
	{"path", 10, func(r *rand.Rand, p page) string { return pick(r, paths.FindAllString(p.lines(), -1)) }},
	{"table cell", 10, func(r *rand.Rand, p page) string { return pick(r, cells(r, p)) }},
	{"two cells of a row", 10, func(r *rand.Rand, p page) string {
		row := cells(r, p)
		return pick(r, row) + " " + pick(r, row)
	}},
	{"sign inside", 20, func(r *rand.Rand, p page) string { return pick(r, sign.FindAllString(p.lines(), -1)) }},
	{"two pieces", 20, func(r *rand.Rand, p page) string {
		return piece(r, pick(r, p.raw), 2, 6) + " " + piece(r, pick(r, p.raw), 2, 6)
	}},
	{"character and word", 10, func(r *rand.Rand, p page) string {
		return middle(r, p, 1) + " " + pick(r, latin.FindAllString(p.lines(), -1))
	}},
	{"letter and Han", 10, func(r *rand.Rand, p page) string {
		return piece(r, pick(r, latin.FindAllString(p.lines(), -1)), 1, 1) + " " + middle(r, p, 3)
	}},
	{"three words", 10, func(r *rand.Rand, p page) string {
		return middle(r, p, 2) + " " + middle(r, p, 3) + " " + middle(r, p, 2)
	}},
}

// pick draws one of a list; "" from an empty one.
func pick(r *rand.Rand, list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[r.IntN(len(list))]
}

// piece draws a part of a text, of least to most characters; "" where the text is shorter than least.
func piece(r *rand.Rand, text string, least, most int) string {
	line := []rune(text)
	if len(line) < least {
		return ""
	}
	n := least + r.IntN(min(most, len(line))-least+1)
	from := r.IntN(len(line) - n + 1)
	return string(line[from : from+n])
}

// cells are the cells of one row, which is drawn from all tables of the page.
func cells(r *rand.Rand, p page) []string { return strings.Split(pick(r, p.rows), "\t") }

// otherCase swaps capital and small letters.
func otherCase(s string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsUpper(c) {
			return unicode.ToLower(c)
		}
		return unicode.ToUpper(c)
	}, s)
}

// fullWidth writes ASCII in full width, as Chinese input methods do in one mode: A becomes Ａ.
func fullWidth(s string) string {
	return strings.Map(func(c rune) rune {
		if c > ' ' && c < 0x7f {
			return c + 0xfee0
		}
		return c
	}, s)
}

// queries draws about n queries from the pages, each kind by its share of the sum of
// shares. The same seed gives the same queries. A query that more than 300 pages answer
// is left out: nobody asks for it, and reading all its hits would take Pagefind hours.
func (s *pageSet) queries(n int, seed uint64, kinds []kind) []query {
	r := rand.New(rand.NewPCG(seed, 23))
	all := 0
	for _, k := range kinds {
		all += k.share
	}
	seen := map[string]bool{}
	var out []query
	for _, k := range kinds {
		want := n * k.share / all
		for tries := 0; want > 0 && tries < max(400, 3*n); tries++ {
			text := strings.Join(strings.Fields(k.draw(r, s.pages[r.IntN(len(s.pages))])), " ")
			if l := len([]rune(text)); l < 2 || l > 40 || seen[text] || !said.MatchString(text) || syntax.MatchString(search.Fold(text)) {
				continue
			}
			q := s.judge(k.name, text)
			if len(q.answers) == 0 || len(q.answers) > 300 {
				continue
			}
			seen[text] = true
			out = append(out, q)
			want--
		}
	}
	return out
}

// lines is the text of the page as it is, a line or a cell on each line.
func (p page) lines() string { return strings.Join(p.raw, "\n") }

// middle draws n ≤ 6 Han that follow each other inside a longer run of Han.
func middle(r *rand.Rand, p page, n int) string {
	run := []rune(pick(r, han.FindAllString(p.lines(), -1)))
	if len(run) == 0 {
		return ""
	}
	at := r.IntN(len(run) - n + 1)
	return string(run[at : at+n])
}

// judge finds the pages that answer a query.
func (s *pageSet) judge(kind, text string) query {
	q := query{kind: kind, text: text, answers: map[string]bool{}, aimed: map[string]bool{}}
	folded := search.Fold(text)
	// The search has no index of signs, so the & of "A & B" is not looked for.
	parts := slices.DeleteFunc(strings.Fields(folded), func(part string) bool { return !said.MatchString(part) })
	held := make([]int, len(s.pages)) // how many of the parts, all from the first on, each page holds
	for n, part := range parts {
		for _, at := range s.text.Lookup([]byte(part), -1) {
			i, _ := slices.BinarySearch(s.ends, at+1)
			if held[i] == n {
				held[i]++
			}
		}
	}
	for i, p := range s.pages {
		if held[i] == len(parts) {
			q.answers[p.path] = true
			q.aimed[p.path] = slices.Contains(p.titles, folded)
		}
	}
	return q
}

// around is the text around the longest part of a query on a page, for the list of misses.
func (s *pageSet) around(path, text string) string {
	const about = 40 // bytes
	part := slices.MaxFunc(strings.Fields(search.Fold(text)), func(a, b string) int { return len(a) - len(b) })
	i := slices.IndexFunc(s.pages, func(p page) bool { return p.path == path })
	from := 0
	if i > 0 {
		from = s.ends[i-1]
	}
	all := string(s.text.Bytes()[from:s.ends[i]])
	at := strings.Index(all, part)
	return strings.ToValidUTF8(all[max(0, at-about):min(len(all), at+len(part)+about)], "")
}
