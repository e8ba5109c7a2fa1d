import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Class, closed, compare, fold, opened, runs, terms } from '../src/search/fold';

test('text is folded as a reader compares it', () => {
  const cases = [
    ['ＣＰＵ 使用率', 'cpu 使用率'],
    ['2−1', '2-1'], // the minus of typesetters
    ['a\u200bb\u00adc', 'abc'],
    ['İstanbul', 'istanbul'], // each character gives one: the dot does not become a mark of its own
    ['①', '1'],
  ];
  for (const [text, want] of cases) assert.equal(fold(text), want, text);
});

test('spaces between Han and letters are opened and closed', () => {
  assert.equal(closed('分机 8110 号 p95 响应'), '分机8110号p95响应');
  assert.equal(opened('分机8110号'), '分机 8110 号');
  assert.equal(closed('两 个'), '两 个'); // a space between two Han stays
});

test('runs keep identifiers together', () => {
  const cs = Array.from('用 mysql -uroot v6.5.0 ✓');
  const found = runs(cs).map(r => [r.class, cs.slice(r.from, r.to).join(''), r.words.length]);
  assert.deepEqual(found, [
    [Class.han, '用', 0],
    [Class.word, 'mysql', 1],
    [Class.word, 'uroot', 1],
    [Class.word, 'v6.5.0', 3],
    [Class.symbol, '✓', 0],
  ]);
});

test('terms are those of the index', () => {
  assert.deepEqual(terms('备份恢复'), ['备份', '份恢', '恢复', '复']);
  assert.ok(terms('v6.5.0').includes('6.5.0'));
  assert.ok(terms('c++').includes('c++'));
});

test('order is by code point', () => {
  assert.ok(compare('𠮷', '一') > 0); // U+20BB7; no UTF-16 unit of it is as large
  assert.ok(compare('\uff21', '𠮷') < 0);
  assert.equal(compare('甲', '甲'), 0);
});
