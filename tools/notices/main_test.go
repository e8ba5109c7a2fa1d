package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

func TestSectionNeedsALicence(t *testing.T) {
	for name, c := range map[string]struct {
		file string
		ok   bool
	}{
		"a licence":         {"LICENSE.txt", true},
		"terms for copying": {"COPYING", true},
		"a notice alone":    {"NOTICE", false},
		"a Go file":         {"license.go", false},
	} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, c.file), []byte("text"), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := section(&bytes.Buffer{}, name, dir); (err == nil) != c.ok {
			t.Errorf("%s: %v", name, err)
		}
	}
}
