package header

import (
	"path"
	"strings"
)

// Kind is how the files with one extension are served. Kinds are compared by address.
type Kind struct {
	MIME     []string // value of Content-Type
	Compress bool     // compressing makes it smaller, so it is sent compressed
	Page     bool     // a page of the site: serve adds the reload script
	Runs     bool     // could run scripts if opened by itself: sandboxed if it is a content file
}

var pageKind = &Kind{MIME: []string{"text/html; charset=utf-8"}, Compress: true, Page: true, Runs: true}

// kinds maps extensions to kinds. A file with another extension is Unknown and is
// downloaded. The system's list is not used: the registry of Windows may call .js text/plain.
var kinds = map[string]*Kind{
	".html":        pageKind,
	".htm":         {MIME: []string{"text/html; charset=utf-8"}, Compress: true, Runs: true},
	".xhtml":       {MIME: []string{"application/xhtml+xml; charset=utf-8"}, Compress: true, Runs: true},
	".svg":         {MIME: []string{"image/svg+xml; charset=utf-8"}, Compress: true, Runs: true},
	".xml":         {MIME: []string{"application/xml; charset=utf-8"}, Compress: true, Runs: true},
	".css":         {MIME: []string{"text/css; charset=utf-8"}, Compress: true},
	".js":          {MIME: []string{"text/javascript; charset=utf-8"}, Compress: true},
	".mjs":         {MIME: []string{"text/javascript; charset=utf-8"}, Compress: true},
	".json":        {MIME: []string{"application/json; charset=utf-8"}, Compress: true},
	".sarif":       {MIME: []string{"application/json; charset=utf-8"}, Compress: true},
	".map":         {MIME: []string{"application/json; charset=utf-8"}, Compress: true},
	".webmanifest": {MIME: []string{"application/manifest+json; charset=utf-8"}, Compress: true},
	".atom":        {MIME: []string{"application/atom+xml; charset=utf-8"}, Compress: true},
	".rss":         {MIME: []string{"application/rss+xml; charset=utf-8"}, Compress: true},
	".txt":         {MIME: []string{"text/plain; charset=utf-8"}, Compress: true},
	".log":         {MIME: []string{"text/plain; charset=utf-8"}, Compress: true},
	".sql":         {MIME: []string{"text/plain; charset=utf-8"}, Compress: true},
	".md":          {MIME: []string{"text/markdown; charset=utf-8"}, Compress: true},
	".csv":         {MIME: []string{"text/csv; charset=utf-8"}, Compress: true},
	".tsv":         {MIME: []string{"text/tab-separated-values; charset=utf-8"}, Compress: true},
	".ics":         {MIME: []string{"text/calendar; charset=utf-8"}, Compress: true},
	".wasm":        {MIME: []string{"application/wasm"}, Compress: true},
	".ttf":         {MIME: []string{"font/ttf"}, Compress: true},
	".otf":         {MIME: []string{"font/otf"}, Compress: true},
	".woff":        {MIME: []string{"font/woff"}},
	".woff2":       {MIME: []string{"font/woff2"}},
	".ico":         {MIME: []string{"image/x-icon"}, Compress: true},
	".bmp":         {MIME: []string{"image/bmp"}, Compress: true},
	".png":         {MIME: []string{"image/png"}},
	".jpg":         {MIME: []string{"image/jpeg"}},
	".jpeg":        {MIME: []string{"image/jpeg"}},
	".gif":         {MIME: []string{"image/gif"}},
	".webp":        {MIME: []string{"image/webp"}},
	".avif":        {MIME: []string{"image/avif"}},
	".mp4":         {MIME: []string{"video/mp4"}},
	".m4v":         {MIME: []string{"video/mp4"}},
	".webm":        {MIME: []string{"video/webm"}},
	".mov":         {MIME: []string{"video/quicktime"}},
	".ogv":         {MIME: []string{"video/ogg"}},
	".mp3":         {MIME: []string{"audio/mpeg"}},
	".m4a":         {MIME: []string{"audio/mp4"}},
	".ogg":         {MIME: []string{"audio/ogg"}},
	".wav":         {MIME: []string{"audio/wav"}},
	".pdf":         {MIME: []string{"application/pdf"}},
	".zip":         {MIME: []string{"application/zip"}},
	".gz":          {MIME: []string{"application/gzip"}},
	".7z":          {MIME: []string{"application/x-7z-compressed"}},
	".rar":         {MIME: []string{"application/vnd.rar"}},
	".doc":         {MIME: []string{"application/msword"}},
	".xls":         {MIME: []string{"application/vnd.ms-excel"}},
	".ppt":         {MIME: []string{"application/vnd.ms-powerpoint"}},
	".docx":        {MIME: []string{"application/vnd.openxmlformats-officedocument.wordprocessingml.document"}},
	".xlsx":        {MIME: []string{"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}},
	".xlsm":        {MIME: []string{"application/vnd.ms-excel.sheet.macroEnabled.12"}},
	".xltx":        {MIME: []string{"application/vnd.openxmlformats-officedocument.spreadsheetml.template"}},
	".pptx":        {MIME: []string{"application/vnd.openxmlformats-officedocument.presentationml.presentation"}},
	".odt":         {MIME: []string{"application/vnd.oasis.opendocument.text"}},
	".ods":         {MIME: []string{"application/vnd.oasis.opendocument.spreadsheet"}},
	".vsdx":        {MIME: []string{"application/vnd.ms-visio.drawing"}},
	".mpp":         {MIME: []string{"application/vnd.ms-project"}},
}

// Unknown is the kind of all files whose extension is not in kinds.
var Unknown = &Kind{MIME: []string{"application/octet-stream"}}

// KindOf is the kind of the file with the path.
func KindOf(p string) *Kind {
	if strings.HasSuffix(p, ".html") { // most files
		return pageKind
	}
	if k := kinds[strings.ToLower(path.Ext(p))]; k != nil {
		return k
	}
	return Unknown
}
