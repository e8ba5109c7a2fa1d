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

// SortKey orders as a Chinese reader expects when compared as a string: by
// pinyin (CLDR's default order for zh), numbers by value, and at last by the
// text itself so that the order is total.
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
