// Package message holds texts for people, by key and language.
//
// In goes a JSON file of one family of texts; out come sentences with their
// arguments filled in. It never formats numbers or dates and knows no keys.
package message

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Languages are those every text must exist in; the first is the fallback.
var Languages = []string{"zh-CN", "en"}

// Pick returns the language of ours that serves the tag best: "en" for
// anything English, else "zh-CN".
func Pick(tag string) string {
	if t := strings.ToLower(tag); t == "en" || strings.HasPrefix(t, "en-") || strings.HasPrefix(t, "en_") {
		return "en"
	}
	return "zh-CN"
}

// A Catalog maps key and language to a text with places {0}, {1}, ….
type Catalog struct {
	texts map[string]map[string]string
}

// Parse reads {"key": {"zh-CN": "…", "en": "…"}}.
func Parse(src []byte) (*Catalog, error) {
	c := &Catalog{}
	if err := json.Unmarshal(src, &c.texts); err != nil {
		return nil, fmt.Errorf("message catalog: %w", err)
	}
	return c, nil
}

// ParseFS joins every *.json file of dir into one catalog; a key that stands in two files is an error.
func ParseFS(fsys fs.FS, dir string) (*Catalog, error) {
	names, err := fs.Glob(fsys, dir+"/*.json")
	if err != nil {
		return nil, err
	}
	all := &Catalog{texts: map[string]map[string]string{}}
	for _, name := range names {
		src, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		c, err := Parse(src)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		for key, byLang := range c.texts {
			if _, twice := all.texts[key]; twice {
				return nil, fmt.Errorf("%s: key %q stands in two files", name, key)
			}
			all.texts[key] = byLang
		}
	}
	return all, nil
}

// Embedded reads, when it is first asked for, a catalog that is part of the
// program: a fault in it is our own bug, not one of the content.
func Embedded(src []byte) func() *Catalog {
	return sync.OnceValue(func() *Catalog { return must(Parse(src)) })
}

// EmbeddedFS is Embedded for the files of a folder.
func EmbeddedFS(fsys fs.FS, dir string) func() *Catalog {
	return sync.OnceValue(func() *Catalog { return must(ParseFS(fsys, dir)) })
}

func must(c *Catalog, err error) *Catalog {
	if err != nil {
		panic(err)
	}
	return c
}

// With is the catalog with other texts, by key, in one language.
func (c *Catalog) With(lang string, own map[string]string) *Catalog {
	out := &Catalog{texts: maps.Clone(c.texts)}
	for key, text := range own { // each by itself: the order does not count
		out.texts[key] = maps.Clone(out.texts[key])
		if out.texts[key] == nil {
			out.texts[key] = map[string]string{}
		}
		out.texts[key][lang] = text
	}
	return out
}

// Keys lists all keys in order.
func (c *Catalog) Keys() []string {
	keys := make([]string, 0, len(c.texts))
	for k := range c.texts {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// Has tells whether the key has a text in the language.
func (c *Catalog) Has(lang, key string) bool { return c.texts[key][lang] != "" }

// Text is the text of key in lang (else in the first language, else the key
// itself) with {0}, {1}, … replaced by args.
func (c *Catalog) Text(lang, key string, args ...string) string {
	t, ok := c.texts[key][lang]
	if !ok {
		if t, ok = c.texts[key][Languages[0]]; !ok {
			return strings.TrimSpace(key + " " + strings.Join(args, " "))
		}
	}
	return Fill(t, args...)
}

// Fill replaces {0}, {1}, … in t by args in one pass, so that an argument that
// itself holds "{1}" stays as it is. {0:page|pages} is the word that goes with
// the number: the first for 1, else the second.
func Fill(t string, args ...string) string {
	before, rest, found := strings.Cut(t, "{")
	if !found || len(args) == 0 {
		return t
	}
	var b strings.Builder
	for ; found; before, rest, found = strings.Cut(rest, "{") {
		b.WriteString(before)
		number, after, closed := strings.Cut(rest, "}")
		number, forms, counted := strings.Cut(number, ":")
		if i, err := strconv.Atoi(number); closed && err == nil && 0 <= i && i < len(args) && number == strconv.Itoa(i) {
			text := args[i]
			if counted {
				text = form(text, forms)
			}
			b.WriteString(text)
			rest = after
		} else {
			b.WriteByte('{')
		}
	}
	b.WriteString(before)
	return b.String()
}

// form is the word of "page|pages" that goes with a number.
func form(number, forms string) string {
	one, more, _ := strings.Cut(forms, "|")
	if number == "1" {
		return one
	}
	return more
}
