// Package markdown reads one Markdown file.
//
// In go the path and bytes of a page; out comes a finished [kb.Page]: front
// matter, headings, plain texts, diagnostics with line and column, and the
// page's HTML cut at every place that only the whole site can fill in (links,
// images, values, data blocks, words of the theme). It never looks at another
// file, never touches a disk, and no author's text reaches the HTML unescaped
// or unsanitised.
//
// The syntax is CommonMark 0.31 with the GitHub extensions (tables, task
// lists, ~~strikethrough~~, autolinks, alerts), footnotes, definition lists,
// {#id .class} attributes, ::: containers, tabs, [[wiki links]], values
// {{ kpi "…" }} and fenced data blocks; included files (include.go), TeX formulas
// (formula.go), H~2~O (scripts.go), *[SLA]: … (abbreviation.go) and :tada: (emoji.go).
// The syntax of other generators is read too: mkdocs.go, gitbook.go, slashes.go,
// codegroup.go, obsidian.go, shortcode.go, reference.go, toc.go, foreign.go. Likely
// mistakes are reported (lost.go). Each extension has its own file.
//
// What the theme can rely on, apart from plain HTML:
//
//	<h2 id="…">…<a class="anchor" href="#…" aria-hidden="true" tabindex="-1"></a></h2>
//	<div class="code" data-lang="go"><pre tabindex="0"><code class="language-go">…</code></pre></div>
//	<div class="table-scroll" tabindex="0"><table>…</table></div>   cells: class="left|right|center"
//	<div class="alert alert-note" role="note"><p class="alert-title">…</p>…</div>
//	    note, tip, important, warning, caution, danger: from > [!NOTE] and ::: note
//	<details class="alert alert-details"><summary>…</summary>…</details>   or any of the above, folded
//	<div class="tabs"><section class="tab" data-label="…"><p class="tab-label">…</p>…</section>…</div>
//	<a class="external" rel="noopener" …>, <a class="anchor" …>, <li class="task"><input type="checkbox" disabled>
//	<sup class="footnote-ref">…</sup>, <section class="footnotes"><ol>…</ol></section>, <a class="footnote-back">
//	<figure class="mp-diagram" data-line="12">…</figure> around the listing of a diagram
//	<div class="formula">…</div>, <code class="formula">…</code>: TeX that is not typeset
//	<img loading="lazy" decoding="async">, <video controls>, <audio controls>
//
// Code colours are the classes of css/code.css in the theme.
package markdown

import (
	"context"
	"path"
	"strings"
	"sync"

	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"milepost/generator/kb"
	words "milepost/generator/text"
)

// Options changes how pages are read. The zero value is right for a site.
type Options struct {
	NoHighlight bool        // leave code uncoloured
	Typeset     kb.Typeset  // sets formulas; without it they are shown as TeX
	Keys        []KeyName   // what keys of the front matter mean here
	Shortcodes  []Shortcode // tags of other generators that are boxes here
	Included    *Inclusion  // what [Include] made of the page, nil if it includes nothing
}

// KeyName maps a key of the front matter to our Name; "" means that the key is ignored. Key
// may be in a table (last_update.author), or end with * as a wildcard.
type KeyName struct{ Key, Name string }

// Parse reads a page. It is a pure function and safe for concurrent use. It returns nil
// if ctx ends before the page is read.
func Parse(ctx context.Context, name string, src []byte, opt Options) *kb.Page {
	s, p := opt.Included.text(name, src), &kb.Page{Path: name}
	if opt.Included != nil {
		p.Includes = opt.Included.names
	}
	body := s.frontMatter(ctx, p, opt.Keys...)
	r := &renderer{source: s, src: s.text[body:], base: body, opt: opt, page: p, used: &budget{ctx: ctx, boxes: opt.Shortcodes}}
	doc := converter().Parse(lines{text.NewReader(r.src), r.used}, parser.WithContext(newContext(r.used)))
	r.complainOver()
	r.document(doc)
	r.summary()
	if ctx.Err() != nil {
		return nil
	}
	s.credentials()
	if p.Title == "" {
		p.Title = fileTitle(name)
	}
	p.Diags = s.diags
	p.Diags.Sort()
	return p
}

// fileTitle is the title of a page that has neither front matter nor heading:
// the name of the file, for a folder's page that of the folder.
func fileTitle(name string) string {
	base := strings.TrimSuffix(path.Base(name), path.Ext(name))
	if dir := path.Base(path.Dir(name)); kb.IndexRank(name) >= 0 && dir != "." && dir != "/" {
		return words.Unnumbered(dir)
	}
	return words.Unnumbered(base)
}

// converter is the parser, built once: goldmark cannot take options after its first parse.
var converter = sync.OnceValue(func() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(codeTagParser{}, 88),
			util.Prioritized(bounded{shortcodeParser{}}, 89),
			util.Prioritized(bounded{containerParser{}}, 90),
			util.Prioritized(tabParser{}, 91),
			util.Prioritized(bounded{mkdocsTabParser{}}, 92),
			util.Prioritized(bounded{admonitionParser{}}, 93),
			util.Prioritized(bounded{gitbookParser{}}, 94),
			util.Prioritized(hiddenBlockParser{}, 95),
			util.Prioritized(bounded{slashParser{}}, 97),
			util.Prioritized(formulaBlockParser{}, 96),
			util.Prioritized(parser.NewSetextHeadingParser(), 100),
			util.Prioritized(extension.NewDefinitionListParser(), 101),
			util.Prioritized(extension.NewDefinitionDescriptionParser(), 102),
			util.Prioritized(parser.NewThematicBreakParser(), 200),
			util.Prioritized(bounded{parser.NewListParser()}, 300),
			util.Prioritized(parser.NewListItemParser(), 400),
			util.Prioritized(parser.NewCodeBlockParser(), 500),
			util.Prioritized(parser.NewATXHeadingParser(), 600),
			util.Prioritized(fences{parser.NewFencedCodeBlockParser()}, 700),
			util.Prioritized(bounded{parser.NewBlockquoteParser()}, 800),
			util.Prioritized(parser.NewHTMLBlockParser(), 900),
			util.Prioritized(bounded{extension.NewFootnoteBlockParser()}, 999),
			util.Prioritized(parser.NewParagraphParser(), 1000),
		),
		parser.WithInlineParsers(
			util.Prioritized(extension.NewTaskCheckBoxParser(), 0),
			util.Prioritized(halted{formulaParser{}}, 90),
			util.Prioritized(halted{parser.NewCodeSpanParser()}, 100),
			util.Prioritized(extension.NewFootnoteParser(), 101),
			util.Prioritized(halted{wikiLinkParser{}}, 150),
			util.Prioritized(halted{referenceParser{}}, 151),
			util.Prioritized(halted{embedParser{}}, 151),
			util.Prioritized(halted{hiddenParser{}}, 152),
			util.Prioritized(halted{callParser{}}, 160),
			util.Prioritized(attributeParser{}, 170),
			util.Prioritized(newHaltedLinks(), 200),
			util.Prioritized(halted{parser.NewAutoLinkParser()}, 300),
			util.Prioritized(parser.NewRawHTMLParser(), 400),
			util.Prioritized(scriptParser{}, 450),
			util.Prioritized(blockMarkParser{}, 460),
			util.Prioritized(halted{emphasisParser{}}, 500),
			util.Prioritized(halted{strikeParser{}}, 500),
			util.Prioritized(halted{markParser{}}, 500),
			util.Prioritized(extension.NewLinkifyParser(), 999),
		),
		parser.WithParagraphTransformers(
			util.Prioritized(abbreviations{}, 80),
			util.Prioritized(alertTransformer{}, 90),
			util.Prioritized(references{parser.LinkReferenceParagraphTransformer}, 100),
			util.Prioritized(newTables(), 200),
		),
		parser.WithASTTransformers(
			util.Prioritized(extension.NewTableASTTransformer(), 0),
			util.Prioritized(idleFootnotes{}, 998),
			util.Prioritized(extension.NewFootnoteASTTransformer(), 999),
		),
		parser.WithAttribute(),
	)
})
