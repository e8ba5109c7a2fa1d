package search

import (
	"encoding/base64"
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"

	"milepost/generator/digest"
	"milepost/generator/squeeze"
)

// Card is what is known of one thing (an indicator, a risk, a person). It is shown
// above the hits of a query that names the thing. All texts are as readers see them.
type Card struct {
	Kind    string // kpi, phase, risk, person, source
	Names   []string
	Whole   bool // shown only if the query is one of Names and nothing else
	Title   string
	Project string
	Tone    string // good, warn, bad, muted
	State   string
	Value   string
	Rows    [][2]string
	AsOf    string
	Source  string // 进度.xlsx › 阶段!I16
	Path    string // the output that a click on the card opens
	Anchor  string
}

// mostCards limits how many cards there are: a query loads all of them in one file.
// 100 cards have about 7 kB.
const mostCards = 1500

// cardFile is what the manifest says of the cards: where they are, and the hashes of
// their names. A query loads the file only if the hash of its words is among them.
type cardFile struct {
	File   string `json:"f"` // c/File.js
	Hashes string `json:"h"` // base64 of three bytes a name, in order: see hash24
}

// cardsOf makes the file of the cards; both results are nil if there are none. The file
// has for each card: [kind, names, whole, title, project, tone, state, value, rows, as of,
// source, path, anchor].
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
	f := script("c/"+contentKey(digest.Bytes(text)).Short(), squeeze.Deflate(text, squeeze.Tight))
	return &cardFile{File: strings.TrimSuffix(strings.TrimPrefix(f.Path, "c/"), suffix), Hashes: base64.StdEncoding.EncodeToString(b)}, &f
}

// letters is the form in which names and queries are compared: folded, and without
// everything that is no letter and no digit.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return r
		}
		return -1
	}, Fold(s))
}

// hash24 is the lower 24 bits of FNV-1a over the UTF-16 units of a name (a script has
// its texts in UTF-16). A query tries each of its parts: with a hundred names, about
// one unrelated query in 2,000 meets the hash of a name and loads the cards for nothing.
func hash24(s string) uint32 {
	h := uint32(2166136261)
	for _, u := range utf16.Encode([]rune(s)) {
		h = (h ^ uint32(u)) * 16777619
	}
	return h & 0xffffff
}
