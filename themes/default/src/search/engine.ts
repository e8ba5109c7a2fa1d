// The engine of a page: the index it has opened, the answers it has given.

import type { Options, Result } from './answer';
import type { World } from './asking';
import type { Variants } from './fallback';
import { marksIn } from './excerpt';
import { text } from '../texts';
import { closed, fold } from './fold';
import type { Site } from './hit';
import type { Syllables } from './pinyin';
import { LoadError, Loader } from './loader';
import type { More } from './more';
import { parse, type Filters, type Query } from './query';
import { Run } from './run';
import type { Sounds } from './sounds';
import { ScanSource } from './scan';
import { ShardSource } from './shards';
import type { Source } from './source';
import { manifest, unpackJSON, type Manifest, type PageFacets, type TextBlock } from './wire';

/** How many hits have which kind, section, tag and owner; most first. */
export type Counts = Record<'kind' | 'section' | 'tag' | 'owner', [string, number][]>;

/** Options with the limit that holds. */
type Wanted = Options & { limit: number };

/** Opens the index that a manifest describes. */
async function openSource(m: Manifest, loader: Loader): Promise<Source> {
  return m.small ? new ScanSource(m, loader) : new ShardSource(m, loader).open();
}

export class Engine implements World {
  readonly loader: Loader;
  private source?: Promise<Source>;
  private generation = '';
  private name = ''; // of the index, with what changed since
  private known = 0; // when the manifest was asked for, ms
  private stale = false;
  private renewing?: Promise<void>;
  private readonly answers = new Map<string, Promise<Result>>();
  private readonly folded = new WeakMap<TextBlock, string[]>();
  private variants: Promise<Variants>[] = [];
  private syllables?: Promise<Syllables>;
  private heard?: Promise<Sounds>; // no part of an index: kept for the next one

  constructor(
    readonly where: Site,
    private readonly load: () => Promise<More>,
  ) {
    this.loader = new Loader(where.root + where.index.replace(/[^/]*$/, ''));
  }

  /** The answer to a query; never fails because of what was typed, only when the index cannot be loaded. */
  search(query: string, options?: Options): Promise<Result> {
    const limit = Math.min(1e6, Math.max(1, Math.floor(Number(options?.limit ?? 10)) || 10)); // scripts may say anything
    const wanted = { ...options, limit };
    return this.renewed()?.then(() => this.ask(query, wanted)) ?? this.ask(query, wanted);
  }

  private ask(query: string, options: Wanted): Promise<Result> {
    const { limit, kind, section, tag, owner, typing } = options;
    const key = JSON.stringify([query, limit, kind, section, tag, owner, typing]);
    let answer = this.answers.get(key);
    if (!answer) {
      answer = this.fresh(String(query ?? ''), options);
      this.answers.set(key, answer);
      if (this.answers.size > 60) this.answers.delete(this.answers.keys().next().value!);
      answer.catch(() => this.answers.delete(key));
    }
    return answer;
  }

  // A failing file may mean that the site was built anew: the manifest is asked again, once.
  private async fresh(query: string, options: Wanted): Promise<Result> {
    try {
      return await this.answer(query, options);
    } catch (e) {
      const before = this.name;
      if (!(e instanceof LoadError) || !before) throw e;
      this.reset();
      await this.open(`?again=${Date.now()}`);
      if (this.name === before) throw e;
      return this.answer(query, options);
    }
  }

  private reset(): void {
    this.source = this.syllables = undefined;
    this.variants = [];
    this.loader.forget('manifest');
  }

  /** Loads the manifest. */
  open(query = ''): Promise<Source> {
    if (!this.source) {
      this.known = Date.now();
      this.source = this.loader.get('manifest', query || `?t=${Math.floor(Date.now() / 60000)}`).then(raw => this.opened(manifest(raw)));
      this.source.catch(() => this.reset());
    }
    return this.source;
  }

  private opened(m: Manifest): Promise<Source> {
    this.name = m.name;
    this.generation = m.generation;
    return openSource(m, this.loader);
  }

  /** The name of the index, for reports. */
  get generationName(): string {
    return this.generation;
  }

  /** Counts the pages of an answer by what they can be filtered by. */
  async counts(r: Result): Promise<Counts> {
    const f = await (await this.open()).facets();
    const pages = (this.pages.get(r) ?? []).map(page => f.pages[page]);
    const most = (names: string[], of: (p: PageFacets) => number[]): [string, number][] => {
      const n = new Array<number>(names.length).fill(0);
      for (const p of pages) for (const i of p ? of(p) : []) n[i]!++;
      const counts = names.map((name, i): [string, number] => [name, n[i]!]);
      return counts.filter(([name, k]) => name !== '' && k > 0).sort((x, y) => y[1] - x[1]);
    };
    return { kind: most(f.kinds, p => [p.kind]), section: most(f.sections, p => [p.section]), tag: most(f.tags, p => p.tags), owner: most(f.owners, p => [p.owner]) };
  }

  /** The pages of each answer, for its counts. */
  readonly pages = new WeakMap<Result, number[]>();

  private async answer(line: string, options: Wanted): Promise<Result> {
    const src = await this.open();
    const q = parse(line);
    const filters: Filters = { kind: options.kind, section: options.section, tag: options.tag, owner: options.owner };
    const [allowed, chosen] = await this.allowed(src, q, filters);
    const run = new Run(this, () => this.more(), src, q, options.limit, options, allowed, chosen);
    return run.result();
  }

  // Turns kind:faq and the like, and the filters chosen, into a test over pages, and
  // the latter into one more; what names no facet is text.
  private async allowed(src: Source, q: Query, f: Filters): Promise<((page: number) => boolean)[]> {
    if (q.asked.length === 0 && !f.kind && !f.section && !f.tag && !f.owner) return [];
    const [facets] = await Promise.all([src.facets(), q.asked.length > 0 && this.more()]); // which knows what kinds are called
    const lists = { kind: facets.kinds, section: facets.sections, owner: facets.owners, tag: facets.tags };
    const tests: ((p: PageFacets) => boolean)[] = [];
    const add = (filter: keyof Filters, value: string, exact: boolean): boolean => {
      const want = new Set<number>();
      lists[filter].forEach((name, i) => {
        if (exact ? name === value : [name, filter === 'kind' ? text(`search.kind.${name}`) : ''].some(n => n !== '' && fold(n).includes(fold(value)))) want.add(i);
      });
      if (want.size === 0 && !exact) return false;
      tests.push(p => (filter === 'tag' ? p.tags.some(t => want.has(t)) : want.has(p[filter])));
      return true;
    };
    const chosen = tests.slice();
    for (const a of q.asked) if (!add(a.filter, a.value, false)) q.parts.push(a.part);
    return [tests, chosen].map(all => page => {
      const p = facets.pages[page];
      return all.length === 0 || (p !== undefined && all.every(t => t(p)));
    });
  }

  /** The folded text of the pieces of a block. */
  foldedPieces(b: TextBlock): string[] {
    let f = this.folded.get(b);
    if (!f) {
      f = b.pieces.map(({ heading, text, columns }, i) => closed(fold(`${heading}\n${text}${columns ? '\n' + columns : ''}${i === 0 ? '\n' + b.tags.join('\n') : ''}`)));
      this.folded.set(b, f);
    }
    return f;
  }

  /** Forms of characters; all: of those too that the site does not have. */
  variantForms(src: Source, all: boolean): Promise<Variants> {
    const i = Number(all);
    const v = (this.variants[i] ??= Promise.all([this.more(), src.variants(all)]).then(([m, t]) => new m.Variants(t)));
    v.catch(() => delete this.variants[i]);
    return v;
  }

  /** What is loaded when a query needs more than look-ups. */
  more(): Promise<More> {
    return this.load().catch(() => {
      throw new LoadError('more');
    });
  }

  /** Which characters sound alike, made of the table once. */
  sounds(src: Source, make: (table: string) => Sounds): Promise<Sounds> {
    this.heard ??= src.sounds().then(make);
    this.heard.catch(() => (this.heard = undefined));
    return this.heard;
  }

  pinyin(src: Source): Promise<Syllables> {
    this.syllables ??= Promise.all([this.more(), src.pinyin()]).then(([m, p]) => new m.Syllables(p));
    this.syllables.catch(() => (this.syllables = undefined));
    return this.syllables;
  }

  /** A file of the index that holds JSON, and the folded form of a text: for search-ui.js, which has no means of its own. */
  file(key: string): Promise<unknown> {
    return this.loader.get(key).then(p => unpackJSON(p as string));
  }
  fold(text: string): string {
    return fold(text);
  }

  /** Where the words of an answer stand in a text. */
  marks(text: string, words: string[]): [number, number][] {
    return marksIn(text, words);
  }

  /** Loads the manifest, anew if it is older than a minute; a query says so if that fails. */
  freshen(): void {
    if (!this.source) this.open().catch(() => undefined);
    else if (Date.now() - this.known > 60_000) this.stale = true;
    void this.renewed();
  }

  /** The index may be another now: the next query looks. */
  renew(): void {
    this.stale = true;
  }

  // Asks for the manifest again if it may be another, and opens that.
  private renewed(): Promise<void> | undefined {
    if (this.stale && this.source) this.renewing = this.reopen(this.source).finally(() => (this.renewing = undefined));
    this.stale = false;
    return this.renewing;
  }

  private async reopen(source: Promise<Source>): Promise<void> {
    this.known = Date.now();
    await source.catch(() => undefined);
    this.loader.forget('manifest');
    const raw = await this.loader.get('manifest', `?again=${Date.now()}`).catch(() => undefined);
    if (!raw) return;
    const m = manifest(raw);
    if (m.name === this.name) return;
    this.reset();
    this.answers.clear();
    this.source = this.opened(m);
    this.source.catch(() => this.reset());
  }
}
