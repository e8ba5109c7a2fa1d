package markdown

import (
	"bytes"
	"context"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	gtext "github.com/yuin/goldmark/text"

	"milepost/generator/kb"
)

// AddressForm is the way in which a page names a file.
type AddressForm uint8

// The forms of an address.
const (
	FormLink    AddressForm = iota // in a link, an image, a [name]: definition, an HTML attribute
	FormWiki                       // in [[a page]] or {{< ref "page" >}}
	FormData                       // in a data block or a value: a data file, perhaps with #sheet
	FormFront                      // a text in the front matter
	FormInclude                    // an included file, as a path from the page's folder or, after @/ or /, from the content folder
	FormSnippet                    // an included file, as a path from the content folder
)

// Address is a part of a page's source that may name a file of the site: the bytes
// From to To. Name is that text with escapes resolved, without #fragment and ?query;
// Rest is the fragment and query, as written.
type Address struct {
	Form       AddressForm
	From, To   int
	Name, Rest string
	Line       int
}

var (
	inlineAddress  = regexp.MustCompile(`\]\(\s*(<[^<>\n]*>|(?:\\.|[^\s()<>\\]|\((?:\\.|[^\s()\\])*\))+)`)
	definedAddress = regexp.MustCompile(`(?m)^[ \t>*+-]*\[[^\]^\n][^\]\n]*\]:[ \t]*(<[^<>\n]*>|\S+)`)
	htmlAddress    = regexp.MustCompile(`(?i)\b(?:href|src|poster)\s*=\s*(?:"([^"\n]*)"|'([^'\n]*)')`)
	wikiAddress    = regexp.MustCompile(`\[\[([^\[\]\n|\\]+)(?:\\?\|[^\[\]\n]*)?\]\]`)
	cellOf         = regexp.MustCompile(`![$A-Za-z]+[$0-9]+$`)
	callText       = regexp.MustCompile(`\{\{[^{}\n]*\}\}`)
	quotedText     = regexp.MustCompile(`"([^"\n]*)"|'([^'\n]*)'`)
	frontLine      = regexp.MustCompile(`(?m)^([\w-]*)[ \t]*[:=-].*$`)
	frontText      = regexp.MustCompile(`"([^"\n]*)"|'([^'\n]*)'|([^\s,\[\]"':=#-][^,\[\]"'\n]*)`)
)

// Addresses lists the addresses of a page in the order of the text, without those in
// code. src is UTF-8 with \n as line ends.
func Addresses(src []byte) []Address {
	s := decode("", src)
	body := s.frontMatter(context.Background(), &kb.Page{})
	f := addressFinder{src: src}
	f.front(body)
	text := slices.Clone(src[body:])
	data := mask(text, src[body:])
	for _, m := range inlineAddress.FindAllSubmatchIndex(text, -1) {
		f.link(body+m[2], body+m[3])
	}
	for _, m := range definedAddress.FindAllSubmatchIndex(text, -1) {
		f.link(body+m[2], body+m[3])
	}
	for _, m := range htmlAddress.FindAllSubmatchIndex(text, -1) {
		from, to := group(m)
		f.link(body+from, body+to)
	}
	for _, m := range wikiAddress.FindAllSubmatchIndex(text, -1) {
		f.add(FormWiki, body+m[2], body+m[3], string(text[m[2]:m[3]]))
	}
	for _, m := range referenceTags.FindAllSubmatchIndex(text, -1) {
		from, to := group(m)
		if text[from] == '/' {
			from++
		}
		f.add(FormWiki, body+from, body+to, string(text[from:to]))
	}
	for _, m := range callText.FindAllIndex(text, -1) {
		if !referenceAlone.Match(text[m[0]:m[1]]) {
			f.quoted(body+m[0], body+m[1])
		}
	}
	for _, r := range data {
		f.quoted(body+r.Start, body+r.Stop)
	}
	f.includes(body)
	slices.SortFunc(f.found, func(a, b Address) int { return a.From - b.From })
	end := 0
	return slices.DeleteFunc(f.found, func(a Address) bool { // each place once
		if a.From < end {
			return true
		}
		end = a.To
		return false
	})
}

// mask replaces code in text, a copy of src, by spaces, and returns the lines of data
// blocks.
func mask(text, src []byte) (data []gtext.Segment) {
	doc := converter().Parse(lines{gtext.NewReader(src), &budget{ctx: context.Background()}}, parser.WithContext(newContext(&budget{ctx: context.Background()})))
	hide := func(at gtext.Segment) {
		for i := at.Start; i < min(at.Stop, len(text)); i++ {
			if text[i] != '\n' {
				text[i] = ' '
			}
		}
	}
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.FencedCodeBlock, *ast.CodeBlock, *codeTag:
			fenced, ok := n.(*ast.FencedCodeBlock)
			shows := ok && slices.Contains(kb.BlockKinds, string(fenced.Language(src)))
			for i := range n.Lines().Len() {
				at := n.Lines().At(i)
				hide(at)
				if shows {
					data = append(data, at)
				}
			}
		case *ast.CodeSpan:
			for c := n.FirstChild(); c != nil; c = c.NextSibling() {
				if t, ok := c.(*ast.Text); ok {
					hide(t.Segment)
				}
			}
		}
		return ast.WalkContinue, nil
	})
	return data
}

type addressFinder struct {
	src   []byte
	found []Address
}

func (f *addressFinder) add(form AddressForm, from, to int, said string) {
	name, rest := said, ""
	if i := strings.IndexAny(said, "#?"); i >= 0 {
		name, rest = said[:i], said[i:]
	} else if m := cellOf.FindStringIndex(said); m != nil && form == FormData {
		name, rest = said[:m[0]], said[m[0]:]
	}
	if name = strings.TrimSpace(name); name == "" {
		return
	}
	if form == FormLink {
		name = unescape(name)
	}
	f.found = append(f.found, Address{form, from, to, name, rest, 1 + bytes.Count(f.src[:from], []byte("\n"))})
}

// link adds a link destination if it is inside the site.
func (f *addressFinder) link(from, to int) {
	if to-from > 1 && f.src[from] == '<' {
		from, to = from+1, to-1
	}
	said := strings.TrimSpace(resolve(f.src[from:to]))
	if a := parseAddress(said); a.kind == inside && !a.named {
		f.add(FormLink, from, to, said)
	}
}

// quoted adds the quoted texts of a range.
func (f *addressFinder) quoted(from, to int) {
	for _, m := range quotedText.FindAllSubmatchIndex(f.src[from:to], -1) {
		a, b := group(m)
		f.add(FormData, from+a, from+b, string(f.src[from+a:from+b]))
	}
}

// front adds the texts of the front matter, except of keys that never name a file.
func (f *addressFinder) front(body int) {
	key := ""
	for _, line := range frontLine.FindAllSubmatchIndex(f.src[:body], -1) {
		if name := string(f.src[line[2]:line[3]]); name != "" {
			key = name
		}
		if slices.Contains(kb.CommonKeys, key) {
			continue
		}
		from := line[3]
		for _, m := range frontText.FindAllSubmatchIndex(f.src[from:line[1]], -1) {
			a, b := group(m)
			f.add(FormFront, from+a, from+b, string(f.src[from+a:from+b]))
		}
	}
}

// includes adds the files that the page includes, also inside code.
func (f *addressFinder) includes(body int) {
	list, at, fence := strings.SplitAfter(string(f.src[body:]), "\n"), body, ""
	for i := 0; i < len(list); {
		d, n, ok := directiveAt(list[i:], fence != "")
		if !ok {
			n, fence = 1, fenceAfter(strings.TrimSuffix(list[i], "\n"), fence)
		}
		text, from := strings.Join(list[i:i+n], ""), 0
		for _, t := range d.targets {
			k := strings.Index(text[from:], t.path)
			if !ok || k < 0 || strings.Contains(t.path, "://") {
				continue
			}
			form := FormInclude
			if d.kind == ofMkDocs {
				form = FormSnippet
			}
			from += k
			f.add(form, at+from, at+from+len(t.path), t.path)
			from += len(t.path)
		}
		at, i = at+len(text), i+n
	}
}

// group is the first group of a match that took part in it.
func group(m []int) (from, to int) {
	for i := 2; i+1 < len(m); i += 2 {
		if m[i] >= 0 {
			return m[i], m[i+1]
		}
	}
	return m[0], m[1]
}

// AddressText writes an address as it stands in the source of a page.
func AddressText(form AddressForm, name, rest string) string {
	if form != FormLink {
		return name + rest
	}
	return linkEscapes.Replace(name) + rest
}

// linkEscapes are the characters that end or change a destination.
var linkEscapes = strings.NewReplacer("%", "%25", " ", "%20", "(", "%28", ")", "%29", "<", "%3C", ">", "%3E", `\`, "%5C", "#", "%23", "?", "%3F", `"`, "%22", "'", "%27", "&", "%26", "*", "%2A")

// AddAlias adds an old address to a page's front matter and changes nothing else. ok is
// false if the front matter has a form in which this cannot be done. src is UTF-8 with
// \n as line ends.
func AddAlias(src []byte, alias string) (out []byte, ok bool) {
	s, p := decode("", src), &kb.Page{}
	fence, start, _ := s.opening()
	body := s.frontMatter(context.Background(), p)
	quoted := Setting{Value: alias}.written()
	if body == 0 {
		return slices.Concat([]byte("---\naliases: ["+quoted+"]\n---\n\n"), src), true
	}
	lines := strings.SplitAfter(string(src), "\n")
	if i := slices.IndexFunc(p.Front.Pos, func(k kb.KeyPos) bool { return k.Key == "aliases" }); i >= 0 {
		at := p.Front.Pos[i].Line - 1
		lines = withAlias(lines, at, quoted, fence)
	} else {
		at := strings.Count(string(src[:start]), "\n")
		lines = slices.Insert(lines, at, "aliases"+separator(fence)+"["+quoted+"]\n")
	}
	out = []byte(strings.Join(lines, ""))
	again, q := decode("", out), &kb.Page{}
	again.frontMatter(context.Background(), q)
	want := append(slices.Clone(p.Front.Aliases), alias)
	slices.Sort(want)
	have := slices.Clone(q.Front.Aliases)
	slices.Sort(have)
	return out, len(again.diags) == len(s.diags) && slices.Equal(have, want) && q.Front.Title == p.Front.Title && q.Front.Kind == p.Front.Kind
}

// withAlias adds an item to the list whose key is in line at. The list may be [a, b], a
// line for each item, or a single text.
func withAlias(lines []string, at int, quoted, fence string) []string {
	key, value, _ := strings.Cut(lines[at], strings.TrimSpace(separator(fence)))
	value = strings.TrimSpace(value)
	switch {
	case strings.HasPrefix(value, "["):
		comma := ", "
		if strings.HasPrefix(strings.TrimSpace(value[1:]), "]") {
			comma = ""
		}
		lines[at] = strings.Replace(lines[at], "[", "["+quoted+comma, 1)
	case value == "" && at+1 < len(lines):
		indent := lines[at+1][:len(lines[at+1])-len(strings.TrimLeft(lines[at+1], " \t"))]
		lines = slices.Insert(lines, at+1, indent+"- "+quoted+"\n")
	default:
		lines[at] = strings.TrimRight(key, " ") + separator(fence) + "[" + quoted + ", " + value + "]\n"
	}
	return lines
}
