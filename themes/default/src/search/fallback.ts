// What else a part of a query may have been meant to be.

/** Other forms of a character: traditional for simplified and the other way round. */
export class Variants {
  private readonly forms = new Map<string, string[]>();

  /** table: a simplified character and its traditional forms, then a space, … */
  constructor(table: string) {
    for (const entry of table.split(' ')) {
      const cs = Array.from(entry);
      for (const c of cs) this.forms.set(c, (this.forms.get(c) ?? []).concat(cs.filter(o => o !== c)));
    }
  }

  /** The part in its other writing, at most limit forms, none that are the part itself. */
  of(text: string, limit: number): string[] {
    let out = [''];
    for (const c of text) {
      const forms = [c, ...(this.forms.get(c) ?? [])];
      out = out.flatMap(s => forms.map(f => s + f));
      if (out.length > 4 * limit) out = out.slice(0, 4 * limit);
    }
    return out.filter(s => s !== text).slice(0, limit);
  }
}

/** Words of the lexicon a typing error away from w: the nearest, most alike in length first. */
export function near(w: string, lexicon: string[], limit: number): string[] {
  const far = w.length < 4 ? 0 : w.length < 8 ? 1 : 2;
  if (far === 0) return [];
  const found: { word: string; d: number }[] = [];
  for (const word of lexicon) {
    if (Math.abs(word.length - w.length) > far || word === w) continue;
    const d = distance(w, word, far);
    if (d <= far) found.push({ word, d: d + (word[0] === w[0] ? 0 : 0.5) });
  }
  found.sort((a, b) => a.d - b.d || Math.abs(a.word.length - w.length) - Math.abs(b.word.length - w.length));
  return found.slice(0, limit).map(f => f.word);
}

/** Insertions, deletions, replacements and swaps of neighbours; stops counting above far. */
function distance(a: string, b: string, far: number): number {
  let prev2: number[] = [];
  let prev = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const cur = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let d = Math.min(prev[j]! + 1, cur[j - 1]! + 1, prev[j - 1]! + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) d = Math.min(d, prev2[j - 2]! + 1);
      cur.push(d);
      least = Math.min(least, d);
    }
    if (least > far) return far + 1;
    [prev2, prev] = [prev, cur];
  }
  return prev[b.length]!;
}
