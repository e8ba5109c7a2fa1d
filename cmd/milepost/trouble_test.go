package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"regexp"
	"syscall"
	"testing"

	"milepost/generator/message"
	"milepost/generator/source"
)

func speaker(t *testing.T, lang string) *printer {
	t.Helper()
	catalog, err := message.Parse(messages)
	if err != nil {
		t.Fatal(err)
	}
	return newPrinter(io.Discard, io.Discard, catalog, lang)
}

// englishWords matches two English words, which are no name, path or setting.
var englishWords = regexp.MustCompile(`[a-z]{3,} [a-z]{2,}`)

// Errors of the system are reported in the language of the site, with the path.
func TestSystemErrorsInWords(t *testing.T) {
	zh, en := speaker(t, "zh-CN"), speaker(t, "en")
	for _, c := range []struct {
		err error
		zh  string
		en  string
	}{
		{syscall.ENOENT, "找不到", "is not there"},
		{syscall.EACCES, "没有权限", "not permitted"},
		{syscall.ENOTDIR, "不是文件夹", "not a folder"},
		{syscall.EISDIR, "需要一个文件", "where a file is needed"},
		{source.ErrIrregular, "需要一个文件", "where a file is needed"},
		{syscall.ENOSPC, "磁盘已满", "disk is full"},
		{syscall.EROFS, "只读", "read-only"},
		{syscall.EMFILE, "打开的文件太多", "too many files"},
		{syscall.ENAMETOOLONG, "太长", "too long"},
		{syscall.ESTALE, "共享盘", "share"},
		{errors.New("odd thing here"), "操作系统", "operating system"},
	} {
		for _, err := range []error{
			fmt.Errorf("publish: %w", &fs.PathError{Op: "open", Path: "/kb/public", Err: c.err}),
			fmt.Errorf("publish: %w", &os.LinkError{Op: "rename", Old: "/kb/x", New: "/kb/public", Err: c.err}),
		} {
			if got := zh.words(err); !containsAll(got, []string{"/kb/public", c.zh}) || c.zh != "操作系统" && englishWords.MatchString(got) {
				t.Errorf("%v: %s", c.err, got)
			}
			if got := en.words(err); !containsAll(got, []string{"/kb/public", c.en}) {
				t.Errorf("%v: %s", c.err, got)
			}
		}
	}
}

// An address that cannot be listened on is explained in the language of the site.
func TestListen(t *testing.T) {
	busy, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer busy.Close()
	_, port, _ := net.SplitHostPort(busy.Addr().String())
	zh, en := speaker(t, "zh-CN"), speaker(t, "en")
	for _, c := range []struct {
		addr   string
		zh, en string
	}{
		{"8110", "例如 127.0.0.1:8110", "such as 127.0.0.1:8110"},
		{"127.0.0.1", "例如 127.0.0.1:8080", "such as 127.0.0.1:8080"},
		{"::1:8110", "例如 [::1]:8110", "such as [::1]:8110"},
		{"127.0.0.1：8110", "例如 127.0.0.1:8110", "such as 127.0.0.1:8110"},
		{"http://127.0.0.1:8110/", "例如 127.0.0.1:8110", "such as 127.0.0.1:8110"},
		{"127.0.0.1:99999", "99999", "99999"},
		{"127.0.0.1:", "", ""},
		{"127.0.0.1:" + port, "端口 " + port + " 已被", "port " + port + " is taken"},
		{"192.0.2.1:8110", "192.0.2.1 不是本机", "192.0.2.1 is not an address of this machine"},
	} {
		for _, p := range []struct {
			*printer
			want string
		}{{zh, c.zh}, {en, c.en}} {
			l, err := p.listen(c.addr)
			if c.zh == "" {
				if err != nil {
					t.Errorf("%s: %v", c.addr, err)
				} else {
					l.Close()
				}
				continue
			}
			if err == nil {
				t.Errorf("%s is listened on", c.addr)
				l.Close()
				continue
			}
			if got := err.Error(); !containsAll(got, []string{p.want}) || p.lang == "zh-CN" && englishWords.MatchString(got) {
				t.Errorf("%s: %s", c.addr, got)
			}
		}
	}
}

// An empty address means that only this machine can reach the site, not its networks.
func TestListenNowhereElse(t *testing.T) {
	for _, addr := range []string{"", " "} {
		l, err := speaker(t, "en").listen(addr)
		if err != nil { // another program has the port
			if !containsAll(err.Error(), []string{"port 8080 is taken"}) {
				t.Error(err)
			}
			continue
		}
		if got := l.Addr().String(); got != defaultAddr {
			t.Errorf("%q listens on %s", addr, got)
		}
		l.Close()
	}
}
