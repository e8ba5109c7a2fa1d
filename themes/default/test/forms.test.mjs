import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forms, written } from '../src/search/forms';
import { closed, opened } from '../src/search/fold';

test('dates, periods, codes and versions have other writings', () => {
  const cases = [
    ['20260912', '2026-09-12'],
    ['2026-09-12', '9月12日'],
    ['2026年9月12日', '2026-09-12'],
    ['9月12日', '09-12'],
    ['十月', '10月'],
    ['十一月月报', '11月月报'],
    ['10月', '2026-10'],
    ['2026-10', '2026年10月'],
    ['q3', '第三季度'],
    ['三季度健康检查', 'q3健康检查'],
    ['v1.6.0', '1.6.0'],
    ['1.6', 'v1.6'],
    ['v1.6', '1.6.'],
    ['inc260912', 'inc-260912'],
    ['1320', '1,320'],
    ['1,299,000', '1299000'],
    ['13800138000', '138 0013 8000'],
    ['+86 139-1234-5678', '13912345678'],
    ['4008208888', '400-820-8888'],
    ['02155667788', '(021) 5566-7788'],
    ['(0755)1234567', '0755-1234567'],
    ['inc26091201', 'inc-260912-01'],
    ['inc-260912-01', 'inc26091201'],
  ];
  for (const [query, want] of cases) assert.ok(forms(query, '2026', 12).includes(want), `${query} gives ${forms(query, '2026', 12)}`);
});

test('what only looks like a date has none', () => {
  for (const s of ['三个月', '20261399', '99月99日', '', '磁盘', '第十月', 'p95'])
    assert.deepEqual(
      forms(s, '2026', 12).filter(f => /月|-\d\d-/.test(f)),
      [],
      s,
    );
});

test('years, codes and short numbers are no amounts', () => {
  for (const s of ['2026', '999', 'sha1234', '0042', '2026-1234'])
    assert.deepEqual(
      forms(s, '2026', 12).filter(f => f.includes(',')),
      [],
      s,
    );
});

test('stretches stand in order and do not touch', () => {
  for (const s of ['2026-09-12 q3 v1.2', '十月20260912', 'inc260912 9月']) {
    let at = 0;
    for (const w of written(s, '2026')) {
      assert.ok(w.from >= at && w.to > w.from && w.to <= s.length, s);
      at = w.to;
    }
  }
});

test('spaces between Han and Latin do not count', () => {
  assert.equal(closed('分机 8110 的 p95 响应'), '分机8110的p95响应');
  assert.equal(opened('分机8110'), '分机 8110');
  assert.equal(closed('hello world'), 'hello world');
});
