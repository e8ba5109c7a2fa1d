// Notices writes the licences of all that is part of the program into one file: of Go,
// of the modules that go into the program on any system that we release for, and of
// the npm packages in the bundled scripts (themes/default/build.mjs lists those).
//
//	go run ./tools/notices -npm themes/default/assets/licenses.txt -out themes/default/assets/notices.txt
//
// A module without a licence file is an error: without a licence we may not pass it on.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
)

// systems are those that we make releases for. Some modules are linked on one of them only.
var systems = []string{"linux", "windows", "darwin"}

func main() {
	npm := flag.String("npm", "", "file with the licences of the npm packages")
	out := flag.String("out", "", "file to write")
	flag.Parse()
	if err := run(*npm, *out); err != nil {
		fmt.Fprintln(os.Stderr, "notices:", err)
		os.Exit(1)
	}
}

// module is a Go module in the program: its path, its version, and the folder of its source.
type module struct{ Path, Version, Dir string }

func run(npm, out string) error {
	var b bytes.Buffer
	b.WriteString("Milepost is licensed under the Apache License, Version 2.0. It is made from the works below.\n")
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return fmt.Errorf("go env: %w", err)
	}
	if err := section(&b, "Go "+strings.TrimPrefix(runtime.Version(), "go"), strings.TrimSpace(string(root))); err != nil {
		return err
	}
	mods, err := modules()
	if err != nil {
		return err
	}
	for _, m := range mods {
		if err := section(&b, m.Path+" "+m.Version, m.Dir); err != nil {
			return err
		}
	}
	scripts, err := os.ReadFile(npm)
	if err != nil {
		return err
	}
	b.WriteByte('\n')
	b.Write(scripts)
	return os.WriteFile(out, b.Bytes(), 0o644)
}

// modules lists the modules in the program on any of the systems, sorted by path.
func modules() ([]module, error) {
	seen := map[string]module{}
	for _, system := range systems {
		cmd := exec.Command("go", "list", "-deps", "-json=Module", "./cmd/milepost")
		cmd.Env = append(os.Environ(), "GOOS="+system, "CGO_ENABLED=0")
		cmd.Stderr = os.Stderr
		list, err := cmd.Output()
		if err != nil {
			return nil, fmt.Errorf("go list for %s: %w", system, err)
		}
		for d := json.NewDecoder(bytes.NewReader(list)); ; {
			var p struct{ Module *module }
			if err := d.Decode(&p); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				return nil, err
			}
			if p.Module != nil && p.Module.Version != "" { // our own module has no version
				seen[p.Module.Path] = *p.Module
			}
		}
	}
	var out []module
	for _, m := range seen {
		out = append(out, m)
	}
	slices.SortFunc(out, func(a, b module) int { return strings.Compare(a.Path, b.Path) })
	return out, nil
}

// licenceFile matches what we copy from a module. A notice or a grant of patents alone
// is no licence.
var licenceFile = regexp.MustCompile(`(?i)^(?:(licen[cs]e|copying)|notice|patents)([-.].*)?$`)

// section writes the licence files of a folder under a title. A folder without a licence is an error.
func section(b *bytes.Buffer, title, dir string) error {
	list, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	fmt.Fprintf(b, "\n%s\n%s\n%s\n", strings.Repeat("=", 72), title, strings.Repeat("=", 72))
	found := false
	for _, f := range list {
		name := licenceFile.FindStringSubmatch(f.Name())
		if f.IsDir() || name == nil || strings.HasSuffix(f.Name(), ".go") {
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, f.Name()))
		if err != nil {
			return err
		}
		found = found || name[1] != ""
		fmt.Fprintf(b, "\n%s\n", bytes.TrimSpace(bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))))
	}
	if !found {
		return fmt.Errorf("%s has no licence file in %s", title, dir)
	}
	return nil
}
