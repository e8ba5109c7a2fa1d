// The files of the index: loading them with script tags, and reading them.
// The formats are described in generator/search/doc.go.

import { inflateSync } from 'fflate';
import { compare } from './fold';

/** [path, title, kind, crumbs, section, owner, due, tags, column names, pieces] */
export type Block = [string, string, string, string, string, string, string, string[], string[], Piece[]];
/** [id, heading or 0 if it is the title, text, 1 + place of the column names] */
export type Piece = [string, string | 0, string, number?];

export interface Manifest {
  g: string;
  n: number;
  a?: boolean;
  b?: string;
  l: string;
  v?: string;
  y?: string;
  c?: { f: string; h: string };
  d?: { f: string; x?: number[]; p?: number[]; l: string; t?: string[] };
}

/** Postings of one term: page -> [piece, flags, weight, …]. */
export type Postings = Map<number, number[]>;

export interface Facets {
  k: string[];
  s: string[];
  o: string[];
  t: string[];
  p: number[][];
}

export interface Pinyin {
  c: string;
  r: string[];
  b: string[];
}

/** A file that could not be loaded, after the retries. */
export class LoadError extends Error {}

function bytes(base64: string): Uint8Array {
  const s = atob(base64);
  const b = new Uint8Array(s.length);
  for (let i = 0; i < s.length; i++) b[i] = s.charCodeAt(i);
  return b;
}

// Left to itself fflate 0.8 takes 128 kB anew for each stream, which costs more
// than all else that is done with a file of a few kB (inflt in esm/browser.js).
let room = new Uint8Array(1 << 16);

/** The bytes of a payload. */
export function unpack(base64: string): Uint8Array {
  const b = bytes(base64);
  for (;;) {
    try {
      const out = inflateSync(b, { out: room });
      if (out.length < room.length) return out.slice();
    } catch (e) {
      if (!(e instanceof RangeError)) throw e; // what does not fit may also be thrown
    }
    room = new Uint8Array(2 * room.length);
  }
}
const decoder = new TextDecoder('gb18030');
/** What a payload of JSON holds. */
export const unpackJSON = (base64: string): unknown => JSON.parse(decoder.decode(unpack(base64)));

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

/** A shard of terms and postings; the postings of a term are read when they are asked for. */
export class Shard {
  readonly terms: string[] = [];
  private readonly df: number[] = [];
  private readonly gapAt: number[] = [];
  private readonly pieceAt: number[] = [];
  private readonly r: Reader;

  constructor(b: Uint8Array) {
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
      for (let i = 0; i < n; i++) {
        while (b[gap++]! > 127);
        for (;;) {
          const more = b[piece]! & 8;
          while (b[piece++]! > 127);
          if (!more) break;
        }
      }
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
    const gaps = new Reader(this.r.b, this.gapAt[i]);
    const pieces = new Reader(this.r.b, this.pieceAt[i]);
    let page = base - 1;
    for (let n = this.df[i]!; n > 0; n--) {
      page += gaps.uint() + 1;
      const skip = dead?.has(page);
      let list = m.get(page);
      if (!list && !skip) m.set(page, (list = []));
      for (let at = -1, v = 8; v & 8;) {
        v = pieces.uint();
        at += Math.floor(v / 16) + 1;
        if (!skip) list!.push(at, v & 7, weight);
      }
    }
  }
}

/** Words of the lexicon, in order. */
export function words(b: Uint8Array): string[] {
  const r = new Reader(b);
  const out: string[] = [];
  for (let t: number[] = []; r.p < b.length;) {
    t = r.term(t);
    out.push(t.map(c => String.fromCodePoint(c)).join(''));
  }
  return out;
}

/** Loads files by script tags; each is asked for once at a time, retried, and kept. */
export class Loader {
  private readonly waiting = new Map<string, Promise<void>>();
  private readonly got = new Map<string, unknown>();

  constructor(private readonly base: string) {}

  put(key: string, payload: unknown): void {
    this.got.set(key, payload);
  }

  /** The payload of a file; taken out of the store, since the caller keeps what it makes of it. */
  async get(key: string, query = ''): Promise<unknown> {
    for (let attempt = 0; ; attempt++) {
      try {
        await this.request(key, attempt ? `?retry=${attempt}` : query);
        break;
      } catch (e) {
        if (attempt === 2) throw e;
        await new Promise(next => setTimeout(next, 150 << (2 * attempt)));
      }
    }
    const payload = this.got.get(key);
    if (payload === undefined) {
      this.forget(key); // something else was served under its name: ask again next time
      throw new LoadError(key);
    }
    return payload;
  }

  /** A file that is on its way already. */
  expect(key: string, loading: Promise<void>): void {
    const w = loading.catch(() => {
      this.waiting.delete(key);
      throw new LoadError(key);
    });
    w.catch(() => undefined); // whoever waits for it is told
    this.waiting.set(key, w);
  }

  forget(key: string): void {
    this.got.delete(key);
    this.waiting.delete(key);
  }

  private request(key: string, query: string): Promise<void> {
    let w = this.waiting.get(key);
    if (!w) {
      w = new Promise<void>((done, fail) => {
        const s = document.createElement('script');
        s.src = `${this.base}${key.split('/').map(encodeURIComponent).join('/')}.js${query}`;
        s.onload = () => {
          s.remove();
          done();
        };
        s.onerror = () => {
          s.remove();
          this.waiting.delete(key);
          fail(new LoadError(key));
        };
        document.head.appendChild(s);
      });
      this.waiting.set(key, w);
    }
    return w;
  }
}
