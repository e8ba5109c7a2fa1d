// Compile writes the compiled form of scripts beside them: ssr.qjs beside ssr.js. The program
// embeds it, so that it need not compile them each time it starts.
//
//	go run ./tools/compile themes/default/assets/ssr.js themes/default/assets/tex.js
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"milepost/generator/script"
)

func main() {
	for _, file := range os.Args[1:] {
		if err := compile(file); err != nil {
			fmt.Fprintf(os.Stderr, "compile %s: %v\n", file, err)
			os.Exit(1)
		}
	}
}

func compile(file string) error {
	src, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	compiled, err := script.Compile(src)
	if err != nil {
		return err
	}
	return os.WriteFile(strings.TrimSuffix(file, filepath.Ext(file))+".qjs", compiled, 0o644)
}
