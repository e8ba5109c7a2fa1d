package text

import (
	"strings"
	"sync"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// A collator is not safe for concurrent use, so each caller takes its own.
var collators = sync.Pool{New: func() any {
	return collate.New(language.Chinese, collate.Numeric, collate.IgnoreWidth)
}}

var buffers = sync.Pool{New: func() any { return new(collate.Buffer) }}

// SortKey is a string by which texts are sorted in the order that Chinese readers expect:
// by pinyin (CLDR's default order for zh), numbers by value. Texts that are equal in this
// order are sorted by their bytes.
func SortKey(s string) string {
	c := collators.Get().(*collate.Collator)
	b := buffers.Get().(*collate.Buffer)
	var key strings.Builder
	key.Write(c.KeyFromString(b, s))
	b.Reset()
	buffers.Put(b)
	collators.Put(c)
	key.WriteByte(0)
	key.WriteString(s)
	return key.String()
}
