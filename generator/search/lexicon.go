package search

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"milepost/generator/squeeze"
	"milepost/generator/text"
)

// lexicon gathers what a query without hits needs: the words of letters, to look for
// parts of words and for typos, and the pairs of Han in headings, to find them by pinyin.
// It is given all terms, in order.
type lexicon struct {
	words, numbers dict
	pairs          []headPair
	chars          map[rune]bool // all Han of the site
	heads          map[rune]bool // Han in headings
}

// headPair is a pair of Han, and how many pages have it in a heading.
type headPair struct {
	a, b  rune
	pages uint32
}

func newLexicon() *lexicon {
	return &lexicon{chars: map[rune]bool{}, heads: map[rune]bool{}}
}

func (l *lexicon) add(p *posting) {
	r, n := utf8.DecodeRuneInString(p.term)
	switch classOf(r) {
	case han:
		l.chars[r] = true
		if b, m := utf8.DecodeRuneInString(p.term[n:]); m > 0 && p.heads > 0 {
			l.pairs = append(l.pairs, headPair{r, b, p.heads})
			l.heads[r], l.heads[b] = true, true
		}
	case word:
		l.addWord(p.term)
	}
}

// addWord keeps a term if it is a word of at least two characters. Runs of words, such
// as a-b, are left out.
func (l *lexicon) addWord(term string) {
	if strings.ContainsAny(term, joiners+"#") {
		return
	}
	if utf8.RuneCountInString(term) < 2 {
		return
	}
	if strings.ContainsFunc(term, unicode.IsDigit) {
		l.numbers.add(term)
	} else {
		l.words.add(term)
	}
}

// payloads are those of the files x, y, p, v and h.
func (l *lexicon) payloads(pages []*Terms) map[byte][]byte {
	return map[byte][]byte{
		'x': squeeze.Deflate(l.words.coded, squeeze.Tight),
		'y': squeeze.Deflate(l.numbers.coded, squeeze.Tight),
		'p': squeeze.Deflate(l.pinyin(pages), squeeze.Tight),
		'v': squeeze.Deflate(l.variants(), squeeze.Tight),
		'h': sounds(),
	}
}

// pinyin is {"c": characters, "r": [for each its readings, the most frequent first, with
// spaces between], "b": [for each first character of pairs: the character, then each
// second character with a digit]}. The digit is the logarithm of how many pages have
// the pair in a heading.
func (l *lexicon) pinyin(pages []*Terms) []byte {
	l.addTags(pages)
	var chars []rune
	for r := range l.heads {
		if text.Pinyin(r) != nil {
			chars = append(chars, r)
		}
	}
	slices.Sort(chars)
	readings := make([]string, len(chars))
	for i, r := range chars {
		readings[i] = strings.Join(text.Pinyin(r), " ")
	}
	groups := []string{}
	var b strings.Builder
	for i, p := range l.pairs {
		if i == 0 || p.a != l.pairs[i-1].a {
			if b.Len() > 0 {
				groups = append(groups, b.String())
			}
			b.Reset()
			b.WriteRune(p.a)
		}
		b.WriteRune(p.b)
		b.WriteByte('0' + min(9, nibble(int(p.pages), 1)))
	}
	if b.Len() > 0 {
		groups = append(groups, b.String())
	}
	return packJSON(map[string]any{"c": string(chars), "r": readings, "b": groups})
}

// addTags adds the pairs of the tags and puts all pairs in order, each once.
func (l *lexicon) addTags(pages []*Terms) {
	for _, t := range pages {
		for _, tag := range t.meta.tags {
			tokens(Fold(tag), func(term string) {
				a, n := utf8.DecodeRuneInString(term)
				b, m := utf8.DecodeRuneInString(term[n:])
				if m > 0 && classOf(a) == han {
					l.pairs = append(l.pairs, headPair{a, b, 1})
					l.heads[a], l.heads[b] = true, true
				}
			})
		}
	}
	slices.SortFunc(l.pairs, func(x, y headPair) int {
		if x.a != y.a {
			return int(x.a - y.a)
		}
		if x.b != y.b {
			return int(x.b - y.b)
		}
		return int(y.pages) - int(x.pages)
	})
	l.pairs = slices.CompactFunc(l.pairs, func(x, y headPair) bool { return x.a == y.a && x.b == y.b })
}
