package main

import (
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"

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
	han   = regexp.MustCompile(`\p{Han}{6,}`)
	latin = regexp.MustCompile(`[A-Za-z][A-Za-z0-9]+(?:[_.-][A-Za-z0-9]+)*`)
)

// queries are drawn from the pages with a fixed seed, so that every run asks
// the same: titles, headings, words from the middle of sentences, pairs of
// words, codes. Those that more than 300 pages answer are left out: nobody asks
// for them, and reading all answers would take the other engine hours.
func (s *pageSet) queries() []query {
	r := rand.New(rand.NewPCG(11, 23))
	seen := map[string]bool{}
	var out []query
	add := func(kind, text string) bool {
		text = strings.Join(strings.Fields(text), " ")
		if n := len([]rune(text)); n < 2 || n > 40 || seen[text] || strings.ContainsAny(text, `"“”:-`) {
			return false
		}
		q := s.judge(kind, text)
		if len(q.answers) == 0 || len(q.answers) > 300 {
			return false
		}
		seen[text] = true
		out = append(out, q)
		return true
	}
	draw := func(kind string, n int, make func(p page) string) {
		for tries := 0; n > 0 && tries < 400; tries++ {
			if add(kind, make(s.pages[r.IntN(len(s.pages))])) {
				n--
			}
		}
	}
	draw("title", 20, func(p page) string { return p.titles[0] })
	draw("heading", 20, func(p page) string { return p.titles[r.IntN(len(p.titles))] })
	draw("phrase", 30, func(p page) string { return middle(r, p, 4+r.IntN(3)) })
	draw("two words", 20, func(p page) string { return middle(r, p, 2) + " " + middle(r, p, 2) })
	draw("code", 20, func(p page) string {
		words := latin.FindAllString(strings.Join(p.raw, "\n"), -1)
		if len(words) == 0 {
			return ""
		}
		return words[r.IntN(len(words))]
	})
	return out
}

// middle is n Han from inside a sentence.
func middle(r *rand.Rand, p page, n int) string {
	runs := han.FindAllString(strings.Join(p.raw, "\n"), -1)
	if len(runs) == 0 {
		return ""
	}
	run := []rune(runs[r.IntN(len(runs))])
	at := r.IntN(len(run) - n + 1)
	return string(run[at : at+n])
}

func (s *pageSet) judge(kind, text string) query {
	q := query{kind: kind, text: text, answers: map[string]bool{}, aimed: map[string]bool{}}
	folded := search.Fold(text)
	parts := strings.Fields(folded)
	for _, p := range s.pages {
		all := true
		for _, part := range parts {
			all = all && strings.Contains(p.text, part)
		}
		if !all {
			continue
		}
		q.answers[p.path] = true
		for _, t := range p.titles {
			if t == folded {
				q.aimed[p.path] = true
			}
		}
	}
	return q
}
