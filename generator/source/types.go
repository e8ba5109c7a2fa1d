package source

import (
	"path"
	"slices"
	"strings"

	"milepost/generator/config"
	"milepost/generator/diag"
)

// published are the kinds of attachments that are published: what a reader
// opens or saves, and nothing that a browser or a web server runs or obeys.
// What is not listed is not published; [publish] types in site.toml adds some.
// Not listed on purpose is whatever browsers take for XML (.kml, .rss, .xsd …):
// opened from a file share, it can run a script.
var published = extensions(
	// pictures
	".png .jpg .jpeg .jfif .gif .webp .avif .bmp .tif .tiff .ico .heic .svg",
	// documents
	".pdf .doc .docx .docm .dot .dotx .ppt .pptx .pptm .pps .ppsx .pot .potx .xls .xlsx .xlsm .xlsb .xlt .xltx .odt .ods .odp .odg .rtf .wps .wpt .et .ett .dps .dpt .ofd .epub .vsd .vsdx .mpp .one .pub .xmind .drawio .psd .ai .eps .dwg .dxf .msg .eml",
	// archives
	".zip .7z .rar .tar .gz .tgz .bz2 .tbz .xz .txz .zst",
	// sound and film
	".mp3 .m4a .aac .ogg .oga .opus .wav .flac .wma .amr .mp4 .m4v .webm .mov .avi .mkv .wmv .mpg .mpeg .ogv .vtt .srt",
	// data
	".csv .tsv .json .jsonl .ndjson .geojson .yaml .yml .toml .parquet .sqlite .db .ics .vcf .stl .step .stp .igs",
	// plain text
	".txt .text .log .diff .patch .sql .tex .bib",
	// fonts
	".ttf .otf .ttc .woff .woff2",
)

// running are the kinds that browsers run or show as a page of this site. Adding one to
// [publish] types gives a warning.
var running = extensions(".html .htm .xhtml .xht .xhtm .shtml .shtm .ehtml .mhtml .mht .hta .js .mjs .cjs .css .wasm .swf .jar " +
	".xml .xsl .xslt .xsd .xbl .rdf .rss .atom .kml .gpx .svgz .vbs .wsf")

// served are the kinds that web servers run or obey.
var served = extensions(".php .php3 .php4 .php5 .php7 .phtml .phar .asp .aspx .ashx .asmx .axd .ascx .asax .cshtml .vbhtml .cer .config .jsp .jspx .jhtml .cfm .cgi .fcgi .pl .shtml .stm .rb .py .lua .htaccess .htpasswd")

func extensions(lists ...string) map[string]bool {
	m := map[string]bool{}
	for _, l := range lists {
		for _, e := range strings.Fields(l) {
			m[e] = true
		}
	}
	return m
}

// obeyed are files whose kind is published, but which web hosts take for settings.
var obeyed = map[string]bool{"vercel.json": true, "staticwebapp.config.json": true, "netlify.toml": true, "wrangler.toml": true, "firebase.json": true, "now.json": true}

// leftovers are files that operating systems leave in folders. They are passed over
// without a diagnostic.
var leftovers = map[string]bool{"desktop.ini": true, "thumbs.db": true, "ehthumbs.db": true, "icon\r": true, "folder.htt": true}

// withheld tells why an attachment is not published: the code of the message, and the
// part of the name that decides, such as its ending. Both are "" if it is published.
func withheld(p string, added []string) (code, what string) {
	name := strings.ToLower(path.Base(p))
	ext := path.Ext(name)
	switch {
	case obeyed[name]:
		return "SO03.obeyed", path.Base(p)
	case published[ext] || slices.Contains(added, ext):
		return "", ""
	case ext == ".markdown" || ext == ".mdown" || ext == ".mkd":
		return "SO03.markdown", ext
	case running[ext]:
		return "SO03.running", ext
	case served[ext]:
		return "SO03.served", ext
	case ext == "" || ext == name:
		return "SO03.nameless", path.Base(p)
	}
	return "SO03.type", ext
}

// riskyTypes warns of endings in [publish] types that browsers or servers run.
func riskyTypes(p config.Publish) (diags diag.List) {
	for _, t := range p.Types {
		if running[t] || served[t] {
			diags = append(diags, diag.New("CF06.runs", diag.Pos{File: config.File, Line: p.TypesLine}, t))
		}
	}
	return diags
}
