// Package ask puts questions to the search of a published site, outside a browser.
//
// In go the files of a site and a query; out come the hits that the search on a page
// of that site would show: the site's own search script runs on the site's own index.
// page.js beside this file defines the parts of a browser that the script uses.
package ask

import (
	"bytes"
	"compress/flate"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"sync"
	"time"

	"milepost/generator/kb"
	"milepost/generator/script"
	"milepost/generator/text"
)

//go:embed page.js
var page []byte

var browserParts = script.New("page.js", page)

// limits bound the search of one site. The index of 10,000 pages takes about 100 MB of
// memory when a query reads all of it.
var limits = script.Limits{Memory: 1 << 30, Time: 2 * time.Minute}

// mostInflated is the most bytes that one file of an index may inflate to. The text of a
// site of 10,000 pages is 50 MB, spread over thousands of files.
const mostInflated = 64 << 20

// Site says where the search of a site is. Paths are from the root of the site.
type Site struct {
	Script string                            // search.js
	Index  string                            // the manifest
	Read   func(path string) ([]byte, error) // the bytes of a file
	Today  kb.Date                           // decides which reviews are overdue, and the year of a date in a query that names none
}

// Options filter the hits. Their JSON names are those that the search script uses.
type Options struct {
	Limit   int    `json:"limit,omitempty"` // most hits; 0 is 10
	Kind    string `json:"kind,omitempty"`
	Section string `json:"section,omitempty"`
	Tag     string `json:"tag,omitempty"`
	Owner   string `json:"owner,omitempty"`
}

// Answer is what a page of the site would show.
type Answer struct {
	Query   string   `json:"query"`
	Total   int      `json:"total"`             // pages that match
	About   bool     `json:"about,omitempty"`   // Total is an estimate: not all texts were read
	Partial bool     `json:"partial,omitempty"` // no page matches all of the query: the hits match a part
	Suggest string   `json:"suggest,omitempty"` // the query that was searched instead
	Via     []string `json:"via,omitempty"`     // the words that the query means as pinyin
	Hits    []Hit    `json:"hits"`
}

// Hit is a page, and the section of it that answers best.
type Hit struct {
	Path    string  `json:"path"` // of the output, from the site's root
	Title   string  `json:"title"`
	Heading string  `json:"heading"`
	Anchor  string  `json:"anchor"` // "" for the top of the page
	Text    string  `json:"text"`   // excerpt
	Kind    string  `json:"kind"`
	Section string  `json:"section"`
	Owner   string  `json:"owner"`
	Crumbs  string  `json:"crumbs"`
	Overdue bool    `json:"overdue"` // the review of the page is overdue
	How     string  `json:"how"`     // how it was found: literal, variant, inside, typo, pinyin, share
	Score   float64 `json:"score"`
}

// Engine answers questions about one site. It is safe for concurrent use; it answers one
// question after the other.
type Engine struct {
	site Site
	mu   sync.Mutex
	m    *script.Machine // nil until the first question, and after a failure
}

// Open makes the engine of a site. It reads nothing before the first question.
func Open(s Site) *Engine { return &Engine{site: s} }

// Search answers a query. It fails if the script or the index cannot be read, or the script fails.
func (e *Engine) Search(query string, o Options) (Answer, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	a, err := e.answer(query, o)
	if err != nil {
		e.m.Close()
		e.m = nil
		return Answer{}, fmt.Errorf("search %q: %w", query, err)
	}
	return a, nil
}

// Close frees the memory of the engine. A later question opens it again.
func (e *Engine) Close() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.m.Close()
	e.m = nil
}

func (e *Engine) answer(query string, o Options) (Answer, error) {
	if e.m == nil {
		m, err := e.open()
		if err != nil {
			return Answer{}, err
		}
		e.m = m
	}
	options, err := json.Marshal(o)
	if err != nil {
		return Answer{}, err
	}
	if _, err := e.m.Call("milepostAsk", query, string(options)); err != nil {
		return Answer{}, err
	}
	if err := e.m.RunPending(); err != nil {
		return Answer{}, err
	}
	said, err := e.m.Text("milepostAnswer")
	if err != nil {
		return Answer{}, err
	}
	if said == "" {
		return Answer{}, errors.New("the script gave no answer")
	}
	var a struct {
		Answer
		Failed string `json:"failed"`
	}
	if err := json.Unmarshal([]byte(said), &a); err != nil {
		return Answer{}, err
	}
	if a.Failed != "" {
		return Answer{}, errors.New(a.Failed)
	}
	return a.Answer, nil
}

// open makes a machine and loads the site's search into it.
func (e *Engine) open() (*script.Machine, error) {
	src, err := e.site.Read(e.site.Script)
	if err != nil {
		return nil, err
	}
	m, err := script.NewMachine(limits)
	if err != nil {
		return nil, err
	}
	if err := e.furnish(m, string(src)); err != nil {
		m.Close()
		return nil, err
	}
	return m, nil
}

// furnish defines what the search script expects of a browser, and then runs the script.
func (e *Engine) furnish(m *script.Machine, src string) error {
	for _, f := range []struct {
		name string
		call func(string) (any, error)
	}{{"milepostRead", e.read}, {"milepostInflate", stored}, {"milepostDecode", decoded}} {
		if err := m.Define(f.name, func(args []any) (any, error) { return f.call(textOf(args)) }); err != nil {
			return err
		}
	}
	if err := m.Load(browserParts); err != nil {
		return err
	}
	t := e.site.Today.Time()
	_, err := m.Call("milepostOpen", src, e.site.Index, t.Year(), int(t.Month()), t.Day())
	return err
}

// textOf is the argument of a call from page.js, which passes one text.
func textOf(args []any) string {
	if len(args) == 0 {
		return ""
	}
	s, _ := args[0].(string)
	return s
}

// read returns a file of the site to the script, by its address from the root; null if
// there is none: the script decides what that means.
func (e *Engine) read(address string) (any, error) {
	path, err := url.PathUnescape(address)
	if err != nil {
		return nil, err
	}
	b, err := e.site.Read(path)
	if err != nil {
		return nil, nil // no error: a browser reports a missing file to the script, too
	}
	return string(b), nil
}

// stored inflates a payload and returns it as a deflate stream of stored (uncompressed)
// blocks, each byte as one character. The script can inflate that with little work, and
// so uses the same code as in a browser.
func stored(payload string) (any, error) {
	packed, err := base64.RawStdEncoding.DecodeString(payload)
	if err != nil {
		return nil, err
	}
	raw, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(packed)), mostInflated))
	if err != nil {
		return nil, err
	}
	const most = 1<<16 - 1 // bytes in a block
	out := make([]rune, 0, len(raw)+5+len(raw)/most*5)
	for first := true; first || len(raw) > 0; first = false {
		n := min(len(raw), most)
		last := rune(0)
		if n == len(raw) {
			last = 1
		}
		out = append(out, last, rune(n&255), rune(n>>8), rune(^n&255), rune(^n>>8&255))
		for _, b := range raw[:n] {
			out = append(out, rune(b))
		}
		raw = raw[n:]
	}
	return string(out), nil
}

// decoded is the text of GB18030 bytes; each byte is passed as one character.
func decoded(latin string) (any, error) {
	b := make([]byte, 0, len(latin))
	for _, r := range latin {
		b = append(b, byte(r))
	}
	s, ok := text.Decode("gb18030", b)
	if !ok {
		return nil, errors.New("a text of the index is no GB18030")
	}
	return s, nil
}
