package main

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"milepost/generator/message"
)

// A command that does not end after a signal is ended by force, with a message.
func TestEndSoon(t *testing.T) {
	catalog, err := message.Parse(messages)
	if err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	ctx, stop := context.WithCancel(context.Background())
	a := &app{catalog: catalog, printer: newPrinter(&out, &errs, catalog, "zh-CN")}
	code := make(chan int)
	a.endSoon(ctx, 0, func(n int) { code <- n })
	stop()
	if got := <-code; got != exitUsage {
		t.Errorf("exit %d, want %d", got, exitUsage)
	}
	if said := out.String() + errs.String(); !strings.Contains(said, "站点保持原样") {
		t.Errorf("said %q", said)
	}
}
