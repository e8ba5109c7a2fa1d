package serve

import (
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"milepost/generator/header"
	"milepost/generator/plan"
)

func TestForeignHostsAreRefused(t *testing.T) {
	for _, c := range []struct {
		name  string
		addr  string
		hosts []string
		takes []string
		not   []string
	}{
		{"this machine alone", "127.0.0.1:0", nil,
			[]string{"localhost", "LOCALHOST:80", "127.0.0.1", "127.9.9.9:1", "[::1]:80", "kb.localhost", "localhost."},
			[]string{"evil.example", "evil.example:80", "10.0.0.1", "localhost.evil.example", "127.0.0.1.evil.example", "1271", "[::2]"}},
		{"this machine under a name", "127.0.0.1:0", []string{"KB.corp.example"},
			[]string{"kb.corp.example", "kb.corp.example.:8080", "localhost"},
			[]string{"evil.example", "x.kb.corp.example", "corp.example"}},
		{"a network under a name", "0.0.0.0:0", []string{"kb.corp.example"},
			[]string{"kb.corp.example:80", "localhost", "10.0.0.1", "[fe80::1]:80"},
			[]string{"evil.example", "kb"}},
		{"a network without a name", "0.0.0.0:0", nil,
			[]string{"kb", "anything.example", "10.0.0.1"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := New(Options{Live: true, Hosts: c.hosts, WrongHost: "加上 --host-name"})
			s.Show(sample(t))
			_, port, _ := net.SplitHostPort(listenAt(t, s, c.addr))
			ask := func(path, host string) (int, string) {
				t.Helper()
				ctx, stop := context.WithTimeout(t.Context(), 2*time.Minute) // a busy machine is slow
				defer stop()
				r, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://127.0.0.1:"+port+path, nil)
				if err != nil {
					t.Fatal(err)
				}
				r.Host = host
				answer, err := http.DefaultClient.Do(r)
				if err != nil {
					t.Fatal(err)
				}
				defer answer.Body.Close()
				b, _ := io.ReadAll(io.LimitReader(answer.Body, 120))
				return answer.StatusCode, string(b)
			}
			for _, host := range c.takes {
				if code, _ := ask("/", host); code != http.StatusOK {
					t.Errorf("%s: %d", host, code)
				}
			}
			for _, host := range c.not {
				for _, path := range []string{"/", "/none", "/status.json", "/healthz", "/assets/site.0a1b2c3d4e.css", "/files/a.mp4", eventsPath, scriptPath} {
					if code, body := ask(path, host); code != http.StatusMisdirectedRequest || !strings.Contains(body, "加上 --host-name") || strings.Contains(body, "<") {
						t.Errorf("%s of %s: %d %q", path, host, code, body)
					}
				}
			}
		})
	}
}

// No page of another origin can load parts of the site; links to the site work from everywhere.
func TestForeignOriginsAreRefused(t *testing.T) {
	s := New(Options{Live: true})
	e := sample(t)
	e.Outputs = append(e.Outputs, text("search/manifest.js", "milepost.search={}", plan.Entry))
	s.Show(e)
	for _, c := range []struct {
		path, site, mode, dest string
		want                   int
	}{
		{"/search/manifest.js", "same-origin", "no-cors", "script", 200},
		{"/search/manifest.js", "none", "navigate", "document", 200},
		{"/search/manifest.js", "", "", "", 200}, // an old browser: the header below keeps it out
		{"/search/manifest.js", "cross-site", "no-cors", "script", 403},
		{"/search/manifest.js", "same-site", "no-cors", "script", 403}, // another port of this machine
		{"/search/manifest.js", "cross-site", "cors", "empty", 403},
		{"/assets/site.0a1b2c3d4e.css", "cross-site", "no-cors", "style", 403},
		{"/files/a.mp4", "cross-site", "no-cors", "video", 403},
		{"/status.json", "cross-site", "cors", "empty", 403},
		{eventsPath, "cross-site", "cors", "empty", 403},
		{"/index.html", "cross-site", "navigate", "document", 200},
		{"/index.html", "cross-site", "navigate", "object", 403},
	} {
		r := get(t, s, c.path, "Sec-Fetch-Site", c.site, "Sec-Fetch-Mode", c.mode, "Sec-Fetch-Dest", c.dest)
		if r.StatusCode != c.want {
			t.Errorf("%s from %s by %s for %s: %d, want %d", c.path, c.site, c.mode, c.dest, r.StatusCode, c.want)
		}
		if got := r.Header.Get("Cross-Origin-Resource-Policy"); got != "same-origin" {
			t.Errorf("%s: Cross-Origin-Resource-Policy %q", c.path, got)
		}
	}
}

var (
	nginxHeader = regexp.MustCompile(`(?m)^\s*add_header ([\w-]+) (?:"([^"]*)"|(\S+?))( always)?;`)
	nginxMap    = regexp.MustCompile(`(?s)map \$uri (\$\w+) \{(.*?)\n\}`)
	nginxCase   = regexp.MustCompile(`(?m)^\s*(\S+)\s+"([^"]*)";`)
	iisHeader   = regexp.MustCompile(`<add name="([\w-]+)" value="([^"]*)" />`)
)

// The settings that the manual gives for other web servers send what we send.
func TestDocumentedHeaders(t *testing.T) {
	manual, err := os.ReadFile("../../docs/serving.md")
	if err != nil {
		t.Fatal(err)
	}
	block := func(kind string) string {
		t.Helper()
		_, rest, found := strings.Cut(string(manual), "```"+kind+"\n")
		if !found {
			t.Fatalf("no block %s in the manual", kind)
		}
		text, _, _ := strings.Cut(rest, "\n```")
		return text
	}
	s := New(Options{})
	s.Show(sample(t))
	sent := func(path, name string) string { return get(t, s, path).Header.Get(name) }

	nginx := block("nginx")
	maps := map[string]map[string]string{}
	for _, m := range nginxMap.FindAllStringSubmatch(nginx, -1) {
		maps[m[1]] = map[string]string{}
		for _, c := range nginxCase.FindAllStringSubmatch(m[2], -1) {
			maps[m[1]][c[1]] = c[2]
		}
	}
	found := map[string]string{}
	for _, m := range nginxHeader.FindAllStringSubmatch(nginx, -1) {
		found[m[1]] = m[2] + m[3]
		if by, ok := maps[m[3]]; ok {
			found[m[1]] = by["default"]
		}
	}
	page := "/%E6%89%8B%E5%86%8C/"
	for _, h := range append(slices.Clone(header.Always), header.Field{Name: "Cache-Control", Value: header.NoCache}) {
		if found[h.Name] != h.Value[0] || found[h.Name] != sent(page, h.Name) {
			t.Errorf("nginx sends %s: %q; we %q", h.Name, found[h.Name], sent(page, h.Name))
		}
	}
	for _, c := range []struct{ variable, match, path, header string }{
		{"$milepost_csp", "/404.html", "/none", "Content-Security-Policy"},
		{"$milepost_csp", `~*\.svg$`, "/files/evil.svg", "Content-Security-Policy"},
		{"$milepost_cache", "\"~" + header.Lasting + "\"", "/assets/site.0a1b2c3d4e.css", "Cache-Control"},
	} {
		if got, want := maps[c.variable][c.match], sent(c.path, c.header); got != want {
			t.Errorf("nginx sends for %s %s: %q; we %q", c.path, c.header, got, want)
		}
	}
	if len(nginxHeader.FindAllString(nginx, -1)) != len(header.Always)+1 {
		t.Error("a location of nginx with a header of its own loses those of the server")
	}
	if !strings.Contains(nginx, `# add_header Strict-Transport-Security "`+header.StrictTLS[0]+`" always;`) {
		t.Error("nginx is not told of Strict-Transport-Security")
	}

	found = map[string]string{}
	for _, m := range iisHeader.FindAllStringSubmatch(block("xml"), -1) {
		if _, first := found[m[1]]; !first {
			found[m[1]] = m[2]
		}
	}
	for _, h := range header.Always {
		if found[h.Name] != h.Value[0] {
			t.Errorf("IIS sends %s: %q; we %q", h.Name, found[h.Name], h.Value[0])
		}
	}
}
