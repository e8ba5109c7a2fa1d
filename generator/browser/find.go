package browser

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
)

// Find returns the browser at the given path or of the given name. If given is "", it
// looks for one on the machine.
func Find(given string) (Browser, error) {
	if given != "" {
		at, err := exec.LookPath(inside(given))
		if err != nil {
			return Browser{}, &Error{Kind: NotOne, Path: given, Err: err}
		}
		return Browser{Path: absolute(at)}, nil
	}
	for _, name := range candidates(runtime.GOOS, os.Getenv) {
		if at, err := exec.LookPath(name); err == nil {
			return Browser{Path: absolute(at)}, nil
		}
	}
	return Browser{}, &Error{Kind: None}
}

func absolute(path string) string {
	if at, err := filepath.Abs(path); err == nil {
		return at
	}
	return path
}

// inside is the program in an application of macOS (which is a folder), any other path unchanged.
func inside(path string) string {
	trimmed := strings.TrimRight(path, "/")
	if name, app := strings.CutSuffix(filepath.Base(trimmed), ".app"); app {
		return filepath.Join(trimmed, "Contents", "MacOS", name)
	}
	return path
}

// candidates are the names and paths of browsers, best first. The list of chromedp has no
// Edge on macOS and Linux.
func candidates(goos string, env func(string) string) []string {
	switch goos {
	case "windows":
		return windowsCandidates(env)
	case "darwin":
		var all []string
		for _, root := range []string{"", env("HOME")} {
			for _, name := range []string{"Google Chrome", "Microsoft Edge", "Chromium"} {
				all = append(all, root+"/Applications/"+name+".app/Contents/MacOS/"+name)
			}
		}
		return append(all, "google-chrome", "chromium", "microsoft-edge")
	}
	return []string{
		"chromium", "google-chrome", "google-chrome-stable", "microsoft-edge", "microsoft-edge-stable", "chromium-browser",
		"/snap/bin/chromium", "/opt/google/chrome/chrome", "/opt/microsoft/msedge/msedge", "/usr/lib/chromium/chromium", "/usr/lib64/chromium-browser/chromium-browser",
		"chrome-headless-shell", "headless_shell",
	}
}

// windowsCandidates are the paths at which installers put a browser, for all users or for
// one. Every Windows has Edge.
func windowsCandidates(env func(string) string) []string {
	var all []string
	for _, program := range []string{`Google\Chrome\Application\chrome.exe`, `Microsoft\Edge\Application\msedge.exe`, `Chromium\Application\chrome.exe`} {
		for _, root := range []string{env("ProgramFiles"), env("ProgramFiles(x86)"), env("ProgramW6432"), env("LocalAppData")} {
			if root != "" {
				all = append(all, root+`\`+program)
			}
		}
	}
	return append(all, "chrome.exe", "msedge.exe", "chromium.exe")
}
