// A large site: shards of terms and text blocks, loaded as they are needed.

import { compare, joiners } from './fold';
import type { Loader } from './loader';
import { Names } from './names';
import type { Spec } from './query';
import { alike, begun, type Source } from './source';
import { facets, Lengths, pinyin, pooled, Pools, Shard, textBlock, termList, type Facets, type Manifest, type Pinyin, type Postings, type RawBlock, type TextBlock } from './wire';

export class ShardSource implements Source {
  pages = 0;
  live = 0;
  readonly synonyms: string;
  readonly cards: Manifest['cards'];
  lengths = new Lengths([]);
  private bounds: string[] = [];
  private names = new Names(new Uint8Array(0));
  private pools?: Pools;
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
  }

  async open(): Promise<this> {
    const { bounds, lengths, pools, delta } = this.m;
    const unpack = (payload: string) => this.loader.unpack(payload);
    const [begin, ...classes] = await Promise.all([bounds ? unpack(bounds) : new Uint8Array(0), unpack(lengths), ...(delta ? [unpack(delta.lengths)] : [])]);
    this.bounds = termList(begin!);
    this.names = new Names(await unpack(this.m.files));
    if (pools) this.pools = new Pools(await unpack(pools));
    this.lengths = new Lengths(classes, this.dead);
    this.pages = this.lengths.pages;
    this.live = this.pages - this.dead.size;
    if (delta) this.deltas.push(await this.bytes(`d/${delta.file}`, b => new Shard(b)));
    return this;
  }

  order(page: number): number {
    const i = page - this.m.pages;
    return i < 0 ? page : (this.m.delta?.places[i] ?? 0) - 0.5 + i / 1e6;
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

  async fetch(specs: Spec[], shards: number): Promise<void> {
    const need = new Set<number>();
    for (const s of specs) {
      const [a, z] = this.range(s);
      for (let i = a; i <= z && i < a + shards; i++) if (!this.shards.has(i)) need.add(i);
    }
    await Promise.all([...need].map(async i => this.shards.set(i, await this.bytes(this.names.shard(i), b => new Shard(b, this.pools ? this.m.pages : 0)))));
  }

  has(s: Spec, shards: number): boolean {
    const [a, z] = this.range(s);
    for (let i = a; i <= z && i < a + shards; i++) if (!this.shards.has(i)) return false;
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
      shard.collect(i, begun(s.t.length, t.length), m, base, dead);
    }
  }

  async block(page: number, no: number): Promise<TextBlock> {
    const name = this.blockName(page, no);
    if (!this.pools || page >= this.m.pages) return this.json(name, raw => textBlock(raw as RawBlock));
    const first = this.pools.first(this.pools.of(page, no));
    return (await this.json(name, raw => pooled(raw, first))).get(`${page}-${no}`)!;
  }

  hasBlock(page: number, no: number): boolean {
    return this.kept.has(this.blockName(page, no));
  }

  private blockName(page: number, no: number): string {
    if (page >= this.m.pages) return `d/${this.m.delta?.texts[page - this.m.pages]}-${no}`;
    const of = (i: number) => this.names.text(this.bounds.length + 1, i);
    return this.pools ? of(this.pools.of(page, no)) : `${of(page)}-${no}`;
  }

  async holding(part: string, end: boolean): Promise<Spec[]> {
    const lists = /\p{N}/u.test(part) ? [this.words('y')] : [this.words('x'), this.words('y')];
    const all = (await Promise.all(lists)).concat(this.deltas.map(d => d.terms.filter(t => !isRun(t))));
    return alike(new Set(all.flat()), part, end);
  }

  async lexicon(): Promise<string[]> {
    return (await this.words('x')).concat(...this.deltas.map(d => d.terms.filter(t => !isRun(t) && /^\p{L}{3}/u.test(t))));
  }

  private words(name: string): Promise<string[]> {
    return this.bytes(this.names.single(name), termList);
  }

  async facets(): Promise<Facets> {
    const [own, delta] = await this.both(facets, 'f');
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
    return pinyin(await this.both(raw => raw, 'p'));
  }

  sounds(): Promise<string> {
    return this.json(this.names.single('h'), raw => raw as string);
  }

  async variants(all: boolean): Promise<string> {
    if (!all && !this.m.delta) return this.m.forms; // a delta may have brought forms that the manifest does not know
    return (await this.both(raw => raw as string, 'v')).join(' ');
  }

  /** A file of the index and its like in the delta, if there is one. */
  private both<T>(read: (raw: unknown) => T, name: string): Promise<[T, T?]> {
    const own = this.json(this.names.single(name), read);
    return this.m.delta ? Promise.all([own, this.json(`d/${this.m.delta.file}-${name}`, read)]) : own.then(v => [v]);
  }

  private bytes<T>(name: string, read: (b: Uint8Array) => T): Promise<T> {
    return this.file(name, async payload => read(await this.loader.unpack(payload)));
  }

  private json<T>(name: string, read: (raw: unknown) => T): Promise<T> {
    return this.file(name, async payload => read(await this.loader.unpackJSON(payload)));
  }

  /** A file, read once; a failure is not kept. */
  private file<T>(name: string, read: (payload: string) => Promise<T>): Promise<T> {
    let p = this.kept.get(name) as Promise<T> | undefined;
    if (!p) {
      p = this.loader.get(name).then(payload => {
        this.loader.forget(name);
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
