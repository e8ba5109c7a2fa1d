package theme

import (
	"bytes"
	"io/fs"
	"iter"
	"slices"
	"sync"
)

// spare is a style sheet or a script that only some pages load.
type spare struct {
	name  string
	need  Need
	texts []string // prefixes of the keys of the texts that only this script uses
	signs [][]byte // a page needs the file if its class attributes hold one of these
	data  []byte
	path  string // as it is published
}

// spareSheets lists the style sheets that only some pages load, in the order in which they follow style.css.
func spareSheets() []spare {
	return []spare{
		{name: "home.css", signs: marks(`class="kind-home`, `class="stand`, `class="front`, ` front-part`, `class="board`)},
		{name: "chart.css", signs: marks(`class="chart`, ` parts"`, ` grades"`, `class="c-`, `class="g-`)}, // the colours of parts and grades are those of charts
		{name: "code.css", signs: marks(`class="code`)},
		{name: "report.css", signs: marks(`class="report`, ` report-section`, ` still"`)},
		{name: "issue.css", signs: marks(`class="report"`, ` is-report`, `class="stamp`, ` still"`, `class="trend`, ` verdicts"`, `class="report-agenda`, `class="judgement`, ` sources"`, ` sign"`)},
		{name: "onepage.css", signs: marks(` is-onepage`)},
		{name: "board.css", signs: marks(`class="pic`, `class="heat`, `class="rows`, `class="panel`, ` parts"`, `class="picks`, ` fleet"`, `class="squares`, `class="leads`)},
		{name: "book.css", signs: marks(`class="book"`)},
		{name: "formula.css", signs: marks(`class="mp-tex`), need: Formulas},
		{name: "diagram.css", signs: marks(`class="mp-diagram`), need: Diagrams},
	}
}

// spareScripts lists the scripts that only some pages load, in the order in which they follow site.js.
func spareScripts() []spare {
	return []spare{
		{name: "tables.js", texts: []string{"js.table-"}, signs: marks(`class="table-tools`)},
		{name: "text.js", texts: []string{"js.copied", "js.copy", "js.wrap", "js.lost-"}, signs: marks(`class="code`, `class="tabs`, `class="lost`)},
		{name: "formula.js", signs: marks(`class="mp-tex`), need: Formulas},
		{name: "diagram.js", texts: []string{"js.diagram-"}, signs: marks(`class="mp-diagram`), need: Diagrams},
	}
}

// ownTexts returns the prefixes of the keys of texts that come with a spare script instead of site.js.
func ownTexts() (prefixes []string) {
	for _, s := range spareScripts() {
		prefixes = append(prefixes, s.texts...)
	}
	return prefixes
}

func marks(list ...string) (out [][]byte) {
	for _, s := range list {
		out = append(out, []byte(s))
	}
	return out
}

// readSheets reads the built files of all spares. It returns the sheets joined, for
// pages that are one file; without those for formulas and diagrams.
func (t *Theme) readSheets(fsys fs.FS) (all []byte, err error) {
	t.sheets, t.scripts = spareSheets(), spareScripts()
	for _, list := range [][]spare{t.sheets, t.scripts} {
		for i, s := range list {
			if list[i].data, err = readAsset(fsys, s.name); err != nil {
				return nil, err
			}
			if len(s.texts) > 0 {
				list[i].data = append(t.scriptTexts(s.texts, nil), list[i].data...)
			}
		}
	}
	if err := t.addMermaid(fsys); err != nil {
		return nil, err
	}
	for _, s := range t.sheets {
		if s.need == Always { // a page that is one file shows formulas and diagrams in another way
			all = append(all, s.data...)
		}
	}
	return all, nil
}

// addMermaid publishes mermaid.js and writes its address into diagram.js, which
// loads it: no page links to it.
func (t *Theme) addMermaid(fsys fs.FS) error {
	data, err := readAsset(fsys, "mermaid.js")
	if err != nil {
		return err
	}
	t.mermaid = data
	at := t.publishFor(Diagrams, "mermaid.js", data)
	for i, s := range t.scripts {
		if s.name == "diagram.js" {
			t.scripts[i].data = append([]byte("(window.milepost=window.milepost||{}).mermaidAt="+string(quoteJSON(at))+";\n"), s.data...)
		}
	}
	return nil
}

// publishSheets publishes all spares. Each sheet ends with the site's own styles
// (custom), since the last rule wins.
func (t *Theme) publishSheets(custom string) {
	for i, s := range t.scripts {
		t.scripts[i].path = t.publishFor(s.need, s.name, s.data)
	}
	for i, s := range t.sheets {
		t.sheets[i].path = t.publishFor(s.need, s.name, slices.Concat(s.data, []byte(custom)))
	}
}

// needs remembers which spares class attributes need: most pages of a site have the same ones.
type needs struct {
	mu    sync.RWMutex
	known map[string]uint64 // class="…" as it is written: a bit for each of sheets, then of scripts
}

// mostKnown limits needs.known: pages may have any number of different attributes.
const mostKnown = 4096

// needed tells which spares a page needs, a bit for each of sheets, then of scripts.
func (t *Theme) needed(page []byte) (bits uint64) {
	const mark = `class="`
	t.needs.mu.RLock()
	defer t.needs.mu.RUnlock()
	for {
		i := bytes.Index(page, []byte(mark))
		if i < 0 {
			return bits
		}
		page = page[i:]
		end := bytes.IndexByte(page[len(mark):], '"')
		if end < 0 {
			return bits
		}
		end += len(mark) + 1
		of, ok := t.needs.known[string(page[:end])]
		if !ok {
			t.needs.mu.RUnlock()
			of = t.learn(page[:end])
			t.needs.mu.RLock()
		}
		bits |= of
		page = page[end:]
	}
}

// learn tells which spares a class attribute needs, and remembers it.
func (t *Theme) learn(attr []byte) (bits uint64) {
	for i, s := range slices.Concat(t.sheets, t.scripts) {
		if slices.ContainsFunc(s.signs, func(sign []byte) bool { return bytes.Contains(attr, sign) }) {
			bits |= 1 << i
		}
	}
	t.needs.mu.Lock()
	defer t.needs.mu.Unlock()
	if t.needs.known == nil {
		t.needs.known = map[string]uint64{}
	}
	if len(t.needs.known) < mostKnown {
		t.needs.known[string(attr)] = bits
	}
	return bits
}

// only are the files of the list whose bit is set.
func only(list []spare, bits uint64) iter.Seq[spare] {
	return func(yield func(spare) bool) {
		for i, s := range list {
			if bits>>i&1 != 0 && !yield(s) {
				return
			}
		}
	}
}

// styled is a copy of a page with links to the spare sheets and scripts that it needs,
// behind those of style.css and site.js. A page that does not link to style.css (the
// template is the site's own) is copied unchanged.
func (t *Theme) styled(page []byte) []byte {
	style := []byte(t.assets.Style + `">`)
	at := bytes.Index(page, style)
	if at < 0 {
		return bytes.Clone(page)
	}
	root := page[bytes.LastIndexByte(page[:at], '"')+1 : at]
	at += len(style)
	needed := t.needed(page[at:])
	out := append(make([]byte, 0, len(page)+512), page[:at]...)
	for s := range only(t.sheets, needed) {
		out = append(append(append(out, "\n<link rel=\"stylesheet\" href=\""...), root...), s.path+`">`...)
	}
	script := []byte(t.assets.Script + `"></script>`)
	if end := bytes.Index(page[at:], script); end >= 0 {
		end += at + len(script)
		out = append(out, page[at:end]...)
		for s := range only(t.scripts, needed>>len(t.sheets)) {
			out = append(append(append(out, "\n<script defer src=\""...), root...), s.path+`"></script>`...)
		}
		at = end
	}
	return append(out, page[at:]...)
}
