// Milepost turns a folder of Markdown and spreadsheets into the knowledge base
// and the reports of a project.
//
// This package holds flags, exit codes, progress and the printing of
// diagnostics, and nothing else.
package main

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"milepost/generator/config"
	"milepost/generator/message"
	"milepost/generator/source"
	"milepost/themes"
)

// version is set by the build.
var version = "dev"

//go:embed messages.json
var messages []byte

// Exit codes.
const (
	exitFine    = 0
	exitContent = 1 // the content has errors
	exitUsage   = 2 // usage, config or disk
)

// errContent ends a command whose findings have been printed.
var errContent = errors.New("content has errors")

// errUnread ends a command whose file could not be opened, which has been printed.
var errUnread = errors.New("file cannot be opened")

// errUnmade ends a command that could not make a file, which has been printed.
var errUnmade = errors.New("a file was not made")

// app is one run of the program: its streams, its language and the common flags.
type app struct {
	*printer
	dir     string // -C
	today   string // --today
	catalog *message.Catalog
	ctx     context.Context
	drains  atomic.Bool   // the command ends by itself after an interrupt: endSoon does nothing
	rescan  time.Duration // between two looks at the whole content; tests set it
}

func main() { os.Exit(run(os.Args[1:])) }

func run(args []string) int {
	catalog, err := message.Parse(messages)
	if err != nil {
		panic(err) // embedded
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second interrupt kills the program
	dir := dirOf(args)
	a := &app{catalog: catalog, ctx: ctx, printer: newPrinter(os.Stdout, os.Stderr, catalog, language(dir))}
	defer a.endSoon(ctx, lastMoment, os.Exit)() // deferred calls run in reverse: called off before stop ends ctx, which in a test would call exit
	root := a.root()
	root.SetArgs(args)
	err = root.ExecuteContext(ctx)
	switch {
	case err == nil:
		return exitFine
	case errors.Is(err, errContent):
		return exitContent
	case errors.Is(err, errUnread), errors.Is(err, errUnmade):
		return exitUsage
	case errors.Is(err, context.Canceled):
		a.say("build.stopped")
		return exitUsage
	}
	a.fail(err)
	return exitUsage
}

// lastMoment is how long a command may take to end after an interrupt.
const lastMoment = 800 * time.Millisecond

// endSoon exits the program a moment after ctx ends. Reading stops by itself, but
// computing does not look at ctx, and a network drive may not answer. Nothing is lost: a
// publication that stops anywhere leaves a complete site, and the next run finishes it.
// Commands that must finish something (serve, deploy) set drains. callOff cancels it.
func (a *app) endSoon(ctx context.Context, moment time.Duration, exit func(int)) (callOff func() bool) {
	return context.AfterFunc(ctx, func() {
		if a.drains.Load() {
			return
		}
		time.Sleep(moment)
		a.say("build.stopped")
		exit(exitUsage)
	})
}

// dirOf finds -C before the flags are parsed: the language of help and of
// usage errors is that of the site.
func dirOf(args []string) string {
	for i, arg := range args {
		if arg == "-C" && i+1 < len(args) {
			return args[i+1]
		}
		if rest, ok := strings.CutPrefix(arg, "-C"); ok && rest != "" {
			return strings.TrimPrefix(rest, "=")
		}
	}
	return "."
}

// language is that of the site's settings, else of LC_ALL or LANG, else zh-CN.
func language(dir string) string {
	if src, err := source.ReadSettings(dir); err == nil {
		cfg, _ := config.Parse(context.Background(), src)
		return cfg.Language
	}
	for _, name := range []string{"LC_ALL", "LANG"} {
		if v := os.Getenv(name); v != "" {
			return message.Pick(v)
		}
	}
	return message.Languages[0]
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:           "milepost",
		Short:         a.text("root.short"),
		Long:          a.text("root.long"),
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.SetUsageTemplate(a.usageTemplate())
	flags := root.PersistentFlags()
	flags.StringVarP(&a.dir, "dir", "C", ".", a.text("flag.dir"))
	flags.BoolVarP(&a.quiet, "quiet", "q", false, a.text("flag.quiet"))
	flags.BoolVarP(&a.verbose, "verbose", "v", false, a.text("flag.verbose"))
	flags.StringVar(&a.colour, "color", "auto", a.text("flag.color"))
	root.PersistentPreRunE = func(*cobra.Command, []string) error { return a.start() }
	root.AddCommand(a.buildCommand(), a.serveCommand(), a.checkCommand(), a.inspectCommand(),
		a.newCommand(), a.importCommand(), a.moveCommand(), a.factsCommand(), a.searchCommand(), a.mcpCommand(), a.reportCommand(), a.snapshotCommand(), a.feedbackCommand(), a.exportCommand(), a.drawCommand(), a.diffCommand(), a.themeCommand(), a.rollbackCommand(), a.deployCommand(), a.recipeCommand(), a.guideCommand(), a.doctorCommand(), a.versionCommand())
	root.InitDefaultCompletionCmd()
	root.InitDefaultHelpCmd()
	for _, c := range root.Commands() {
		switch c.Name() {
		case "completion":
			a.wordCompletion(c)
		case "help":
			c.Short = a.text("help.short")
		}
	}
	root.PersistentFlags().BoolP("help", "h", false, a.text("flag.help"))
	root.SetFlagErrorFunc(a.flagError)
	a.speak(root)
	return root
}

func (a *app) versionCommand() *cobra.Command {
	licences := false
	cmd := &cobra.Command{
		Use: "version", Short: a.text("version.short"), Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if !licences {
				fmt.Fprintln(a.out, "milepost", version)
				return nil
			}
			text, err := themes.Notices()
			if err != nil {
				return errors.New(a.text("version.unbuilt"))
			}
			_, err = a.out.Write(text)
			return err
		},
	}
	cmd.Flags().BoolVar(&licences, "licenses", false, a.text("flag.licenses"))
	return cmd
}

// usageTemplate is cobra's layout with our words.
func (a *app) usageTemplate() string {
	return a.text("usage.usage") + `
  {{if .HasAvailableSubCommands}}{{.CommandPath}} COMMAND [flags]{{else}}{{.UseLine}}{{end}}{{if .HasAvailableSubCommands}}

` + a.text("usage.commands") + `{{range .Commands}}{{if .IsAvailableCommand}}
  {{rpad .Name .NamePadding}} {{.Short}}{{end}}{{end}}{{end}}{{if .HasExample}}

` + a.text("usage.example") + `
{{.Example}}{{end}}{{if .HasAvailableLocalFlags}}

` + a.text("usage.flags") + `
{{.LocalFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableInheritedFlags}}

` + a.text("usage.common") + `
{{.InheritedFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}
`
}
