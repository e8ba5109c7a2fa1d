package recipe

import (
	"context"
	"encoding/xml"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"milepost/generator/fields"
	"milepost/generator/header"
	"milepost/generator/message"
)

var sample = Site{Title: "CRM 知识库", Output: "public", Root: "/srv/milepost/public", Folder: "/srv/milepost", Host: "kb.example.com", Lang: "en"}

func text(t *testing.T, name string, s Site) string {
	t.Helper()
	for _, r := range All() {
		if r.Name == name {
			b, err := Make(r, s)
			if err != nil {
				t.Fatal(err)
			}
			return string(b)
		}
	}
	t.Fatalf("no recipe %s", name)
	return ""
}

func TestEveryRecipe(t *testing.T) {
	for _, r := range All() {
		for _, lang := range message.Languages {
			s := sample
			s.Lang = lang
			got := text(t, r.Name, s)
			if !strings.Contains(got, "milepost recipe "+r.Name) || !strings.Contains(got, s.Title) || strings.Contains(got, "[[") {
				t.Errorf("%s in %s:\n%s", r.Name, lang, got)
			}
			if lang == "zh-CN" && !strings.Contains(got, "由 milepost recipe") {
				t.Errorf("%s is not in Chinese:\n%s", r.Name, got)
			}
		}
	}
}

// The manual shows what the recipes write.
func TestManualShowsTheRecipes(t *testing.T) {
	manual, err := os.ReadFile("../../docs/serving.md")
	if err != nil {
		t.Fatal(err)
	}
	s := sample
	s.Bare = true
	for kind, name := range map[string]string{"nginx": "nginx", "xml": "iis"} {
		_, rest, _ := strings.Cut(string(manual), "```"+kind+"\n")
		shown, _, _ := strings.Cut(rest, "```")
		if got := text(t, name, s); shown != got {
			t.Errorf("docs/serving.md shows\n%s\nthe recipe %s is\n%s", shown, name, got)
		}
	}
}

func TestCIRecipesAreSound(t *testing.T) {
	for _, name := range []string{"gitlab", "github", "gitea"} {
		root, problems := fields.YAML(context.Background(), []byte(text(t, name, sample)))
		if len(problems) > 0 {
			t.Errorf("%s: %v", name, problems)
		}
		src := fmt.Sprint(root)
		for _, want := range []string{"milepost diff", "milepost build --strict", "milepost check", "diff.md"} {
			if !strings.Contains(src, want) {
				t.Errorf("%s has no %q", name, want)
			}
		}
	}
	for _, r := range []struct{ name, open, close string }{{"jenkins", "{", "}"}, {"caddy", "{", "}"}} {
		got := text(t, r.name, sample)
		if strings.Count(got, r.open) != strings.Count(got, r.close) {
			t.Errorf("%s: braces do not match", r.name)
		}
	}
	d := xml.NewDecoder(strings.NewReader(text(t, "iis", sample)))
	for {
		if _, err := d.Token(); err == io.EOF {
			break
		} else if err != nil {
			t.Fatalf("iis: %v", err)
		}
	}
}

// tool is the path of a program; the test is skipped if it is not installed.
func tool(t *testing.T, name string) string {
	t.Helper()
	found, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("%s is not installed", name)
	}
	return found
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o755); err != nil {
		t.Fatal(err)
	}
}

// served is a site of a few files for a web server.
func served(t *testing.T, dir string) Site {
	t.Helper()
	s := sample
	s.Root = filepath.Join(dir, "public")
	for path, body := range map[string]string{"index.html": "<html><head></head>home", "404.html": "<html><head></head>none", "assets/a.0a1b2c3d4e.css": "x", "assets/b.0a1b2c3d4e.svg": "<svg/>", "assets/photo.svg": "<svg/>", "search/manifest.js": "x", "search/s/ab/0.js": "x", "a.svg": "<svg/>", ".milepost-manifest": "secret", "手册/index.html": "m", "c.ics": "BEGIN:VCALENDAR"} {
		write(t, filepath.Join(s.Root, path), body)
	}
	return s
}

func freePort(t *testing.T) (addr string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// start runs a web server until the test ends. Its own files are in temporary folders.
func start(t *testing.T, name string, args ...string) {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Env = append(os.Environ(), "XDG_CONFIG_HOME="+t.TempDir(), "XDG_DATA_HOME="+t.TempDir())
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Signal(os.Interrupt); _ = cmd.Wait() })
}

// answer is how a web server must answer for a file.
type answer struct {
	path, host    string
	status        int
	cache, policy string
	mime          string
}

// answers lists the answers that all web servers must give.
func answers(host string) []answer {
	return []answer{
		{"/", host, 200, header.NoCache[0], header.CSP[0], "text/html"},
		{"/assets/a.0a1b2c3d4e.css", host, 200, header.Immutable[0], header.CSP[0], "text/css"},
		{"/assets/b.0a1b2c3d4e.svg", host, 200, header.Immutable[0], header.CSPSandbox[0], "image/svg+xml"},
		{"/assets/photo.svg", host, 200, header.NoCache[0], header.CSPSandbox[0], "image/svg+xml"}, // of the content
		{"/search/s/ab/0.js", host, 200, header.Immutable[0], header.CSP[0], ""},
		{"/search/manifest.js", host, 200, header.NoCache[0], header.CSP[0], ""},
		{"/a.svg", host, 200, header.NoCache[0], header.CSPSandbox[0], "image/svg+xml"},
		{"/c.ics", host, 200, header.NoCache[0], header.CSP[0], "text/calendar"},
		{"/%E6%89%8B%E5%86%8C/", host, 200, header.NoCache[0], header.CSP[0], "text/html"},
	}
}

// mustAnswer requests files of a server, which may not listen yet, and compares the answers.
func mustAnswer(t *testing.T, addr string, all []answer) {
	t.Helper()
	ask := func(path, host string) *http.Response {
		q, _ := http.NewRequest("GET", "http://"+addr+path, nil)
		q.Host = host
		for range 500 {
			if r, err := http.DefaultTransport.RoundTrip(q); err == nil {
				_ = r.Body.Close()
				return r
			}
			time.Sleep(20 * time.Millisecond) // until it listens
		}
		t.Fatal("the server does not answer")
		return nil
	}
	for _, c := range all {
		r := ask(c.path, c.host)
		h := r.Header
		if r.StatusCode != c.status || h.Get("Cache-Control") != c.cache || h.Get("Content-Security-Policy") != c.policy || !strings.HasPrefix(h.Get("Content-Type"), c.mime) {
			t.Errorf("%s for %s: %d %v", c.path, c.host, r.StatusCode, h)
		}
	}
}

// nginx accepts the recipe and answers with our headers.
func TestNginxServes(t *testing.T) {
	nginx := tool(t, "nginx")
	dir, addr := t.TempDir(), freePort(t)
	s := served(t, dir)
	conf := strings.ReplaceAll(text(t, "nginx", s), "listen 80", "listen "+addr)
	user := ""
	if os.Geteuid() == 0 {
		user = "user root;\n"
	}
	write(t, filepath.Join(dir, "nginx.conf"), user+"daemon off;\npid "+dir+"/pid;\nerror_log "+dir+"/log;\nevents {}\nhttp {\naccess_log off;\ntypes { text/html html; text/css css; image/svg+xml svg; }\n"+conf+"}\n")
	if out, err := exec.Command(nginx, "-t", "-p", dir, "-c", filepath.Join(dir, "nginx.conf")).CombinedOutput(); err != nil {
		t.Fatalf("nginx -t: %v\n%s", err, out)
	}
	start(t, nginx, "-p", dir, "-c", filepath.Join(dir, "nginx.conf"))
	mustAnswer(t, addr, append(answers(s.Host),
		answer{"/none", s.Host, 404, "", header.CSPMissing[0], "text/html"},
		answer{"/.milepost-manifest", s.Host, 404, "", header.CSPMissing[0], "text/html"},
		answer{"/", "evil.example.com", 421, "", "", ""},
	))
}

// Caddy accepts the recipe and answers with our headers.
func TestCaddyServes(t *testing.T) {
	caddy := tool(t, "caddy")
	dir, addr := t.TempDir(), freePort(t)
	s := served(t, dir)
	file := filepath.Join(dir, "Caddyfile")
	write(t, file, text(t, "caddy", s))
	if out, err := exec.Command(caddy, "validate", "--adapter", "caddyfile", "--config", file).CombinedOutput(); err != nil {
		t.Fatalf("caddy validate: %v\n%s", err, out)
	}
	_, port, _ := net.SplitHostPort(addr)
	write(t, file, "{\n\tadmin off\n}\n"+strings.Replace(text(t, "caddy", s), s.Host+" {", "http://"+s.Host+":"+port+" {", 1)) // without TLS
	start(t, caddy, "run", "--adapter", "caddyfile", "--config", file)
	mustAnswer(t, addr, append(answers(s.Host),
		answer{"/none/x.html", s.Host, 404, header.NoCache[0], header.CSP[0], "text/html"},
		answer{"/.milepost-manifest", s.Host, 404, header.NoCache[0], header.CSP[0], "text/html"},
	))
}

// actionlint reports what GitHub would refuse.
func TestGitHubTakesTheWorkflow(t *testing.T) {
	lint := tool(t, "actionlint")
	file := filepath.Join(t.TempDir(), "milepost.yml")
	write(t, file, text(t, "github", sample))
	if out, err := exec.Command(lint, "-shellcheck=", file).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// The commands of cron, share and rsync run, with a program milepost that records its
// arguments.
func TestScriptsRun(t *testing.T) {
	sh := tool(t, "sh")
	for _, name := range []string{"cron", "share", "rsync"} {
		t.Run(name, func(t *testing.T) {
			if name == "rsync" {
				tool(t, "rsync")
			}
			dir := t.TempDir()
			write(t, filepath.Join(dir, "bin/milepost"), "#!/bin/sh\necho milepost \"$@\" >>'"+dir+"/called'\n")
			write(t, filepath.Join(dir, "bin/git"), "#!/bin/sh\necho git \"$@\" >>'"+dir+"/called'\n")
			s := sample
			s.Folder = filepath.Join(dir, "it's here")
			write(t, filepath.Join(s.Folder, ".milepost/x"), "")
			write(t, filepath.Join(s.Folder, "public/index.html"), "home")
			write(t, filepath.Join(s.Folder, "public/assets/a.css"), "css")
			script := text(t, name, s)
			var cmd *exec.Cmd
			want := "milepost build --strict\n"
			switch name {
			case "cron":
				lines := strings.Split(strings.TrimSpace(script), "\n")
				m := regexp.MustCompile(`^(\S+ ){5}([^%]+)$`).FindStringSubmatch(lines[len(lines)-1])
				if m == nil {
					t.Fatalf("not a line of a crontab: %s", script)
				}
				cmd, want = exec.Command(sh, "-c", m[2]), "git pull -q --ff-only\nmilepost -q build --strict\n"
			default:
				write(t, filepath.Join(s.Folder, name+".sh"), script)
				cmd = exec.Command(sh, filepath.Join(s.Folder, name+".sh"), filepath.Join(dir, "to")+"/")
				if name == "share" {
					want = "milepost build --out " + filepath.Join(dir, "to") + "/\n"
				}
			}
			cmd.Env = append(os.Environ(), "PATH="+filepath.Join(dir, "bin")+":"+os.Getenv("PATH"))
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			got, _ := os.ReadFile(filepath.Join(dir, "called"))
			if string(got) != want {
				t.Errorf("called %q, want %q", got, want)
			}
			if name == "rsync" {
				if b, err := os.ReadFile(filepath.Join(dir, "to/assets/a.css")); err != nil || string(b) != "css" {
					t.Errorf("%q %v", b, err)
				}
			}
		})
	}
}

func TestContainerBuilds(t *testing.T) {
	for _, name := range []string{"podman", "docker"} {
		if exec.Command(name, "info").Run() != nil {
			continue
		}
		dir := t.TempDir()
		write(t, filepath.Join(dir, "Containerfile"), text(t, "container", sample))
		write(t, filepath.Join(dir, "milepost"), "#!/bin/sh\n")
		write(t, filepath.Join(dir, "site.toml"), "")
		write(t, filepath.Join(dir, "content/a.md"), "# a\n")
		if out, err := exec.Command(name, "build", "-f", filepath.Join(dir, "Containerfile"), dir).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		return
	}
	t.Skip("neither podman nor docker runs here")
}
