package chart

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite testdata")

// TestExamples compares the option, the words and the table of each example with
// testdata/*.txtar.
func TestExamples(t *testing.T) {
	t.Parallel()
	for _, e := range examples() {
		t.Run(e.name, func(t *testing.T) {
			t.Parallel()
			got := archive(t, draw(t, e))
			file := filepath.Join("testdata", e.name+".txtar")
			if *update {
				if err := os.WriteFile(file, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("%s differs; look at the change with -update and git diff\n%s", file, firstDifference(got, want))
			}
		})
	}
}

func archive(t *testing.T, p Picture) []byte {
	t.Helper()
	var option bytes.Buffer
	if err := json.Indent(&option, []byte(p.Option), "", " "); err != nil {
		t.Fatal(err)
	}
	words := fmt.Sprintf("%d x %d\nlabel: %s\ndesc: %s\nnote: %s\nsmall: %t\n", p.Width, p.Height, p.Label, p.Desc, p.Note, p.Small)
	var table strings.Builder
	fmt.Fprintln(&table, strings.Join(p.Table.Header, "\t"))
	for _, r := range p.Table.Rows {
		fmt.Fprintln(&table, strings.Join(r, "\t"))
	}
	if p.Table.More > 0 {
		fmt.Fprintf(&table, "+%d\n", p.Table.More)
	}
	return fmt.Appendf(nil, "-- words --\n%s-- table --\n%s-- option.json --\n%s\n", words, table.String(), option.String())
}

func firstDifference(got, want []byte) string {
	g, w := strings.Split(string(got), "\n"), strings.Split(string(want), "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return fmt.Sprintf("line %d\n got %s\nwant %s", i+1, g[i], w[i])
		}
	}
	return fmt.Sprintf("got %d lines, want %d", len(g), len(w))
}
