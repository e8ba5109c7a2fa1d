package search

import "encoding/binary"

// poolBytes is how much text, in GB18030, one file of text blocks holds on a large
// site: about 6 kB when it is compressed. Who wants one block of it loads all. With a
// file for each block, the index was 58 % of all files at 10,000 generated pages; with
// pools it is a quarter.
const poolBytes = 15 << 10

// pool is one such file. It begins with a block of a page and ends before the next pool.
type pool struct {
	page, block int
	blocks      [][]byte
}

// textFiles are the files with the text of all pages: one for each block or, if pooled,
// one for each pool. starts says where each pool begins (manifest.Pools).
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

// pools puts the blocks of all pages, in order, into pools.
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

// text is a JSON array: for each block the number of its page, its number in the page,
// and the block.
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

// poolStarts codes where each pool begins: twice the number of pages since the
// beginning of the pool before; plus 1, and then the number of the block, if it begins
// inside a page.
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
