package plan

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"

	"milepost/generator/digest"
	"milepost/generator/kb"
	"milepost/generator/kind"
	"milepost/generator/site"
	"milepost/generator/theme"
)

// The outputs for programs that follow a site. They need absolute addresses, so
// there are none without base_url.
const (
	SitemapOut = "sitemap.xml"
	FeedOut    = "feed.xml" // of the site, and in the folder of each section at the top
	ReportsOut = "reports.xml"
)

const (
	inFeed     = 50     // latest changes
	inSitemap  = 50_000 // addresses; the format allows no more
	sitemapXML = "http://www.sitemaps.org/schemas/sitemap/0.9"
	atomXML    = "http://www.w3.org/2005/Atom"
)

// feeds adds the list of all pages, and what changed last.
func (m *maker) feeds(w *writer) {
	if m.base() == "" {
		return
	}
	m.xml(w, SitemapOut, m.sitemap)
	latest := sync.OnceValue(m.latest)
	m.xml(w, FeedOut, func() any { return m.feed(FeedOut, m.site.Config.Title, "", latest()) })
	m.xml(w, ReportsOut, func() any {
		reports := only(latest(), func(p *site.Page) bool { return p.Kind == kind.Report })
		return m.feed(ReportsOut, m.site.Config.Title+" · "+m.theme.Text("kind.report"), "", reports)
	})
	for _, sec := range m.site.Root.Subs {
		out := path.Join(sec.Path, FeedOut)
		m.xml(w, out, func() any {
			return m.feed(out, sec.Title, sec.Out, only(latest(), func(p *site.Page) bool { return strings.HasPrefix(p.Path, sec.Path+"/") }))
		})
	}
}

// feedOf is a link to the feed of the top-level section that holds sec.
func (m *maker) feedOf(out string, sec *site.Section) theme.Ref {
	if m.base() == "" || sec.Parent == nil {
		return theme.Ref{}
	}
	for sec.Parent.Parent != nil {
		sec = sec.Parent
	}
	return theme.Ref{Title: sec.Title, Href: Href(out, path.Join(sec.Path, FeedOut))}
}

// base is base_url without a slash at its end, "" if it is not set.
func (m *maker) base() string { return strings.TrimSuffix(m.site.Config.BaseURL, "/") }

// xml adds an XML document as an output.
func (m *maker) xml(w *writer, out string, document func() any) {
	whole := sync.OnceValues(func() ([]byte, error) {
		b := bytes.NewBufferString(xml.Header)
		e := xml.NewEncoder(b)
		e.Indent("", " ")
		err := e.Encode(document())
		return b.Bytes(), err
	})
	w.add("", Output{
		Path: out, Class: Aggregate,
		Content: Lazy(func() digest.Key {
			b, _ := whole()
			return digest.Of(out, string(b))
		}, whole),
	})
}

// asciiAddress is the absolute address of an output for programs: in ASCII.
func (m *maker) asciiAddress(out string) string {
	return m.base() + "/" + (&url.URL{Path: out}).EscapedPath()
}

type urlset struct {
	XMLName xml.Name  `xml:"urlset"`
	NS      string    `xml:"xmlns,attr"`
	URLs    []address `xml:"url"`
}

type address struct {
	Loc     string  `xml:"loc"`
	LastMod kb.Date `xml:"lastmod,omitempty"`
}

// sitemap is all pages, in reading order.
func (m *maker) sitemap() any {
	set := urlset{NS: sitemapXML}
	for _, p := range m.site.Order[:min(len(m.site.Order), inSitemap)] {
		set.URLs = append(set.URLs, address{m.asciiAddress(p.Out), gitDate(p.Change())})
	}
	return set
}

// gitDate is the day of a change in git; a file's time does not count, since
// it may be that of a copy.
func gitDate(c kb.Change) kb.Date {
	if c.From != "git" {
		return ""
	}
	return c.Date
}

type feed struct {
	XMLName xml.Name `xml:"feed"`
	NS      string   `xml:"xmlns,attr"`
	Lang    string   `xml:"xml:lang,attr"`
	Title   string   `xml:"title"`
	ID      string   `xml:"id"`
	Updated string   `xml:"updated"`
	Links   []link   `xml:"link"`
	Entries []entry  `xml:"entry"`
}

type link struct {
	Rel  string `xml:"rel,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type entry struct {
	Title   string `xml:"title"`
	ID      string `xml:"id"`
	Updated string `xml:"updated"`
	Link    link   `xml:"link"`
	Author  string `xml:"author>name"`
	Summary string `xml:"summary,omitempty"`
}

// latest is the pages whose last change is known, the newest first.
func (m *maker) latest() []*site.Page {
	date := make([]kb.Date, len(m.site.Order)) // by Place
	for i, p := range m.site.Order {
		date[i] = p.Change().Date
	}
	pages := slices.DeleteFunc(slices.Clone(m.site.Order), func(p *site.Page) bool { return date[p.Place] == "" })
	slices.SortStableFunc(pages, func(a, b *site.Page) int {
		return cmp.Or(cmp.Compare(date[b.Place], date[a.Place]), cmp.Compare(a.Path, b.Path))
	})
	return pages
}

// only is the wanted pages of a list, at most inFeed.
func only(pages []*site.Page, wanted func(*site.Page) bool) (some []*site.Page) {
	for _, p := range pages {
		if len(some) == inFeed {
			break
		}
		if wanted(p) {
			some = append(some, p)
		}
	}
	return some
}

// feed is the pages that changed last, as Atom (RFC 4287): of the site, of a
// section, or its reports. at is the page that lists them.
func (m *maker) feed(out, title, at string, pages []*site.Page) any {
	home := m.base() + "/"
	if at != "" {
		home = m.asciiAddress(at)
	}
	f := feed{NS: atomXML, Lang: m.lang, Title: title, ID: home, Updated: moment(m.site.Today),
		Links: []link{{"self", m.asciiAddress(out)}, {"", home}}}
	if out == ReportsOut {
		f.ID = m.asciiAddress(out) // the home page has a feed of its own
	}
	for i, p := range pages[:min(len(pages), inFeed)] {
		change := p.Change()
		if i == 0 {
			f.Updated = moment(change.Date)
		}
		at := m.asciiAddress(p.Out)
		f.Entries = append(f.Entries, entry{Title: p.Title, ID: at, Updated: moment(change.Date), Link: link{Href: at},
			Author: cmp.Or(change.Author, p.Owner, m.site.Config.Title), Summary: cmp.Or(p.Front.Summary, m.briefOf(p), p.Lead)})
	}
	return f
}

// moment is the beginning of a day in the form of Atom.
func moment(d kb.Date) string { return string(d) + "T00:00:00Z" }
