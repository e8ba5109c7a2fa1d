package mcp

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"sync"
)

// The error codes of JSON-RPC for lines that are no messages.
const (
	codeParse   = -32700 // not JSON
	codeRequest = -32600 // JSON, but no request of version 2.0
)

// messages is the stream that the SDK reads: the lines of in that are messages of
// JSON-RPC 2.0 (a request, a notification or an answer). The SDK would end the session at
// any other line; messages answers such a line with an error and reads the next.
type messages struct {
	in   *bufio.Reader
	tell io.Writer
	say  func(key string, args ...string) string
	left []byte // the rest of a line that was not read yet
}

// Read reads the rest of a line, else the next line that is a message.
func (w *messages) Read(p []byte) (int, error) {
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
		w.left = append(line, '\n') // the SDK accepts nothing between an object and the end of its line
	}
	n := copy(p, w.left)
	w.left = w.left[n:]
	return n, nil
}

// errLong says that a line was longer than mostAsked. The line was skipped.
var errLong = errors.New("the line is too long")

// line returns the next line that is not empty, without its line break; the last line may have no line break.
func (w *messages) line() ([]byte, error) {
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

// faultOf is the error code of a line and the key of the text that explains it; 0 if the
// line is a message.
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

// isMessage tells whether a line of JSON is a request, a notification or an answer.
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

// refuse answers a line that is no message. Its id is unknown, so the answer's is null.
func (w *messages) refuse(code int, message string) error {
	b, err := json.Marshal(map[string]any{"jsonrpc": "2.0", "id": nil, "error": map[string]any{"code": code, "message": message}})
	if err != nil {
		return err
	}
	_, err = w.tell.Write(append(b, '\n'))
	return err
}

// inTurn lets the SDK and messages write to one stream, one line at a time.
type inTurn struct {
	mu sync.Mutex
	io.Writer
}

func (t *inTurn) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.Writer.Write(p)
}
