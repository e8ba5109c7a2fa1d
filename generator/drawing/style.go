package drawing

import "strings"

// sheetOf is the text of a <style> element, rebuilt from its plain rules. At-rules are
// left out: they load files, or serve animations.
func sheetOf(texts []node) []node {
	var all strings.Builder
	for _, t := range texts {
		all.WriteString(t.text)
	}
	css := uncommented(all.String())
	var out strings.Builder
	for css != "" {
		open := strings.IndexByte(css, '{')
		if open < 0 {
			break
		}
		end := closing(css, open)
		selector, body := strings.TrimSpace(css[:open]), css[open+1:end]
		css = css[min(end+1, len(css)):]
		if i := strings.LastIndexByte(selector, ';'); i >= 0 { // @import "x"; .a
			selector = strings.TrimSpace(selector[i+1:])
		}
		if selector == "" || strings.ContainsAny(selector, `@<\{}`) {
			continue
		}
		if d := declarations(body); d != "" {
			out.WriteString(selector + "{" + d + "}\n")
		}
	}
	if out.Len() == 0 {
		return nil
	}
	return []node{{text: out.String()}}
}

// closing is the offset of the brace that closes the one at open; len(css) if there is none.
func closing(css string, open int) int {
	level := 0
	for i := open; i < len(css); i++ {
		switch css[i] {
		case '{':
			level++
		case '}':
			if level--; level == 0 {
				return i
			}
		}
	}
	return len(css)
}

func uncommented(css string) string {
	var out strings.Builder
	for {
		before, rest, found := strings.Cut(css, "/*")
		out.WriteString(before)
		if !found {
			return out.String()
		}
		_, css, _ = strings.Cut(rest, "*/")
	}
}

// declarations returns the allowed declarations of a style, "" if there is none.
func declarations(style string) string {
	var out []string
	for d := range strings.SplitSeq(uncommented(style), ";") {
		name, value, _ := strings.Cut(d, ":")
		name, value = strings.ToLower(strings.TrimSpace(name)), strings.TrimSpace(value)
		if value != "" && properties[name] && harmless(value) {
			out = append(out, name+":"+value)
		}
	}
	return strings.Join(out, ";")
}

// harmless tells whether a value loads no file: its only addresses are parts of the drawing, url(#a).
func harmless(value string) bool {
	if strings.ContainsAny(value, `\@<{}`) {
		return false
	}
	v := strings.ToLower(value)
	for _, f := range []string{"expression", "image(", "image-set", "element(", "attr(", "src("} {
		if strings.Contains(v, f) {
			return false
		}
	}
	for {
		_, rest, found := strings.Cut(v, "url")
		if !found {
			return true
		}
		rest = strings.TrimLeft(rest, " \t\r\n")
		if !strings.HasPrefix(rest, "(") || !strings.HasPrefix(strings.TrimLeft(rest[1:], " \t\r\n'\""), "#") {
			return false
		}
		v = rest
	}
}
