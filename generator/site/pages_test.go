package site

import (
	"fmt"
	"math/rand/v2"
	"path"
	"slices"
	"testing"
)

// The pages that lead to a page are the same whether they are found for it alone or for all pages
// at once, and the tags of pages, their folders and kinds are those of the files, in several ranges
// of pages, with drafts between them.
func TestManyPages(t *testing.T) {
	defer func(usual int) { pageRange = usual }(pageRange)
	pageRange = 1000
	const n = 2100
	files := map[string]string{}
	rnd := rand.New(rand.NewPCG(1, 2))
	links := map[string][]string{} // by the page that they lead to
	tagged := map[string]int{}
	shown := 0
	for i := range n {
		dir, name := fmt.Sprintf("d%02d", i/100), fmt.Sprintf("p%04d.md", i)
		text := "---\n"
		tag := fmt.Sprint("t", rnd.IntN(50))
		draft := i%97 == 5
		if draft {
			text += "draft: true\n"
		} else {
			shown++
			tagged[tag]++
		}
		text += "tags: [" + tag + "]\n---\n# " + fmt.Sprint("页", i) + "\n\n"
		for range 3 {
			to := rnd.IntN(n)
			target := fmt.Sprintf("d%02d/p%04d.md", to/100, to)
			text += "[x](../" + target + ") [y](../" + target + ")\n"
			if from := dir + "/" + name; !draft && to != i && to%97 != 5 && !slices.Contains(links[target], from) {
				links[target] = append(links[target], from)
			}
		}
		files[dir+"/"+name] = text
	}
	s := siteOf(t, "2026-09-30", files)
	if len(s.Pages) != shown || len(s.Of("page")) != shown {
		t.Fatalf("%d pages, %d of their kind, want %d", len(s.Pages), len(s.Of("page")), shown)
	}
	for i, p := range s.Pages {
		if s.Page(p.Path) != p || p.Section.Path != path.Dir(p.Path) || s.Order[p.Place] != p || int(p.number) != i {
			t.Fatalf("%s stands in the wrong place", p.Path)
		}
		var back []string
		for _, q := range p.Back() { // the first few alone
			back = append(back, q.Path)
		}
		if !slices.Equal(back, links[p.Path]) {
			t.Fatalf("to %s lead %v, want %v", p.Path, back, links[p.Path])
		}
	}
	for _, tag := range s.Tags {
		if len(tag.Pages) != tagged[tag.Name] || !slices.IsSortedFunc(tag.Pages, func(a, b *Page) int { return int(a.Place - b.Place) }) {
			t.Errorf("%d pages with %s, want %d in reading order", len(tag.Pages), tag.Name, tagged[tag.Name])
		}
	}
}
