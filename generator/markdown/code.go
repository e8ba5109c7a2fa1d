package markdown

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"

	"milepost/generator/fields"
	"milepost/generator/kb"
)

// fence writes a fenced block: a data block if its info string is the name of one and
// its body looks like settings, else code.
func (r *renderer) fence(n *ast.FencedCodeBlock) {
	r.openFence(n)
	info := r.info(n)
	if info == "math" {
		r.formulaBlock(r.pieces(n), n.Pos())
		return
	}
	for _, kind := range kb.BlockKinds {
		if info == kind && r.dataBlock(kind, n) {
			return
		}
	}
	lang, title := parseInfo(info)
	if lang == "mermaid" {
		r.diagram(n)
		return
	}
	r.codeBlock(r.lines(n), lang, title)
}

var (
	infoLang  = regexp.MustCompile(`^[^\s{,:]+`)
	infoTitle = regexp.MustCompile(`(?:title|filename)\s*=\s*(?:"([^"]*)"|'([^']*)')`)
)

// parseInfo reads the language and the title of ```go title="main.go".
func parseInfo(info string) (lang, title string) {
	info = resolve([]byte(info))
	lang = strings.ToLower(infoLang.FindString(info))
	if m := infoTitle.FindStringSubmatch(info); m != nil {
		title = m[1] + m[2]
	}
	return strings.TrimLeft(lang, "."), title
}

func (r *renderer) lines(n ast.Node) []byte {
	l := n.Lines()
	if l.Len() == 1 {
		seg := l.At(0)
		return seg.Value(r.src)
	}
	size := 0
	for i := range l.Len() {
		seg := l.At(i)
		size += seg.Len()
	}
	b := make([]byte, 0, size)
	for i := range l.Len() {
		seg := l.At(i)
		b = append(b, seg.Value(r.src)...)
	}
	return b
}

// pieces is the text of a block with its positions.
func (r *renderer) pieces(n ast.Node) (p pieces) {
	for i := range n.Lines().Len() {
		seg := n.Lines().At(i)
		p.add(r.src, seg.Start, seg.Stop)
	}
	return p
}

func (r *renderer) codeBlock(code []byte, lang, title string) {
	r.page.HasCode = true
	r.str(`<div class="code"`)
	for _, a := range [][2]string{{"data-lang", lang}, {"data-title", title}} {
		if a[1] != "" {
			r.str(" " + a[0] + `="`)
			r.esc(a[1])
			r.str(`"`)
		}
	}
	r.str(`><pre tabindex="0"><code`)
	if lang != "" {
		r.str(` class="language-`)
		r.esc(lang)
		r.str(`"`)
	}
	r.str(">")
	chars := r.page.Chars
	if r.opt.NoHighlight || !r.highlight(code, lang) {
		r.code(code)
	}
	r.page.Chars = chars // code is not read like prose
	r.str("</code></pre></div>\n")
	r.gap(" ")
}

var bareFile = regexp.MustCompile(`^(?i)[^=\n]+\.(?:xlsx|xlsm|xltx|csv|tsv|xls|xlsb|ods|et)(?:#[^=\n]*)?$`)

// settingLine is a line that sets something: key = …
var settingLine = regexp.MustCompile(`(?m)^[ \t]*(?:[\pL\pN_.-]+|"[^"\n]+"|'[^'\n]+')[ \t]*=`)

// dataBlock leaves a hole for a data block; false if the body is clearly something else,
// such as a table drawn with characters.
func (r *renderer) dataBlock(kind string, n *ast.FencedCodeBlock) bool {
	body := r.lines(n)
	b := kb.Block{Kind: kind}
	first, col := 0, 1
	if n.Lines().Len() > 0 {
		first, col = r.source.within(r.base + n.Lines().At(0).Start)
	}
	switch bare := strings.TrimSpace(string(body)); {
	case bare == "":
	case bareFile.MatchString(strings.Trim(bare, `"'`)):
		lead := bytes.IndexByte(body, bare[0])
		line, col := r.place(n, lead)
		b.Attrs = []kb.Attr{{Key: "data", List: []string{strings.Trim(bare, `"'`)}, Line: line, Col: col}}
	case !settingLine.Match(body):
		return false
	default:
		root, problems := fields.TOML(r.used.ctx, body)
		for _, p := range problems {
			r.source.complainAt("MD07."+variant(p), first+p.Line-1, col+p.Col-1, kind, p.Arg)
		}
		b.Attrs = flatten(nil, root, "", first-1, col-1)
		for i, a := range b.Attrs {
			b.Attrs[i].Line, b.Attrs[i].Col = r.source.own(a.Line, a.Col)
		}
	}
	r.hole(kb.Hole{Kind: kb.HoleBlock, Block: b}, n.Pos())
	r.str("\n")
	return true
}

// place is the position of an offset in a block's joined lines.
func (r *renderer) place(n ast.Node, i int) (line, col int) {
	for k := range n.Lines().Len() {
		seg := n.Lines().At(k)
		if i < seg.Len() {
			return r.source.place(r.base + seg.Start + i)
		}
		i -= seg.Len()
	}
	return r.source.place(r.base + max(n.Pos(), 0))
}

// flatten lists the settings of a block; those in a table are named table.key.
func flatten(list []kb.Attr, v fields.Value, prefix string, line, col int) []kb.Attr {
	for _, m := range v.Items {
		if m.Kind == fields.Table {
			list = flatten(list, m, prefix+m.Key+".", line, col)
			continue
		}
		list = append(list, kb.Attr{Key: prefix + m.Key, List: m.Strings(), Line: line + m.Line, Col: col + m.Col})
	}
	return list
}
