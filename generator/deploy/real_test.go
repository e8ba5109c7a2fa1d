package deploy

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// realServer starts versitygw over a folder with one bucket, if it is installed
// (go install github.com/versity/versitygw/cmd/versitygw@latest), and returns its
// address and the folder. It checks what the fake server does not: signatures,
// regions, conditions of puts.
func realServer(t *testing.T) (address, bucket string) {
	t.Helper()
	program, err := exec.LookPath("versitygw")
	if err != nil {
		t.Skip("versitygw is not installed")
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address = l.Addr().String()
	_ = l.Close()
	dir := t.TempDir()
	bucket = filepath.Join(dir, "wiki")
	if err := os.Mkdir(bucket, 0o755); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, "--access", keyID, "--secret", secret, "--region", "cn-test-1", "--port", address, "posix", dir)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	for until := time.Now().Add(20 * time.Second); ; <-time.After(20 * time.Millisecond) { // until it listens
		if r, err := http.Get("http://" + address + "/"); err == nil {
			_ = r.Body.Close()
			return address, bucket
		}
		if time.Now().After(until) {
			t.Fatal("versitygw does not answer")
		}
	}
}

// A real server stores editions, and each mistake gives its own reason.
func TestRealServer(t *testing.T) {
	address, bucket := realServer(t)
	run := func(said string, from site, opt Options) (Result, error) {
		t.Helper()
		to, err := ParseTarget(said, noEnv)
		if err != nil {
			t.Fatal(err)
		}
		return Run(context.Background(), published(t, place(t), from), to, opt)
	}
	good := "s3://wiki/docs?region=cn-test-1&endpoint=http://" + address
	for n := range 3 {
		opt := usual()
		opt.Gzip = n == 2
		if _, err := run(good, edition(n), opt); err != nil {
			t.Fatal(err)
		}
		if n == 2 {
			continue // stored compressed
		}
		for path, text := range edition(n) {
			if got, err := os.ReadFile(filepath.Join(bucket, "docs", filepath.FromSlash(path))); err != nil || string(got) != text {
				t.Errorf("edition %d: %s holds %q, %v", n, path, got, err)
			}
		}
	}
	if res, err := run(good+"&path-style=true", edition(2), Options{Env: env, Gzip: true, Verify: true, Lease: time.Second}); err != nil || res.Sent != 0 {
		t.Errorf("again: %+v %v", res, err)
	}
	stranger := func(name string) string {
		return map[string]string{"AWS_ACCESS_KEY_ID": keyID, "AWS_SECRET_ACCESS_KEY": "another"}[name]
	}
	for _, c := range []struct {
		name, said, want string
		env              func(string) string
	}{
		{"wrong secret", good, "denied", stranger},
		{"no such bucket", "s3://wikis/docs?region=cn-test-1&endpoint=http://" + address, "bucket", env},
		{"another region", "s3://wiki/docs?region=us-east-1&endpoint=http://" + address, "region", env},
	} {
		opt := usual()
		opt.Env = c.env
		if _, err := run(c.said, edition(3), opt); reason(err) != c.want {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	if left, err := os.ReadDir(filepath.Join(bucket, "docs", ownFolder)); err != nil || fmt.Sprint(left) != "[- manifest]" {
		t.Errorf("left behind: %v %v", left, err)
	}
}
