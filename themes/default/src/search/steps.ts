// What a query may have meant when too few pages hold it as it was typed: other
// writings, traditional characters, pinyin, typing errors. Each step adds what it
// finds to the run and tells whether that was anything.

import type { Asking } from './asking';
import { near } from './fallback';
import { fold } from './fold';
import { forms as writings } from './forms';
import { stretches, synonymsOf, common } from './words';
import { repaired, Sounds } from './sounds';
import { rangeShards } from './source';
import { find, Tier, type PartHits } from './match';
import { part, type Alt } from './query';

/** How many words letters are tried for; those of the most frequent pairs first. */
const mostSpelled = 150;

/** Whether each Han of a part is in a term that is looked up as it is: with a hit, the site has all of them. */
function standsAlone(p: Alt): boolean {
  const terms = p.specs.map(s => s.t).join('');
  return (p.text.match(/\p{Script=Han}/gu) ?? []).every(c => terms.includes(c));
}

/** Dates, codes and versions as others write them. */
export async function forms(run: Asking): Promise<boolean> {
  if ((run.options.typing && run.read.length > 0) || !run.q.parts.some(p => !p.quoted && /\d|[月季]/.test(p.text))) return false;
  let tried = false;
  for (let i = 0; i < run.q.parts.length; i++) {
    const p = run.q.parts[i]!;
    let release = ''; // of v1.6: where there is a 1.6.0, another 1.6 is a figure
    for (const f of p.quoted ? [] : writings(p.text, run.year, 12)) {
      // 十月 and 10月 are one word; a code or a date may be meant as it was typed.
      if (f + '.' === release || !(await run.add(i, part(f), /[月季]/.test(p.text) ? Tier.literal : Tier.variant))) continue;
      run.words.push(f);
      tried = true;
      if (!f.endsWith('.')) continue;
      await run.rankAndRead();
      if (run.read.length > 0) release = f;
    }
  }
  return tried;
}

async function variants(run: Asking): Promise<boolean> {
  if (run.read.length >= 3 && run.options.typing) return false;
  let tried = false;
  for (let i = 0; i < run.q.parts.length; i++) {
    const p = run.q.parts[i]!;
    if (!/\p{Script=Han}/u.test(p.text)) continue;
    const known = run.hits[i]!.size > 0 && standsAlone(p);
    const forms = (await run.world.variantForms(run.src, !known)).of(p.text, 8);
    for (const f of forms) {
      const alt = part(f);
      if (alt.specs.length === 0 || !(await run.add(i, alt, Tier.variant))) continue;
      run.words.push(f);
      tried = true;
    }
  }
  return tried;
}

async function pinyin(run: Asking): Promise<boolean> {
  if (run.read.length >= 3) return false;
  const { parts } = run.q;
  let tried = false;
  for (let i = 0; i < parts.length; i++) if (parts[i]!.letters) tried = (await spelled(run, parts[i]!.text, [i])) || tried;
  if (parts.length < 2 || run.read.length > 0 || !parts.every(p => p.letters && !p.quoted)) return tried;
  const all = parts.map(p => p.text).join(''); // ji fen is one word
  return (await spelled(run, all, [...parts.keys()])) || tried;
}

// The words that letters spell, for the parts that they stand for.
async function spelled(run: Asking, letters: string, of: number[]): Promise<boolean> {
  if (letters.length < 2 || letters.length > 40) return false;
  const words = (await run.world.pinyin(run.src)).words(letters.replace(/ü/g, 'v'), mostSpelled);
  let tried = false;
  for (let from = 0, n = 10; from < words.length && !(run.spelled() && (run.options.typing || from > 30)); from += n, n *= 2) {
    const alts = words.slice(from, from + n).map(w => part(w));
    await run.src.fetch(
      alts.flatMap(a => a.specs),
      rangeShards,
    );
    for (const alt of alts) {
      if (!(await headed(run, alt))) continue;
      let more = false;
      for (const i of of) more = (await run.add(i, alt, Tier.pinyin)) || more;
      if (!more) continue;
      run.via.push(alt.text);
      tried = true;
    }
    if (run.via.length > 0) await run.rankAndRead();
  }
  return tried;
}

// Pairs that were in two headings make words that are in none, and after an edit a
// heading may be gone: a word counts when a heading or a tag of today has it.
async function headed(run: Asking, alt: Alt): Promise<boolean> {
  const at: PartHits = new Map();
  find(run.src, alt, Tier.pinyin, at);
  for (const f of at.values()) if (f.heads.length > 0) return true;
  if (at.size === 0) return false;
  const { tags, pages } = await run.src.facets();
  return [...at.keys()].some(page => (pages[page]?.tags ?? []).some(tag => fold(tags[tag] ?? '').includes(alt.text)));
}

// Latin words that stand nowhere: the nearest that do.
async function typos(run: Asking): Promise<boolean> {
  if (run.read.length > 0) return false;
  let tried = false;
  const fixed = run.q.parts.map(p => p.text);
  for (let i = 0; i < run.q.parts.length; i++) {
    const p = run.q.parts[i]!;
    if (p.quoted || run.hits[i]!.size > 0 || p.specs.length !== 1 || !/^\p{Script=Latin}{4,24}$/u.test(p.text)) continue;
    const words = near(p.text, await run.src.lexicon(), 3);
    for (const w of words) {
      if (!(await run.add(i, { text: w, specs: [{ t: w, prefix: false }], sure: true }, Tier.typo))) continue;
      if (!tried || fixed[i] === p.text) fixed[i] = w;
      run.words.push(w);
      tried = true;
    }
  }
  if (tried) run.suggest = fixed.join(' ');
  return tried;
}

/** The text of each part without what only sounds like the site's words; quoted parts are meant as they stand. */
export async function mended(run: Asking): Promise<string[]> {
  const stands = (pair: string): boolean => common(pair) || run.src.postings({ t: pair, prefix: false }).m.size > 0;
  const wrong = (text: string): boolean =>
    stretches(text)
      .flatMap(s => (s.frame ? [] : (s.text.match(/\p{Script=Han}+/gu) ?? [])))
      .some(w => Array.from(w).some((c, i, all) => i > 0 && !stands(all[i - 1]! + c)));
  const texts = run.q.parts.map(p => p.text);
  if (run.options.typing || !run.q.parts.some(p => !p.quoted && wrong(p.text))) return texts; // a word half typed is no slip
  const [pairs, sounds] = await Promise.all([run.world.pinyin(run.src), run.world.sounds(run.src, t => new Sounds(t))]);
  return run.q.parts.map(p => (p.quoted ? p.text : repaired(p.text, stands, pairs, sounds)));
}

// Characters for others that sound alike.
async function homophones(run: Asking): Promise<boolean> {
  if (run.read.length > 0) return false;
  const texts = await mended(run);
  if (texts.every((t, i) => t === run.q.parts[i]!.text)) return false;
  for (let i = 0; i < texts.length; i++) {
    const t = texts[i]!;
    if (t === run.q.parts[i]!.text) continue;
    if (!(await run.add(i, part(t), Tier.variant))) return false;
    run.words.push(t);
  }
  await run.rankAndRead();
  if (run.read.length > 0) run.suggest = texts.join(' ');
  return true;
}

// Words that the site calls otherwise: 宕机 where the pages say 停机. Behind a few
// pages that have the word itself, those that have another one for all of it.
async function synonyms(run: Asking): Promise<boolean> {
  const literal = run.read.length;
  if (literal >= (run.options.typing ? 1 : 3)) return false;
  const known = synonymsOf(run.src);
  const said: string[] = [];
  for (let i = 0; i < run.q.parts.length; i++) {
    const p = run.q.parts[i]!;
    const stands = run.hits[i]!.size > 0;
    for (const t of p.quoted ? [] : stands ? known.whole(p.text) : known.otherwise(p.text)) {
      if (!(await (stands ? run.alsoOn(i, part(t), Tier.variant) : run.add(i, part(t), Tier.variant)))) continue;
      run.words.push(t);
      said.push(t);
    }
  }
  if (said.length > 0) await run.rankAndRead();
  if (literal === 0 && run.read.length > 0 && said.length > 0) run.suggest = said.join('、');
  return said.length > 0;
}

/** The steps, the most literal first. */
export const steps = [forms, variants, homophones, synonyms, pinyin, typos];
