package main

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// The programs of `make release` are complete: their checksums are right, and the one for
// this machine creates and builds a site without any other file.
func TestRelease(t *testing.T) {
	dist := os.Getenv("MILEPOST_DIST")
	if dist == "" {
		t.Skip("`make release` runs this with the programs that it has made")
	}
	sums, err := os.ReadFile(filepath.Join(dist, "SHA256SUMS"))
	if err != nil {
		t.Fatal(err)
	}
	listed := strings.Fields(string(sums))
	if len(listed) != 2*4 {
		t.Fatalf("not 4 programs:\n%s", sums)
	}
	for i := 0; i < len(listed); i += 2 {
		b, err := os.ReadFile(filepath.Join(dist, listed[i+1]))
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprintf("%x", sha256.Sum256(b)); got != listed[i] {
			t.Errorf("%s has the checksum %s, listed is %s", listed[i+1], got, listed[i])
		}
	}
	b, err := os.ReadFile(filepath.Join(dist, "milepost-"+runtime.GOOS+"-"+runtime.GOARCH))
	if err != nil {
		t.Skipf("no program for this machine: %v", err)
	}
	dir := t.TempDir()
	program := filepath.Join(dir, "milepost")
	if err := os.WriteFile(program, b, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"new", "site", "book"}, {"-C", "book", "new", "sheet", "kpi", "book/content/kpi.xlsx"}, {"-C", "book", "build", "--strict"}} {
		cmd := exec.Command(program, args...)
		cmd.Dir = dir
		cmd.Env = []string{"LANG=en_US.UTF-8", "HOME=" + dir, "PATH=" + dir} // nothing of the machine it was built on
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("milepost %v: %v\n%s", args, err, out)
		}
	}
	for _, name := range []string{"index.html", "kpi.xlsx.html", "search/manifest.js"} {
		if _, err := os.Stat(filepath.Join(dir, "book", "public", name)); err != nil {
			t.Error(err)
		}
	}
	page, err := os.ReadFile(filepath.Join(dir, "book", "public", "kpi.xlsx.html"))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(page, []byte("<svg")) {
		t.Error("the workbook's page has no picture: the charts are not embedded")
	}
	assets, err := filepath.Glob(filepath.Join(dir, "book", "public", "assets", "style*.css"))
	if err != nil || len(assets) == 0 {
		t.Errorf("no style is published: %v", err)
	}
}
