package fact

import (
	"bytes"
	"encoding/json"
)

// line is a fact as JSON writes it.
type line struct {
	Key    string `json:"key"`
	Value  any    `json:"value"` // a number if it is one
	Unit   string `json:"unit"`
	File   string `json:"file,omitempty"`
	Sheet  string `json:"sheet,omitempty"`
	Cell   string `json:"cell,omitempty"`
	AsOf   string `json:"as_of,omitempty"`
	Digest string `json:"digest,omitempty"`
}

// JSON is the facts as an array, one line a fact, in the order of their keys:
// the same facts are the same bytes.
func (s Set) JSON() []byte {
	var b bytes.Buffer
	b.WriteString("[")
	for i, f := range s.facts {
		l := line{f.Key, f.Value, f.Unit, f.Source.File, f.Source.Sheet, f.Source.Cell, string(f.AsOf), f.Digest}
		if _, ok := f.Num(); ok {
			l.Value = json.Number(f.Value)
		}
		if i > 0 {
			b.WriteString(",")
		}
		b.WriteString("\n")
		b.Write(plainJSON(l))
	}
	b.WriteString("\n]\n")
	return b.Bytes()
}

// plainJSON is a line with its characters as they are: < and & break nothing in a file of data.
func plainJSON(l line) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(l) // texts and numbers always encode
	return bytes.TrimRight(b.Bytes(), "\n")
}
