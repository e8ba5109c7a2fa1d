package fact

import (
	"bytes"
	"encoding/json"
)

// line is a fact in JSON.
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

// JSON is the facts as an array, one line for each, by key. Equal sets give
// equal bytes.
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

// plainJSON is a line without escapes for < and &: they are harmless in a file of data.
func plainJSON(l line) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(l) // texts and numbers always encode
	return bytes.TrimRight(b.Bytes(), "\n")
}
