package main

import (
	"errors"
	"io/fs"
	"net"
	"os"
	"slices"
	"strings"
	"syscall"

	"milepost/generator"
	"milepost/generator/deploy"
	"milepost/generator/publish"
	"milepost/generator/source"
)

// words is an error in the language of the site, with what to do.
func (p *printer) words(err error) string {
	if r := new(publish.Refusal); errors.As(err, &r) {
		return p.text("publish."+r.Reason, r.Args...)
	}
	if r := new(deploy.Refusal); errors.As(err, &r) {
		return p.text("deploy."+r.Reason, r.Args...)
	}
	if r := new(generator.Refused); errors.As(err, &r) {
		return p.text("report.refused."+r.Reason, append(slices.Clone(r.Args), strings.Join(r.Names, p.text("list")))...)
	}
	path, cause := culprit(err)
	if path == "" {
		return err.Error()
	}
	for _, t := range troubles {
		for _, is := range t.is {
			if errors.Is(err, is) {
				return p.text("os."+t.key, path)
			}
		}
	}
	return p.text("os.other", path, cause.Error())
}

// troubles are system errors that people can solve, with their key in the catalog; more
// specific ones first.
var troubles = []struct {
	key string
	is  []error
}{
	{"notdir", []error{syscall.ENOTDIR}},
	{"isdir", []error{syscall.EISDIR, source.ErrIrregular}},
	{"full", []error{syscall.ENOSPC, syscall.EDQUOT}},
	{"readonly", []error{syscall.EROFS}},
	{"files", []error{syscall.EMFILE, syscall.ENFILE}},
	{"long", []error{syscall.ENAMETOOLONG}},
	{"broken", []error{syscall.EIO, syscall.ESTALE, syscall.ENOTCONN, syscall.ETIMEDOUT, syscall.EHOSTDOWN}},
	{"missing", []error{fs.ErrNotExist}},
	{"denied", []error{fs.ErrPermission}},
}

// culprit splits a system error into its path and its cause; path is "" for other errors.
func culprit(err error) (path string, cause error) {
	var one *fs.PathError
	var two *os.LinkError
	switch {
	case errors.As(err, &one):
		return one.Path, one.Err
	case errors.As(err, &two):
		return two.New, two.Err
	}
	return "", nil
}

// defaultAddr is where serve listens unless told otherwise: this machine only.
const defaultAddr = "127.0.0.1:8080"

// listen opens the address for serve; "" is defaultAddr.
func (p *printer) listen(addr string) (net.Listener, error) {
	if addr = strings.TrimSpace(addr); addr == "" {
		addr = defaultAddr
	}
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, errors.New(p.text("addr.form", addr, likelyAddr(addr)))
	}
	if _, err := net.LookupPort("tcp", port); err != nil {
		return nil, errors.New(p.text("addr.port", port))
	}
	l, err := net.Listen("tcp", addr)
	dns := new(net.DNSError)
	switch {
	case err == nil:
		return l, nil
	case errors.Is(err, syscall.EADDRINUSE), errors.Is(err, syscall.Errno(10048)): // as Windows says it
		return nil, errors.New(p.text("addr.busy", port))
	case errors.Is(err, syscall.EADDRNOTAVAIL), errors.Is(err, syscall.Errno(10049)), errors.As(err, &dns):
		return nil, errors.New(p.text("addr.host", host))
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.Errno(10013)):
		return nil, errors.New(p.text("addr.denied", port))
	}
	cause := err
	if op := new(net.OpError); errors.As(err, &op) {
		cause = op.Err
	}
	return nil, errors.New(p.text("os.other", addr, cause.Error()))
}

// likelyAddr is what a wrong address probably means: 8080 is 127.0.0.1:8080.
func likelyAddr(addr string) string {
	addr = strings.NewReplacer("：", ":", "。", ".").Replace(addr)
	if i := strings.Index(addr, "://"); i >= 0 {
		addr, _, _ = strings.Cut(addr[i+len("://"):], "/")
	}
	colon := strings.LastIndexByte(addr, ':')
	switch {
	case strings.Trim(addr, "0123456789") == "":
		return "127.0.0.1:" + addr
	case colon < 0:
		return addr + ":8080"
	case strings.Count(addr, ":") > 1 && !strings.HasPrefix(addr, "["): // IPv6
		return "[" + addr[:colon] + "]" + addr[colon:]
	}
	return addr
}
