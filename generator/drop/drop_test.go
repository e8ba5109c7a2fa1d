package drop

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"milepost/generator/digest"
)

// bench is a box over an empty content folder.
func bench(t *testing.T) (b *Box, file func(string) string) {
	t.Helper()
	root := t.TempDir()
	file = func(p string) string { return filepath.Join(root, "content", filepath.FromSlash(p)) }
	if err := os.MkdirAll(file("表"), 0o755); err != nil {
		t.Fatal(err)
	}
	write := func(name string, data []byte) error { return os.WriteFile(name, data, 0o644) }
	return New(file, write, filepath.Join(root, "state"), func() time.Time { return time.Date(2026, 10, 8, 9, 30, 0, 0, time.UTC) }), file
}

func text(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		return "-"
	}
	return string(b)
}

func TestSaveAndUndo(t *testing.T) {
	b, file := bench(t)
	const p = "表/进度 十月.xlsx"
	key := func(s string) digest.Key { return digest.Bytes([]byte(s)) }
	first, err := b.Save(p, []byte("one"), digest.Key{})
	if err != nil || text(t, file(p)) != "one" {
		t.Fatal(err, text(t, file(p)))
	}
	if _, err := b.Save(p, []byte("two"), digest.Key{}); !errors.Is(err, ErrChanged) {
		t.Errorf("saved over a file that its sender has not seen: %v", err)
	}
	second, err := b.Save(p, []byte("two"), key("one"))
	if err != nil || text(t, file(p)) != "two" {
		t.Fatal(err)
	}
	if _, err := b.Undo(first.ID); !errors.Is(err, ErrChanged) {
		t.Errorf("an older drop was undone over a newer one: %v", err)
	}
	if _, err := b.Undo(second.ID); err != nil || text(t, file(p)) != "one" {
		t.Fatal(err, text(t, file(p)))
	}
	if _, err := b.Undo(second.ID); !errors.Is(err, ErrUnknown) {
		t.Errorf("undone twice: %v", err)
	}
	if _, err := b.Undo(first.ID); err != nil || text(t, file(p)) != "-" {
		t.Errorf("a new file stayed: %v", err)
	}
	var kept []string
	list, _ := os.ReadDir(b.dir)
	for _, item := range list {
		if item.Name() != logName {
			kept = append(kept, text(t, filepath.Join(b.dir, item.Name())))
		}
	}
	if got := strings.Join(kept, ","); got != ",one,two,one" { // before each of the four steps
		t.Errorf("kept %q", got)
	}
	var said []string
	for _, e := range b.Entries() {
		said = append(said, e.ID)
		if !e.Undone {
			t.Errorf("%s is not said to be undone", e.ID)
		}
	}
	if len(said) != 2 || said[0] != second.ID || said[1] != first.ID {
		t.Errorf("entries %v", said)
	}
}

// Undo does not remove what somebody else has saved since.
func TestUndoLeavesWhatChangedSince(t *testing.T) {
	b, file := bench(t)
	e, err := b.Save("a.csv", []byte("mine"), digest.Key{})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file("a.csv"), []byte("theirs"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Undo(e.ID); !errors.Is(err, ErrChanged) || text(t, file("a.csv")) != "theirs" {
		t.Errorf("%v, %q", err, text(t, file("a.csv")))
	}
}

// A folder that is gone, and a log that was damaged or forged, lose nothing.
func TestHarm(t *testing.T) {
	b, file := bench(t)
	if _, err := b.Save("fort/a.csv", []byte("x"), digest.Key{}); err == nil || len(b.Entries()) != 0 {
		t.Errorf("saved into a folder that is not there: %v, %v", err, b.Entries())
	}
	if _, err := b.Save("a.csv", []byte("x"), digest.Key{}); err != nil {
		t.Fatal(err)
	}
	log := filepath.Join(b.dir, logName)
	forged := `{"id":"../../etc/passwd","path":"a.csv","digest":"1"}` + "\n" + `{"id":"x","path":"../out.csv","digest":"1"}` + "\n\x00\xff{\n"
	if err := os.WriteFile(log, append([]byte(forged), text(t, log)...), 0o644); err != nil {
		t.Fatal(err)
	}
	if list := b.Entries(); len(list) != 1 || list[0].Path != "a.csv" {
		t.Errorf("entries %v", list)
	}
	for _, id := range []string{"x", "../../etc/passwd", "", "nothing"} {
		if _, err := b.Undo(id); !errors.Is(err, ErrUnknown) {
			t.Errorf("%q: %v", id, err)
		}
	}
	if text(t, file("a.csv")) != "x" {
		t.Error("the file is gone")
	}
}
