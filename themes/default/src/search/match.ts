// From postings to pages: where the parts of a query stand, and how well a page
// answers all of them.

import { closed } from './fold';
import type { Alt, Spec } from './query';
import { rangeShards, type Source } from './source';
import { somewhere, type Place, type Postings } from './wire';

/** How a part was found: the lower, the more literal. A page is ranked by its worst part first. */
export const enum Tier {
  literal,
  inside,
  variant,
  typo,
  pinyin,
  share,
}

/** One part in one page. */
export interface Found {
  tier: Tier;
  pieces: number[]; // that hold all its terms, in order
  heads: number[]; // those of them that have it in their heading
  title: number; // how whole it stands in the title: 1 as a word, less where it begins a longer one, 0 if it does not
  tf: number;
  alts: Way[]; // the ways it may stand there
  anywhere?: boolean; // it may stand in other pieces too
  wide?: boolean; // in any piece of the page: the index does not tell which
}

/** A way in which a part may stand, and what it is worth. */
export interface Way {
  alt: Alt;
  tier: Tier;
}

export type PartHits = Map<number, Found>;

/** A page that holds the parts. */
export interface Candidate {
  page: number;
  tier: Tier;
  score: number;
  best: number; // piece
  parts: Found[];
  weights: number[]; // of the parts
  sections?: Map<number, number>; // what each piece adds to the score; the best one's is in it
}

const titleBoost = 6;
const headingBoost = 3;

/** What it is worth that all parts stand in one section. */
const together = 1.4;

/** What a heading is worth that holds all of several parts: more than a title with some of them. */
const allInHeading = 1.6;

/** What a title loses of which a word only begins as asked: of 3.0.12 where 3.0.1 was asked for. */
const onlyBegun = 0.5;

/** Adds to hits the pages that hold alt; those found by a lower tier keep it. Tells whether a range was cut short and whether there is more now. */
export function find(src: Source, alt: Alt, tier: Tier, hits: PartHits, loadedOnly = false): { cut: boolean; more: boolean } {
  const specs = loadedOnly ? alt.specs.filter(s => src.has(s, rangeShards)) : alt.specs;
  let cut = false;
  let more = false;
  const lists = specs.map(s => {
    const p = src.postings(s);
    cut ||= p.cut;
    return p.m;
  });
  if (alt.any) lists.push(union(src, alt.any));
  if (lists.length === 0) return { cut, more };
  lists.sort((a, b) => a.size - b.size);
  const way: Way = { alt, tier };
  for (const [page, first] of lists[0]!) {
    const f = lists.length === 1 ? alone(first, way) : inAll(page, first, lists, way);
    if (!f) continue;
    const old = hits.get(page);
    if (!old) hits.set(page, f);
    else if (old.tier >= tier || !old.alts.some(w => w.alt.sure)) merge(old, f);
    else continue;
    more = true;
  }
  return { cut, more };
}

function union(src: Source, specs: Spec[]): Postings {
  const m: Postings = new Map();
  for (const s of specs) {
    for (const [page, list] of src.postings(s).m) {
      const old = m.get(page);
      if (old) for (const v of list) old.push(v);
      else m.set(page, list);
    }
  }
  return m;
}

// The pieces of a page for a single term; several terms with one beginning may stand in one piece.
function alone(list: Place[], way: Way): Found {
  const f: Found = { tier: way.tier, pieces: [], heads: [], title: 0, tf: 0, alts: [way] };
  const repeats = list.length > 1;
  for (const { piece, frequency, heading, weight } of list) {
    f.tf += frequency * weight;
    if (piece === somewhere) {
      f.wide = true;
      continue;
    }
    if (!repeats || !f.pieces.includes(piece)) f.pieces.push(piece);
    if (heading && piece === 0) f.title = Math.max(f.title, weight);
    if (heading && (!repeats || !f.heads.includes(piece))) {
      f.heads.push(piece);
      f.tf += piece === 0 ? titleBoost : headingBoost;
    }
  }
  return f;
}

// The pieces of a page that hold all terms. A piece's frequency is that of its
// rarest term; it counts as a heading if all terms stand in the heading.
function inAll(page: number, first: Place[], lists: Postings[], way: Way): Found | undefined {
  let at = pieceMap(first);
  for (let i = 1; i < lists.length; i++) {
    const list = lists[i]!.get(page);
    if (!list) return undefined;
    const next = pieceMap(list);
    const both = shared(at, next);
    if (both.size === 0) return undefined;
    at = both;
  }
  const f: Found = { tier: way.tier, pieces: [], heads: [], title: 0, tf: 0, alts: [way] };
  for (const [piece, x] of at) {
    f.tf += x.tf;
    if (piece === somewhere) f.wide = true;
    else f.pieces.push(piece);
    if (x.head > 0) {
      if (piece === 0) f.title = x.head;
      f.heads.push(piece);
      f.tf += piece === 0 ? titleBoost : headingBoost;
    }
  }
  return f;
}

/** Of each piece how often a term stands in it, and how whole in its heading; 0 if not there. */
type Pieces = Map<number, { tf: number; head: number }>;

// The pieces in which both stand. What stands somewhere may stand in each of them, but
// not in its heading, which the index would tell.
function shared(a: Pieces, b: Pieces): Pieces {
  const out: Pieces = new Map();
  const [anyA, anyB] = [a.has(somewhere), b.has(somewhere)];
  for (const [piece, x] of a) {
    const y = b.get(piece);
    if (y) out.set(piece, { tf: Math.min(x.tf, y.tf), head: Math.min(x.head, y.head) });
    else if (anyB) out.set(piece, { tf: x.tf, head: 0 });
  }
  if (anyA) for (const [piece, y] of b) if (!a.has(piece)) out.set(piece, { tf: y.tf, head: 0 });
  return out;
}

function pieceMap(list: Place[]): Pieces {
  const m: Pieces = new Map();
  for (const { piece, frequency, heading, weight } of list) {
    const head = heading ? weight : 0;
    const old = m.get(piece);
    if (old) {
      old.tf += frequency * weight;
      old.head = Math.max(old.head, head);
    } else m.set(piece, { tf: frequency * weight, head });
  }
  return m;
}

function merge(old: Found, f: Found): void {
  if (!old.alts.includes(f.alts[0]!)) old.alts.push(f.alts[0]!);
  const known = new Set(old.pieces);
  for (const p of f.pieces) if (!known.has(p)) old.pieces.push(p);
  const heads = new Set(old.heads);
  for (const p of f.heads) if (!heads.has(p)) old.heads.push(p);
  old.title = Math.max(old.title, f.title);
  old.tf += f.tf / 2;
  old.wide ||= f.wide;
  old.anywhere ||= f.anywhere;
}

/** Pages that hold all parts, best first. queryLength is in characters. */
export function rank(src: Source, parts: PartHits[], queryLength: number, allowed?: (page: number) => boolean): Candidate[] {
  if (parts.length === 0) return [];
  const order = parts.map((_, i) => i).sort((a, b) => parts[a]!.size - parts[b]!.size);
  const weights = parts.map(p => idf(src.live, p.size));
  const total = weights.reduce((a, b) => a + b, 0) || 1;
  const average = averageLength(src);
  const out: Candidate[] = [];
  next: for (const page of parts[order[0]!]!.keys()) {
    if (allowed && !allowed(page)) continue;
    const found: Found[] = [];
    for (const p of parts) {
      const f = p.get(page);
      if (!f) continue next;
      found.push(f);
    }
    out.push(score(src, page, found, weights, total, average, queryLength));
  }
  return out.sort(inOrder(src));
}

/** The worst tier first decides, then the score, then the order of the site. */
export const inOrder =
  (src: Source) =>
  (a: Candidate, b: Candidate): number =>
    a.tier - b.tier || b.score - a.score || src.order(a.page) - src.order(b.page);

export const idf = (pages: number, df: number): number => Math.log(1 + (pages - df + 0.5) / (df + 0.5));

const averages = new WeakMap<Source, number>();

export function averageLength(src: Source): number {
  let a = averages.get(src);
  if (a === undefined) {
    let sum = 0;
    for (let i = 0; i < src.pages; i++) if (src.lengths.has(i)) sum += src.lengths.text(i);
    averages.set(src, (a = sum / Math.max(1, src.live)));
  }
  return a;
}

/** How much it tells that a term comes so often in a page of a length, of which 1 is the average: from 0 to 1 (BM25). */
export const often = (tf: number, length: number): number => tf / (tf + 1.2 * (0.55 + 0.45 * Math.sqrt(length)));

// BM25 over parts, then what a reader looks at: the title, a heading, one section
// that holds everything. The weights were tuned on queries over 1,000 real pages.
export function score(src: Source, page: number, found: Found[], weights: number[], total: number, average: number, queryLength: number): Candidate {
  const length = src.lengths.text(page) / average;
  const titleLength = src.lengths.title(page);
  let s = 0;
  let title = 0;
  let whole = 0;
  let tier: Tier = Tier.literal;
  for (let i = 0; i < found.length; i++) {
    const f = found[i]!;
    s += 2.2 * weights[i]! * often(f.tf, length);
    if (f.tier > tier) tier = f.tier;
    if (f.title > 0) title += weights[i]!;
    whole += f.title * weights[i]!;
  }
  const cover = title / total;
  s /= total;
  if (cover > 0.999) s += ((2.2 + 2.5 * Math.min(1, queryLength / titleLength)) * whole) / total - (whole / total > 0.999 ? 0 : onlyBegun);
  else s += 0.8 * cover;
  const [best, all, inHeading] = bestPiece(found, weights);
  const head = best === 0 ? 0 : inHeading / total;
  s += head > 0.999 && found.length > 1 ? allInHeading : head > 0.54 ? 0.6 + 0.4 * head : 0.4 * head;
  if (found.length > 1) s += (together * all) / total;
  return { page, tier, score: s, best, parts: found, weights };
}

// The piece that answers best, the weight of the parts in it and in its heading.
function bestPiece(found: Found[], weights: number[]): [number, number, number] {
  if (found.length > 1) {
    const [best, b] = sections(found, weights)[0] ?? [0, { all: 0, head: 0 }];
    return [best, b.all, b.head];
  }
  const f = found[0]!;
  const inHeads = f.heads.length > 0;
  return [Math.min(...(inHeads ? f.heads : f.pieces.length > 0 ? f.pieces : [0]).slice(0, 5000)), weights[0]!, inHeads ? weights[0]! : 0];
}

function sections(found: Found[], weights: number[]): [number, { all: number; head: number }][] {
  const m = new Map<number, { all: number; head: number }>();
  const at = (piece: number) => {
    let v = m.get(piece);
    if (!v) m.set(piece, (v = { all: 0, head: 0 }));
    return v;
  };
  found.forEach((f, i) => {
    for (const p of f.pieces) at(p).all += weights[i]!;
    for (const p of f.heads) at(p).head += weights[i]!;
  });
  return [...m].sort((a, b) => b[1].all + b[1].head - a[1].all - a[1].head || a[0] - b[0]);
}

/** What it is worth that the text of the best piece holds parts of which the index does not tell where they stand. */
export function unsaid(c: Candidate, text: string): number {
  const total = c.weights.reduce((a, b) => a + b, 0) || 1;
  const held = c.parts.map((f, i) => (f.wide && !f.pieces.includes(c.best) && f.alts.some(w => text.includes(closed(w.alt.text))) ? c.weights[i]! : 0));
  return c.parts.length > 1 ? (together * held.reduce((a, b) => a + b, 0)) / total : 0;
}

/** The pieces that match, best first. */
export const piecesOf = (c: Candidate): number[] => (c.parts.length ? sections(c.parts, c.weights).map(s => s[0]) : [0]);
