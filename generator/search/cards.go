package search

import (
	"encoding/base64"
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"

	"milepost/generator/digest"
)

// Card is what is known of a thing, shown above the hits of a query that names it.
// All of it is said as readers see it.
type Card struct {
	Kind    string // kpi, phase, risk, person, source
	Names   []string
	Whole   bool // only a query that is nothing but a name asks for it
	Title   string
	Project string
	Tone    string // good, warn, bad, muted
	State   string
	Value   string
	Rows    [][2]string
	AsOf    string
	Source  string // 进度.xlsx › 阶段!I16
	Path    string // of the output that it leads to
	Anchor  string
}

// mostCards bounds the file of cards, which a query loads as a whole: 100 cards
// have about 7 kB.
const mostCards = 1500

// cardFile is what the manifest says of the cards: their file, and by which
// queries it may be asked for.
type cardFile struct {
	File   string `json:"f"` // c/File.js
	Hashes string `json:"h"` // base64 of three bytes a name, in order: see hash24
}

// cardsOf is the file of the cards, nil if there are none: per card [kind, names,
// whole, title, project, tone, state, value, rows, as of, source, path, anchor].
func cardsOf(cards []Card) (*cardFile, *File) {
	var list [][]any
	var hashes []uint32
	for _, c := range cards[:min(len(cards), mostCards)] {
		var names []string
		for _, n := range c.Names {
			if n = letters(n); len([]rune(n)) > 1 && !slices.Contains(names, n) {
				names = append(names, n)
				hashes = append(hashes, hash24(n))
			}
		}
		if len(names) == 0 {
			continue
		}
		whole := 0
		if c.Whole {
			whole = 1
		}
		rows := c.Rows
		if rows == nil {
			rows = [][2]string{}
		}
		list = append(list, []any{c.Kind, names, whole, c.Title, c.Project, c.Tone, c.State, c.Value, rows, c.AsOf, c.Source, c.Path, c.Anchor})
	}
	if len(list) == 0 {
		return nil, nil
	}
	slices.Sort(hashes)
	var b []byte
	for _, h := range slices.Compact(hashes) {
		b = append(b, byte(h>>16), byte(h>>8), byte(h))
	}
	text := packJSON(list)
	f := script("c", digest.Bytes(text).Short(), deflate(text, tight))
	return &cardFile{File: strings.TrimSuffix(strings.TrimPrefix(f.Path, "c/"), suffix), Hashes: base64.StdEncoding.EncodeToString(b)}, &f
}

// letters is a name as queries are compared with it: folded, letters and digits alone.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return r
		}
		return -1
	}, Fold(s))
}

// hash24 is FNV-1a over the UTF-16 units of a name, as scripts have them; its lower
// 24 bits: of a hundred names one query in 2,000 loads the cards for nothing.
func hash24(s string) uint32 {
	h := uint32(2166136261)
	for _, u := range utf16.Encode([]rune(s)) {
		h = (h ^ uint32(u)) * 16777619
	}
	return h & 0xffffff
}
