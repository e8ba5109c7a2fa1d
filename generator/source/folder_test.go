package source

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"milepost/generator/kb"
)

// A share goes away while its files are read: the snapshot is of the folder that is there
// afterwards, and never a mixture of both folders.
func TestFolderGoesAwayWhileItIsRead(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("folders are not known again on Windows")
	}
	root := t.TempDir()
	content := filepath.Join(root, "content")
	write := func(dir string, names ...string) {
		t.Helper()
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			if err := os.WriteFile(filepath.Join(dir, name), []byte("# page\n"), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	var share []string
	for i := range 6 {
		share = append(share, fmt.Sprintf("p%d.md", i))
	}
	write(content, share...)
	gone := false
	s := New(root, Options{Workers: 1, Today: func() kb.Date { return "2026-09-30" }, Progress: func(done, _ int) {
		if done == 3 && !gone {
			gone = true
			if err := os.Rename(content, filepath.Join(root, "away")); err != nil {
				t.Error(err)
			}
			write(content, "p0.md")
		}
	}})
	snap, err := s.Refresh(t.Context(), Hint{All: true})
	if err != nil {
		t.Fatal(err)
	}
	if len(snap.Pages) != 1 || snap.Folder != FolderID(content) {
		t.Errorf("%d pages of the folder %s, want the one of %s", len(snap.Pages), snap.Folder, FolderID(content))
	}
}
