package main

import (
	"bufio"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
)

// responses reads answers from a connection, one after the other.
type responses struct{ in *bufio.Reader }

func newResponses(c net.Conn) *responses { return &responses{bufio.NewReaderSize(c, 64<<10)} }

// next reads the next answer to its end. An answer other than 200 or without a body is an error.
func (r *responses) next() error {
	resp, err := http.ReadResponse(r.in, nil)
	if err != nil {
		return err
	}
	n, err := io.Copy(io.Discard, resp.Body)
	if err == nil && (resp.StatusCode != http.StatusOK || n == 0) {
		err = errors.New(resp.Status)
	}
	return errors.Join(err, resp.Body.Close())
}

// follow opens the stream of events that tells a page of its reload, and reads the first byte.
func follow(c net.Conn, address, path string) error {
	if _, err := io.WriteString(c, "GET /_milepost/events?path="+escaped(path)+"&key=x HTTP/1.1\r\nHost: "+address+"\r\n\r\n"); err != nil {
		return err
	}
	resp, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		return err
	}
	if kind := resp.Header.Get("Content-Type"); resp.StatusCode != http.StatusOK || !strings.HasPrefix(kind, "text/event-stream") {
		return errors.New("no stream of events: " + resp.Status + " " + kind)
	}
	_, err = resp.Body.Read(make([]byte, 1))
	return err
}

// escaped is a path as it is written in an address, with "+" escaped, too, since it
// means a space in a query.
func escaped(path string) string {
	return strings.ReplaceAll((&url.URL{Path: path}).EscapedPath(), "+", "%2B")
}
