package serve

import (
	"io"
	"net/http"
	"time"
)

// Limits against clients that keep a connection busy. A slow but steady download of a
// large file is not cut off.
const (
	headerTime = 10 * time.Second // for all headers of a request
	idleTime   = 90 * time.Second // between two requests
	stallTime  = 30 * time.Second // for each part of an answer
	bodyGrace  = 2 * time.Second  // for the body of a refused request
	filePart   = 512 << 10        // bytes of a file that must pass in stallTime: 17 kB/s
	maxHeaders = 32 << 10
)

// times are the times above; tests have shorter ones.
type times struct{ header, idle, stall time.Duration }

// writer counts the bytes that are sent, and extends the deadline after each part.
type writer struct {
	http.ResponseWriter
	ctl    *http.ResponseController
	stall  time.Duration
	status int
	sent   int64
}

// extend gives the client stall time for the next part. The error is ignored: recorders
// in tests have no deadline.
func (w *writer) extend() { _ = w.ctl.SetWriteDeadline(time.Now().Add(w.stall)) }

func (w *writer) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *writer) Write(b []byte) (n int, err error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	for {
		part := b[:min(len(b), filePart)]
		m, err := w.ResponseWriter.Write(part)
		n += m
		w.sent += int64(m)
		if b = b[m:]; err != nil || len(b) == 0 {
			return n, err
		}
		w.extend()
	}
}

// ReadFrom sends a file in parts, each by sendfile where the system has it.
func (w *writer) ReadFrom(src io.Reader) (n int64, err error) {
	rf, ok := w.ResponseWriter.(io.ReaderFrom)
	if !ok {
		return io.Copy(struct{ io.Writer }{w}, src)
	}
	if w.status == 0 {
		w.status = http.StatusOK
	}
	left := int64(1<<63 - 1)
	limited, _ := src.(*io.LimitedReader)
	if limited != nil { // net/http uses sendfile through one LimitedReader only
		src, left = limited.R, limited.N
	}
	for left > 0 {
		w.extend()
		part := min(left, filePart)
		m, err := rf.ReadFrom(&io.LimitedReader{R: src, N: part})
		n += m
		w.sent += m
		left -= m
		if limited != nil {
			limited.N -= m
		}
		if err != nil || m < part {
			return n, err
		}
	}
	return n, nil
}

// Unwrap lets http.ResponseController reach the connection.
func (w *writer) Unwrap() http.ResponseWriter { return w.ResponseWriter }
