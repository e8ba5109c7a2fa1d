import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Syllables } from '../src/search/pinyin';
import { pinyin } from '../src/search/wire';
import { repaired, Sounds } from '../src/search/sounds';
import { Synonyms } from '../src/search/words';

const sounds = new Sounds('dao到导 shang上 san三 ge个 neng能 deng登灯 fen分份 hao号好 ji积机 lu录陆 zhang账帐 xin信 xing醒 zhou周 bei被备 yi一已 nei哪内 ta他搭');
const pairs = new Syllables(
  pinyin([
    {
      c: '登录账号积分醒到导能站备已两内开三搭',
      r: ['deng', 'lu', 'zhang', 'hao', 'ji', 'fen', 'xing', 'dao', 'dao', 'neng', 'zhan', 'bei', 'yi', 'liang', 'nei', 'kai', 'san', 'ta'],
      b: ['登录5', '账号5', '积分5', '醒怎1', '能导1', '到账4', '站备3', '已两1', '内开1', '三个9', '搭建1'],
    },
  ]),
);
const site = new Set(['登录', '账号', '积分', '死信', '录与', '与账', '到账', '能导', '网站', '站备', '攻击', '会员', '员积', '分到', '备份', '个月']);
const fix = text => repaired(text, p => site.has(p), pairs, sounds);

test('what sounds like a word of a heading becomes it', () => {
  const cases = [
    ['登陆', '登录'],
    ['帐号', '账号'],
    ['积份', '积分'],
    ['登陆与帐号', '登录与账号'],
    ['积份什么时候', '积分什么时候'],
    ['能到帐', '能到账'], // more headings have 到账 than 能导
    ['登录', '登录'],
    ['网站被攻击', '网站被攻击'], // 被 is a word between two others
    ['会员积份到账', '会员积分到账'], // 分 makes words with 积 and with 到
    ['网站被份', '网站备份'],
    ['先给一两台', '先给一两台'], // 一 is a number, not 已 mistyped
    ['从哪开始', '从哪开始'], // 哪 is a question word
    ['他建', '他建'], // he is meant, not 搭
    ['上个月', '上个月'], // 三 is a number: nobody types another character for it
    ['磁盘', '磁盘'], // sounds like no word of a heading
    ['死信怎么处理', '死信怎么处理'], // 死信 is a word of the site, and 怎 is part of a question word
  ];
  for (const [query, want] of cases) assert.equal(fix(query), want, query);
});

test('a pair that only joins two words of headings is nothing anybody meant', () => {
  const headings = new Syllables(
    pinyin([{ c: '微信同步新启重', r: ['wei', 'xin', 'tong', 'bu', 'xin', 'qi', 'chong'], b: ['微信3', '信同1', '同步2', '重启1', '权重2', '启动3'] }]),
  );
  const mend = text => repaired(text, () => false, headings, new Sounds('xin信新 qi启起'));
  assert.equal(mend('新同事'), '新同事'); // 信同 of 微信同步
  assert.equal(mend('重起'), '重启'); // 重启 is a word that many write
});

test('who is meant stays: 给他 is no slip for 其他', () => {
  const headings = new Syllables(pinyin([{ c: '其他', r: ['qi', 'ta'], b: ['其他3'] }]));
  const mend = text => repaired(text, () => false, headings, new Sounds('qi其给期 ta他'));
  assert.equal(mend('给他'), '给他');
  assert.equal(mend('期他'), '其他');
});

test('sounds that many people do not tell apart (xin, xing) are alike', () => {
  assert.ok(sounds.alike('信', '醒'));
  assert.ok(!sounds.alike('信', '周'));
});

test('a word is replaced by another one for the same thing', () => {
  assert.ok(new Synonyms().otherwise('昨天宕机了').includes('昨天停机了'));
  assert.deepEqual(new Synonyms().otherwise('磁'), []);
});
