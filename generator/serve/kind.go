package serve

import (
	"path"
	"strings"
)

// kind is how the files of one extension are answered.
type kind struct {
	mime     []string // value of Content-Type
	compress bool
	page     bool // HTML of our own: gets the reload script
	runs     bool // could run script if opened by itself: sandboxed when it comes from the content
}

var pageKind = &kind{mime: []string{"text/html; charset=utf-8"}, compress: true, page: true, runs: true}

// kinds by extension. What is not here is application/octet-stream and is
// downloaded. Never asked of the system: the registry of Windows calls .js text/plain.
var kinds = map[string]*kind{
	".html":        pageKind,
	".htm":         {mime: []string{"text/html; charset=utf-8"}, compress: true, runs: true},
	".xhtml":       {mime: []string{"application/xhtml+xml; charset=utf-8"}, compress: true, runs: true},
	".svg":         {mime: []string{"image/svg+xml; charset=utf-8"}, compress: true, runs: true},
	".xml":         {mime: []string{"application/xml; charset=utf-8"}, compress: true, runs: true},
	".css":         {mime: []string{"text/css; charset=utf-8"}, compress: true},
	".js":          {mime: []string{"text/javascript; charset=utf-8"}, compress: true},
	".mjs":         {mime: []string{"text/javascript; charset=utf-8"}, compress: true},
	".json":        {mime: []string{"application/json; charset=utf-8"}, compress: true},
	".sarif":       {mime: []string{"application/json; charset=utf-8"}, compress: true},
	".map":         {mime: []string{"application/json; charset=utf-8"}, compress: true},
	".webmanifest": {mime: []string{"application/manifest+json; charset=utf-8"}, compress: true},
	".atom":        {mime: []string{"application/atom+xml; charset=utf-8"}, compress: true},
	".rss":         {mime: []string{"application/rss+xml; charset=utf-8"}, compress: true},
	".txt":         {mime: []string{"text/plain; charset=utf-8"}, compress: true},
	".log":         {mime: []string{"text/plain; charset=utf-8"}, compress: true},
	".sql":         {mime: []string{"text/plain; charset=utf-8"}, compress: true},
	".md":          {mime: []string{"text/markdown; charset=utf-8"}, compress: true},
	".csv":         {mime: []string{"text/csv; charset=utf-8"}, compress: true},
	".tsv":         {mime: []string{"text/tab-separated-values; charset=utf-8"}, compress: true},
	".ics":         {mime: []string{"text/calendar; charset=utf-8"}, compress: true},
	".wasm":        {mime: []string{"application/wasm"}, compress: true},
	".ttf":         {mime: []string{"font/ttf"}, compress: true},
	".otf":         {mime: []string{"font/otf"}, compress: true},
	".woff":        {mime: []string{"font/woff"}},
	".woff2":       {mime: []string{"font/woff2"}},
	".ico":         {mime: []string{"image/x-icon"}, compress: true},
	".bmp":         {mime: []string{"image/bmp"}, compress: true},
	".png":         {mime: []string{"image/png"}},
	".jpg":         {mime: []string{"image/jpeg"}},
	".jpeg":        {mime: []string{"image/jpeg"}},
	".gif":         {mime: []string{"image/gif"}},
	".webp":        {mime: []string{"image/webp"}},
	".avif":        {mime: []string{"image/avif"}},
	".mp4":         {mime: []string{"video/mp4"}},
	".m4v":         {mime: []string{"video/mp4"}},
	".webm":        {mime: []string{"video/webm"}},
	".mov":         {mime: []string{"video/quicktime"}},
	".ogv":         {mime: []string{"video/ogg"}},
	".mp3":         {mime: []string{"audio/mpeg"}},
	".m4a":         {mime: []string{"audio/mp4"}},
	".ogg":         {mime: []string{"audio/ogg"}},
	".wav":         {mime: []string{"audio/wav"}},
	".pdf":         {mime: []string{"application/pdf"}},
	".zip":         {mime: []string{"application/zip"}},
	".gz":          {mime: []string{"application/gzip"}},
	".7z":          {mime: []string{"application/x-7z-compressed"}},
	".rar":         {mime: []string{"application/vnd.rar"}},
	".doc":         {mime: []string{"application/msword"}},
	".xls":         {mime: []string{"application/vnd.ms-excel"}},
	".ppt":         {mime: []string{"application/vnd.ms-powerpoint"}},
	".docx":        {mime: []string{"application/vnd.openxmlformats-officedocument.wordprocessingml.document"}},
	".xlsx":        {mime: []string{"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}},
	".xlsm":        {mime: []string{"application/vnd.ms-excel.sheet.macroEnabled.12"}},
	".xltx":        {mime: []string{"application/vnd.openxmlformats-officedocument.spreadsheetml.template"}},
	".pptx":        {mime: []string{"application/vnd.openxmlformats-officedocument.presentationml.presentation"}},
	".odt":         {mime: []string{"application/vnd.oasis.opendocument.text"}},
	".ods":         {mime: []string{"application/vnd.oasis.opendocument.spreadsheet"}},
	".vsdx":        {mime: []string{"application/vnd.ms-visio.drawing"}},
	".mpp":         {mime: []string{"application/vnd.ms-project"}},
}

var unknownKind = &kind{mime: []string{"application/octet-stream"}}

func kindOf(p string) *kind {
	if strings.HasSuffix(p, ".html") { // nearly all
		return pageKind
	}
	if k := kinds[strings.ToLower(path.Ext(p))]; k != nil {
		return k
	}
	return unknownKind
}
