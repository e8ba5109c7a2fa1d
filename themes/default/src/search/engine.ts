// The engine of a page: the index it has opened, the answers it has given.

import type { Options, Result } from './answer';
import type { Filter, World } from './asking';
import { marksIn } from './excerpt';
import type { Variants } from './fallback';
import type { Counts } from './filter';
import { closed, fold } from './fold';
import type { Site } from './hit';
import type { Syllables } from './pinyin';
import { LoadError, Loader } from './loader';
import type { More } from './more';
import { ofPeriod } from './period';
import { parse, type Filters, type Query } from './query';
import { Run } from './run';
import { firstHits, glimpse, screen } from './screen';
import type { Sounds } from './sounds';
import { ShardSource } from './shards';
import type { Source } from './source';
import { manifest, type Manifest, type TextBlock } from './wire';

/** Options with the limit that holds. */
type Wanted = Options & { limit: number };

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
    this.loader = new Loader(where.root + where.index.replace(/[^/]*$/, ''), () => this.more().then(m => m.inflate));
  }

  /** The answer to a query; never fails because of what was typed, only when the index cannot be loaded. */
  search(query: string, options?: Options): Promise<Result> {
    const limit = Math.min(1e6, Math.max(1, Math.floor(Number(options?.limit ?? 10)) || 10)); // scripts may say anything
    const wanted = { ...options, limit };
    return this.renewed()?.then(() => this.ask(query, wanted)) ?? this.ask(query, wanted);
  }

  private ask(query: string, options: Wanted): Promise<Result> {
    const { limit, kind, section, tag, owner, typing, first } = options;
    const key = JSON.stringify([query, limit, kind, section, tag, owner, typing, first]);
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
    return m.small ? this.more().then(more => new more.ScanSource(m, this.loader).open()) : new ShardSource(m, this.loader).open();
  }

  /** The name of the index, for reports. */
  get generationName(): string {
    return this.generation;
  }

  /** Counts the pages of an answer by what they can be filtered by. */
  async counts(r: Result): Promise<Counts> {
    const [more, facets] = await Promise.all([this.more(), this.open().then(src => src.facets())]);
    return more.counts(facets, this.pages.get(r) ?? []);
  }

  /** The pages of each answer, for its counts. */
  readonly pages = new WeakMap<Result, number[]>();

  private async answer(line: string, options: Wanted): Promise<Result> {
    const src = await this.open();
    const q = parse(line);
    const { kind, section, tag, owner } = options;
    const plain = q.asked.length === 0 && !q.pasted && q.parts.length > 0 && !kind && !section && !tag && !owner;
    const dated = ofPeriod(q.text); // what is called so leads, and is not known from look-ups alone
    const first = plain && options.first && (await this.first(src, q, options, dated));
    if (first) return { ...first, rest: () => this.rest(line, options, first) };
    const filter = plain ? {} : await this.filter(src, q, { kind, section, tag, owner });
    // What a first screen did not find in the texts that it may read is looked for in all of them.
    const run = new Run(this, src, q, options.limit, options.typing ? options : { ...options, first: false }, filter);
    if (!plain) await (await this.more()).answered(run);
    else {
      const enough = await run.literal();
      if (!enough || dated) await (await this.more()).further(run, enough);
    }
    return run.answer();
  }

  // A first screen; nothing if the query must be answered in full.
  private async first(src: Source, q: Query, options: Wanted, dated: boolean): Promise<Result | undefined> {
    const run = new Run(this, src, q, Math.min(firstHits, options.limit), options);
    if (options.typing) await glimpse(run);
    else if (dated) await (await this.more()).firstOfPeriod(run, options.limit);
    else await screen(run);
    if (run.read.length === 0 && (!options.typing || run.candidates.length === run.failed.size)) return undefined;
    return { ...run.answer(), loading: options.typing };
  }

  // What is shown stays where it is.
  private async rest(line: string, options: Wanted, first: Result): Promise<Result> {
    const all = await this.search(line, { ...options, first: false, typing: false });
    const shown = new Set(first.hits.map(h => h.path));
    const hits = [...first.hits, ...all.hits.filter(h => !shown.has(h.path))].slice(0, options.limit);
    const r = { ...all, hits, total: Math.max(all.total, hits.length) };
    this.pages.set(r, this.pages.get(all) ?? []);
    return r;
  }

  private async filter(src: Source, q: Query, chosen: Filters): Promise<Filter> {
    const [more, facets] = await Promise.all([this.more(), src.facets()]);
    return more.filtered(facets, q, chosen);
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
    return this.loader.get(key).then(p => this.loader.unpackJSON(p as string));
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
