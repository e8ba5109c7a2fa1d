package kb

import (
	"slices"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/digest"
	"milepost/generator/squeeze"
)

// PositionKeys are the front-matter keys of other generators for the weight.
var PositionKeys = []string{"nav_order", "sidebar_position"}

// AddressKeys are the front-matter keys of other generators for the address of a page; links may use it.
var AddressKeys = []string{"slug", "url", "permalink"}

// Page is what one Markdown file says by itself. It is a function of the
// file's path, bytes and the parse options (and of the files it includes);
// links are not resolved yet.
type Page struct {
	Path     string // "manuals/crm/_index.md"
	Front    Front
	Title    string    // from front matter, else the first level-1 heading, else the file name
	Headings []Heading // in reading order, without the heading that became the title
	Anchors  []string  // the other ids of the body that a link may name: {#id}, <a id>, footnotes, terms that are defined
	Body     digest.Sealed[Body]
	Said     []Said      // only in a report: what a person wrote, by paragraph
	Places   []Judgement // where a person writes a judgement
	Tasks    []Task      // items with a check box
	Grids    []Grid      // tables with the results of a trial, or with the reasons for the project; package source drops them once kind.Check needs them no more
	Marked   string      // the summary as HTML, "" if it is plain
	Lead     string      // the first paragraph as plain text, at most 200 characters
	Chars    int         // Han characters + words, for the reading time
	HasCode  bool        // needs the highlight style and the copy button
	Rules    []string    // of the style sheet that its formulas need, sorted
	Diagrams bool        // has a diagram that a script draws
	Includes []Include   // the files that it includes, missing ones too
	Diags    diag.List
}

// Include is a file that a page includes: its text becomes part of the page.
type Include struct {
	Path    string // in the content folder
	Said    string // as the page names it
	Missing bool   // there is no such file
	Line    int
	Col     int
}

// Front is the front matter of a page.
type Front struct {
	Title    string
	Kind     string // "" if not given; see generator/kind
	Summary  string // plain text
	Owner    string
	Deputy   string
	Reviewer string
	Reviewed Date
	ReviewIn Span
	Tags     []string
	Weight   int  // order among siblings; smaller first, 0 sorts last
	Draft    bool // left out of the site
	Aliases  []string
	Audience []string
	Lang     string
	Fields   []Field // the other keys, in the order of the file
	Pos      []KeyPos
}

// CommonKeys are the front-matter keys that every page may have, in the order a reader expects.
var CommonKeys = []string{"title", "kind", "summary", "description", "owner", "deputy", "reviewer", "reviewed", "review_in",
	"tags", "weight", "draft", "aliases", "audience", "lang"}

// Field is a front-matter key that belongs to the page's kind. Lists are joined in List; a single value has one entry.
type Field struct {
	Key  string
	List []string
}

// KeyPos is where a front-matter key stands.
type KeyPos struct {
	Key  string
	Line int
	Col  int
}

// Values is what a key of the page's kind holds, without empty texts.
func (f *Front) Values(key string) []string {
	for _, field := range f.Fields {
		if field.Key == key {
			return slices.DeleteFunc(slices.Clone(field.List), func(s string) bool { return strings.TrimSpace(s) == "" })
		}
	}
	return nil
}

// LineOf is the line of a front-matter key, 1 if it is not there.
func (f *Front) LineOf(key string) int {
	for _, k := range f.Pos {
		if k.Key == key {
			return k.Line
		}
	}
	return 1
}

// Heading is one heading of a page.
type Heading struct {
	Level int    // 1-6
	Bare  bool   // nothing stands below it
	ID    string // unique in the page; the anchor
	Text  string // plain text
	Line  int
}

// Said is the plain text of a paragraph, a list item or a cell.
type Said struct {
	Line int
	Text string
}

// Task is an item with a check box.
type Task struct {
	Under string // the heading above it, "" if there is none
	Text  string // plain, without values of tables
	Done  bool
	Line  int
}

// Grid is a table of a page as plain text.
type Grid struct {
	Line int      // of the header
	Head []string // one text a column
	Rows []GridRow
}

// GridRow is one row of a Grid; it may have fewer cells than the header.
type GridRow struct {
	Line  int
	Cells []string
}

// Judgement is a place where a person writes what figures cannot say.
type Judgement struct {
	By    string // who must write, "" if the page does not say
	Line  int
	Empty bool
}

// Body is HTML cut at what only the whole site can fill in. [MakeBody] and [CutBody] make it.
type Body struct {
	Holes []Hole
	// Squeezed is the HTML, and Cuts where in it the holes are, in bytes.
	Squeezed squeeze.Piece
	Cuts     []int32
}

// MakeBody is the body html[0] holes[0] html[1] holes[1] … html[n]:
// len(html) == len(holes)+1. Its key is that of the two.
func MakeBody(html []string, holes []Hole) digest.Sealed[Body] {
	cuts := make([]int32, len(html)-1)
	size := 0
	for i := range cuts {
		size += len(html[i])
		cuts[i] = int32(size)
	}
	return CutBody([]byte(strings.Join(html, "")), cuts, holes)
}

// CutBody is the body of HTML with a hole at each of the offsets cuts. It keeps cuts and holes,
// and of html nothing.
func CutBody(html []byte, cuts []int32, holes []Hole) digest.Sealed[Body] {
	return digest.SealAs(Body{Holes: holes, Squeezed: squeeze.Squeeze(html), Cuts: cuts}, digest.OfParts(html, cuts, holes))
}

// WithSqueezed is a body with its HTML in another piece.
func WithSqueezed(body digest.Sealed[Body], p squeeze.Piece) digest.Sealed[Body] {
	b := body.Get()
	b.Squeezed = p
	return digest.SealAs(b, body.Key())
}

// HTML is the pieces of the HTML: one more than there are holes. They are made at each call,
// and empty if the HTML is in a file that cannot be read: see squeeze.Spill.
func (b *Body) HTML() []string {
	whole := b.Squeezed.Text()
	if whole == "" {
		return make([]string, len(b.Cuts)+1)
	}
	pieces := make([]string, 0, len(b.Cuts)+1)
	from := 0
	for _, at := range b.Cuts {
		pieces, from = append(pieces, whole[from:at]), int(at)
	}
	return append(pieces, whole[from:])
}

// HoleKind says what fills a hole.
type HoleKind uint8

// The holes of a body.
const (
	// HoleLink is filled with an escaped href value. The HTML around it is <a href="…">.
	HoleLink HoleKind = iota
	// HoleLinkText is filled with the escaped title of the target page or heading ([[page]] without a text).
	HoleLinkText
	// HoleImage is filled with attributes: src="…" and, if known, width="…" height="…".
	HoleImage
	// HoleValue is filled with a value in prose: {{ kpi "…" }}, {{ value "…" }}, {{ phase "…" "…" }}.
	HoleValue
	// HoleBlock is filled with a data block: one of BlockKinds.
	HoleBlock
	// HoleWord is filled with an escaped word of the theme's catalog in the site's language; Target is its key:
	// alert.note, alert.tip, alert.important, alert.warning, alert.caution, alert.danger, alert.details, footnotes,
	// judgement.said, judgement.empty.
	HoleWord
	// HoleFormula is filled with a typeset formula (HTML), or with its TeX (Target) where there are no style sheets.
	HoleFormula
	// HoleDiagram is before the listing of a diagram: it is filled with its picture, if there is one, and the start
	// tag that folds the listing. Target is the source.
	HoleDiagram
	// HoleDiagramEnd is after that listing: it is filled with the end tag. Target is the
	// source.
	HoleDiagramEnd
)

// Hole is a gap in a body that the site fills.
type Hole struct {
	Kind   HoleKind
	Target string   // link, image: the destination as written, percent-decoded, without #fragment; wiki links: the name; formula: the TeX; diagram: its source
	HTML   string   // formula: what shows it
	Frag   string   // link: fragment without #, percent-decoded
	Wiki   bool     // link: Target is a page name or title rather than a path
	Sized  bool     // image: the author gave the width or height; fill in src only
	Inside bool     // diagram: it is in a file that the page includes
	Args   []string // value: the call's name, then its arguments
	Block  Block    // block: which, and its settings
	Line   int      // of the link, value, or the block's fence in the file
	Col    int
}

// Block is a fenced data block: ```chart and its TOML settings.
type Block struct {
	Kind  string // one of BlockKinds
	Attrs []Attr // in the order of the file
}

// Attr is one setting of a block. A single value has one entry in List.
type Attr struct {
	Key  string
	List []string
	Line int
	Col  int
}

// Get is the single value of a setting, "" if absent.
func (b Block) Get(key string) string {
	for _, a := range b.Attrs {
		if a.Key == key && len(a.List) > 0 {
			return a.List[0]
		}
	}
	return ""
}

// All is the values of a setting, nil if absent.
func (b Block) All(key string) []string {
	for _, a := range b.Attrs {
		if a.Key == key {
			return a.List
		}
	}
	return nil
}
