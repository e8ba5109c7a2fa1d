import assert from 'node:assert/strict';
import { test } from 'node:test';
import { find, piecesOf, rank, Tier, unsaid } from '../src/search/match';
import { part } from '../src/search/query';
import { page, source } from './pages.mjs';

function ranked(src, ...texts) {
  const hits = texts.map(text => {
    const h = new Map();
    find(src, part(text), Tier.literal, h);
    return h;
  });
  return rank(src, hits, texts.join('').length);
}

test('a page holds a part in a piece with all its terms', () => {
  const src = source([page('甲', '磁盘空间不足'), page('乙', '磁盘', { heading: '空间', text: '' }), page('丙', '无关')]);
  assert.deepEqual(
    ranked(src, '磁盘空间').map(c => c.page),
    [0],
  );
});

test('a title comes before a heading, a heading before the text', () => {
  const src = source([page('周报', '磁盘巡检做完'), page('手册', '', { heading: '磁盘巡检', text: '' }), page('磁盘巡检', '')]);
  assert.deepEqual(
    ranked(src, '磁盘巡检').map(c => c.page),
    [2, 1, 0],
  );
});

test('of two titles the shorter one is meant', () => {
  const src = source([page('磁盘巡检与备份恢复的全部步骤', ''), page('磁盘巡检', '')]);
  assert.equal(ranked(src, '磁盘巡检')[0].page, 1);
});

test('one section with all parts comes before two', () => {
  const src = source([page('甲', '磁盘', { heading: '乙', text: '告警' }), page('丙', '磁盘 告警', { heading: '丁', text: '别的' })]);
  const [first] = ranked(src, '磁盘', '告警');
  assert.equal(first.page, 1);
  assert.deepEqual(piecesOf(first), [0]);
});

test('a page that holds the word itself comes before one with a variant, however often', () => {
  const src = source([page('登陆', '登陆登陆登陆'), page('别的', '登录')]);
  const hits = new Map();
  find(src, part('登录'), Tier.literal, hits);
  find(src, part('登陆'), Tier.variant, hits);
  const found = rank(src, [hits], 2);
  assert.deepEqual(
    found.map(c => [c.page, c.tier]),
    [
      [1, Tier.literal],
      [0, Tier.variant],
    ],
  );
});

test('a page that is filtered out is no hit', () => {
  const src = source([page('磁盘', ''), page('磁盘', '')]);
  const hits = new Map();
  find(src, part('磁盘'), Tier.literal, hits);
  assert.deepEqual(
    rank(src, [hits], 2, p => p === 1).map(c => c.page),
    [1],
  );
});

test('what the index leaves out of a section counts when its text holds it', () => {
  const said = (wide, text) => ({ tier: Tier.literal, pieces: wide ? [] : [2], heads: [], title: 0, tf: 1, alts: [{ alt: part(text), tier: Tier.literal }], wide });
  const c = { page: 0, tier: Tier.literal, score: 0, best: 2, parts: [said(false, '磁盘'), said(true, '门店')], weights: [3, 1] };
  assert.equal(unsaid(c, '磁盘在门店'), 1.4 / 4);
  assert.equal(unsaid(c, '磁盘在机房'), 0);
  assert.equal(unsaid({ ...c, parts: [said(true, '门店')], weights: [1] }, '门店'), 0); // a query of one part gains nothing
});
