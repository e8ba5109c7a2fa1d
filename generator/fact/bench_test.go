package fact

import (
	"context"
	"os"
	"testing"
)

// A record of the sample, as each build reads it.
func BenchmarkRead(b *testing.B) {
	src, err := os.ReadFile("../../content/历史/月报-2026-09.facts.csv")
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		s, _, _ := Read(context.Background(), "x", src)
		s.Apart(Base)
	}
}
