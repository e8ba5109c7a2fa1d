// Cards: what is known of a thing that a query names, shown above its hits. The
// manifest tells by short hashes which queries may name one; only those load the
// file. Cards are made at build time from the facts of the site.

import { text } from '../texts';
import type { Engine } from './engine';
import { el } from './view';
import { hashes } from './wire';

export interface Card {
  kind: string;
  names: string[]; // folded
  whole: boolean; // only a query that is the name and nothing else means it
  title: string;
  project: string;
  tone: string;
  state: string;
  value: string;
  rows: [string, string][];
  asOf: string;
  source: string;
  path: string;
  anchor: string;
}

const most = 2;
const longest = 40; // characters of a query that are looked at
const hash = (s: string): number => {
  let h = 2166136261;
  for (let i = 0; i < s.length; i++) h = Math.imul(h ^ s.charCodeAt(i), 16777619);
  return h & 0xffffff;
};

/** How well a query names a card: the length of the name, 0 if it does not. */
export function named(query: string, { kind, names, whole }: Pick<Card, 'kind' | 'names' | 'whole'>): number {
  let best = 0;
  for (const n of names) {
    const at = query.indexOf(n);
    if (at < 0 || (whole && n !== query) || within(query, at) || within(query, at + n.length)) continue;
    if (n === query || kind === 'person' || n.length >= 4 || /\d/.test(n) || n.length >= 0.4 * query.length) best = Math.max(best, n.length);
  }
  return best;
}

// Whether a place is inside a word of letters and digits.
const within = (s: string, i: number): boolean => /[a-z0-9]/.test(s[i - 1] ?? '') && /[a-z0-9]/.test(s[i] ?? '');

export class Cards {
  private file = '';
  private names = new Set<number>();
  private all?: Promise<Card[]>;

  constructor(private readonly engine: Engine) {}

  /** The cards of what a query names; none if they cannot be loaded. */
  async of(line: string): Promise<Card[]> {
    const query = this.engine
      .fold(line.slice(0, 4 * longest))
      .replace(/[^\p{L}\p{N}]/gu, '')
      .slice(0, longest);
    const { cards } = await this.engine.open();
    if (!cards) return [];
    if (cards.file !== this.file) {
      this.all = undefined;
      this.names = hashes(cards.names);
    }
    this.file = cards.file;
    if (!mayName(query, this.names)) return [];
    this.all ??= this.engine.file(`c/${this.file}`).then(raw => (raw as Row[]).map(card));
    this.all.catch(() => (this.all = undefined));
    const found = (await this.all).map((c, i) => ({ c, i, n: named(query, c) })).filter(x => x.n > 0);
    found.sort((a, b) => b.n - a.n || a.i - b.i);
    const longestName = found[0]?.n ?? 0;
    return found
      .filter(x => x.n === longestName)
      .slice(0, most)
      .map(x => x.c);
  }
}

/** Whether any part of a query may be a name, by its hash. */
function mayName(query: string, hashes: Set<number>): boolean {
  for (let i = 0; i < query.length; i++) {
    for (let n = 2; i + n <= query.length; n++) if (hashes.has(hash(query.slice(i, i + n)))) return true;
  }
  return false;
}

type Row = [string, string[], number, string, string, string, string, string, [string, string][], string, string, string, string];

/** A card of the file c/…, which generator/search/cards.go writes. */
function card([kind, names, whole, title, project, tone, state, value, rows, asOf, source, path, anchor]: Row): Card {
  return { kind, names, whole: whole > 0, title, project, tone, state, value, rows, asOf, source, path, anchor };
}

/** What a screen reader is told of a card. */
export const said = (c: Card): string => [c.title, c.value, c.state].filter(Boolean).join(' ') + text('search.card.end');

/** A card as a link to where its figure stands. */
export function cardItem(c: Card, root: string, option: (a: HTMLAnchorElement) => void): HTMLElement {
  const href = root + c.path.split('/').map(encodeURIComponent).join('/') + (c.anchor ? '#' + encodeURIComponent(c.anchor) : '');
  const link = el('a.hit-link', { href });
  link.classList.add('card-link');
  if (c.tone) link.classList.add(`card-${c.tone}`);
  option(link);
  const head = el('span.card-head', {}, el('span.hit-kind', {}, text(`search.card.${c.kind}`)), el('span.hit-title', {}, c.title), c.state && el('span.card-state', {}, c.state));
  const rows = el('span.card-rows', {}, ...c.rows.map(([k, v]) => el('span', {}, `${k} `, el('b', {}, v))));
  const from = [c.project, c.asOf && text('search.card.as-of', c.asOf), c.source].filter(Boolean).join(' · ');
  link.append(head, c.value ? el('span.card-value', {}, c.value) : '', c.rows.length ? rows : '', el('span.card-from', {}, from));
  return el('div.hit.card-hit', {}, link);
}
