package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"

	"milepost/bench/corpus"
)

// grow builds sites of several sizes, prints what each page costs, and how the cost
// grows from one size to the next: 10 times the pages should cost little more than 10 times.
func grow(sizes string, rounds int, milepost string) error {
	milepost, err := filepath.Abs(milepost)
	if err != nil {
		return err
	}
	fmt.Printf("%10s %10s %10s %9s %12s %8s %8s %8s\n", "pages", "wall", "CPU", "memory", "CPU a page", "x wall", "x CPU", "x memory")
	var before *peer
	for size := range strings.SplitSeq(sizes, ",") {
		pages, err := strconv.Atoi(size)
		if err != nil {
			return err
		}
		p, err := sized(pages, rounds, milepost)
		if err != nil {
			return err
		}
		fmt.Printf("%10d %8.2f s %8.2f s %6d MB %9.2f ms", pages, median(p.walls).Seconds(), median(p.cpus).Seconds(), p.memory, ms(median(p.cpus))/float64(pages))
		if before != nil {
			fmt.Printf(" %8.2f %8.2f %8.2f", ratio(p.walls, before.walls), ratio(p.cpus, before.cpus), float64(p.memory)/float64(before.memory))
		}
		fmt.Println()
		before = p
	}
	return nil
}

// sized makes clean builds of a site of so many pages, and gives what they cost.
func sized(pages, rounds int, milepost string) (*peer, error) {
	dir, err := os.MkdirTemp("", "milepost-scale")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	if err := (corpus.Corpus{Pages: pages, Seed: 1}).Write(filepath.Join(dir, "content")); err != nil {
		return nil, err
	}
	if err := os.WriteFile(filepath.Join(dir, "site.toml"), []byte("title = \"运维知识库\"\ngit = false\n"), 0o644); err != nil {
		return nil, err
	}
	p := &peer{name: "Milepost", out: filepath.Join(dir, "public"), build: func() *exec.Cmd { return exec.Command(milepost, "-C", dir, "-q", "build") }}
	for round := range rounds {
		if err := p.once(filepath.Join(dir, fmt.Sprint("aside-", round))); err != nil {
			return nil, err
		}
	}
	return p, nil
}
