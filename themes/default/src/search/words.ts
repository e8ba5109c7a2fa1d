// What staff write around the thing they ask for, and what else they call it. The
// words themselves are data: words.json.

import table from './words.json';

const frames = new Set(table.frames);
// A word that has synonyms is no frame, and is not cut at one: 丢了, 找不到.
const whole = new Set([...table.whole, ...table.synonyms.flat()]);
const longest = Math.max(...[...frames, ...whole].map(w => w.length));

/** A stretch of a query; a frame says that something is asked, not what. */
export interface Stretch {
  text: string;
  frame: boolean;
}

/** Cuts folded text at the words that only frame a question. */
export function stretches(text: string): Stretch[] {
  const out: Stretch[] = [];
  const put = (s: string, frame: boolean): void => {
    const last = out[out.length - 1];
    if (last && !frame && !last.frame) last.text += s;
    else out.push({ text: s, frame });
  };
  for (const word of text.match(/[a-z0-9_]+|[^a-z0-9_]+/g) ?? []) {
    if (/^[a-z0-9_]/.test(word)) put(word, frames.has(word));
    else cutHan(word, put);
  }
  return out;
}

function cutHan(text: string, put: (s: string, frame: boolean) => void): void {
  for (let i = 0; i < text.length;) {
    let n = 1;
    let frame = false;
    for (let k = Math.min(longest, text.length - i); k > 0; k--) {
      const s = text.slice(i, i + k);
      frame = frames.has(s);
      if (!frame && !whole.has(s)) continue;
      n = k;
      break;
    }
    put(text.slice(i, i + n), frame);
    i += n;
  }
}

const inWords = new Set([...whole].flatMap(w => Array.from(w, (_, i) => w.slice(i, i + 2)).slice(0, -1)));

/** Whether a pair of characters is part of a word that many write: it is no slip. */
export const common = (pair: string): boolean => inWords.has(pair);

/** Whether a character alone frames a question: 了, 的. */
export const isFrame = (character: string): boolean => frames.has(character);

/** What is left of a query without its frames, one space between; the query itself if that is next to nothing. */
export function content(text: string): string {
  const left = stretches(text)
    .filter(s => !s.frame)
    .map(s => s.text.trim())
    .filter(Boolean)
    .join(' ');
  return left.length > 1 ? left : text;
}

/** Whether something is asked: 达标了吗 is a question, 达标率 is none. */
export const framed = (text: string): boolean => stretches(text).some(s => s.frame);

const lone = new Map(table.lone.map(([c, ...words]) => [c!, words]));

/** The words that a character stands for which was typed alone: 改 is 修改, 更改… */
export const meantBy = (character: string): string[] => lone.get(character) ?? [];

const latin = /[a-z0-9]/;
const joins = (a = '', b = ''): boolean => latin.test(a) && latin.test(b);

/** Words that mean one thing: those of words.json, and a site's own. */
export class Synonyms {
  private readonly groups = new Map<string, string[]>();
  private longest = 0;

  /** own: groups apart by line ends, words by tabs, folded. */
  constructor(own = '') {
    for (const line of own.split('\n')) this.add(line.split('\t'));
    for (const g of table.synonyms) this.add(g);
  }

  private add(group: string[]): void {
    for (const w of group.length > 1 ? group : []) {
      const others = this.groups.get(w) ?? [];
      this.groups.set(w, others.concat(group.filter(o => o !== w && !others.includes(o))));
      this.longest = Math.max(this.longest, w.length);
    }
  }

  /** What else the word is called that begins at place i of a text, or that holds it; the longest word counts. */
  at(text: string, i: number): string[] {
    for (let from = Math.max(0, i - this.longest); from <= i; from++) {
      const w = this.word(text, from);
      if (w && w.end > i + 1) return w.others;
    }
    return [];
  }

  /** What else a whole text is called. */
  whole(text: string): string[] {
    return this.groups.get(text) ?? [];
  }

  // A word of letters is no part of a longer one.
  private word(text: string, i: number): { end: number; others: string[] } | undefined {
    for (let end = Math.min(text.length, i + this.longest); end > i + 1; end--) {
      const others = this.groups.get(text.slice(i, end));
      if (others && !joins(text[i - 1], text[i]) && !joins(text[end - 1], text[end])) return { end, others };
    }
    return undefined;
  }

  /** A text with one of its words said otherwise, for each of its words and each way. */
  otherwise(text: string): string[] {
    const out: string[] = [];
    for (let i = 0; i < text.length; i++) {
      const w = this.word(text, i);
      for (const o of w?.others ?? []) out.push(text.slice(0, i) + o + text.slice(w!.end));
    }
    return out;
  }
}

const known = new WeakMap<object, Synonyms>();

/** The synonyms of an index; of none, those of words.json. */
export function synonymsOf(src: { synonyms: string }): Synonyms {
  let s = known.get(src);
  if (!s) known.set(src, (s = new Synonyms(src.synonyms)));
  return s;
}
