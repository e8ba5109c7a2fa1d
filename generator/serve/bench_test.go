package serve

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"testing"

	"milepost/generator/plan"
)

// BenchmarkGet is one page of 64 kB over a kept connection, client included.
func BenchmarkGet(b *testing.B) {
	s := New(Options{})
	body := "<html><body>"
	for len(body) < 64<<10 {
		body += long
	}
	s.Show(&Edition{ID: "1", Outputs: []plan.Output{text("index.html", body, plan.Entry)}})
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	go func() { _ = s.Serve(b.Context(), l) }()
	for _, accept := range []string{"identity", "gzip"} {
		b.Run(accept, func(b *testing.B) {
			b.ReportAllocs()
			b.RunParallel(func(pb *testing.PB) {
				c, err := net.Dial("tcp", l.Addr().String())
				if err != nil {
					b.Error(err)
					return
				}
				defer c.Close()
				r := bufio.NewReaderSize(c, 64<<10)
				for pb.Next() {
					_, _ = io.WriteString(c, "GET / HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: "+accept+"\r\n\r\n")
					resp, err := http.ReadResponse(r, nil)
					if err != nil {
						b.Error(err)
						return
					}
					_, _ = io.Copy(io.Discard, resp.Body)
					_ = resp.Body.Close()
				}
			})
		})
	}
}

// BenchmarkShow10k is how long an edition of 10,000 outputs takes to be shown.
func BenchmarkShow10k(b *testing.B) {
	e := &Edition{ID: "1"}
	for i := range 10_000 {
		e.Outputs = append(e.Outputs, text(fmt.Sprintf("s%d/p%d.html", i%50, i), "x", plan.Page))
	}
	s := New(Options{})
	for b.Loop() {
		s.Show(e)
	}
}
