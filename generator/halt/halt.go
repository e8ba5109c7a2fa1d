// Package halt ends the reading of a file when nobody waits for it any more.
//
// A parser asks its context at each step: a block of bytes, a line, a column. The
// one that finds it ended gives up, and what it has so far is thrown away.
package halt

import (
	"context"
	"io"
)

// Reader reads r until ctx ends; then reading fails with the error of ctx.
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
