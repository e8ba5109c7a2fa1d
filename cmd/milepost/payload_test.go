package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// The host that no page may ask, and the word that no script may write. JS in a payload stands
// for a script that writes the word into the title and the console, URL for an address of
// that host.
const (
	foreignHost = "evil.invalid"
	ranWord     = "script-ran"
)

var payloadWords = strings.NewReplacer("JS", "(document.title='"+ranWord+"',console.warn('"+ranWord+"'))", "URL", "http://"+foreignHost+"/x")

// markup are payloads for positions of text.
var markup = []string{
	`<script>JS</script>`, `<ScRiPt >JS</sCrIpT >`, `<script src=URL></script>`, `<script/x>JS</script>`, `<<script>JS//<</script>`,
	`<img src=x onerror=JS>`, `<img src=x onerror="JS">`, `<img/src=x/onerror=JS>`, `<img src=URL>`, `<img srcset="URL 2x">`,
	`<svg onload=JS>`, `<svg><script>JS</script></svg>`, `<svg><animate onbegin=JS attributeName=x dur=1s>`, `<svg><use href="URL#a"/></svg>`,
	`<svg><foreignObject><body onload=JS></foreignObject></svg>`, `<math><mtext><style><img src=x onerror=JS></style></mtext></math>`,
	`<iframe src="javascript:JS"></iframe>`, `<iframe srcdoc="<script>JS</script>"></iframe>`, `<iframe src=URL></iframe>`, `<object data=URL></object>`,
	`<embed src=URL>`, `<video src=URL autoplay></video>`, `<video><source onerror=JS></video>`, `<audio src=x onerror=JS>`, `<body onload=JS>`,
	`<details open ontoggle=JS>x</details>`, `<input autofocus onfocus=JS>`, `<form action=URL><button autofocus>x</button></form>`, `<style>@import 'URL';</style>`,
	`<link rel=stylesheet href=URL>`, `<link rel=prefetch href=URL>`, `<meta http-equiv=refresh content="0;url=URL">`, `<base href="http://evil.invalid/">`,
	`<p style="background:url(URL)">x</p>`, `<table background=URL><tr><td>x</table>`, `<marquee onstart=JS>x</marquee>`, `</title><script>JS</script>`,
	`</textarea><script>JS</script>`, `</script><script>JS</script>`, `--><script>JS</script>`, `<!--><img src=x onerror=JS>-->`, `]]><script>JS</script>`,
	`<noscript><p title="</noscript><img src=x onerror=JS>">`, `<template><script>JS</script></template>`, `"><img src=x onerror=JS>`, `'><img src=x onerror=JS>`,
	`" onmouseover="JS" autofocus onfocus="JS" x="`, "` onload=JS `", `&lt;img src=x onerror=JS&gt;`, `&#60;script&#62;JS&#60;/script&#62;`, `{{constructor.constructor('JS')()}}`,
	`${JS}`, `\u003cscript\u003eJS\u003c/script\u003e`, "<img src=x\u0000 onerror=JS>", "<\u200bscript>JS</script>", `＜script＞JS＜/script＞`, `<a href="javascript:JS" autofocus>x</a>`,
}

// addresses are payloads for positions of addresses.
var addresses = []string{
	`javascript:JS`, `JaVaScRiPt:JS`, ` javascript:JS`, "java\tscript:JS", `javascript&colon;JS`, `&#106;avascript:JS`, `javascript%3AJS`, "\u0001javascript:JS", `vbscript:JS`,
	`data:text/html,<script>JS</script>`, `data:text/html;base64,PHNjcmlwdD5jb25zb2xlLndhcm4oJ3NjcmlwdC1yYW4nKTwvc2NyaXB0Pg==`, `data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload="JS"/>`,
	`URL`, `//evil.invalid/x`, `\\evil.invalid\x`, `/\evil.invalid/x`, `http:evil.invalid`, `blob:URL`, `x" onerror="JS`, `x' onerror='JS`, `x onerror=JS`,
}

// around are pieces of Markdown and HTML with one position for a payload each: text (%s) or an address.
var (
	aroundMarkup = []string{"%s", "行内 %s 之后", "# %s", "> - %s", "| 表头 %[1]s | b |\n|---|---|\n| %[1]s | x |", "[%s](x.md)", "![%s](x.png)", "[x](x.md \"%s\")", "```html\n%s\n```",
		"```%s\nx\n```", "[^1]\n\n[^1]: %s", "==%s==", "{{ kpi \"%s\" }}", "[[%s]]", "::: %s\nx\n:::", "```chart\ntitle: %[1]s\ndata: \"%[1]s\"\nx: %[1]s\n```"}
	aroundAddress = []string{"[x](<%s>)", "![x](<%s>)", "[x][r]\n\n[r]: <%s>", "<%s>", "<a href=\"%s\">x</a>", "<img src=\"%s\">", "![x](%s)", "[[%s]]"}
	frontFields   = []string{"title", "summary", "tags", "owner", "status", "kind", "aliases", "slug", "description", "period", "cover"}
)

// endings are kinds of files that people have, and those that browsers and servers run.
const endings = "html htm xhtml xht shtml mhtml mht eml hta js mjs css wasm swf jar xml xsl xslt xsd rdf rss atom kml gpx svg svgz php phtml asp aspx jsp cgi pl py config " +
	"txt text log diff patch sql tex bib json jsonl geojson yaml toml ics vcf stl step igs pdf doc docx rtf wps et dps ofd epub vsd xmind drawio psd ai eps dwg msg one pub " +
	"zip rar tar gz 7z mp3 wav mp4 webm vtt srt png jpg gif webp avif bmp tif ico heic ttf woff parquet db"

// payloadSite writes the knowledge base of all payloads and tells how many cases it holds.
func payloadSite(t *testing.T, dir string) (cases int) {
	t.Helper()
	put := func(name, text string) {
		name = filepath.Join(dir, "content", name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(payloadWords.Replace(text)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	settings := "title = \"</title><img src=x onerror=JS>\"\n"
	if err := os.WriteFile(filepath.Join(dir, "site.toml"), []byte(payloadWords.Replace(settings)), 0o644); err != nil {
		t.Fatal(err)
	}
	page := func(name string, around []string, payload string) {
		body := "# 页\n"
		for _, a := range around {
			body += "\n" + fmt.Sprintf(a, payload) + "\n"
			cases++
		}
		put(name, body)
	}
	put("index.md", "# 首页\n")
	book := excelize.NewFile()
	csv := "名称,<img src=x onerror=JS>\n"
	for i, m := range markup {
		page(fmt.Sprintf("文/m%02d.md", i), aroundMarkup, m)
		front := "---\n"
		for _, f := range frontFields {
			front += f + ": '" + strings.ReplaceAll(strings.ReplaceAll(m, "'", "''"), "\x00", "") + "'\n"
			cases++
		}
		put(fmt.Sprintf("头/f%02d.md", i), front+"---\n\n文\n")
		said := payloadWords.Replace(m)
		_ = book.SetCellValue("Sheet1", fmt.Sprintf("A%d", i+2), said)
		_ = book.SetCellValue("Sheet1", fmt.Sprintf("%s1", column(t, i+1)), said)
		csv += `"` + strings.ReplaceAll(strings.ReplaceAll(m, "\x00", ""), `"`, `""`) + "\",1\n"
		put("图/s"+fmt.Sprintf("%02d.svg", i), `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9"><text>`+m+`</text></svg>`)
		cases += 4
	}
	for i, a := range addresses {
		page(fmt.Sprintf("址/a%02d.md", i), aroundAddress, a)
		put("图/h"+fmt.Sprintf("%02d.svg", i), `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><image href="`+a+`"/><use xlink:href="`+a+`"/><style>@import "`+a+`"; a{fill:url(`+a+`)}</style></svg>`)
		cases++
	}
	put("表/一.csv", csv)
	for _, name := range []string{"<img src=x onerror=a>", "a'onload='b", "&lt;script&gt;"} {
		_, _ = book.NewSheet(name)
		_ = book.SetCellValue(name, "A1", name)
		put("名/"+name+".md", "# x\n")
		put("名/"+name+".png", "x")
		cases += 3
	}
	var b bytes.Buffer
	if err := book.Write(&b); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "content/表/二.xlsx"), b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, e := range strings.Fields(endings) {
		put("附/html."+e, "<!doctype html><html><body onload=JS><script>JS</script><img src=URL></body></html>")
		put("附/svg."+e, `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="JS"><script>JS</script><image href="URL"/></svg>`)
		put("附/mime."+e, "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<script>JS</script><img src=URL>\r\n--b--\r\n")
		cases += 3
	}
	return cases
}

func column(t *testing.T, n int) string {
	t.Helper()
	name, err := excelize.ColumnNumberToName(n)
	if err != nil {
		t.Fatal(err)
	}
	return name
}
