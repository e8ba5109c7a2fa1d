import assert from 'node:assert/strict';
import { test } from 'node:test';
import { find, Tier } from '../src/search/match';
import { part } from '../src/search/query';
import { bestShare, joints, likeness, uncovered, singles } from '../src/search/share';
import { page, source } from './pages.mjs';

/** The pages that answer a question, best first. */
function asked(pages, question) {
  const src = source(pages);
  const terms = singles(question, false, '2026', { synonyms: '' });
  const hits = terms.map(t => {
    const h = new Map();
    if (!t.lone) find(src, { text: t.t, specs: [t], sure: true }, Tier.literal, h);
    for (const a of t.alts) find(src, { ...part(a), sure: true }, Tier.variant, h);
    return h;
  });
  return bestShare(src, hits, terms);
}

const first = (pages, question) => asked(pages, question)[0];

// Six pages with a word, so that it is frequent.
const others = word => Array.from({ length: 6 }, (_, i) => page(`其他${i}`, word));

test('a rare word of the text leads before a frequent one of a title', () => {
  const pages = [page('账号列表', '新建和停用'), page('登录设置', '账号连错五次会锁，到时解锁'), ...others('账号')];
  assert.equal(first(pages, '账号怎么解锁').page, 1);
});

test('a section answers together with the title above it', () => {
  const pages = [page('打印机', '放在前台', { heading: '领用', text: '登记' }, { heading: '修改密码', text: '按住设置键' }), page('无关', '密码')];
  const { page: best, best: piece } = first(pages, '打印机密码');
  assert.deepEqual([best, piece], [0, 2]);
});

test('words in one section lead before the same words in two', () => {
  const pages = [page('甲', '券', { heading: '说明', text: '退货' }, { heading: '其他', text: '积分' }), page('乙', '券', { heading: '说明', text: '退货的积分' })];
  assert.equal(first(pages, '积分退货怎么算').page, 1);
});

test('another word for the same thing is found, also for one character typed alone', () => {
  const pages = [page('甲', '重置口令'), page('乙', '口令保管'), page('丙', '修改口令')];
  assert.equal(first(pages, '口令怎么改').page, 2);
});

test('a character between two words of the site stands for words like 新建, unless the site has a pair of it', () => {
  const terms = singles('同事开账号', false, '2026', { synonyms: '' });
  const stand = (...words) => terms.map(t => new Map(words.includes(t.t) ? [[0, {}]] : []));
  const [one, ...more] = uncovered(terms, stand('同事', '账号'));
  assert.equal(more.length, 0);
  assert.ok(one.t === '开' && one.lone && one.alts.includes('新建'));
  assert.deepEqual(uncovered(terms, stand('同事', '事开', '账号')), []);
});

test('a page with a little of the question is no answer', () => {
  const pages = [page('磁盘', '空间不足怎么清理'), page('无关', '怎么')];
  assert.deepEqual(
    asked(pages, '磁盘空间怎么清理').map(c => c.page),
    [0],
  );
});

test('a name is like a question when it names the same', () => {
  const like = likeness('工单级别如何确定', []);
  assert.ok(like('', '工单级别怎么定？') > 0.6);
  assert.ok(like('', '工单级别怎么定？') > like('', '工单'));
  assert.ok(like('', '工单级别怎么定？') > like('', '工单级别怎么定？以及怎么关闭、转交、合并'));
  assert.equal(like('', '磁盘怎么办'), 0);
});

test('a name has more of a question below a folder that names the rest', () => {
  const like = likeness('mysql密码怎么改', singles('mysql密码怎么改', false, '2026', { synonyms: '' }));
  assert.ok(like('databases/mysql.html 数据库', '修改密码') > like('databases/redis.html 数据库', '修改密码'));
  assert.ok(like('', '修改密码') > like('', '保管密码')); // 改 is 修改
});

test('a pair that joins two words is no word', () => {
  const terms = singles('号码登录名', false, '2026', { synonyms: '' });
  const stand = { 号码: 3, 码登: 4, 登录: 9, 录名: 2 };
  const hits = terms.map(t => new Map(Array.from({ length: stand[t.t] }, (_, page) => [page, {}])));
  assert.deepEqual(
    [...joints(hits, terms)].map(i => terms[i].t),
    ['码登'],
  );
});

test('a pair is a word if it stands on as many pages as a neighbour', () => {
  const terms = singles('芦苇荡边', false, '2026', { synonyms: '' });
  const of = (...sizes) => terms.map((_, i) => new Map(Array.from({ length: sizes[i] }, (_, page) => [page, {}])));
  assert.deepEqual([...joints(of(3, 1, 2), terms)], [1]);
  assert.deepEqual([...joints(of(3, 2, 2), terms)], []);
});
