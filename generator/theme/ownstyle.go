package theme

import (
	"path"
	"regexp"
	"slices"
	"strings"

	texts "milepost/generator/text"
)

// ownTokens checks tokens.css and returns it for the style sheet, with the dark values for
// both ways into dark mode. The new values are also written to ours.
func (t *Theme) ownTokens(ours tokens) string {
	f, ok := t.opt.Own.file(OwnTokens)
	if !ok {
		return ""
	}
	css, broken := uncommented(string(f.Data))
	s := parseSheet(css)
	if broken > 0 || s.broken > 0 {
		t.complain("TH06.unclosed", OwnPos(f.Path, max(broken, s.broken), 0), f.Path)
		return ""
	}
	var light, dark strings.Builder
	sans := ""
	for _, l := range s.loose {
		t.complain("TH06.selector", OwnPos(f.Path, l.line, 0), l.text, lightTokens, darkTokens)
	}
	for _, r := range s.rules {
		to, values := &light, ours.light
		switch {
		case isDark(r.selector):
			to, values = &dark, ours.dark
		case r.selector != lightTokens || r.at != "":
			t.complain("TH06.selector", OwnPos(f.Path, r.line, 0), strings.TrimSpace(r.at+" "+r.selector), lightTokens, darkTokens)
			continue
		}
		for _, d := range r.declarations() {
			if t.ownToken(f.Path, d, ours.names) {
				to.WriteString(d.name + ":" + d.value + ";")
				values[d.name] = d.value
				if d.name == "--sans" {
					sans = d.value
				}
			}
		}
	}
	out := ""
	if light.Len() > 0 {
		out = ":root{" + light.String() + "}"
	}
	if sans != "" { // ours has one of its own for Chinese
		out += ":root:lang(zh){--sans:" + sans + "}"
	}
	if dark.Len() > 0 {
		out += onDark(dark.String())
	}
	return out
}

// ownToken tells whether a declaration of tokens.css can be used.
func (t *Theme) ownToken(file string, d declaration, known []string) bool {
	pos := OwnPos(file, d.line, 0)
	switch {
	case !slices.Contains(known, d.name):
		if near := texts.Nearest(d.name, known); near != "" {
			t.complain("TH04.token-near", pos, d.name, near)
		} else {
			t.complain("TH04.token", pos, d.name)
		}
	case d.value == "" || strings.ContainsAny(d.value, `{}<>\@`) || strings.Contains(strings.ToLower(d.value), "url("):
		t.complain("TH06.value", pos, d.name, d.value)
	default:
		return true
	}
	return false
}

// ownStyle checks custom.css. Files of the folder theme that it uses are published, and their
// addresses replaced; whole is the same for exported single files: with pictures inside,
// without fonts.
func (t *Theme) ownStyle() (css, whole string) {
	f, ok := t.opt.Own.file(OwnStyle)
	if !ok {
		return "", ""
	}
	plain, broken := uncommented(string(f.Data))
	s := parseSheet(plain)
	if broken > 0 || s.broken > 0 {
		t.complain("TH06.unclosed", OwnPos(f.Path, max(broken, s.broken), 0), f.Path)
		return "", ""
	}
	for _, l := range s.loose {
		t.complain("TH06.loose", OwnPos(f.Path, l.line, 0), l.text)
		plain = strings.Replace(plain, l.text, "", 1)
	}
	plain = strings.ReplaceAll(plain, "</", `<\/`) // ends no element around it
	var b strings.Builder
	var w strings.Builder
	rest := plain
	for {
		at := loads.FindStringSubmatchIndex(rest)
		if at == nil {
			break
		}
		line := 1 + strings.Count(plain[:len(plain)-len(rest)+at[0]], "\n")
		own, inlined := t.ownAddress(strings.Trim(strings.TrimSpace(rest[at[2]:at[3]]), `"'`), line)
		b.WriteString(rest[:at[0]] + `url("` + own + `")`)
		w.WriteString(rest[:at[0]] + `url("` + inlined + `")`)
		rest = rest[at[1]:]
	}
	return lean(b.String() + rest), lean(w.String() + rest)
}

// loads is what a style sheet loads.
var loads = regexp.MustCompile(`(?i)url\(\s*((?:"[^"]*"|'[^']*'|[^)"']*))\s*\)`)

// ownAddress is the address of a file in custom.css: for pages (own), and for exported single
// files (inlined). Addresses of other hosts are not allowed.
func (t *Theme) ownAddress(said string, line int) (own, inlined string) {
	if strings.HasPrefix(said, "#") || strings.HasPrefix(strings.ToLower(said), "data:") && !strings.ContainsAny(said, "<>") {
		return said, said
	}
	var names []string
	for _, f := range t.opt.Own.Files {
		if f.Path == path.Clean(said) {
			if slices.Contains([]string{".html", ".css", ".toml"}, path.Ext(f.Path)) {
				break
			}
			at := path.Base(t.publish(path.Base(f.Path), f.Data))
			p := Picture{Path: f.Path, Data: f.Data}.inline()
			if strings.HasPrefix(p, "data:;") { // a font
				p = ""
			}
			return at, p
		}
		names = append(names, f.Path)
	}
	pos := OwnPos(OwnStyle, line, 0)
	switch near := texts.Nearest(said, names); {
	case strings.Contains(said, ":") || strings.HasPrefix(said, "/") || strings.HasPrefix(said, "\\"):
		t.complain("TH06.outside", pos, said)
	case near != "":
		t.complain("TH06.absent-near", pos, said, near)
	default:
		t.complain("TH06.absent", pos, said)
	}
	return "", ""
}

// lean drops the line breaks and indentation of a style sheet.
func lean(css string) string {
	var b strings.Builder
	for line := range strings.Lines(css) {
		if line = strings.TrimSpace(line); line != "" {
			b.WriteString(line + "\n")
		}
	}
	return b.String()
}
