package markdown

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Links to the name of a page in the syntax of other generators:
//
//	[text]({{< ref "page.md#heading" >}})    Hugo; relref and {{% %}} as well
//	[text]({% link folder/page.md %})        Jekyll
//	<a href='{{< relref "page" >}}'>text</a>
const referenceTag = `(?:\{\{[<%]\s*(?:rel)?ref\s+"([^"{}]+)"\s*[>%]\}\}|\{%-?\s*link\s+([^\s{}%"]+)\s*-?%\})`

var (
	referenceForm  = regexp.MustCompile(`^\[([^\[\]\n]+)\]\(` + referenceTag + `\)`)
	referenceTags  = regexp.MustCompile(referenceTag)
	referenceAlone = regexp.MustCompile(`^` + referenceTag + `$`)
)

// referenceIn takes name and heading out of such an address.
func referenceIn(dest string) (target, frag string, ok bool) {
	m := referenceAlone.FindStringSubmatch(dest)
	if m == nil {
		return "", "", false
	}
	target, frag = splitHeading(strings.TrimPrefix(m[1]+m[2], "/"))
	return strings.TrimSpace(target), strings.TrimSpace(frag), true
}

type referenceParser struct{}

func (referenceParser) Trigger() []byte { return []byte{'['} }

// Parse makes a wiki link, because wiki links find pages in the same way.
func (referenceParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, _ := block.PeekLine()
	line = line[:min(len(line), 500)]
	if !bytes.Contains(line, []byte("]({")) || pc.IsInLinkLabel() { // as nearly all links are
		return nil
	}
	m := referenceForm.FindSubmatch(line)
	if m == nil {
		return nil
	}
	w := &wikiLink{label: strings.TrimSpace(string(m[1]))}
	w.target, w.frag, _ = referenceIn(string(m[0][len(m[1])+len("[](") : len(m[0])-len(")")]))
	block.Advance(len(m[0]))
	return w
}
