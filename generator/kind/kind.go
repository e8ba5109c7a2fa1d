// Package kind knows what a page can be: an operation manual, an FAQ, a gate
// review. Each kind has fields in the front matter, chapters that readers
// expect, and folder names that imply it.
//
// A page and the name of its kind go in; diagnostics come out. A new kind is added
// only here, in table.go. The package never changes a page.
package kind

import (
	"path"
	"slices"
	"strings"

	"milepost/generator/text"
)

// Page is the kind of a page without any other kind.
const Page = "page"

// Project is the kind of a folder's page that makes the folder a project of its own.
// The name of the folder alone never does that.
const Project = "project"

// Portfolio is the kind of a page that shows how all projects of the site stand.
const Portfolio = "portfolio"

// Glossary is the kind of a page that explains terms.
const Glossary = "glossary"

// Report is the kind of a page that is a report. It shows the figures of its period;
// once it is issued, those of its snapshot.
const Report = "report"

// Kind is one kind of page.
type Kind struct {
	Name     string
	Words    []string // other names of the kind, and names of folders whose pages are of this kind
	Fields   []Field
	Chapters []Chapter
}

// Field is a front-matter key of a kind.
type Field struct {
	Key      string
	Type     Type
	Required bool
	Values   []Value // the allowed values, only for the type Word
}

// Type is the type of a field's value.
type Type uint8

// The types of a field.
const (
	Text   Type = iota
	List        // one or more texts
	Date        // a day
	Period      // a month, quarter or year
	Score       // a number from 0 to 100
	Word        // one of Values
)

// Value is one word that a field may hold.
type Value struct {
	Key   string   // the word in rules: passed, conditional, failed
	Words []string // as people write it; the first is suggested
}

// Chapter is a heading that pages of a kind should have. A heading that contains one
// of Words is this chapter; the first two are its name in Chinese and in English.
type Chapter struct {
	Words []string
}

// Title is the chapter's name in the language.
func (c Chapter) Title(lang string) string {
	if lang == "en" && len(c.Words) > 1 {
		return c.Words[1]
	}
	return c.Words[0]
}

// In tells whether a heading is this chapter.
func (c Chapter) In(heading string) bool {
	h := text.Fold(heading)
	return slices.ContainsFunc(c.Words, func(w string) bool { return strings.Contains(h, text.Fold(w)) })
}

// All lists the kinds in the order of the table. Callers do not change it.
func All() []Kind { return kinds }

// Of is the kind with the name ("faq"); ok is false if there is none.
func Of(name string) (k Kind, ok bool) {
	for _, k := range kinds {
		if k.Name == name {
			return k, true
		}
	}
	return Kind{}, false
}

// onlySaid are the kinds that a page has only if its front matter says so, never by
// its folder.
var onlySaid = []string{Project, Portfolio, Report}

// folderKinds maps the name of a folder to the index in kinds of the first kind with
// that word.
var folderKinds = func() map[string]int {
	at := map[string]int{}
	for i, k := range kinds {
		for _, w := range k.Words {
			if _, taken := at[w]; !taken && !slices.Contains(onlySaid, k.Name) {
				at[w] = i
			}
		}
	}
	return at
}()

// OfFolder is the kind that the nearest folder name of the path implies, Page
// if none does: "docs/运维手册/crm" holds manuals.
func OfFolder(dir string) string {
	for dir = path.Clean(dir); dir != "." && dir != "/"; dir = path.Dir(dir) {
		base := text.Fold(path.Base(dir))
		i, ok := folderKinds[base]
		if one, plural := folderKinds[strings.TrimSuffix(base, "s")]; plural && (!ok || one < i) {
			i, ok = one, true
		}
		if ok {
			return kinds[i].Name
		}
	}
	return Page
}

// Known lists the fields of a kind, nil for an unknown one.
func Known(name string) []Field {
	k, _ := Of(name)
	return k.Fields
}

// Knows tells whether a front-matter key is a field of the kind with the name.
func Knows(name, key string) bool {
	return slices.ContainsFunc(Known(name), func(f Field) bool { return f.Key == key })
}

// Decision is the key of the decision in a text that may say more: 不通过，整改后再评 is
// failed, 有条件通过（两项） is conditional; "" if the text holds no decision.
func Decision(said string) string {
	said = text.Fold(said)
	for _, f := range Known("review") {
		for _, v := range slices.Backward(f.Values) { // 不通过 and 有条件通过 hold 通过, too
			if slices.ContainsFunc(v.Words, func(w string) bool { return strings.Contains(said, w) }) {
				return v.Key
			}
		}
	}
	return ""
}

// Meaning is the key of a field's value ("conditional" for 有条件通过), "" if the value
// is not allowed.
func (f Field) Meaning(value string) string {
	folded := text.Fold(strings.TrimSpace(value))
	for _, v := range f.Values {
		if folded == v.Key || slices.ContainsFunc(v.Words, func(w string) bool { return folded == text.Fold(w) }) {
			return v.Key
		}
	}
	return ""
}
