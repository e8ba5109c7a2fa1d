package search

import (
	"bufio"
	"cmp"
	"encoding/base64"
	"encoding/json"
	"html"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"milepost/generator/squeeze"
	"milepost/generator/text"
)

// theme is where the query side stands.
const themeDir = "../../themes/default"

// queries runs the query side in Node. It skips where Node or the theme's
// packages are missing, but not in CI.
func queries(t *testing.T, dir string, requests []map[string]any) []answer {
	t.Helper()
	node, err := exec.LookPath("node")
	if err == nil {
		_, err = os.Stat(filepath.Join(themeDir, "node_modules/esbuild"))
	}
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("the query side cannot be run: %v", err)
		}
		t.Skipf("the query side cannot be run (make assets): %v", err)
	}
	cmd := exec.Command(node, "testdata/query.mjs", themeDir, dir)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		e := json.NewEncoder(in)
		for _, r := range requests {
			_ = e.Encode(r) // a process that died shows below
		}
		_ = in.Close()
	}()
	var answers []answer
	s := bufio.NewScanner(out)
	s.Buffer(nil, 64<<20)
	for s.Scan() {
		var a answer
		if err := json.Unmarshal(s.Bytes(), &a); err != nil {
			t.Fatalf("%v: %.300s", err, s.Bytes())
		}
		answers = append(answers, a)
	}
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	if len(answers) != len(requests) {
		t.Fatalf("%d answers to %d requests", len(answers), len(requests))
	}
	return answers
}

type answer struct {
	Error    string
	Total    int
	Partial  bool
	Suggest  string
	Via      []string
	Hits     []hit
	After    []string // with "rest": the paths of all hits
	Fold     string
	Terms    []string
	Payload  string
	Ms       float64
	Requests int
	Bytes    int
}

type hit struct {
	Path, Title, Heading, Anchor, Text, How, Kind string
	Marks                                         [][2]int
	Score                                         float64
	Overdue                                       bool
}

func (a answer) paths() []string {
	var p []string
	for _, h := range a.Hits {
		p = append(p, h.Path)
	}
	return p
}

// write puts an index on disk as publish would.
func write(t *testing.T, files []File) string {
	t.Helper()
	dir := t.TempDir()
	put(t, dir, files)
	return dir
}

func put(t *testing.T, dir string, files []File) {
	t.Helper()
	for _, f := range files {
		p := filepath.Join(dir, filepath.FromSlash(f.Path))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, f.Data(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// sample is the repository's own knowledge base, roughly made into HTML: real
// Chinese text with codes, tables and figures. MILEPOST_CONTENT names another one.
func sample(t *testing.T) []Doc {
	t.Helper()
	content := cmp.Or(os.Getenv("MILEPOST_CONTENT"), "../../content")
	var docs []Doc
	err := filepath.WalkDir(content, func(path string, e fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".md") {
			return err
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(content, path)
		d, ok := Extract(strings.TrimSuffix(filepath.ToSlash(rel), ".md")+".html", []byte(rough(string(src))))
		if !ok {
			t.Errorf("%s: nothing to search", path)
		}
		docs = append(docs, d)
		return nil
	})
	if err != nil || len(docs) < 20 {
		t.Fatalf("sample: %d pages, %v", len(docs), err)
	}
	return docs
}

// rough makes headings, table rows and paragraphs of Markdown lines.
func rough(md string) string {
	var b strings.Builder
	b.WriteString(`<title>x</title><main data-search-body data-kind="page" data-section="示例">`)
	title := false
	for i, l := range strings.Split(md, "\n") {
		l = strings.TrimSpace(l)
		switch {
		case l == "" || l == "+++" || l == "---":
		case strings.HasPrefix(l, "title"):
			if !title {
				b.WriteString("<h1>" + html.EscapeString(strings.Trim(l[len("title"):], ` =:"`)) + "</h1>")
			}
			title = true
		case strings.HasPrefix(l, "#"):
			b.WriteString(`<h2 id="s` + string(rune('a'+i%26)) + `">` + html.EscapeString(strings.TrimLeft(l, "# ")) + "</h2>")
		case strings.HasPrefix(l, "|"):
			b.WriteString("<table><tr>")
			for _, c := range strings.Split(strings.Trim(l, "|"), "|") {
				b.WriteString("<td>" + html.EscapeString(strings.TrimSpace(c)) + "</td>")
			}
			b.WriteString("</tr></table>")
		default:
			b.WriteString("<p>" + html.EscapeString(l) + "</p>")
		}
	}
	b.WriteString("</main>")
	return b.String()
}

func analysed(docs []Doc) []*Terms {
	ts := make([]*Terms, len(docs))
	for i, d := range docs {
		ts[i] = Analyse(d)
	}
	return ts
}

// TestEveryPartOfTheTextIsFound asks for random parts of the text, as a reader
// would copy them with the mouse.
func TestEveryPartOfTheTextIsFound(t *testing.T) {
	t.Parallel()
	docs := sample(t)
	r := rand.New(rand.NewPCG(4, 8))
	type want struct{ q, path string }
	var wants []want
	var requests []map[string]any
	for len(wants) < 2000 {
		d := docs[r.IntN(len(docs))]
		s := d.Sections[r.IntN(len(d.Sections))]
		lines := strings.FieldsFunc(s.Text, func(r rune) bool { return r == '\n' || r == '\t' })
		lines = append(lines, s.Heading)
		line := []rune(lines[r.IntN(len(lines))])
		n := 2 + r.IntN(11)
		if len(line) < n {
			continue
		}
		at := r.IntN(len(line) - n + 1)
		if len(wants)%4 == 0 { // of every fourth line a part that holds a mark which a query may mean something by
			marks := marked(line)
			if len(marks) == 0 {
				continue
			}
			at = min(max(0, marks[r.IntN(len(marks))]-r.IntN(n)), len(line)-n)
		}
		q := strings.TrimSpace(string(line[at : at+n]))
		if len([]rune(q)) < 2 || !searchable(q) {
			continue
		}
		wants = append(wants, want{q, d.Path})
		requests = append(requests, map[string]any{"q": q, "options": map[string]any{"limit": 1000}})
	}
	allRequests, allWants := requests, wants
	for name, opt := range map[string]Options{"shards": {ScanPages: -1}, "large": {ScanPages: -1, PoolPages: 1}, "scan": {ScanBytes: 1 << 30}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := write(t, Build(analysed(docs), opt).Files)
			missed := 0
			third := len(wants) / 3 // each third of the questions to one form of the index
			from := map[string]int{"shards": 0, "large": third, "scan": 2 * third}[name]
			requests, wants := allRequests[from:from+third], allWants[from:from+third]
			for i, a := range queries(t, dir, requests) {
				found := false
				for _, h := range a.Hits {
					found = found || h.Path == wants[i].path
				}
				if a.Error != "" || !found || a.Partial {
					missed++
					if missed < 12 {
						t.Errorf("%q of %s: not among %d hits, partial %v %s", wants[i].q, wants[i].path, len(a.Hits), a.Partial, a.Error)
					}
				}
			}
			if missed > 0 {
				t.Errorf("%d of %d missed", missed, len(wants))
			}
		})
	}
}

// marked lists where a line has what reads as an exclusion, a phrase or a filter.
func marked(line []rune) []int {
	var at []int
	for i, c := range line {
		if strings.ContainsRune("\"“”:：", c) || c == '-' && i > 0 && line[i-1] == ' ' {
			at = append(at, i)
		}
	}
	return at
}

// searchable tells that a text is not of punctuation only.
func searchable(s string) bool {
	for _, r := range Fold(s) {
		if classOf(r) != gap {
			return true
		}
	}
	return false
}

// TestTokenizersAgree holds token.go and fold.ts together.
func TestTokenizersAgree(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("testdata/tokens.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Text  string
		Terms []string
	}
	if err := json.Unmarshal(raw, &cases); err != nil {
		t.Fatal(err)
	}
	var texts []string
	for _, c := range cases {
		var got []string
		tokens(Fold(c.Text), func(s string) { got = append(got, s) })
		if strings.Join(got, " ") != strings.Join(c.Terms, " ") {
			t.Errorf("%q gives %q, want %q", c.Text, got, c.Terms)
		}
		texts = append(texts, c.Text)
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 5000 {
		texts = append(texts, randomText(r))
	}
	var requests []map[string]any
	for _, s := range texts {
		requests = append(requests, map[string]any{"terms": s})
	}
	wrong := 0
	for i, a := range queries(t, t.TempDir(), requests) {
		var got []string
		folded := Fold(texts[i])
		tokens(folded, func(s string) { got = append(got, s) })
		if a.Fold != folded || strings.Join(a.Terms, " ") != strings.Join(got, " ") {
			if wrong++; wrong < 10 {
				t.Errorf("%+q: Go %+q %+q, TypeScript %+q %+q", texts[i], folded, got, a.Fold, a.Terms)
			}
		}
	}
}

// randomText mixes what documents hold with what hardly any does.
func randomText(r *rand.Rand) string {
	alphabets := []string{
		"备份恢复系统的在了重启服务銀行備復，。：；（）《》“”、…—·", "abcdefgxyzABCXYZ0123456789", "_-./:@=+#", " \t\n",
		"ＫＰＩ％（）１２３ａｂ：，", "éüßñÀÇŒœİıΣσςΩµ", "①②ⅣⅤ½²³㎡㎏ﬁ㈱℃№™", "カタカナひらがなー한국어々〇〒〓※",
		"✓★→≥≤±×÷€￥🎉👍🏽❤️\u200d\u00ad\ufeff\ufe0f", "e\u0301a\u0308\u0327กำहिन्दीالعربية",
	}
	var b strings.Builder
	for range 1 + r.IntN(14) {
		a := []rune(alphabets[r.IntN(len(alphabets))])
		for range 1 + r.IntN(6) {
			b.WriteRune(a[r.IntN(len(a))])
		}
	}
	if r.IntN(8) == 0 {
		b.WriteString(strings.Repeat("deadbeef01", 1+r.IntN(8)))
	}
	for range r.IntN(3) {
		// The two sides know different versions of Unicode: only what both know.
		if c := rune(r.IntN(0x30000)); unicode.In(c, unicode.L, unicode.M, unicode.N, unicode.P, unicode.S, unicode.Z) {
			b.WriteRune(c)
		}
	}
	return b.String()
}

// TestHeadingsAreFoundByPinyin spells 100 headings in full, with any reading of
// each character, and by initials.
func TestHeadingsAreFoundByPinyin(t *testing.T) {
	t.Parallel()
	docs := sample(t)
	r := rand.New(rand.NewPCG(5, 6))
	type want struct{ path, heading string }
	var wants []want
	var requests []map[string]any
	for len(wants) < 200 {
		d := docs[r.IntN(len(docs))]
		h := d.Sections[r.IntN(len(d.Sections))].Heading
		full, initials, n := "", "", 0
		for _, c := range h {
			readings := text.Pinyin(c)
			if readings == nil {
				n = 0
				break
			}
			p := readings[r.IntN(len(readings))]
			full += p
			initials += p[:1]
			n++
		}
		if n < 2 || n > 8 {
			continue
		}
		q := full
		if len(wants)%2 == 1 && n > 2 {
			q = initials
		}
		wants = append(wants, want{d.Path, h})
		requests = append(requests, map[string]any{"q": q, "options": map[string]any{"limit": 200}})
	}
	missed := 0
	for i, a := range queries(t, write(t, Build(analysed(docs), Options{ScanPages: -1}).Files), requests) {
		if !slices.Contains(a.paths(), wants[i].path) {
			missed++
			t.Logf("%s (%s): %d hits, via %q", wants[i].heading, requests[i]["q"], len(a.Hits), a.Via)
		}
	}
	// Letters that also begin a word of the text are answered by that word.
	if missed > 2 {
		t.Errorf("%d of %d headings were not found by their pinyin", missed, len(wants))
	}
}

// Whatever stands in a page is read as it was written, in the characters that
// have two bytes in a text block and in all others.
func TestPayloadsKeepEveryCharacter(t *testing.T) {
	t.Parallel()
	var all []rune
	for r := rune(0); r < 0x11000; r++ {
		if utf8.ValidRune(r) {
			all = append(all, r)
		}
	}
	want := string(append(all, '😀', '𠮷', '\U0010ffff'))
	payload := base64.RawStdEncoding.EncodeToString(squeeze.Deflate(packJSON(want), squeeze.Tight))
	got := queries(t, t.TempDir(), []map[string]any{{"payload": payload}})[0].Payload
	if got == want {
		return
	}
	g, w := []rune(got), []rune(want)
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			t.Fatalf("%U is read as %U", w[i], g[i])
		}
	}
	t.Fatalf("%d characters are read as %d", len(w), len(g))
}
