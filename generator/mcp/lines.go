package mcp

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"sync"
)

// The codes of JSON-RPC for what is no request.
const (
	codeParse   = -32700 // not JSON
	codeRequest = -32600 // JSON, but no request of version 2.0
)

// whole hands on the lines of a stream that are requests, notifications or answers
// of JSON-RPC 2.0, each one object. The SDK ends a session at the first that is
// not; here it is answered with an error, and the next line is read.
type whole struct {
	in   *bufio.Reader
	tell io.Writer
	say  func(key string, args ...string) string
	left []byte // of a line, what was not read yet
}

// Read gives what is left of a line, else of the next good one.
func (w *whole) Read(p []byte) (int, error) {
	for len(w.left) == 0 {
		line, err := w.line()
		if err != nil && !errors.Is(err, errLong) {
			return 0, err
		}
		if code, why := faultOf(line, err); code != 0 {
			if err := w.refuse(code, w.say(why)); err != nil {
				return 0, err
			}
			continue
		}
		w.left = append(line, '\n') // the SDK wants nothing between an object and the end of its line
	}
	n := copy(p, w.left)
	w.left = w.left[n:]
	return n, nil
}

// errLong: a line is longer than a request may be. It was passed over.
var errLong = errors.New("the line is too long")

// line is the next line that is not empty, without its end. The last one may have none.
func (w *whole) line() ([]byte, error) {
	var line []byte
	long := false
	for {
		part, err := w.in.ReadSlice('\n')
		if long = long || len(line)+len(part) > mostAsked; !long {
			line = append(line, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case long && err == nil:
			return nil, errLong
		}
		if line = bytes.TrimSpace(line); len(line) > 0 && !long {
			return line, nil
		}
		if err != nil {
			return nil, err
		}
	}
}

// faultOf is the code of what is wrong with a line and the key of its words, 0 if
// the SDK takes it.
func faultOf(line []byte, err error) (code int, why string) {
	switch {
	case err != nil:
		return codeRequest, "wire.long"
	case !json.Valid(line):
		return codeParse, "wire.json"
	case !isMessage(line):
		return codeRequest, "wire.request"
	}
	return 0, ""
}

// isMessage tells whether a line is a request, a notification or an answer.
func isMessage(line []byte) bool {
	var m struct {
		Version string `json:"jsonrpc"`
		ID      any    `json:"id"`
		Method  any    `json:"method"`
	}
	if json.Unmarshal(line, &m) != nil || m.Version != "2.0" {
		return false
	}
	switch m.ID.(type) {
	case nil, string, float64:
	default:
		return false
	}
	if _, text := m.Method.(string); m.Method != nil {
		return text
	}
	return m.ID != nil
}

// refuse answers a line that no request is, whose id nobody knows.
func (w *whole) refuse(code int, message string) error {
	b, err := json.Marshal(map[string]any{"jsonrpc": "2.0", "id": nil, "error": map[string]any{"code": code, "message": message}})
	if err != nil {
		return err
	}
	_, err = w.tell.Write(append(b, '\n'))
	return err
}

// inTurn lets the SDK and whole write to one stream, each a whole line at a time.
type inTurn struct {
	mu sync.Mutex
	io.Writer
}

func (t *inTurn) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.Writer.Write(p)
}
