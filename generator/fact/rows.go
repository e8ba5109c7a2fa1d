package fact

import (
	"encoding/csv"
	"io"
	"strings"
)

// rows reads the lines of a CSV. A line without quotes, as most are, is split
// at its commas; package csv reads the others. The cells are parts of the
// given text.
type rows struct {
	rest string
	line int      // lines read so far
	row  []string // used again
}

// next is the cells of the next line that is not empty, and its number. The
// cells are valid until the next call. An error of package csv counts its lines
// from this one.
func (r *rows) next() (row []string, line int, err error) {
	for r.rest != "" {
		text, rest, _ := strings.Cut(r.rest, "\n")
		if strings.IndexByte(text, '"') >= 0 {
			return r.quoted()
		}
		r.rest = rest
		r.line++
		if text = strings.TrimSuffix(text, "\r"); text != "" {
			return r.cut(text), r.line, nil
		}
	}
	return nil, r.line, io.EOF
}

func (r *rows) cut(text string) []string {
	r.row = r.row[:0]
	for {
		cell, rest, more := strings.Cut(text, ",")
		r.row = append(r.row, cell)
		if !more {
			return r.row
		}
		text = rest
	}
}

// quoted reads a line with quotes and its following lines, until the number of
// quotes is even.
func (r *rows) quoted() (row []string, line int, err error) {
	end, quotes := 0, 0
	for {
		text, _, more := strings.Cut(r.rest[end:], "\n")
		end += len(text)
		quotes += strings.Count(text, `"`)
		if more {
			end++
		}
		if !more || quotes%2 == 0 {
			break
		}
	}
	text := r.rest[:end]
	line, r.rest = r.line+1, r.rest[end:]
	r.line += strings.Count(text, "\n")
	c := csv.NewReader(strings.NewReader(text))
	c.FieldsPerRecord = -1
	row, err = c.Read()
	return row, line, err
}
