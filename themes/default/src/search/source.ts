// Where postings and text come from: shards of a large site, or the whole text of
// a small one. Both answer alike.

import { compare, joiners } from './fold';
import { Loader, Shard, unpack, unpackJSON, words, type Block, type Facets, type Manifest, type Pinyin, type Postings } from './data';
import type { Spec } from './query';
import { ScanSource } from './scan';

export interface Source {
  /** Numbers of pages are below this. */
  readonly pages: number;
  /** How many pages there are. */
  readonly live: number;
  /** Words that mean one thing on this site: groups apart by line ends, words by tabs. */
  readonly synonyms: string;
  /** The file of the cards, and short hashes of what they are called. */
  readonly cards?: Manifest['c'];
  /** Where a page stands in the order of the site. */
  order(page: number): number;
  /** Length classes; 0 if the page is dead. Upper half text, lower half title. */
  length(page: number): number;
  /** Loads what the look-ups need; all: without a bound on the size of ranges. */
  fetch(specs: Spec[], all: boolean): Promise<void>;
  /** Whether all that a look-up needs is loaded. */
  has(spec: Spec): boolean;
  /** Postings from what is loaded. cut: a range was too large to be loaded whole. */
  postings(spec: Spec): { m: Postings; cut: boolean };
  block(page: number, no: number): Promise<Block>;
  /** Words that hold part (at their end only, if end), most alike first. */
  holding(part: string, end: boolean): Promise<Spec[]>;
  /** All words of letters, for typos. */
  lexicon(): Promise<string[]>;
  facets(): Promise<Facets>;
  pinyin(): Promise<Pinyin>;
  /** Which characters are read alike. */
  sounds(): Promise<string>;
  /** Forms of characters; all: of those too that the site does not have. */
  variants(all: boolean): Promise<string>;
}

/** Shards that a range of terms may take before more hits are wanted. */
const rangeShards = 4;

const dash = (page: number, block: number) => `t/${page >> 8}/${page}-${block}`;

class ShardSource implements Source {
  readonly pages: number;
  readonly live: number;
  readonly synonyms: string;
  readonly cards: Manifest['c'];
  private readonly bounds: string[];
  private readonly lengths: Uint8Array;
  private readonly shards = new Map<number, Shard>();
  private readonly deltas: Shard[] = []; // none or one
  private readonly dead: Set<number>;
  private readonly kept = new Map<string, Promise<unknown>>();

  constructor(
    private readonly m: Manifest,
    private readonly loader: Loader,
  ) {
    this.synonyms = m.y ?? '';
    this.cards = m.c;
    this.bounds = m.b ? m.b.split('\t') : [];
    const own = unpack(m.l);
    const delta = m.d ? unpack(m.d.l) : new Uint8Array(0);
    this.lengths = new Uint8Array(own.length + delta.length);
    this.lengths.set(own);
    this.lengths.set(delta, own.length);
    this.pages = this.lengths.length;
    this.dead = new Set(m.d?.x);
    for (const page of this.dead) this.lengths[page] = 0;
    this.live = this.pages - this.dead.size;
  }

  async open(): Promise<this> {
    if (this.m.d) this.deltas.push(new Shard(await this.file(`d/${this.m.d.f}`, unpack)));
    return this;
  }

  order(page: number): number {
    const i = page - this.m.n;
    return i < 0 ? page : (this.m.d?.p?.[i] ?? 0) - 0.5 + i / 1e6;
  }

  length(page: number): number {
    return this.lengths[page] ?? 0;
  }

  // Place of the shard in which a term would stand.
  private place(t: string): number {
    let a = 0;
    let z = this.bounds.length;
    while (a < z) {
      const m = (a + z) >> 1;
      if (compare(this.bounds[m]!, t) <= 0) a = m + 1;
      else z = m;
    }
    return a;
  }

  private range(s: Spec): [number, number] {
    const from = this.place(s.t);
    return [from, s.prefix ? this.place(s.t + '\u{10ffff}') : from];
  }

  async fetch(specs: Spec[], all: boolean): Promise<void> {
    const need = new Set<number>();
    for (const s of specs) {
      const [a, z] = this.range(s);
      for (let i = a; i <= z && (all || i < a + rangeShards); i++) if (!this.shards.has(i)) need.add(i);
    }
    await Promise.all([...need].map(async i => this.shards.set(i, new Shard(await this.file(`s/${i}`, unpack)))));
  }

  has(s: Spec): boolean {
    const [a, z] = this.range(s);
    for (let i = a; i <= z && i < a + rangeShards; i++) if (!this.shards.has(i)) return false;
    return true;
  }

  postings(s: Spec): { m: Postings; cut: boolean } {
    const m: Postings = new Map();
    const [a, z] = this.range(s);
    let cut = false;
    for (let i = a; i <= z; i++) {
      const shard = this.shards.get(i);
      if (shard) this.add(shard, s, m, 0, this.dead);
      else cut = true;
    }
    for (const d of this.deltas) this.add(d, s, m, this.m.n);
    return { m, cut };
  }

  private add(shard: Shard, s: Spec, m: Postings, base: number, dead?: Set<number>): void {
    for (let i = shard.seek(s.t); i < shard.terms.length; i++) {
      const t = shard.terms[i]!;
      if (s.prefix ? !t.startsWith(s.t) : t !== s.t) break;
      shard.collect(i, t === s.t ? 1 : 0.55 + (0.45 * s.t.length) / t.length, m, base, dead);
    }
  }

  block(page: number, no: number): Promise<Block> {
    const delta = this.m.d?.t?.[page - this.m.n];
    return this.file(delta === undefined ? dash(page, no) : `d/${delta}-${no}`, p => unpackJSON(p) as Block);
  }

  async holding(part: string, end: boolean): Promise<Spec[]> {
    const digits = /\p{N}/u.test(part);
    const lists = digits ? [this.words('y')] : end ? [this.words('x')] : [this.words('x'), this.words('y')];
    const all = (await Promise.all(lists)).concat(this.deltas.map(d => d.terms.filter(t => !isRun(t))));
    return alike(new Set(all.flat()), part, end);
  }

  async lexicon(): Promise<string[]> {
    return (await this.words('x')).concat(...this.deltas.map(d => d.terms.filter(t => !isRun(t) && /^\p{L}{3}/u.test(t))));
  }

  private words(name: string): Promise<string[]> {
    return this.file(name, p => words(unpack(p)));
  }

  async facets(): Promise<Facets> {
    const [own, delta] = await this.both(x => unpackJSON(x) as Facets, 'f');
    if (!delta) return own;
    const all: Facets = { k: [...own.k], s: [...own.s], o: [...own.o], t: [...own.t], p: own.p.map((row, i) => (this.dead.has(i) ? [] : row)) };
    const lists = [all.k, all.s, all.o, all.t];
    const names = [delta.k, delta.s, delta.o, delta.t];
    for (const row of delta.p) all.p.push(row.map((v, i) => placeOf(lists[Math.min(i, 3)]!, names[Math.min(i, 3)]![v] ?? '')));
    return all;
  }

  async pinyin(): Promise<Pinyin> {
    const [own, delta] = await this.both(x => unpackJSON(x) as Pinyin, 'p');
    return delta ? { c: own.c + delta.c, r: [...own.r, ...delta.r], b: [...own.b, ...delta.b] } : own;
  }

  sounds(): Promise<string> {
    return this.file('h', x => unpackJSON(x) as string);
  }

  async variants(all: boolean): Promise<string> {
    if (!all && !this.m.d) return this.m.v ?? ''; // a delta may have brought forms that the manifest does not know
    return (await this.both(x => unpackJSON(x) as string, 'v')).join(' ');
  }

  /** A file of the index and its like in the delta, if there is one. */
  private both<T>(read: (payload: string) => T, name: string): Promise<[T, T?]> {
    const own = this.file(name, read);
    return this.m.d ? Promise.all([own, this.file(`d/${this.m.d.f}-${name}`, read)]) : own.then(v => [v]);
  }

  /** A file of this generation, read once; a failure is not kept. */
  private file<T>(name: string, read: (payload: string) => T): Promise<T> {
    let p = this.kept.get(name) as Promise<T> | undefined;
    if (!p) {
      const key = `${this.m.g}/${name}`;
      p = this.loader.get(key).then(payload => {
        this.loader.forget(key);
        return read(payload as string);
      });
      this.kept.set(name, p);
      p.catch(() => this.kept.delete(name));
    }
    return p;
  }
}

function placeOf(list: string[], name: string): number {
  const i = list.indexOf(name);
  return i < 0 ? list.push(name) - 1 : i;
}

const isRun = (t: string) => [...joiners, '#'].some(c => t.includes(c));

/** Look-ups for the words that hold part, shortest first: most alike, and most often meant. */
export function alike(all: Iterable<string>, part: string, end: boolean): Spec[] {
  const found: string[] = [];
  for (const w of all) if (w.length > part.length && (end ? w.endsWith(part) : w.indexOf(part, 1) > 0)) found.push(w);
  found.sort((a, b) => a.length - b.length || compare(a, b));
  return found.map(t => ({ t, prefix: false }));
}

/** Opens the index that a manifest describes. */
export async function openSource(m: Manifest, loader: Loader): Promise<Source> {
  if (!m.a) return new ShardSource(m, loader).open();
  return new ScanSource(m, loader);
}
