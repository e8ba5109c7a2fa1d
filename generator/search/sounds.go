package search

import (
	"slices"
	"strings"
	"sync"

	"milepost/generator/squeeze"
	"milepost/generator/text"
)

// sounds is a packed table of characters that sound alike. Each entry is a syllable and
// the common characters that have it among their two most frequent readings; a space
// ends it.
var sounds = sync.OnceValue(func() []byte {
	alike := map[string][]rune{}
	for r := rune(0x4e00); r <= 0x9fff; r++ {
		if !common(r) {
			continue
		}
		readings := text.Pinyin(r)
		for _, s := range readings[:min(2, len(readings))] {
			alike[s] = append(alike[s], r)
		}
	}
	var entries []string
	for s, chars := range alike {
		entries = append(entries, s+string(chars))
	}
	slices.Sort(entries)
	return squeeze.Deflate(packJSON(strings.Join(entries, " ")), squeeze.Tight)
})

// common tells that r is of the first level of GB 2312: the 3,755 characters that
// nearly all texts are written with.
func common(r rune) bool {
	b, err := text.ToGB18030(string(r))
	return err == nil && len(b) == 2 && b[0] >= 0xb0 && b[0] <= 0xd7 && b[1] >= 0xa1
}
