// Package corpus writes knowledge bases of any size for benchmarks.
//
// The same number of pages and seed always give the same files: manuals in
// Chinese, of which one in eight has mostly English paragraphs, of four to seven
// kilobytes, with front matter, headings, lists, tables, code, quotes and links,
// fifty in a folder. Hugo and the other generators read the same files.
package corpus

import (
	_ "embed"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

//go:embed words.txt
var wordList string

// words holds the words of words.txt by part of speech: "verb", "noun" and so on.
var words = func() map[string][]string {
	m := map[string][]string{}
	part := ""
	for line := range strings.SplitSeq(wordList, "\n") {
		switch {
		case strings.HasPrefix(line, "#") || line == "":
		case line[0] == '[':
			part = strings.Trim(line, "[]")
		default:
			m[part] = append(m[part], strings.Fields(line)...)
		}
	}
	return m
}()

// random is a small random number generator. The corpus has its own, so that a new
// version of Go changes no page (splitmix64; Steele, Lea and Flood, OOPSLA 2014).
type random uint64

func (r *random) next(n int) int {
	*r += 0x9E3779B97F4A7C15
	z := uint64(*r)
	z = (z ^ z>>30) * 0xBF58476D1CE4E5B9
	z = (z ^ z>>27) * 0x94D049BB133111EB
	return int((z ^ z>>31) % uint64(n))
}

func (r *random) word(part string) string {
	list := words[part]
	return list[r.next(len(list))]
}

func (r *random) pick(list ...string) string { return list[r.next(len(list))] }

// Corpus is a knowledge base: the number of its pages, without those of folders, and
// the seed of their texts.
type Corpus struct {
	Pages int
	Seed  uint64
}

// How many pages a folder has, and how many folders a section.
const (
	pagesPerFolder    = 50
	foldersPerSection = 10
)

// random starts the random numbers of a page; another salt gives other ones.
func (c Corpus) random(page int, salt uint64) *random {
	r := random(c.Seed*0x1000003 ^ uint64(page+1)*0x9E3779B97F4A7C15 ^ salt*0xD6E8FEB86659FD93)
	r.next(2)
	return &r
}

// Path is the file of a page, numbered from 0, below the content folder: s001/t02/p000057.md.
func (c Corpus) Path(page int) string {
	folder := page / pagesPerFolder
	return fmt.Sprintf("s%03d/t%02d/p%06d.md", folder/foldersPerSection+1, folder%foldersPerSection+1, page)
}

// Title is the title of a page.
func (c Corpus) Title(page int) string {
	r := c.random(page, 7)
	return fmt.Sprintf("%s%s：%s %d", r.word("system"), r.word("topic"), r.word("heading"), page)
}

// Write writes all pages, and an _index.md for each folder, into the folder content.
func (c Corpus) Write(content string) error {
	put := func(name, body string) error {
		file := filepath.Join(content, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		return os.WriteFile(file, []byte(body), 0o644)
	}
	if err := put("_index.md", "---\ntitle: 运维知识库\n---\n\n"+c.random(0, 9).paragraph(false)+"\n"); err != nil {
		return err
	}
	for i := range c.Pages {
		if i%pagesPerFolder == 0 {
			folder := i / pagesPerFolder
			section := filepath.Dir(filepath.Dir(filepath.FromSlash(c.Path(i))))
			if folder%foldersPerSection == 0 {
				r := c.random(i, 11)
				if err := put(filepath.ToSlash(section)+"/_index.md", index(fmt.Sprintf("%s %d", r.word("system"), folder/foldersPerSection+1), folder/foldersPerSection+1, r)); err != nil {
					return err
				}
			}
			r := c.random(i, 12)
			if err := put(filepath.ToSlash(filepath.Dir(filepath.FromSlash(c.Path(i))))+"/_index.md", index(fmt.Sprintf("%s %d", r.word("topic"), folder+1), folder%foldersPerSection+1, r)); err != nil {
				return err
			}
		}
		if err := put(c.Path(i), c.Page(i)); err != nil {
			return err
		}
	}
	return nil
}

func index(title string, weight int, r *random) string {
	return fmt.Sprintf("---\ntitle: %s\nweight: %d\n---\n\n%s\n", title, weight, r.paragraph(false))
}
