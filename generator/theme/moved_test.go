package theme

import "testing"

func TestMove(t *testing.T) {
	lead := func(out, frag string) string {
		switch {
		case out == "手册/b.html" && frag != "":
			return "#c2-" + frag
		case out == "手册/b.html":
			return "#c2"
		case out == "gone.html":
			return ""
		}
		return "../" + encoded(out)
	}
	m := mover{prefix: "c1-", sink: 1, page: "手册/a.html", lead: lead}
	for _, c := range []struct{ name, in, want string }{
		{"plain text", `a < b & c`, `a < b & c`},
		{"id", `<p id="x">1</p>`, `<p id="c1-x">1</p>`},
		{"several ids", `<td headers="a b">`, `<td headers="c1-a c1-b">`},
		{"anchor of the page", `<a href="#x">`, `<a href="#c1-x">`},
		{"nowhere", `<a href="#" class="broken">`, `<a href="#" class="broken">`},
		{"page in the book", `<a href="b.html">b</a>`, `<a href="#c2">b</a>`},
		{"heading in the book", `<a class="k" href="b.html#%E5%90%AF">b</a>`, `<a class="k" href="#c2-%E5%90%AF">b</a>`},
		{"page outside", `<a href="../faq/x%20y.html">`, `<a href="../faq/x%20y.html">`},
		{"file beside", `<img src="pic.png" alt="b.html">`, `<img src="../%E6%89%8B%E5%86%8C/pic.png" alt="b.html">`},
		{"not to be had", `<a href="../gone.html">g</a>`, `<a>g</a>`},
		{"other host", `<a href="https://example.org/b.html#x">`, `<a href="https://example.org/b.html#x">`},
		{"mail", `<a href="mailto:a@example.org">`, `<a href="mailto:a@example.org">`},
		{"picture in place", `<img src="data:image/png;base64,AA==">`, `<img src="data:image/png;base64,AA==">`},
		{"ampersand", `<a href="b.html#a&amp;b">`, `<a href="#c2-a&amp;b">`},
		{"words that only look like it", `<p title='id="x"'>id="y" href="b.html"</p>`, `<p title='id="x"'>id="y" href="b.html"</p>`},
		{"attribute without a value", `<input disabled id="x">`, `<input disabled id="c1-x">`},
		{"two without a value", `<details open hidden><summary>`, `<details open hidden><summary>`},
		{"no quotes", `<rect id=x fill=red/>`, `<rect id="c1-x" fill=red/>`},
		{"paint", `<g clip-path="url(#zr0-c0)">`, `<g clip-path="url(#c1-zr0-c0)">`},
		{"heading", `<h2 id="x">T</h2>`, `<h3 id="c1-x">T</h3>`},
		{"deepest heading", `<h6>T</h6>`, `<h6>T</h6>`},
		{"no heading", `<hr><header></header>`, `<hr><header></header>`},
		{"comment", `<!-- <a href="#x"> --><a href="#x">`, `<!-- <a href="#x"> --><a href="#c1-x">`},
		{"style of a picture", `<style><![CDATA[ .a>b{} ]]></style>`, `<style><![CDATA[ .a>b{} ]]></style>`},
		{"cut off", `<a href="#x`, `<a href="#c1-x"`},
		{"only a bracket", `x <`, `x <`},
	} {
		if got := m.move(c.in); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}
