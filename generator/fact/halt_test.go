package fact

import (
	"context"
	"strings"
	"testing"

	"milepost/bench/toll"
)

// Reading a record ends when its context ends.
func TestReadHalts(t *testing.T) {
	src := []byte(strings.Join(columns, ",") + "\n" + strings.Repeat("kpi/甲/actual,2,count,a.xlsx,表,B2,2026-09-30,\n", 20_000))
	toll.Halts(t, func(ctx context.Context) bool {
		Read(ctx, "a.facts.csv", src)
		return ctx.Err() == nil
	})
}
