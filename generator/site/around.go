package site

import (
	"milepost/generator/config"
	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/source"
)

// Around is where the links lead that site.toml puts on every page.
type Around struct {
	Footer []Target // by hole of the footer; Out "" if it leads nowhere or is no link
	Links  []Target // of [[theme.links]], zero for those that leave the site
	Home   Target   // where the logo leads, zero for the home page
}

// AroundOf resolves the links of site.toml, relative to the content folder, and
// reports the broken ones.
func AroundOf(s *Site) (a Around, diags diag.List) {
	theme := &s.Config.Theme
	if f := s.Footer; f != nil {
		p := &Page{Page: f, Brief: f.Brief}
		p.ownBrief().Out = s.Root.Out
		for i, h := range f.Body.Get().Holes {
			t, said := Target{}, diag.List(nil)
			switch h.Kind {
			case kb.HoleLink, kb.HoleLinkText:
				t, said = s.Resolve(p, i)
			case kb.HoleWord:
			default:
				said = diag.List{diag.New("TH07.footer", diag.Pos{})}
			}
			for _, d := range said {
				d.Pos = diag.Pos{File: config.File, Line: theme.Footer.Line, Col: theme.Footer.Col}
				diags = append(diags, d)
			}
			a.Footer = append(a.Footer, t)
		}
	}
	for _, l := range theme.Links {
		t, said := resolveSetting(s, l)
		a.Links, diags = append(a.Links, t), append(diags, said...)
	}
	home, said := resolveSetting(s, theme.Home)
	a.Home = home
	return a, append(diags, said...)
}

// resolveSetting resolves a link of site.toml.
func resolveSetting(s *Site, l config.ThemeLink) (Target, diag.List) {
	if l.Target == "" {
		return Target{}, nil
	}
	hole := kb.Hole{Kind: kb.HoleLink, Target: l.Target, Frag: l.Frag, Line: l.Line, Col: l.Col}
	page := kb.Page{Path: config.File, Body: kb.MakeBody([]string{"", ""}, []kb.Hole{hole})}
	return s.Resolve(&Page{Page: &source.Page{Page: &page, Targets: []string{l.Target}}, Brief: &source.Brief{Path: page.Path, Out: s.Root.Out}}, 0)
}
