package theme

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"path"
	"strconv"
	"strings"

	"milepost/generator/colour"
)

// readable is the lowest contrast of text (WCAG 2.2, 1.4.3).
const readable = 4.5

// ourAccent is the default accent in icons and mails, which have no style sheet.
const ourAccent = "#1d5f8a"

// brand publishes the files that [theme] names, and returns the styles for it; faces are the
// @font-face rules, which refer to files.
func (t *Theme) brand(ours tokens) (faces, css string) {
	own := &t.opt.Own
	t.assets.Logo = t.picture("logo", own.Logo)
	t.assets.LogoDark = t.picture("logo-dark", own.LogoDark)
	switch {
	case len(own.Icon.Data) > 0:
		t.assets.Icon = t.picture("icon", own.Icon)
	case own.Logo.square():
		t.assets.Icon = t.assets.Logo
	case own.Accent.Text != "":
		t.tintIcon()
	}
	faces, css = t.fonts(ours)
	return faces, css + t.accent(ours)
}

func (t *Theme) picture(name string, p Picture) string {
	if len(p.Data) == 0 {
		return ""
	}
	return t.publish(name+path.Ext(p.Path), p.Data)
}

// LogoSize is the size of the logo, so that pages reserve its space.
func (t *Theme) LogoSize() LogoSize {
	p := t.opt.Own.Logo
	if len(p.Data) == 0 {
		return LogoSize{}
	}
	return LogoSize{Width: p.Width, Height: p.Height, Wide: p.wide(), Plate: t.assets.LogoDark == ""}
}

// tintIcon gives our icon the colour of the site.
func (t *Theme) tintIcon() {
	for i, f := range t.files {
		if f.Path == t.assets.Icon {
			t.files = append(t.files[:i], t.files[i+1:]...)
			c, _ := colour.Parse(t.opt.Own.Accent.Text)
			t.assets.Icon = t.publish("icon.svg", bytes.ReplaceAll(f.Data, []byte(ourAccent), []byte(c.String())))
			return
		}
	}
}

// fonts puts the site's fonts before ours. Chinese punctuation stays in a Chinese font: see
// tokens.css.
func (t *Theme) fonts(ours tokens) (faces, css string) {
	own := &t.opt.Own
	if len(own.Fonts) == 0 {
		return "", ""
	}
	for _, f := range own.FontFiles {
		weight := "400"
		if name := strings.ToLower(path.Base(f.Path)); strings.Contains(name, "bold") || strings.Contains(name, "heavy") {
			weight = "600 900"
		}
		at := t.publish("font"+path.Ext(f.Path), f.Data)
		faces += fmt.Sprintf("@font-face{font-family:%q;font-weight:%s;font-display:swap;src:url(%s)}", own.Fonts[0], weight, path.Base(at))
	}
	stack := ours.light["--sans"]
	for i := range own.Fonts {
		stack = strconv.Quote(own.Fonts[len(own.Fonts)-1-i]) + "," + stack
	}
	chinese := stack
	if len(own.FontFiles) == 0 {
		chinese = `"Chinese marks",` + stack
	}
	return faces, ":root{--sans:" + stack + "}:root:lang(zh){--sans:" + chinese + "}"
}

// accent is the tokens of the site's colour, for light and dark screens. Areas have the
// colour itself; text has the nearest shade with enough contrast.
func (t *Theme) accent(ours tokens) string {
	own := &t.opt.Own
	said, ok := colour.Parse(own.Accent.Text)
	dark, darkSaid := colour.Parse(own.Dark.Text)
	if !ok && !darkSaid {
		return ""
	}
	var b strings.Builder
	if ok {
		paper := paperOf(ours.light["--paper"], colour.White)
		text := said.Against(paper, readable)
		if text != said {
			t.complain("TH02.light", own.Accent.Pos, own.Accent.Text, ratio(said, paper), paper, text)
		}
		b.WriteString(":root{" + shades(own.Accent.Text, said, text, paper, colour.Black) + "}")
	}
	paper := paperOf(ours.dark["--paper"], colour.Colour{R: 0x15, G: 0x19, B: 0x1d})
	fill := own.Dark.Text
	if !darkSaid {
		dark, fill = said, own.Accent.Text
	}
	text := dark.Against(paper, readable)
	switch {
	case text == dark:
	case darkSaid:
		t.complain("TH02.dark", own.Dark.Pos, fill, ratio(dark, paper), paper, text)
	default:
		text = dark.Against(paper, 6) // nobody chose this colour: give it the contrast of our own
		t.complain("TH02.derived", own.Accent.Pos, fill, ratio(dark, paper), paper, text)
	}
	return b.String() + onDark(shades(fill, dark, text, paper, colour.White))
}

// onDark makes declarations apply in dark mode, chosen by the system or by the reader.
func onDark(declarations string) string {
	return `@media screen and (prefers-color-scheme:dark){:root:not([data-theme="light"]){` + declarations + `}}@media screen{:root[data-theme="dark"]{` + declarations + `}}`
}

// paperOf is the background of text.
func paperOf(token string, other colour.Colour) colour.Colour {
	if c, ok := colour.Parse(token); ok {
		return c
	}
	return other
}

func ratio(a, b colour.Colour) string {
	return strconv.FormatFloat(colour.Contrast(a, b), 'f', 1, 64)
}

// shades are the tokens of an accent: the colour as written for areas, a shade for text, a
// stronger one (mixed with end), and a tint as a background for both.
func shades(written string, fill, text, paper, end colour.Colour) string {
	tint := fill.Mix(paper, 0.1)
	if end == colour.White {
		tint = fill.Mix(paper, 0.25)
	}
	strong := text.Mix(end, 0.75).Against(tint, readable)
	return fmt.Sprintf("--accent:%s;--accent-strong:%s;--accent-tint:%s;--accent-fill:%s;--on-accent:%s", asWritten(text, fill, written), strong, tint, written, fill.On())
}

// asWritten is a colour as its author wrote it, if it is that one.
func asWritten(c, author colour.Colour, written string) string {
	if c == author {
		return written
	}
	return c.String()
}

// mailAccent is the colour of filled areas in a mail, and of text on them.
func (t *Theme) mailAccent() (fill, on string) {
	c, ok := colour.Parse(t.opt.Own.Accent.Text)
	if !ok {
		c, _ = colour.Parse(ourAccent)
	}
	return c.String(), c.On().String()
}

// inline is a picture as a data: address.
func (p Picture) inline() string {
	kinds := map[string]string{".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp", ".ico": "image/x-icon"}
	return "data:" + kinds[strings.ToLower(path.Ext(p.Path))] + ";base64," + base64.StdEncoding.EncodeToString(p.Data)
}
