// Letters that may be pinyin: which Han of the site's headings they can stand for.

import type { Pair, Pinyin } from './wire';
import { common } from './words';

/** Readings and pairs, ready for look-ups. */
export class Syllables {
  /** By second character, the weight of its most frequent pair. */
  private readonly into = new Map<string, number>();

  constructor(private readonly p: Pinyin) {
    for (const list of p.next.values()) for (const n of list) this.into.set(n.second, Math.max(this.into.get(n.second) ?? 0, n.weight));
  }

  // Whether a pair joins two words, as 信同 in 微信同步: more headings have 微信, and more have 同步.
  private across(first: string, { second, weight }: Pair): boolean {
    const [before, after] = [this.into.get(first) ?? 0, Math.max(0, ...(this.p.next.get(second) ?? []).map(n => n.weight))];
    return !common(first + second) && Math.min(before, after) > weight;
  }

  /** The words of two characters that differ from a pair in one, most frequent first. */
  beside(a: string, b: string): { pair: [string, string]; weight: number }[] {
    const found: { pair: [string, string]; weight: number }[] = [];
    for (const [first, list] of this.p.next) {
      for (const n of list) if ((first === a) !== (n.second === b) && !this.across(first, n)) found.push({ pair: [first, n.second], weight: n.weight });
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
