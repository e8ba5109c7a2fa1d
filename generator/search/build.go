package search

import (
	"cmp"
	"encoding/base64"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"milepost/generator/digest"
	"milepost/generator/parallel"
	"milepost/generator/squeeze"
)

// Version must be raised whenever the same pages give other index files than before.
// It is part of the names of the files; a published index of another version is made anew.
const Version = "10"

// Options of an index.
type Options struct {
	// ScanPages and ScanBytes say which sites are small. A site with at most so many
	// pages and at most so many bytes of text has no shards: all its text is one file,
	// which each query reads through. Zero means 200 pages and 256 kB; a negative
	// number means that no site is small.
	ScanPages, ScanBytes int

	// PoolPages is with how many pages a site is large: text blocks share files, and of
	// a term on many pages only the pages are told. Zero means 3,000.
	PoolPages int

	// Synonyms are groups of words that mean one thing to the people of this site,
	// beside those of words.json.
	Synonyms [][]string

	// Cards are shown above the hits of a query that names what they are about:
	// the query "报销周期" shows the card of that indicator.
	Cards []Card
}

func (o Options) scans(pages []*Terms) bool {
	maxPages, maxBytes := o.ScanPages, o.ScanBytes
	if maxPages == 0 {
		maxPages = 200
	}
	if maxBytes == 0 {
		maxBytes = 256 << 10
	}
	size := 0
	for _, t := range pages {
		size += t.sizes
	}
	return len(pages) <= maxPages && size <= maxBytes
}

// Index is a whole index, as a clean build makes it. It never changes after [Build].
type Index struct {
	// Files are sorted by path; the manifest is among them.
	Files []File
	// Generation is a digest of all that is indexed.
	Generation string

	keys  []pageKey // of the pages, by path
	m     manifest
	scans bool
}

type pageKey struct {
	path string
	key  digest.Key
}

// manifest is what a page loads first.
type manifest struct {
	Gen    string    `json:"g"`
	Files  string    `json:"k"` // how all other files are called, see folders: deflated, in base64
	Pages  int       `json:"n"`
	Scan   bool      `json:"a,omitempty"` // one file with all text instead of shards
	Bounds string    `json:"b,omitempty"` // where each shard but the first begins: a list of terms (dict), deflated, in base64
	Length string    `json:"l"`           // one byte a page (Terms.length), deflated, in base64
	Pools  string    `json:"t,omitempty"` // of a large site: where its files of text begin, see pools
	Forms  string    `json:"v,omitempty"` // characters that the site has in several forms, 报 and 報: see lexicon.forms
	Words  string    `json:"y,omitempty"` // synonyms of the site, folded: a line for each group, tabs between its words
	Cards  *cardFile `json:"c,omitempty"`
	Delta  *delta    `json:"d,omitempty"`
}

// delta is what changed since the generation was built.
type delta struct {
	File   string   `json:"f"`           // d/File.js: one shard with all terms of the changed pages
	Dead   []int    `json:"x,omitempty"` // numbers of pages of the generation that are gone, or changed and now in the delta
	Places []int    `json:"p,omitempty"` // for each page of the delta: the number of the page of the generation that it stands before
	Length string   `json:"l"`           // as in manifest, for the pages of the delta
	Texts  []string `json:"t,omitempty"` // for each page of the delta: ID in the names of its text blocks, d/ID-0.js
}

// Build makes the index of all pages. The order of pages does not matter.
func Build(pages []*Terms, opt Options) *Index {
	pages = byPath(pages)
	x := &Index{Generation: generation(pages), scans: opt.scans(pages)}
	x.m = manifest{Gen: x.Generation, Pages: len(pages), Scan: x.scans, Length: lengths(pages)}
	for _, t := range pages {
		x.keys = append(x.keys, pageKey{t.meta.path, t.key})
	}
	words := newLexicon()
	payloads := map[byte][]byte{}
	shelves, texts := folders{kind: "s"}, folders{kind: "t"}
	if x.scans {
		eachTerm(pages, words.add)
		payloads['a'] = squeeze.Deflate(allText(pages), squeeze.Tight)
	} else {
		pooled := len(pages) >= cmp.Or(opt.PoolPages, 3000)
		x.m.Bounds, x.Files = shards(&shelves, pages, words, pooled)
		var files []File
		x.m.Pools, files = textFiles(&texts, pages, pooled)
		x.Files = append(x.Files, files...)
	}
	x.m.Forms, x.m.Words = words.forms(), synonyms(opt.Synonyms)
	maps.Copy(payloads, words.payloads(pages))
	payloads['f'] = squeeze.Deflate(facetJSON(pages), squeeze.Tight)
	var names []byte
	for i := range len(alone) {
		if p, ok := payloads[alone[i]]; ok {
			x.Files = append(x.Files, single(alone[i:i+1], p, &names))
		}
	}
	x.m.Files = fileNames(names, shelves.coded, texts.coded)
	var cards *File
	if x.m.Cards, cards = cardsOf(opt.Cards); cards != nil {
		x.Files = append(x.Files, *cards)
	}
	x.Files = append(x.Files, x.m.file())
	slices.SortFunc(x.Files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return x
}

func generation(pages []*Terms) string {
	return contentKey(keysOf(pages)...).Short()
}

func (m manifest) file() File {
	b, err := json.Marshal(m)
	if err != nil {
		panic(err) // plain data always encodes
	}
	return File{Path: "manifest.js", Entry: true, payload: []byte(`milepost.put("manifest",` + string(b) + `)`)}
}

func lengths(pages []*Terms) string {
	b := make([]byte, len(pages))
	for i, t := range pages {
		b[i] = t.length
	}
	return packed(b)
}

func packed(b []byte) string {
	return base64.RawStdEncoding.EncodeToString(squeeze.Deflate(b, squeeze.Tight))
}

// shards writes all terms in order into the files of the shards, and adds each to the
// lexicon. bounds says where each shard but the first begins (manifest.Bounds).
func shards(names *folders, pages []*Terms, words *lexicon, large bool) (bounds string, files []File) {
	limit := shardBytes(len(pages))
	most := mostFolders
	if !large {
		most /= 2 // a query of a small site costs less, and so should their names
	}
	per := min(mostInside, inFolder(manyShards(pages, limit, large), most))
	var from dict // for each shard but the first: a text that sorts after the shard before, up to its first term
	var raw, done [][]byte
	var cur shard
	if large {
		cur.wide = len(pages)
	}
	last := ""
	eachTerm(pages, func(p *posting) {
		words.add(p)
		if cur.full(limit, (len(done)+len(raw)+1)%per == 0, last, p.term) {
			from.add(between(last, p.term))
			raw = append(raw, cur.bytes())
			cur.reset()
		}
		cur.add(p)
		last = p.term
		if len(raw) == 64 { // enough for all cores
			done, raw = append(done, deflateAll(raw)...), raw[:0]
		}
	})
	if cur.count > 0 {
		raw = append(raw, cur.bytes())
	}
	done = append(done, deflateAll(raw)...)
	for inside := range slices.Chunk(done, per) {
		files = append(files, shelf(names, inside)...)
	}
	if len(from.coded) == 0 {
		return "", files
	}
	return packed(from.coded), files
}

// shelf is a folder of shards.
func shelf(names *folders, shards [][]byte) []File {
	var keys []digest.Key
	for _, b := range shards {
		keys = append(keys, digest.Bytes(b))
	}
	folder := names.add(len(shards), contentKey(keys...))
	var files []File
	for i, b := range shards {
		files = append(files, script(folder+itoa(i), b))
	}
	return files
}

// manyShards is about how many shards there will be: merged, terms take a half of what
// they took, and with wide ones a quarter.
func manyShards(pages []*Terms, limit int, large bool) int {
	n := 0
	for _, t := range pages {
		n += t.coded
	}
	if large {
		limit *= 2
	}
	return n / (2 * limit)
}

func deflateAll(raw [][]byte) [][]byte {
	out := make([][]byte, len(raw))
	parallel.Ranges(len(raw), 1, func(i, _ int) { out[i] = squeeze.Deflate(raw[i], squeeze.Quick) })
	return out
}

// allText is the text of a small site as one JSON array: for each page an array of
// its text blocks.
func allText(pages []*Terms) []byte {
	b := []byte{'['}
	for i, t := range pages {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, '[')
		for j, block := range t.blocks {
			if j > 0 {
				b = append(b, ',')
			}
			b = block.Append(b)
		}
		b = append(b, ']')
	}
	return append(b, ']')
}
