//go:build unix

package browser

import (
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// A browser that hangs, fails or answers something else gives an error in time, and
// leaves no process and no profile.
func TestBrowsersThatFail(t *testing.T) {
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	for name, row := range map[string]struct {
		script string
		kind   Kind
		said   string
	}{
		"hangs":                {"echo starting >&2\nsleep 300 & echo $! >\"$0.pid\"; wait", TimedOut, "starting"},
		"prints nothing":       {"sleep 300 & echo $! >\"$0.pid\"; wait", TimedOut, ""},
		"does not let go":      {"trap '' TERM INT HUP\nsleep 300 & echo $! >\"$0.pid\"; wait; wait", TimedOut, ""},
		"fails":                {"echo first >&2\necho 'cannot open display' >&2\necho >&2\nexit 1", Failed, "cannot open display"},
		"ends":                 {"exit 0", Failed, ""},
		"answers other things": {"printf 'hello\\0' >&4\nsleep 300 & echo $! >\"$0.pid\"; wait", "", ""},
	} {
		path := filepath.Join(t.TempDir(), "chromium")
		if err := os.WriteFile(path, []byte("#!/bin/sh\n"+row.script+"\n"), 0o755); err != nil {
			t.Fatal(err)
		}
		b, err := Find(path)
		if err != nil {
			t.Fatal(err)
		}
		if b.Limit = 3 * time.Second; row.kind == Failed {
			b.Limit = time.Minute // not reached
		}
		begun := time.Now()
		_, err = b.PDF(t.Context(), []byte("x"), Paper{})
		var e *Error
		if !errors.As(err, &e) || row.kind != "" && (e.Kind != row.kind || e.Said != row.said) {
			t.Errorf("%s: %v (%+v), want %s, %q", name, err, e, row.kind, row.said)
		}
		if took := time.Since(begun); took > 4*time.Minute { // the scripts sleep for five
			t.Errorf("%s: it took %s", name, took)
		}
		if pid, err := os.ReadFile(path + ".pid"); err == nil && alive(t, string(pid)) {
			t.Errorf("%s: its process %s lives on", name, pid)
		}
	}
	if left, err := os.ReadDir(temp); err != nil || len(left) > 0 {
		t.Errorf("left in the folder of temporary files: %v (%v)", left, err)
	}
}

func TestNoProgramIsNoBrowser(t *testing.T) {
	path := filepath.Join(t.TempDir(), "chromium")
	if err := os.WriteFile(path, []byte("\x7fELF and no more"), 0o755); err != nil {
		t.Fatal(err)
	}
	_, err := Browser{Path: path}.PDF(t.Context(), []byte("x"), Paper{})
	var e *Error
	if !errors.As(err, &e) || e.Kind != NotOne {
		t.Errorf("%v, want that it is no browser", err)
	}
}

// alive tells whether a process runs. A killed process may be a zombie for a while, which does not count.
func alive(t *testing.T, pid string) bool {
	t.Helper()
	n, err := strconv.Atoi(strings.TrimSpace(pid))
	if err != nil {
		t.Fatal(err)
	}
	for range 100 {
		if errors.Is(syscall.Kill(n, 0), syscall.ESRCH) {
			return false
		}
		if stat, err := os.ReadFile("/proc/" + strings.TrimSpace(pid) + "/stat"); err == nil && strings.Contains(string(stat), ") Z ") {
			return false
		}
		time.Sleep(20 * time.Millisecond)
	}
	return true
}

func TestLastLine(t *testing.T) {
	var l lastLine
	for _, s := range []string{"one\ntw", "o\r\n\n", "\xff\n\n"} {
		if _, err := l.Write([]byte(s)); err != nil {
			t.Fatal(err)
		}
	}
	if got := l.String(); got != "\uFFFD" {
		t.Errorf("%q", got)
	}
	_, _ = l.Write([]byte("end"))
	if got := l.String(); got != "end" {
		t.Errorf("%q", got)
	}
}
