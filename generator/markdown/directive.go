package markdown

import (
	"regexp"
	"strconv"
	"strings"
)

// How a page includes another file:
//
//	--8<-- "a.md"   --8<-- "a.py:3:5"   --8<-- "a.py:name"    MkDocs; several, one a line, between two lines of --8<--
//	<!-- @include: ./a.md{1,5} -->   @include: ./a.md#name    VitePress, VuePress
//	<<< @/a.js{2}   <<< ./a.js#name{2 ts} [label]             VitePress, VuePress: as code; the braces mark lines
//	@[code{1-5} ts](../a.ts)                                  VuePress: lines 1 to 5 as code
//	{{#include a.rs:3:5}}   {{#include a.rs:name}}            mdBook; {{#rustdoc_include}}, {{#playground}} too
//	{{% include "a.md" %}}   {{< include file="/a.md" >}}     shortcodes of Hugo sites; readfile, too
//	![[note]]   ![[note#heading]]   ![[note#^block]]          Obsidian, alone in its line; of a picture embed.go makes one
//
// ;--8<-- and \{{#include}} are shown as text, without the first character. In code, only the forms of MkDocs
// and mdBook are looked for.

type directiveKind uint8

const (
	ofMkDocs directiveKind = iota
	ofVuePress
	ofMdBook
	asCode
	ofNote
	ofHugo
)

// directive is one that was found, taken apart.
type directive struct {
	kind          directiveKind
	targets       []target
	indent        string
	before, after string // of its line
	lang, label   string // of code
	info          string // what follows the language
	plain         bool   // it is escaped and includes nothing: before is the line to show
}

type target struct {
	path string
	part portion
}

// directiveMarks: a page without any of these includes nothing.
var directiveMarks = [][]byte{[]byte("8<-"), []byte("<<<"), []byte("@include"), []byte("{{#"), []byte("@[code"), []byte("![["), []byte("include"), []byte("readfile")}

var (
	snippetForm  = regexp.MustCompile(`^([ \t>]*)(;*)-+8<-+[ \t]+(?:"([^"\n]+)"|'([^'\n]+)')[ \t]*$`)
	snippetBlock = regexp.MustCompile(`^([ \t>]*)-+8<-+[ \t]*$`)
	snippetName  = regexp.MustCompile(`^(.*?)(?::([A-Za-z][\w-]*)|((?::\d*){1,2}(?:,\d*(?::\d*)?)*))?$`)
	includeForm  = regexp.MustCompile(`<!--[ \t]*@include:?[ \t]*([^\n]+?)[ \t]*-->|^[ \t>]*@include:[ \t]*(\S+)[ \t]*$|^[ \t>]*@include\(([^)\n]+)\)(\{[^}]*\})?[ \t]*$|!!!include\(([^)\n]+)\)!!!`)
	includeName  = regexp.MustCompile(`^(.*?)(?:#([^#{}]+))?(?:\{(\d*)(?:([-,])(\d*))?\})?$`)
	codeForm     = regexp.MustCompile(`^([ \t>]*)<<<[ \t]*((?:@/|~/|\.{1,2}/|/)[^\s{}\[\]#<>]+|[^\s{}\[\]#<>]+\.\w+)(?:#([\w-]+))?[ \t]*(?:\{([^}]*)\})?[ \t]*(?:\[([^\]]+)\])?[ \t]*$`)
	codeLink     = regexp.MustCompile(`^([ \t>]*)@\[code(?:\{(\d*)-?(\d*)\})?(?:#([\w-]+))?(?:[ \t]+([\w+#-]+))?([^\]]*)\]\(([^)\s#]+)(?:#([\w-]+))?\)[ \t]*$`)
	noteForm     = regexp.MustCompile(`^([ \t>]*)!\[\[([^\[\]|#^\n]+)((?:#[^\[\]|#\n]+)*)(?:\|[^\[\]\n]*)?\]\][ \t]*$`)
	hugoForm     = regexp.MustCompile(`^([ \t>]*)\{\{[%<][ \t]*(?:include|readfile)[ \t]+(?:file[ \t]*=[ \t]*|path[ \t]*=[ \t]*)?(?:"([^"{}]+)"|([^\s"{}=]+))[ \t]*[%>]\}\}[ \t]*$`)
	bookForm     = regexp.MustCompile(`\\?\{\{#(include|rustdoc_include|playground|playpen|title)[ \t]+([^}\n]+)\}\}`)
	bookName     = regexp.MustCompile(`^([^:]*)(?::([A-Za-z_][\w-]*)|:(\d*)(:)?(\d*))?$`)
)

// directiveAt reads the directive at the start of the lines; n is how many lines it has.
func directiveAt(list []string, inCode bool) (d directive, n int, ok bool) {
	line := strings.TrimSuffix(list[0], "\n")
	if strings.Contains(line, "8<-") {
		if d, n, ok = snippetAt(list, line); ok {
			return d, n, ok
		}
	}
	if strings.Contains(line, "{{#") {
		d, ok = bookAt(line, inCode)
		return d, 1, ok
	}
	if inCode {
		return d, 0, false
	}
	switch {
	case strings.Contains(line, "{{%"), strings.Contains(line, "{{<"):
		d, ok = hugoAt(line)
	case strings.Contains(line, "include"):
		d, ok = includeAt(line)
	case strings.Contains(line, "<<<"):
		d, ok = codeAt(line)
	case strings.Contains(line, "@[code"):
		d, ok = codeLinkAt(line)
	case strings.Contains(line, "![["):
		d, ok = noteAt(line)
	}
	return d, 1, ok
}

// snippetAt reads the forms of MkDocs: on one line, or a list between two --8<-- lines.
func snippetAt(list []string, line string) (d directive, n int, ok bool) {
	if m := snippetForm.FindStringSubmatch(line); m != nil {
		if m[2] != "" {
			return directive{plain: true, before: m[1] + strings.TrimPrefix(line[len(m[1]):], ";")}, 1, true
		}
		return directive{kind: ofMkDocs, indent: m[1], targets: []target{snippetTarget(m[3] + m[4])}}, 1, true
	}
	m := snippetBlock.FindStringSubmatch(line)
	if m == nil {
		return d, 0, false
	}
	d = directive{kind: ofMkDocs, indent: m[1]}
	for i, l := range list[1:min(len(list), mostListed)] {
		l = strings.TrimSpace(strings.TrimPrefix(l, m[1]))
		if snippetBlock.MatchString(l) {
			return d, i + 2, len(d.targets) > 0
		}
		if l != "" && l[0] != ';' {
			d.targets = append(d.targets, snippetTarget(strings.Trim(l, `"'`)))
		}
	}
	return d, 0, false
}

// mostListed limits the lines between two --8<-- lines.
const mostListed = 200

func snippetTarget(s string) target {
	m := snippetName.FindStringSubmatch(s)
	if m == nil || strings.Contains(s, "://") {
		return target{path: s}
	}
	t := target{path: m[1], part: portion{name: m[2]}}
	for _, r := range strings.Split(strings.TrimPrefix(m[3], ":"), ",") {
		if from, to, _ := strings.Cut(r, ":"); from+to != "" {
			t.part.ranges = append(t.part.ranges, lineRange{number(from), number(to)})
		}
	}
	return t
}

// includeAt reads the form of VitePress and VuePress.
func includeAt(line string) (d directive, ok bool) {
	at := includeForm.FindStringIndex(line)
	if at == nil {
		return d, false
	}
	m := includeForm.FindStringSubmatch(line)
	said := strings.Trim(m[1]+m[2]+m[3]+m[5], `"'`) + m[4]
	n := includeName.FindStringSubmatch(said)
	if n == nil || n[1] == "" {
		return d, false
	}
	t := target{path: strings.TrimSpace(n[1]), part: portion{name: strings.TrimSpace(n[2])}}
	switch {
	case n[4] != "" && n[3]+n[5] != "":
		t.part.ranges = []lineRange{{number(n[3]), number(n[5])}}
	case n[3] != "":
		t.part.ranges = []lineRange{{number(n[3]), number(n[3])}}
	}
	d = directive{kind: ofVuePress, targets: []target{t}}
	d.around(line[:at[0]+len(lead(line[at[0]:]))], line[at[1]:])
	return d, true
}

// codeAt reads <<< path{2 ts}: the braces hold lines to highlight and the language.
func codeAt(line string) (d directive, ok bool) {
	m := codeForm.FindStringSubmatch(line)
	if m == nil {
		return d, false
	}
	d = directive{kind: asCode, indent: m[1], label: m[5], targets: []target{{path: m[2], part: portion{name: m[3]}}}}
	for word := range strings.FieldsSeq(m[4]) {
		if strings.ContainsAny(word[:1], "0123456789") {
			d.info = "{" + word + "}"
		} else if d.lang == "" && word[0] != ':' {
			d.lang = word
		}
	}
	d.info = d.lang + d.info
	if d.label != "" {
		d.info += " [" + d.label + "]"
	}
	return d, true
}

// codeLinkAt reads @[code{1-5}](path): the braces hold the lines to include.
func codeLinkAt(line string) (d directive, ok bool) {
	m := codeLink.FindStringSubmatch(line)
	if m == nil {
		return d, false
	}
	t := target{path: m[7], part: portion{name: m[4] + m[8]}}
	if m[2]+m[3] != "" {
		t.part.ranges = []lineRange{{number(m[2]), number(m[3])}}
	}
	return directive{kind: asCode, indent: m[1], lang: m[5], info: m[5] + strings.TrimSpace(m[6]), targets: []target{t}}, true
}

// hugoAt reads the shortcodes include and readfile of Hugo sites.
func hugoAt(line string) (d directive, ok bool) {
	m := hugoForm.FindStringSubmatch(line)
	if m == nil {
		return d, false
	}
	return directive{kind: ofHugo, indent: m[1], targets: []target{{path: m[2] + m[3]}}}, true
}

// noteAt reads ![[note#heading]] of Obsidian. In note#a#b, b is a heading below a.
func noteAt(line string) (d directive, ok bool) {
	m := noteForm.FindStringSubmatch(line)
	if m == nil || embedMedia.MatchString(m[2]) {
		return d, false
	}
	_, name := splitHeading(m[2] + m[3])
	t := target{path: strings.TrimSuffix(strings.TrimSpace(m[2]), ".md"), part: portion{name: strings.TrimSpace(name)}}
	return directive{kind: ofNote, indent: m[1], targets: []target{t}}, true
}

// bookAt reads the form of mdBook, which may be inside a line of text. In a code span it
// is text; after a backslash it is shown without the backslash.
func bookAt(line string, inCode bool) (d directive, ok bool) {
	from, bare := 0, line
	at := bookForm.FindStringSubmatchIndex(line)
	for ; at != nil; at = shifted(bookForm.FindStringSubmatchIndex(line[from:]), from) {
		if line[at[0]] == '\\' {
			line = line[:at[0]] + line[at[0]+1:]
			at[1]--
		} else if inCode || !spanned(line, at[0]) {
			break
		}
		from = at[1]
	}
	if at == nil {
		return directive{plain: true, before: line}, line != bare
	}
	d = directive{kind: ofMdBook}
	d.around(line[:at[0]], line[at[1]:])
	name, said := line[at[2]:at[3]], strings.TrimSpace(line[at[4]:at[5]])
	switch {
	case name == "title":
		return directive{plain: true, before: line[:at[0]] + line[at[1]:]}, true
	case name[0] == 'p':
		d.kind, d.lang, d.info = asCode, "rust", "rust"
		said, _, _ = strings.Cut(said, " ")
	}
	m := bookName.FindStringSubmatch(said)
	if m == nil {
		return d, false
	}
	t := target{path: strings.TrimSpace(m[1]), part: portion{name: m[2]}}
	if m[3]+m[5] != "" {
		r := lineRange{number(m[3]), number(m[5])}
		if m[4] == "" { // one line
			r.to = r.from
		}
		t.part.ranges = []lineRange{r}
	}
	d.targets = []target{t}
	return d, true
}

// shifted moves the offsets of a match by so many bytes.
func shifted(m []int, by int) []int {
	for i := range m {
		if m[i] >= 0 {
			m[i] += by
		}
	}
	return m
}

// spanned tells whether an offset in a line is inside a code span.
func spanned(line string, at int) bool {
	for i := 0; i < at; i++ {
		if line[i] != '`' {
			continue
		}
		n := len(line[i:]) - len(strings.TrimLeft(line[i:], "`"))
		end := closingTicks(line[i+n:], n)
		if end >= 0 && i+n+end > at {
			return true
		}
		if i += n - 1; end >= 0 {
			i += end + n
		}
	}
	return false
}

// closingTicks is the offset of the next run of exactly n backticks, -1 if there is none.
func closingTicks(s string, n int) int {
	for i := 0; i < len(s); i++ {
		if s[i] != '`' {
			continue
		}
		k := len(s[i:]) - len(strings.TrimLeft(s[i:], "`"))
		if k == n {
			return i
		}
		i += k - 1
	}
	return -1
}

// around keeps the text before and after the directive in its line; blanks and > before
// it are its indent.
func (d *directive) around(before, after string) {
	if strings.Trim(before+after, " \t>") == "" {
		d.indent = before
		return
	}
	d.before, d.after = before, after
}

// lead is the blanks and > at the start of a line.
func lead(line string) string { return line[:len(line)-len(strings.TrimLeft(line, " \t>"))] }

// number reads digits; 0 if there are none, or if the number is too large.
func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}
