package main

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"net"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"milepost/generator"
	"milepost/generator/diag"
	"milepost/generator/serve"
	"milepost/generator/source"
	"milepost/themes"
)

// serveFlags are the flags of serve.
type serveFlags struct {
	addr      string
	static    bool
	poll      bool
	cert, key string
	accessLog string
	shrink    bool
	drop      bool
	hosts     []string
}

func (a *app) serveCommand() *cobra.Command {
	var f serveFlags
	cmd := &cobra.Command{
		Use: "serve", Short: a.text("serve.short"), Long: a.text("serve.long"), Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.serve(cmd.Context(), f) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.addr, "addr", defaultAddr, a.text("flag.addr"))
	flags.StringSliceVar(&f.hosts, "host-name", nil, a.text("flag.host-name"))
	flags.BoolVar(&f.static, "static", false, a.text("flag.static"))
	flags.BoolVar(&f.drop, "drop", false, a.text("flag.drop"))
	flags.BoolVar(&f.poll, "poll", false, a.text("flag.poll"))
	flags.StringVar(&f.cert, "tls-cert", "", a.text("flag.tls-cert"))
	flags.StringVar(&f.key, "tls-key", "", a.text("flag.tls-key"))
	flags.StringVar(&f.accessLog, "access-log", "", a.text("flag.access-log"))
	flags.BoolVar(&f.shrink, "allow-shrink", false, a.text("flag.allow-shrink"))
	flags.StringVar(&a.today, "today", "", a.text("flag.today"))
	return cmd
}

func (a *app) serve(ctx context.Context, f serveFlags) error {
	if (f.cert == "") != (f.key == "") {
		return errors.New(a.text("flag.tls.both"))
	}
	start := time.Now()
	b, err := a.builder(false, f.shrink)
	if err != nil {
		return err
	}
	defer b.Close()
	listener, err := a.listen(f.addr) // before the build, so that a port in use is reported at once
	if err != nil {
		return err
	}
	defer listener.Close()
	dropping, err := a.dropping(f, listener.Addr())
	if err != nil {
		return err
	}
	e, err := b.Rebuild(ctx, source.Hint{All: true})
	if err != nil {
		return err
	}
	a.drains.Store(true)
	logTo, closeLog, err := a.accessLog(f.accessLog)
	if err != nil {
		return err
	}
	defer closeLog()
	reload, err := fs.ReadFile(themes.Default(), "assets/reload.js")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	site := b.Serve(generator.ServeOptions{Live: !f.static, TLSCert: f.cert, TLSKey: f.key, AccessLog: logTo, ReloadScript: reload, Lang: a.lang, Texts: a.overlayTexts(),
		Failed: func(err error) { a.say("serve.search", a.words(err)) }, Shrink: f.shrink, Drop: dropping, Shown: collectAtRest(),
		Hosts: slices.Concat(e.Snapshot.Config.Serve.Hosts, f.hosts), WrongHost: a.text("serve.host")})
	if err := site.Show(e); err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	served := make(chan error, 1)
	go func() { served <- site.Serve(ctx, listener) }() // readers do not wait for the rules; only the address comes after what they find, where people see it
	took := time.Since(start)
	a.diagnostics(e.Diags(), a.where(e))
	scheme := "http"
	if f.cert != "" {
		scheme = "https"
	}
	home := scheme + "://" + visible(listener.Addr().String()) + "/"
	a.say("serve.ready", count(len(e.Site.Pages)), count(e.Site.Data.Count()), seconds(took), home)
	if f.drop {
		a.say("serve.drop", home+serve.DropPath[1:])
	}

	failed := make(chan error, 1)
	go func() {
		show := func(e *generator.Edition, seen time.Time) error {
			if err := site.Show(e); err != nil {
				return err
			}
			took := time.Since(seen)
			time.Sleep(generator.ReadersFirst) // then its problems are found; further changes are gathered meanwhile
			a.diagnostics(e.Diags(), a.where(e))
			a.say("serve.rebuilt", seconds(took), count(e.Diags().Count(diag.Error)), count(e.Diags().Count(diag.Warning)))
			return nil
		}
		held := func(err error) {
			why := ""
			if err != nil {
				why = a.words(err)
			}
			site.Hold(why)
		}
		if err := a.follow(ctx, b, e, generator.Following{Poll: f.poll, Show: show, Held: held}); err != nil {
			failed <- err
			stop()
		}
	}()
	if err := <-served; err != nil {
		return err
	}
	a.say("serve.stopped")
	select {
	case err := <-failed:
		return err
	default:
		return nil
	}
}

// visible is an address that a person can open: a listener on all interfaces
// is reached as localhost.
func visible(addr string) string {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return addr
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() || strings.TrimSpace(host) == "" {
		host = "localhost"
	}
	return net.JoinHostPort(host, port)
}

// accessLog opens the access log: none, standard output, or a file that is added to.
func (a *app) accessLog(name string) (io.Writer, func(), error) {
	switch name {
	case "":
		return nil, func() {}, nil
	case "-":
		return a.out, func() {}, nil
	}
	f, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return nil, nil, err
	}
	return f, func() { _ = f.Close() }, nil
}

// overlayTexts are the words of the overlay that lists problems over a page.
func (a *app) overlayTexts() serve.Texts {
	return serve.Texts{
		Errors: a.text("overlay.errors"), Warnings: a.text("overlay.warnings"), More: a.text("overlay.more"),
		Close: a.text("overlay.close"), Show: a.text("overlay.show"), Lost: a.text("overlay.lost"), Lang: a.lang,
	}
}
