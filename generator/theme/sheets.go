package theme

import (
	"bytes"
	"io/fs"
	"slices"
)

// spareSheet is a style sheet that only some pages load.
type spareSheet struct {
	name  string
	signs [][]byte // what the HTML of a page that needs it holds, one of them at least
	data  []byte
	path  string // as it is published
}

// spareSheets are all of them, in the order in which they follow style.css.
func spareSheets() []spareSheet {
	return []spareSheet{
		{name: "chart.css", signs: marks(`class="chart`)},
		{name: "code.css", signs: marks(`class="code`)},
		{name: "report.css", signs: marks(`class="report`, ` report-section`, ` still"`)},
		{name: "onepage.css", signs: marks(` is-onepage`)},
		{name: "board.css", signs: marks(`class="pic`, `class="heat`, `class="rows`, `class="panel`, ` parts"`, `class="picks`, ` fleet"`, `class="squares`, `class="leads`, `class="book"`)},
	}
}

func marks(list ...string) (out [][]byte) {
	for _, s := range list {
		out = append(out, []byte(s))
	}
	return out
}

// readSheets reads what the build of the theme has made of them.
func (t *Theme) readSheets(fsys fs.FS) (all []byte, err error) {
	t.sheets = spareSheets()
	for i, s := range t.sheets {
		if t.sheets[i].data, err = readAsset(fsys, s.name); err != nil {
			return nil, err
		}
		all = append(all, t.sheets[i].data...)
	}
	return all, nil
}

// publishSheets publishes them, each with the site's own styles once more at its
// end: those have the last word.
func (t *Theme) publishSheets(custom string) {
	for i, s := range t.sheets {
		t.sheets[i].path = t.publish(s.name, slices.Concat(s.data, []byte(custom)))
	}
}

// classes is the class attributes of a page, one behind the other: a fourth of it,
// which is then looked through for each sign.
func classes(page []byte) []byte {
	const mark = `class="`
	all := make([]byte, 0, len(page)/4)
	for {
		i := bytes.Index(page, []byte(mark))
		if i < 0 {
			return all
		}
		page = page[i:]
		end := bytes.IndexByte(page[len(mark):], '"')
		if end < 0 {
			return all
		}
		end += len(mark) + 1
		all = append(append(all, page[:end]...), ' ')
		page = page[end:]
	}
}

// styled is a copy of a page with links to the sheets that it needs, behind that
// of style.css. A page without that one has styles of its own.
func (t *Theme) styled(page []byte) []byte {
	head, rest, found := bytes.Cut(page, []byte(t.assets.Style+`">`))
	if !found {
		return bytes.Clone(page)
	}
	root := head[bytes.LastIndexByte(head, '"')+1:]
	out := make([]byte, 0, len(page)+256)
	out = append(append(out, head...), t.assets.Style+`">`...)
	used := classes(rest)
	for _, s := range t.sheets {
		if slices.ContainsFunc(s.signs, func(sign []byte) bool { return bytes.Contains(used, sign) }) {
			out = append(append(append(out, "\n<link rel=\"stylesheet\" href=\""...), root...), s.path+`">`...)
		}
	}
	return append(out, rest...)
}
