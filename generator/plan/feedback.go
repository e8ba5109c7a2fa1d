package plan

import (
	"cmp"

	"milepost/generator/config"
	"milepost/generator/document"
	"milepost/generator/feedback"
	"milepost/generator/kb"
	"milepost/generator/site"
	"milepost/generator/text"
	"milepost/generator/theme"
)

// asker makes the links for feedback about a page.
type asker struct {
	set        config.Feedback
	theme      *theme.Theme
	cfg        *config.Config
	webAddress func(out string) string // see maker.webAddress
	book       bool                    // the workbook of the settings is there
}

// about is what a link for feedback says of a page.
type about struct {
	path  string // of the content
	out   string // of the output
	title string
	// edition is the state that the reader sees: the day of the last change and
	// the beginning of the file's digest. It changes only with the page.
	edition string
}

func (m *maker) asker() asker {
	set := m.site.Config.Feedback
	return asker{set: set, theme: m.theme, cfg: &m.site.Config, webAddress: m.webAddress, book: m.site.Book(set.Workbook) != nil}
}

// edition names a state of a file.
func edition(c kb.Change, key string) string {
	const enough = 8
	key = key[:min(len(key), enough)]
	if c.Date == "" {
		return key
	}
	return string(c.Date) + "." + key
}

// askAbout is the feedback links of a page, none if the site has no feedback.
func (m *maker) askAbout(p *site.Page) []theme.Ask {
	if !m.site.Config.Feedback.On() {
		return nil
	}
	return m.asker().links(about{path: p.Path, out: p.Out, title: p.Title, edition: edition(p.Change(), p.Key.String())})
}

// askAboutBook is askAbout for the page of a workbook.
func (m *maker) askAboutBook(b *kb.Workbook, title string) []theme.Ask {
	if !m.site.Config.Feedback.On() {
		return nil
	}
	change := m.site.Snapshot.Books[b.Path]
	return m.asker().links(about{path: b.Path, out: site.BookOut(b.Path), title: title, edition: edition(change, b.Digest.String())})
}

// links is the links to agree, to disagree and to say more; only the last one
// if the address cannot carry the vote.
func (a asker) links(p about) (out []theme.Ask) {
	for _, vote := range []string{feedback.Yes, feedback.No, ""} {
		kind := cmp.Or(vote, "suggest")
		switch {
		case a.set.Mailto != "":
			l := a.mail(p, vote)
			out = append(out, theme.Ask{Kind: kind, Href: l.Href, Holes: l.Holes})
		case a.set.URL != "" && (vote == "" || a.set.Asks("vote")):
			l := a.web(p, vote)
			out = append(out, theme.Ask{Kind: kind, Href: l.Href, Holes: l.Holes})
		case a.book && vote == "":
			out = append(out, theme.Ask{Kind: kind, Href: Href(p.out, site.BookOut(a.set.Workbook))})
		}
	}
	return out
}

// longestMail is the most bytes of a mail address. Windows hands up to 2,048
// bytes to a mail program; the rest is left for the heading.
const longestMail = 1700

// mail is the link for a mail about a page. A title is cut until the address is
// short enough.
func (a asker) mail(p about, vote string) (l feedback.Link) {
	t := a.theme.Text
	stamp := feedback.Stamp{Page: p.path, Edition: p.edition, Vote: vote}
	for _, most := range []int{60, 30, 12} {
		title := text.Clip(p.title, most)
		subject := []feedback.Piece{{Text: t("feedback.subject."+cmp.Or(vote, "suggest"), title)}}
		body := []feedback.Piece{{Text: "\n\n\n" + t("feedback.above") + "\n" + t("feedback.page") + title + "\n", Hole: feedback.HoleLine}}
		if p.edition != "" {
			body = append(body, feedback.Piece{Text: t("feedback.edition") + p.edition + "\n"})
		}
		l = feedback.Mail(a.set.Mailto, subject, append(body, stamp.Pieces()...))
		if len(l.Href) <= longestMail {
			break
		}
	}
	return l
}

// web is the address of site.toml with its placeholders filled for a page.
func (a asker) web(p about, vote string) feedback.Link {
	url := []feedback.Piece{{Hole: feedback.HoleURL}}
	if at := a.webAddress(p.out); at != "" {
		url = []feedback.Piece{{Text: at, Hole: feedback.HoleFrag}}
	}
	say := func(s string) []feedback.Piece { return []feedback.Piece{{Text: s}} }
	return feedback.Web(a.set.URL, map[string][]feedback.Piece{
		"page": say(p.path), "title": say(p.title), "heading": {{Hole: feedback.HoleHeading}}, "edition": say(p.edition),
		"url": url, "site": say(a.cfg.Title), "lang": say(a.cfg.Language), "vote": say(vote),
	})
}

// askSearch is the link to report what search did not find, with a hole for
// the query; Href is "" if the site has no feedback.
func (m *maker) askSearch() theme.Ask {
	a := m.asker()
	t := m.theme.Text
	query := feedback.Piece{Text: t("feedback.subject.search"), Hole: feedback.HoleQuery}
	var l feedback.Link
	switch {
	case a.set.Mailto != "":
		body := []feedback.Piece{{Text: "\n\n\n" + t("feedback.above") + "\n" + t("feedback.query"), Hole: feedback.HoleQuery}, {Text: "\n"}}
		l = feedback.Mail(a.set.Mailto, []feedback.Piece{query}, append(body, feedback.Stamp{Page: SearchOut}.Pieces()...))
	case a.set.URL != "":
		say := func(s string) []feedback.Piece { return []feedback.Piece{{Text: s}} }
		l = feedback.Web(a.set.URL, map[string][]feedback.Piece{
			"page": say(SearchOut), "title": {query}, "heading": {{Hole: feedback.HoleQuery}}, "edition": nil,
			"url": say(a.webAddress(SearchOut)), "site": say(a.cfg.Title), "lang": say(a.cfg.Language), "vote": nil,
		})
	}
	return theme.Ask{Kind: "search", Href: l.Href, Holes: l.Holes}
}

// mostSaid is how many suggestions a page shows.
const mostSaid = 12

// saidOf is the suggestions about a page, and a link to the rest.
func (m *maker) saidOf(p *site.Page) (out []theme.Said, more []theme.Ref) {
	all := m.site.AboutPage(p)
	for _, s := range all[:min(len(all), mostSaid)] {
		to, frag := m.site.Data.RowAt(s.Set, s.Row, site.FileOf(s.Set, s.Set.Rows[s.Row]))
		said := theme.Said{
			Ref: theme.Ref{Title: s.ID, Href: HrefFrag(p.Out, to, frag)}, Text: s.Text, Date: s.Date,
			State: m.stateOf(s), Answer: s.Answer, Change: s.Change, Since: s.Published,
		}
		if s.Frag != "" {
			said.Frag = HrefFrag(p.Out, p.Out, s.Frag)
		}
		out = append(out, said)
	}
	if len(all) > mostSaid {
		file := all[mostSaid].Set.File
		more = []theme.Ref{{Title: m.theme.Text("feedback.board"), Href: Href(p.Out, site.BookOut(file))}}
	}
	return out, more
}

// stateOf is the state of a suggestion, in the words of its sheet if it has any.
func (m *maker) stateOf(s site.About) document.Mark {
	mark := document.Mark{Word: s.Status, Tone: document.Plain}
	switch {
	case s.Live:
		mark.Tone = document.Good
	case s.Late:
		mark.Tone = document.Bad
	case s.Waits:
		mark.Tone = document.Warn
	}
	if mark.Word == "" && s.Waits {
		mark.Word = m.theme.Text("feedback.waits")
	}
	return mark
}
