// Readers measures how serve answers many readers at once: how many requests it
// answers a second over many connections, how long answers take at a low rate, with
// and without edits of pages, and how much memory open pages that wait for a reload
// take. Where nginx is installed, the first is measured of it, too, on the same
// published files.
//
//	go run ./bench/readers -pages 300
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"milepost/bench/corpus"
)

func main() {
	b := bench{}
	flag.IntVar(&b.pages, "pages", 300, "pages of the knowledge base")
	flag.IntVar(&b.connections, "connections", 64, "readers at once")
	flag.IntVar(&b.open, "open", 2000, "open pages that wait for a reload")
	flag.IntVar(&b.rate, "rate", 500, "requests a second while pages are edited")
	flag.DurationVar(&b.time, "time", 5*time.Second, "how long each measurement lasts")
	flag.StringVar(&b.milepost, "bin", "bin/milepost", "the program to measure")
	flag.StringVar(&b.nginx, "nginx", "nginx", "the program of nginx; left out where it is not found")
	flag.Parse()
	if err := b.run(); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

type bench struct {
	pages, connections, open, rate int
	time                           time.Duration
	milepost, nginx                string

	dir   string
	c     corpus.Corpus
	paths []string // the path of each page's address: /s001/t01/p000000.html
}

func (b *bench) run() (err error) {
	if b.milepost, err = filepath.Abs(b.milepost); err != nil {
		return err
	}
	if b.dir, err = os.MkdirTemp("", "milepost-readers"); err != nil {
		return err
	}
	defer os.RemoveAll(b.dir)
	if err := os.Chmod(b.dir, 0o755); err != nil { // nginx answers as another user
		return err
	}
	b.c = corpus.Corpus{Pages: b.pages, Seed: 1}
	if err := b.c.Write(filepath.Join(b.dir, "content")); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(b.dir, "site.toml"), []byte("title = \"运维知识库\"\ngit = false\n"), 0o644); err != nil {
		return err
	}
	for i := range b.pages {
		b.paths = append(b.paths, "/"+strings.TrimSuffix(b.c.Path(i), ".md")+".html")
	}
	if out, err := exec.Command(b.milepost, "-C", b.dir, "-q", "build").CombinedOutput(); err != nil {
		if exit := new(exec.ExitError); !errors.As(err, &exit) || exit.ExitCode() != 1 {
			return fmt.Errorf("build: %w: %s", err, out)
		}
	}
	cmd, address, err := b.serve()
	if err != nil {
		return err
	}
	defer stop(cmd)
	other, err := b.startNginx()
	if err != nil {
		return err
	}
	defer stop(other)
	b.full("first round", address) // here each body is compressed, later no more
	for range 2 {
		b.full("serve", address)
		if other != nil {
			b.full("nginx, gzip", nginxAddress)
		}
	}
	b.paced("quiet", address, nil)
	b.paced("page edited every 300 ms", address, b.edit)
	return b.waiting(address, cmd.Process.Pid)
}

var served = regexp.MustCompile(`http://([^ /]+)/`)

// serve starts milepost serve and gives the host and port at which it answers.
func (b *bench) serve() (*exec.Cmd, string, error) {
	cmd := exec.Command(b.milepost, "-C", b.dir, "serve", "--addr", "127.0.0.1:0")
	stderr, err := cmd.StderrPipe()
	if err != nil {
		return nil, "", err
	}
	if err := cmd.Start(); err != nil {
		return nil, "", err
	}
	buf, said := make([]byte, 4096), ""
	for {
		n, err := stderr.Read(buf)
		said += string(buf[:n])
		if m := served.FindStringSubmatch(said); m != nil {
			go func() { _, _ = io.Copy(io.Discard, stderr) }()
			return cmd, m[1], nil
		}
		if err != nil {
			return nil, "", fmt.Errorf("serve: %w: %s", err, said)
		}
	}
}

func stop(cmd *exec.Cmd) {
	if cmd != nil {
		_ = cmd.Process.Signal(os.Interrupt)
		_ = cmd.Wait()
	}
}

const nginxAddress = "127.0.0.1:8931"

// startNginx starts nginx on the published files; it compresses each answer. It gives
// nil where nginx is not installed.
func (b *bench) startNginx() (*exec.Cmd, error) {
	program, err := exec.LookPath(b.nginx)
	if err != nil {
		return nil, nil
	}
	settings := filepath.Join(b.dir, "nginx.conf")
	text := fmt.Sprintf(`daemon off; worker_processes auto; pid %[1]s/nginx.pid; error_log %[1]s/nginx.log;
events { worker_connections 4096; }
http {
	access_log off; sendfile on; keepalive_requests 1000000;
	types { text/html html; text/css css; text/javascript js; }
	gzip on; gzip_types text/css text/javascript; gzip_comp_level 6;
	server { listen %[2]s; root %[1]s/public; }
}
`, b.dir, nginxAddress)
	if err := os.WriteFile(settings, []byte(text), 0o644); err != nil {
		return nil, err
	}
	cmd := exec.Command(program, "-c", settings, "-p", b.dir)
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	for range 100 {
		if c, err := net.Dial("tcp", nginxAddress); err == nil {
			return cmd, c.Close()
		}
		time.Sleep(20 * time.Millisecond)
	}
	return nil, errors.New("nginx does not answer")
}

// full asks over all connections, over each as fast as answers come.
func (b *bench) full(name, address string) {
	began := time.Now()
	took, failed := b.ask(address, func(int) bool { return time.Since(began) < b.time })
	fmt.Printf("%-26s %7.0f requests a second, p99 %5.1f ms, %d failed\n", name, float64(len(took))/time.Since(began).Seconds(), percentile(took, 99), failed)
}

// paced asks at the rate b.rate over all connections. Meanwhile edit, unless nil, is
// called every 300 ms, with 0, 1 and so on.
func (b *bench) paced(name, address string, edit func(round int) error) {
	began := time.Now()
	done := make(chan struct{})
	edited := make(chan int)
	go func() {
		n := 0
		for edit != nil && edit(n) == nil {
			n++
			select {
			case <-time.After(300 * time.Millisecond):
				continue
			case <-done:
			}
			break
		}
		edited <- n
	}()
	each := time.Second * time.Duration(b.connections) / time.Duration(b.rate)
	took, failed := b.ask(address, func(n int) bool {
		if n == 0 {
			time.Sleep(time.Duration(rand.Int64N(int64(each)))) // not all at once
		} else {
			time.Sleep(each)
		}
		return time.Since(began) < 2*b.time
	})
	close(done)
	fmt.Printf("%-26s %7.0f requests a second, median %4.1f ms, p99 %5.1f ms, longest %5.1f ms, %d failed, %d edits\n", name,
		float64(len(took))/time.Since(began).Seconds(), percentile(took, 50), percentile(took, 99), percentile(took, 100), failed, <-edited)
}

// edit adds a line to a page, in each round to another one.
func (b *bench) edit(round int) error {
	page := round * 7 % b.pages
	return os.WriteFile(filepath.Join(b.dir, "content", filepath.FromSlash(b.c.Path(page))), fmt.Appendf(nil, "%s\n第%d次修改\n", b.c.Page(page), round), 0o644)
}

// ask lets every connection ask for pages while more(n) is true, where n is how many
// this connection has asked for. It gives how long each answer took, sorted, and how
// many connections failed: after an error a connection asks no more.
func (b *bench) ask(address string, more func(n int) bool) (took []time.Duration, failed int) {
	var wg sync.WaitGroup
	var mu sync.Mutex
	for i := range b.connections {
		wg.Go(func() {
			mine, err := b.reader(address, uint64(i), more)
			mu.Lock()
			defer mu.Unlock()
			took = append(took, mine...)
			if err != nil {
				failed++
			}
		})
	}
	wg.Wait()
	slices.Sort(took)
	return took, failed
}

// reader asks over one connection, for pages in an order that follows from the seed.
func (b *bench) reader(address string, seed uint64, more func(n int) bool) (took []time.Duration, err error) {
	c, err := net.Dial("tcp", address)
	if err != nil {
		return nil, err
	}
	defer c.Close()
	in := newResponses(c)
	random := rand.New(rand.NewPCG(1, seed))
	for n := 0; more(n); n++ {
		began := time.Now()
		if _, err := io.WriteString(c, "GET "+escaped(b.paths[random.IntN(len(b.paths))])+" HTTP/1.1\r\nHost: "+address+"\r\nAccept-Encoding: gzip\r\n\r\n"); err != nil {
			return took, err
		}
		if err := in.next(); err != nil {
			return took, err
		}
		took = append(took, time.Since(began))
	}
	return took, nil
}

// waiting opens pages that wait for a reload, and prints by how much the memory of the
// process pid grew.
func (b *bench) waiting(address string, pid int) error {
	before := resident(pid)
	var conns []net.Conn
	defer func() {
		for _, c := range conns {
			_ = c.Close()
		}
	}()
	for i := range b.open {
		c, err := net.Dial("tcp", address)
		if err != nil {
			return err
		}
		conns = append(conns, c)
		if err := follow(c, address, b.paths[i%len(b.paths)]); err != nil {
			return err
		}
	}
	time.Sleep(2 * time.Second)
	fmt.Printf("%d open pages: %.1f MB more than before\n", b.open, float64(resident(pid)-before)/1024)
	return nil
}

// resident is the memory that a process holds, in kB; 0 where there is no /proc.
func resident(pid int) int {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(text), "VmRSS:")
	kb, _ := strconv.Atoi(strings.Fields(rest + " 0")[0])
	return kb
}

// percentile is the value in ms that p of 100 do not pass; 0 of an empty list.
func percentile(sorted []time.Duration, p int) float64 {
	if len(sorted) == 0 {
		return 0
	}
	return float64(sorted[(len(sorted)-1)*p/100].Microseconds()) / 1000
}
