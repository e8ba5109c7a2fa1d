package digest

import "bytes"

// Whole is the content of a file that shows whether it is complete and unchanged: a head,
// which must end with a line break, a line with the digest of the body, and the body.
func Whole(head string, body []byte) []byte {
	return append([]byte(head+Bytes(body).String()+"\n"), body...)
}

// Body is the body of what Whole wrote with the same head. ok is false for anything else,
// also if a single bit of the body has changed.
func Body(head string, src []byte) (body []byte, ok bool) {
	rest, ok := bytes.CutPrefix(src, []byte(head))
	sum, body, cut := bytes.Cut(rest, []byte("\n"))
	if !ok || !cut || Bytes(body).String() != string(sum) {
		return nil, false
	}
	return body, true
}
