package publish

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"milepost/generator/plan"
)

// Census holds the counts of an edition, to which the next one is compared. It is part
// of the manifest.
type Census struct {
	Pages  int    // pages of the content; 0 if there are none or it is not known
	Folder string // which folder on which disk the content was read from; "" if not known
	Kept   int    // workbooks shown in their last good state, because they cannot be read
	Bare   int    // workbooks of which nothing is shown
	Site   string // path of the site's folder; "" if not known
	Date   string // day for which it was made, as 2006-01-02; "" if not known
}

// Another refuses a directory that holds another site, if the folder of that site still
// exists and the directory holds few of the pages of this one. A copy of the same site
// in another folder, as in CI, is accepted.
func (p *Publisher) Another(site string, pages []string) error {
	was := p.old.stated
	if p.opt.Force || was.Site == "" || was.Site == site {
		return nil
	}
	if _, err := os.Stat(was.Site); err != nil {
		return nil // the site was moved
	}
	own, shared := 0, 0
	for _, path := range pages {
		if path == "index.html" {
			continue // every site has one
		}
		own++
		if e := p.old.find(path); e != nil && e.gone == 0 {
			shared++
		}
	}
	if shared > 0 && 2*shared >= min(own, was.Pages) {
		return nil
	}
	return &Refusal{Reason: "another", Args: []string{p.dir, was.Site}}
}

// Published is the census of what dir holds; zero if it holds no site of ours.
func Published(dir string) (Census, error) {
	real, err := realPath(dir)
	if err != nil {
		return Census{}, err
	}
	m, err := readManifest(filepath.Join(real, manifestName))
	return m.census(), err
}

// Census is the census of the edition in the directory.
func (p *Publisher) Census() Census { return p.old.census() }

// Take sets the census of the edition that is published next.
func (p *Publisher) Take(c Census) { p.now = c }

// census estimates the census if the manifest has none: each HTML file counts as a page,
// which is a few too many.
func (m *manifest) census() Census {
	c := m.stated
	if c.Pages > 0 || c.Site != "" {
		return c
	}
	for i := range m.entries {
		e := &m.entries[i]
		if e.gone == 0 && e.class >= plan.Page && strings.HasSuffix(e.path, ".html") {
			c.Pages++
		}
	}
	return c
}

// censusMark begins the line of the census in a manifest or journal: pages,
// folder, kept, bare and site, the site in quotes, and the date if it is known.
const censusMark = "census\t"

func (c Census) append(b []byte) []byte {
	if c == (Census{}) {
		return b
	}
	b = fmt.Appendf(b, "%s%d\t%s\t%d\t%d\t%s", censusMark, c.Pages, c.Folder, c.Kept, c.Bare, strconv.Quote(c.Site))
	if c.Date != "" {
		b = append(b, "\t"+c.Date...)
	}
	return append(b, '\n')
}

// decodeCensus reads the line that append wrote.
func decodeCensus(line string) (c Census, ok bool) {
	rest, ok := strings.CutPrefix(line, censusMark)
	f := strings.Split(rest, "\t")
	if !ok || len(f) < 5 || len(f) > 6 {
		return Census{}, false
	}
	if len(f) == 6 {
		c.Date = f[5]
	}
	c.Folder = f[1]
	site, err := strconv.Unquote(f[4])
	c.Site, ok = site, err == nil
	for _, n := range []struct {
		text string
		to   *int
	}{{f[0], &c.Pages}, {f[2], &c.Kept}, {f[3], &c.Bare}} {
		v, err := strconv.Atoi(n.text)
		*n.to, ok = v, ok && err == nil && v >= 0
	}
	return c, ok
}
