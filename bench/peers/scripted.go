package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
)

// mostRspress: Rspress is measured up to this number of pages, since each takes it a
// tenth of a second of processor time.
const mostRspress = 2000

// scripted gives the peers that come from npm, installed in the folder modules. Where
// one is not installed, or the pages are too many for it, a line says that it is left out.
func (b *bench) scripted(modules string) (peers []*peer, err error) {
	modules, err = filepath.Abs(modules)
	if err != nil {
		return nil, err
	}
	for _, s := range []struct {
		name, program string
		args          []string
		most          int
	}{
		{"Eleventy, highlighting, no search", "eleventy", []string{"--quiet"}, 1 << 30},
		{"Rspress, highlighting and search", "rspress", []string{"build"}, mostRspress},
	} {
		bin := filepath.Join(modules, ".bin", s.program)
		if _, err := os.Stat(bin); errors.Is(err, fs.ErrNotExist) {
			fmt.Printf("%s is left out: run npm ci in bench/peers\n", s.program)
			continue
		}
		if b.c.Pages > s.most {
			fmt.Printf("%s is left out at more than %d pages\n", s.program, s.most)
			continue
		}
		dir := filepath.Join(b.dir, s.program)
		if err := writeTree(sites, s.program, dir); err != nil {
			return nil, err
		}
		for name, to := range map[string]string{"content": filepath.Join(b.dir, "content"), "node_modules": modules} {
			if err := os.Symlink(to, filepath.Join(dir, name)); err != nil {
				return nil, err
			}
		}
		peers = append(peers, &peer{name: s.name, out: filepath.Join(dir, s.program+"-out"), build: func() *exec.Cmd {
			cmd := exec.Command(bin, s.args...)
			cmd.Dir = dir
			return cmd
		}})
	}
	return peers, nil
}
