import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blockOf, facets, frequencyOf, Lengths, manifest, pieceAt, pinyin, placeOf, textBlock } from '../src/search/wire';
import { Names } from '../src/search/names';

test('a text block names what it holds', () => {
  const b = textBlock([
    'ops/a.html',
    '手册',
    'manual',
    '运维',
    'ops',
    '运维组',
    '2026-01-01',
    ['容灾'],
    ['阶段\t负责人'],
    [
      ['', 0, '全文'],
      ['r2', '进度', '试点\t王敏', 1],
    ],
  ]);
  assert.deepEqual([b.path, b.title, b.kind, b.owner, b.due, b.tags], ['ops/a.html', '手册', 'manual', '运维组', '2026-01-01', ['容灾']]);
  assert.deepEqual(b.pieces, [
    { anchor: '', heading: '手册', text: '全文', columns: undefined },
    { anchor: 'r2', heading: '进度', text: '试点\t王敏', columns: '阶段\t负责人' },
  ]);
});

test('a manifest without what is left out is whole', () => {
  const m = manifest({ g: 'abc', k: '', n: 3, l: 'x' });
  assert.deepEqual([m.generation, m.pages, m.small, m.bounds, m.delta, m.cards], ['abc', 3, false, '', undefined, undefined]);
  assert.notEqual(m.name, manifest({ g: 'abc', k: '', n: 3, l: 'x', d: { f: 'k', l: 'y' } }).name);
});

test('lengths are powers of two, and a page that is gone has none', () => {
  const l = new Lengths([new Uint8Array([(5 << 4) | 6, 0x10]), new Uint8Array([0x20])], [1]);
  assert.deepEqual([l.pages, l.text(0), l.title(0), l.has(1), l.has(2)], [3, 32, 8, false, true]);
});

test('pieces are numbered through their blocks', () => {
  assert.deepEqual([blockOf(pieceAt(3, 15)), placeOf(pieceAt(3, 15))], [3, 15]);
});

test('a frequency becomes one of four values', () => assert.deepEqual([1, 2, 3, 4, 5, 90].map(frequencyOf), [1, 2, 3.5, 3.5, 7, 7]));

test('facets have names', () => {
  assert.deepEqual(facets({ k: ['faq'], s: ['ops'], o: [''], t: ['甲', '乙'], p: [[0, 0, 0, 0, 1]] }).pages, [{ kind: 0, section: 0, owner: 0, tags: [0, 1] }]);
});

test('the pairs of an index and its delta are one list', () => {
  const p = pinyin([
    { c: '重启', r: ['chong zhong', 'qi'], b: ['重启3'] },
    { c: '复', r: ['fu'], b: ['重启1复2'] },
  ]);
  assert.deepEqual(p.readings.get('重'), ['chong', 'zhong']);
  assert.deepEqual(p.next.get('重'), [
    { second: '启', weight: 3 },
    { second: '复', weight: 2 },
  ]);
});

test('folders give their names to the files in them', () => {
  const alone = Array(6).fill([0, 0, 0, 0, 0, 1]).flat(); // of six kinds there is one
  const names = new Names(new Uint8Array([...alone, 8, 0, 0, 0, 0, 36, 3, 255, 255, 255, 255, 255]));
  assert.equal(names.single('x'), 'x/1/0');
  assert.deepEqual(
    [0, 1, 2].map(i => names.shard(i)),
    ['s/10/0', 's/10/1', 's/10/2'],
  );
  assert.equal(names.text(3, 0), `t/${(2 ** 42 - 1).toString(36)}/0`);
});
