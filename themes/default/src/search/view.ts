// Hits as elements. Text only ever becomes a text node: what stands in a page or
// in a query cannot become markup.

import { filled } from '../feedback';
import { text } from '../texts';
import type { Hit, Place, Result } from './answer';
import { unanswered } from './recent';

type Child = Node | string | undefined | false;

/** An element with classes, as in 'a.hit', and children. */
export function el<K extends keyof HTMLElementTagNameMap>(spec: K | `${K}.${string}`, attributes: Record<string, string> = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const [name, ...classes] = spec.split('.') as [K, ...string[]];
  const e = document.createElement(name);
  if (classes.length) e.className = classes.join(' ');
  for (const [k, v] of Object.entries(attributes)) e.setAttribute(k, v);
  for (const c of children) if (c) e.append(c);
  return e;
}

/** Text with its marks. */
export function marked(s: string, marks: [number, number][]): DocumentFragment {
  const out = document.createDocumentFragment();
  let at = 0;
  for (const [a, z] of marks) {
    out.append(s.slice(at, a), el('mark', {}, s.slice(a, z)));
    at = z;
  }
  out.append(s.slice(at));
  return out;
}

/** Where a hit leads: its section. What to mark there is told by landing.ts. */
export const href = (hit: Hit, place: Place): string => hit.url + (place.anchor ? '#' + encodeURIComponent(place.anchor) : '');

export const kindName = (kind: string): string => {
  const name = text(`search.kind.${kind}`);
  return name.startsWith('search.') ? kind : name;
};

/** One page with its best sections; the links are the options of a listbox, or plain links. */
export function hitItem(hit: Hit, marks: (s: string) => [number, number][], option: (a: HTMLAnchorElement) => void): HTMLElement {
  const link = el('a.hit-link', { href: href(hit, hit) });
  option(link);
  const head = el('span.hit-title', {}, marked(hit.title, marks(hit.title)));
  const kind = hit.kind && hit.kind !== 'page' ? kindName(hit.kind) : '';
  const said = hit.crumbs.split(' › ').includes(kind); // a folder of manuals is called so
  const facts = el(
    'span.hit-facts',
    {},
    kind && !said && el('span.hit-kind', {}, kind),
    hit.crumbs && el('span.hit-crumbs', {}, hit.crumbs),
    hit.overdue && el('span.hit-overdue', {}, text('search.overdue')),
  );
  link.append(head, facts);
  if (hit.heading !== hit.title) link.append(el('span.hit-heading', {}, marked(hit.heading, marks(hit.heading))));
  if (hit.text) link.append(el('span.hit-text', {}, marked(hit.text, hit.marks)));
  const item = el('div.hit', {}, link);
  for (const p of hit.more) {
    const a = el('a.hit-more', { href: href(hit, p) }, el('span.hit-heading', {}, marked(p.heading, marks(p.heading))), el('span.hit-text', {}, marked(p.text, p.marks)));
    option(a);
    item.append(a);
  }
  return item;
}

/** What is said above the hits. */
export function summary(r: Result): string {
  const said: string[] = [];
  if (r.suggest) said.push(text('search.suggest', r.query, r.suggest));
  if (r.via) said.push(text('search.via', r.via.slice(0, 4).join('、')));
  if (r.partial) said.push(text('search.partial'));
  if (r.loading) said.push(text('search.still'));
  else if (r.hits.length === 0) said.push(text('search.none', r.query));
  else if (r.hits.length && !r.partial) said.push(r.total === 1 ? text('search.total-one') : text(r.about ? 'search.about' : 'search.total', r.total));
  return said.join(' ');
}

/** The way back from what was searched instead: the query as typed, in quotes, which mend nothing. */
export function asTyped(r: Result, ask: (query: string) => void): HTMLElement | undefined {
  if (!r.suggest) return undefined;
  const button = el('button', { type: 'button' }, text('search.as-typed', r.query));
  button.addEventListener('click', () => ask(`"${r.query.replace(/"/g, '')}"`));
  return el('p.search-report', {}, button);
}

/** What is shown when nothing was found. */
export function empty(r: Result, generation: string, filtered: boolean, unfilter: () => void): HTMLElement {
  const box = el('div.search-empty');
  if (filtered) {
    const clear = el('button', { type: 'button' }, text('search.unfilter'));
    clear.addEventListener('click', unfilter);
    box.append(el('p', {}, text('search.filtered'), ' ', clear));
  } else box.append(el('p', {}, text('search.none-hint')));
  box.append(report(r, generation));
  return box;
}

/** What a page owner needs to know of a question without a good answer, to be copied or sent; and the earlier ones that this browser keeps. */
export function report(r: Result, generation: string): HTMLElement {
  const page = location.href.replace(/[#?].*/, '');
  const line = el('p.search-report', {}, ...passOn(text('search.report'), text('search.send'), r.query, text('search.report-text', r.query, page, generation)));
  const earlier = unanswered.all().filter(q => q !== r.query);
  if (earlier.length === 0) return line;
  const box = el('div', {}, line);
  box.append(earlierOnes(earlier, text('search.report-text', earlier.join('\n'), page, generation)));
  return box;
}

function earlierOnes(queries: string[], said: string): HTMLElement {
  const forget = el('button', { type: 'button' }, text('search.unanswered-clear'));
  const box = el('details.search-unanswered', {}, el('summary', {}, text('search.unanswered', queries.length)));
  box.append(el('p', {}, text('search.unanswered-only-here')), el('ul', {}, ...queries.map(q => el('li', {}, q))));
  box.append(el('p.search-report', {}, ...passOn(text('search.unanswered-copy'), text('search.unanswered-send'), queries.join('；'), said, 4 * mostSent), ' ', forget));
  forget.addEventListener('click', () => {
    unanswered.clear();
    box.remove();
  });
  return box;
}

/** How many characters of a query an address carries. */
const mostSent = 60;

/** A button that copies what is said, and a link that sends what was asked where the site takes feedback. */
function passOn(copyName: string, sendName: string, asked: string, said: string, most = mostSent): Child[] {
  const copy = el('button', { type: 'button' }, copyName);
  copy.addEventListener('click', () => {
    copyText(said).then(
      () => (copy.textContent = text('search.copied')),
      () => copy.parentElement?.append(el('pre', {}, said)),
    );
  });
  const { ask = '', askHoles = '' } = document.documentElement.dataset;
  if (!ask) return [copy];
  const short = [...asked].slice(0, most).join('');
  return [copy, ' ', el('a', { href: filled(ask, askHoles, { q: short }) }, sendName)];
}

// navigator.clipboard is not there on http and file://; the old command is.
async function copyText(s: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(s);
  const area = el('textarea', {}, s);
  (document.querySelector('dialog[open]') ?? document.body).append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  if (!done) throw new Error('copy');
}
