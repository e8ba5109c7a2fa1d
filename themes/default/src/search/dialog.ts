// The search dialog: "/" and Ctrl+K anywhere.

import { text } from '../texts';
import type { Result } from './answer';
import { cardItem, Cards, said, type Card } from './cards';
import type { Engine } from './engine';
import { arrived, leave } from './landing';
import { led, recent, unanswered } from './recent';
import { watchTyping } from './typing';
import { asTyped, el, empty, hitItem, report, summary } from './view';

const shown = 8;

/** How long somebody who types nothing more sees the first hits before the others follow, in ms. */
const rest = 1500;

export class SearchDialog {
  private readonly input = el('input', {
    type: 'search',
    role: 'combobox',
    'aria-expanded': 'false',
    'aria-controls': 'search-list',
    'aria-autocomplete': 'list',
    autocomplete: 'off',
    spellcheck: 'false',
    enterkeyhint: 'search',
    maxlength: '300',
  });
  private readonly list = el('div.search-list');
  private readonly status = el('p.search-status', { role: 'status', 'aria-live': 'polite' });
  private readonly foot = el('div.search-foot');
  private readonly dialog: HTMLDialogElement;
  private readonly typing: { now: () => void };
  private options: HTMLAnchorElement[] = [];
  private active = -1;
  private turn = 0;
  private openFirst = false;
  private words: string[] = []; // what to mark in the page of a hit
  private shownFor = ''; // the query whose hits are on show
  private pending = ''; // the query that was answered, while none of its hits was opened
  private glimpsed = false; // they are not all of the first hits yet
  private readonly cards: Cards;

  constructor(
    private readonly engine: Engine,
    private readonly root: string,
  ) {
    this.cards = new Cards(engine);
    this.input.placeholder = text('search.placeholder');
    this.input.setAttribute('aria-label', text('search.title'));
    const close = el('button.search-close', { type: 'button', 'aria-label': 'Esc ' + text('search.close') }, 'Esc');
    close.addEventListener('click', () => this.dialog.close());
    const form = el('form.search-form', { role: 'search' }, this.input, close);
    form.addEventListener('submit', e => e.preventDefault());
    this.dialog = el('dialog.search-dialog', { 'aria-label': text('search.title') }, form, this.status, this.list, this.foot);
    this.dialog.addEventListener('close', () => {
      if (this.pending) unanswered.add(this.pending); // nothing of what was found was opened
      this.pending = '';
    });
    this.dialog.addEventListener('click', e => {
      if (e.target === this.dialog) this.dialog.close(); // the backdrop
    });
    this.input.addEventListener('keydown', e => this.key(e));
    for (const look of ['scroll', 'wheel', 'touchmove']) this.list.addEventListener(look, () => this.wanted?.(), { passive: true });
    this.typing = watchTyping(this.input, (q, typing) => void this.ask(q, typing));
    document.body.append(this.dialog);
  }

  open(query?: string): void {
    if (typeof this.dialog.showModal !== 'function') {
      location.href = `${this.root}search.html`; // a browser without dialogs
      return;
    }
    if (!this.dialog.open) this.dialog.showModal();
    if (query !== undefined) this.input.value = query;
    this.input.focus();
    if (query === undefined) this.input.select(); // what was typed goes on
    this.typing.now();
    this.engine.freshen();
  }

  private async ask(line: string, typing: boolean): Promise<void> {
    const turn = ++this.turn;
    const query = line.trim();
    if (!query) return this.showRecent();
    const slow = window.setTimeout(() => {
      if (turn === this.turn) this.status.textContent = text('search.loading');
    }, 250);
    let failed = false;
    try {
      const onPartial = (r: Result) => {
        if (turn !== this.turn) return;
        this.show(r, query);
        if (failed) this.failed(line);
      };
      const r = await this.engine.search(query, { limit: shown, typing, first: true, onPartial });
      if (turn !== this.turn) return;
      this.show(r, query);
      const cards = await this.cards.of(query).catch(() => []);
      if (turn !== this.turn) return;
      if (cards.length > 0) this.show(r, query, cards);
      if (!typing) this.settled(r, query, cards);
    } catch {
      failed = true;
      if (turn === this.turn) this.failed(line);
    } finally {
      clearTimeout(slow);
    }
  }

  private settled(r: Result, query: string, cards: Card[]): void {
    this.pending = query;
    if (r.hits.length + cards.length === 0) unanswered.add(query);
    this.later(r, query, cards);
  }

  // The hits behind the first ones come when somebody looks for them, or rests.
  private later(r: Result, query: string, cards: Card[]): void {
    const turn = this.turn;
    this.wanted = () => {
      this.wanted = undefined;
      clearTimeout(timer);
      if (turn !== this.turn || !r.rest) return;
      r.rest().then(
        all => turn === this.turn && this.show(all, query, cards),
        () => undefined, // what is shown is right; asked again, the query says so
      );
    };
    const timer = window.setTimeout(() => this.wanted?.(), rest);
  }
  private wanted?: () => void;

  private show(r: Result, query: string, cards: Card[] = []): void {
    if (r.loading && r.hits.length === 0 && this.options.length > 0) {
      this.status.textContent = summary(r); // the hits of what was typed before stay until there are others
      return;
    }
    const top = query === this.shownFor ? this.list.scrollTop : 0;
    const before = this.active > 0 ? this.options[this.active]?.href : undefined;
    this.clear();
    this.shownFor = query;
    this.glimpsed = r.loading === true && r.rest !== undefined;
    this.words = r.words;
    this.status.textContent = cards.map(said).join('') + summary(r);
    const marks = (s: string) => this.engine.marks(s, r.words);
    const box = el('div', { id: 'search-list', role: 'listbox', 'aria-label': text('search.results') });
    for (const c of cards) box.append(cardItem(c, this.root, a => this.option(a)));
    for (const h of r.hits) box.append(hitItem(h, marks, a => this.option(a)));
    if (r.hits.length + cards.length > 0) this.list.append(box);
    if (r.hits.length === 0 && !r.loading) this.list.append(empty(r, this.engine.generationName, false, () => undefined));
    if (r.total > r.hits.length) {
      const all = el('a.search-all', { href: `${this.root}search.html?q=${encodeURIComponent(query)}` }, text('search.all', r.total));
      this.option(all);
      box.append(all);
    }
    if (r.partial) this.list.append(report(r, this.engine.generationName));
    const back = asTyped(r, q => this.put(q));
    if (back) this.list.append(back);
    this.input.setAttribute('aria-expanded', String(this.options.length > 0));
    this.list.scrollTop = top;
    const kept = before ? this.options.findIndex(o => o.href === before) : -1;
    if (this.options.length > 0) this.activate(Math.max(0, kept), kept > 0);
    this.hints();
    if (this.openFirst && !r.loading) this.go();
  }

  // What the loaded parts of the index have answered stays on show.
  private failed(line: string): void {
    if (this.shownFor !== line.trim() || this.options.length === 0) this.clear();
    this.list.querySelector('.search-failed')?.remove();
    this.status.textContent = text('search.failed');
    const retry = el('button', { type: 'button' }, text('search.retry'));
    retry.addEventListener('click', () => {
      this.input.focus();
      void this.ask(line, false);
    });
    this.list.prepend(el('div.search-empty.search-failed', {}, el('p', {}, retry)));
  }

  private showRecent(): void {
    this.clear();
    const past = recent.all();
    this.status.textContent = past.length ? text('search.recent') : text('search.tips');
    for (const q of past) {
      const again = el('button.search-recent', { type: 'button' }, q);
      again.addEventListener('click', () => this.put(q));
      this.list.append(again);
    }
    if (past.length) {
      const forget = el('button.search-forget', { type: 'button' }, text('search.recent-clear'));
      forget.addEventListener('click', () => {
        recent.clear();
        this.showRecent();
        this.input.focus();
      });
      this.list.append(forget);
    }
    this.input.setAttribute('aria-expanded', 'false');
  }

  private put(query: string): void {
    this.input.value = query;
    this.input.focus();
    this.typing.now();
  }

  private clear(): void {
    this.list.textContent = '';
    this.foot.textContent = '';
    this.options = [];
    this.active = -1;
    this.input.removeAttribute('aria-activedescendant');
  }

  private option(a: HTMLAnchorElement): void {
    a.id = `search-option-${this.options.length}`;
    a.setAttribute('role', 'option');
    a.tabIndex = -1;
    a.addEventListener('click', () => this.leaving(a));
    a.addEventListener('auxclick', () => leave(a.href, this.words));
    const place = this.options.length;
    a.addEventListener('pointermove', () => this.active !== place && this.activate(place, false));
    this.options.push(a);
  }

  private activate(i: number, scroll: boolean): void {
    this.options[this.active]?.setAttribute('aria-selected', 'false');
    this.active = i;
    const a = this.options[i];
    if (!a) return;
    a.setAttribute('aria-selected', 'true');
    this.input.setAttribute('aria-activedescendant', a.id);
    if (scroll) a.scrollIntoView({ block: 'nearest' });
  }

  private key(e: KeyboardEvent): void {
    if (e.isComposing || e.keyCode === 229) return; // the keys belong to the input method
    if (/^(Arrow|Page)/.test(e.key)) this.wanted?.();
    const n = this.options.length;
    switch (e.key) {
      case 'ArrowDown':
        if (n) this.activate((this.active + 1) % n, true);
        break;
      case 'ArrowUp':
        if (n) this.activate((this.active - 1 + n) % n, true);
        break;
      case 'PageDown':
      case 'PageUp':
        if (n) this.activate(Math.min(n - 1, Math.max(0, this.active + (e.key === 'PageDown' ? 5 : -5))), true);
        break;
      case 'Enter':
        this.enter(e.ctrlKey || e.metaKey);
        break;
      case 'Escape': // a search field would only empty itself
        this.dialog.close();
        break;
      default:
        return;
    }
    e.preventDefault();
  }

  // Enter before the answer is there opens the first hit when it comes.
  private enter(newTab: boolean): void {
    const query = this.input.value.trim();
    if (!query) return;
    if (this.options.length > 0 && this.shownFor === query && !this.glimpsed) return this.go(newTab);
    this.openFirst = true;
    this.typing.now();
  }

  private go(newTab = false): void {
    this.openFirst = false;
    const a = this.options[Math.max(0, this.active)];
    if (!a) return;
    if (newTab) {
      this.leaving(a);
      window.open(a.href, '_blank', 'noopener');
    } else a.click();
  }

  private leaving(a: HTMLAnchorElement): void {
    led(this.input.value);
    this.pending = '';
    if (!a.classList.contains('search-all')) leave(a.href, this.words);
    // A hit on this very page moves within it: the dialog would stay in the way.
    if (a.href.split('#')[0] !== location.href.split('#')[0]) return;
    this.dialog.close();
    setTimeout(() => window.milepost?.mark?.(arrived())); // once the address is the hit's
  }

  private hints(): void {
    const hint = (keys: string, what: string) => el('span', {}, el('kbd', {}, keys), ' ', text(what));
    this.foot.append(hint('↑↓', 'search.keys-move'), hint('↵', 'search.keys-open'), hint('Esc', 'search.keys-close'));
  }
}
