package digest

import "bytes"

// Whole is the text of a file that tells by itself whether it is whole: a head,
// which ends with a line break, the digest of the body on a line of its own, the body.
func Whole(head string, body []byte) []byte {
	return append([]byte(head+Bytes(body).String()+"\n"), body...)
}

// Body is the body of what Whole wrote under the head; false for anything else: a
// flipped bit in it could be another number.
func Body(head string, src []byte) (body []byte, ok bool) {
	rest, ok := bytes.CutPrefix(src, []byte(head))
	sum, body, cut := bytes.Cut(rest, []byte("\n"))
	if !ok || !cut || Bytes(body).String() != string(sum) {
		return nil, false
	}
	return body, true
}
