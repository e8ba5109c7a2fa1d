package theme

import (
	"context"
	"regexp"
	"slices"

	"milepost/generator/fields"
	texts "milepost/generator/text"
)

// ownTexts replaces our texts by those of texts.toml.
func (t *Theme) ownTexts() {
	f, ok := t.opt.Own.file(OwnTexts)
	if !ok {
		return
	}
	root, problems := fields.TOML(context.Background(), f.Data)
	for _, p := range problems {
		t.complain("TH05."+p.Code, OwnPos(f.Path, p.Line, p.Col), p.Arg)
	}
	own := map[string]string{}
	t.gather(own, "", root)
	t.catalog = t.catalog.With(t.opt.Lang, own)
}

// gather adds the texts of a table to own. "page.owner" = "…" and page = {owner = "…"}
// mean the same; prefix is the key of the table, with a dot.
func (t *Theme) gather(own map[string]string, prefix string, v fields.Value) {
	for _, m := range v.Items {
		key := prefix + m.Key
		pos := OwnPos(OwnTexts, m.Line, m.Col)
		switch {
		case m.Kind == fields.Table:
			t.gather(own, key+".", m)
		case m.Kind != fields.String:
			t.complain("TH05.string", pos, key)
		case !t.catalog.Has(t.opt.Lang, key):
			if near := texts.Nearest(key, t.catalog.Keys()); near != "" {
				t.complain("TH04.text-near", pos, key, near)
			} else {
				t.complain("TH04.text", pos, key)
			}
		default:
			t.holes(key, m)
			own[key] = m.Text
		}
	}
}

// hole is a part of a text that the program fills in: {0}.
var hole = regexp.MustCompile(`\{\d+\}`)

// holes complains if an own text lacks a hole that our text has, or has one that ours lacks.
func (t *Theme) holes(key string, v fields.Value) {
	ours, own := holesOf(t.Text(key)), holesOf(v.Text)
	for _, h := range ours {
		if !slices.Contains(own, h) {
			t.complain("TH05.hole", OwnPos(OwnTexts, v.Line, v.Col), key, h, t.Text(key))
			return
		}
	}
	for _, h := range own {
		if !slices.Contains(ours, h) {
			t.complain("TH05.surplus", OwnPos(OwnTexts, v.Line, v.Col), key, h, t.Text(key))
			return
		}
	}
}

func holesOf(s string) []string { return hole.FindAllString(s, -1) }
