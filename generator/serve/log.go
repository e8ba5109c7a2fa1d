package serve

import (
	"io"
	"net"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// accessLog writes a line for each request, in the common log format.
type accessLog struct {
	mu  sync.Mutex
	w   io.Writer
	buf []byte
}

func (l *accessLog) line(r *http.Request, w *writer, start time.Time) {
	if l.w == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	b := appendWho(l.buf[:0], r.RemoteAddr, start)
	b = appendQuoted(b, r.Method+" "+cut(r.RequestURI)+" "+r.Proto)
	b = append(b, ' ')
	b = strconv.AppendInt(b, int64(w.status), 10)
	b = append(b, ' ')
	b = strconv.AppendInt(b, w.sent, 10)
	b = append(b, '\n')
	_, _ = l.w.Write(b)
	l.buf = b
}

// refused writes the line of a request that could not be read.
func (l *accessLog) refused(addr string, now time.Time) {
	if l.w == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	b := append(appendWho(l.buf[:0], addr, now), "\"-\" 400 0\n"...)
	_, _ = l.w.Write(b)
	l.buf = b
}

func appendWho(b []byte, addr string, now time.Time) []byte {
	b = append(append(b, host(addr)...), " - - ["...)
	return append(now.AppendFormat(b, "02/Jan/2006:15:04:05 -0700"), "] "...)
}

// fault logs an error of the server.
func (l *accessLog) fault(r *http.Request, err error) {
	if l.w == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	b := appendQuoted([]byte("# "), cut(r.RequestURI))
	b = append(b, ' ')
	b = appendQuoted(b, err.Error())
	_, _ = l.w.Write(append(b, '\n'))
}

// appendQuoted escapes line breaks: a request cannot write lines of its own into the log.
func appendQuoted(b []byte, s string) []byte { return strconv.AppendQuoteToGraphic(b, s) }

func cut(s string) string {
	const most = 500
	if len(s) > most {
		return s[:most] + "…"
	}
	return s
}

func host(addr string) string {
	if h, _, err := net.SplitHostPort(addr); err == nil {
		return h
	}
	return addr
}
