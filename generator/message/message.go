// Package message holds texts for people, by key and language.
//
// In go JSON files of texts; out come sentences with their arguments filled in. The
// package never formats numbers or dates, and it does not know which keys exist.
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

// Languages lists the languages in which every text must exist; the first is the fallback.
var Languages = []string{"zh-CN", "en"}

// Pick returns the language of Languages for a language tag: "en" for every kind of
// English, else "zh-CN".
func Pick(tag string) string {
	if t := strings.ToLower(tag); t == "en" || strings.HasPrefix(t, "en-") || strings.HasPrefix(t, "en_") {
		return "en"
	}
	return "zh-CN"
}

// A Catalog maps key and language to a text with holes {0}, {1}, ….
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

// ParseFS joins all *.json files of dir into one catalog; it is an error if two files have the same key.
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

// Embedded returns a function that parses src when it is called first. src is part of the
// program, so a fault in it is our own bug and panics.
func Embedded(src []byte) func() *Catalog {
	return sync.OnceValue(func() *Catalog { return must(Parse(src)) })
}

// EmbeddedFS is Embedded for the files of a folder, as ParseFS reads them.
func EmbeddedFS(fsys fs.FS, dir string) func() *Catalog {
	return sync.OnceValue(func() *Catalog { return must(ParseFS(fsys, dir)) })
}

func must(c *Catalog, err error) *Catalog {
	if err != nil {
		panic(err)
	}
	return c
}

// With is a copy of the catalog with some texts of one language replaced, by key.
func (c *Catalog) With(lang string, own map[string]string) *Catalog {
	out := &Catalog{texts: maps.Clone(c.texts)}
	for key, text := range own { // the order of the keys does not matter
		out.texts[key] = maps.Clone(out.texts[key])
		if out.texts[key] == nil {
			out.texts[key] = map[string]string{}
		}
		out.texts[key][lang] = text
	}
	return out
}

// Keys lists all keys, sorted.
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

// Fill replaces {0}, {1}, … in t by args. An argument that itself holds "{1}" stays
// unchanged. {0:page|pages} is replaced by the first word if argument 0 is "1", else by the
// second.
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

// form is the word of "page|pages" for a number.
func form(number, forms string) string {
	one, more, _ := strings.Cut(forms, "|")
	if number == "1" {
		return one
	}
	return more
}
