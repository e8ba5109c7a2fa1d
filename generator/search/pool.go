package search

import "encoding/binary"

// Text blocks of a large site share files, each of which is loaded whole for one of
// them: with blocks alone the index was 58 % of the files of 10,000 generated pages,
// and is a quarter.
const poolBytes = 15 << 10 // of text, in GB18030: about 6 kB when they are compressed together

// pool is the file of the text blocks from one on, up to the next pool.
type pool struct {
	page, block int
	blocks      [][]byte
}

// textFiles is the text of all pages: one file a block, or, on a large site, pools,
// and where each begins.
func textFiles(gen string, pages []*Terms, pooled bool) (starts string, files []File) {
	if !pooled {
		for i, t := range pages {
			for j, b := range t.blocks {
				files = append(files, textFile(gen, blockName(i, j), func() []byte { return unsqueeze(nil, b) }))
			}
		}
		return "", files
	}
	all := pools(pages)
	for i, p := range all {
		files = append(files, textFile(gen, "t/"+itoa(i>>8)+"/"+itoa(i), func() []byte { return p.text(pages) }))
	}
	return packed(poolStarts(all)), files
}

// pools lays the blocks of all pages in order into pools.
func pools(pages []*Terms) []pool {
	var all []pool
	size := poolBytes
	for i, t := range pages {
		for j, b := range t.blocks {
			if size >= poolBytes {
				all, size = append(all, pool{page: i, block: j}), 0
			}
			last := &all[len(all)-1]
			last.blocks = append(last.blocks, b)
			size += squeezed(b)
		}
	}
	return all
}

// text is a JSON array of the blocks, each behind its page and its place there.
func (p pool) text(pages []*Terms) []byte {
	b := []byte{'['}
	page, block := p.page, p.block
	for i, z := range p.blocks {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(append(append(b, itoa(page)...), ','), itoa(block)...)
		b = unsqueeze(append(b, ','), z)
		if block++; block == len(pages[page].blocks) {
			page, block = page+1, 0
		}
	}
	return append(b, ']')
}

// poolStarts codes where each pool begins: twice the pages since the one before,
// plus 1 if it begins inside a page; then the block follows.
func poolStarts(all []pool) []byte {
	var b []byte
	before := 0
	for _, p := range all {
		gap := uint64(p.page-before) << 1
		if p.block > 0 {
			b = binary.AppendUvarint(binary.AppendUvarint(b, gap|1), uint64(p.block))
		} else {
			b = binary.AppendUvarint(b, gap)
		}
		before = p.page
	}
	return b
}
