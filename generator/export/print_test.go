package export

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"milepost/generator/browser"
	"milepost/generator/document"
)

// A browser that hangs is stopped, and the other files are still written.
func TestABrowserThatHangs(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("needs a shell")
	}
	hangs := filepath.Join(t.TempDir(), "hangs")
	if err := os.WriteFile(hangs, []byte("#!/bin/sh\nexec sleep 600\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	in := Input{Report: document.Report{}, HTML: []byte("<p>a"), Browser: hangs, Limit: 200 * time.Millisecond}
	files, failed := Export(context.Background(), in, []string{"png", "pdf", "html"})
	if len(files) != 1 || files[0].Ending != ".html" {
		t.Errorf("%d files", len(files))
	}
	if len(failed) != 2 || failed[0].Format != "pdf" || failed[1].Format != "png" {
		t.Fatalf("failed: %v", failed)
	}
	for _, f := range failed {
		if b := new(browser.Error); !errors.As(f.Err, &b) || b.Kind != browser.TimedOut {
			t.Errorf("%s: %v", f.Format, f.Err)
		}
	}
}

func TestNoSuchBrowser(t *testing.T) {
	_, failed := Export(context.Background(), Input{Browser: filepath.Join(t.TempDir(), "none")}, []string{"pdf"})
	if b := new(browser.Error); len(failed) != 1 || !errors.As(failed[0].Err, &b) || b.Kind != browser.NotOne {
		t.Errorf("%v", failed)
	}
}
