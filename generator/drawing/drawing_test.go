package drawing

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"milepost/bench/toll"
)

const head = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"`

func TestRefused(t *testing.T) {
	deep := strings.Repeat("<g>", 300) + strings.Repeat("</g>", 300)
	for name, src := range map[string]string{
		"script":                  head + `><script>alert(1)</script></svg>`,
		"script, other prefix":    `<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:SCRIPT/></s:svg>`,
		"script in what is lost":  head + `><metadata><script/></metadata></svg>`,
		"html script":             head + ` xmlns:h="http://www.w3.org/1999/xhtml"><h:script>1</h:script></svg>`,
		"handler":                 head + ` onload="a()"/>`,
		"handler, capitals":       head + `><rect ONCLICK="a()"/></svg>`,
		"javascript address":      head + `><a xlink:href=" java&#10;script:alert(1)"><text>x</text></a></svg>`,
		"html as data":            head + `><a href="data:text/html,x"/></svg>`,
		"default attribute":       `<!DOCTYPE svg [<!ATTLIST svg onload CDATA "a()">]>` + head + `/>`,
		"quote in an instruction": `<!DOCTYPE svg [<?x ' ?>]>` + head + ` onload="a()"><!-- ' >> --></svg>`,
		"entity":                  `<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>` + head + `>&x;</svg>`,
		"style sheet":             `<?xml-stylesheet type="text/xsl" href="#a"?>` + head + `/>`,
		"instruction inside":      head + `/><?xml-stylesheet href="a.css"?>`,
		"transformation":          head + ` xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:element name="script"/></svg>`,
		"no drawing":              `<html xmlns="http://www.w3.org/1999/xhtml"/>`,
		"nothing":                 ``,
		"cut off":                 head + `><g>`,
		"two of them":             head + `/>` + head + `/>`,
		"too deep":                head + `>` + deep + `</svg>`,
		"too large":               head + `>` + strings.Repeat(" ", MaxBytes) + `</svg>`,
	} {
		t.Run(name, func(t *testing.T) {
			d, err := Clean(t.Context(), []byte(src))
			var why Refusal
			if !errors.As(err, &why) || why == "" {
				t.Errorf("published as %q, error %v", d.SVG, err)
			}
		})
	}
}

func TestWrittenAnew(t *testing.T) {
	for _, c := range []struct{ name, src, want, dropped string }{
		{"plain", `<?xml version="1.0" encoding="UTF-8"?><!-- made by hand --><svg width="40" height="20"><rect x="1" width="5" height="5" fill="red"/></svg>`,
			`<svg width="40" height="20"><rect x="1" width="5" height="5" fill="red"/></svg>`, ""},
		{"document type without declarations", `<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd"><svg><path d="M0 0"/></svg>`,
			`<svg><path d="M0 0"/></svg>`, ""},
		{"text in a diagram", `<svg content="&lt;mxfile/&gt;"><switch><foreignObject width="9" height="9"><div xmlns="http://www.w3.org/1999/xhtml">登录</div></foreignObject><text x="2" y="3">登录</text></switch></svg>`,
			`<svg><switch><text x="2" y="3">登录</text></switch></svg>`, ""},
		{"what an editor keeps", `<svg xmlns:i="http://www.inkscape.org/namespaces/inkscape" i:version="1"><i:view/><metadata><x/></metadata><g i:label="层 1" id="a"><circle r="3"/></g></svg>`,
			`<svg><g id="a"><circle r="3"/></g></svg>`, ""},
		{"styles", `<svg><style>@import url(http://x/a.css); .a{fill:#fff;background:url(http://x)} /* } */ .b > path{stroke:url(#g);behavior:url(x)} @font-face{font-family:x;src:url(x)}</style><path class="a" style="fill:url('#g');-moz-binding:url(x);cursor:url(http://x)"/></svg>`,
			`<svg><style>.a{fill:#fff}
.b &gt; path{stroke:url(#g)}
</style><path class="a" style="fill:url('#g')"/></svg>`, ""},
		{"addresses", `<svg><use href="#a"/><use href="other.svg#a"/><image href="data:image/png;base64,AA=="/><image href="http://x/a.png"/><image href="data:image/svg+xml;base64,AA=="/><a href="https://example.com/"><text>看</text></a></svg>`,
			`<svg><use xlink:href="#a"/><use/><image xlink:href="data:image/png;base64,AA=="/><image/><image/><a xlink:href="https://example.com/"><text>看</text></a></svg>`, ""},
		{"animation and unknown things", `<svg><a href="#x"><set attributeName="href" to="javascript:a()"/><text>x</text></a><discard/></svg>`,
			`<svg><a xlink:href="#x"><text>x</text></a></svg>`, "discard"},
		{"twice the same", `<svg><use href="#a" xlink:href="#b" xmlns:xlink="http://www.w3.org/1999/xlink"/></svg>`, `<svg><use xlink:href="#a"/></svg>`, ""},
		{"signs", `<svg><text>&lt;script&gt; &amp; "a"</text><path d="M0&#10;1" id='&quot;&gt;'/></svg>`, `<svg><text>&lt;script&gt; &amp; "a"</text><path d="M0&#10;1" id="&quot;&gt;"/></svg>`, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, err := Clean(t.Context(), []byte(c.src))
			if err != nil {
				t.Fatal(err)
			}
			want := strings.Replace(c.want, "<svg", head, 1) + "\n"
			if string(d.SVG) != want {
				t.Errorf("got  %s\nwant %s", d.SVG, want)
			}
			if got := strings.Join(d.Dropped, " "); got != c.dropped {
				t.Errorf("left out %q, want %q", got, c.dropped)
			}
		})
	}
}

func TestSize(t *testing.T) {
	for src, want := range map[string][2]int{
		`<svg width="40px" height="20"/>`:                   {40, 20},
		`<svg width="100%" height="9" viewBox="0,0 30 7"/>`: {30, 7},
		`<svg/>`:                          {0, 0},
		`<svg width="NaN" height="Inf"/>`: {0, 0},
	} {
		d, err := Clean(t.Context(), []byte(src))
		if err != nil || d.Width != want[0] || d.Height != want[1] {
			t.Errorf("%s: %d x %d, %v; want %v", src, d.Width, d.Height, err, want)
		}
	}
}

// Whatever the input, the output is XML with allowed elements alone, and cleaning it
// again changes nothing.
func FuzzClean(f *testing.F) {
	f.Add([]byte(head + `><g id="a"><text style="fill:red">登录</text><style>.a{fill:url(#b)}</style></g></svg>`))
	f.Add([]byte(`<!DOCTYPE svg><svg onload="x"/>`))
	f.Add([]byte(`<svg><a href="javascript:x"/><use xlink:href="#a" href="#b"/></svg>`))
	f.Fuzz(func(t *testing.T, src []byte) {
		toll.Check(t, src, func(b []byte) { _, _ = Clean(t.Context(), b) })
		d, err := Clean(t.Context(), src)
		if err != nil {
			return
		}
		again, err := Clean(t.Context(), d.SVG)
		if err != nil || !bytes.Equal(again.SVG, d.SVG) {
			t.Fatalf("not stable: %v\n%s\n%s", err, d.SVG, again.SVG)
		}
		x := xml.NewDecoder(bytes.NewReader(d.SVG))
		for {
			tok, err := x.Token()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				t.Fatalf("not XML: %v\n%s", err, d.SVG)
			}
			if el, ok := tok.(xml.StartElement); ok {
				if !elements[el.Name.Local] {
					t.Fatalf("<%s> passed", el.Name.Local)
				}
				for _, a := range el.Attr {
					if strings.HasPrefix(strings.ToLower(a.Name.Local), "on") {
						t.Fatalf("%s passed", a.Name.Local)
					}
				}
			}
		}
	})
}
