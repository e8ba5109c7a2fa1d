import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from '../src/search/query';
import { Run } from '../src/search/run';
import { firstHits, glimpse, screen } from '../src/search/screen';
import { page, source } from './pages.mjs';

/** Nine pages that hold the pairs of 磁盘扩容 in one piece, but not the words. */
const scattered = Array.from({ length: 9 }, (_, i) => page(`清单 ${i}`, '磁盘、内存盘扩容'));

/** Runs a first screen over pages of which nothing is loaded; tells how many texts and terms that took. */
async function shown(by, query, pages, options = {}) {
  const all = source(pages);
  const loaded = new Set();
  const read = new Set();
  const block = p => ({
    path: `${p}.html`,
    title: pages[p][0].heading,
    kind: 'page',
    crumbs: '',
    section: '',
    owner: '',
    due: '',
    tags: [],
    pieces: pages[p].map(s => ({ anchor: '', ...s })),
    blocks: 1,
  });
  const src = {
    ...all,
    has: s => loaded.has(s.t),
    fetch: async specs => specs.forEach(s => loaded.add(s.t)),
    postings: s => (loaded.has(s.t) ? all.postings(s) : { m: new Map(), cut: true }),
    hasBlock: p => read.has(p),
    block: async p => (read.add(p), block(p)),
  };
  const world = { where: { root: '', today: () => '2026-11-23' }, pages: new WeakMap(), foldedPieces: b => b.pieces.map(s => s.heading + '\n' + s.text) };
  const run = new Run(world, src, parse(query), firstHits, { first: true, ...options });
  await by(run);
  return { pages: run.read.map(r => r.c.page), texts: read.size, terms: loaded.size };
}

test('where a page is called as asked, few texts are read beside it', async () => {
  const pages = [...scattered, page('磁盘扩容', ''), page('别的', '磁盘扩容')];
  const { pages: found, texts } = await shown(screen, '磁盘扩容', pages);
  assert.deepEqual(found, [9]);
  assert.ok(texts <= 4, `${texts} texts`);
});

test('with a hit, not all texts are read that hold the terms apart', async () => {
  const late = [...scattered, ...scattered, page('末页', '磁盘扩容')];
  const { pages: found, texts } = await shown(screen, '磁盘扩容', [page('首页', '磁盘扩容'), ...late]);
  assert.deepEqual(found, [0]);
  assert.ok(texts < 15, `${texts} texts`);
});

test('without a hit, texts are read until there is one', async () => {
  const { pages: found } = await shown(screen, '磁盘扩容', [...scattered, ...scattered, page('末页', '磁盘扩容')]);
  assert.deepEqual(found, [18]);
});

test('four hits are shown where four are near', async () => {
  const pages = Array.from({ length: 6 }, (_, i) => page(`页 ${i}`, '磁盘扩容'));
  assert.equal((await shown(screen, '磁盘扩容', pages)).pages.length, firstHits);
});

test('while somebody types, no text is read for a character that no pair holds', async () => {
  const typing = { typing: true };
  const pages = [page('甲', '磁盘:扩容'), page('乙', '磁盘:换')];
  assert.equal((await shown(glimpse, '磁盘:扩', pages, typing)).texts, 0);
  assert.deepEqual((await shown(glimpse, '磁盘:扩容', pages, typing)).pages, [0]);
});

test('while somebody types, terms are loaded until few enough pages are left to look at', async () => {
  const pages = Array.from({ length: 60 }, (_, i) => page(`页 ${i}`, '磁盘扩容'));
  assert.equal((await shown(glimpse, '磁盘扩容', pages, { typing: true })).terms, 1);
});
