// Build measures the program milepost over a generated knowledge base. It prints
// the time, processor time and memory of a clean build and of one where nothing
// changed, how long serve takes until its first page, and how long an edit takes
// until a reader gets the new text.
//
//	go run ./bench/build -pages 1000
package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"

	"milepost/bench/corpus"
)

func main() {
	pages := flag.Int("pages", 1000, "pages of the knowledge base")
	edits := flag.Int("edits", 30, "edits of a body, and as many of a title")
	binary := flag.String("bin", "bin/milepost", "the program to measure")
	dir := flag.String("dir", "", "folder to work in (default: a temporary one)")
	flag.Parse()
	if err := run(*pages, *edits, *binary, *dir); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(pages, edits int, binary, dir string) error {
	binary, err := filepath.Abs(binary)
	if err != nil {
		return err
	}
	if dir == "" {
		if dir, err = os.MkdirTemp("", "milepost-bench"); err != nil {
			return err
		}
		defer os.RemoveAll(dir)
	}
	c := corpus.Corpus{Pages: pages, Seed: 1}
	if err := c.Write(filepath.Join(dir, "content")); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, "site.toml"), []byte("title = \"运维知识库\"\ngit = false\n"), 0o644); err != nil {
		return err
	}
	fmt.Printf("%d pages, %s, %d cores\n", pages, runtime.Version(), runtime.NumCPU())
	if err := os.RemoveAll(filepath.Join(dir, "public")); err != nil {
		return err
	}
	for _, name := range []string{"clean build", "nothing changed"} {
		if err := build(name, binary, dir); err != nil {
			return err
		}
	}
	s, err := start(binary, dir)
	if err != nil {
		return err
	}
	defer s.stop()
	page := pages / 2
	file := filepath.Join(dir, "content", filepath.FromSlash(c.Path(page)))
	body := c.Page(page)
	url := s.url + strings.TrimSuffix(c.Path(page), ".md") + ".html"
	if err := s.edits("body edit to GET", file, url, edits, func(mark string) string { return body + "\n" + mark + "\n" }); err != nil {
		return err
	}
	return s.edits("title edit to GET", file, url, edits, func(mark string) string {
		return strings.Replace(body, "title: \"", "title: \""+mark+" ", 1)
	})
}

// build runs one build and prints what it cost.
func build(name, binary, dir string) error {
	cmd := exec.Command(binary, "-C", dir, "-q", "build")
	cmd.Stderr = os.Stderr
	begin := time.Now()
	err := cmd.Run()
	wall := time.Since(begin)
	// With exit code 1 the site is built, and its content has errors.
	if exit := new(exec.ExitError); err != nil && (!errors.As(err, &exit) || exit.ExitCode() != 1) {
		return fmt.Errorf("%s: %w", name, err)
	}
	state := cmd.ProcessState
	memory := int64(0)
	if usage, ok := state.SysUsage().(*syscall.Rusage); ok {
		memory = usage.Maxrss / 1024 // kB to MB
	}
	fmt.Printf("%-20s %6.2f s wall %6.2f s CPU %5d MB\n", name, wall.Seconds(), (state.UserTime() + state.SystemTime()).Seconds(), memory)
	return nil
}

// server is a running milepost serve.
type server struct {
	cmd *exec.Cmd
	url string
}

var address = regexp.MustCompile(`http://[^ /]+/`)

// start runs milepost serve and prints how long it takes until its first page.
func start(binary, dir string) (*server, error) {
	cmd := exec.Command(binary, "-C", dir, "serve", "--addr", "127.0.0.1:0")
	stderr, err := cmd.StderrPipe()
	if err != nil {
		return nil, err
	}
	begin := time.Now()
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	s := &server{cmd: cmd}
	lines := bufio.NewScanner(stderr)
	for lines.Scan() {
		if s.url = address.FindString(lines.Text()); s.url != "" {
			break
		}
	}
	go func() { _, _ = io.Copy(io.Discard, stderr) }()
	if s.url == "" {
		return nil, errors.New("serve did not say its address")
	}
	if _, err := get(s.url); err != nil {
		return nil, err
	}
	fmt.Printf("%-20s %6.2f s\n", "serve to first page", time.Since(begin).Seconds())
	return s, nil
}

func (s *server) stop() {
	_ = s.cmd.Process.Signal(os.Interrupt)
	_ = s.cmd.Wait()
}

// edits writes the page n times and waits each time until a reader gets the new text.
func (s *server) edits(name, file, url string, n int, text func(mark string) string) error {
	var took []time.Duration
	for i := range n {
		mark := fmt.Sprintf("修改%d-%d", i, time.Now().UnixNano())
		begin := time.Now()
		if err := os.WriteFile(file, []byte(text(mark)), 0o644); err != nil {
			return err
		}
		for {
			body, err := get(url)
			if err != nil {
				return err
			}
			if strings.Contains(body, mark) {
				break
			}
			if time.Since(begin) > 30*time.Second {
				return fmt.Errorf("%s: the edit was not seen within 30 s", name)
			}
			time.Sleep(time.Millisecond)
		}
		took = append(took, time.Since(begin))
		time.Sleep(50 * time.Millisecond) // edits of people do not overlap
	}
	slices.Sort(took)
	fmt.Printf("%-20s %6.1f ms median %6.1f ms p95 (%d edits)\n", name, ms(took[len(took)/2]), ms(took[len(took)*95/100]), n)
	return nil
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

func get(url string) (string, error) {
	resp, err := http.Get(url)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	return string(b), err
}
