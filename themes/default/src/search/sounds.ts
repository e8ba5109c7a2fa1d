// Han written for others that sound alike: 登陆 for 登录, 积份 for 积分.

import type { Syllables } from './pinyin';
import { isFrame, stretches } from './words';

/** What many speakers and input methods do not tell apart is one sound: zh and z, n and l, in and ing. */
const near = (syllable: string): string =>
  syllable
    .replace(/^([zcs])h/, '$1')
    .replace(/^n(?=[aeiouv])/, 'l')
    .replace(/^h(?=u)/, 'f')
    .replace(/ng$/, 'n');

/** Characters that count, ask, give or stand for somebody are meant, and never what was meant: 一两台 is no slip for 已两台, 从哪开始 none for 从内开始, 上个月 none for 三个月, 给他 none for 其他. */
const meant = /[零一二两三四五六七八九十百千万几哪谁啥咋何吗么什个有给他她它我你]/;

/** Which characters sound alike. */
export class Sounds {
  private readonly of = new Map<string, Set<string>>();

  /** table: a syllable and the characters that are read so, then a space, … */
  constructor(table: string) {
    for (const entry of table.split(' ')) {
      const syllable = /^[a-z]+/.exec(entry)?.[0] ?? '';
      for (const c of Array.from(entry.slice(syllable.length))) {
        let s = this.of.get(c);
        if (!s) this.of.set(c, (s = new Set()));
        s.add(near(syllable));
      }
    }
  }

  alike(a: string, b: string): boolean {
    const sounds = this.of.get(b);
    return !!sounds && [...(this.of.get(a) ?? [])].some(s => sounds.has(s));
  }
}

/**
 * The text with each pair of neighbours that stands nowhere made one that a heading
 * has, sounds alike, and differs in one character; the text itself if there is none.
 * A character that stands well beside its other neighbour is meant, and what frames a
 * question is no neighbour. One between two words that stand is a word of its own, as 被
 * in 网站被攻击, unless another fits beside both.
 */
export const repaired = (text: string, stands: (pair: string) => boolean, pairs: Syllables, sounds: Sounds): string =>
  stretches(text)
    .map(s => (s.frame ? s.text : repairedStretch(s.text, stands, pairs, sounds)))
    .join('');

function repairedStretch(text: string, stands: (pair: string) => boolean, pairs: Syllables, sounds: Sounds): string {
  const cs = Array.from(text);
  for (let left = cs.length; left > 0; left--) {
    const best = cs
      .map((_, i) => ({ i, better: better(cs, i, stands, pairs, sounds) }))
      .filter(x => x.better)
      .sort((x, y) => y.better!.weight - x.better!.weight || x.i - y.i)[0]; // the pair that most headings have
    if (!best) break;
    [cs[best.i], cs[best.i + 1]] = best.better!.pair;
  }
  return cs.join('');
}

/** What the pair at place i may have been meant to be. */
function better(cs: string[], i: number, stands: (pair: string) => boolean, pairs: Syllables, sounds: Sounds): { pair: [string, string]; weight: number } | undefined {
  const [a, b] = [cs[i]!, cs[i + 1] ?? ''];
  if (!/^\p{Script=Han}{2}$/u.test(a + b) || stands(a + b)) return undefined;
  const [holdsA, holdsB] = [meant.test(a) || (i > 0 && stands(cs[i - 1]! + a)), meant.test(b) || (i + 2 < cs.length && stands(b + cs[i + 2]!))];
  const pair = (k: number): boolean => k >= 0 && k + 1 < cs.length && stands(cs[k]! + cs[k + 1]!);
  const fits = (x: string, y: string): boolean => (x === a ? !(holdsA && pair(i + 2)) || stands(y + cs[i + 2]!) : !(holdsB && pair(i - 2)) || stands(cs[i - 1]! + x));
  return pairs
    .beside(a, b)
    .find(
      ({ pair: [x, y] }) =>
        !isFrame(x) && !isFrame(y) && (x === a ? !holdsB && !meant.test(y) && sounds.alike(y, b) : !holdsA && !meant.test(x) && sounds.alike(x, a)) && fits(x, y),
    );
}
