package search

import (
	"encoding/binary"
	"iter"
	"slices"
)

// poolBytes is how much text, in GB18030, one file of text blocks holds on a large
// site: about 6 kB when it is compressed. Whoever needs one block loads the whole file. With a
// file for each block, the index was 58 % of all files at 10,000 generated pages; with
// pools it is a quarter.
const poolBytes = 15 << 10

// pool is one such file. It begins with a block of a page and ends before the next pool.
type pool struct {
	page, block int // of its first block
	blocks      int // how many it has
}

// textFiles are the files with the text of all pages: one for each block or, if pooled,
// one for each pool. starts says where each pool begins (manifest.Pools).
func textFiles(names *folders, pages []*Terms, pooled bool) (starts string, files []File) {
	var all []pool
	for first, inside := range neighbours(pages, pooled) {
		keys := keysOf(inside)
		if !pooled {
			folder := names.add(len(inside), contentKey(keys...))
			for i, t := range inside {
				for j, b := range t.blocks {
					files = append(files, textFile(folder+itoa(i)+"-"+itoa(j), b.Append))
				}
			}
			continue
		}
		list := pools(first, inside)
		for some := range slices.Chunk(list, mostInside) { // a page may be larger than a folder
			folder := names.add(len(some), contentKey(keys...))
			for i, p := range some {
				files = append(files, textFile(folder+itoa(i), func(b []byte) []byte { return p.text(b, pages) }))
			}
		}
		all = append(all, list...)
	}
	if !pooled {
		return "", files
	}
	return packed(poolStarts(all)), files
}

// neighbours parts the pages into those whose texts share a folder, each with the
// number of its first page.
func neighbours(pages []*Terms, pooled bool) iter.Seq2[int, []*Terms] {
	per := inFolder(len(pages), mostFolders)
	return func(yield func(int, []*Terms) bool) {
		from, size := 0, 0
		for i, t := range pages {
			for _, b := range t.blocks {
				size += b.Len()
			}
			n := i + 1 - from
			end := n >= max(1, per/2) && marks(t.meta.path, per/2+1) || n >= per*3/2 || pooled && size > poolBytes*mostInside*3/4
			if !end && i+1 < len(pages) {
				continue
			}
			if !yield(from, pages[from:i+1]) {
				return
			}
			from, size = i+1, 0
		}
	}
}

// pools puts the blocks of some pages, in order, into pools. What would not fill half of the
// last one is put into the one before.
func pools(first int, pages []*Terms) []pool {
	var all []pool
	size := poolBytes
	for i, t := range pages {
		for j, b := range t.blocks {
			if size >= poolBytes {
				all, size = append(all, pool{page: first + i, block: j}), 0
			}
			all[len(all)-1].blocks++
			size += b.Len()
		}
	}
	if n := len(all) - 1; n > 0 && size < poolBytes/2 {
		all[n-1].blocks += all[n].blocks
		all = all[:n]
	}
	return all
}

// text appends a JSON array to b: for each block the number of its page, counted from the first
// page of the pool, its number in the page, and the block.
func (p pool) text(b []byte, pages []*Terms) []byte {
	b = append(b, '[')
	page, block := p.page, p.block
	for i := range p.blocks {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(append(append(b, itoa(page-p.page)...), ','), itoa(block)...)
		b = pages[page].blocks[block].Append(append(b, ','))
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
