package source

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"milepost/bench/toll"
	"milepost/generator/digest"
	"milepost/generator/fact"
	"milepost/generator/kb"
)

// oneOfEach gives a file of each kind, most of them so long that a test can stop in the middle.
func oneOfEach(mark string) map[string]string {
	return map[string]string{
		"页.md":         "---\ntitle: " + mark + "\n---\n" + strings.Repeat("一段**话**。\n\n", 3000),
		"表.csv":        "指标,目标,实际\n" + strings.Repeat(mark+",1,2\n", 5000),
		"图.svg":        `<svg xmlns="http://www.w3.org/2000/svg"><title>` + mark + `</title>` + strings.Repeat(`<g><path d="M0 0L9 9"/></g>`, 5000) + `</svg>`,
		"月.facts.csv":  string(fact.Of([]fact.Fact{{Key: "kpi/" + mark + "/actual", Value: "1", Unit: "count"}}).Write()),
		"文.txt":        strings.Repeat(mark+"\n", 300_000),
		"子/_index.md":  "# " + mark + "\n",
		"子/月报.csv.txt": mark,
	}
}

func lay(t *testing.T, root string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		file := filepath.Join(root, "content", filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// said writes a snapshot as text: the path and key or state of each file, and the diagnostics.
func said(s *Snapshot) string {
	var b strings.Builder
	for _, p := range s.Pages {
		b.WriteString(p.Path + " " + p.Title + " " + p.Key.String() + "\n")
	}
	for _, w := range s.Workbooks {
		b.WriteString(w.Path + " " + string(w.State) + " " + w.Digest.String() + "\n")
	}
	for _, r := range s.Records {
		b.WriteString(r.Path + " " + r.Key.String() + "\n")
	}
	b.WriteString(digest.Of(s.Files).String() + "\n")
	for _, d := range s.Diags {
		b.WriteString(d.Pos.String() + " " + d.Code + "\n")
	}
	return b.String()
}

// A refresh that is stopped at any moment keeps nothing and reports nothing: the next one
// gives the same as a new store that reads everything.
func TestRefreshHalts(t *testing.T) {
	root := t.TempDir()
	lay(t, root, oneOfEach("先"))
	opt := Options{Today: func() kb.Date { return "2026-09-30" }, Workers: 1}
	s := New(root, opt)
	refresh := func(s *Store, ctx context.Context, h Hint) *Snapshot {
		snap, err := s.Refresh(ctx, h)
		if err != nil && ctx.Err() == nil {
			t.Fatal(err)
		}
		return snap
	}
	refresh(s, t.Context(), Hint{All: true})
	lay(t, root, oneOfEach("后"))
	want := said(refresh(New(root, opt), t.Context(), Hint{All: true}))

	toll.Halts(t, func(ctx context.Context) bool { return refresh(New(root, opt), ctx, Hint{All: true}) != nil })
	for looks := 0; looks < 1000; looks += 90 {
		lay(t, root, oneOfEach(strconv.Itoa(looks)))
		before := digest.Of(len(s.entries), s.git.head)
		kept := map[string]*entry{}
		for p, e := range s.entries {
			kept[p] = e
		}
		if refresh(s, toll.EndsAfter(t.Context(), looks), Hint{All: true}) != nil {
			t.Fatalf("read after %d looks", looks)
		}
		for p, e := range s.entries {
			if kept[p] != e {
				t.Errorf("%s was kept", p)
			}
		}
		if digest.Of(len(s.entries), s.git.head) != before {
			t.Error("the store has changed")
		}
		lay(t, root, oneOfEach("后"))
		if got := said(refresh(s, t.Context(), Hint{Files: []string{"content/页.md"}})); got != want {
			t.Errorf("after an end:\n%s\nwant\n%s", got, want)
		}
	}
}

// Reading the git log stops when its context ends, and the git facts before stay.
func TestLogHalts(t *testing.T) {
	log := bytes.Repeat([]byte("\x012026-09-30\x02甲\n\na.md\x00b.md\x00"), 3000)
	toll.Halts(t, func(ctx context.Context) bool {
		parseLog(ctx, log)
		return ctx.Err() == nil
	})
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("no git")
	}
	ctx, end := context.WithCancel(t.Context())
	end()
	h := history{head: "x", changes: map[string]kb.Change{"a.md": {Path: "a.md"}}}
	if err := h.read(ctx, t.TempDir()); err == nil || h.head != "x" || len(h.changes) != 1 || h.refused != nil {
		t.Errorf("%v: %+v", err, h)
	}
}
