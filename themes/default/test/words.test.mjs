import assert from 'node:assert/strict';
import { test } from 'node:test';
import { content, framed, stretches, Synonyms } from '../src/search/words';
import { singles } from '../src/search/share';

test('what frames a question is cut off', () => {
  const cases = [
    ['服务器磁盘满了怎么处理', '服务器磁盘满'],
    ['积分什么时候到账', '积分 到账'],
    ['为什么西南区上线这么慢', '西南区上线 慢'],
    ['how to restart the server', 'restart server'],
    ['到底几点发版', '发版'],
    ['主要要求', '主要要求'], // 要 is part of both words
    ['登录不了怎么办', '登录不了'], // 了 is part of 登录不了, which has synonyms
    ['目的', '目的'], // 的 is part of the word
    ['为什么', '为什么'], // nothing but a frame: it is searched for itself
  ];
  for (const [query, want] of cases) assert.equal(content(query), want, query);
});

test('a stretch keeps every character', () => {
  for (const s of ['磁盘满了怎么办', '了的吗', '', 'what is P95', '怎么重启CRM的服务'])
    assert.equal(
      stretches(s)
        .map(x => x.text)
        .join(''),
      s,
    );
});

test('frames are worth next to nothing, unless quoted', () => {
  assert.ok(
    singles('磁盘怎么办', false)
      .filter(s => '怎么办'.includes(s.t))
      .every(s => s.worth < 0.1),
  );
  assert.ok(singles('磁盘怎么办', true).every(s => s.worth === 1));
  assert.ok(singles('怎么办', false).every(s => s.worth === 1));
});

test('all pairs of a word have its synonyms', () => {
  const s = new Synonyms();
  assert.ok(s.at('系统宕机了', 2).includes('停机'));
  assert.deepEqual(s.at('系统宕机了', 1), []);
  for (const i of [0, 1, 2]) assert.ok(s.at('忘了密码了', i).includes('忘记密码'), `pair ${i}`);
  assert.deepEqual(s.at('忘了密码了', 3), []);
});

test('a site has synonyms of its own', () => {
  const s = new Synonyms('sla\t服务级别协议\n宕机\t趴窝\n独词');
  assert.deepEqual(s.at('sla', 0), ['服务级别协议']);
  assert.ok(s.at('系统宕机了', 2).includes('趴窝') && s.at('系统宕机了', 2).includes('停机'));
  assert.deepEqual(s.otherwise('本月sla是九成'), ['本月服务级别协议是九成']);
  assert.deepEqual(s.otherwise('slave'), []); // no part of a longer word
  assert.deepEqual(s.otherwise('独词'), []);
});

test('a frame tells that a query is a question', () => {
  assert.equal(framed('达标了吗'), true);
  assert.equal(framed('达标率'), false);
});

test('a character typed alone stands for words', () => {
  const [lone] = singles('口令怎么改', false, '2026', { synonyms: '' }).filter(t => t.lone);
  assert.ok(lone.alts.includes('修改'));
  assert.ok(!singles('改进办法', false, '2026', { synonyms: '' }).some(t => t.lone)); // 改 is part of a word
});
