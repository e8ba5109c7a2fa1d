package toll

import (
	"context"
	"testing"
)

// countdown is a context that is cancelled after a number of calls of Err.
type countdown struct {
	context.Context
	left  int    // how many calls of Err give nil; < 0: all
	looks int    // how many calls there were
	spent uint64 // bytes that the process had allocated when the context ended
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

// EndsAfter is a context whose Err gives nil for the first looks calls, and then context.Canceled.
func EndsAfter(ctx context.Context, looks int) context.Context {
	return &countdown{Context: ctx, left: looks}
}

// mostLooks is how many more calls of Err a parser may make once its context has ended.
const mostLooks = 200

// Halts calls parse with a context that never ends, and then with ones that end at
// its start, after a tenth, half and nine tenths of the work. The test fails unless
// parse then soon gives up, counted in calls of Err and in bytes allocated, and tells
// that it has read nothing. No other test may run at the same time, since what that
// allocates would be counted, too.
func Halts(t *testing.T, parse func(context.Context) (read bool)) {
	t.Helper()
	whole := &countdown{Context: t.Context(), left: -1}
	parse(whole) // makes what is made once, which is not to be counted below
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
		if more := c.looks - c.left; more > mostLooks {
			t.Errorf("ended after %d of %d looks: it looked %d times more", c.left, whole.looks, more)
		}
		if took > cost/4+2<<20 {
			t.Errorf("ended after %d of %d looks: it then took %d kB more, all of it takes %d", c.left, whole.looks, took>>10, cost>>10)
		}
	}
}
