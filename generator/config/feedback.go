package config

import (
	netmail "net/mail"
	"regexp"
	"slices"
	"strings"

	"milepost/generator/fields"
)

// Feedback is where readers send feedback on a page. At most one of the three is set; if none
// is, pages do not ask for feedback.
type Feedback struct {
	Mailto   string // a mail address
	URL      string // an address with placeholders: {title}
	Workbook string // a suggestions workbook, relative to the content folder
	Line     int
}

// On tells whether pages ask.
func (f Feedback) On() bool { return f.Mailto != "" || f.URL != "" || f.Workbook != "" }

// Placeholders are the words that a feedback address can have in braces.
var Placeholders = []string{"page", "title", "heading", "edition", "url", "site", "lang", "vote"}

// placeholder is a word in braces.
var placeholder = regexp.MustCompile(`\{([^{}]*)\}`)

// feedback reads [feedback].
func (r *reader) feedback(v fields.Value) {
	f := Feedback{Line: v.Line}
	ways := 0
	way := func(read func(fields.Value) (string, bool), to *string) handler {
		return func(v fields.Value) {
			if ways++; ways > 1 {
				r.complain("CF03.feedback", v, v.Key)
				return
			}
			if said, ok := read(v); ok {
				*to, f.Line = said, v.Line
			}
		}
	}
	r.table("feedback", v, map[string]handler{
		"mailto":   way(r.mailAddress, &f.Mailto),
		"url":      way(func(v fields.Value) (string, bool) { return r.webAddress(v, Placeholders) }, &f.URL),
		"workbook": way(r.contentFile, &f.Workbook),
	})
	r.cfg.Feedback = f
}

// mailAddress accepts one plain address, without a name.
func (r *reader) mailAddress(v fields.Value) (string, bool) {
	said := strings.TrimPrefix(strings.TrimSpace(v.Text), "mailto:")
	const most = 254 // RFC 5321
	if v.Kind == fields.String && len(said) <= most && !strings.ContainsFunc(said, func(c rune) bool { return c <= ' ' || c > '~' || strings.ContainsRune(`"<>,;:\()`, c) }) {
		if a, err := netmail.ParseAddress(said); err == nil && a.Address == said {
			return said, true
		}
	}
	r.complain("CF03.mailto", v, v.Text)
	return "", false
}

// webAddress accepts an address of the web whose placeholders are all known.
func (r *reader) webAddress(v fields.Value, known []string) (string, bool) {
	said := strings.TrimSpace(v.Text)
	if v.Kind != fields.String || !isWeb(said) {
		r.complain("CF03.url", v, v.Text)
		return "", false
	}
	bad := false
	for _, m := range placeholder.FindAllStringSubmatch(said, -1) {
		if !slices.Contains(known, m[1]) {
			bad = true
			r.complain("CF03.placeholder", v, m[0], "{"+strings.Join(known, "} {")+"}")
		}
	}
	if stray := placeholder.ReplaceAllString(said, ""); !bad && strings.ContainsAny(stray, "{}") {
		bad = true
		r.complain("CF03.brace", v, said)
	}
	return said, !bad
}

// isWeb tells whether a text is an address of the web.
func isWeb(said string) bool {
	scheme, rest, _ := strings.Cut(said, "://")
	host, _, _ := strings.Cut(rest, "/")
	scheme = strings.ToLower(scheme)
	control := strings.ContainsFunc(said, func(c rune) bool { return c < ' ' || c == 0x7f })
	return (scheme == "http" || scheme == "https") && host != "" && !strings.ContainsAny(host, `{} \@`) && !control
}

// contentFile accepts the path of a file in the content folder.
func (r *reader) contentFile(v fields.Value) (string, bool) {
	p, ok := beside(v)
	if !ok {
		r.complain("CF03.folder", v, v.Key, v.Text)
	}
	return p, ok
}

// Asks tells whether the address holds the placeholder.
func (f Feedback) Asks(name string) bool { return strings.Contains(f.URL, "{"+name+"}") }
