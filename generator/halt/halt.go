// Package halt ends the reading of a file when nobody waits for it any more.
//
// A parser checks its context at each step: a block of bytes, a line, a column. If the
// context has ended, the parser gives up, and its result so far is not used.
package halt

import (
	"context"
	"io"
)

// Reader reads from r. When ctx has ended, Read returns the error of ctx.
func Reader(ctx context.Context, r io.Reader) io.Reader { return &reader{ctx, r} }

type reader struct {
	ctx context.Context
	r   io.Reader
}

func (r *reader) Read(b []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.r.Read(b)
}
