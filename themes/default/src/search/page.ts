// The results page: search.html?q=…&kind=…, with facets and all hits.

import { text } from '../texts';
import type { Options, Result } from './answer';
import { cardItem, Cards, said, type Card } from './cards';
import type { Engine } from './engine';
import type { Counts } from './filter';
import { leave } from './landing';
import { led, recent, unanswered } from './recent';
import { watchTyping } from './typing';
import { asTyped, el, empty, hitItem, kindName, report, summary } from './view';

const step = 20;
const facets = ['kind', 'section', 'tag', 'owner'] as const;
type Facet = (typeof facets)[number];

export class SearchPage {
  private readonly input: HTMLInputElement;
  private readonly status = el('p.search-status', { role: 'status', 'aria-live': 'polite' });
  private readonly chosen = el('div.search-facets');
  private readonly list = el('div.search-results');
  private filters: Partial<Record<Facet, string>> = {};
  private limit = step;
  private turn = 0;
  private pending = ''; // the query that was answered, while none of its hits was opened
  private readonly cards: Cards;
  private readonly root = document.documentElement.dataset.root ?? '';

  constructor(
    private readonly engine: Engine,
    box: HTMLElement,
  ) {
    this.cards = new Cards(engine);
    const form = box.querySelector('form')!;
    this.input = form.querySelector('input')!;
    box.append(this.status, this.chosen, this.list);
    const typed = this.input.value; // before this was here
    this.read();
    if (typed) this.input.value = typed;
    const typing = watchTyping(this.input, (_, t) => this.changed(t));
    form.addEventListener('submit', e => {
      e.preventDefault();
      recent.add(this.input.value);
      typing.now();
    });
    window.addEventListener('pagehide', () => this.pending && unanswered.add(this.pending));
    window.addEventListener('popstate', () => {
      if (this.asked() === this.address().toString()) return; // written by this page
      this.read();
      void this.ask(false);
    });
    if (this.input.value || Object.keys(this.filters).length) void this.ask(false);
    else this.status.textContent = text('search.tips');
    this.input.focus();
  }

  // The address holds the query; behind "#", which then is the newer one, where
  // file:// allows no other change.
  private address(): URLSearchParams {
    return new URLSearchParams(location.hash.includes('=') ? location.hash.slice(1) : location.search);
  }

  private read(): void {
    const p = this.address();
    this.input.value = p.get('q') ?? '';
    this.filters = {};
    for (const f of facets) {
      const v = p.get(f);
      if (v) this.filters[f] = v;
    }
  }

  private asked(): string {
    const p = new URLSearchParams();
    if (this.input.value.trim()) p.set('q', this.input.value.trim());
    for (const f of facets) if (this.filters[f]) p.set(f, this.filters[f]!);
    return p.toString();
  }

  private write(): void {
    const s = this.asked();
    try {
      history.replaceState(null, '', location.pathname + (s ? '?' + s : ''));
    } catch {
      location.replace('#' + (s || 'q=')); // file://
    }
  }

  private changed(typing: boolean): void {
    this.limit = step;
    if (!typing) this.write();
    void this.ask(typing);
  }

  private async ask(typing: boolean): Promise<void> {
    const turn = ++this.turn;
    const query = this.input.value.trim();
    if (!query && !Object.keys(this.filters).length) {
      this.list.textContent = this.chosen.textContent = '';
      this.status.textContent = text('search.tips');
      return;
    }
    const slow = window.setTimeout(() => turn === this.turn && (this.status.textContent = text('search.loading')), 250);
    let some = false; // what the loaded parts of the index have answered is on show
    let failed = false;
    const onPartial = (r: Result) => {
      if (turn !== this.turn) return;
      some = true;
      this.show(r);
      if (failed) this.failed(some);
    };
    const options: Options = { ...this.filters, limit: this.limit, typing, first: typing, onPartial };
    try {
      const named = this.cards.of(query).catch(() => []); // meanwhile: cards that come later push the hits down
      const r = await this.engine.search(query, options);
      clearTimeout(slow);
      if (turn !== this.turn) return;
      if (!typing) this.pending = query;
      if (!typing && r.hits.length === 0) unanswered.add(query);
      if (typing) this.show(r);
      const cards = await named;
      if (turn !== this.turn) return;
      if (!typing || cards.length > 0) this.show(r, cards);
      const counts = await this.engine.counts(r);
      if (turn === this.turn) this.showFacets(counts);
    } catch {
      failed = true;
      if (turn === this.turn) this.failed(some);
    } finally {
      clearTimeout(slow);
    }
  }

  private show(r: Result, cards: Card[] = []): void {
    if (r.loading && r.hits.length === 0 && this.list.childElementCount > 0) {
      this.status.textContent = summary(r); // the hits of what was typed before stay until there are others
      return;
    }
    this.list.textContent = '';
    this.status.textContent = cards.map(said).join('') + summary(r);
    for (const c of cards) this.list.append(cardItem(c, this.root, a => this.link(a, [])));
    const marks = (s: string) => this.engine.marks(s, r.words);
    for (const h of r.hits) this.list.append(hitItem(h, marks, a => this.link(a, r.words)));
    if (r.hits.length === 0 && !r.loading) this.list.append(empty(r, this.engine.generationName, Object.keys(this.filters).length > 0, () => this.choose({})));
    if (r.partial) this.list.append(report(r, this.engine.generationName));
    const back = asTyped(r, q => {
      this.input.value = q;
      this.changed(false);
    });
    if (back) this.list.append(back);
    if (r.total > r.hits.length && r.hits.length >= this.limit) {
      const more = el('button.search-all', { type: 'button' }, text('search.more', Math.min(step, r.total - r.hits.length)));
      more.addEventListener('click', () => {
        const at = r.hits.length;
        this.limit += step;
        void this.ask(false).then(() => this.list.querySelectorAll<HTMLElement>('.hit-link')[at]?.focus());
      });
      this.list.append(more);
    }
  }

  private link(a: HTMLAnchorElement, words: string[]): void {
    a.addEventListener('click', () => {
      led(this.input.value);
      this.pending = '';
      leave(a.href, words);
    });
    a.addEventListener('auxclick', () => leave(a.href, words));
  }

  private failed(some: boolean): void {
    if (!some) this.list.textContent = '';
    this.status.textContent = text('search.failed');
    const retry = el('button', { type: 'button' }, text('search.retry'));
    retry.addEventListener('click', () => void this.ask(false));
    this.list.prepend(el('div.search-empty.search-failed', {}, el('p', {}, retry)));
  }

  private choose(filters: Partial<Record<Facet, string>>): void {
    this.filters = filters;
    this.changed(false);
  }

  // One select per facet that has something to choose: works on a phone, by
  // keyboard, and with hundreds of tags.
  private showFacets(counts: Counts): void {
    this.chosen.textContent = '';
    for (const f of facets) {
      const list = counts[f];
      const chosen = this.filters[f];
      if (list.length < 2 && !chosen) continue;
      const select = el('select', {}, el('option', { value: '' }, text('search.any')));
      if (chosen && !list.some(([name]) => name === chosen)) list.unshift([chosen, 0]);
      for (const [name, n] of list) {
        const option = el('option', { value: name }, `${f === 'kind' ? kindName(name) : name} (${n})`);
        option.selected = name === chosen;
        select.append(option);
      }
      select.addEventListener('change', () => {
        const next = { ...this.filters };
        if (select.value) next[f] = select.value;
        else delete next[f];
        this.choose(next);
      });
      this.chosen.append(el('label.search-facet', {}, el('span', {}, text(`search.by-${f}`)), select));
    }
  }
}
