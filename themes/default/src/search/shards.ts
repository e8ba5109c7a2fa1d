// A large site: shards of terms and text blocks, loaded as they are needed.

import { compare, joiners } from './fold';
import type { Loader } from './loader';
import type { Spec } from './query';
import { alike, type Source } from './source';
import {
  facets,
  Lengths,
  pinyin,
  Shard,
  textBlock,
  unpack,
  unpackJSON,
  words,
  type Facets,
  type Manifest,
  type Pinyin,
  type Postings,
  type RawBlock,
  type TextBlock,
} from './wire';

/** Shards that a range of terms may take before more hits are wanted. */
const rangeShards = 4;

const dash = (page: number, block: number) => `t/${page >> 8}/${page}-${block}`;

export class ShardSource implements Source {
  readonly pages: number;
  readonly live: number;
  readonly synonyms: string;
  readonly cards: Manifest['cards'];
  readonly lengths: Lengths;
  private readonly shards = new Map<number, Shard>();
  private readonly deltas: Shard[] = []; // none or one
  private readonly dead: Set<number>;
  private readonly kept = new Map<string, Promise<unknown>>();

  constructor(
    private readonly m: Manifest,
    private readonly loader: Loader,
  ) {
    this.synonyms = m.synonyms;
    this.cards = m.cards;
    this.dead = new Set(m.delta?.dead);
    this.lengths = new Lengths([unpack(m.lengths), ...(m.delta ? [unpack(m.delta.lengths)] : [])], this.dead);
    this.pages = this.lengths.pages;
    this.live = this.pages - this.dead.size;
  }

  async open(): Promise<this> {
    if (this.m.delta) this.deltas.push(new Shard(await this.file(`d/${this.m.delta.file}`, unpack)));
    return this;
  }

  order(page: number): number {
    const i = page - this.m.pages;
    return i < 0 ? page : (this.m.delta?.places[i] ?? 0) - 0.5 + i / 1e6;
  }

  // Place of the shard in which a term would stand.
  private place(t: string): number {
    let a = 0;
    let z = this.m.bounds.length;
    while (a < z) {
      const m = (a + z) >> 1;
      if (compare(this.m.bounds[m]!, t) <= 0) a = m + 1;
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
    for (const d of this.deltas) this.add(d, s, m, this.m.pages);
    return { m, cut };
  }

  private add(shard: Shard, s: Spec, m: Postings, base: number, dead?: Set<number>): void {
    for (let i = shard.seek(s.t); i < shard.terms.length; i++) {
      const t = shard.terms[i]!;
      if (s.prefix ? !t.startsWith(s.t) : t !== s.t) break;
      shard.collect(i, t === s.t ? 1 : 0.55 + (0.45 * s.t.length) / t.length, m, base, dead);
    }
  }

  block(page: number, no: number): Promise<TextBlock> {
    const delta = this.m.delta?.texts[page - this.m.pages];
    return this.file(delta === undefined ? dash(page, no) : `d/${delta}-${no}`, p => textBlock(unpackJSON(p) as RawBlock));
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
    const [own, delta] = await this.both(x => facets(unpackJSON(x)), 'f');
    if (!delta) return own;
    const all: Facets = {
      kinds: [...own.kinds],
      sections: [...own.sections],
      owners: [...own.owners],
      tags: [...own.tags],
      pages: own.pages.map((p, i) => (this.dead.has(i) ? undefined : p)),
    };
    for (const p of delta.pages) {
      all.pages.push(
        p && {
          kind: placeIn(all.kinds, delta.kinds[p.kind]),
          section: placeIn(all.sections, delta.sections[p.section]),
          owner: placeIn(all.owners, delta.owners[p.owner]),
          tags: p.tags.map(t => placeIn(all.tags, delta.tags[t])),
        },
      );
    }
    return all;
  }

  async pinyin(): Promise<Pinyin> {
    return pinyin(await this.both(unpackJSON, 'p'));
  }

  sounds(): Promise<string> {
    return this.file('h', x => unpackJSON(x) as string);
  }

  async variants(all: boolean): Promise<string> {
    if (!all && !this.m.delta) return this.m.forms; // a delta may have brought forms that the manifest does not know
    return (await this.both(x => unpackJSON(x) as string, 'v')).join(' ');
  }

  /** A file of the index and its like in the delta, if there is one. */
  private both<T>(read: (payload: string) => T, name: string): Promise<[T, T?]> {
    const own = this.file(name, read);
    return this.m.delta ? Promise.all([own, this.file(`d/${this.m.delta.file}-${name}`, read)]) : own.then(v => [v]);
  }

  /** A file of this generation, read once; a failure is not kept. */
  private file<T>(name: string, read: (payload: string) => T): Promise<T> {
    let p = this.kept.get(name) as Promise<T> | undefined;
    if (!p) {
      const key = `${this.m.generation}/${name}`;
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

function placeIn(list: string[], name = ''): number {
  const i = list.indexOf(name);
  return i < 0 ? list.push(name) - 1 : i;
}

const isRun = (t: string) => [...joiners, '#'].some(c => t.includes(c));
