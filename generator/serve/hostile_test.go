package serve

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"milepost/generator/plan"
)

// generation is an edition whose pages and assets all name its number.
func generation(n int) *Edition {
	asset := fmt.Sprintf("assets/s.%d.css", n)
	e := &Edition{ID: fmt.Sprint(n), Outputs: []plan.Output{
		text(asset, fmt.Sprintf("/* %d */ %s /* %d */", n, long, n), plan.Asset),
		text("index.html", fmt.Sprintf("<body>of %d <link href=%s> %s of %d</body>", n, asset, long, n), plan.Entry),
	}}
	for i := range 20 {
		m := n - n%(i+1) // some pages change seldom
		e.Outputs = append(e.Outputs, text(fmt.Sprintf("p%d.html", i), fmt.Sprintf("<body>of %d <link href=assets/s.%d.css> %s of %d</body>", m, n, long, m), plan.Page))
	}
	return e
}

var (
	ofNumber = regexp.MustCompile(`of (\d+) <link href=(\S+)>`)
	ofEnd    = regexp.MustCompile(`of (\d+)</body>`)
)

// TestReadersDuringRebuilds: readers of every page and asset during many
// editions see no error and no mixed page, and find what a page names.
func TestReadersDuringRebuilds(t *testing.T) {
	s := New(Options{CacheBytes: 2 << 20})
	s.Show(generation(0))
	addr := listen(t, s)
	editions := 500
	if testing.Short() {
		editions = 50
	}
	ctx, cancel := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 8}}
	fetch := func(path string) (string, int) {
		r, err := client.Get("http://" + addr + "/" + path)
		if err != nil {
			t.Errorf("%s: %v", path, err)
			return "", 0
		}
		defer r.Body.Close()
		b, err := io.ReadAll(r.Body)
		if err != nil {
			t.Errorf("%s: %v", path, err)
		}
		return string(b), r.StatusCode
	}
	var reads [4]int
	read := make(chan bool, 1)
	for reader := range reads {
		wg.Go(func() {
			for i := reader; ctx.Err() == nil && !t.Failed(); i++ {
				path := fmt.Sprintf("p%d.html", i%20)
				if i%21 == 20 {
					path = ""
				}
				b, status := fetch(path)
				head, end := ofNumber.FindStringSubmatch(b), ofEnd.FindStringSubmatch(b)
				if status != 200 || head == nil || end == nil || head[1] != end[1] {
					t.Errorf("%s: %d, mixed or torn: %.60q", path, status, b)
					return
				}
				if css, status := fetch(head[2]); status != 200 || !strings.Contains(css, strings.TrimSuffix(strings.TrimPrefix(head[2], "assets/s."), ".css")) {
					t.Errorf("%s names %s: %d", path, head[2], status)
					return
				}
				reads[reader]++
				select {
				case read <- true:
				default:
				}
			}
		})
	}
	for n := 1; n <= editions && !t.Failed(); n++ {
		s.Show(generation(n))
		select {
		case <-read: // at least one page and its asset in each edition
		case <-time.After(time.Minute):
			t.Fatal("the readers stand still")
		}
	}
	cancel()
	wg.Wait()
	client.CloseIdleConnections()
	t.Logf("%d editions, reads %v", editions, reads)
	for _, n := range reads {
		if n == 0 {
			t.Error("a reader read nothing")
		}
	}
}

// say sends raw bytes and gives the status line.
func say(t *testing.T, addr, request string) string {
	t.Helper()
	c, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	_ = c.SetDeadline(time.Now().Add(time.Minute))
	_, _ = io.WriteString(c, request)
	line, _ := bufio.NewReader(c).ReadString('\n')
	return strings.TrimSpace(line)
}

func TestHostileRequests(t *testing.T) {
	var log safeBuffer
	s := New(Options{AccessLog: &log})
	s.Show(sample(t))
	addr := listen(t, s)
	for _, c := range []struct{ name, request, want string }{
		{"dots", "GET /../../etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n", "400"},
		{"encoded dots", "GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n", "400"},
		{"encoded slash", "GET /a%2F..%2Fb HTTP/1.1\r\nHost: localhost\r\n\r\n", "400"},
		{"twice encoded dots", "GET /%252e%252e/x HTTP/1.1\r\nHost: localhost\r\n\r\n", "404"},
		{"backslashes", "GET /..\\..\\windows HTTP/1.1\r\nHost: localhost\r\n\r\n", "400"},
		{"NUL", "GET /a%00.html HTTP/1.1\r\nHost: localhost\r\n\r\n", "400"},
		{"overlong UTF-8", "GET /%c0%ae%c0%ae/ HTTP/1.1\r\nHost: localhost\r\n\r\n", "400"},
		{"dotfile", "GET /.env HTTP/1.1\r\nHost: localhost\r\n\r\n", "404"},
		{"drive", "GET /C:/windows/win.ini HTTP/1.1\r\nHost: localhost\r\n\r\n", "404"},
		{"full address", "GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n", "421"},
		{"our full address", "GET http://localhost/ HTTP/1.1\r\nHost: evil.example\r\n\r\n", "200"},
		{"authority", "CONNECT evil.example:443 HTTP/1.1\r\nHost: localhost\r\n\r\n", "421"},
		{"star", "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n", "405"},
		{"long path", "GET /" + strings.Repeat("a", 5000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n", "414"},
		{"large headers", "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + strings.Repeat("a", 100_000) + "\r\n\r\n", "431"},
		{"many headers", "GET / HTTP/1.1\r\nHost: localhost\r\n" + strings.Repeat("A: b\r\n", 20_000) + "\r\n", "431"},
		{"body that never comes", "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n", "413"},
		{"post", "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc", "405"},
		{"chunked", "GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n", "413"},
		{"smuggling", "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "413"},
		{"no host", "GET / HTTP/1.1\r\n\r\n", "400"},
		{"not HTTP", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\r\n\r\n", "400"},
		{"many ranges", "GET /files/%E8%BF%9B%E5%BA%A6.xlsx HTTP/1.1\r\nHost: localhost\r\nRange: bytes=" + strings.Repeat("0-9999,", 200) + "0-1\r\n\r\n", "200"},
	} {
		if got := say(t, addr, c.request); !strings.Contains(got+" ", " "+c.want+" ") {
			t.Errorf("%s: %q, want %s", c.name, got, c.want)
		}
	}
	const unread = 4 // large headers, many headers, no host, not HTTP
	deadline := time.Now().Add(time.Minute)
	for strings.Count(log.String(), `] "-" 400 0`) < unread && time.Now().Before(deadline) {
		runtime.Gosched() // the line comes after the answer, with the end of the connection
	}
	if n := strings.Count(log.String(), `] "-" 400 0`); n != unread {
		t.Errorf("%d requests that could not be read are logged, want %d:\n%s", n, unread, log.String())
	}
	for _, want := range []string{`"GET /../../etc/passwd HTTP/1.1" 400`, `"GET /.env HTTP/1.1" 404`} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("the log lacks %s:\n%s", want, log.String())
		}
	}
}

type safeBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *safeBuffer) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(b)
}

func (s *safeBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

// TestSlowloris: those who send a header byte by byte and those who open
// connections and say nothing are cut off, and others are served meanwhile.
func TestSlowloris(t *testing.T) {
	s := New(Options{MaxConns: 200})
	s.times.header = 300 * time.Millisecond
	s.Show(sample(t))
	addr := listen(t, s)
	var conns []net.Conn
	for i := range 100 {
		c, err := net.Dial("tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		if i%2 == 0 {
			_, _ = io.WriteString(c, "GET / HTTP/1.1\r\nHost: localhost\r\nX-")
		}
		conns = append(conns, c)
	}
	if got := say(t, addr, "GET /data.csv HTTP/1.1\r\nHost: localhost\r\n\r\n"); !strings.Contains(got, "200") {
		t.Errorf("a reader among them: %q", got)
	}
	for i, c := range conns {
		_ = c.SetReadDeadline(time.Now().Add(time.Minute))
		if _, err := io.Copy(io.Discard, c); err != nil && os.IsTimeout(err) {
			t.Fatalf("connection %d was not cut off", i)
		}
	}
	quiet(t)
}

// TestSlowReader: a reader who does not accept the bytes of an answer is cut off.
func TestSlowReader(t *testing.T) {
	var log safeBuffer
	s := New(Options{AccessLog: &log})
	s.times.stall = 300 * time.Millisecond
	e := sample(t)
	e.Outputs = append(e.Outputs, file(t, "files/big.zip", strings.Repeat("0123456789abcdef", 4<<20)))
	s.Show(e)
	addr := listen(t, s)
	c, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	_ = c.(*net.TCPConn).SetReadBuffer(4096)
	_, _ = io.WriteString(c, "GET /files/big.zip HTTP/1.1\r\nHost: localhost\r\n\r\n")
	for end := time.Now().Add(time.Minute); log.String() == "" && time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
	}
	quiet(t)
	fields := append([]string{"nothing was logged"}, strings.Fields(log.String())...)
	if n, err := strconv.Atoi(fields[len(fields)-1]); err != nil || n >= 64<<20 {
		t.Errorf("not cut off: %s", log.String())
	}
}

// TestBigDownload: a large file goes through whole, although it takes many parts.
func TestBigDownload(t *testing.T) {
	s := New(Options{})
	want := strings.Repeat("0123456789abcdef", 1<<20)
	e := sample(t)
	e.Outputs = append(e.Outputs, file(t, "files/big.zip", want))
	s.Show(e)
	addr := listen(t, s)
	r, err := http.Get("http://" + addr + "/files/big.zip")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	if got := bodyText(t, r); got != want || r.ContentLength != int64(len(want)) {
		t.Errorf("%d bytes, length %d", len(got), r.ContentLength)
	}
}

// TestConnectionLimit: more readers than connections wait; none is refused.
func TestConnectionLimit(t *testing.T) {
	s := New(Options{MaxConns: 2})
	s.Show(sample(t))
	addr := listen(t, s)
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			if got := say(t, addr, "GET /data.csv HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"); !strings.Contains(got, "200") {
				t.Errorf("%q", got)
			}
		})
	}
	wg.Wait()
}

// TestNoLeak: pages that listen for events and go away leave nothing behind.
func TestNoLeak(t *testing.T) {
	s := New(Options{Live: true})
	s.Show(sample(t))
	addr := listen(t, s)
	for i := range 50 {
		c, err := net.Dial("tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.WriteString(c, "GET /_milepost/events?path=/ HTTP/1.1\r\nHost: localhost\r\n\r\n")
		_, _ = bufio.NewReader(c).ReadString('\n')
		s.Show(generation(i))
		c.Close()
	}
	quiet(t)
	s.live.mu.Lock()
	defer s.live.mu.Unlock()
	if n := len(s.live.pages); n != 0 {
		t.Errorf("%d pages still listened to", n)
	}
}

// quiet waits until no goroutine serves a connection.
func quiet(t *testing.T) {
	t.Helper()
	b := make([]byte, 4<<20)
	for end := time.Now().Add(time.Minute); ; time.Sleep(5 * time.Millisecond) {
		stacks := string(b[:runtime.Stack(b, true)])
		if !strings.Contains(stacks, "net/http.(*conn)") && !strings.Contains(stacks, "serve.(*Server).events") {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("connections still served:\n%s", stacks)
		}
	}
}

// TestSoak serves and rebuilds for as long as MILEPOST_SOAK says ("10m") and
// watches memory.
func TestSoak(t *testing.T) {
	length, err := time.ParseDuration(os.Getenv("MILEPOST_SOAK"))
	if err != nil {
		t.Skip("MILEPOST_SOAK is not set")
	}
	s := New(Options{CacheBytes: 16 << 20, Live: true})
	s.Show(generation(0))
	addr := listen(t, s)
	heap := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	var first uint64
	start := time.Now()
	for n := 1; time.Since(start) < length; n++ {
		s.Show(generation(n))
		for i := range 20 {
			say(t, addr, "GET /p"+strconv.Itoa(i)+".html HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n")
			say(t, addr, "GET /../x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
		}
		if first == 0 && time.Since(start) > length/5 {
			first = heap()
		}
	}
	if last := heap(); last > first+first/4+(4<<20) {
		t.Errorf("heap grew from %d to %d", first, last)
	}
}
