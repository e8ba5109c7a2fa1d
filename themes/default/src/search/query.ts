// What a typed line asks for: parts that must all be found, words that must not,
// and filters; and the terms by which a part is looked up.

import { Class, codeSuffix, fold, joiners, runs, runTerm, runWords, windows, wordLen, type Run } from './fold';

/** A look-up in the index: one term, or all terms that begin with t. */
export interface Spec {
  t: string;
  prefix: boolean;
}

/** One way in which a part may stand in a page. */
export interface Alt {
  text: string; // folded; what stands literally in the page
  specs: Spec[];
  sure: boolean; // a piece with all terms holds the text: no need to read it
  any?: Spec[]; // and one of these
  units?: Spec[]; // lone characters behind a short number, as in 10月: a piece without them does not hold the text
}

export interface Part extends Alt {
  inside?: Inside; // how the part is looked for within longer words
  letters: boolean; // only a-z and apostrophes: may be pinyin
  quoted?: boolean; // every word of it is meant
}

/** The first word of a part may be the end of a longer word, or all of it the middle. */
export interface Inside {
  word: string;
  whole: boolean; // the word is the whole part: any place within a word; else its end
  rest: Spec[];
}

export interface Filters {
  kind?: string;
  section?: string;
  tag?: string;
  owner?: string;
}

export interface Query {
  text: string; // folded, one space between parts
  parts: Part[];
  not: Part[];
  asked: { filter: keyof Filters; value: string; not: boolean; part: Part }[]; // kind:faq, -kind:faq; taken as text if there is no such kind
  pasted?: Part; // the line as it stands, if it is read otherwise: it may be copied from a page
}

// A longer line is nobody's query; the rest of it is dropped.
const maxLength = 300;
const maxParts = 24;

const filterNames: Record<string, keyof Filters> = {
  kind: 'kind',
  类型: 'kind',
  section: 'section',
  栏目: 'section',
  tag: 'tag',
  标签: 'tag',
  owner: 'owner',
  负责人: 'owner',
};

// What a dash may exclude: -18, and the -d and --name of a command, are text.
const excludable = /^\p{L}(?!$)|^\p{Script=Han}/u;

const filters = Object.keys(filterNames).join('|');

// A filter behind other words, whose value is not typed yet.
const begun = new RegExp(` -?(?:${filters}):["“”]?$`);

/** A line with addresses as people read them: %E7%A3%81%E7%9B%98 is 磁盘. What is no text, and a plain 50%25, stays. */
function readable(line: string): string {
  return line.replace(/(?:%[0-9a-f]{2})+/gi, bytes => {
    try {
      const text = decodeURIComponent(bytes);
      return /[^\0-\x7f]/.test(text) ? text : bytes;
    } catch {
      return bytes;
    }
  });
}

/** A line without AND between two words, as other searches want it: both are meant anyway. Written small it is a word. */
const withoutAnd = (line: string): string => line.replace(/(["“”][^"“”]*["“”]?)|(\S)\s+AND\s+(?=\S)/g, (_, quote?: string, before?: string) => quote ?? `${before} `);

/** A line folded, with one space between its words. */
const folded = (line: string): string =>
  fold(line.slice(0, 4 * maxLength))
    .slice(0, maxLength)
    .replace(/\s+/g, ' ')
    .trim();

/** Reads a line as typed. It never fails. */
export function parse(line: string): Query {
  const typed = line.slice(0, 12 * maxLength);
  const read = readable(typed);
  const text = folded(read);
  const q: Query = { text, parts: [], not: [], asked: [] };
  const item = new RegExp(`(-?)(?:(${filters}):)?(?:["“”]([^"“”]*)["“”]?|([^\\s"“”]+))`, 'g');
  const raw: { not: boolean; filter?: keyof Filters; value: string; all: string; quoted: boolean }[] = [];
  const said = folded(withoutAnd(read)).replace(begun, '');
  for (const m of said.matchAll(item)) {
    const value = (m[3] ?? m[4] ?? '').trim();
    const filter = m[2] === undefined ? undefined : filterNames[m[2]];
    const all = m[3] === undefined ? m[0] : value;
    const starts = m.index === 0 || said[m.index - 1] === ' '; // a word: no dash behind a quote
    const not = m[1] === '-' && (filter !== undefined || (starts && excludable.test(value)));
    const r = { not, filter, value: m[1] && !not ? all : value, all, quoted: m[3] !== undefined };
    if (value && raw.length < maxParts && !raw.some(o => o.all === all && o.not === r.not)) raw.push(r);
  }
  const positive = raw.some(r => !r.not);
  for (const r of raw) {
    if (r.filter) q.asked.push({ filter: r.filter, value: r.value, not: r.not, part: part(r.all) });
    else if (r.not && positive) q.not.push(part(r.value));
    else q.parts.push({ ...part(r.not ? r.all : r.value), quoted: r.quoted });
  }
  q.parts = q.parts.filter(p => p.specs.length > 0);
  q.not = q.not.filter(p => p.specs.length > 0);
  if (q.not.length + q.asked.length > 0 || said !== text || read !== typed) q.pasted = part(folded(typed));
  return q;
}

/** The terms of a folded text without leading or trailing spaces. */
export function part(text: string): Part {
  const cs = Array.from(text);
  const found = runs(cs);
  const specs: Spec[] = [];
  const units: Spec[] = [];
  let inside: Inside | undefined;
  for (const [i, r] of found.entries()) {
    if (counted(cs, r, found[i - 1])) units.push(...pairs(cs, r));
    if (r.class === Class.symbol) specs.push({ t: cs[r.from]!, prefix: false });
    else if (r.class === Class.han) specs.push(...pairs(cs, r));
    else {
      if (r === found[0] && r.from === 0) inside = within(cs, r);
      specs.push(...identifier(cs, r));
    }
  }
  const kept = selective(specs);
  if (inside) {
    const own = new Set(found[0] ? identifier(cs, found[0]).map(s => s.t) : []);
    inside.rest = selective([...inside.rest, ...specs.filter(s => !own.has(s.t))]);
  }
  return { text, specs: kept, units, sure: kept.length === 1 && kept[0]!.t === text, inside, letters: /^[a-zü]+$/.test(text) };
}

/** The pairs of a run of Han; a lone one is the beginning of pairs. */
export function pairs(cs: string[], r: Run): Spec[] {
  if (r.to - r.from === 1) return [{ t: cs[r.from]!, prefix: true }];
  const out: Spec[] = [];
  for (let i = r.from; i + 1 < r.to; i++) out.push({ t: cs[i]! + cs[i + 1]!, prefix: false });
  return out;
}

/** Whether a run is one Han behind a number of one or two digits. */
const counted = (cs: string[], r: Run, before?: Run): boolean =>
  r.class === Class.han && r.to - r.from === 1 && before !== undefined && /^\d{1,2}$/.test(cs.slice(before.from, before.to).join(''));

function identifier(cs: string[], r: Run): Spec[] {
  const tail = r.to === cs.length;
  if (r.words.length === 1) {
    const word = cs.slice(r.from, r.to);
    const suffix = codeSuffix(cs, r.from, r.to);
    if (suffix) return [{ t: word.join('') + suffix, prefix: false }];
    if (word.length <= wordLen) return [{ t: word.join(''), prefix: tail }];
    const all = windows(word);
    return all.map((t, i) => ({ t, prefix: i === all.length - 1 }));
  }
  const out: Spec[] = [];
  const open = tail || joiners.includes(cs[r.to] ?? ' '); // the identifier in the page may go on
  for (let i = 0; ; i += runWords - 1) {
    const last = i + runWords >= r.words.length;
    out.push({ t: runTerm(cs, r, i), prefix: last && open });
    if (last) return out;
  }
}

function within(cs: string[], r: Run): Inside | undefined {
  const [from, to] = r.words[0]!;
  const word = cs.slice(from, to).join('');
  if (r.words.length === 1) {
    const whole = r.to === cs.length;
    return { word: word.slice(0, wordLen / 2), whole: whole || word.length > wordLen / 2, rest: [] };
  }
  const rest: Run = { ...r, from: r.words[1]![0], words: r.words.slice(1) };
  return { word: word.length > wordLen / 2 ? word.slice(0, wordLen / 2) : word, whole: word.length > wordLen / 2, rest: identifier(cs, rest) };
}

// Terms that half the site begins with tell nothing beside better ones: the text is read anyway.
function selective(specs: Spec[]): Spec[] {
  const seen = new Set<string>();
  const once = specs.filter(s => !seen.has(s.t + s.prefix) && !!seen.add(s.t + s.prefix));
  const good = once.filter(s => !s.prefix || Array.from(s.t).length > 1);
  return good.length > 0 ? good : once.slice(0, 1);
}
