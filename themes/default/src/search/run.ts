// One query: look up, rank, read the text of the best pages, and, while there are
// too few hits, try what else may have been meant.

import type { Options, Result } from './answer';
import type { Asking, World } from './asking';
import { closed, fold, opened } from './fold';
import { hit, type Read } from './hit';
import { find, piecesOf, rank, Tier, type Candidate, type Found, type PartHits } from './match';
import type { More } from './more';
import { newestFirst } from './newest';
import { part, type Alt, type Query } from './query';
import type { Single } from './share';
import type { Source } from './source';
import { blockOf, pieceAt, placeOf } from './wire';

/** How long a query waits for parts of the index before it shows what it has, in ms. */
const patience = 500;

/** How many pieces are read to see whether an excluded word stands there. */
const mostLooks = 40;

/** With fewer hits than this, more are looked for. */
const fewHits = 3;

/** How many pages are read to see whether the line stands there with its "-word" or "kind:". */
const mostPasted = 20;

/** A code without what separates its parts. */
const bare = (code: string): string => code.replace(/[-_ ]/g, '');

/** One query being answered. */
export class Run implements Asking {
  readonly hits: PartHits[];
  readonly words: string[];
  private candidates: Candidate[] = [];
  read: Read[] = [];
  private failed = new Set<number>();
  private unread = 0;
  suggest?: string;
  readonly via: string[] = [];
  private partial = false;
  private most = Infinity; // candidates that are read

  constructor(
    readonly world: World,
    private readonly more: () => Promise<More>, // what is loaded when a query needs more than look-ups
    readonly src: Source,
    readonly q: Query,
    private readonly limit: number,
    readonly options: Options,
    private readonly allowed?: (page: number) => boolean, // by the filters chosen and typed
    private readonly chosen?: (page: number) => boolean, // by those chosen
  ) {
    this.hits = q.parts.map(() => new Map());
    this.words = q.parts.map(p => p.text);
  }

  async result(): Promise<Result> {
    const [pasted] = await Promise.all([this.pasted(), this.q.parts.length > 0 ? this.find(true) : this.listing()]);
    if (pasted) this.join(pasted);
    if (this.read.length === 0 && this.q.parts.length > 0) await this.share();
    else if (this.read.length < fewHits && !this.options.typing && this.q.parts.some(p => !p.quoted)) await this.spread();
    return this.answer();
  }

  // With meant, what else may have been meant is tried too.
  private async find(meant: boolean): Promise<void> {
    if (await this.literal()) return;
    if ((await this.cutRanges()) && (await this.settle())) return;
    if ((await this.inside()) && (await this.settle())) return;
    if (!meant || (this.options.typing && this.read.length >= fewHits)) return;
    for (const step of (await this.more()).steps) if ((await step(this)) && (await this.settle())) return;
  }

  // The pages where the line stands as it is, whatever else it may mean: "mysql -uroot" is copied from one.
  private async pasted(): Promise<Run | undefined> {
    const part = this.q.pasted;
    if (!part || part.specs.length === 0) return undefined;
    const { typing } = this.options;
    const run = new Run(this.world, this.more, this.src, { text: this.q.text, parts: [part], not: [], asked: [] }, this.limit, { typing }, this.chosen);
    run.most = mostPasted;
    await run.find(false);
    return run.read.length > 0 ? run : undefined;
  }

  // What was copied comes first, but behind the pages of a filter that somebody typed: a guide quotes filters.
  private join(pasted: Run): void {
    pasted.candidates = pasted.read.map(r => r.c);
    const behind = this.q.parts.length > 0 && this.q.not.length === 0 && this.read.length > 0;
    const [first, then] = behind ? [this, pasted] : [pasted, this];
    const known = new Set(first.candidates.map(c => c.page));
    const pages = new Set(pasted.read.map(r => r.c.page));
    this.read = [...first.read, ...then.read.filter(r => !known.has(r.c.page))].slice(0, this.limit);
    this.candidates = [...first.candidates, ...then.candidates.filter(c => !known.has(c.page))];
    for (const page of pages) this.failed.delete(page);
    this.words.push(...pasted.words);
    this.suggest = undefined;
  }

  // Only filters: all pages they leave, in the order of the site.
  private async listing(): Promise<void> {
    if (this.allowed) {
      for (let page = 0; page < this.src.pages; page++) {
        if (this.src.lengths.has(page) && this.allowed(page)) this.candidates.push({ page, tier: Tier.literal, score: 0, best: 0, parts: [], weights: [] });
      }
      this.candidates.sort((a, b) => this.src.order(a.page) - this.src.order(b.page));
      await this.src.fetch([], false);
      for (const c of this.candidates.slice(0, this.limit)) this.read.push({ c, block: await this.src.block(c.page, 0), no: 0, piece: 0, bonus: 0 });
    }
  }

  // The look-ups of the query as it is typed.
  private async literal(): Promise<boolean> {
    const { parts, not } = this.q;
    const loading = this.src.fetch(
      [...parts, ...not].flatMap(p => p.specs),
      false,
    );
    if (this.options.onPartial) await this.early(loading);
    await loading;
    this.hits.forEach(h => h.clear());
    parts.forEach((p, i) => (this.cut = find(this.src, p, Tier.literal, this.hits[i]!).cut || this.cut));
    return this.settle();
  }
  private cut = false;

  // Shows what the loaded shards say when the others are slow: every hit is read, so none is wrong.
  private async early(loading: Promise<void>): Promise<void> {
    const slow = Symbol();
    const first = await Promise.race([loading, new Promise(next => setTimeout(next, patience, slow))]);
    if (first !== slow) return;
    const some = new Run(this.world, this.more, this.src, this.q, this.limit, {}, this.allowed);
    const usable = this.q.parts.filter(p => p.specs.some(s => this.src.has(s)));
    if (usable.length === 0) return;
    const hits = usable.map(p => {
      const h: PartHits = new Map();
      find(this.src, { ...p, sure: false }, Tier.literal, h, true);
      return h;
    });
    some.candidates = rank(this.src, hits, this.q.text.length, this.allowed);
    void some.verify().then(
      () => {
        if (some.read.length > 0) this.options.onPartial?.({ ...some.answer(), loading: true });
      },
      () => undefined,
    );
  }

  // Ranges that were cut short are loaded whole when hits are missing.
  private async cutRanges(): Promise<boolean> {
    if (!this.cut || (this.options.typing && this.read.length > 0)) return false;
    await this.src.fetch(
      this.q.parts.flatMap(p => p.specs),
      true,
    );
    this.q.parts.forEach((p, i) => find(this.src, p, Tier.literal, this.hits[i]!));
    return true;
  }

  // The first word of a part within longer words, a few words at a time.
  private async inside(): Promise<boolean> {
    if (this.options.typing && this.read.length > 0) return false;
    let tried = false;
    for (let i = 0; i < this.q.parts.length; i++) {
      const p = this.q.parts[i]!;
      if (!p.inside) continue;
      const { word, whole, rest } = p.inside;
      if (word.length < 2 && rest.length > 0) {
        tried = (await this.add(i, { text: p.text, specs: rest, sure: false }, Tier.inside)) || tried;
        continue;
      }
      if (/^[a-z]$/.test(word) && this.q.parts.length > 1) {
        tried = this.anywhere(i) || tried;
        continue;
      }
      const words = await this.src.holding(word, !whole);
      const sure = rest.length === 0 && word === p.text;
      for (let from = 0, n = 16; from < words.length; from += n, n *= 2) {
        const any = words.slice(from, from + n);
        await this.src.fetch(any, true);
        tried = (await this.add(i, { text: p.text, specs: rest, sure, any }, Tier.inside)) || tried;
        if (from + n < words.length && this.q.parts.length === 1 && sure && rank(this.src, this.hits, 1, this.allowed).length >= this.limit) break;
      }
    }
    return tried;
  }

  // One letter, which ends half of all words: pages that hold another part are read for it.
  private anywhere(i: number): boolean {
    const other = this.hits.filter((_, j) => j !== i).sort((a, b) => a.size - b.size)[0]!;
    const alt: Alt = { text: this.q.parts[i]!.text, specs: [], sure: false };
    for (const page of other.keys()) {
      const f = this.hits[i]!.get(page);
      if (!f) this.hits[i]!.set(page, { tier: Tier.inside, pieces: [], heads: [], tf: 0.5, alts: [{ alt, tier: Tier.inside }], anywhere: true });
      else if (!f.alts.some(w => w.alt.sure)) f.anywhere = true;
    }
    return other.size > 0;
  }

  /** Adds the pages where part i stands as alt; true if that is anything new. */
  async add(i: number, alt: Alt, tier: Tier): Promise<boolean> {
    if (alt.specs.length === 0 && !alt.any) return false;
    await this.src.fetch(alt.specs, tier === Tier.inside);
    return find(this.src, alt, tier, this.hits[i]!).more;
  }

  /** Adds the pages where alt stands and part i does not; true if there are any. */
  async alsoOn(i: number, alt: Alt, tier: Tier): Promise<boolean> {
    await this.src.fetch(alt.specs, false);
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

  private async share(): Promise<void> {
    const mended = await (await this.more()).mended(this);
    const asked = mended.join(' ');
    if (mended.some((t, i) => t !== this.q.parts[i]!.text)) this.suggest = asked;
    const { more, terms, hits } = await this.scattered(mended);
    this.alike = more.likeness(asked);
    this.asks = terms.some(t => t.worth < 1);
    this.candidates = more.bestShare(this.src, hits, terms, this.q.text.length, this.allowed);
    this.failed.clear();
    this.named(terms);
    this.partial = this.candidates.length > 0;
    await this.verify();
  }

  // Where a phrase stands in few pages, those follow that have all its words in one place.
  private async spread(): Promise<void> {
    const { more, terms, hits } = await this.scattered();
    const first = { read: this.read, candidates: this.candidates, unread: this.unread };
    const known = new Set(first.candidates.map(c => c.page));
    this.candidates = more.spread(this.src, hits, terms, this.q.text.length, this.allowed).filter(c => !known.has(c.page));
    if (this.candidates.length > 0) this.named(terms);
    await this.verify();
    this.read = [...first.read, ...this.read].slice(0, this.limit);
    this.candidates = [...first.candidates, ...this.candidates];
    this.unread += first.unread;
  }

  // The smallest terms of the query, and where each stands.
  private async scattered(texts = this.q.parts.map(p => p.text)): Promise<{ more: More; terms: Single[]; hits: PartHits[] }> {
    const more = await this.more();
    const terms = this.q.parts.flatMap((p, i) => more.singles(texts[i]!, !!p.quoted, this.year, this.src)).slice(0, 60);
    const hits = terms.map((): PartHits => new Map());
    const own = (t: Single): Alt => (t.whole ? part(t.t) : { text: t.t, specs: [t], sure: true });
    const ways = terms.map(t => [own(t), ...t.alts.map(a => part(a))]);
    await this.src.fetch(
      ways.flatMap(w => w.flatMap(alt => alt.specs)),
      false,
    );
    ways.forEach((list, i) => list.forEach((alt, k) => find(this.src, { ...alt, sure: true }, k ? Tier.variant : Tier.literal, hits[i]!)));
    return { more, terms, hits };
  }

  private named(terms: Single[]): void {
    for (const t of terms) if (t.worth === 1 && t.size > 1) this.words.push(t.t, ...t.alts);
  }

  /** Ranks what is known and reads the best; true if that is enough. */
  async settle(): Promise<boolean> {
    this.candidates = rank(
      this.src,
      this.hits,
      this.q.parts.reduce((n, p) => n + p.text.length, 0),
      this.allowed,
    );
    await this.verify();
    return this.read.length >= this.limit;
  }

  /** Reads the text of the best candidates until limit of them hold what was asked for. */
  private async verify(): Promise<void> {
    this.read = [];
    let next = 0;
    const end = Math.min(this.most, this.candidates.length);
    while (this.read.length < this.limit && next < end) {
      const batch = this.candidates.slice(next, next + Math.max(this.limit - this.read.length, Math.min(4, this.limit)));
      next += batch.length;
      const read = await Promise.all(batch.map(c => this.check(c)));
      read.forEach((r, i) => {
        if (r) this.read.push(r);
        else this.failed.add(batch[i]!.page);
      });
    }
    this.unread = this.candidates.length - next;
    this.read.sort((a, b) => a.c.tier - b.c.tier || b.c.score + b.bonus - a.c.score - a.bonus || this.src.order(a.c.page) - this.src.order(b.c.page));
    newestFirst(this.read, this.q.text);
    this.read.length = Math.min(this.read.length, this.limit);
  }

  // Reads the pieces where the parts should stand. A part that stands in none of
  // them (its terms do, but not together) means that the page is no hit.
  private async check(c: Candidate): Promise<Read | undefined> {
    let best = c.best;
    for (const f of c.parts) {
      if (f.alts.every(w => w.alt.sure)) continue;
      const held = await this.holds(c, f);
      if (!held) return undefined;
      if (c.tier !== Tier.share) c.tier = Math.max(c.tier, held.tier);
      if (c.parts.length === 1) best = held.piece;
    }
    if (await this.excluded(c)) return undefined;
    const block = await this.src.block(c.page, blockOf(best));
    const read = { c, block, no: blockOf(best), piece: placeOf(best), bonus: 0 };
    read.bonus = this.bonus(read);
    return read;
  }

  /** The first of the pieces, best first, that holds the part in one of the ways it may stand. */
  private async holds(c: Candidate, f: Found): Promise<{ piece: number; tier: Tier } | undefined> {
    const own = new Set(f.pieces);
    const sure = f.alts.find(w => w.alt.sure);
    for (const piece of f.anywhere ? await this.beside(c) : piecesOf(c)) {
      if (!f.anywhere && !own.has(piece)) continue;
      if (sure) return { piece, tier: sure.tier };
      const text = await this.text(c.page, piece);
      const way = f.alts.find(w => text.includes(closed(w.alt.text)));
      if (way) return { piece, tier: way.tier };
    }
    return undefined;
  }

  /** The pieces of a candidate, then the others of their blocks. */
  private async beside(c: Candidate): Promise<number[]> {
    const pieces = new Set(piecesOf(c));
    for (const no of new Set([...pieces].map(blockOf))) {
      const b = await this.src.block(c.page, no);
      b.pieces.forEach((_, i) => pieces.add(pieceAt(no, i)));
    }
    return [...pieces];
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
      for (const piece of f.pieces) {
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
    if (title === text) s += 1.5;
    else if (title.includes(text)) s += 0.5;
    s += this.called(r, text);
    if (r.c.best !== 0 && heading.includes(text)) {
      s += 0.3 + 0.7 * (text.length / Math.max(1, heading.length));
      if (b.kind === 'faq') s += 0.4;
    }
    if (this.q.parts.length > 1 && this.world.foldedPieces(b)[r.piece]!.includes(closed(text))) s += 0.6;
    if (r.c.tier === Tier.share) s += this.question(title, heading, b.kind);
    if (b.kind === 'tag' || b.kind === 'tags' || b.kind === 'status') s -= 0.8;
    if (b.due && b.due < this.world.where.today()) s -= 0.35;
    return s;
  }

  // The thing itself stands above pages that quote its name: a file, or the row of a code.
  private called(r: Read, text: string): number {
    if (fold(r.block.path).endsWith(`/${text}.html`)) return 4;
    const { text: cells, columns } = r.block.pieces[r.piece]!;
    if (columns === undefined || !/\d/.test(text)) return 0;
    const same = (cell: string): boolean => bare(cell) === bare(text);
    return fold(cells)
      .split(/[\t\n]/)
      .some(same)
      ? 1
      : 0;
  }

  // A question is answered by the page or section that is called so, and in words rather than in tables.
  private question(title: string, heading: string, kind: string): number {
    const like = Math.max(4 * this.alike(heading), 4.5 * this.alike(title));
    return like - (kind === 'workbook' ? (this.asks ? 6 : 2.5) : 0) + (this.asks && (kind === 'faq' || kind === 'manual') ? 0.8 : 0);
  }
  private asks = false;
  private alike: (name: string) => number = () => 0;

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
      about: (this.unread > 0 && !sure) || undefined,
      partial: this.partial || undefined,
      suggest: this.suggest,
      via: this.via.length ? this.via : undefined,
      words,
      hits: this.read.map(r => hit(r, words, this.world.where)),
    };
  }
}
