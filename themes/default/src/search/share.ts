// Pages that answer a question best when none holds all of what was typed.

import { idf, inOrder, score, averageLength, Tier, type Candidate, type PartHits } from './match';
import { pairs, type Spec } from './query';
import { Class, closed, runs, wordLen } from './fold';
import type { Source } from './source';
import { written } from './forms';
import { content, stretches, synonymsOf, type Synonyms } from './words';

/** A smallest term, with how many characters it speaks for and whether it shares the first with the one before. */
export interface Single extends Spec {
  size: number;
  joined: boolean;
  worth: number; // 1, or next to nothing for what frames a question
  alts: string[]; // what else the writer may have called it
  from: number; // place in the text, in units
  whole?: boolean; // a date or a code: all of it is one term
}

/** What a frame is worth beside a word that names something: enough to choose between equals. */
const frameWorth = 0.06;

/** The smallest terms of a text, to look for each alone; lone letters and lone characters tell nothing beside others. */
export function singles(text: string, quoted: boolean, year = '', src?: Source): Single[] {
  const said = src && synonymsOf(src);
  const cut = quoted ? [{ text, frame: false }] : stretches(text);
  let from = 0;
  const all = cut.flatMap(s => {
    from += s.text.length;
    return s.frame ? terms(s.text, frameWorth, from - s.text.length) : dated(s.text, from - s.text.length, year, said);
  });
  const named = all.some(s => s.worth === 1 && s.size > 1);
  if (!named && !quoted) return singles(text, true, year, src); // "为什么" alone is what is looked for
  return all.filter(s => s.size > 1);
}

// A date, period, code or version is one term, however it is written.
function dated(text: string, from: number, year: string, said?: Synonyms): Single[] {
  const out: Single[] = [];
  let at = 0;
  for (const w of year ? written(text, year) : []) {
    out.push(...terms(text.slice(at, w.from), 1, from + at, said));
    out.push({ t: text.slice(w.from, w.to), prefix: false, worth: 1, joined: false, size: Math.min(4, w.to - w.from), alts: w.others, from: from + w.from, whole: true });
    at = w.to;
  }
  return out.concat(terms(text.slice(at), 1, from + at, said));
}

function terms(text: string, worth: number, start: number, said?: Synonyms): Single[] {
  const cs = Array.from(text);
  const word = (from: number, to: number): string => cs.slice(from, to).join('');
  const unit = (i: number): number => start + cs.slice(0, i).join('').length;
  return runs(cs).flatMap((r): Single[] => {
    const rest = { prefix: false, worth, joined: false, alts: [] as string[], from: unit(r.from) };
    if (r.class === Class.han) {
      const run = word(r.from, r.to);
      return pairs(cs, r).map((s, i) => ({ ...rest, ...s, size: s.prefix ? 1 : 2, joined: i > 0, from: unit(r.from + i), alts: said?.at(run, i) ?? [] }));
    }
    if (r.class === Class.symbol) return [{ ...rest, t: cs[r.from]!, size: 1 }];
    return r.words.map(([from, to]) => ({
      ...rest,
      t: cs.slice(from, Math.min(to, from + wordLen)).join(''),
      size: Math.min(4, to - from),
      from: unit(from),
      alts: said?.at(word(from, to), 0) ?? [],
    }));
  });
}

/**
 * Pages by how much of what was typed they hold, and by how much of what stands in
 * any heading at all stands in one of theirs. A term counts by its length and its
 * rarity; what stands nowhere counts for no page and against none.
 */
export function bestShare(src: Source, parts: PartHits[], terms: Single[], queryLength: number, allowed?: (page: number) => boolean): Candidate[] {
  const rarity = rarities(src, parts, terms);
  const rarest = Math.max(...rarity, 1e-9);
  // A rare pair may only join the ends of two words: rarity counts up to a bound.
  const value = terms.map((t, i) => t.worth * (0.25 + 0.75 * (rarity[i]! / rarest)) * (parts[i]!.size ? 1 : 0));
  const share = new Map<number, { size: number; last: number }>();
  const size = (i: number, joined: boolean): number => value[i]! * (terms[i]!.size - (joined ? 1 : 0));
  parts.forEach((p, i) => {
    for (const page of p.keys()) {
      let s = share.get(page);
      if (!s) share.set(page, (s = { size: 0, last: -2 }));
      s.size += size(i, terms[i]!.joined && s.last === i - 1);
      s.last = i;
    }
  });
  const whole = terms.reduce((n, t, i) => n + size(i, t.joined), 0) || 1;
  const most = Math.max(0, ...[...share.values()].map(s => s.size));
  const named = headed(parts, rarity);
  const average = averageLength(src);
  const out: Candidate[] = [];
  for (const [page, { size }] of share) {
    const name = named.get(page) ?? 0;
    if ((name < 0.4 && (size < 0.6 * most || size < 0.3 * whole)) || (allowed && !allowed(page))) continue;
    const here = parts.map((p, i) => ({ f: p.get(page), w: rarity[i]! })).filter(x => x.f);
    const w = here.map(x => x.w);
    const c = score(
      src,
      page,
      here.map(x => x.f!),
      w,
      w.reduce((a, b) => a + b, 0) || 1,
      average,
      queryLength,
      true,
    );
    out.push({ ...c, tier: Tier.share, score: c.score + (6 * size) / whole + 4 * name });
  }
  return out.sort(inOrder(src)).slice(0, 200);
}

/** How much each term tells by how rare it is. */
function rarities(src: Source, parts: PartHits[], terms: Single[]): number[] {
  const plain = parts.map((p, i) => (p.size ? terms[i]!.worth * idf(src.live, p.size) : 0));
  return plain.map((r, i) => (joint(parts, terms, i) ? 0.3 * Math.min(plain[i - 1]!, plain[i + 1]!) : r));
}

// A pair far rarer than both its neighbours joins the end of one word to the
// beginning of the next: 区上 in 西南区上线 is rare, and says nothing.
function joint(parts: PartHits[], terms: Single[], i: number): boolean {
  const [here, before, after] = [parts[i]!.size, parts[i - 1]?.size ?? 0, parts[i + 1]?.size ?? 0];
  return here > 0 && terms[i]!.joined && terms[i + 1]?.joined === true && 4 * here < Math.min(before, after);
}

/** Pages of which one piece holds every character of what is named, though not as one phrase. */
export function spread(src: Source, parts: PartHits[], terms: Single[], queryLength: number, allowed?: (page: number) => boolean): Candidate[] {
  const named = terms.map((t, i) => ({ t, i })).filter(x => x.t.worth === 1);
  const needed = new Set(named.flatMap(({ t }) => units(t)));
  return bestShare(src, parts, terms, queryLength, allowed).filter(c => {
    const held = new Map<number, Set<number>>();
    const wide = new Set<number>(); // what may stand in each piece
    for (const { t, i } of named) {
      if (parts[i]!.get(c.page)?.wide) for (const u of units(t)) wide.add(u);
      for (const piece of parts[i]!.get(c.page)?.pieces ?? []) {
        let h = held.get(piece);
        if (!h) held.set(piece, (h = new Set()));
        for (const u of units(t)) h.add(u);
      }
    }
    return wide.size === needed.size || [...held.values()].some(h => new Set([...h, ...wide]).size === needed.size);
  });
}

/** Whether a text holds every character of what is named: where the index did not tell. */
export function holdsAll(text: string, terms: Single[]): boolean {
  const named = terms.filter(t => t.worth === 1);
  const held = named.filter(t => [t.t, ...t.alts].some(a => text.includes(closed(a))));
  return new Set(held.flatMap(units)).size === new Set(named.flatMap(units)).size;
}

const units = (t: Single): number[] => Array.from(t.t, (_, k) => t.from + k);

/** Per page the weight of the parts in its best heading, as a share of those that stand in any. */
function headed(parts: PartHits[], weights: number[]): Map<number, number> {
  const best = new Map<number, number>();
  const sums = new Map<number, Map<number, number>>();
  let total = 0;
  parts.forEach((p, i) => {
    let any = false;
    for (const [page, f] of p) {
      if (f.heads.length === 0) continue;
      any = true;
      let m = sums.get(page);
      if (!m) sums.set(page, (m = new Map()));
      for (const piece of f.heads) {
        const s = (m.get(piece) ?? 0) + weights[i]!;
        m.set(piece, s);
        best.set(page, Math.max(best.get(page) ?? 0, s));
      }
    }
    if (any) total += weights[i]!;
  });
  for (const [page, s] of best) best.set(page, total ? s / total : 0);
  return best;
}

/**
 * How alike a name is to what is asked, from 0 to 1, frames apart: by the pairs they
 * share. A pair of the question weighs by its rarity: 审核任务 is the name of many pages
 * where 通知 tells which of them is meant. What else a word is called counts as that word.
 */
export function likeness(query: string, weights: Weights): (...names: string[]) => number {
  const asked = pairsIn(content(query));
  const weigh = (p: string): number => weights.get(p) ?? 1;
  const all = [...asked].reduce((n, p) => n + weigh(p), 0);
  return (...names) => {
    const own = new Set(names.flatMap(name => [...pairsIn(content(name))]));
    let common = 0;
    let size = 0;
    for (const p of own) {
      const w = weigh(p);
      size += w;
      if (asked.has(p) || weights.has(p)) common += w;
    }
    return Math.min(1, (2 * common) / Math.max(1, size + all));
  };
}

/** What each pair of a question weighs, and each pair of what else its words are called; 1 on the average. */
export type Weights = Map<string, number>;

/** How much of a weight is rarity: a rare pair may be chance, a frequent one still names something. */
const byRarity = 0.4;

/** The weights of the terms of a question, by the pages where they stand. */
export function weighted(src: Source, parts: PartHits[], terms: Single[]): Weights {
  const rarity = rarities(src, parts, terms);
  const known = rarity.filter(r => r > 0);
  const mean = known.reduce((a, b) => a + b, 0) / Math.max(1, known.length) || 1;
  const weight = (i: number): number => 1 - byRarity + (byRarity * rarity[i]!) / mean;
  const out: Weights = new Map();
  terms.forEach((t, i) => {
    if (t.worth < 1) return;
    for (const a of t.alts) for (const p of pairsIn(a)) out.set(p, Math.max(out.get(p) ?? 0, weight(i) / pairsIn(a).size));
  });
  terms.forEach((t, i) => t.worth === 1 && out.set(t.t, weight(i)));
  return out;
}

const pairsIn = (text: string): Set<string> => new Set(singles(text, true).map(s => s.t));
