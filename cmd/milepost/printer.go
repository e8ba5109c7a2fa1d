package main

import (
	"fmt"
	"io"
	"os"
	"path"
	"strings"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"

	"milepost/generator"
	"milepost/generator/config"
	"milepost/generator/diag"
	"milepost/generator/message"
	"milepost/generator/watch"
)

// printer shows progress, diagnostics and results in the language of the site.
type printer struct {
	out, err io.Writer
	catalog  *message.Catalog
	lang     string
	quiet    bool
	verbose  bool
	colour   string // auto, always, never
	colours  bool

	mu    sync.Mutex
	bar   *progressbar.ProgressBar
	stage generator.Stage
}

func newPrinter(out, err io.Writer, c *message.Catalog, lang string) *printer {
	return &printer{out: out, err: err, catalog: c, lang: lang}
}

// start decides whether to use colours.
func (p *printer) start() error {
	switch p.colour {
	case "always":
		p.colours = true
	case "never":
	case "auto":
		p.colours = terminal(p.err) && os.Getenv("NO_COLOR") == ""
	default:
		return fmt.Errorf("%s", p.text("flag.color.bad", p.colour))
	}
	return nil
}

func (p *printer) text(key string, args ...string) string {
	return p.catalog.Text(p.lang, key, args...)
}

func terminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// say prints a line to the error stream unless -q.
func (p *printer) say(key string, args ...string) {
	if !p.quiet {
		p.endProgress()
		fmt.Fprintln(p.err, p.text(key, args...))
	}
}

func (p *printer) fail(err error) {
	p.endProgress()
	fmt.Fprintln(p.err, p.paint("31;1", "milepost: ")+p.words(err))
}

func (p *printer) paint(code, s string) string {
	if !p.colours {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

// progress shows a progress bar on a terminal, and nothing in a log or for small sites.
func (p *printer) progress(stage generator.Stage, done, total int) {
	if p.quiet || total < 200 || !terminal(p.err) {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.bar == nil || p.stage != stage {
		p.stage = stage
		p.bar = progressbar.NewOptions(total, progressbar.OptionSetWriter(p.err), progressbar.OptionSetDescription(p.text("stage."+string(stage))),
			progressbar.OptionSetWidth(24), progressbar.OptionShowCount(), progressbar.OptionClearOnFinish(), progressbar.OptionThrottle(80*time.Millisecond))
	}
	_ = p.bar.Set(done)
	if done >= total {
		_ = p.bar.Finish()
		p.bar = nil
	}
}

func (p *printer) endProgress() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.bar != nil {
		_ = p.bar.Clear()
		p.bar = nil
	}
}

// levelColours are those of a terminal.
var levelColours = map[diag.Level]string{diag.Error: "31", diag.Warning: "33", diag.Note: "36"}

// diagnostics prints a line for each: errors always, warnings unless -q, notes with -v.
// After most of one code the rest is counted, so that a mistake repeated in a thousand
// places does not hide the others.
func (p *printer) diagnostics(list diag.List, w where) {
	const most = 20
	p.endProgress()
	shown := map[string]int{}
	hidden := 0
	for _, d := range list {
		if d.Level == diag.Note && !p.verbose || d.Level == diag.Warning && p.quiet {
			continue
		}
		if shown[d.Code]++; shown[d.Code] > most && !p.verbose {
			hidden++
			continue
		}
		d.Pos.File = w.clickable(d.Pos.File)
		line := d.Line(p.lang)
		pos, rest, _ := strings.Cut(line, ": ")
		level := p.paint(levelColours[d.Level], p.text("level."+d.Level.String()))
		fmt.Fprintf(p.err, "%s: %s %s\n", p.paint("1", pos), level, rest)
	}
	if hidden > 0 {
		fmt.Fprintln(p.err, p.text("diag.hidden", fmt.Sprint(hidden)))
	}
}

// clickable is the path of a source as seen from the working directory.
func (w where) clickable(file string) string {
	switch {
	case file == "":
		return ""
	case file == config.File, strings.HasPrefix(file, "./"): // beside the content
		return path.Join(w.site, file)
	}
	return path.Join(w.content, file)
}

// where has the folders from which paths of diagnostics start, as paths from the working
// directory.
type where struct {
	site    string // the folder with site.toml
	content string
}

// seconds is a duration as people read it.
func seconds(d time.Duration) string {
	if d < time.Second {
		return fmt.Sprintf("%d ms", d.Milliseconds())
	}
	return fmt.Sprintf("%.1f s", d.Seconds())
}

// sayMode says in one line how changes are noticed.
func (p *printer) sayMode(m watch.Mode) {
	if !m.Polling {
		return // the usual case needs no words
	}
	p.say("watch.polling", p.text("watch."+m.Key, m.Args...))
}
