package site

import (
	"path"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/parallel"
	"milepost/generator/source"
	"milepost/generator/text"
)

// Target is what a link or an image of a page leads to.
type Target struct {
	Out   string   // path of the output, "" if it leads nowhere
	Frag  string   // id in the output, "" for its top
	Title string   // of the page or heading, for links without a text
	Page  *Page    // if it is a page
	File  *kb.File // if it is a file
}

// Resolve says where a link or image of a page leads. A broken link has an empty
// Out, and the diagnostics say why; a link that works but should be corrected has
// both.
func (s *Site) Resolve(p *Page, hole int) (Target, diag.List) {
	h := &p.Body.Get().Holes[hole]
	switch {
	case h.Wiki:
		return s.wiki(p, h)
	case h.Target == "":
		return s.anchor(p, h, Target{Out: p.Out, Title: p.Title, Page: p})
	case p.Targets[hole] == "":
		if t, ok := s.lookup(asFolder(p, h)); ok {
			return s.anchor(p, h, t)
		}
		code := "LK01.outside"
		if h.Kind == kb.HoleImage {
			code = "LK03.outside"
		}
		return Target{}, diag.List{diag.New(code, holePos(p, h), h.Target)}
	}
	if i, ok := slices.BinarySearchFunc(p.Links, int32(hole), func(l source.Link, hole int32) int { return int(l.Hole - hole) }); ok && p.Links[i].Name >= 0 {
		if t := s.targets().target(s, p.Links[i].Name); t.Out != "" {
			return t, nil
		}
	}
	return s.path(p, h, p.Targets[hole])
}

func holePos(p *Page, h *kb.Hole) diag.Pos { return diag.Pos{File: p.Path, Line: h.Line, Col: h.Col} }

// path resolves a link by its content path.
func (s *Site) path(p *Page, h *kb.Hole, target string) (Target, diag.List) {
	if t, ok := s.lookup(target); ok {
		t, diags := s.anchor(p, h, t)
		if below := asFolder(p, h); len(diags) > 0 && below != "" { // the page that has the heading is meant
			if u, ok := s.lookup(below); ok {
				if u, none := s.anchor(p, h, u); len(none) == 0 {
					return u, nil
				}
			}
		}
		return t, diags
	}
	spots := spotsOf(s, p, h, target)
	for _, spot := range spots[1:] {
		if t, ok := s.lookup(spot); ok {
			return s.anchor(p, h, t)
		}
	}
	if q := addressed(s, spots); q != nil {
		return s.anchor(p, h, Target{Out: q.Out, Title: q.Title, Page: q})
	}
	for _, spot := range spots {
		if real, ok := s.lower()[hyphened(spot)]; ok {
			t, _ := s.lookup(real)
			t, diags := s.anchor(p, h, t)
			if !made(h, spot) {
				diags = append(diags, misspelt(h, holePos(p, h), spot, real))
			}
			return t, diags
		}
	}
	if slices.Contains(s.Config.Links.Hooks, h.Target) {
		return Target{}, diag.List{diag.New("LK01.hook", holePos(p, h), h.Target)}
	}
	if s.drafts[target] {
		return Target{}, diag.List{diag.New("LK01.draft", holePos(p, h), h.Target)}
	}
	code := "LK01."
	if h.Kind == kb.HoleImage {
		code = "LK03."
	}
	for _, spot := range spots {
		if why, here := s.Withheld[spot]; here {
			reason := diag.Either{Zh: why.Text("zh-CN"), En: why.Text("en")}
			return Target{}, diag.List{diag.New(code+"withheld", holePos(p, h), h.Target, reason)}
		}
	}
	if unseen(target) {
		return Target{}, diag.List{diag.New(code+"hidden", holePos(p, h), h.Target)}
	}
	code += "missing"
	if near := s.nearest(target); near != "" {
		up, rest := kb.Seen(p.Path, near) // as it can be written there
		return Target{}, diag.List{diag.New(code+"-near", holePos(p, h), h.Target, up+rest)}
	}
	return Target{}, diag.List{diag.New(code, holePos(p, h), h.Target)}
}

// spotsOf are the content paths that a link may mean, the likeliest first: the path itself; for an
// address with a slash, the same below each root of [links], that of the page first; the page seen
// as a folder (Hugo, Docusaurus, MkDocs); .mdx and .markdown as .md.
func spotsOf(s *Site, p *Page, h *kb.Hole, target string) []string {
	spots := []string{target}
	if strings.HasPrefix(h.Target, "/") {
		for _, root := range s.Config.Links.All() {
			if strings.HasPrefix(p.Path, root+"/") {
				spots = slices.Insert(spots, 1, path.Join(root, target))
			} else {
				spots = append(spots, path.Join(root, target))
			}
		}
	} else if below := asFolder(p, h); below != "" {
		spots = append(spots, below)
	}
	if l := &s.Config.Links; len(l.Hooks) > 0 && !strings.HasPrefix(h.Target, ".") && !strings.HasPrefix(h.Target, "/") {
		for _, root := range append([]string{""}, l.Roots...) { // the old site's script looked there, too
			spots = append(spots, path.Join(root, path.Clean(h.Target)))
		}
	}
	for _, spot := range spots {
		if ext := path.Ext(spot); strings.EqualFold(ext, ".mdx") || strings.EqualFold(ext, ".markdown") {
			spots = append(spots, strings.TrimSuffix(spot, ext)+".md")
		}
	}
	return spots
}

// asFolder is what an address means if the page is a folder, as in Hugo, Docusaurus and MkDocs: ../b/ of
// a/c.md is a/b. "" if the address cannot be meant so or leads outside.
func asFolder(p *Page, h *kb.Hole) string {
	if p.Folder || strings.HasPrefix(h.Target, "/") || strings.EqualFold(path.Ext(h.Target), ".md") {
		return ""
	}
	t := path.Join(strings.TrimSuffix(p.Path, path.Ext(p.Path)), h.Target)
	if t == ".." || strings.HasPrefix(t, "../") {
		return ""
	}
	return t
}

// made tells whether an address looks like one that a generator made from a file name: lower case,
// without ending. Then its spelling is no mistake.
func made(h *kb.Hole, spot string) bool {
	address := strings.HasPrefix(h.Target, "/") || strings.HasSuffix(h.Target, "/")
	return address && path.Ext(spot) == "" && spot == hyphened(spot)
}

// misspelt reports how a link differs from the path that it means: in letter case, or in
// how the same letters are encoded.
func misspelt(h *kb.Hole, pos diag.Pos, said, real string) diag.Diagnostic {
	if text.Composed(real) == text.Composed(said) {
		return diag.New("LK02.form", pos, h.Target, path.Base(real))
	}
	name := path.Base(real)
	if text.Composed(name) == text.Composed(path.Base(said)) { // the difference is in a folder's name
		name = real
	}
	return diag.New("LK02.case", pos, h.Target, name)
}

// unseen tells whether a path leads through a hidden folder, which is not read.
func unseen(target string) bool {
	return strings.HasPrefix(target, ".") || strings.Contains(target, "/.")
}

// lookup finds a content path: a page (with or without .md, or as the .html it
// becomes), a folder, a workbook or a file.
func (s *Site) lookup(target string) (Target, bool) {
	if q := s.Page(target); q != nil {
		return Target{Out: q.Out, Title: q.Title, Page: q}, true
	}
	if b := s.books[target]; b != nil && b.State != kb.Skipped {
		return Target{Out: BookOut(target), Title: path.Base(target)}, true
	}
	if f := s.files[target]; f != nil {
		return Target{Out: target, Title: path.Base(target), File: f}, true
	}
	if base, ok := strings.CutSuffix(target, ".html"); ok {
		target = base
	}
	if q := s.Page(target + ".md"); q != nil {
		return Target{Out: q.Out, Title: q.Title, Page: q}, true
	}
	if sec := s.sections[strings.TrimSuffix(target, "/index")]; sec != nil {
		return Target{Out: sec.Out, Title: sec.Title, Page: sec.Index}, true
	}
	return Target{}, false
}

// anchor checks the fragment of a link against the ids of its page.
func (s *Site) anchor(p *Page, h *kb.Hole, t Target) (Target, diag.List) {
	if h.Frag == "" || t.Page == nil {
		t.Frag = h.Frag
		return t, nil
	}
	ids := t.Page.Anchors
	for i := range t.Page.Headings {
		if hd := &t.Page.Headings[i]; hd.ID == h.Frag || h.Wiki && hd.Text == h.Frag {
			t.Frag, t.Title = hd.ID, hd.Text
			return t, nil
		}
	}
	if slices.Contains(ids, h.Frag) {
		t.Frag = h.Frag
		return t, nil
	}
	known := make([]string, 0, len(t.Page.Headings))
	for _, hd := range t.Page.Headings {
		if strings.EqualFold(hd.ID, h.Frag) || slug(hd.ID) == slug(h.Frag) {
			t.Frag, t.Title = hd.ID, hd.Text
			return t, nil
		}
		known = append(known, hd.ID)
	}
	for _, id := range ids { // also the title's
		if strings.EqualFold(id, h.Frag) || slug(id) == slug(h.Frag) {
			t.Frag = id
			return t, nil
		}
	}
	if h.Frag == "top" {
		return t, nil
	}
	t.Frag = ""
	if near := text.Like(h.Frag, known); near != "" {
		return t, diag.List{diag.New("LK04.anchor-near", holePos(p, h), t.Page.Path, h.Frag, near)}
	}
	return t, diag.List{diag.New("LK04.anchor", holePos(p, h), t.Page.Path, h.Frag)}
}

// slug is an id in the form in which ids are compared: without the characters
// that generators treat differently.
func slug(id string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("-_.,:;?!()[]{}/&+'\"“”‘’（）【】《》、，。：；？！·~`@#$%^*=|\\<>", r) {
			return -1
		}
		return r
	}, strings.ReplaceAll(text.Fold(id), " ", ""))
}

// links is where the links of all pages lead.
type links struct {
	ranges []rangeLinks
	diags  diag.List
	asked  atomic.Int32 // how often to was called
	back   func() *backlinks
}

// rangeLinks is what the links of a range of pages lead to.
type rangeLinks struct {
	to    []int32 // numbers of pages, page by page
	ends  []int32 // where those of each page end in to
	diags diag.List
}

// backlinks are the pages that link to each page.
type backlinks struct {
	from   []int32 // their numbers, page by page
	starts []int32 // where those of each page start in from, and the end
}

const (
	linkRange = 512 // pages are in a rangeLinks
	fewAsked  = 16  // so many times, finding the links to one page takes less than backlinks, which an edit then does not wait for
)

// linksOf resolves every link once.
func linksOf(s *Site) *links {
	l := &links{ranges: make([]rangeLinks, (len(s.Pages)+linkRange-1)/linkRange)}
	targets := s.targets().pages
	parallel.Ranges(len(s.Pages), linkRange, func(from, to int) {
		l.ranges[from/linkRange] = rangeOf(s, s.Pages[from:to], targets)
	})
	for i := range l.ranges {
		l.diags = append(l.diags, l.ranges[i].diags...)
	}
	l.diags = groupHooks(l.diags)
	l.back = sync.OnceValue(func() *backlinks { return l.backlinks(len(s.Pages)) })
	return l
}

// to lists the numbers of the pages that link to p, in their order.
func (l *links) to(p *Page) (from []int32) {
	if l.asked.Add(1) > fewAsked {
		b := l.back()
		return b.from[b.starts[p.number]:b.starts[p.number+1]]
	}
	for i := range l.ranges {
		r := &l.ranges[i]
		if !slices.Contains(r.to, p.number) {
			continue
		}
		begin := int32(0)
		for j, end := range r.ends {
			if slices.Contains(r.to[begin:end], p.number) {
				from = append(from, int32(i*linkRange+j))
			}
			begin = end
		}
	}
	return from
}

// backlinks turns the links of so many pages round.
func (l *links) backlinks(pages int) *backlinks {
	b := &backlinks{starts: make([]int32, pages+1)}
	for i := range l.ranges {
		for _, q := range l.ranges[i].to {
			b.starts[q+1]++
		}
	}
	for i := range pages {
		b.starts[i+1] += b.starts[i]
	}
	b.from = make([]int32, b.starts[pages])
	next := slices.Clone(b.starts)
	for i := range l.ranges {
		r := &l.ranges[i]
		begin := int32(0)
		for j, end := range r.ends {
			for _, q := range r.to[begin:end] {
				b.from[next[q]] = int32(i*linkRange + j)
				next[q]++
			}
			begin = end
		}
	}
	return b
}

// named is what the content paths in links mean, by Link.Name. Most mean a page, which already
// holds all that a Target says.
type named struct {
	pages  []int32          // the number of the page, -1 if it is not all of a Target
	others map[int32]Target // those of no page
}

// target is what a name in links means, the zero Target for nothing.
func (n *named) target(s *Site, name int32) Target {
	if at := n.pages[name]; at >= 0 {
		p := s.Pages[at]
		return Target{Out: p.Out, Title: p.Title, Page: p}
	}
	return n.others[name]
}

// lookupNames looks up each path that links name, once.
func (s *Site) lookupNames() *named {
	all := &named{pages: make([]int32, len(s.Names)), others: map[int32]Target{}}
	var mu sync.Mutex
	parallel.Ranges(len(s.Names), 256, func(from, to int) {
		for i := from; i < to; i++ {
			if place := s.InPlace[i]; place >= 0 && s.numbered[place] > 0 { // as of most names, which lookup would find first
				all.pages[i] = s.numbered[place] - 1
				continue
			}
			t, ok := s.lookup(s.Names[i])
			all.pages[i] = -1
			switch {
			case !ok:
			case t.Page != nil && t.Out == t.Page.Out && t.Title == t.Page.Title:
				all.pages[i] = t.Page.number
			default:
				mu.Lock()
				all.others[int32(i)] = t
				mu.Unlock()
			}
		}
	})
	return all
}

// rangeOf finds the pages that each of some pages links to, each once. targets are named.pages.
func rangeOf(s *Site, pages []*Page, targets []int32) rangeLinks {
	n := 0
	for _, p := range pages {
		n += len(p.Links)
	}
	r := rangeLinks{to: make([]int32, 0, n), ends: make([]int32, 0, len(pages))}
	for _, p := range pages {
		begin := len(r.to)
		for _, l := range p.Links {
			to := int32(-1)
			if l.Name >= 0 {
				to = targets[l.Name]
			}
			if to < 0 {
				t, diags := s.Resolve(p, int(l.Hole))
				r.diags = append(r.diags, diags...)
				if t.Page == nil {
					continue
				}
				to = t.Page.number
			}
			if to != p.number && !slices.Contains(r.to[begin:], to) {
				r.to = append(r.to, to)
			}
		}
		r.ends = append(r.ends, int32(len(r.to)))
	}
	return r
}
