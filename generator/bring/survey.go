package bring

import (
	"cmp"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"milepost/generator/kb"
	"milepost/generator/kind"
)

// Dialects that only some programs have.
const (
	wikiLinks  = "[[wiki links]]"
	embeds     = "![[embeds]]"
	shortcodes = "{{< shortcodes >}}"
	components = "<Components />"
	boxes      = "!!! / ???"
)

// dialects are extensions of Markdown in other generators, with a pattern each.
var dialects = []struct {
	name string
	form *regexp.Regexp
}{
	{boxes, regexp.MustCompile(`(?m)^ *(?:!!!|\?\?\?\+?) +\w`)},
	{"=== tabs", regexp.MustCompile(`(?m)^ *===[!+]? +"`)},
	{"::: containers", regexp.MustCompile(`(?m)^ *:{3,} *\w`)},
	{"{% hint %}, {% tabs %}", regexp.MustCompile(`\{% *(?:hint|tabs?|code|content-ref|embed)\b`)},
	{"> [!callouts]", regexp.MustCompile(`(?m)^ *> *\[!\w+\]`)},
	{shortcodes, regexp.MustCompile(`\{\{[<%] */?\w`)},
	{"{% Liquid %}", regexp.MustCompile(`\{%-? *(?:include|if|for|raw|assign|link|post_url)\b`)},
	{components, regexp.MustCompile(`(?m)^ *<[A-Z]\w*[ />]`)},
	{"includes", regexp.MustCompile(`--8<--|\{\{#\w*include|<!-- *@include|(?m:^<<< *@?\S)|(?m:^@include)|:include`)},
	{wikiLinks, regexp.MustCompile(`(?:^|[^!\[])\[\[[^\]\n]+\]\]`)},
	{embeds, regexp.MustCompile(`!\[\[[^\]\n]+\]\]`)},
	{"==marks==", regexp.MustCompile(`==[^=\s][^=\n]*==`)},
	{"$formulas$", regexp.MustCompile(`(?m)^\$\$|\$[^$\s\d][^$\n]*[^$\s]\$`)},
	{"mermaid", regexp.MustCompile("(?m)^ *(?:```|~~~) *\\{?mermaid")},
	{"[TOC]", regexp.MustCompile(`(?m)^\[\[?(?:TOC|toc|_TOC_)\]?\]`)},
}

// survey counts what the pages contain.
type survey struct {
	found  *Found
	keys   map[string]int  // unknown keys of the front matter
	lists  map[string]bool // those that hold more than a text on some page
	tagged int             // pages with tags
	roots  map[string]int  // addresses with a slash
	words  map[string]int  // addresses that are one word
	tags   map[string]bool // those that have an end
}

var (
	frontForm = regexp.MustCompile(`\A\x{FEFF}?(---|\+\+\+)\r?\n((?s).*?)\r?\n(?:---|\+\+\+|\.\.\.) *(?:\r?\n|\z)`)
	keyForm   = regexp.MustCompile(`(?m)^([A-Za-z][\w.-]*)[ \t]*[:=][ \t]*(.?)`)
	wordForm  = regexp.MustCompile(`\]\(([A-Za-z][\w-]*)[ \t]*(?:"[^"\n]*")?\)`)
	rootForm  = regexp.MustCompile(`\]\((/[^)\s#?/][^)\s#?]*)`)
)

func (s *survey) page(src string) {
	f := s.found
	for i := range dialects {
		if n := len(dialects[i].form.FindAllStringIndex(src, -1)); n > 0 {
			at := slices.IndexFunc(f.Dialects, func(c Count) bool { return c.Name == dialects[i].name })
			if at < 0 {
				at, f.Dialects = len(f.Dialects), append(f.Dialects, Count{Name: dialects[i].name})
			}
			f.Dialects[at].Times += n
			f.Dialects[at].Pages++
		}
	}
	if m := frontForm.FindStringSubmatch(src); m != nil {
		for _, k := range keyForm.FindAllStringSubmatch(m[2], -1) {
			if !slices.ContainsFunc([][]string{kb.CommonKeys, kb.PositionKeys, kb.AddressKeys}, func(known []string) bool { return slices.Contains(known, k[1]) }) {
				s.keys[k[1]]++
				s.lists[k[1]] = s.lists[k[1]] || strings.Contains("[{|", strings.TrimSpace(k[2]))
			} else if k[1] == "tags" {
				s.tagged++
			}
		}
	}
	s.closed(src)
	for _, m := range rootForm.FindAllStringSubmatch(src, -1) {
		s.roots[m[1]]++
	}
	if f.hooks {
		for _, m := range wordForm.FindAllStringSubmatch(src, -1) {
			s.words[m[1]]++
		}
	}
}

// vault tells whether the pages look like an Obsidian vault: a part or a copy of one may lack
// the folder .obsidian. At least one page in five has links by name, and fewer have the
// dialects of other programs.
func (f *Found) vault() bool {
	linked := 0
	for _, d := range f.Dialects {
		switch d.Name {
		case wikiLinks, embeds:
			linked = max(linked, d.Pages)
		case shortcodes, components, boxes:
			if 5*d.Pages > f.Pages {
				return false
			}
		}
	}
	return linked > 2 && 5*linked >= f.Pages
}

// folder notes a folder whose name would give its pages a kind.
func (s *survey) folder(rel string) {
	if rel != "." && kind.OfFolder(path.Base(rel)) != kind.Page && len(s.found.Plain) < 50 {
		s.found.Plain = append(s.found.Plain, rel)
	}
}

// renamed are keys of other generators, with our names.
var renamed = [][2]string{{"author", "owner"}, {"keywords", "tags"}}

func (s *survey) finish() {
	f := s.found
	slices.SortStableFunc(f.Dialects, func(a, b Count) int { return cmp.Compare(b.Times, a.Times) })
	for _, m := range renamed {
		if s.keys[m[0]] > 0 && (m[1] == "tags" && s.tagged == 0 || m[1] != "tags" && !s.lists[m[0]]) {
			f.Map = append(f.Map, m)
			delete(s.keys, m[0])
		}
	}
	names := slices.SortedFunc(maps.Keys(s.keys), func(a, b string) int {
		return cmp.Or(cmp.Compare(s.keys[b], s.keys[a]), cmp.Compare(a, b))
	})
	for _, k := range names { // a key on one page or two may be a slip
		if s.keys[k] > 2 && (k != kb.FieldDate || len(f.Dated) == 0) {
			f.Ignore = append(f.Ignore, k)
		}
	}
	s.prefixes()
	s.hooked()
	s.boxed()
}

// hooked finds words used as addresses although no page or folder has that name.
func (s *survey) hooked() {
	f := s.found
	for _, w := range slices.Sorted(maps.Keys(s.words)) {
		named := slices.ContainsFunc(f.pages, func(p string) bool {
			return strings.Contains("/"+strings.TrimSuffix(p, ".md")+"/", "/"+w+"/")
		})
		if s.words[w] > 2 && !named && !f.has(path.Join(f.Content, w)) {
			f.Hooks = append(f.Hooks, w)
		}
	}
}

// prefixes finds the prefixes that must be cut off addresses with a slash, so that they lead
// to a page.
func (s *survey) prefixes() {
	f, count := s.found, map[string]int{}
	for target := range s.roots {
		if f.page(target) != "" || f.static(target) {
			continue
		}
		parts := strings.Split(strings.Trim(target, "/"), "/")
		for n := 1; n < len(parts) && n <= 2; n++ {
			if rest := strings.Join(parts[n:], "/"); f.page(rest) != "" || f.static("/"+rest) {
				count["/"+strings.Join(parts[:n], "/")] += s.roots[target]
				break
			}
		}
	}
	f.Strip = slices.SortedFunc(maps.Keys(count), func(a, b string) int {
		return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b)) // the longest first
	})
}

// static tells whether the address is a file in a static folder.
func (f *Found) static(target string) bool {
	return slices.ContainsFunc(f.Static, func(dir string) bool { return f.has(path.Join(dir, target)) })
}
