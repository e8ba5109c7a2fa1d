package text

import "github.com/mozillazg/go-pinyin"

// Pinyin lists all readings of a character without tones, lower case, the most
// frequent first, each once; nil if r has none. ü is written v.
func Pinyin(r rune) []string {
	args := pinyin.Args{Style: pinyin.Normal, Heteronym: true}
	readings := pinyin.SinglePinyin(r, args)
	var once []string
	for _, p := range readings {
		if !contains(once, p) {
			once = append(once, p)
		}
	}
	return once
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}
