// What staff write around the thing they ask for, and what else they call it. The
// words themselves are data: words.json.

import table from './words.json';

const frames = new Set(table.frames);
const whole = new Set(table.whole);
const longest = Math.max(...table.frames.concat(table.whole).map(w => w.length));

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
  for (let i = 0; i < text.length; ) {
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

/** What is left of a query without its frames, one space between; the query itself if that is next to nothing. */
export function content(text: string): string {
  const left = stretches(text).filter(s => !s.frame).map(s => s.text.trim()).filter(Boolean).join(' ');
  return left.length > 1 ? left : text;
}

const groups = new Map<string, string[]>();
for (const g of table.synonyms) for (const w of g) groups.set(w, [...(groups.get(w) ?? []), ...g.filter(o => o !== w)]);
const longestGroup = Math.max(...[...groups.keys()].map(w => w.length));

/** What else the word is called that begins at place i of a text; the longest word counts. */
export function synonymsAt(text: string, i: number): string[] {
  for (let n = longestGroup; n > 1; n--) {
    const w = text.slice(i, i + n);
    if (w.length === n && groups.has(w)) return groups.get(w)!;
  }
  return [];
}

/** A text with one of its words said otherwise, for each of its words and each way. */
export function saidOtherwise(text: string): string[] {
  const out: string[] = [];
  for (let i = 0; i < text.length; i++) {
    for (let n = Math.min(longestGroup, text.length - i); n > 1; n--) {
      const others = groups.get(text.slice(i, i + n));
      for (const o of others ?? []) out.push(text.slice(0, i) + o + text.slice(i + n));
      if (others) break;
    }
  }
  return out;
}
