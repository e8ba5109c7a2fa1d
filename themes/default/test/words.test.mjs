import assert from 'node:assert/strict';
import { test } from 'node:test';
import { content, framed, stretches, Synonyms } from '../src/search/words';
import { likeness, singles } from '../src/search/share';

test('what frames a question is cut off', () => {
  const cases = [
    ['服务器磁盘满了怎么处理', '服务器磁盘满'],
    ['积分什么时候到账', '积分 到账'],
    ['为什么西南区上线这么慢', '西南区上线 慢'],
    ['how to restart the server', 'restart server'],
    ['到底几点发版', '发版'],
    ['主要要求', '主要要求'], // 要 is part of both words
    ['目的', '目的'], // 的 is part of the word
    ['为什么', '为什么'], // nothing but a frame: that is what is asked for
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

test('a word has its synonyms where it begins', () => {
  const s = new Synonyms();
  assert.ok(s.at('系统宕机了', 2).includes('停机'));
  assert.deepEqual(s.at('系统宕机了', 1), []);
});

test('a site has synonyms of its own', () => {
  const s = new Synonyms('sla\t服务级别协议\n宕机\t趴窝\n独词');
  assert.deepEqual(s.at('sla', 0), ['服务级别协议']);
  assert.ok(s.at('系统宕机了', 2).includes('趴窝') && s.at('系统宕机了', 2).includes('停机'));
  assert.deepEqual(s.otherwise('本月sla达标'), ['本月服务级别协议达标']);
  assert.deepEqual(s.otherwise('slave'), []); // no part of a longer word
  assert.deepEqual(s.otherwise('独词'), []);
});

test('a name is like a question when it names the same', () => {
  const like = likeness('工单级别如何确定', new Map());
  assert.ok(like('工单级别怎么定？') > 0.6);
  assert.ok(like('工单级别怎么定？') > like('工单'));
  assert.equal(like('磁盘怎么办'), 0);
});

test('a name with the rare pair is more like a question than one with a frequent one', () => {
  const weights = new Map([
    ['任务', 0.7],
    ['务通', 1.2],
    ['通知', 1.2],
  ]);
  const like = likeness('任务通知怎么弄', weights);
  assert.ok(like('通知设置') > like('任务设置'));
});

test('a question has a frame', () => {
  assert.equal(framed('达标了吗'), true);
  assert.equal(framed('达标率'), false);
});
