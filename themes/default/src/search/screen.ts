// The first screen of a query: four hits with their text, for as little of the index
// as will do. With fewer terms than the query has more pages may be hits, but each is
// read before it is shown: what is shown is right, only how many there are is not
// known yet.

import { find, rank, Tier, type Candidate, type PartHits } from './match';
import type { Alt, Spec } from './query';
import type { Run } from './run';
import { rangeShards, type Source } from './source';

/** How many hits a first screen has. */
export const firstHits = 4;

/** While more pages than this may be hits, more terms are loaded before any page is read. */
const few = 30;

/** So many texts without what was asked for are read before more terms are loaded, or what was found is shown. */
const mostVain = 4;

/** The same where a page is called as asked: it is what is looked for, and the others can wait. */
const mostVainBeside = 2;

/** So many pages are looked at while somebody types; with more, one more shard is loaded for each key. */
const mostLooked = 60;

/** Shows what it can of a query; false if that is nothing, and the query must be answered in full. */
export async function screen(run: Run): Promise<boolean> {
  const { src } = run;
  for (let n = 2; ; n += 2) {
    const all = run.q.parts.flatMap(p => p.specs);
    await run.loaded(
      run.q.parts.flatMap(p => apart(src, p, n)),
      1,
    );
    const more = all.some(s => !src.has(s, 1));
    ranked(run);
    if (more && run.candidates.length > few) continue;
    await run.verify(run.candidates.some(titled) ? mostVainBeside : mostVain);
    if (run.read.length >= run.limit || run.read.some(r => titled(r.c))) return true;
    if (more) continue;
    if (run.read.length > 0) return true;
    await run.verify(); // whatever it takes until there is one
    if (all.every(s => src.has(s, rangeShards))) return run.read.length > 0;
    await run.loaded(all, rangeShards);
    ranked(run);
    await run.verify();
    return run.read.length > 0;
  }
}

/** Whether all terms that are loaded stand in the title. */
const titled = (c: Candidate): boolean => c.parts.every(f => f.title > 0);

/** A character that no pair holds, since what stands before it is neither Han nor a space: hardly any page that is read has it. */
const unpaired = /[^\p{Script=Han}\s]\p{Script=Han}$/u;

/** The same while somebody types. It loads at most one more shard, and one text; no text for a lone character, which begins many words. */
export async function glimpse(run: Run): Promise<boolean> {
  const { src, q } = run;
  ranked(run);
  const missing = q.parts.flatMap(p => apart(src, p, p.specs.length)).filter(s => !src.has(s, 1));
  if (missing.length > 0 && (run.candidates.length === 0 || run.candidates.length > mostLooked)) {
    await run.loaded(missing.slice(0, 1), 1);
    ranked(run);
  }
  run.most = mostLooked;
  run.texts = 0;
  await run.verify(mostVain);
  const best = new Set(run.candidates.slice(0, firstHits).map(c => c.page));
  if (Array.from(q.text).length > 1 && !unpaired.test(q.text) && !run.read.some(r => best.has(r.c.page))) {
    run.texts = 1; // none of the best is there yet
    await run.verify(mostVain);
  }
  return run.read.length > 0;
}

/** n terms of a part, those that are loaded and then the ones farthest from each other. */
function apart(src: Source, p: Alt, n: number): Spec[] {
  const at = p.specs.map((_, i) => i);
  const taken = at.filter(i => src.has(p.specs[i]!, 1));
  while (taken.length < Math.min(n, at.length)) {
    const far = (i: number): number => Math.min(...taken.map(t => Math.abs(t - i)));
    taken.push(at.filter(i => !taken.includes(i)).reduce((best, i) => (taken.length > 0 && far(i) > far(best) ? i : best)));
  }
  return taken.map(i => p.specs[i]!);
}

/** Ranks the pages by the terms that are loaded. */
function ranked(run: Run): void {
  const { src, q } = run;
  const hits = q.parts.flatMap((p): PartHits[] => {
    const loaded = p.specs.filter(s => src.has(s, 1));
    const h: PartHits = new Map();
    if (loaded.length > 0) find(src, { ...p, specs: loaded, sure: p.sure && loaded.length === p.specs.length }, Tier.literal, h);
    return loaded.length > 0 ? [h] : [];
  });
  run.partly = q.parts.some(p => p.specs.some(s => !src.has(s, rangeShards)));
  run.candidates = rank(src, hits, lengthOf(run)).filter(c => !run.failed.has(c.page));
}

const lengthOf = (run: Run): number => run.q.parts.reduce((n, p) => n + p.text.length, 0);
