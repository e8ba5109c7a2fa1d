// Characters and terms: the mirror of generator/search/token.go. Both sides are
// held together by generator/search/testdata/tokens.json and by random text.

export const wordLen = 24;
const wordStep = 12;
export const runWords = 4;
const runLen = 48;
export const joiners = '_-./:@=+';

const invisible = /[\u00ad\u200b-\u200d\u2060\ufe0e\ufe0f\ufeff]/g;
const upper = /[\p{Uppercase}\p{Lt}]/gu;

/** The form in which text is indexed and compared: NFKC, lower case, without invisible characters, the minus as people type it. */
export function fold(s: string): string {
  return s.normalize('NFKC').replace(invisible, '').replace(/−/g, '-').replace(upper, lower);
}

/** Folded text without the spaces that some writers put between Han and letters or digits. */
export const closed = (s: string): string => s.replace(/(\p{Script=Han}) +([a-z0-9])/gu, '$1$2').replace(/([a-z0-9%]) +(\p{Script=Han})/gu, '$1$2');

/** Folded text with those spaces. */
export const opened = (s: string): string => s.replace(/(\p{Script=Han})([a-z0-9])/gu, '$1 $2').replace(/([a-z0-9%])(\p{Script=Han})/gu, '$1 $2');

// One character for one, whatever stands around it, as the index has it.
function lower(c: string): string {
  const l = c.toLowerCase();
  return l.length > c.length ? String.fromCodePoint(l.codePointAt(0) ?? 0) : l;
}

export const enum Class {
  gap,
  han,
  word,
  symbol,
}

const symbols = /\p{So}/u;
const hans = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const words = /[\p{L}\p{N}\p{M}]/u;

export function classOf(c: string): Class {
  const code = c.codePointAt(0) ?? 0;
  if (code < 0x80) return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) ? Class.word : Class.gap;
  if (code >= 0x4e00 && code <= 0x9fff) return Class.han;
  if (symbols.test(c)) return Class.symbol;
  if (hans.test(c)) return Class.han;
  return words.test(c) ? Class.word : Class.gap;
}

/** A maximal run of one class in folded text; an identifier is one run with its words. */
export interface Run {
  class: Class;
  from: number; // in code points
  to: number;
  words: [number, number][]; // of an identifier: where its words stand
}

/** Runs of Han, identifiers and symbols in a list of code points. */
export function runs(cs: string[]): Run[] {
  const out: Run[] = [];
  for (let i = 0; i < cs.length;) {
    const c = classOf(cs[i]!);
    if (c === Class.gap) {
      i++;
      continue;
    }
    const end = c === Class.symbol ? i + 1 : endOf(cs, i, c);
    const last = out[out.length - 1];
    if (c === Class.word && last?.class === Class.word && last.to === i - 1 && joiners.includes(cs[i - 1]!)) {
      last.words.push([i, end]);
      last.to = end;
    } else {
      out.push({ class: c, from: i, to: end, words: c === Class.word ? [[i, end]] : [] });
    }
    i = end;
  }
  return out;
}

function endOf(cs: string[], i: number, c: Class): number {
  while (i < cs.length && classOf(cs[i]!) === c) i++;
  return i;
}

/** The windows in which a word is indexed. */
export function windows(word: string[]): string[] {
  const out: string[] = [];
  for (let i = 0; ; i += wordStep) {
    out.push(word.slice(i, i + wordLen).join(''));
    if (i + wordLen >= word.length) return out;
  }
}

/** All terms of a folded text, in the order in which the index side gives them. Only tests need them. */
export function terms(s: string): string[] {
  const cs = Array.from(s);
  const out: string[] = [];
  for (const r of runs(cs)) {
    if (r.class === Class.symbol) out.push(cs[r.from]!);
    else if (r.class === Class.han) for (let i = r.from; i < r.to; i++) out.push(cs.slice(i, Math.min(i + 2, r.to)).join(''));
    else out.push(...identifier(cs, r));
  }
  return out;
}

function identifier(cs: string[], r: Run): string[] {
  const out: string[] = [];
  r.words.forEach(([from, to]) => {
    out.push(...windows(cs.slice(from, to)));
    const suffix = codeSuffix(cs, from, to);
    if (suffix) out.push(cs.slice(from, to).join('') + suffix);
  });
  for (let i = 0; i + 1 < r.words.length; i++) {
    const run = runTerm(cs, r, i);
    out.push(run);
    const first = cs.slice(...r.words[i]!).join('');
    if (cs[r.words[i]![1]] === '.' && /^v[0-9]{1,7}$/.test(first)) out.push(run.slice(1));
  }
  return out;
}

/** "#" or "++" behind a word of at most two bytes: c#, c++, f#. */
export function codeSuffix(cs: string[], from: number, to: number): string {
  if (to - from > 2 || utf8Length(cs, from, to) > 2) return '';
  if (cs[to] === '#') return '#';
  return cs[to] === '+' && cs[to + 1] === '+' ? '++' : '';
}

function utf8Length(cs: string[], from: number, to: number): number {
  let n = 0;
  for (let i = from; i < to; i++) n += cs[i]!.charCodeAt(0) < 0x80 ? 1 : cs[i]!.charCodeAt(0) < 0x800 ? 2 : 3;
  return n;
}

/** The term of the run of up to four words from word i on. */
export function runTerm(cs: string[], r: Run, i: number): string {
  const from = r.words[i]![0];
  const to = r.words[Math.min(i + runWords, r.words.length) - 1]![1];
  return cs.slice(from, Math.min(to, from + runLen)).join('');
}

/** Orders strings by code point, as the index does (JavaScript's own order is by UTF-16 unit). */
export function compare(a: string, b: string): number {
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) {
    let x = a.charCodeAt(i);
    let y = b.charCodeAt(i);
    if (x === y) continue;
    if (x >= 0xd800 && y >= 0xd800) {
      x = x >= 0xe000 ? x - 0x800 : x + 0x2000;
      y = y >= 0xe000 ? y - 0x800 : y + 0x2000;
    }
    return x - y;
  }
  return a.length - b.length;
}
