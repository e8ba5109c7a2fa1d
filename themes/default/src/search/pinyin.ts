// Letters that may be pinyin: which Han of the site's headings they can stand for.

import type { Pinyin } from './wire';

/** Readings and pairs, ready for look-ups. */
export class Syllables {
  constructor(private readonly p: Pinyin) {}

  /** The pairs that differ from a pair in one character, most frequent first. */
  beside(a: string, b: string): { pair: [string, string]; weight: number }[] {
    const found: { pair: [string, string]; weight: number }[] = [];
    for (const [first, list] of this.p.next) {
      for (const n of list) if ((first === a) !== (n.second === b)) found.push({ pair: [first, n.second], weight: n.weight });
    }
    return found.sort((x, y) => y.weight - x.weight || (x.pair.join() < y.pair.join() ? -1 : 1));
  }

  /**
   * Words of two characters and more that letters spell, in full (chongqi), by
   * initials (cq), or with the last syllable unfinished (chongq); most frequent
   * first, at most limit.
   */
  words(letters: string, limit: number): string[] {
    const found = new Map<string, number>();
    let steps = 0;
    const walk = (word: string, last: string, rest: string, weight: number, style: number): void => {
      if (steps++ > 60_000) return;
      if (!rest) {
        if (word.length > last.length) found.set(word, Math.max(found.get(word) ?? 0, weight));
        return;
      }
      for (const n of this.p.next.get(last) ?? []) {
        for (const [len, how] of this.spelled(n.second, rest)) {
          if (style && how && style !== how) continue;
          walk(word + n.second, n.second, rest.slice(len), Math.min(weight, n.weight + (how === 1 ? 2 : 0)), style || how);
        }
      }
    };
    for (const first of this.p.next.keys()) {
      for (const [len, how] of this.spelled(first, letters)) if (len < letters.length) walk(first, first, letters.slice(len), 20, how);
    }
    return [...found]
      .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
      .slice(0, limit)
      .map(([w]) => w);
  }

  // How many letters c can take: [count, 1 in full, 2 by its initial, 0 by the unfinished rest].
  private spelled(c: string, rest: string): [number, number][] {
    const out: [number, number][] = [];
    for (const r of this.p.readings.get(c) ?? []) {
      if (!r) continue;
      if (rest.startsWith(r)) out.push([r.length, 1]);
      else if (r.startsWith(rest)) out.push([rest.length, 0]);
      if (r.length > 1 && rest[0] === r[0]) out.push([1, 2]);
    }
    return out.filter(([n, h], i) => out.findIndex(([m, g]) => m === n && g === h) === i);
  }
}
