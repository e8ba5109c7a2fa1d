package publish

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestFullDisk publishes to a file system of 1 MB.
func TestFullDisk(t *testing.T) {
	mount := t.TempDir()
	if err := syscall.Mount("tmpfs", mount, "tmpfs", 0, "size=1m"); err != nil {
		t.Skipf("a tmpfs cannot be mounted here: %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(mount, 0) })
	dir, state := filepath.Join(mount, "public"), filepath.Join(t.TempDir(), "state")
	small, big := site{"index.html": "small", "a.html": "a"}, site{"index.html": "big", "b.html": strings.Repeat("b", 3<<20)}
	p := mustOpen(t, dir, state, Options{})
	if _, err := p.Sync(t.Context(), big.outputs()); reason(err) != "full" {
		t.Errorf("a first build: %v", err)
	}
	if names, _ := os.ReadDir(mount); len(names) != 0 {
		t.Errorf("left behind: %v", names)
	}
	mustSync(t, p, small)
	if _, err := p.Sync(t.Context(), big.outputs()); reason(err) != "full" {
		t.Errorf("the next build: %v", err)
	}
	check(t, dir, small)
	p.Close()
}

// TestReadOnlyMount publishes to a mount that is read-only.
func TestReadOnlyMount(t *testing.T) {
	mount := t.TempDir()
	if err := syscall.Mount("tmpfs", mount, "tmpfs", 0, "size=1m"); err != nil {
		t.Skipf("a tmpfs cannot be mounted here: %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(mount, 0) })
	state := filepath.Join(t.TempDir(), "state")
	dir := filepath.Join(mount, "public")
	p := mustOpen(t, dir, state, Options{})
	mustSync(t, p, one)
	p.Close()
	if err := syscall.Mount("", mount, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Skipf("cannot remount: %v", err)
	}
	if _, err := Open(dir, state, Options{}); reason(err) != "readonly" {
		t.Errorf("an old edition there: %v", err)
	}
	if _, err := Open(filepath.Join(mount, "new"), state, Options{}); reason(err) != "readonly" {
		t.Errorf("a first build: %v", err)
	}
	check(t, dir, one)
}

// TestMountPoint publishes to a directory that cannot be replaced because
// something is mounted on it.
func TestMountPoint(t *testing.T) {
	root := t.TempDir()
	dir := filepath.Join(root, "public")
	os.Mkdir(dir, 0o755)
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=4m"); err != nil {
		t.Skipf("a tmpfs cannot be mounted here: %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(dir, 0) })
	p := mustOpen(t, dir, filepath.Join(root, "state"), Options{})
	mustSync(t, p, one)
	check(t, dir, one)
	mustSync(t, p, two) // the state lies on another file system: no hard links
	check(t, dir, two)
	if _, err := p.rollback(); err != nil {
		t.Fatal(err)
	}
	check(t, dir, one)
	p.Close()
}
