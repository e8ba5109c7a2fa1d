// Search measures Milepost's search beside Pagefind, over the same built pages,
// in one run and one browser: what is found, what comes first, what a query
// loads and how long it takes, and what the index costs.
//
//	npm --prefix bench/search ci
//	go run ./bench/search -content DIR -name real-docs
//	go run ./bench/search -pages 10000
//	go run ./bench/search -truth 5000 -content DIR
//
// With -truth there is no browser and no Pagefind: thousands of queries are put to
// the script of the built site in Node, and what it misses is listed.
//
// What is right follows from the text alone: a page answers a query if it holds each
// part of the query literally, where small and capital letters, full and half width
// are equal (search.Fold). Recall counts the first 1,000 hits of Milepost. Of Pagefind
// it counts the first 400, since each hit is a request; no query has more than 300
// answers. Cold bytes are what is loaded until the first screen: four hits with text.
// They include the search script, which a browser then keeps. A typed query is asked
// after each character, as if somebody paused there.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"milepost/bench/corpus"
	"milepost/generator/kb"
)

// today is the day on which the pages are built and the queries asked.
var today = kb.MakeDate(2026, 11, 23)

func main() {
	content := flag.String("content", "", "folder of Markdown to build (default: generated pages)")
	pages := flag.Int("pages", 1000, "pages to generate")
	binary := flag.String("bin", "bin/milepost", "the program that builds the pages")
	npm := flag.String("npm", "bench/search/node_modules", "where npm put Pagefind")
	truth := flag.Int("truth", 0, "ask Milepost alone this many queries, and list what it misses")
	seed := flag.Uint64("seed", 11, "another number draws other queries")
	index := flag.String("index", "", "only index the site in this folder (for the process that is measured)")
	flag.Parse()
	if *index != "" {
		exit(indexSite(*index))
		return
	}
	exit(run(*content, *pages, *truth, *seed, *binary, *npm))
}

func exit(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(content string, pages, truth int, seed uint64, binary, npm string) error {
	dir, err := os.MkdirTemp("", "bench-search-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }() // what can't be removed does no harm in a temporary folder
	site := filepath.Join(dir, "public")
	if err := build(dir, content, pages, binary, site); err != nil {
		return err
	}
	set, err := readPages(site)
	if err != nil {
		return err
	}
	n, kinds := 110, compared
	if truth > 0 {
		n, kinds = truth, slices.Concat(compared, closer)
	}
	qs := set.queries(n, seed, kinds)
	fmt.Printf("%d pages, %.1f MB of visible text, %d queries\n\n", len(set.pages), float64(set.bytes)/1e6, len(qs))
	if truth > 0 {
		e := milepost(site)
		if err := askNode(site, today, &e, qs); err != nil {
			return err
		}
		reportTruth(os.Stdout, set, &e, qs, kinds)
		return nil
	}
	engines := []engine{milepost(site), pagefind(site, npm)}
	for i := range engines {
		if err := engines[i].measureIndex(); err != nil {
			return err
		}
	}
	if err := ask(site, engines, qs); err != nil {
		return err
	}
	report(os.Stdout, set, engines, qs)
	return nil
}

// build builds the site that both engines index: the folder content or, if that is "",
// generated pages.
func build(dir, content string, pages int, binary, site string) error {
	root := filepath.Join(dir, "kb")
	if err := os.MkdirAll(root, 0o755); err != nil {
		return err
	}
	if content == "" {
		if err := (corpus.Corpus{Pages: pages, Seed: 1}).Write(filepath.Join(root, "content")); err != nil {
			return err
		}
	} else {
		abs, err := filepath.Abs(content)
		if err != nil {
			return err
		}
		if err := os.Symlink(abs, filepath.Join(root, "content")); err != nil {
			return err
		}
	}
	if _, err := os.Stat(filepath.Join(root, "site.toml")); err != nil {
		if err := os.WriteFile(filepath.Join(root, "site.toml"), []byte("title = \"基准\"\n"), 0o644); err != nil {
			return err
		}
	}
	bin, err := filepath.Abs(binary)
	if err != nil {
		return err
	}
	out, err := exec.Command(bin, "build", "-C", root, "--out", site, "-q", "--today", string(today)).CombinedOutput()
	var faults *exec.ExitError
	if errors.As(err, &faults) && faults.ExitCode() == 1 { // content with errors is published all the same
		return nil
	}
	if err != nil {
		return fmt.Errorf("%s build: %w\n%s", binary, err, strings.TrimSpace(string(out)))
	}
	return nil
}
