package serve

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"sync"
	"sync/atomic"
	"time"
)

// Serve answers on l until ctx ends. Then it accepts no more connections, waits for
// running answers (at most Options.Stop), and returns nil.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	srv := &http.Server{
		Handler:           s.Handler(),
		ReadHeaderTimeout: s.times.header,
		IdleTimeout:       s.times.idle,
		MaxHeaderBytes:    maxHeaders,
		ErrorLog:          log.New(io.Discard, "", 0), // mostly hostile handshakes; the access log has what matters

		DisableGeneralOptionsHandler: true,
		ConnState:                    s.connState,
		ConnContext: func(ctx context.Context, c net.Conn) context.Context {
			return context.WithValue(ctx, connKey{}, limited(c))
		},
	}
	l = &limitListener{Listener: l, room: make(chan struct{}, s.opt.MaxConns), closed: make(chan struct{})}
	if s.opt.TLSCert != "" {
		certs := &certFile{cert: s.opt.TLSCert, key: s.opt.TLSKey}
		if _, err := certs.get(nil); err != nil {
			return fmt.Errorf("serve: %w", err)
		}
		// Not on localhost: the browser would then demand TLS from every server there.
		tcp, ok := l.Addr().(*net.TCPAddr)
		s.strict.Store(!ok || !tcp.IP.IsLoopback())
		srv.TLSConfig = &tls.Config{GetCertificate: certs.get, MinVersion: tls.VersionTLS12}
	}
	s.hosts.Store(newHosts(l.Addr(), s.opt.Hosts))
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	done := make(chan error, 1)
	go func() {
		<-ctx.Done()
		done <- s.stop(srv)
	}()
	var err error
	if srv.TLSConfig != nil {
		err = srv.ServeTLS(l, "", "")
	} else {
		err = srv.Serve(l)
	}
	if !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve: %w", err)
	}
	return <-done
}

func (s *Server) stop(srv *http.Server) error {
	s.stopOnce.Do(func() { close(s.stopping) })
	ctx, cancel := context.WithTimeout(context.Background(), s.opt.Stop)
	defer cancel()
	if err := srv.Shutdown(ctx); err != nil {
		return srv.Close() // those who did not come to an end
	}
	return nil
}

// limitListener limits the open connections; others wait in the queue of the system.
type limitListener struct {
	net.Listener
	room   chan struct{}
	closed chan struct{}
	once   sync.Once
}

func (l *limitListener) Accept() (net.Conn, error) {
	select {
	case l.room <- struct{}{}:
	case <-l.closed:
		return nil, net.ErrClosed
	}
	c, err := l.Listener.Accept()
	if err != nil {
		<-l.room
		return nil, err
	}
	return &limitConn{Conn: c, leave: sync.OnceFunc(func() { <-l.room })}, nil
}

func (l *limitListener) Close() error {
	l.once.Do(func() { close(l.closed) })
	return l.Listener.Close()
}

type limitConn struct {
	net.Conn
	leave func()
	begun atomic.Bool // a request has begun but has not reached the handler
}

type connKey struct{}

// limited is the connection as limitListener made it, without TLS around it.
func limited(c net.Conn) *limitConn {
	if t, ok := c.(*tls.Conn); ok {
		c = t.NetConn()
	}
	l, _ := c.(*limitConn)
	return l
}

// connState logs requests that net/http refuses before they reach the handler: garbage,
// headers that are too large or never end.
func (s *Server) connState(c net.Conn, state http.ConnState) {
	l := limited(c)
	switch {
	case l == nil:
	case state == http.StateActive:
		l.begun.Store(true)
	case state == http.StateClosed && l.begun.Load():
		s.log.refused(c.RemoteAddr().String(), s.opt.Now())
	}
}

// arrived notes that the request reached the handler.
func arrived(r *http.Request) {
	if l, _ := r.Context().Value(connKey{}).(*limitConn); l != nil {
		l.begun.Store(false)
	}
}

func (c *limitConn) Close() error {
	err := c.Conn.Close()
	c.leave()
	return err
}

// ReadFrom keeps sendfile working through the wrapper.
func (c *limitConn) ReadFrom(r io.Reader) (int64, error) {
	if rf, ok := c.Conn.(io.ReaderFrom); ok {
		return rf.ReadFrom(r)
	}
	return io.Copy(struct{ io.Writer }{c.Conn}, r)
}

// certFile reads a certificate again when its file changes, so that renewing it
// needs no restart.
type certFile struct {
	cert, key string
	mu        sync.Mutex
	have      *tls.Certificate
	stamp     time.Time
}

func (c *certFile) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	info, err := os.Stat(c.cert)
	if err == nil && c.have != nil && info.ModTime().Equal(c.stamp) {
		return c.have, nil
	}
	var pair tls.Certificate
	if err == nil {
		pair, err = tls.LoadX509KeyPair(c.cert, c.key)
	}
	if err != nil {
		if c.have != nil {
			return c.have, nil // certificate and key are not both renewed yet: the old ones are used
		}
		return nil, err
	}
	c.have, c.stamp = &pair, info.ModTime()
	return c.have, nil
}
