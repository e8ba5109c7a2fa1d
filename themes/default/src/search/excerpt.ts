// The words around a match, and what to mark in them.

import { fold } from './fold';

const width = 150;
const lead = 36;

/** Text with, for each unit of its folded form, where it came from. */
interface Mapped {
  folded: string;
  from: number[];
}

function mapped(text: string): Mapped {
  const plain = fold(text);
  if (plain.length === text.length) return { folded: plain, from: [] };
  let folded = '';
  const from: number[] = [];
  for (const m of text.matchAll(/[\s\S]\p{M}*/gu)) {
    const f = fold(m[0]);
    for (let i = 0; i < f.length; i++) from.push(m.index);
    folded += f;
  }
  from.push(text.length);
  return { folded, from };
}

const origin = (m: Mapped, i: number): number => (m.from.length ? (m.from[i] ?? m.from[m.from.length - 1]!) : i);

/** Where words stand in text, joined and in order; at most 200. */
export function marksIn(text: string, words: string[]): [number, number][] {
  const m = mapped(text);
  const found: [number, number][] = [];
  for (const w of words) {
    if (!w) continue;
    for (let i = m.folded.indexOf(w); i >= 0 && found.length < 200; i = m.folded.indexOf(w, i + w.length)) {
      const a = origin(m, i);
      let z = origin(m, i + w.length);
      if (z <= a) z = a + 1;
      found.push([a, z]);
    }
  }
  found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  const out: [number, number][] = [];
  for (const f of found) {
    const last = out[out.length - 1];
    if (last && f[0] <= last[1]) last[1] = Math.max(last[1], f[1]);
    else out.push(f);
  }
  return out;
}

/** The part of a text that holds most of the words, on one line, with its marks. */
export function excerpt(text: string, words: string[]): { text: string; marks: [number, number][] } {
  const flat = text
    .replace(/\s*\n\s*/g, ' ')
    .replace(/\t+/g, ' · ')
    .replace(/^ · | · $/g, '');
  const marks = marksIn(flat, words);
  let at = marks[0]?.[0] ?? 0;
  let most = 0;
  for (const m of marks) {
    const here = new Set<string>();
    let n = 0;
    for (const o of marks) {
      if (o[0] < m[0] || o[1] > m[0] + width - lead) continue;
      const w = fold(flat.slice(o[0], o[1]));
      n += here.has(w) ? 0.1 : w.length;
      here.add(w);
    }
    if (n > most + 0.05) [most, at] = [n, m[0]];
  }
  let from = at <= lead ? 0 : at - lead;
  if (from > 0) from = wordStart(flat, from, at);
  let to = Math.min(flat.length, from + width);
  if (to < flat.length && /[a-z0-9]/i.test(flat[to]!)) while (to > from + width - 20 && /[a-z0-9]/i.test(flat[to - 1]!)) to--;
  if (isLow(flat.charCodeAt(to))) to++;
  const pre = from > 0 ? '…' : '';
  const shown = pre + flat.slice(from, to) + (to < flat.length ? '…' : '');
  const inside = marks.filter(m => m[1] > from && m[0] < to).map(([a, z]): [number, number] => [Math.max(a, from) - from + pre.length, Math.min(z, to) - from + pre.length]);
  return { text: shown, marks: inside };
}

const isLow = (c: number) => c >= 0xdc00 && c < 0xe000;

// A start near from that cuts no word and no character.
function wordStart(s: string, from: number, at: number): number {
  let i = from;
  while (i < at && ((/[a-z0-9_]/i.test(s[i - 1]!) && /[a-z0-9_]/i.test(s[i]!)) || isLow(s.charCodeAt(i)))) i++;
  if (i === at) return isLow(s.charCodeAt(from)) ? from + 1 : from;
  return i;
}
