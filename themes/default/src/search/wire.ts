// The files of the index as they are written, and as the search sees them: each is
// decoded once, here, into named fields. generator/search/doc.go describes the bytes.

import { compare } from './fold';

/** A page's text, or a part of it. */
export interface TextBlock {
  path: string;
  title: string;
  kind: string;
  crumbs: string;
  section: string;
  owner: string;
  due: string; // YYYY-MM-DD, or ""
  tags: string[];
  pieces: Piece[];
  blocks: number; // that the page has
}

/** A section, or a part of one; or a row of a table. */
export interface Piece {
  anchor: string;
  heading: string;
  text: string;
  columns?: string; // of a row: the names of its cells, apart by tabs
}

/** What a page loads first. */
export interface Manifest {
  name: string; // equal names, equal indexes
  generation: string; // a digest of all that is indexed
  files: string; // a payload: how the files are called, see names.ts
  pages: number; // of the generation
  small: boolean; // one file with all text instead of shards
  bounds: string; // a payload: where each shard but the first begins, in order; see terms
  lengths: string; // a payload: see Lengths
  pools: string; // a payload, see Pools; '' where each text block has a file
  forms: string; // of characters that the site has in several
  synonyms: string; // groups apart by line ends, words by tabs
  cards?: { file: string; names: string }; // and hashes of what they are called
  delta?: Delta;
}

/** What changed since the generation was built. */
export interface Delta {
  file: string;
  dead: number[]; // pages of the generation that are gone or in the delta
  places: number[]; // before which page of the generation each page of the delta stands
  lengths: string;
  texts: string[]; // per page: what its text blocks are called
}

/** Where a term stands in a page. */
export interface Place {
  piece: number; // or somewhere
  frequency: number; // about how often
  heading: boolean;
  weight: number; // 1, less where only the beginning of a term was asked for
}

/** In place of a piece: of a term on many pages of a large site the index tells only the pages, and the headings with it. */
export const somewhere = -1;

/** Postings: the places by page. */
export type Postings = Map<number, Place[]>;

/** What pages can be filtered by: names, and per page numbers into them; a page that is gone has none. */
export interface Facets {
  kinds: string[];
  sections: string[];
  owners: string[];
  tags: string[];
  pages: (PageFacets | undefined)[];
}

export interface PageFacets {
  kind: number;
  section: number;
  owner: number;
  tags: number[];
}

/** How the Han of headings and tags are read, and which stand side by side there. */
export interface Pinyin {
  readings: Map<string, string[]>; // by character, most frequent first
  next: Map<string, Pair[]>; // by first character
}

export interface Pair {
  second: string;
  weight: number; // logarithm of how many pages have it in a heading
}

/** What base64 stands for. */
export function bytes(base64: string): Uint8Array<ArrayBuffer> {
  const s = atob(base64);
  const b = new Uint8Array(s.length);
  for (let i = 0; i < s.length; i++) b[i] = s.charCodeAt(i);
  return b;
}

const decoder = new TextDecoder('gb18030');
/** What unpacked JSON says. */
export const json = (b: Uint8Array): unknown => JSON.parse(decoder.decode(b));

/** The number of a piece: that of its block in the page, and its place there. */
export const pieceAt = (block: number, place: number): number => block * 16 + place;
export const blockOf = (piece: number): number => piece >> 4;
export const placeOf = (piece: number): number => piece & 15;

type RawPiece = [id: string, heading: string | 0, text: string, columns?: number];
export type RawBlock = [
  path: string,
  title: string,
  kind: string,
  crumbs: string,
  section: string,
  owner: string,
  due: string,
  tags: string[],
  columns: string[],
  pieces: RawPiece[],
  blocks: number,
];

export function textBlock(raw: RawBlock): TextBlock {
  const [path, title, kind, crumbs, section, owner, due, tags, columns, pieces, blocks] = raw;
  const piece = ([anchor, heading, text, at]: RawPiece): Piece => ({ anchor, heading: heading === 0 ? title : heading, text, columns: at ? (columns[at - 1] ?? '') : undefined });
  return { path, title, kind, crumbs, section, owner, due, tags, pieces: pieces.map(piece), blocks };
}

interface RawManifest {
  g: string;
  k: string;
  n: number;
  a?: boolean;
  b?: string;
  l: string;
  t?: string;
  v?: string;
  y?: string;
  c?: { f: string; h: string };
  d?: { f: string; x?: number[]; p?: number[]; l: string; t?: string[] };
}

export function manifest(raw: unknown): Manifest {
  const { g, k, n, a, b, l, t, v, y, c, d } = raw as RawManifest;
  return {
    name: JSON.stringify([g, d, y, c]),
    generation: g,
    files: k,
    pages: n,
    small: a === true,
    bounds: b ?? '',
    lengths: l,
    pools: t ?? '',
    forms: v ?? '',
    synonyms: y ?? '',
    cards: c && { file: c.f, names: c.h },
    delta: d && { file: d.f, dead: d.x ?? [], places: d.p ?? [], lengths: d.l, texts: d.t ?? [] },
  };
}

/** The numbers of three bytes that base64 stands for. */
export function hashes(base64: string): Set<number> {
  const b = bytes(base64);
  const all = new Set<number>();
  for (let i = 0; i < b.length; i += 3) all.add((b[i]! << 16) | (b[i + 1]! << 8) | b[i + 2]!);
  return all;
}

/** How long pages and their titles are, as powers of two and of its root. */
export class Lengths {
  private readonly classes: Uint8Array;

  /** of: the pages of the generation, then those of its delta. */
  constructor(of: Uint8Array[], dead: Iterable<number> = []) {
    this.classes = new Uint8Array(of.reduce((n, b) => n + b.length, 0));
    let at = 0;
    for (const b of of) {
      this.classes.set(b, at);
      at += b.length;
    }
    for (const page of dead) this.classes[page] = 0;
  }

  get pages(): number {
    return this.classes.length;
  }

  /** Whether there is text in the page: not if it is gone. */
  has(page: number): boolean {
    return (this.classes[page] ?? 0) > 0;
  }

  /** About how many terms a page has. */
  text(page: number): number {
    return 2 ** ((this.classes[page] ?? 0) >> 4);
  }

  /** About how many characters its title has. */
  title(page: number): number {
    return 2 ** (((this.classes[page] ?? 0) & 15) / 2);
  }
}

/** Which file holds a text block, where one holds several. */
export class Pools {
  private readonly starts: number[] = []; // of each, in the order of pages and blocks

  constructor(b: Uint8Array) {
    const r = new Reader(b);
    for (let page = 0; r.p < b.length;) {
      const gap = r.uint();
      page += gap >> 1;
      this.starts.push(place(page, gap & 1 ? r.uint() : 0));
    }
  }

  of(page: number, block: number): number {
    let a = 0;
    let z = this.starts.length;
    while (a < z) {
      const m = (a + z) >> 1;
      if (this.starts[m]! <= place(page, block)) a = m + 1;
      else z = m;
    }
    return a - 1;
  }

  /** The page in which a pool begins. */
  first(pool: number): number {
    return Math.floor(this.starts[pool]! / 2 ** 20);
  }
}

const place = (page: number, block: number): number => page * 2 ** 20 + block;

/** The blocks of a pool that begins in a page, by page and number. */
export function pooled(raw: unknown, first: number): Map<string, TextBlock> {
  const all = raw as (number | RawBlock)[];
  const out = new Map<string, TextBlock>();
  for (let i = 0; i + 2 < all.length; i += 3) out.set(`${first + (all[i] as number)}-${all[i + 1] as number}`, textBlock(all[i + 2] as RawBlock));
  return out;
}

interface RawFacets {
  k: string[];
  s: string[];
  o: string[];
  t: string[];
  p: number[][];
}

export function facets(raw: unknown): Facets {
  const { k, s, o, t, p } = raw as RawFacets;
  return { kinds: k, sections: s, owners: o, tags: t, pages: p.map(([kind = 0, section = 0, owner = 0, ...tags]) => ({ kind, section, owner, tags })) };
}

interface RawPinyin {
  c: string;
  r: string[];
  b: string[];
}

/** The lists of an index and of its delta as one. */
export function pinyin(raw: unknown[]): Pinyin {
  const out: Pinyin = { readings: new Map(), next: new Map() };
  for (const { c, r, b } of raw as RawPinyin[]) {
    Array.from(c).forEach((char, i) => out.readings.set(char, (r[i] ?? '').split(' ')));
    for (const group of b) {
      const [first = '', ...rest] = Array.from(group);
      const list = out.next.get(first) ?? [];
      for (let i = 0; i + 1 < rest.length; i += 2) if (!list.some(p => p.second === rest[i])) list.push({ second: rest[i]!, weight: Number(rest[i + 1]) });
      out.next.set(first, list);
    }
  }
  return out;
}

class Reader {
  constructor(
    readonly b: Uint8Array,
    public p = 0,
  ) {}
  uint(): number {
    let v = 0;
    let k = 1;
    for (;;) {
      const x = this.b[this.p++] ?? 0;
      v += (x & 127) * k;
      if (x < 128) return v;
      k *= 128;
    }
  }
  /** The term after prev, both as code points. */
  term(prev: number[]): number[] {
    const h = this.b[this.p++] ?? 0;
    const same = h >> 4;
    let rest = h & 15;
    if (rest === 15) rest += this.uint();
    const t = prev.slice(0, same);
    for (let i = 0; i < rest; i++) {
      let v = this.uint();
      if (i === 0 && same < prev.length && same < 15) v += prev[same]!;
      t.push(v);
    }
    return t;
  }
}

/** A term on more than one of so many pages of a large site is wide, as in shard.go. */
const wideShare = 4;

/** A shard of terms and postings; the postings of a term are read when they are asked for. */
export class Shard {
  readonly terms: string[] = [];
  private readonly df: number[] = [];
  private readonly gapAt: number[] = [];
  private readonly pieceAt: number[] = [];
  private readonly r: Reader;

  /** pages: of a large site, where terms may be wide. */
  constructor(
    b: Uint8Array,
    private readonly pages = 0,
  ) {
    const r = (this.r = new Reader(b));
    const count = r.uint();
    const dict = r.uint();
    const counts = r.uint();
    const gaps = r.uint();
    const end = r.p + dict;
    let t: number[] = [];
    for (let i = 0; i < count; i++) {
      t = r.term(t);
      this.terms.push(t.length < 9 ? String.fromCodePoint(...t) : t.map(c => String.fromCodePoint(c)).join(''));
    }
    r.p = end;
    for (let i = 0; i < count; i++) this.df.push(r.uint());
    this.offsets(end + counts, end + counts + gaps);
  }

  // Finds where each term's streams begin.
  private offsets(gap: number, piece: number): void {
    const b = this.r.b;
    for (const n of this.df) {
      this.gapAt.push(gap);
      this.pieceAt.push(piece);
      if (this.wide(n)) {
        gap += (this.pages + 7) >> 3;
        const r = new Reader(b, piece);
        for (let headed = r.uint(); headed > 0; headed--) {
          r.uint();
          r.p = pastPieces(b, r.p);
        }
        piece = r.p;
        continue;
      }
      for (let i = 0; i < n; i++) {
        while (b[gap++]! > 127);
        piece = pastPieces(b, piece);
      }
    }
  }

  private wide(pages: number): boolean {
    return this.pages > 0 && wideShare * pages > this.pages;
  }

  // A bit for each page, then the pieces that have the term in their heading.
  private collectWide(i: number, weight: number, m: Postings, dead?: Set<number>): void {
    for (let page = 0; page < this.pages; page++) {
      if (!(this.r.b[this.gapAt[i]! + (page >> 3)]! & (1 << (page & 7))) || dead?.has(page)) continue;
      const place = { piece: somewhere, frequency: 1, heading: false, weight };
      const list = m.get(page);
      if (list) list.push(place);
      else m.set(page, [place]);
    }
    const r = new Reader(this.r.b, this.pieceAt[i]);
    for (let n = r.uint(), page = -1; n > 0; n--) {
      page += r.uint() + 1;
      places(r, weight, m.get(page)); // none if it is dead
    }
  }

  /** Place of the first term that is not before t. */
  seek(t: string): number {
    let a = 0;
    let z = this.terms.length;
    while (a < z) {
      const m = (a + z) >> 1;
      if (compare(this.terms[m]!, t) < 0) a = m + 1;
      else z = m;
    }
    return a;
  }

  /** Adds the postings of term i to m. Pages are counted from base; those that are dead are left out. */
  collect(i: number, weight: number, m: Postings, base: number, dead?: Set<number>): void {
    if (this.wide(this.df[i]!)) return this.collectWide(i, weight, m, dead);
    const gaps = new Reader(this.r.b, this.gapAt[i]);
    const pieces = new Reader(this.r.b, this.pieceAt[i]);
    let page = base - 1;
    for (let n = this.df[i]!; n > 0; n--) {
      page += gaps.uint() + 1;
      const skip = dead?.has(page);
      let list = m.get(page);
      if (!list && !skip) m.set(page, (list = []));
      places(pieces, weight, skip ? undefined : list);
    }
  }
}

/** Where the pieces end that begin at p. */
function pastPieces(b: Uint8Array, p: number): number {
  for (;;) {
    const more = b[p]! & 8;
    while (b[p++]! > 127);
    if (!more) return p;
  }
}

/** Reads the pieces of a page into a list, or past them. */
function places(r: Reader, weight: number, list?: Place[]): void {
  for (let piece = -1, v = 8; v & 8;) {
    v = r.uint();
    piece += Math.floor(v / 16) + 1;
    list?.push({ piece, frequency: frequencies[v & 3]!, heading: (v & 4) !== 0, weight });
  }
}

/** What the classes of frequency stand for: once, twice, 3 or 4 times, more often. */
const frequencies = [1, 2, 3.5, 7];
/** The class of a frequency. */
export const frequencyOf = (times: number): number => frequencies[times >= 5 ? 3 : times >= 3 ? 2 : times - 1]!;

/** A list of terms, in order. */
export function termList(b: Uint8Array): string[] {
  const r = new Reader(b);
  const out: string[] = [];
  for (let t: number[] = []; r.p < b.length;) {
    t = r.term(t);
    out.push(t.map(c => String.fromCodePoint(c)).join(''));
  }
  return out;
}
