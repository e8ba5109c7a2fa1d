package toll

import (
	"context"
	"testing"
)

// countdown is a context that ends after so many looks at it.
type countdown struct {
	context.Context
	left  int // looks that find it going on; < 0: all
	looks int
	spent uint64 // bytes allocated in all when it ended
}

func (c *countdown) Err() error {
	if c.looks++; c.left < 0 || c.looks <= c.left {
		return nil
	}
	if c.spent == 0 {
		c.spent = allocated()
	}
	return context.Canceled
}

// EndsAfter is a context that ends when it has been looked at so many times.
func EndsAfter(ctx context.Context, looks int) context.Context {
	return &countdown{Context: ctx, left: looks}
}

// few is how many more looks at an ended context a parser may take until it has given up.
const few = 200

// Halts lets a parser work, and then again with a context that ends at several
// points on the way. It fails unless the parser then soon gives up, in steps and
// in bytes allocated, and tells that it has read nothing. Not for tests that run
// beside others: those allocate, too.
func Halts(t *testing.T, parse func(context.Context) (read bool)) {
	t.Helper()
	whole := &countdown{Context: t.Context(), left: -1}
	parse(whole) // what is made once
	whole.looks = 0
	before := allocated()
	if !parse(whole) {
		t.Fatal("nothing was read although nobody stopped it")
	}
	cost := allocated() - before
	if whole.looks < 20 {
		t.Fatalf("it looked at its context %d times only", whole.looks)
	}
	for _, tenth := range []int{0, 1, 5, 9} {
		c := &countdown{Context: t.Context(), left: whole.looks * tenth / 10}
		read := parse(c)
		took := allocated() - c.spent
		if read {
			t.Errorf("ended after %d of %d looks: it was read all the same", c.left, whole.looks)
		}
		if more := c.looks - c.left; more > few {
			t.Errorf("ended after %d of %d looks: it looked %d times more", c.left, whole.looks, more)
		}
		if took > cost/4+2<<20 {
			t.Errorf("ended after %d of %d looks: it then took %d kB more, all of it takes %d", c.left, whole.looks, took>>10, cost>>10)
		}
	}
}
