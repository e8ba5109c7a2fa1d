package browser

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestCandidates(t *testing.T) {
	env := func(name string) string {
		return map[string]string{"HOME": "/Users/王", "ProgramFiles": `C:\Program Files`, "ProgramFiles(x86)": `C:\Program Files (x86)`, "LocalAppData": `C:\Users\王\AppData\Local`}[name]
	}
	for goos, want := range map[string][]string{
		"linux":   {"chromium", "google-chrome-stable", "microsoft-edge-stable", "/snap/bin/chromium"},
		"darwin":  {"/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge", "/Users/王/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"},
		"windows": {`C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe`, `C:\Users\王\AppData\Local\Google\Chrome\Application\chrome.exe`, "msedge.exe"},
	} {
		all := candidates(goos, env)
		for _, w := range want {
			if !slices.Contains(all, w) {
				t.Errorf("%s: %s is not looked at: %q", goos, w, all)
			}
		}
	}
}

func TestFindWhatIsGiven(t *testing.T) {
	dir := t.TempDir()
	text := filepath.Join(dir, "report.docx")
	if err := os.WriteFile(text, []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, given := range []string{text, dir, filepath.Join(dir, "nothing"), "no-such-browser"} {
		var e *Error
		if _, err := Find(given); !errors.As(err, &e) || e.Kind != NotOne || e.Path != given {
			t.Errorf("%s: %v, want that it is no browser", given, err)
		}
	}
	if got, want := inside("/Applications/Microsoft Edge.app/"), filepath.Join("/Applications/Microsoft Edge.app", "Contents", "MacOS", "Microsoft Edge"); got != want {
		t.Errorf("an application of macOS is %s, want %s", got, want)
	}
}

func TestFindNone(t *testing.T) {
	if len(candidates("linux", os.Getenv)) == 0 {
		t.Fatal("no candidates")
	}
	t.Setenv("PATH", t.TempDir())
	if b, err := Find(""); err != nil {
		var e *Error
		if !errors.As(err, &e) || e.Kind != None {
			t.Errorf("%v, want that none was found", err)
		}
	} else if !filepath.IsAbs(b.Path) {
		t.Errorf("found %s", b.Path)
	}
}
