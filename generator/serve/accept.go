package serve

import (
	"strconv"
	"strings"
)

// accepted lists the encodings that a client accepts besides identity, best first. See
// RFC 9110, section 12.5.3.
func accepted(headers []string, withBrotli bool) []encoding {
	if len(headers) == 0 {
		return nil
	}
	header := headers[0]
	if len(headers) > 1 {
		header = strings.Join(headers, ",")
	}
	var takes, refuses [encodings]bool
	for part := range strings.SplitSeq(header, ",") {
		name, params, _ := strings.Cut(part, ";")
		no := isZero(params)
		for e := range encodings {
			switch strings.ToLower(strings.TrimSpace(name)) {
			case encodingNames[e]:
				takes[e], refuses[e] = !no, no
			case "*":
				takes[e] = takes[e] || !no
			}
		}
	}
	switch br, gz := withBrotli && takes[brotlied] && !refuses[brotlied], takes[gzipped] && !refuses[gzipped]; {
	case br && gz:
		return bothEncodings
	case br:
		return bothEncodings[:1]
	case gz:
		return bothEncodings[1:]
	}
	return nil
}

var bothEncodings = []encoding{brotlied, gzipped}

// isZero tells whether the parameters say q=0.
func isZero(params string) bool {
	_, q, found := strings.Cut(params, "q=")
	if !found {
		return false
	}
	f, err := strconv.ParseFloat(strings.TrimSpace(q), 64)
	return err == nil && f == 0
}

// matches tells whether an If-None-Match header names the tag.
func matches(header, tag string) bool {
	if header == "" {
		return false
	}
	for one := range strings.SplitSeq(header, ",") {
		one = strings.TrimPrefix(strings.TrimSpace(one), "W/")
		if one == tag || one == "*" {
			return true
		}
	}
	return false
}
