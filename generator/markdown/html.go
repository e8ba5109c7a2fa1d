package markdown

import (
	"bytes"
	"html"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark/ast"

	"milepost/generator/kb"
	"milepost/generator/tag"
)

// Raw HTML is checked tag by tag against an allow-list, because Markdown may split it
// over several nodes (<details>, a blank line, text, </details>). End tags without a start
// are dropped, and tags left open are closed at the end of their Markdown block, so no
// page can break the layout around it. Links and images in it become holes as in Markdown.

// allowedTags are the elements that a page may have.
var allowedTags = strings.Fields("a abbr acronym address article aside audio b bdi bdo big blockquote br caption center cite code col colgroup dd del details " +
	"dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li mark ol p picture pre q rp rt ruby s samp " +
	"section small source span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var video wbr")

// policy is the allow-list, built once. It does not check addresses: href and src go
// through parseAddress, as in Markdown.
var policy = sync.OnceValue(func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements(allowedTags...)
	p.AllowNoAttrs().OnElements(allowedTags...)
	p.AllowAttrs("title", "lang").Globally()
	p.AllowAttrs("dir").Matching(regexp.MustCompile(`^(?i:ltr|rtl|auto)$`)).Globally()
	p.AllowAttrs("class", "id").Matching(regexp.MustCompile(`^[\p{L}\p{N}\p{M}:._\- ]+$`)).Globally()
	p.AllowAttrs("align").Matching(regexp.MustCompile(`^(?i:left|right|center|justify|middle|top|bottom)$`)).Globally()
	p.AllowAttrs("width", "height").Matching(sizeForm).OnElements("img", "video", "table", "td", "th", "col")
	p.AllowAttrs("colspan", "rowspan").Matching(bluemonday.Integer).OnElements("td", "th")
	p.AllowAttrs("valign").Matching(regexp.MustCompile(`^(?i:top|middle|bottom|baseline)$`)).OnElements("td", "th", "tr")
	p.AllowAttrs("scope").Matching(regexp.MustCompile(`^(?i:row|col|rowgroup|colgroup)$`)).OnElements("th", "td")
	p.AllowAttrs("span").Matching(bluemonday.Integer).OnElements("col", "colgroup")
	p.AllowAttrs("start", "value").Matching(bluemonday.Integer).OnElements("ol", "li")
	p.AllowAttrs("type").Matching(regexp.MustCompile(`^[1aAiI]$`)).OnElements("ol", "li")
	p.AllowAttrs("reversed").OnElements("ol")
	p.AllowAttrs("open").OnElements("details")
	p.AllowAttrs("name").Matching(regexp.MustCompile(`^[\p{L}\p{N}\p{M}:._\-]+$`)).OnElements("a")
	p.AllowAttrs("alt").OnElements("img")
	p.AllowAttrs("controls", "loop", "muted").OnElements("video", "audio")
	p.AllowAttrs("datetime").OnElements("time", "del", "ins")
	return p
})

// verbatimTags are removed with their content, which is not text for readers.
var verbatimTags = []string{"script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes", "plaintext", "svg", "math", "template", "object"}

// refusedTags are elements of HTML that a page may not have; their content stays.
var refusedTags = strings.Fields("applet area base basefont body button canvas command data datalist dialog embed fieldset form frame frameset " +
	"head hgroup html input isindex keygen label legend link main map marquee menu menuitem meta meter nav nobr noscript optgroup option " +
	"output param portal progress search select slot track")

// htmlElements is every element of HTML; any other <word> is text that only looks like a tag.
var htmlElements = sync.OnceValue(func() map[string]bool {
	known := map[string]bool{}
	for _, list := range [][]string{allowedTags, verbatimTags, refusedTags} {
		for _, name := range list {
			known[name] = true
		}
	}
	return known
})

var voidTags = []string{"br", "hr", "img", "wbr", "col", "source", "input"}

// impliedEnd lists, for a start tag, the open tags that it closes: <li> closes <li>.
var impliedEnd = map[string][]string{
	"li": {"li"}, "dt": {"dt", "dd"}, "dd": {"dt", "dd"}, "tr": {"tr", "td", "th"}, "td": {"td", "th"}, "th": {"td", "th"},
	"p": {"p"}, "tbody": {"thead", "tbody", "tr", "td", "th"}, "tfoot": {"thead", "tbody", "tr", "td", "th"},
}

// quietAttrs are dropped without a diagnostic: they only change how a page looks.
var quietAttrs = []string{"target", "rel", "style", "border", "bgcolor", "color", "cellspacing", "cellpadding", "frameborder", "face", "size",
	"loading", "decoding", "nowrap", "hspace", "vspace", "poster", "preload", "playsinline", "width", "height", "data-", "aria-", "role", "tabindex", "srcset", "sizes", "type", "media", "markdown"}

func (r *renderer) htmlBlock(n *ast.HTMLBlock) {
	if n == r.titleHTML {
		return
	}
	var raw []byte
	var at []int // offset in the body of each line, by offset in raw
	add := func(start, stop int) {
		at = append(at, len(raw), start)
		raw = append(raw, r.src[start:stop]...)
	}
	for i := range n.Lines().Len() {
		seg := n.Lines().At(i)
		add(seg.Start, seg.Stop)
	}
	if n.HasClosure() {
		add(n.ClosureLine.Start, n.ClosureLine.Stop)
	}
	r.html(raw, at)
	if !bytes.HasSuffix(r.out.Bytes(), []byte("\n")) {
		r.str("\n")
	}
	r.gap(" ")
}

func (r *renderer) rawHTML(n *ast.RawHTML) {
	var raw []byte
	var at []int
	for i := range n.Segments.Len() {
		seg := n.Segments.At(i)
		at = append(at, len(raw), seg.Start)
		raw = append(raw, seg.Value(r.src)...)
	}
	r.html(raw, at)
}

// where turns an offset in joined lines into an offset in the body.
func where(at []int, i int) int {
	pos := 0
	for k := 0; k+1 < len(at) && at[k] <= i; k += 2 {
		pos = at[k+1] + i - at[k]
	}
	return pos
}

// html writes a piece of raw HTML, sanitised.
func (r *renderer) html(raw []byte, at []int) {
	var endless []string // verbatim elements without an end tag in the rest
	for i := 0; i < len(raw) && !r.used.ended(); {
		open := bytes.IndexByte(raw[i:], '<')
		if open < 0 {
			open = len(raw) - i
		}
		r.htmlCalls(raw[i:i+open], i, at)
		if i += open; i == len(raw) {
			return
		}
		n := tag.Length(raw[i:])
		if n == 0 { // a < that opens nothing
			r.htmlText(raw[i : i+1])
			i++
			continue
		}
		one := raw[i : i+n]
		name, closing := tag.Name(one)
		switch {
		case name == "": // comment, declaration, processing instruction
			r.openComment(one, where(at, i))
		case !htmlElements()[name]: // <your-name>: meant as text
			if !r.component(one, where(at, i)) {
				r.once("MD05.text", where(at, i), string(one))
			}
			r.htmlText(one)
		case closing:
			r.endTag(name)
		case slices.Contains(verbatimTags, name):
			r.grouped("MD05.tag", where(at, i), "<"+name+">")
			if !slices.Contains(endless, name) {
				skip := verbatimEnd(raw[i+n:], name)
				if n += skip; skip == 0 {
					endless = append(endless, name)
				}
			}
		default:
			r.startTag(string(one), name, where(at, i))
		}
		i += n
	}
}

// htmlCalls writes text between tags, with the values in it.
func (r *renderer) htmlCalls(b []byte, i int, at []int) {
	for {
		n := bytes.Index(b, []byte("{{"))
		if n < 0 {
			r.htmlText(b)
			return
		}
		line, _, _ := bytes.Cut(b[n:min(n+1000, len(b))], []byte("\n"))
		c := &call{}
		end := c.read(string(line))
		if end == 0 {
			end = 2
			r.htmlText(b[:n+end])
		} else {
			r.htmlText(b[:n])
			c.text = line[:end]
			c.SetPos(where(at, i+n))
			r.call(c)
		}
		b, i = b[n+end:], i+n+end
	}
}

func (r *renderer) htmlText(b []byte) {
	if len(b) == 0 {
		return
	}
	s := html.UnescapeString(string(b))
	r.esc(s)
	r.gatherString(s)
}

// verbatimEnd is the length up to and with the end tag, 0 if there is none.
func verbatimEnd(b []byte, name string) int {
	lower := bytes.ToLower(b)
	n := bytes.Index(lower, []byte("</"+name))
	if n < 0 {
		if name == "script" || name == "style" || name == "plaintext" {
			return len(b)
		}
		return 0
	}
	return n + tag.Length(b[n:])
}

// maxTags bounds how deep raw HTML may nest; browsers stop at 512.
const maxTags = 200

// startTag checks a tag against the allow-list and writes what is allowed.
func (r *renderer) startTag(written, name string, at int) {
	if !strings.HasSuffix(written, ">") {
		r.htmlText([]byte(written)) // never ends: it is text
		return
	}
	if len(r.tags) > maxTags {
		r.once("MD05.deep", at, strconv.Itoa(maxTags))
		return
	}
	if name == "br" || name == "hr" {
		r.str("<" + name + ">")
		r.gap(" ")
		return
	}
	written = constants(written)
	clean := policy().Sanitize(written)
	if !strings.HasPrefix(clean, "<"+name) {
		r.grouped("MD05.tag", at, "<"+name+">")
		return
	}
	attrs, all := attributes(clean), attributes(written)
	dest := addressAttr[name]
	if v := value(all, dest); dest != "" && v != "" {
		attrs = append(attrs, attr{dest, v})
	}
	r.dropped(name, all, attrs, at)
	for n := len(r.tags); n > r.scope && slices.Contains(impliedEnd[name], r.tags[n-1]); n-- {
		r.closeTags(n - 1)
	}
	switch name {
	case "img":
		r.htmlImage(attrs, at)
		return
	case "a":
		r.htmlLink(attrs, at)
	case "video", "audio", "source":
		r.htmlMedia(name, attrs, at)
	default:
		r.str("<" + name)
		r.htmlAttrs(attrs, at)
		r.str(">")
	}
	if !slices.Contains(voidTags, name) {
		r.tags = append(r.tags, name)
		if name == "a" {
			r.inLink++
		}
	}
}

// addressAttr is the attribute of an element that holds an address.
var addressAttr = map[string]string{"a": "href", "img": "src", "video": "src", "audio": "src", "source": "src"}

// endTag closes the innermost open tag of that name in this block, and all tags inside it.
func (r *renderer) endTag(name string) {
	for i := len(r.tags) - 1; i >= r.scope; i-- {
		if r.tags[i] == name {
			r.closeTags(i)
			return
		}
	}
}

// closeTags closes the raw tags opened since the stack had n of them.
func (r *renderer) closeTags(n int) {
	for i := len(r.tags) - 1; i >= n; i-- {
		r.str("</" + r.tags[i] + ">")
		if r.tags[i] == "a" {
			r.inLink--
		}
	}
	r.tags = r.tags[:min(n, len(r.tags))]
}

// constant is an attribute of MDX whose expression is a number or a text: rowSpan={2}.
var constant = regexp.MustCompile(`=\{\s*(?:(\d+)|"([^"{}]*)"|'([^'"{}]*)')\s*\}`)

// constants writes such attributes as HTML does: rowSpan={2} is rowSpan="2".
func constants(written string) string {
	if !strings.Contains(written, "={") {
		return written
	}
	return constant.ReplaceAllString(written, `="$1$2$3"`)
}

// attr is one attribute of a tag, its value with references resolved.
type attr struct{ name, value string }

// attributes takes a start tag apart.
func attributes(written string) (list []attr) {
	b := []byte(written)
	from, _ := tag.NameEnd(b)
	for a, ok := tag.Next(b, from); ok; a, ok = tag.Next(b, a.To) {
		list = append(list, attr{strings.ToLower(written[a.From:a.NameEnd]), a.Text(b)})
	}
	return list
}

func value(attrs []attr, name string) string {
	for _, a := range attrs {
		if a.name == name {
			return a.value
		}
	}
	return ""
}

// dropped reports the attributes that are not allowed, except quietAttrs.
func (r *renderer) dropped(name string, written, kept []attr, at int) {
	for _, a := range written {
		if slices.ContainsFunc(kept, func(k attr) bool { return k.name == a.name }) {
			continue
		}
		quiet := slices.ContainsFunc(quietAttrs, func(q string) bool { return q == a.name || strings.HasSuffix(q, "-") && strings.HasPrefix(a.name, q) })
		if !quiet && (a.value != "" || strings.HasPrefix(a.name, "on")) {
			r.grouped("MD05.attr", at, "<"+name+" "+a.name+">")
		}
	}
}

// htmlAttrs writes the attributes other than addresses.
func (r *renderer) htmlAttrs(attrs []attr, at int) {
	for _, a := range attrs {
		switch a.name {
		case "href", "src", "rel", "name":
			continue
		case "class":
			if a.value = classNames(a.value); a.value == "" {
				continue
			}
		case "id":
			if !r.takeID(a.value, at) {
				continue
			}
		}
		r.str(" " + a.name + `="`)
		r.esc(a.value)
		r.str(`"`)
	}
}

func (r *renderer) htmlLink(attrs []attr, at int) {
	if name := value(attrs, "name"); name != "" && value(attrs, "id") == "" { // the old way to set an anchor
		attrs = append(attrs, attr{"id", name})
	}
	dest := value(attrs, "href")
	a := parseAddress(dest)
	class := classNames(value(attrs, "class"))
	attrs = slices.DeleteFunc(attrs, func(a attr) bool { return a.name == "class" })
	r.str("<a")
	switch {
	case a.kind == external:
		r.str(` href="`)
		r.esc(a.url)
		r.str(`" rel="noopener"`)
		class = strings.TrimSpace("external " + class)
	case a.kind == inside:
		r.str(` href="`)
		r.hole(kb.Hole{Kind: kb.HoleLink, Target: a.target, Frag: a.frag, Wiki: a.named}, at)
		r.str(`"`)
	case a.kind == unfilled:
		r.grouped("MD11.shortcode", at, a.url)
	case a.kind != empty:
		r.complain("MD03.scheme", at, a.url)
	}
	if class != "" {
		r.str(` class="`)
		r.esc(class)
		r.str(`"`)
	}
	r.htmlAttrs(attrs, at)
	r.str(">")
}

func (r *renderer) htmlImage(attrs []attr, at int) {
	src := value(attrs, "src")
	if src == "" {
		r.complain("MD03.empty", at)
		return
	}
	if !slices.ContainsFunc(attrs, func(a attr) bool { return a.name == "alt" }) {
		r.complain("MD03.alt", at, src)
	}
	r.picture(parseAddress(src), picturing{alt: value(attrs, "alt"), title: value(attrs, "title"), class: classNames(value(attrs, "class")),
		width: size(value(attrs, "width")), height: size(value(attrs, "height")), align: value(attrs, "align"), at: at})
}

// htmlMedia writes <video>, <audio> or <source>; one on another host is left without its address.
func (r *renderer) htmlMedia(name string, attrs []attr, at int) {
	r.str("<" + name)
	if src := value(attrs, "src"); src != "" {
		if a := parseAddress(src); a.kind == inside {
			r.str(" ")
			r.hole(kb.Hole{Kind: kb.HoleImage, Target: a.target, Sized: true}, at)
		} else if a.kind == external {
			r.once("MD03.image", at, src)
		} else {
			r.complain("MD03.scheme", at, a.url)
		}
	}
	r.htmlAttrs(attrs, at)
	r.str(">")
}
