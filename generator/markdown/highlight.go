package markdown

import (
	"bytes"
	"strings"
	"sync"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"

	"milepost/generator/kb"
)

// Our own scanner (paint.go) colours code in common languages, chroma in all others.
// Chroma takes five times as long as all other work on a page. It also stops a pattern
// after 250 ms of wall time, so on a busy machine colours can differ.

// Limits for colouring code: the patterns of some languages are slow on long lines.
const (
	maxCode     = 64 << 10
	maxCodeLine = 2000
)

// highlight writes coloured code; false if it wrote nothing.
func (r *renderer) highlight(code []byte, lang string) bool {
	if lang == "" || len(code) > maxCode {
		return false
	}
	if l := languages()[lang]; l != nil {
		p := painter{r: r, src: code}
		l.scan(&p, l)
		p.span("", len(code))
		return true
	}
	return chromaNames()[lang] && !longLine(code) && r.chroma(code, lang)
}

// chromaNames are the names that have a lexer; asking the library for another is slow.
var chromaNames = sync.OnceValue(func() map[string]bool {
	known := map[string]bool{}
	for _, name := range lexers.Names(true) {
		known[strings.ToLower(name)] = true
	}
	for _, plain := range []string{"text", "plain", "plaintext", "txt", "mermaid", "no-highlight"} {
		delete(known, plain)
	}
	lexers.Register(blockLexer())
	return known
})

// blockLexer leaves our own blocks uncoloured in Markdown code. Without it, chroma looks
// for their unknown language among the file names of all languages: 3 ms for each fence,
// a tenth of a build of our guide.
func blockLexer() chroma.Lexer {
	plain := func() chroma.Rules { return chroma.Rules{"root": {{Pattern: `.+|\n`, Type: chroma.Text}}} }
	return chroma.MustNewLexer(&chroma.Config{Name: "Milepost block", Aliases: kb.BlockKinds}, plain)
}

func (r *renderer) chroma(code []byte, lang string) (ok bool) {
	start := r.out.Len()
	inWord := r.inWord
	defer func() {
		if recover() != nil { // a fault in one of three hundred foreign lexers
			ok = false
		}
		if !ok {
			r.out.Truncate(start)
			r.inWord = inWord
		}
	}()
	it, err := lexers.Get(lang).Tokenise(&chroma.TokeniseOptions{State: "root"}, string(code))
	if err != nil {
		return false
	}
	p := painter{r: r, src: code}
	for t := it(); t != chroma.EOF; t = it() {
		end := min(p.at+len(t.Value), len(code)) // a lexer may add a line end
		if string(code[p.at:end]) != t.Value[:end-p.at] {
			return false
		}
		p.span(codeClass(t.Type), end)
	}
	return p.at == len(code)
}

func longLine(code []byte) bool {
	for line := range bytes.Lines(code) {
		if len(line) > maxCodeLine {
			return true
		}
	}
	return false
}

// codeClass is the CSS class of a token, from a short list: see css/code.css.
func codeClass(t chroma.TokenType) string {
	switch {
	case t.InCategory(chroma.Comment):
		if t.InSubCategory(chroma.CommentPreproc) {
			return "cp"
		}
		return "c"
	case t.InSubCategory(chroma.LiteralString):
		return "s"
	case t.InCategory(chroma.Literal):
		return "m"
	case t == chroma.KeywordType:
		return "kt"
	case t == chroma.KeywordConstant:
		return "kc"
	case t.InCategory(chroma.Keyword), t == chroma.OperatorWord:
		return "k"
	case t == chroma.NameFunction, t == chroma.NameFunctionMagic:
		return "nf"
	case t == chroma.NameClass, t == chroma.NameNamespace, t == chroma.NameException:
		return "nc"
	case t == chroma.NameTag:
		return "nt"
	case t == chroma.NameAttribute, t == chroma.NameProperty, t == chroma.NameDecorator:
		return "na"
	case t == chroma.NameBuiltin, t == chroma.NameBuiltinPseudo, t == chroma.NameConstant:
		return "nb"
	case t.InSubCategory(chroma.NameVariable):
		return "nv"
	case t == chroma.GenericDeleted:
		return "gd"
	case t == chroma.GenericInserted:
		return "gi"
	case t == chroma.GenericHeading, t == chroma.GenericSubheading:
		return "gh"
	case t == chroma.GenericPrompt:
		return "gp"
	}
	return ""
}
