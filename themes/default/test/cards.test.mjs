import assert from 'node:assert/strict';
import { test } from 'node:test';
import { named } from '../src/search/cards';

test('a query names a card by a whole name that is most of it', () => {
  assert.ok(named('门店员工周活跃率现在是多少', { kind: 'kpi', names: ['门店员工周活跃率'], whole: false }) > 0);
  assert.ok(named('推广分几批', { kind: 'kpi', names: ['推广'], whole: false }) > 0);
  assert.equal(named('推广素材在哪里下载', { kind: 'kpi', names: ['推广'], whole: false }), 0);
  assert.ok(named('风险r01怎么样了现在由谁跟', { kind: 'kpi', names: ['r01'], whole: false }) > 0);
  assert.equal(named('r012', { kind: 'kpi', names: ['r01'], whole: false }), 0); // inside a longer code
  assert.ok(named('王敏负责哪些页面和任务', { kind: 'person', names: ['王敏'], whole: false }) > 0); // a person's name may be a small part
  assert.equal(named('风险登记册在哪', { kind: 'kpi', names: ['风险登记册'], whole: true }), 0); // a sheet only by its whole name, and nothing else
  assert.ok(named('风险登记册', { kind: 'kpi', names: ['风险登记册'], whole: true }) > 0);
});
