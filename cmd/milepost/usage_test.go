package main

import (
	"io"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"milepost/generator/message"
)

// The help of every command that does something has an example, in both languages.
func TestCommandsShowExamples(t *testing.T) {
	t.Parallel()
	for _, lang := range []string{"zh-CN", "en"} {
		catalog, err := message.Parse(messages)
		if err != nil {
			t.Fatal(err)
		}
		a := &app{catalog: catalog, ctx: t.Context(), printer: newPrinter(io.Discard, io.Discard, catalog, lang)}
		var look func(c *cobra.Command)
		look = func(c *cobra.Command) {
			if c.Name() == "help" {
				return
			}
			for _, sub := range c.Commands() {
				look(sub)
			}
			if c.HasSubCommands() {
				return
			}
			if c.Example == "" {
				t.Errorf("%s: %s shows no example", lang, c.CommandPath())
			}
			for _, line := range strings.Split(c.Example, "\n") {
				if !strings.HasPrefix(line, "  milepost ") {
					t.Errorf("%s: %s shows %q", lang, c.CommandPath(), line)
				}
			}
		}
		look(a.root())
	}
}
