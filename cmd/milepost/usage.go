package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

// Cobra has its errors only in English. Here they are told in the language of the site.

// speak gives all commands our texts for wrong arguments, and their examples.
func (a *app) speak(c *cobra.Command) {
	for _, sub := range c.Commands() {
		a.speak(sub)
	}
	if key := exampleOf(c); a.catalog.Has(a.lang, key) {
		c.Example = "  " + strings.ReplaceAll(a.text(key), "\n", "\n  ")
	}
	if check := c.Args; check != nil {
		c.Args = func(c *cobra.Command, args []string) error {
			if check(c, args) != nil {
				return a.usageError(c, a.miscounted(c, args))
			}
			return nil
		}
	}
	if c.HasSubCommands() && !c.Runnable() {
		c.Args = cobra.ArbitraryArgs
		c.RunE = func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return c.Help()
			}
			return a.usageError(c, a.unknownCommand(c, args[0]))
		}
	}
}

// wordCompletion gives cobra's command completion, and its shells, our texts.
func (a *app) wordCompletion(c *cobra.Command) {
	c.Short, c.Long = a.text("completion.short"), a.text("completion.long")
	for _, shell := range c.Commands() {
		shell.Short, shell.Long = a.text("completion.shell", shell.Name()), ""
		if f := shell.Flags().Lookup("no-descriptions"); f != nil {
			f.Usage = a.text("flag.completion.bare")
		}
	}
}

// exampleOf is the catalog key of a command's examples: example.report.draft.
func exampleOf(c *cobra.Command) string {
	words := strings.Fields(c.CommandPath())
	return "example." + strings.Join(words[1:], ".")
}

// miscounted says which argument is missing or too many.
func (a *app) miscounted(c *cobra.Command, args []string) string {
	words := strings.Fields(c.Use)[1:]
	if len(args) < len(words) && !strings.HasPrefix(words[len(args)], "[") {
		return a.text("usage.missing", words[len(args)])
	}
	return a.text("usage.surplus", args[min(len(words), len(args)-1)])
}

// unknownCommand says that a command does not exist, and suggests similar ones.
func (a *app) unknownCommand(c *cobra.Command, name string) string {
	c.SuggestionsMinimumDistance = 2
	if near := c.SuggestionsFor(name); len(near) > 0 {
		return a.text("usage.command.near", name, strings.Join(near, a.text("list")))
	}
	return a.text("usage.command", name)
}

// flagError says what is wrong with a flag. The errors of the flag package are told apart
// by their methods.
func (a *app) flagError(c *cobra.Command, err error) error {
	var syntax interface{ GetSpecifiedFlag() string }
	var value interface{ GetValue() string }
	var named interface {
		GetSpecifiedName() string
		GetSpecifiedShortnames() string
	}
	switch {
	case errors.As(err, &value):
		return a.usageError(c, a.text("usage.flag.value", value.GetValue()))
	case errors.As(err, &syntax):
		return a.usageError(c, a.text("usage.flag", syntax.GetSpecifiedFlag()))
	case !errors.As(err, &named):
		return a.usageError(c, err.Error())
	}
	name := named.GetSpecifiedName()
	known := c.Flags().Lookup(name) != nil
	if shorts := named.GetSpecifiedShortnames(); shorts != "" {
		known, name = c.Flags().ShorthandLookup(name) != nil, "-"+name
	} else {
		name = "--" + name
	}
	if known {
		return a.usageError(c, a.text("usage.flag.empty", name))
	}
	return a.usageError(c, a.text("usage.flag", name))
}

// usageError adds how to call the command.
func (a *app) usageError(c *cobra.Command, text string) error {
	return fmt.Errorf("%s\n%s %s\n%s", text, a.text("usage.usage"), c.UseLine(), a.text("usage.hint"))
}
