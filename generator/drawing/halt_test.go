package drawing

import (
	"context"
	"errors"
	"strings"
	"testing"

	"milepost/bench/toll"
)

// When ctx ends, Clean gives up, and that is no refusal of the drawing.
func TestCleanHalts(t *testing.T) {
	src := []byte(`<svg xmlns="http://www.w3.org/2000/svg">` + strings.Repeat(`<g><path d="M0 0L9 9"/></g>`, 20_000) + `</svg>`)
	toll.Halts(t, func(ctx context.Context) bool {
		_, err := Clean(ctx, src)
		if refusal := Refusal(""); errors.As(err, &refusal) {
			t.Errorf("refused: %v", err)
		}
		return err == nil
	})
}
