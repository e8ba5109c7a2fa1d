package chart

import (
	_ "embed"
	"strings"

	"milepost/generator/message"
)

//go:embed words.json
var wordsFile []byte

var catalog = message.Embedded(wordsFile)

// words has the texts of one language.
type words struct{ lang string }

func wordsOf(lang string) words { return words{message.Pick(lang)} }

func (w words) text(key string, args ...string) string { return catalog().Text(w.lang, key, args...) }

// list joins words: a、b、c.
func (w words) list(items []string) string { return strings.Join(items, w.text("list")) }

// some joins the first n words and adds how many there are: a、b 等 5 项.
func (w words) some(items []string, n int) string {
	if len(items) <= n {
		return w.list(items)
	}
	return w.text("more", w.list(items[:n]), itoa(len(items)))
}

// join makes one sentence of several parts, with a full stop.
func (w words) join(parts []string) string {
	if len(parts) == 0 {
		return ""
	}
	return strings.Join(parts, w.text("join")) + w.text("stop")
}

// gap is what stands between two sentences: a space in English, nothing in Chinese.
func (w words) gap() string {
	if w.lang == "en" {
		return " "
	}
	return ""
}
