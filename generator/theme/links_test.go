package theme

import (
	"html/template"
	"strings"
	"testing"
)

// What is written by hand must be what html/template would have written.
func TestLinksAreThoseOfHTMLTemplate(t *testing.T) {
	var all strings.Builder
	for c := range 256 {
		all.WriteByte(byte(c))
	}
	refs := []Ref{
		{Title: "运维手册", Href: "../manuals/index.html"},
		{Title: `a "b" <c> & 'd' + e`, Href: "../手册/a%20b%zz+c.html?x=1&y=2#标题"},
		{Title: "nul \x00 and bad \xff", Href: "./a:b/c'd(e).html"},
		{Title: "", Href: ""},
		{Title: all.String(), Href: "x/" + all.String()},
		{Title: "mail", Href: "MAILTO:a@b.c"},
		{Title: "end", Href: "a%2"},
	}
	tmpl := template.Must(template.New("").Parse(`{{range .}}<li><a href="{{.Href}}">{{.Title}}</a></li> {{end}}`))
	var want strings.Builder
	if err := tmpl.Execute(&want, refs); err != nil {
		t.Fatal(err)
	}
	if got := string(links(refs, " ")); got != want.String() {
		t.Errorf("got  %q\nwant %q", got, want.String())
	}
	if got := string(links([]Ref{{Title: "x", Href: "javascript:alert(1)"}}, "")); got != `<li><a href="#">x</a></li>` {
		t.Errorf("a script: %s", got)
	}
}

func TestEntries(t *testing.T) {
	th := load(t, "en")
	got := string(th.entries([]Entry{
		{Ref: Ref{Title: "A & B", Href: "a.html", Kind: "faq"}, Summary: "1 < 2", Owner: "Ops", Updated: "2026-01-02", Due: "2026-03-04"},
		{Ref: Ref{Title: "C", Href: "c.html"}},
	}))
	want := `<ul class="entries"><li><div class="entry"><a href="a.html">A &amp; B</a> <span class="kind">` + th.word("kind", "faq") + `</span>` +
		`<p>1 &lt; 2</p></div><div class="entry-meta" data-search-ignore><span>Ops</span> <time datetime="2026-01-02">2026-01-02</time> ` +
		`<span class="due" data-due="2026-03-04" data-quiet>` + th.Text("page.due") + ` 2026-03-04</span></div></li>` +
		`<li><div class="entry"><a href="c.html">C</a> </div><div class="entry-meta" data-search-ignore></div></li></ul>`
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
