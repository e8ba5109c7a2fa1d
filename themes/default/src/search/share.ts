// Pages that answer a question best when none holds all of what was typed.

import { idf, inOrder, often, averageLength, Tier, type Candidate, type Found, type PartHits } from './match';
import { pairs, type Spec } from './query';
import { Class, closed, fold, runs, wordLen } from './fold';
import type { Source } from './source';
import { written } from './forms';
import { common, content, meantBy, stretches, synonymsOf, type Synonyms } from './words';

/** A smallest term of a query, such as a pair of Han. */
export interface Single extends Spec {
  size: number; // how many characters of the query it counts for
  joined: boolean; // its first character is the last one of the term before
  worth: number; // 1, or next to nothing for words that only make a question: 怎么, how to
  alts: string[]; // what else the writer may have called it
  from: number; // place in the text, in units
  lone?: boolean; // a character for the words in alts
  whole?: boolean; // a date or a code: all of it is one term
}

/** What a word that only makes a question is worth beside one that names something: enough to choose between equals. */
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
  if (named && !quoted) all.push(...whoDid(text));
  if (!named && !quoted) return singles(text, true, year, src); // "为什么" alone is what is looked for
  return all.filter(s => s.size > 1);
}

// 谁动过知识库 asks for a log. The question names none, and the page of the log may say
// nothing else of it. 谁能通过, 谁的账号过期了 and 经理是谁 do not.
const didBefore = /谁.*[^通经超不难越路]过(?![期程去来滤渡户度错])|是谁.*[改删点动传导关停建]的/;

function whoDid(text: string): Single[] {
  const from = text.search(didBefore);
  return from < 0 ? [] : [{ t: '谁', prefix: false, size: 2, joined: false, worth: 1, alts: ['日志', '记录'], from, lone: true }];
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
      const others = r.to - r.from === 1 && said ? meantBy(run) : [];
      if (others.length > 0) return [{ ...rest, t: run, size: 2, alts: others, lone: true }];
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
 * The characters of a question that stand for words and are in no pair that the site has:
 * of 同事开个账号 it has 同事 and 账号, and 开 is 新建 or 启用.
 */
export function uncovered(terms: Single[], parts: PartHits[]): Single[] {
  const held = new Set<number>();
  const all = new Map<number, string>();
  terms.forEach((t, i) => {
    if (t.worth < 1 || t.lone || t.whole || !/^\p{Script=Han}{2}$/u.test(t.t)) return;
    for (const k of [0, 1]) {
      all.set(t.from + k, t.t[k]!);
      if (parts[i]!.size > 0) held.add(t.from + k);
    }
  });
  return [...all]
    .filter(([from, c]) => !held.has(from) && meantBy(c).length > 0)
    .map(([from, t]) => ({ t, prefix: false, size: 2, joined: false, worth: 1, alts: meantBy(t), from, lone: true }));
}

/** How many pages are weighed by their sections, those first that hold most of the question. */
const mostWeighed = 300;

/** What a page is worth by what the index tells: fitted to questions of staff over five sites. */
const worthTerms = 6; // all of the question's terms, often
const worthSection = 4; // all of them in one section and the title above it
const worthName = 1; // all of them in that title and a heading
const worthLength = -0.3; // to the natural logarithm of its length: a long page holds everything

/**
 * Pages by how much of what was typed they hold, on the whole, in one section, and in
 * its heading. A term counts by its length and its rarity; what stands nowhere counts
 * for no page and against none.
 */
export function bestShare(src: Source, parts: PartHits[], terms: Single[], allowed?: (page: number) => boolean): Candidate[] {
  const weights = rarities(src, parts, terms);
  const cover = covering(terms, weights);
  const held = new Map<number, (Found | undefined)[]>();
  parts.forEach((p, i) => {
    for (const [page, f] of p) {
      if (allowed && !allowed(page)) continue;
      let list = held.get(page);
      if (!list) held.set(page, (list = new Array<Found | undefined>(parts.length)));
      list[i] = f;
    }
  });
  const shares = [...held].map(([page, found]) => ({ page, found, share: cover(i => !!found[i]) })).sort((a, b) => b.share - a.share || src.order(a.page) - src.order(b.page));
  const most = shares[0]?.share ?? 0;
  const average = averageLength(src);
  return shares
    .slice(0, mostWeighed)
    .filter(s => s.share >= leastShare * most)
    .map(({ page, found }) => weighed(src, page, found, weights, cover, average))
    .sort(inOrder(src));
}

/** A page that holds less than this part of what another holds is no answer. */
const leastShare = 0.2;

/** How much of what is asked a set of terms is, from 0 to 1: pairs that follow each other share a character. */
type Cover = (held: (i: number) => boolean) => number;

function covering(terms: Single[], weights: number[]): Cover {
  const sum = (held: (i: number) => boolean): number => {
    let n = 0;
    let last = -2;
    terms.forEach((t, i) => {
      if (!weights[i] || !held(i)) return;
      n += weights[i] * (t.size - (t.joined && last === i - 1 ? 1 : 0));
      last = i;
    });
    return n;
  };
  const whole = sum(() => true) || 1;
  return held => sum(held) / whole;
}

function weighed(src: Source, page: number, found: (Found | undefined)[], weights: number[], cover: Cover, average: number): Candidate {
  const length = src.lengths.text(page) / average;
  const total = weights.reduce((a, b) => a + b, 0) || 1;
  const told = found.reduce((n, f, i) => n + (f ? weights[i]! * often(f.tf, length) : 0), 0);
  const sections = new Map<number, number>();
  for (const [piece, places] of byPiece(found)) sections.set(piece, worthSection * cover(i => places[i]! > 0) + worthName * cover(i => places[i] === inName));
  const [best, worth] = [...sections].reduce((a, b) => (b[1] > a[1] + 1e-9 ? b : a));
  const score = (worthTerms * told) / total + worth + worthLength * Math.log(length);
  const here = weights.map((w, i) => ({ f: found[i], w })).filter(x => x.f);
  return { page, tier: Tier.share, score, best, sections, parts: here.map(x => x.f!), weights: here.map(x => x.w) };
}

/** Where a term stands in a section: in its text, or in its heading or the title above it. */
const inText = 1;
const inName = 2;

// Per piece where each term stands. A page has the piece of its title in any case.
function byPiece(found: (Found | undefined)[]): Map<number, Uint8Array> {
  const title = Uint8Array.from(found, f => (f && f.title > 0 ? inName : 0));
  const out = new Map([[0, title.slice()]]);
  const at = (piece: number): Uint8Array => {
    let places = out.get(piece);
    if (!places) out.set(piece, (places = title.slice()));
    return places;
  };
  found.forEach((f, i) => {
    for (const piece of f?.pieces ?? []) at(piece)[i] ||= inText;
    for (const piece of f?.heads ?? []) at(piece)[i] = inName;
  });
  return out;
}

/** Sentences longer than this are code and rows without a stop: their beginning counts. */
const longestSentence = 300;

/** How much of what is asked one sentence of a folded text holds at most, from 0 to 1. */
export function inSentence(src: Source, parts: PartHits[], terms: Single[]): (text: string) => number {
  const cover = covering(terms, rarities(src, parts, terms));
  const said = terms.map(t => [...(t.lone ? [] : [t.t]), ...t.alts].map(closed));
  return text => {
    const sentences = text.split(/[。！？；!?;\n]/).map(s => s.slice(0, longestSentence));
    return Math.max(...sentences.map(s => cover(i => said[i]!.some(a => s.includes(a)))));
  };
}

/** How much each term tells by how rare it is: by the root, since a rare word may be there by chance. */
function rarities(src: Source, parts: PartHits[], terms: Single[]): number[] {
  const plain = parts.map((p, i) => (p.size ? terms[i]!.worth * Math.sqrt(idf(src.live, p.size)) : 0));
  return plain.map((r, i) => (joint(parts, terms, i, 4) ? 0.3 * Math.min(plain[i - 1]!, plain[i + 1]!) : r));
}

/**
 * Whether a pair joins the end of one word to the beginning of the next, as 码登 in
 * 号码登录: it stands on so many times fewer pages than both its neighbours.
 */
function joint(parts: PartHits[], terms: Single[], i: number, times: number): boolean {
  const [here, before, after] = [parts[i]!.size, parts[i - 1]?.size ?? 0, parts[i + 1]?.size ?? 0];
  return here > 0 && terms[i]!.joined && terms[i + 1]?.joined === true && times * here < Math.min(before, after);
}

/**
 * Which pairs only join two words, so that nobody means them: they are rarer than both
 * neighbours, or a known word begins in them. Each character stays in some other pair.
 */
export function joints(parts: PartHits[], terms: Single[]): Set<number> {
  const out = new Set<number>();
  const known = (i: number): boolean => terms[i]!.alts.length > 0 || common(terms[i]!.t);
  const drop = (which: (i: number) => boolean): void =>
    terms.forEach((t, i) => {
      const between = t.joined && terms[i + 1]?.joined === true && !out.has(i - 1) && !out.has(i + 1);
      if (between && !known(i) && which(i)) out.add(i);
    });
  drop(i => known(i + 1));
  drop(i => joint(parts, terms, i, 1));
  return out;
}

/** Pages of which one piece holds every character of what is named, though not as one phrase. */
export function spread(src: Source, parts: PartHits[], terms: Single[], allowed?: (page: number) => boolean): Candidate[] {
  const named = terms.map((t, i) => ({ t, i })).filter(x => names(x.t));
  const needed = new Set(named.flatMap(({ t }) => units(t)));
  return bestShare(src, parts, terms, allowed).filter(c => {
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
  const named = terms.filter(names);
  const held = named.filter(t => [t.t, ...t.alts].some(a => text.includes(closed(a))));
  return new Set(held.flatMap(units)).size === new Set(named.flatMap(units)).size;
}

/** Whether a term is part of what is named: no frame, and no character that only stands for words. */
const names = (t: Single): boolean => t.worth === 1 && !t.lone;

const units = (t: Single): number[] => Array.from(t.t, (_, k) => t.from + k);

/**
 * How alike a name is to what is asked, from 0 to 1, frames apart: by the characters
 * and words that they share. What else a word is called counts as that word.
 */
export function likeness(asked: string, terms: Single[]): (above: string, ...names: string[]) => number {
  const own = unitsOf(content(asked));
  const others = terms.flatMap(t => t.alts.map(a => ({ alt: closed(a), own: unitsOf(t.t) })));
  return (above, ...names) => {
    const name = closed(names.map(n => fold(n)).join('\n'));
    const its = unitsOf(content(name));
    const said = others.filter(o => name.includes(o.alt));
    const meant = new Set([...own.keys(), ...said.flatMap(o => [...unitsOf(o.alt).keys()])]);
    const told = new Set([...its.keys(), ...unitsOf(fold(above)).keys(), ...said.flatMap(o => [...o.own.keys()])]);
    const shared = sizeOf(own, u => told.has(u)) + sizeOf(its, u => meant.has(u));
    return shared / Math.max(1, sizeOf(own) + sizeOf(its));
  };
}

/** The Han characters of a text, and its words of other letters, and how much each counts. */
const unitsOf = (text: string): Map<string, number> =>
  new Map((text.match(/\p{Script=Han}|[\p{L}\p{N}_]+?(?=\p{Script=Han}|[^\p{L}\p{N}_]|$)/gu) ?? []).map(u => [u, Math.min(3, (u.length + 1) / 2)]));

const sizeOf = (units: Map<string, number>, which: (unit: string) => boolean = () => true): number => [...units].reduce((n, [u, size]) => n + (which(u) ? size : 0), 0);
