package plan

import (
	"net/url"
	"testing"
)

// Addresses are relative, lead from one output to the other on every system, and have
// neither a backslash nor a scheme.
func TestHref(t *testing.T) {
	for _, c := range []struct{ name, from, to, want string }{
		{"beside", "index.html", "a.html", "a.html"},
		{"down", "index.html", "手册/备份.html", "手册/备份.html"},
		{"up", "手册/备份.html", "index.html", "../index.html"},
		{"across", "a/b/c.html", "a/d/e.html", "../d/e.html"},
		{"same folder", "a/b/c.html", "a/b/d.html", "d.html"},
		{"a folder that begins alike", "ab/c.html", "a/c.html", "../a/c.html"},
		{"reserved characters", "a.html", "一 二/c#1%?.html", "一%20二/c%231%25%3F.html"},
		{"a name like a scheme", "a.html", "b:c.html", "./b:c.html"},
		{"a backslash is no folder", "a.html", `b\c.html`, "b%5Cc.html"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := Href(c.from, c.to)
			if got != c.want {
				t.Fatalf("Href(%q, %q) = %q, want %q", c.from, c.to, got, c.want)
			}
			base := &url.URL{Scheme: "http", Host: "h", Path: "/" + c.from}
			ref, err := url.Parse(got)
			if err != nil {
				t.Fatal(err)
			}
			if p := base.ResolveReference(ref).Path; p != "/"+c.to {
				t.Errorf("a browser goes to %q", p)
			}
		})
	}
}
