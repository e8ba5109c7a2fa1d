// One query: look up, rank, read the text of the best pages. What is tried while
// there are too few hits is in further.ts.

import type { Options, Result } from './answer';
import type { Asking, Filter, World } from './asking';
import { closed, fold, opened } from './fold';
import { hit, type Read } from './hit';
import { find, piecesOf, rank, Tier, unsaid, type Candidate, type Found, type PartHits } from './match';
import { newestFirst } from './newest';
import type { Alt, Query, Spec } from './query';
import { rangeShards, type Source } from './source';
import { blockOf, pieceAt, placeOf, somewhere, type Postings } from './wire';

/** How long a query waits for parts of the index before it shows what it has, in ms. */
const slow = 500;

/** How many pieces are read to see whether an excluded word stands there. */
const mostLooks = 40;

/** How many texts without the query are read for a first screen, where the index does not tell in which pieces a term stands. */
const mostUnsaid = 60;

/** After so many pages that were read in vain, more of the index is loaded: it tells which others need not be read. */
const manyFailed = 6;

/** A code without what separates its parts. */
const bare = (code: string): string => code.replace(/[-_ ]/g, '');

/** Whether a line, such as "incident INC-261102-01", ends with what is asked for after its name. */
const fact = (line: string, same: (value: string) => boolean): boolean => same(line.replace(/^\S+[ \t]/, ''));

/** Why a candidate is not shown: its text says so, or was not read. */
type Unproved = 'none' | 'unread';

/** The units of the ways in which the parts may stand in a page. */
const unitsOf = (c: Candidate): Spec[] => c.parts.flatMap(f => f.alts.flatMap(w => w.alt.units ?? []));

/** One query being answered. */
export class Run implements Asking {
  readonly hits: PartHits[];
  readonly words: string[];
  candidates: Candidate[] = [];
  read: Read[] = [];
  readonly failed = new Set<number>();
  unread = 0;
  most = Infinity;
  cut = false;
  suggest?: string;
  readonly via: string[] = [];
  partial = false;
  worth?: Asking['worth'];
  texts = Infinity;
  least = 0;
  /** Not all terms of the query are loaded. */
  partly = false;
  private vain = Infinity; // how many more texts may turn out not to hold the query

  constructor(
    readonly world: World,
    readonly src: Source,
    readonly q: Query,
    public limit: number,
    readonly options: Options,
    readonly filter: Filter = {},
  ) {
    this.hits = q.parts.map(() => new Map());
    this.words = q.parts.map(p => p.text);
  }

  other(q: Query, options: Options, filter: Filter): Run {
    return new Run(this.world, this.src, q, this.limit, options, filter);
  }

  async literal(): Promise<boolean> {
    await this.look();
    return this.rankAndRead();
  }

  /** The look-ups of the query as it is typed. */
  async look(): Promise<void> {
    const { parts, not } = this.q;
    await this.loaded(
      [...parts, ...not].flatMap(p => p.specs),
      rangeShards,
    );
    this.hits.forEach(h => h.clear());
    parts.forEach((p, i) => (this.cut = find(this.src, p, Tier.literal, this.hits[i]!).cut || this.cut));
  }

  /** Loads what look-ups need. If that is slow, what is loaded already is shown meanwhile. */
  async loaded(specs: Spec[], shards: number): Promise<void> {
    const loading = this.src.fetch(specs, shards);
    if (this.options.onPartial) await this.early(loading);
    await loading;
  }

  // Shows what the loaded shards say when the others are slow: every hit is read, so none is wrong.
  private async early(loading: Promise<void>): Promise<void> {
    const late = Symbol();
    const first = await Promise.race([loading, new Promise(next => setTimeout(next, slow, late))]);
    if (first !== late) return;
    const some = this.other(this.q, {}, this.filter);
    const usable = this.q.parts.filter(p => p.specs.some(s => this.src.has(s, rangeShards)));
    if (usable.length === 0) return;
    const hits = usable.map(p => {
      const h: PartHits = new Map();
      find(this.src, { ...p, sure: false }, Tier.literal, h, true);
      return h;
    });
    some.candidates = rank(this.src, hits, this.q.text.length, this.filter.allowed);
    void some.verify().then(
      () => {
        if (some.read.length > 0) this.options.onPartial?.({ ...some.answer(), loading: true });
      },
      () => undefined,
    );
  }

  /** Adds the pages where part i stands as alt; true if that is anything new. */
  async add(i: number, alt: Alt, tier: Tier): Promise<boolean> {
    if (alt.specs.length === 0 && !alt.any) return false;
    await this.src.fetch(alt.specs, tier === Tier.inside ? Infinity : rangeShards);
    return find(this.src, alt, tier, this.hits[i]!).more;
  }

  /** Adds the pages where alt stands and part i does not; true if there are any. */
  async alsoOn(i: number, alt: Alt, tier: Tier): Promise<boolean> {
    await this.src.fetch(alt.specs, rangeShards);
    const found: PartHits = new Map();
    find(this.src, alt, tier, found);
    const size = this.hits[i]!.size;
    for (const [page, f] of found) if (!this.hits[i]!.has(page)) this.hits[i]!.set(page, f);
    return this.hits[i]!.size > size;
  }

  get year(): string {
    return this.world.where.today().slice(0, 4);
  }

  /** Whether a page was found by pinyin. */
  spelled(): boolean {
    return this.read.some(r => r.c.tier === Tier.pinyin);
  }

  /** Ranks what is known and reads the best; true if that is enough. */
  async rankAndRead(): Promise<boolean> {
    this.rank();
    await this.verify();
    return this.read.length >= this.limit;
  }

  /** Ranks what is known. */
  rank(): void {
    this.candidates = rank(
      this.src,
      this.hits,
      this.q.parts.reduce((n, p) => n + p.text.length, 0),
      this.filter.allowed,
    );
  }

  // How many texts may be read in vain: few for a first screen, whose full answer follows.
  private mostVain(): number {
    return this.options.first && this.candidates.some(c => c.parts.some(f => f.wide)) ? mostUnsaid : Infinity;
  }

  /**
   * Reads the text of the best candidates until limit of them hold what was asked
   * for, or until so many texts did not: then what is known of the index is too little.
   */
  async verify(mostVain = this.mostVain()): Promise<void> {
    this.read = [];
    this.vain = mostVain;
    let next = 0;
    const end = Math.min(this.most, this.candidates.length);
    const limit = Math.max(this.limit, this.least);
    while (this.read.length < limit && next < end && this.vain > 0) {
      const wanted = limit - this.read.length;
      const batch = this.candidates.slice(next, next + (this.options.first ? wanted : Math.max(wanted, Math.min(4, limit))));
      if (this.failed.size > manyFailed) await this.src.fetch(batch.flatMap(unitsOf), rangeShards); // cheaper now than to read more pages in vain
      next += batch.length;
      const read = await Promise.all(batch.map(c => this.check(c)));
      read.forEach((r, i) => {
        if (r === 'none') this.failed.add(batch[i]!.page);
        else if (r !== 'unread') this.read.push(r);
      });
    }
    this.unread = this.candidates.length - next;
    this.read.sort((a, b) => a.c.tier - b.c.tier || b.c.score + b.bonus - a.c.score - a.bonus || this.src.order(a.c.page) - this.src.order(b.c.page));
    newestFirst(this.read, this.q.text);
    this.read.length = Math.min(this.read.length, this.limit);
  }

  // Reads the pieces where the parts should stand. A part that stands in none of
  // them (its terms do, but not together) means that the page is no hit.
  private async check(c: Candidate): Promise<Read | Unproved> {
    let best = c.best;
    for (const f of c.parts) {
      if (!f.wide && f.alts.every(w => w.alt.sure)) continue;
      const held = await this.holds(c, f);
      if (typeof held === 'string') return held;
      if (c.tier !== Tier.share) c.tier = Math.max(c.tier, held.tier);
      if (c.parts.length === 1) best = held.piece;
    }
    if (await this.excluded(c)) return 'none';
    if (!this.affords(c.page, blockOf(best))) return 'unread';
    const block = await this.src.block(c.page, blockOf(best));
    const no = blockOf(best);
    // Of the sections in this text the one that answers best, by what it is called too.
    const places = c.sections?.has(best) ? [...c.sections] : [[best, 0] as const];
    const reads = places.flatMap(([at, worth]): Read[] => {
      if (at !== best && (blockOf(at) !== no || !block.pieces[placeOf(at)])) return [];
      const read = { c: at === c.best ? c : { ...c, best: at }, block, no, piece: placeOf(at), bonus: worth - (c.sections?.get(c.best) ?? 0) };
      read.bonus += this.bonus(read);
      return [read];
    });
    return reads.reduce((a, b) => (b.bonus > a.bonus ? b : a));
  }

  /** The first of the pieces, best first, that holds the part in one of the ways it may stand. */
  private async holds(c: Candidate, f: Found): Promise<{ piece: number; tier: Tier } | Unproved> {
    const known = piecesOf(c);
    const own = new Set(f.pieces);
    const held = await this.among(c, f, f.anywhere || f.wide ? known : known.filter(p => own.has(p)));
    if (held !== 'none' || (!f.anywhere && !f.wide)) return held;
    if (f.wide && !this.affords(c.page, 0)) return 'unread';
    return this.among(c, f, await this.others(c));
  }

  private async among(c: Candidate, f: Found, pieces: number[]): Promise<{ piece: number; tier: Tier } | Unproved> {
    const sure = f.wide ? undefined : f.alts.find(w => w.alt.sure);
    let before = -1;
    for (const piece of pieces) {
      if (sure) return { piece, tier: sure.tier };
      if (f.alts.every(w => this.lacks(w.alt, c.page, piece))) continue;
      if (!this.affords(c.page, blockOf(piece))) return 'unread';
      const text = await this.text(c.page, piece);
      const way = f.alts.find(w => text.includes(closed(w.alt.text)));
      if (way) return { piece, tier: way.tier };
      if (blockOf(piece) !== before) this.vain--;
      before = blockOf(piece);
    }
    return 'none';
  }

  // Whether the index tells that a piece has not all units of a text.
  private lacks(alt: Alt, page: number, piece: number): boolean {
    return (alt.units ?? []).some(u => {
      if (!this.src.has(u, Infinity)) return false;
      if (!this.units.has(u.t)) this.units.set(u.t, this.src.postings(u).m);
      return !this.units
        .get(u.t)!
        .get(page)
        ?.some(p => p.piece === piece || p.piece === somewhere);
    });
  }
  private readonly units = new Map<string, Postings>();

  // Whether a text may be read; one that is there always may.
  private affords(page: number, block: number): boolean {
    return this.src.hasBlock(page, block) || (this.vain > 0 && this.texts-- > 0);
  }

  /** The pieces of a candidate in which the index says nothing of the query. */
  private async others(c: Candidate): Promise<number[]> {
    const known = piecesOf(c);
    const first = await this.src.block(c.page, 0);
    const blocks = await Promise.all(Array.from({ length: first.blocks }, (_, no) => this.src.block(c.page, no)));
    return blocks.flatMap((b, no) => b.pieces.map((_, i) => pieceAt(no, i))).filter(p => !known.includes(p));
  }

  private async text(page: number, piece: number): Promise<string> {
    const b = await this.src.block(page, blockOf(piece));
    return this.world.foldedPieces(b)[placeOf(piece)] ?? '';
  }

  // A page with an excluded word. Whether it really stands there is read in the best
  // pages only: where all its terms are in one piece it hardly ever does not, and
  // other pages may be many.
  private async excluded(c: Candidate): Promise<boolean> {
    for (const n of this.q.not) {
      const f = this.notHits(n).get(c.page);
      if (!f) continue;
      if (f.wide && n.sure) return true;
      for (const piece of f.wide ? [...piecesOf(c), ...(await this.others(c))] : f.pieces) {
        if (n.sure || this.looks++ >= mostLooks || (await this.text(c.page, piece)).includes(closed(n.text))) return true;
      }
    }
    return false;
  }
  private looks = 0;

  private notHits(n: Alt): PartHits {
    let h = this.excludes.get(n);
    if (!h) {
      this.excludes.set(n, (h = new Map()));
      find(this.src, n, Tier.literal, h);
    }
    return h;
  }
  private readonly excludes = new Map<Alt, PartHits>();

  // What only the text tells: the query as a whole in title, heading or text, the kind, the age.
  private bonus(r: Read): number {
    const b = r.block;
    const title = fold(b.title);
    const heading = fold(b.pieces[r.piece]!.heading);
    const text = this.q.text;
    let s = 0;
    const lists = b.kind === 'tag' || b.kind === 'tags' || b.kind === 'status';
    if (title === text) s += lists ? 1.5 : 4.5;
    else if (title.includes(text)) s += 0.5;
    s += this.called(r, text);
    if (r.c.best !== 0 && heading.includes(text)) {
      s += 0.3 + 0.7 * (text.length / Math.max(1, heading.length));
      if (heading === text) s += 0.5;
      if (b.kind === 'faq') s += 0.4;
    }
    if (this.q.parts.length > 1 && this.world.foldedPieces(b)[r.piece]!.includes(closed(text))) s += 0.6;
    if (r.c.tier === Tier.share) s += this.worth?.(title, heading, b.kind, this.world.foldedPieces(b)[r.piece]!, b.path + ' ' + b.crumbs) ?? 0;
    s += unsaid(r.c, this.world.foldedPieces(b)[r.piece]!);
    if (lists) s -= 0.8;
    if (b.due && b.due < this.world.where.today()) s -= 0.35;
    return s;
  }

  // The thing itself stands above pages that quote its name: a file, the page that says
  // of itself that it is about a code, the row of a code.
  private called(r: Read, text: string): number {
    const path = fold(r.block.path);
    if (path.endsWith(`/${text}.html`)) return 4;
    if (('/' + text.replace(/[?#].*$/, '')).endsWith('/' + path)) return 8; // its own address
    if (!/\d/.test(text)) return 0;
    const same = (cell: string): boolean => bare(cell) === bare(text);
    const { text: said, columns } = r.block.pieces[r.piece]!;
    const lines = fold(said).split('\n');
    if (columns !== undefined) return lines.some(line => line.split('\t').some(same)) ? 1 : 0;
    return r.c.best === 0 && r.block.kind !== 'workbook' && lines.some(line => fact(line, same)) ? 2 : 0;
  }

  answer(): Result {
    if (!this.spelled()) this.via.length = 0; // no page was found by it
    const words = [...new Set([...this.words, ...this.via].flatMap(w => [w, closed(w), opened(w)]))].filter(Boolean);
    const r = this.plain(words);
    this.world.pages.set(
      r,
      this.candidates.filter(c => !this.failed.has(c.page)).map(c => c.page),
    );
    return r;
  }

  private plain(words: string[]): Result {
    const failed = this.candidates.reduce((n, c) => n + (this.failed.has(c.page) ? 1 : 0), 0);
    const sure = this.q.parts.every(p => p.sure) && this.q.not.length === 0;
    return {
      query: this.q.text,
      total: Math.max(this.read.length, this.candidates.length - failed),
      about: (this.unread > 0 && !sure) || this.partly || undefined,
      partial: this.partial || undefined,
      suggest: this.suggest,
      via: this.via.length ? this.via : undefined,
      words,
      hits: this.read.map(r => hit(r, words, this.world.where)),
    };
  }
}
