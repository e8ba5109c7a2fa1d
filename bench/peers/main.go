// Peers measures Milepost beside the floor, Hugo and, where they are installed,
// Eleventy and Rspress over the same generated pages, and prints ratios. The programs
// take turns in one run: machines are noisy, so only what was measured together is compared.
//
//	go run ./bench/peers -pages 10000 -hugo PATH
//	go run ./bench/peers -scale 1000,10000,100000
package main

import (
	"embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"

	"milepost/bench/corpus"
)

//go:embed all:hugo all:eleventy all:rspress
var sites embed.FS

func main() {
	pages := flag.Int("pages", 10000, "pages of the knowledge base")
	rounds := flag.Int("rounds", 3, "builds of each program")
	edits := flag.Int("edits", 20, "edits of a body, and as many of a title; 0 measures builds only")
	milepost := flag.String("milepost", "bin/milepost", "the program")
	floor := flag.String("floor", "bin/floor", "bench/floor, built")
	hugo := flag.String("hugo", "bin/hugo", "Hugo, built")
	npm := flag.String("npm", "bench/peers/node_modules", "where npm put Eleventy and Rspress; what is missing is left out")
	scale := flag.String("scale", "", "measure only how builds of Milepost grow over these numbers of pages: 1000,10000,100000")
	flag.Parse()
	if *rounds < 1 || *pages < 1 {
		fmt.Fprintln(os.Stderr, "bench: -rounds and -pages must be 1 or more")
		os.Exit(2)
	}
	if *scale != "" {
		if err := grow(*scale, *rounds, *milepost); err != nil {
			fmt.Fprintln(os.Stderr, "bench:", err)
			os.Exit(1)
		}
		return
	}
	b := &bench{c: corpus.Corpus{Pages: *pages, Seed: 1}, edits: *edits}
	if err := b.run(*rounds, *milepost, *floor, *hugo, *npm); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

type bench struct {
	c     corpus.Corpus
	dir   string
	edits int
}

// peer is one program that builds the pages.
type peer struct {
	name   string
	build  func() *exec.Cmd
	out    string                      // the folder that it writes
	serve  func(port string) *exec.Cmd // nil if its server is not measured
	url    func(page string) string    // the address of a page's file, from the root
	walls  []time.Duration             // of each build
	cpus   []time.Duration
	memory int64 // the peak of all builds, MB
	bytes  int64 // of what the last build wrote
}

func (b *bench) run(rounds int, milepost, floor, hugo, npm string) error {
	var err error
	if b.dir, err = os.MkdirTemp("", "milepost-peers"); err != nil {
		return err
	}
	defer os.RemoveAll(b.dir)
	peers, err := b.prepare(milepost, floor, hugo)
	if err != nil {
		return err
	}
	base := peers[len(peers)-1] // Hugo
	more, err := b.scripted(npm)
	if err != nil {
		return err
	}
	peers = append(peers, more...)
	each, err := newFile(filepath.Join(b.dir, "new"))
	if err != nil {
		return err
	}
	fmt.Printf("%d pages, %d cores, %s; a new file costs %d µs\n", b.c.Pages, runtime.NumCPU(), runtime.Version(), each.Microseconds())
	for round := range rounds {
		for i, p := range peers {
			if err := p.once(filepath.Join(b.dir, fmt.Sprintf("aside-%d-%d", round, i))); err != nil {
				return fmt.Errorf("%s: %w", p.name, err)
			}
		}
	}
	fmt.Printf("%-34s %9s %9s %8s %9s %8s %8s\n", "clean build", "wall", "CPU", "memory", "output", "x Hugo", "x floor")
	for _, p := range peers {
		fmt.Printf("%-34s %7.2f s %7.2f s %5d MB %6d MB %8.2f %8.2f\n", p.name, median(p.walls).Seconds(), median(p.cpus).Seconds(), p.memory, p.bytes>>20,
			ratio(p.walls, base.walls), ratio(p.walls, peers[0].walls))
	}
	return b.edited(peers)
}

// edited prints how long edits take with the peers that have a server; nothing if no edit
// is asked for.
func (b *bench) edited(peers []*peer) error {
	if b.edits < 1 {
		return nil
	}
	fmt.Printf("%-34s %12s %12s\n", "edit to GET", "body", "title")
	for _, p := range peers {
		if p.serve == nil {
			continue
		}
		body, title, err := b.served(p)
		if err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
		fmt.Printf("%-34s %9.1f ms %9.1f ms\n", p.name, ms(body), ms(title))
	}
	return nil
}

// prepare writes one content folder that all peers read, and gives the floor, Milepost
// twice, and Hugo, in this order.
func (b *bench) prepare(milepost, floor, hugo string) ([]*peer, error) {
	content := filepath.Join(b.dir, "content")
	if err := b.c.Write(content); err != nil {
		return nil, err
	}
	if err := writeTree(sites, "hugo", b.dir); err != nil {
		return nil, err
	}
	for i, p := range []*string{&milepost, &floor, &hugo} {
		abs, err := filepath.Abs(*p)
		if err != nil {
			return nil, err
		}
		if _, err := os.Stat(abs); err != nil {
			return nil, fmt.Errorf("%s is missing: run make bench-peers", []string{"Milepost", "the floor", "Hugo"}[i])
		}
		*p = abs
	}
	site := func(name, settings string) (string, error) {
		dir := filepath.Join(b.dir, name)
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return "", err
		}
		if err := os.Symlink(content, filepath.Join(dir, "content")); err != nil {
			return "", err
		}
		return dir, os.WriteFile(filepath.Join(dir, "site.toml"), []byte("title = \"运维知识库\"\ngit = false\n"+settings), 0o644)
	}
	full, err := site("full", "")
	if err != nil {
		return nil, err
	}
	bare, err := site("bare", "search = false\nhighlight = false\n")
	if err != nil {
		return nil, err
	}
	command := func(name string, args ...string) func() *exec.Cmd {
		return func() *exec.Cmd { return exec.Command(name, args...) }
	}
	html := func(page string) string { return strings.TrimSuffix(page, ".md") + ".html" }
	return []*peer{
		{name: "floor (read, goldmark, write)", out: filepath.Join(b.dir, "floor-out"), build: command(floor, content, filepath.Join(b.dir, "floor-out"))},
		{name: "Milepost, no search or highlighting", out: filepath.Join(bare, "public"), build: command(milepost, "-C", bare, "-q", "build")},
		{name: "Milepost, search and highlighting", out: filepath.Join(full, "public"), build: command(milepost, "-C", full, "-q", "build"), url: html,
			serve: func(port string) *exec.Cmd {
				return exec.Command(milepost, "-C", full, "-q", "serve", "--addr", "127.0.0.1:"+port)
			}},
		{name: "Hugo, highlighting, no search", out: filepath.Join(b.dir, "hugo-out"), build: command(hugo, "--quiet", "-s", b.dir, "-d", "hugo-out"), url: html,
			serve: func(port string) *exec.Cmd {
				return exec.Command(hugo, "server", "--quiet", "-s", b.dir, "-p", port, "--disableLiveReload", "--renderToMemory")
			}},
	}, nil
}

// newFile measures how long the system takes to make a small file in a new directory.
// An ext4 without a journal passes over the inodes of files deleted in the last five
// minutes one by one (find_inode_bit in fs/ext4/ialloc.c). A file then takes 110 µs
// instead of 20, and a generator that makes more files looks slower.
func newFile(dir string) (time.Duration, error) {
	if err := os.Mkdir(dir, 0o755); err != nil {
		return 0, err
	}
	const n = 1000
	begin := time.Now()
	for i := range n {
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprint(i)), make([]byte, 2000), 0o644); err != nil {
			return 0, err
		}
	}
	return time.Since(begin) / n, nil
}

// once makes a clean build and notes what it cost. What the build before wrote is moved
// into the new folder aside.
func (p *peer) once(aside string) error {
	if err := os.Mkdir(aside, 0o755); err != nil {
		return err
	}
	// Deleting would make new files slow: see newFile.
	for _, dir := range []string{p.out, filepath.Join(filepath.Dir(p.out), ".milepost")} {
		if err := os.Rename(dir, filepath.Join(aside, filepath.Base(dir))); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	cmd := p.build()
	var stderr strings.Builder
	cmd.Stderr = &stderr
	begin := time.Now()
	err := cmd.Run()
	if exit := new(exec.ExitError); err != nil && (!errors.As(err, &exit) || exit.ExitCode() != 1) {
		return fmt.Errorf("%w: %s", err, stderr.String())
	}
	p.walls = append(p.walls, time.Since(begin))
	p.cpus = append(p.cpus, cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime())
	if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		p.memory = max(p.memory, usage.Maxrss/1024)
	}
	p.bytes = 0
	return filepath.WalkDir(p.out, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			p.bytes += info.Size()
		}
		return err
	})
}

// served measures edits of a body and of a title until a reader gets them.
func (b *bench) served(p *peer) (body, title time.Duration, err error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, 0, err
	}
	_, port, _ := net.SplitHostPort(l.Addr().String())
	_ = l.Close()
	cmd := p.serve(port)
	if err := cmd.Start(); err != nil {
		return 0, 0, err
	}
	defer func() {
		_ = cmd.Process.Signal(os.Interrupt)
		_ = cmd.Wait()
	}()
	page := b.c.Pages / 2
	url := "http://127.0.0.1:" + port + "/" + p.url(b.c.Path(page))
	if _, err := until(url, "</html>", 5*time.Minute); err != nil {
		return 0, 0, err
	}
	file := filepath.Join(b.dir, "content", filepath.FromSlash(b.c.Path(page)))
	text := b.c.Page(page)
	defer os.WriteFile(file, []byte(text), 0o644)
	if body, err = b.edit(file, url, func(mark string) string { return text + "\n" + mark + "\n" }); err != nil {
		return 0, 0, err
	}
	title, err = b.edit(file, url, func(mark string) string {
		return strings.Replace(text, "title: \"", "title: \""+mark+" ", 1)
	})
	return body, title, err
}

// edit writes the file with a new mark in its text, many times, and gives the median
// time until the address shows the mark.
func (b *bench) edit(file, url string, text func(string) string) (time.Duration, error) {
	var took []time.Duration
	for i := range b.edits {
		mark := fmt.Sprintf("修改%d-%d", i, time.Now().UnixNano())
		if err := os.WriteFile(file, []byte(text(mark)), 0o644); err != nil {
			return 0, err
		}
		d, err := until(url, mark, time.Minute)
		if err != nil {
			return 0, err
		}
		took = append(took, d)
		time.Sleep(100 * time.Millisecond) // edits of people do not overlap
	}
	return median(took), nil
}

// until asks for a page again and again until it holds the text.
func until(url, text string, limit time.Duration) (time.Duration, error) {
	begin := time.Now()
	for time.Since(begin) < limit {
		if resp, err := http.Get(url); err == nil {
			b, _ := io.ReadAll(resp.Body)
			_ = resp.Body.Close()
			if strings.Contains(string(b), text) {
				return time.Since(begin), nil
			}
		}
		time.Sleep(time.Millisecond)
	}
	return 0, fmt.Errorf("%s: not seen within %s", url, limit)
}

func writeTree(fsys fs.FS, root, to string) error {
	return fs.WalkDir(fsys, root, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(fsys, p)
		if err != nil {
			return err
		}
		file := filepath.Join(to, filepath.FromSlash(strings.TrimPrefix(p, root+"/")))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		return os.WriteFile(file, b, 0o644)
	})
}

func median(list []time.Duration) time.Duration {
	list = slices.Sorted(slices.Values(list))
	return list[len(list)/2]
}

func ratio(a, b []time.Duration) float64 { return float64(median(a)) / float64(median(b)) }

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
