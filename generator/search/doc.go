// Package search makes the search index of a site: files that a page loads with
// classic script tags, so that search works alike over http and from a file
// share, without a server.
//
// In go the finished HTML pages ([Extract], [Analyse]); out come the files below
// search/ ([Build], and [Index.Update] after an edit). It never reads a disk, a
// clock or the network; equal pages give equal bytes on any number of cores.
// The query side is themes/default/src/search; what stands here is the contract
// between the two.
//
// # What is searched
//
// The text that a reader sees inside <main data-search-body>, without the
// subtrees marked data-search-ignore, without scripts, styles, templates and
// drawings (the text of a chart stands in its data table too). A section is the
// text from one heading (h2 to h6) to the next; the first one is the top of the
// page and has the title as its heading. A table row marked data-search-row is a
// section of its own, which can also be found by the names of its columns. The
// text of a section is lines; a line ends where a block of HTML ends, and a tab stands
// between the cells of a table row. Inline tags leave no gap: re<b>port</b> is one word.
//
// # Terms
//
// Text is folded ([Fold]): NFKC, lower case, without invisible characters. A run of
// Han, kana or Hangul gives each pair of neighbours, and its last character: 项目组
// gives 项目, 目组 and 组. So each character begins a term, and a query of one
// character looks for the terms that begin with it. Other letters and digits
// are words; a word longer than 24 characters is cut into windows of 24, one every
// 12, so that any 12 characters of it stand in one window. Words joined by one of
// _ - . / : @ = + also give, from each word on, the run of up to four words as it
// is written: a-b-c gives a, b, c, a-b-c and b-c. v6.5.0 gives 6.5.0 too;
// c++ and c# are terms. Symbols such as ✓ or ★ are terms of one character.
//
// # Sections, pieces and text blocks
//
// A page's text is cut, at line ends only, into text blocks of about 4 kB and at
// most 16 pieces; the number of a piece is block*16 + its place in the block, so
// that a posting leads straight to the text. A line is not cut, so what stands in one
// line is found in one piece. Only a line above 6 kB is cut, and then its two parts
// have 300 bytes in common.
//
// # Files, all below search/
//
//	manifest.js     the entry: names of the files, shard bounds, page lengths, delta
//	s/NAME/N.js     terms and postings, 4 kB each before compression, 8 or 16 on large sites
//	t/NAME/P-B.js   text block B of page P, counted from the first one of the folder
//	t/NAME/N.js     instead of these on a large site: several text blocks in one file, each after its page and block number, see pool.go
//	f/NAME/0.js     kind, section, owner and tags of each page, for filters
//	x/, y/          the Latin words without and with digits, to look for parts of words and for typos
//	p/              the pairs of Han in titles, headings and tags, with all readings
//	v/              traditional and simplified forms of the characters in use,
//	                for queries with characters that the site does not have
//	h/              syllables with the common characters that are read so, for
//	                queries that sound like words of the site; the same on every site
//	a/              instead of s and t on a small site: all text blocks in one file
//	c/KEY.js        what is known of indicators, risks, people and so on: see Card
//	d/KEY.js        after edits: one shard with all terms of the changed pages (see Update)
//	d/KEY-f.js      the same as f/ for the changed pages; so are KEY-p and KEY-v
//	d/ID-B.js       text block B of the changed page ID
//
// NAME is a digest of what the files of its folder hold, at most 64 neighbours: a file
// under one name never changes, so a cached shard is never mixed with another index, and
// an edit sends again what it changed and what stands beside it. On 1,249 pages another
// word changes 87 of 3,625 files, a paragraph 513 (its terms stand in half of the
// shards), a page that comes or goes all shards, which count pages, but 40 texts. A name
// for each file would make the manifest of 5 kB one of 20.
//
// The manifest is of one level: it has 9 kB (gzip) at 10,000 generated pages, 15 at
// 30,000 and 36 at 100,000, of which 18 are the lengths that ranking needs and 16
// the bounds of 4,674 shards. (The bounds are coded as terms since: 5.5 kB became 4.8
// at 1,249 pages.) A second level would save about 14 of them once a
// visit and cost each first query another round trip, which takes longer.
//
// Each file is one call, milepost.put("s/NAME/N", "…"), its payload deflated and in base64. Payloads of
// text are JSON in GB18030, in which Han take two bytes.
//
// A shard holds: uvarint number of terms, uvarint lengths of the next three
// streams; terms, front-coded by code points (see appendTerm); the number of pages
// of each term; the gaps between its pages; and per page its pieces: gap<<4 |
// more<<3 | heading<<2 | frequency class (1, 2, 3-4, 5 and more). Of a wide term (see
// wideShare) it holds a bit a page instead of gaps, and instead of all pieces those that
// have it in their heading: where else it stands is read in the text.
package search
