// What a query tries when too few pages hold it as it was typed: longer words, what
// else may have been meant, the pages that hold most of it.

import type { Asking } from './asking';
import { byPeriod } from './dated';
import { find, rank, Tier, type PartHits } from './match';
import { part, type Alt, type Part, type Spec } from './query';
import { bestShare, holdsAll, inSentence, joints, likeness, uncovered, singles, spread, type Single } from './share';
import { rangeShards, type Source } from './source';
import { mended, steps } from './steps';
import { framed } from './words';

/** With fewer hits than this, more are looked for. */
const fewHits = 3;

/** How many pages that may answer a question are read: what they are called decides. */
const mostAlike = 10;

/** What is loaded while somebody types and nothing is found yet: shards of a range, words that hold the first one, texts. The rest comes when the typing rests. */
const shardsTyping = 8;
const wordsTyping = 4;
const textsTyping = 4;

/** How many pages are read to see whether the line stands there with its "-word" or "kind:". */
const mostPasted = 20;

/** Answers a query, from its first look-up to the last thing to try. */
export async function answered(run: Asking): Promise<void> {
  const [asPasted] = await Promise.all([pasted(run), run.q.parts.length > 0 ? meant(run, await run.literal()).then(() => byPeriod(run)) : listing(run)]);
  if (asPasted) join(run, asPasted);
  if (run.read.length === 0 && run.q.parts.length > 0) await share(run);
  else if (run.read.length < fewHits && !run.options.typing && run.q.parts.some(p => !p.quoted)) await spreadOut(run);
}

/** What is left of a query without filters and exclusions when its look-ups were not enough, or it names a period. */
export async function further(run: Asking, enough: boolean): Promise<void> {
  await meant(run, enough);
  await byPeriod(run);
  if (run.read.length === 0) await share(run);
  else if (run.read.length < fewHits && !run.options.typing && run.q.parts.some(p => !p.quoted)) await spreadOut(run);
}

async function meant(run: Asking, enough: boolean): Promise<void> {
  if (enough || (await widened(run)) || (run.options.typing && run.read.length >= fewHits)) return;
  if (run.read.length === 0 && (await unpointed(run))) return;
  for (const step of steps) if ((await step(run)) && (await run.rankAndRead())) return;
}

/** What separates words in a line that stands nowhere: marks of sentences, and between Han also those that join words. */
const points = /[^\p{L}\p{N}\p{M}\p{So}_\-./:@=+#$%&~]+|[.]+$/gu;
const joined = /(\p{Script=Han})[_\-./@=+&~]+(?=\p{Script=Han})/gu;

// For a line that no page holds with its marks, as 登录、密码 and 积分？: its words. True if pages hold all of them.
async function unpointed(run: Asking): Promise<boolean> {
  const words = (p: Part): Part[] => (p.quoted ? [p] : p.text.replace(joined, '$1 ').replace(points, ' ').trim().split(' ').map(part));
  const parts = run.q.parts.flatMap(words).filter(p => p.specs.length > 0);
  const text = parts.map(p => p.text).join(' ');
  if (parts.length === 0 || text === run.q.parts.map(p => p.text).join(' ') || parts.some(p => /^[a-z0-9]$/.test(p.text))) return false;
  const other = run.other({ text, parts, not: run.q.not, asked: [] }, { typing: run.options.typing }, run.filter);
  if (!(await other.literal())) await widened(other);
  if (other.read.length === 0) return false;
  run.read = other.read;
  run.candidates = other.candidates;
  run.unread = other.unread;
  run.failed.clear();
  for (const page of other.failed) run.failed.add(page);
  run.words.push(...other.words);
  return true;
}

// Looks for the parts within longer words too.
async function widened(run: Asking): Promise<boolean> {
  return ((await cutRanges(run)) && (await run.rankAndRead())) || ((await inside(run)) && (await run.rankAndRead()));
}

// The pages where the line stands as it is, whatever else it may mean: "mysql -uroot" is copied from one.
async function pasted(run: Asking): Promise<Asking | undefined> {
  const whole = run.q.pasted;
  if (!whole || whole.specs.length === 0) return undefined;
  const other = run.other({ text: run.q.text, parts: [whole], not: [], asked: [] }, { typing: run.options.typing }, { allowed: run.filter.chosen });
  other.most = mostPasted;
  if (!(await other.literal())) await widened(other);
  return other.read.length > 0 ? other : undefined;
}

// Pages that hold the line as it stands come first, but behind those of a filter that somebody typed,
// since a guide quotes filters. A filter with only a part of a name was rather copied: 负责人：运维.
function join(run: Asking, copied: Asking): void {
  copied.candidates = copied.read.map(r => r.c);
  const behind = run.q.not.length === 0 && run.read.length > 0 && (run.q.parts.length > 0 || run.filter.named);
  const [first, then] = behind ? [run, copied] : [copied, run];
  const known = new Set(first.candidates.map(c => c.page));
  const pages = new Set(copied.read.map(r => r.c.page));
  run.read = [...first.read, ...then.read.filter(r => !known.has(r.c.page))].slice(0, run.limit);
  run.candidates = [...first.candidates, ...then.candidates.filter(c => !known.has(c.page))];
  for (const page of pages) run.failed.delete(page);
  run.words.push(...copied.words);
  run.suggest = undefined;
}

// Only filters and exclusions: all pages they leave, in the order of the site.
async function listing(run: Asking): Promise<void> {
  const { allowed } = run.filter;
  if (!allowed) return;
  for (let page = 0; page < run.src.pages; page++) {
    if (run.src.lengths.has(page) && allowed(page)) run.candidates.push({ page, tier: Tier.literal, score: 0, best: 0, parts: [], weights: [] });
  }
  run.candidates.sort((a, b) => run.src.order(a.page) - run.src.order(b.page));
  await run.src.fetch([], rangeShards);
  if (run.q.not.length > 0) {
    await run.look();
    return run.verify();
  }
  for (const c of run.candidates.slice(0, run.limit)) run.read.push({ c, block: await run.src.block(c.page, 0), no: 0, piece: 0, bonus: 0 });
}

// Ranges that were cut short are loaded whole when hits are missing.
async function cutRanges(run: Asking): Promise<boolean> {
  if (!run.cut || (run.options.typing && run.read.length > 0)) return false;
  await run.src.fetch(
    run.q.parts.flatMap(p => p.specs),
    run.options.typing ? shardsTyping : Infinity,
  );
  run.q.parts.forEach((p, i) => find(run.src, p, Tier.literal, run.hits[i]!));
  return true;
}

// The first word of a part within longer words, a few words at a time.
async function inside(run: Asking): Promise<boolean> {
  if (run.options.typing && run.read.length > 0) return false;
  let tried = false;
  const letters: number[] = []; // the parts of one letter
  for (let i = 0; i < run.q.parts.length; i++) {
    const p = run.q.parts[i]!;
    if (!p.inside) continue;
    const { word, whole, rest } = p.inside;
    if (word.length < 2 && rest.length > 0) {
      tried = (await run.add(i, { text: p.text, specs: rest, sure: false }, Tier.inside)) || tried;
      continue;
    }
    if (/^[a-z]$/.test(word) && run.q.parts.length > 1) {
      letters.push(i);
      continue;
    }
    if (!together(run.src, rest)) continue;
    const all = await run.src.holding(word, !whole);
    const words = run.options.typing ? all.slice(0, wordsTyping) : all;
    const sure = rest.length === 0 && word === p.text;
    for (let from = 0, n = 16; from < words.length; from += n, n *= 2) {
      const any = words.slice(from, from + n);
      await run.src.fetch(any, Infinity);
      tried = (await run.add(i, { text: p.text, specs: rest, sure, any }, Tier.inside)) || tried;
      if (from + n < words.length && run.q.parts.length === 1 && sure && rank(run.src, run.hits, 1, run.filter.allowed).length >= run.limit) break;
    }
  }
  for (const i of letters) tried = anywhere(run, i, letters) || tried; // all pages with the other parts are known now
  return tried;
}

// Whether a piece may hold all of these terms, by those that are loaded. If none does, no word before them
// helps: of 10月月报 not all words that end with 10 are loaded.
function together(src: Source, specs: Spec[]): boolean {
  const loaded = specs.filter(s => src.has(s, rangeShards));
  const found: PartHits = new Map();
  const { cut } = find(src, { text: '', specs: loaded, sure: false }, Tier.inside, found);
  return cut || found.size > 0 || loaded.length === 0;
}

// One letter, which ends half of all words: pages that hold another part are read for it,
// all pages where every part is a letter.
function anywhere(run: Asking, i: number, letters: number[]): boolean {
  const all = letters.length === run.q.parts.length;
  const other = run.hits.filter((_, j) => j !== i && (all || !letters.includes(j))).sort((a, b) => a.size - b.size)[0]!;
  const pages = all ? Array.from({ length: run.src.pages }, (_, page) => page).filter(page => run.src.lengths.has(page)) : [...other.keys()];
  const alt: Alt = { text: run.q.parts[i]!.text, specs: [], sure: false };
  for (const page of pages) {
    const f = run.hits[i]!.get(page);
    if (!f) run.hits[i]!.set(page, { tier: Tier.inside, pieces: [], heads: [], title: 0, tf: 0.5, alts: [{ alt, tier: Tier.inside }], anywhere: true });
    else if (!f.alts.some(w => w.alt.sure)) f.anywhere = true;
  }
  return pages.length > 0;
}

async function share(run: Asking): Promise<void> {
  if (run.options.typing) run.texts = textsTyping;
  else run.least = mostAlike;
  const texts = await mended(run);
  const asked = texts.join(' ');
  if (texts.some((t, i) => t !== run.q.parts[i]!.text)) run.suggest = asked;
  const { terms, hits } = await scattered(run, texts);
  run.worth = question(asked, terms, inSentence(run.src, hits, terms));
  run.candidates = bestShare(run.src, hits, terms, run.filter.allowed);
  run.failed.clear();
  named(run, terms, hits);
  run.partial = run.candidates.length > 0;
  await run.verify();
}

/** What a page is worth whose title and best heading are what is asked. */
const worthCalled = 6;

/** What a section is worth of which one sentence holds all that is asked. */
const worthSentence = 4;

/** What kinds of pages are worth as answers; how and why are told in words, not by figures, lists and reports. */
const plainWorth: Record<string, number> = { section: -2, home: -2, project: -2, report: -1.2 };
const framedWorth: Record<string, number> = { ...plainWorth, workbook: -2.5 };

/** What the notes of a version are worth, which name everything once, unless a version is asked for. */
const notes = -1.5;
const isVersion = /^v?\d+\.\d/;
const asksVersion = /版|发布|更新|升级|version|release|\d\.\d/;

/** What a text is worth without a word of the language asked in. */
const foreign = -8;

const han = /\p{Script=Han}/u;

// A question is answered by the page or section that is called so.
function question(asked: string, terms: Single[], told: (text: string) => number): NonNullable<Asking['worth']> {
  const alike = likeness(asked, terms);
  const worth = framed(asked) ? framedWorth : plainWorth;
  const older = asksVersion.test(asked) ? 0 : notes;
  return (title, heading, kind, text, above) => {
    const less = (worth[kind] ?? 0) + (isVersion.test(heading) ? older : 0) + (han.test(asked) && !han.test(text) ? foreign : 0);
    return worthCalled * alike(above, title, heading) + worthSentence * told(text) + less;
  };
}

// Where a phrase stands in few pages, those follow that have all its words in one place.
async function spreadOut(run: Asking): Promise<void> {
  const { terms, hits } = await scattered(run);
  const first = { read: run.read, candidates: run.candidates, unread: run.unread };
  const known = new Set(first.candidates.map(c => c.page));
  run.candidates = spread(run.src, hits, terms, run.filter.allowed).filter(c => !known.has(c.page));
  if (run.candidates.length > 0) named(run, terms, hits);
  await run.verify();
  const meant = run.read.filter(r => !r.c.parts.some(f => f.wide) || holdsAll(run.world.foldedPieces(r.block)[r.piece]!, terms));
  run.read = [...first.read, ...meant].slice(0, run.limit);
  run.candidates = [...first.candidates, ...run.candidates];
  run.unread += first.unread;
}

// The smallest terms of the query, and where each stands.
async function scattered(run: Asking, texts = run.q.parts.map(p => p.text)): Promise<{ terms: Single[]; hits: PartHits[] }> {
  const terms = run.q.parts.flatMap((p, i) => singles(texts[i]!, !!p.quoted, run.year, run.src)).slice(0, 60);
  const hits = terms.map((): PartHits => new Map());
  const own = (t: Single): Alt => (t.whole ? part(t.t) : { text: t.t, specs: [t], sure: true });
  const look = async (list: { alt: Alt; i: number; tier: Tier }[]): Promise<void> => {
    await run.src.fetch(
      list.flatMap(x => x.alt.specs),
      rangeShards,
    );
    for (const { alt, i, tier } of list) find(run.src, { ...alt, sure: true }, tier, hits[i]!);
  };
  await look(terms.flatMap((t, i) => (t.lone ? [] : [{ alt: own(t), i, tier: Tier.literal }])));
  for (const t of uncovered(terms, hits)) {
    terms.push(t);
    hits.push(new Map());
  }
  const called = terms.map((_, i) => [...hits[i]!.values()].some(f => f.heads.length > 0));
  await look(terms.flatMap((t, i) => (called[i] ? [] : t.alts.map(a => ({ alt: part(a), i, tier: Tier.variant })))));
  return { terms, hits };
}

// Marks show words: of 扫码登录 the 登录 of a question, and not its 码登, as in 号码登录.
function named(run: Asking, terms: Single[], hits: PartHits[]): void {
  const unmeant = joints(hits, terms);
  terms.forEach((t, i) => {
    if (t.worth === 1 && t.size > 1) run.words.push(...(t.lone || unmeant.has(i) ? [] : [t.t]), ...t.alts);
  });
}
