import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse, part } from '../src/search/query';

const texts = list => list.map(p => p.text);
const specs = p => p.specs.map(s => s.t + (s.prefix ? '*' : ''));

test('a line is parts, exclusions and filters', () => {
  const q = parse('类型:运维手册 磁盘 "证书 过期" -草稿');
  assert.deepEqual(texts(q.parts), ['磁盘', '证书 过期']);
  assert.deepEqual(texts(q.not), ['草稿']);
  assert.deepEqual(
    q.asked.map(a => [a.filter, a.value]),
    [['kind', '运维手册']],
  );
  assert.ok(q.parts[1].quoted && !q.parts[0].quoted);
});

test('a dash excludes words, not numbers and options', () => {
  for (const line of ['冷库 -18', 'docker run -d', 'tar -1']) assert.deepEqual(parse(line).not, [], line);
  assert.deepEqual(texts(parse('重启 -步骤').not), ['步骤']);
  assert.deepEqual(texts(parse('-步骤').parts), ['-步骤']); // nothing would be left
});

test('a part is looked up by its pairs, words and tails', () => {
  assert.deepEqual(specs(part('磁盘空间')), ['磁盘', '盘空', '空间']);
  assert.deepEqual(specs(part('盘')), ['盘*']);
  assert.deepEqual(specs(part('kube')), ['kube*']);
  assert.deepEqual(specs(part('cpu使用率')), ['cpu', '使用', '用率']);
  assert.equal(part('磁盘').sure, true); // one term that is the text: nothing to read
  assert.equal(part('磁盘空间').sure, false);
});

test('whatever is typed is a query', () => {
  for (const line of ['', '   ', '"', '-', 'kind:', ':', '"""', 'a'.repeat(5000), '\u0000', '类型:']) assert.ok(Array.isArray(parse(line).parts), line);
  assert.ok(parse('词 '.repeat(500)).parts.length <= 24);
});
