package main

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// The first readers are answered while the problems of the site are still being printed: here
// to somebody who does not read them.
func TestReadersBeforeProblems(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "content"), 0o755); err != nil {
		t.Fatal(err)
	}
	var page strings.Builder
	for i := range 2000 {
		fmt.Fprintf(&page, "[%d](no-such-page-%d.md) ", i, i)
	}
	for name, text := range map[string]string{"site.toml": "title = \"站\"\n", "content/index.md": "# 首页\n\n" + page.String() + "\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := free.Addr().String()
	free.Close()
	cmd := exec.Command("milepost", "-C", dir, "-v", "serve", "--addr", address)
	unread, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	}()
	client := http.Client{Timeout: 20 * time.Second} // it stands in the queue of the socket until the site is there
	var status int
	for range 400 {
		r, err := client.Get("http://" + address + "/")
		if err == nil {
			r.Body.Close()
			status = r.StatusCode
			break
		}
		if strings.Contains(err.Error(), "Timeout") {
			t.Fatal(err)
		}
		time.Sleep(50 * time.Millisecond) // the socket is not open yet
	}
	if status != http.StatusOK {
		t.Fatalf("the first page has status %d", status)
	}
	said := make([]byte, 1<<20)
	n, _ := unread.Read(said)
	if n == 0 || strings.Contains(string(said[:n]), address) {
		t.Errorf("the address was printed before the problems were read:\n%s", said[:n])
	}
}
