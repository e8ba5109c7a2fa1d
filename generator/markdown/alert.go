package markdown

import (
	"bytes"
	"regexp"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// alertTransformer turns a quote that begins with [!NOTE] into an alert. A title may
// follow on the same line. Directly after the bracket, - means folded at first, + means
// foldable but open (Obsidian).
type alertTransformer struct{}

var alertHead = regexp.MustCompile(`^[ \t]*\[!([\p{L}][\p{L}\p{N}_-]*)(?:\|[^\]]*)?\]([+-]?)[ \t]*(.*?)[ \t]*\n?$`)

// The attributes of a quote that is an alert.
const (
	alertName  = "milepost-alert"
	alertTitle = "milepost-alert-title"
	alertFold  = "milepost-alert-fold"
)

func (alertTransformer) Transform(p *ast.Paragraph, reader text.Reader, _ parser.Context) {
	quote, ok := p.Parent().(*ast.Blockquote)
	if !ok || p.PreviousSibling() != nil || p.Lines().Len() == 0 {
		return
	}
	first := p.Lines().At(0)
	line := first.Value(reader.Source())
	if !bytes.Contains(line, []byte("[!")) {
		return
	}
	m := alertHead.FindSubmatch(line)
	if m == nil {
		return
	}
	quote.SetAttributeString(alertName, containerName(string(m[1])))
	quote.SetAttributeString(alertFold, string(m[2]))
	quote.SetAttributeString(alertTitle, string(m[3]))
	if p.Lines().Len() == 1 {
		quote.RemoveChild(quote, p)
		return
	}
	p.Lines().SetSliced(1, p.Lines().Len())
}
