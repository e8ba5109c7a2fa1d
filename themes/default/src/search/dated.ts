// Pages that are called after the month or quarter that a query names: for 十月月报
// those called 月报（2026年10月）, 2026 年 10 月月报 and, as another word for it, 2026 年
// 10 月简报 lead, before the pages that only mention it.

import type { Asking } from './asking';
import { written } from './forms';
import { find, rank, Tier } from './match';
import { part } from './query';
import { rangeShards } from './source';
import { forms } from './steps';
import { content, synonymsOf } from './words';

/** A word of the query, and what else it may be called. */
interface Word {
  ways: string[];
  period: boolean;
}

/** Puts before the hits of a query the pages that are called after its period, by its other words. */
export async function byPeriod(run: Asking): Promise<void> {
  const named = await called(run);
  if (named) await lead(run, named);
}

/**
 * The first hits of a query with a period: those with which its full answer, of up to
 * full hits, begins. Only their texts are read.
 */
export async function firstOfPeriod(run: Asking, full: number): Promise<void> {
  const [named] = await Promise.all([called(run), run.look()]);
  run.rank();
  // So many hold it as it is typed that the full answer has no need of other writings.
  if (run.candidates.length < full && (await forms(run))) run.rank();
  const all = run.candidates;
  const pages = new Set(named?.candidates.map(c => c.page));
  if (named) {
    run.candidates = all.filter(c => pages.has(c.page) && c.parts.every(f => f.title > 0));
    await run.verify();
    await lead(run, named);
  }
  const read = named?.read ?? [];
  const wanted = run.limit;
  run.limit -= read.length;
  run.candidates = all.filter(c => !pages.has(c.page));
  if (run.limit > 0) await run.verify();
  run.read = [...read, ...(run.limit > 0 ? run.read : [])];
  run.candidates = [...(named?.candidates ?? []), ...run.candidates];
  run.limit = wanted;
}

/** The pages that are called after the period of a query, unread; nothing if it names none. */
async function called(run: Asking): Promise<Asking | undefined> {
  const words = wordsOf(run);
  if (!words.some(w => w.period) || words.every(w => w.period)) return undefined;
  const named = run.other({ text: run.q.text, parts: words.map(w => part(w.ways[0]!)), not: run.q.not, asked: [] }, { typing: run.options.typing }, run.filter);
  const ways = words.map(w => w.ways.map(way => part(way)));
  await run.src.fetch(
    ways.flat().flatMap(alt => alt.specs),
    rangeShards,
  );
  // All writings of a month are one word; another word for a thing stands behind it.
  words.forEach((w, i) => ways[i]!.forEach((alt, k) => find(run.src, alt, w.period || k === 0 ? Tier.literal : Tier.variant, named.hits[i]!)));
  const all = rank(run.src, named.hits, run.q.text.length, run.filter.allowed);
  const titled = all.filter(c => c.parts.every(f => f.title > 0));
  // Where no name has the month, as those of weekly reports, the top of the page may tell it.
  named.candidates = titled.length > 0 ? titled : all.filter(c => c.parts.every((f, i) => f.title > 0 || (words[i]!.period && f.pieces.includes(0))));
  named.words.push(...words.flatMap(w => w.ways));
  return named;
}

/** Reads the pages that are called so, and puts them before what was found. */
async function lead(run: Asking, named: Asking): Promise<void> {
  await named.verify();
  if (named.read.length === 0) return;
  const whole = new Set(run.candidates.filter(c => !run.failed.has(c.page) && c.parts.every(f => f.title > 0)).map(c => c.page));
  named.read.sort((a, b) => Number(whole.has(b.c.page)) - Number(whole.has(a.c.page))); // 11 月巡检单 in one piece before 巡检单_2026-11
  const pages = new Set(named.candidates.map(c => c.page));
  run.read = [...named.read, ...run.read.filter(r => !pages.has(r.c.page))].slice(0, run.limit);
  run.candidates = [...named.candidates, ...run.candidates.filter(c => !pages.has(c.page))];
  for (const page of pages) run.failed.delete(page);
  for (const page of named.failed) run.failed.add(page);
  run.words.push(...named.words);
}

// The words of a query, apart at its months and quarters.
function wordsOf(run: Asking): Word[] {
  return run.q.parts.flatMap((p): Word[] => {
    if (p.quoted) return [{ ways: [p.text], period: false }];
    const out: Word[] = [];
    const other = (text: string): void => {
      for (const w of content(text.trim()).split(' ')) if (part(w).specs.length > 0) out.push({ ways: [w, ...synonymsOf(run.src).otherwise(w)], period: false });
    };
    let at = 0;
    for (const w of written(p.text, run.year).filter(w => w.period)) {
      other(p.text.slice(at, w.from));
      out.push({ ways: [p.text.slice(w.from, w.to), ...w.others], period: true });
      at = w.to;
    }
    other(p.text.slice(at));
    return out;
  });
}
