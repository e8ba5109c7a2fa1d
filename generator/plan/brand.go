package plan

import (
	"strings"

	"milepost/generator/config"
	"milepost/generator/kb"
	"milepost/generator/site"
	"milepost/generator/theme"
)

// brand is what every page shows of the site: logo, links, footer.
func brand(s *site.Site, th *theme.Theme) theme.Brand {
	around, _ := site.AroundOf(s)
	said := &s.Config.Theme
	b := theme.Brand{Logo: th.LogoSize(), Home: settingHref(said.Home, around.Home)}
	for i, l := range said.Links {
		to := theme.Ref{Title: l.Title, Href: settingHref(l, around.Links[i])}
		switch {
		case to.Href == "": // broken: package site reports it
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

// settingHref is the address of a link of site.toml: a web address, or a path
// from the root; "" if the link is broken.
func settingHref(l config.ThemeLink, t site.Target) string {
	if l.Address != "" || t.Out == "" {
		return l.Address
	}
	return HrefFrag("", t.Out, t.Frag)
}

// footer is the footer of site.toml, with links from the root.
func footer(body kb.Body, to []site.Target, th *theme.Theme) string {
	var b strings.Builder
	for i, h := range body.HTML() {
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
