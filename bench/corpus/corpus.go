// Package corpus writes knowledge bases of any size for benchmarks.
//
// In go a number of pages and a seed; out come the same files every time:
// manuals in Chinese, one in eight in English, of four to six kilobytes, with
// front matter, headings, lists, tables, code, quotes and links, in folders of
// fifty. Hugo reads the same tree.
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

// words is the word list by part of speech.
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

// random is a small generator of its own, so that the corpus never changes
// with the standard library (splitmix64; Steele, Lea and Flood, OOPSLA 2014).
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

// Corpus is a knowledge base of Pages pages.
type Corpus struct {
	Pages int
	Seed  uint64
}

// pagesPerFolder and foldersPerSection shape the tree.
const (
	pagesPerFolder    = 50
	foldersPerSection = 10
)

func (c Corpus) random(page int, salt uint64) *random {
	r := random(c.Seed*0x1000003 ^ uint64(page+1)*0x9E3779B97F4A7C15 ^ salt*0xD6E8FEB86659FD93)
	r.next(2)
	return &r
}

// Path is the file of a page below the content folder.
func (c Corpus) Path(page int) string {
	folder := page / pagesPerFolder
	return fmt.Sprintf("s%03d/t%02d/p%06d.md", folder/foldersPerSection+1, folder%foldersPerSection+1, page)
}

// Title is the title of a page.
func (c Corpus) Title(page int) string {
	r := c.random(page, 7)
	return fmt.Sprintf("%s%s：%s %d", r.word("system"), r.word("topic"), r.word("heading"), page)
}

// Write writes the content folder.
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
