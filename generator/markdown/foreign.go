package markdown

import (
	"bytes"
	"cmp"
	"regexp"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// Shortcodes of Hugo, tags of Liquid and components of MDX that only another generator
// can fill in are shown as written, and reported once for each page.

// crowd is all faults of one code in a page: the first offset, the names in order, and how
// often each was found.
type crowd struct {
	code  string
	at    int
	names []string
	times map[string]int
}

// grouped counts a fault; groupedFaults reports all of its code together.
func (r *renderer) grouped(code string, at int, name string) {
	if r.elsewhere(at) {
		return
	}
	for _, g := range r.groups {
		if g.code == code {
			if g.times[name]++; g.times[name] == 1 {
				g.names = append(g.names, name)
			}
			return
		}
	}
	r.groups = append(r.groups, &crowd{code, at, []string{name}, map[string]int{name: 1}})
}

// mostNames is how many names one message tells.
const mostNames = 8

func (r *renderer) groupedFaults() {
	for _, g := range r.groups {
		var list []string
		total := 0
		for i, name := range g.names {
			total += g.times[name]
			if i < mostNames {
				list = append(list, name+" ×"+strconv.Itoa(g.times[name]))
			}
		}
		if len(g.names) > mostNames {
			list = append(list, "…")
		}
		r.complain(g.code, g.at, total, strings.Join(list, ", "), g.tag())
	}
}

// tag is the first name that may be a tag: a line of program text is none.
func (g *crowd) tag() string {
	for _, name := range g.names {
		if name != "import" && name != "export" {
			return name
		}
	}
	return g.names[0]
}

var foreignForm = regexp.MustCompile(`\{\{[<%]\s*([\w./-]+)|\{%-?\s*([\w.-]+)`)

// foreign counts shortcodes and tags in a text.
func (r *renderer) foreign(value []byte, from int) {
	for _, m := range foreignForm.FindAllSubmatchIndex(value, -1) {
		for i := 2; i < len(m); i += 2 {
			if name := sub(value, m, i); name != "" && name[0] != '/' && !strings.HasPrefix(name, "end") {
				r.grouped("MD11.shortcode", from+m[0], name)
			}
		}
	}
}

func sub(b []byte, m []int, i int) string {
	if m[i] < 0 {
		return ""
	}
	return string(b[m[i]:m[i+1]])
}

var (
	component    = regexp.MustCompile(`^</?([A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9.]*)(?:\s[^>]*)?/?>$`)
	componentEnd = regexp.MustCompile(`</([A-Z][A-Za-z0-9.]*)>`)
)

// component counts a tag of MDX, which is shown as text: <Tabs>, <TabItem value="x">, <Card/>. It is false for
// a tag without attribute and without end tag: that is likely a word in angle brackets, <Name>.
func (r *renderer) component(tag []byte, at int) bool {
	m := component.FindSubmatch(tag)
	if m == nil {
		return false
	}
	name := string(m[1])
	if tag[1] == '/' {
		return true
	}
	if !bytes.Contains(tag, []byte("=")) && !bytes.HasSuffix(tag, []byte("/>")) && !r.componentEnds()[name] {
		return false
	}
	r.grouped("MD11.component", at, name)
	return true
}

// componentEnds are the names that have a closing tag in the page.
func (r *renderer) componentEnds() map[string]bool {
	if r.ends == nil {
		r.ends = map[string]bool{}
		for _, m := range componentEnd.FindAllSubmatch(r.src, -1) {
			r.ends[string(m[1])] = true
		}
	}
	return r.ends
}

var importLine = regexp.MustCompile(`^(import|export)\s+(?:.+\s+from\s+['"]|['"]|const |default )`)

// componentImport is a line that imports a component; its name is the group.
var componentImport = regexp.MustCompile(`^import\s+(?:\{\s*)?(\w+)[^'"]*\sfrom\s+['"][^'"]+['"];?\s*$`)

// imports looks for import lines of MDX. It is true if the paragraph has only imports of components that the
// page uses: then it is not shown.
func (r *renderer) imports(p *ast.Paragraph) (unseen bool) {
	lines := p.Lines()
	first := lines.At(0)
	line := first.Value(r.src)
	if !bytes.HasPrefix(line, []byte("import")) && !bytes.HasPrefix(line, []byte("export")) {
		return false
	}
	m := importLine.FindSubmatch(line)
	if m == nil {
		return false
	}
	said := string(m[1])
	for i := range lines.Len() {
		seg := lines.At(i)
		m := componentImport.FindSubmatch(seg.Value(r.src))
		if m == nil || !bytes.Contains(r.src, append([]byte("<"), m[1]...)) {
			r.grouped("MD11.component", first.Start, cmp.Or(said, "import"))
			return false
		}
	}
	for i := range lines.Len() {
		seg := lines.At(i)
		r.grouped("MD11.import", first.Start, string(componentImport.FindSubmatch(seg.Value(r.src))[1]))
	}
	return true
}
