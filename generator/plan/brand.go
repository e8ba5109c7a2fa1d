package plan

import (
	"strings"

	"milepost/generator/config"
	"milepost/generator/kb"
	"milepost/generator/site"
	"milepost/generator/theme"
)

// brand is what the site shows on every page that is its own.
func brand(s *site.Site, th *theme.Theme) theme.Brand {
	around, _ := site.AroundOf(s)
	said := &s.Config.Theme
	b := theme.Brand{Logo: th.LogoSize(), Home: ledTo(said.Home, around.Home)}
	for i, l := range said.Links {
		to := theme.Ref{Title: l.Title, Href: ledTo(l, around.Links[i])}
		switch {
		case to.Href == "": // it leads nowhere, which is said
		case l.Footer:
			b.Foot = append(b.Foot, to)
		default:
			b.Links = append(b.Links, to)
		}
	}
	if s.Footer != nil {
		b.FooterText = footer(s.Footer.Body.Get(), around.Footer, th)
	}
	return b
}

// ledTo is an address, or a path from the root; "" if it leads nowhere.
func ledTo(l config.ThemeLink, t site.Target) string {
	if l.Address != "" || t.Out == "" {
		return l.Address
	}
	return HrefFrag("", t.Out, t.Frag)
}

// footer is the site's own line, its links from the root on.
func footer(body kb.Body, to []site.Target, th *theme.Theme) string {
	var b strings.Builder
	for i, h := range body.HTML {
		b.WriteString(h)
		if i >= len(body.Holes) {
			continue
		}
		switch hole := body.Holes[i]; {
		case hole.Kind == kb.HoleWord:
			b.WriteString(escape(th.Text(hole.Target)))
		case hole.Kind == kb.HoleFormula:
			b.WriteString(texOf(&hole))
		case hole.Kind == kb.HoleLinkText && to[i].Out != "":
			b.WriteString(escape(to[i].Title))
		case hole.Kind == kb.HoleLinkText:
			b.WriteString(escape(hole.Target))
		case hole.Kind == kb.HoleLink && to[i].Out != "":
			b.WriteString(theme.RootMark + escape(HrefFrag("", to[i].Out, to[i].Frag)))
		case hole.Kind == kb.HoleLink:
			b.WriteString(`#" class="broken`)
		}
	}
	return b.String()
}
