package main

import (
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"milepost/generator/parallel"
	"milepost/generator/search"
)

// page is a page as a reader sees it.
type page struct {
	path   string
	titles []string // title and headings, folded
	text   string   // all of it, folded
	raw    []string // lines as they are
}

type pageSet struct {
	pages []page
	bytes int // of visible text
	files int // of the site, without an index
}

// query is a question and its answers.
type query struct {
	kind    string
	text    string
	answers map[string]bool // pages that hold every part
	aimed   map[string]bool // pages that are titled so, or have such a heading
}

func readPages(site string) (*pageSet, error) {
	set := &pageSet{}
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
			p.raw = append(p.raw, strings.FieldsFunc(s.Text, func(r rune) bool { return r == '\n' || r == '\t' })...)
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
		p.text = search.Fold(all.String())
		set.pages = append(set.pages, p)
		return nil
	})
	return set, err
}

var (
	han    = regexp.MustCompile(`\p{Han}{6,}`)
	mixed  = regexp.MustCompile(`\p{Han}{1,3} ?[A-Za-z0-9]{2,12} ?\p{Han}{0,3}`)
	said   = regexp.MustCompile(`[\p{L}\p{N}]`) // of signs alone there is no index
	number = regexp.MustCompile(`[0-9]+(?:[.,/][0-9]+)*`)
	latin  = regexp.MustCompile(`[A-Za-z][A-Za-z0-9]+(?:[_.-][A-Za-z0-9]+)*`)
)

// kind is a way to draw a query from a page. Share says how many of all are of it.
type kind struct {
	name  string
	share int
	draw  func(r *rand.Rand, p page) string
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
	{"piece of a line", 20, func(r *rand.Rand, p page) string {
		line := []rune(pick(r, p.raw))
		if len(line) < 4 {
			return ""
		}
		from := r.IntN(len(line) - 3)
		return string(line[from:min(len(line), from+4+r.IntN(12))])
	}},
	{"other case", 10, func(r *rand.Rand, p page) string { return strings.ToUpper(pick(r, latin.FindAllString(p.lines(), -1))) }},
	{"three words", 10, func(r *rand.Rand, p page) string {
		return middle(r, p, 2) + " " + middle(r, p, 3) + " " + middle(r, p, 2)
	}},
}

func pick(r *rand.Rand, list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[r.IntN(len(list))]
}

// queries are about n, drawn from the pages with a fixed seed, so that every run
// asks the same. Those that more than 300 pages answer are left out: nobody asks
// for them, and reading all answers would take the other engine hours.
func (s *pageSet) queries(n int, kinds []kind) []query {
	r := rand.New(rand.NewPCG(11, 23))
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
			if l := len([]rune(text)); l < 2 || l > 40 || seen[text] || !said.MatchString(text) || strings.ContainsAny(text, `"“”:-`) {
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

// lines is what stands on the page, as it is.
func (p page) lines() string { return strings.Join(p.raw, "\n") }

// middle is n Han from inside a sentence.
func middle(r *rand.Rand, p page, n int) string {
	run := []rune(pick(r, han.FindAllString(p.lines(), -1)))
	if len(run) == 0 {
		return ""
	}
	at := r.IntN(len(run) - n + 1)
	return string(run[at : at+n])
}

func (s *pageSet) judge(kind, text string) query {
	q := query{kind: kind, text: text, answers: map[string]bool{}, aimed: map[string]bool{}}
	folded := search.Fold(text)
	parts := strings.Fields(folded)
	holds := make([]bool, len(s.pages))
	parallel.Each(0, len(s.pages), func(i int) bool {
		holds[i] = !slices.ContainsFunc(parts, func(part string) bool { return !strings.Contains(s.pages[i].text, part) })
		return true
	})
	for i, p := range s.pages {
		if holds[i] {
			q.answers[p.path] = true
			q.aimed[p.path] = slices.Contains(p.titles, folded)
		}
	}
	return q
}
