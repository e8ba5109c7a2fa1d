package main

import (
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"milepost/themes"
)

// The notices name every Go module in the program and every npm package in its scripts,
// each with its licence.
func TestNotices(t *testing.T) {
	text, err := themes.Notices()
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("no notices: %v; run make assets", err)
		}
		t.Skip("no notices: run make assets")
	}
	list, err := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if .Version}}{{.Path}} {{.Version}}{{end}}{{end}}", ".").Output()
	if err != nil {
		t.Skipf("go list: %v", err)
	}
	want := strings.Fields("echarts zrender fflate") // at least these, from npm
	for line := range strings.Lines(string(list)) {
		if m := strings.TrimSpace(line); m != "" {
			want = append(want, m)
		}
	}
	heads := regexp.MustCompile(`(?m)^={72}\n(.+)\n={72}$`).FindAllStringSubmatchIndex(string(text), -1)
	long := map[string]int{} // bytes of licences under each title
	for i, h := range heads {
		end := len(text)
		if i+1 < len(heads) {
			end = heads[i+1][0]
		}
		long[string(text[h[2]:h[3]])+" "] = end - h[1]
	}
	for _, m := range want {
		found := false
		for title, n := range long {
			found = found || strings.HasPrefix(title, m+" ") && n > 200
		}
		if !found {
			t.Errorf("the notices hold no licence of %s", m)
		}
	}
}
