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

test('a filter may be excluded, stand with exclusions alone, or be half typed', () => {
  const asked = line => parse(line).asked.map(a => (a.not ? '-' : '') + a.filter + ':' + a.value);
  assert.deepEqual(asked('密码 -类型:faq'), ['-kind:faq']);
  const alone = parse('负责人:张三 -磁盘');
  assert.deepEqual([texts(alone.parts), texts(alone.not)], [[], ['磁盘']]);
  for (const line of ['密码 类型:', '密码 类型：', '密码 -tag:"'])
    assert.deepEqual([texts(parse(line).parts), asked(line), parse(line).pasted.text.slice(0, 2)], [['密码'], [], '密码'], line);
  assert.deepEqual(texts(parse('类型:').parts), ['类型:']);
});

test('an address is read as it is meant', () => {
  assert.deepEqual(texts(parse('https://kb.example.com/%E7%A3%81%E7%9B%98.html?q=50%25&a=%20b').parts), ['https://kb.example.com/磁盘.html?q=50%25&a=%20b']);
  assert.equal(parse('https://kb.example.com/%E7%A3%81%E7%9B%98.html').pasted.text, 'https://kb.example.com/%e7%a3%81%e7%9b%98.html'); // a page may show it so
  assert.equal(parse('https://kb.example.com/kb.html').pasted, undefined);
  for (const line of ['50%', '%E7%A3', '%zz']) assert.deepEqual(texts(parse(line).parts), [line.toLowerCase()], line);
});

test('AND between two words is no word', () => {
  assert.deepEqual(texts(parse('积分 AND 退货').parts), ['积分', '退货']);
  assert.equal(parse('积分 AND 退货').pasted.text, '积分 and 退货'); // it may be copied from a page
  for (const line of ['search and replace', 'AND 退货', '积分 AND', 'a OR b']) assert.deepEqual(texts(parse(line).parts), line.toLowerCase().split(' '), line);
  assert.deepEqual(texts(parse('"积分 AND 退货"').parts), ['积分 and 退货']);
});

test('whatever is typed is a query', () => {
  for (const line of ['', '   ', '"', '-', 'kind:', ':', '"""', 'a'.repeat(5000), '\u0000', '类型:']) assert.ok(Array.isArray(parse(line).parts), line);
  assert.ok(parse('词 '.repeat(500)).parts.length <= 24);
});
