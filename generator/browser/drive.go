package browser

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// address is the page's address in the browser. No host has this name (RFC 2606).
const address = "http://milepost.invalid/"

// drive starts a browser, loads the page and calls do. Whatever happens, no process and
// no file of the browser is left afterwards.
func (b Browser) drive(parent context.Context, html []byte, do func(tab context.Context) error) (err error) {
	limit := cmp.Or(b.Limit, usualLimit)
	ctx, cancel := context.WithTimeout(parent, limit)
	defer cancel()
	profile, err := os.MkdirTemp(roomFor(b.Path), "milepost-browser-")
	if err != nil {
		return err
	}
	defer removed(profile)
	var said lastLine
	var process *exec.Cmd
	start, stop := chromedp.NewExecAllocator(ctx, b.options(profile, &said, func(cmd *exec.Cmd) {
		process = cmd
		ownGroup(cmd)
	})...)
	defer func() {
		stop()
		if process != nil && process.Process != nil {
			killLeft(process.Process.Pid)
		}
	}()
	tab, end := chromedp.NewContext(start, chromedp.WithLogf(silent), chromedp.WithErrorf(silent))
	defer end()
	if err = show(tab, html); err == nil {
		err = do(tab)
	}
	switch {
	case err == nil:
		polite, enough := context.WithTimeout(tab, 5*time.Second)
		defer enough()
		_ = chromedp.Cancel(polite) // the result is there; a browser that does not end by itself is killed
		return nil
	case parent.Err() != nil:
		return parent.Err()
	case ctx.Err() != nil:
		return &Error{Kind: TimedOut, Path: b.Path, After: limit, Said: said.String(), Err: ctx.Err()}
	case process == nil || process.Process == nil:
		return &Error{Kind: NotOne, Path: b.Path, Err: err}
	}
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		err = exit // without the text of chromedp about its pipes
	}
	return &Error{Kind: Failed, Path: b.Path, Said: said.String(), Err: err}
}

func silent(string, ...any) {}

// options start a browser without a window, with an empty profile and without names of
// hosts. chromedp itself adds --no-sandbox for root, since no browser starts there without it.
func (b Browser) options(profile string, said *lastLine, own func(*exec.Cmd)) []chromedp.ExecAllocatorOption {
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(b.Path), chromedp.DisableGPU, chromedp.UserDataDir(profile), chromedp.CombinedOutput(said), chromedp.ModifyCmdFunc(own),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND"),
		chromedp.Flag("no-proxy-server", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-domain-reliability", true),
		chromedp.Flag("no-pings", true),
		chromedp.Flag("font-render-hinting", "none")) // else letters are moved to whole px of a screen
	if runtime.GOOS == "linux" { // else a killed browser leaves a socket in /tmp
		options = append(options, chromedp.Env("TMPDIR="+profile))
	}
	return options
}

// show loads the page from memory and waits until its pictures and fonts are
// there. All other requests fail.
func show(tab context.Context, html []byte) error {
	if _, err := chromedp.Call(tab, fetch.Enable, fetch.EnableParams{}); err != nil {
		return err
	}
	asked := chromedp.Events(tab, fetch.RequestPaused)
	go func() {
		for e, err := range asked {
			if err != nil {
				return
			}
			answer(tab, e, html)
		}
	}()
	if _, err := chromedp.Call(tab, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		return err
	}
	light := []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "light"}, {Name: "prefers-reduced-motion", Value: "reduce"}}
	if _, err := chromedp.Call(tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: light}); err != nil {
		return err
	}
	if err := chromedp.Do(tab, chromedp.Navigate(address)); err != nil {
		return err
	}
	_, err := chromedp.Run(tab, chromedp.Evaluate[bool]("document.fonts.ready.then(() => true)", chromedp.EvalAwaitPromise))
	return err
}

// answer answers one request: with the page, with data: that the page holds itself, or
// with a failure. It ignores errors: they mean that the browser ends, which drive notices.
func answer(tab context.Context, e fetch.EventRequestPaused, html []byte) {
	if e.Request != nil && strings.HasPrefix(e.Request.URL, "data:") {
		_, _ = chromedp.Call(tab, fetch.ContinueRequest, fetch.ContinueRequestParams{RequestID: e.RequestID})
		return
	}
	if e.Request != nil && e.Request.URL == address && e.ResourceType == network.ResourceTypeDocument {
		_, _ = chromedp.Call(tab, fetch.FulfillRequest, fetch.FulfillRequestParams{RequestID: e.RequestID, ResponseCode: 200, Body: html,
			ResponseHeaders: []*fetch.HeaderEntry{{Name: "Content-Type", Value: "text/html; charset=utf-8"}}})
		return
	}
	// Aborted and not blocked: if a redirect of the page were blocked, an error page would replace it.
	_, _ = chromedp.Call(tab, fetch.FailRequest, fetch.FailRequestParams{RequestID: e.RequestID, ErrorReason: network.ErrorReasonAborted})
}

// roomFor is the folder for the profile; "" is the system's folder for temporary files. A
// Chromium from a snap cannot see that one.
func roomFor(browser string) string {
	at, err := filepath.EvalSymlinks(browser)
	if home, none := os.UserHomeDir(); none == nil && (strings.HasPrefix(browser, "/snap/") || err == nil && strings.HasPrefix(at, "/snap/")) {
		common := filepath.Join(home, "snap", "chromium", "common")
		if os.MkdirAll(common, 0o755) == nil {
			return common
		}
	}
	return ""
}

// removed removes the profile. On Windows a file can stay locked for a moment after its
// process has ended.
func removed(dir string) {
	for wait := 10 * time.Millisecond; os.RemoveAll(dir) != nil && wait < 3*time.Second; wait *= 2 {
		time.Sleep(wait)
	}
}

// lastLine keeps the last line that is not empty of what is written to it.
type lastLine struct {
	mu         sync.Mutex
	last, open []byte
}

func (l *lastLine) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.open = append(l.open, p...)
	for {
		line, rest, ended := bytes.Cut(l.open, []byte("\n"))
		if !ended {
			break
		}
		if line = bytes.TrimSpace(line); len(line) > 0 {
			l.last = bytes.Clone(line)
		}
		l.open = rest
	}
	const most = 4096
	l.open = bytes.Clone(l.open[:min(len(l.open), most)])
	return len(p), nil
}

func (l *lastLine) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	if open := bytes.TrimSpace(l.open); len(open) > 0 {
		return strings.ToValidUTF8(string(open), "\uFFFD")
	}
	return strings.ToValidUTF8(string(l.last), "\uFFFD")
}
