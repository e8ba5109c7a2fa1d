package markdown

import (
	"bytes"
	"net/url"
	"path"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"milepost/generator/kb"
)

// address is a link destination, taken apart.
type address struct {
	kind   addressKind
	url    string // external: ready for an attribute after escaping
	target string // inside the site: the path, percent-decoded; "" for a fragment of the same page
	frag   string
	named  bool // the target is the name of a page, as in a wiki link
}

type addressKind uint8

const (
	inside   addressKind = iota // a path or fragment of the site
	external                    // another host, a mailbox or a telephone
	picture                     // an image in the address itself: data:image/png;…
	refused                     // a scheme that a page may not use, such as javascript:
	unfilled                    // it contains a shortcode of another generator
	empty
)

var (
	scheme  = regexp.MustCompile(`^([a-zA-Z][a-zA-Z0-9+.-]+):`)
	blank   = regexp.MustCompile(`\{\{[<%]?\s*([\w./-]+)[^}]*\}\}|\{%-?\s*([\w.-]+)[^}]*%\}`)
	control = regexp.MustCompile(`[\x00-\x20\x7f]+`)
	dataURL = regexp.MustCompile(`^(?i:data:image/(png|gif|jpeg|webp);base64,)[A-Za-z0-9+/=]*$`)
)

// parseAddress reads a destination with its references and escapes resolved.
func parseAddress(dest string) address {
	dest = strings.TrimSpace(dest)
	if dest == "" {
		return address{kind: empty}
	}
	if strings.ContainsRune(dest, '{') {
		if target, frag, ok := referenceIn(dest); ok {
			return address{kind: inside, target: target, frag: frag, named: true}
		}
		if m := blank.FindStringSubmatch(dest); m != nil {
			return address{kind: unfilled, url: m[1] + m[2]}
		}
	}
	if name := schemeOf(dest); name != "" {
		switch strings.ToLower(name) {
		case "http", "https", "mailto", "tel", "ftp":
			return address{kind: external, url: string(util.URLEscape([]byte(dest), false))}
		case "data":
			if dataURL.MatchString(dest) {
				return address{kind: picture, url: dest}
			}
		}
		return address{kind: refused, url: name}
	}
	if strings.HasPrefix(dest, "//") {
		return address{kind: external, url: string(util.URLEscape([]byte(dest), false))}
	}
	target, frag, _ := strings.Cut(dest, "#")
	target, _, _ = strings.Cut(target, "?")
	return address{kind: inside, target: unescape(target), frag: unescape(frag)}
}

// schemeOf is the scheme of a destination, "" if it has none. Browsers skip
// control characters inside a scheme, so we look without them.
func schemeOf(dest string) string {
	if !strings.Contains(dest, ":") {
		return "" // as nearly all links of a site
	}
	if m := scheme.FindStringSubmatch(control.ReplaceAllString(dest, "")); m != nil {
		return m[1]
	}
	return ""
}

// unescape decodes %XX; text with a stray % is taken as it is.
func unescape(s string) string {
	if d, err := url.PathUnescape(s); err == nil && utf8.ValidString(d) && !strings.ContainsRune(d, 0) {
		return d
	}
	return s
}

// resolve undoes the escapes and references of Markdown in a destination.
func resolve(dest []byte) string {
	if !bytes.ContainsAny(dest, "\\&") {
		return string(dest)
	}
	return string(util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(dest))))
}

func (r *renderer) link(n *ast.Link) {
	a := parseAddress(resolve(n.Destination))
	open := r.openLink(a, n.Pos(), func() {
		if n.Title != nil {
			r.str(` title="`)
			r.esc(resolve(n.Title))
			r.str(`"`)
		}
	}, n)
	r.inLink++
	if n.HasChildren() {
		r.inlines(n)
	} else if open && a.kind == inside {
		r.hole(kb.Hole{Kind: kb.HoleLinkText, Target: a.target, Frag: a.frag, Wiki: a.named}, n.Pos())
	} else {
		r.esc(a.url)
	}
	r.inLink--
	if open {
		r.str("</a>")
	}
}

// openLink writes <a …> for the address; if the address cannot be used, it writes nothing
// and returns false.
func (r *renderer) openLink(a address, at int, more func(), n ast.Node) bool {
	switch a.kind {
	case empty:
		r.complain("MD03.empty", at)
		return false
	case refused, picture:
		r.complain("MD03.scheme", at, a.url)
		return false
	case unfilled:
		r.grouped("MD11.shortcode", at, a.url)
		return false
	case external:
		r.str(`<a href="`)
		r.esc(a.url)
		r.str(`"`)
		r.class(n, "external")
		r.str(` rel="noopener"`)
	case inside:
		r.str(`<a href="`)
		r.hole(kb.Hole{Kind: kb.HoleLink, Target: a.target, Frag: a.frag, Wiki: a.named}, at)
		r.str(`"`)
		r.class(n, "")
	}
	if id, ok := attribute(n, "id"); ok && r.takeID(id, at) {
		r.str(` id="`)
		r.esc(id)
		r.str(`"`)
	}
	more()
	r.str(">")
	return true
}

// takeID reserves an id that an author gave to something else than a heading.
func (r *renderer) takeID(id string, at int) bool {
	if id == r.current { // <a name> of old tools, in the heading that has this id anyway
		return false
	}
	if !r.ids.take(id) {
		r.complain("MD02.id", at, id)
		return false
	}
	r.page.Anchors = append(r.page.Anchors, id)
	return true
}

func (r *renderer) wikiLink(w *wikiLink) {
	h := kb.Hole{Kind: kb.HoleLink, Target: w.target, Frag: w.frag, Wiki: true}
	r.str(`<a href="`)
	r.hole(h, w.Pos())
	r.str(`"`)
	r.class(w, "")
	r.str(">")
	if w.label != "" {
		r.esc(w.label)
		r.gatherString(w.label)
	} else {
		h.Kind = kb.HoleLinkText
		r.hole(h, w.Pos())
		name := w.target
		if name == "" {
			name = w.frag
		}
		r.gatherString(name)
	}
	r.str("</a>")
}

func (r *renderer) autoLink(n *ast.AutoLink) {
	label := n.Label(r.src)
	dest := string(n.URL(r.src))
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(dest), "mailto:") {
		dest = "mailto:" + dest
	}
	if at := n.Pos(); at >= 0 && n.AutoLinkType == ast.AutoLinkURL {
		for _, from := range []int{at, at + 1} { // a blank or bracket may come before the address
			if from < len(r.src) && bytes.HasPrefix(r.src[from:], label) && (from == 0 || r.src[from-1] != '<') {
				r.cut(label, from+len(label))
			}
		}
	}
	a := parseAddress(dest)
	if a.kind != external { // <javascript:…> and other schemes stay as text
		r.code(label)
		return
	}
	r.externalLink(a.url, label)
}

func (r *renderer) externalLink(url string, label []byte) {
	r.str(`<a href="`)
	r.esc(url)
	r.str(`" class="external" rel="noopener">`)
	r.code(label)
	r.str("</a>")
}

// bareURL is an address in running text. GFM finds those after a space; Chinese text has no
// space before it, and a Chinese character ends it.
var bareURL = regexp.MustCompile(`https?://[-a-zA-Z0-9@:%._+~#=\[\]]+(?:[/?#][-a-zA-Z0-9@:%_+.~#$!?&/=();,'\[\]]*)?`)

func (r *renderer) bareLinks(value []byte, start int) {
	from := 0
	for _, m := range bareURL.FindAllIndex(value, -1) {
		if before, _ := utf8.DecodeLastRune(value[:m[0]]); m[0] == 0 || before < 0x2E80 && !quote(before) {
			continue // GFM decided about those
		}
		end := m[1] - len(value[m[0]:m[1]]) + len(bytes.TrimRight(value[m[0]:m[1]], "?!.,:;*_~'"))
		surplus := bytes.Count(value[m[0]:end], []byte(")")) - bytes.Count(value[m[0]:end], []byte("("))
		for ; surplus > 0 && value[end-1] == ')'; surplus-- {
			end--
		}
		u, err := url.Parse(string(value[m[0]:end]))
		if err != nil || u.Host == "" {
			continue
		}
		r.cut(value[m[0]:end], start+end)
		r.prose(value[from:m[0]])
		r.externalLink(parseAddress(string(value[m[0]:end])).url, value[m[0]:end])
		from = end
	}
	r.prose(value[from:])
}

// media is how a file is shown, by its extension.
func media(target string) string {
	switch strings.ToLower(path.Ext(target)) {
	case ".mp4", ".webm", ".ogv", ".mov", ".m4v":
		return "video"
	case ".mp3", ".wav", ".ogg", ".oga", ".m4a", ".flac", ".aac":
		return "audio"
	}
	return "img"
}

func (r *renderer) image(n *ast.Image) {
	from := r.out.Len()
	cuts, holes := len(r.cuts), len(r.holes)
	alt := r.capture(1000, func() { r.inlines(n) })
	r.out.Truncate(from)
	r.cuts, r.holes = r.cuts[:cuts], r.holes[:holes]

	a := parseAddress(resolve(n.Destination))
	if alt == "" && a.kind == inside && media(a.target) == "img" {
		r.complain("MD03.alt", n.Pos(), resolve(n.Destination))
	}
	width, _ := attribute(n, "width")
	height, _ := attribute(n, "height")
	i := picturing{alt: alt, width: size(width), height: size(height), at: n.Pos()}
	if n.Title != nil {
		i.title = resolve(n.Title)
	}
	if theirs, ok := attribute(n, "class"); ok {
		i.class = classNames(theirs)
	}
	r.picture(a, i)
}

// picturing is what the author wrote of an image besides its address.
type picturing struct {
	alt, title, class, width, height, align string
	at                                      int
	wiki                                    bool // its address is a file name, without the folder
}

var sizeForm = regexp.MustCompile(`^\d{1,4}(?:px|%)?$`)

// size is a width or height for an attribute, "" if it is not one.
func size(s string) string {
	s = strings.TrimSpace(s)
	if !sizeForm.MatchString(s) {
		return ""
	}
	return strings.TrimSuffix(s, "px")
}

// picture writes an image, video or sound. A picture on another host becomes a
// link: pages make no request to any other host.
func (r *renderer) picture(a address, i picturing) {
	switch a.kind {
	case empty:
		r.complain("MD03.empty", i.at)
		r.esc(i.alt)
		return
	case refused:
		r.complain("MD03.scheme", i.at, a.url)
		r.esc(i.alt)
		return
	case unfilled:
		r.grouped("MD11.shortcode", i.at, a.url)
		r.esc(i.alt)
		return
	case external:
		r.once("MD03.image", i.at, a.url)
		label := i.alt
		if label == "" {
			label = a.url
		}
		if r.inLink > 0 {
			r.esc(label)
			return
		}
		r.str(`<a href="`)
		r.esc(a.url)
		r.str(`" class="external image" rel="noopener">`)
		r.esc(label)
		r.str("</a>")
		return
	}
	tag := media(a.target)
	r.str("<" + tag + " ")
	if a.kind == picture {
		r.str(`src="`)
		r.esc(a.url)
		r.str(`"`)
	} else {
		r.hole(kb.Hole{Kind: kb.HoleImage, Target: a.target, Wiki: i.wiki, Sized: i.width != "" || i.height != ""}, i.at)
	}
	for _, attr := range [][2]string{{"width", i.width}, {"height", i.height}, {"class", i.class}, {"align", i.align}, {"title", i.title}} {
		if attr[1] != "" {
			r.str(" " + attr[0] + `="`)
			r.esc(attr[1])
			r.str(`"`)
		}
	}
	if tag != "img" {
		r.str(` controls preload="metadata">`)
		r.esc(i.alt)
		r.str("</" + tag + ">")
		return
	}
	r.str(` alt="`)
	r.esc(i.alt)
	r.str(`" loading="lazy" decoding="async">`)
}
