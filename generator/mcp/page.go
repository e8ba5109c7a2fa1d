package mcp

import (
	"cmp"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"milepost/generator/ask"
	"milepost/generator/kb"
	"milepost/generator/site"
	"milepost/generator/text"
)

// asked is one question: the site as it is now, and the language of the answer.
type asked struct {
	*State
	lang string
}

// hit is a page that answers a query.
type hit struct {
	Page    string `json:"page"` // its output, for the tool read_page
	Source  string `json:"source,omitempty"`
	Title   string `json:"title"`
	Heading string `json:"heading,omitempty"`
	Anchor  string `json:"anchor,omitempty"`
	Text    string `json:"text"`
	Owner   string `json:"owner,omitempty"`
	Overdue bool   `json:"review_overdue,omitempty"`
}

func search(a *asked, in args) (any, error) {
	if a.Search == nil {
		return nil, no("search.off")
	}
	r, err := a.Search(in.text("query"), ask.Options{
		Limit: in.number("limit", 8, 30), Kind: in.text("kind"), Section: in.text("section"), Tag: in.text("tag"), Owner: in.text("owner"),
	})
	if err != nil {
		return nil, err
	}
	hits := []hit{}
	for _, h := range r.Hits {
		heading := h.Heading
		if heading == h.Title {
			heading = ""
		}
		hits = append(hits, hit{h.Path, a.sourceOf(h.Path), h.Title, heading, h.Anchor, h.Text, h.Owner, h.Overdue})
	}
	return struct {
		Total   int      `json:"total"`
		Partial bool     `json:"partial,omitempty"`
		Instead string   `json:"searched_instead,omitempty"`
		Pinyin  []string `json:"by_pinyin,omitempty"`
		Hits    []hit    `json:"hits"`
	}{r.Total, r.Partial, r.Suggest, r.Via, hits}, nil
}

// sourceOf is the page or workbook that an output is made from, "" if it is made from neither.
func (a *asked) sourceOf(out string) string {
	for _, p := range a.Site.Pages {
		if p.Out == out {
			return p.Path
		}
	}
	for _, b := range a.Site.Workbooks {
		if site.BookOut(b.Path) == out {
			return b.Path
		}
	}
	return ""
}

// mostText is how many bytes of a page one answer holds at most.
const mostText = 24_000

// pageText is a page, or a part of a long one.
type pageText struct {
	Page     string  `json:"page"`
	Source   string  `json:"source,omitempty"`
	Title    string  `json:"title,omitempty"`
	Owner    string  `json:"owner,omitempty"`
	Reviewed kb.Date `json:"reviewed,omitempty"`
	Updated  kb.Date `json:"updated,omitempty"`
	Size     int     `json:"size"`           // bytes of the whole text
	Next     int     `json:"next,omitempty"` // the offset of the next part, 0 if there is none
	Markdown string  `json:"markdown"`
}

func readPage(a *asked, in args) (any, error) {
	out := a.outOf(in.text("page"))
	return a.text(out, in)
}

// text is a part of the text of an output; it begins at the argument from.
func (a *asked) text(out string, in args) (any, error) {
	md, ok := a.Text(out)
	if !ok {
		return nil, no("page.none", in.text("page"))
	}
	from := runeStart(md, max(0, in.numbers["from"]))
	if from >= len(md) && from > 0 {
		return nil, no("page.end", in.text("page"))
	}
	part := md[from:]
	p := pageText{Page: out, Source: a.sourceOf(out), Size: len(md)}
	if len(part) > mostText {
		part = part[:runeStart(part, mostText)]
		p.Next = from + len(part)
	}
	p.Markdown = part
	if page := a.Site.Page(p.Source); page != nil {
		p.Title, p.Owner, p.Reviewed, p.Updated = page.Title, page.Owner, page.Front.Reviewed, page.Change().Date
	}
	return p, nil
}

func runeStart(s string, at int) int {
	at = min(at, len(s))
	for at > 0 && at < len(s) && !utf8.RuneStart(s[at]) {
		at--
	}
	return at
}

// outOf is the output that a name means. A name is the path of an output, of a source file, or a title.
func (a *asked) outOf(name string) string {
	name, _, _ = strings.Cut(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/"), "#")
	if p := a.Site.Page(path.Clean(name)); p != nil {
		return p.Out
	}
	if b := a.Site.Book(path.Clean(name)); b != nil {
		return site.BookOut(b.Path)
	}
	for _, p := range a.Site.Pages {
		if p.Out == name || text.Fold(p.Title) == text.Fold(name) {
			return p.Out
		}
	}
	if strings.HasSuffix(name, ".md") { // pages in Markdown link to each other so
		return strings.TrimSuffix(name, ".md") + ".html"
	}
	return name
}

func reportPage(a *asked, in args) (any, error) {
	project, err := a.project(in.text("project"))
	if err != nil {
		return nil, err
	}
	var found []*site.Report
	for _, r := range a.Site.Reports {
		if kind := in.text("kind"); (kind == "" || r.Kind == kind) && (in.text("period") == "" || string(r.Period) == in.text("period")) && (in.text("project") == "" || r.Project == project) {
			found = append(found, r)
		}
	}
	if len(found) == 0 {
		return nil, no("report.none", a.reports())
	}
	newest := slices.MaxFunc(found, byAge)
	answer, err := a.text(newest.Page.Out, in)
	if err != nil {
		return nil, err
	}
	return struct {
		Kind     string    `json:"kind"`
		Period   kb.Period `json:"period,omitempty"`
		Project  string    `json:"project"`
		Draft    bool      `json:"draft,omitempty"`
		Issued   kb.Date   `json:"issued,omitempty"`
		Approver string    `json:"approver,omitempty"`
		Others   int       `json:"others,omitempty"`
		Text     any       `json:"text"`
	}{newest.Kind, newest.Period, newest.Project, newest.Issued == "", newest.Issued, newest.Approver, len(found) - 1, answer}, nil
}

// reports lists the 20 newest reports, oldest first, for an assistant whose request matches none.
func (a *asked) reports() string {
	var list []string
	all := slices.SortedStableFunc(slices.Values(a.Site.Reports), byAge)
	for _, r := range all[max(0, len(all)-20):] {
		list = append(list, r.Kind+" "+string(r.Period)+" "+r.Project)
	}
	return strings.Join(list, "; ")
}

// byAge orders reports by the ends of their periods, then by their days of issue.
func byAge(x, y *site.Report) int {
	return cmp.Or(cmp.Compare(x.Period.End(), y.Period.End()), cmp.Compare(x.Issued, y.Issued))
}

// project is the folder of a project, which is named by its folder, title or id; "" and "." name the whole site.
func (a *asked) project(said string) (string, error) {
	if said == "" || said == "." {
		return ".", nil
	}
	var names []string
	for _, p := range a.Site.Data.Projects() {
		title := a.Site.Section(p).Title
		if strings.Trim(said, "/") == p || text.Fold(said) == text.Fold(title) || text.Fold(said) == text.Fold(a.Site.ProjectAt(p).ID) {
			return p, nil
		}
		names = append(names, p)
	}
	return "", no("project.none", said, strings.Join(names, ", "))
}
