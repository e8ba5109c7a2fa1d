// The words of a query in the page that was opened for it: marked in its text, with
// a way from one to the next. Esc takes them away.

import { addressed } from '../target';
import { text } from '../texts';
import type { Engine } from './engine';
import { el } from './view';

const most = 200;

export class Found {
  private readonly marks: HTMLElement[] = [];
  private readonly bar = el('div.found-bar', { role: 'group', 'aria-label': text('search.found') });
  private readonly place = el('span', { role: 'status' });
  private at = 0;

  constructor(engine: Engine, words: string[]) {
    const main = document.querySelector<HTMLElement>('main');
    if (!main) return;
    for (const node of texts(main)) this.mark(node, engine.marks(node.data, words));
    if (this.marks.length === 0) return;
    const button = (key: string, sign: string, act: () => void): HTMLElement => {
      const b = el('button', { type: 'button', 'aria-label': text(key), title: text(key) }, sign);
      b.addEventListener('click', act);
      return b;
    };
    this.bar.append(
      button('search.found-previous', '↑', () => this.step(-1)),
      this.place,
      button('search.found-next', '↓', () => this.step(1)),
      button('search.found-close', '×', () => this.clear()),
    );
    document.body.append(this.bar);
    document.addEventListener('keydown', this.key);
    this.begin();
  }

  // The first mark in the section that the address names; the page is scrolled there already.
  private begin(): void {
    const section = addressed();
    const after = section ? this.marks.findIndex(m => section.contains(m) || (section.compareDocumentPosition(m) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0) : 0;
    this.show(Math.max(0, after), !section);
  }

  private mark(node: Text, found: [number, number][]): void {
    for (const [a, z] of found.slice().reverse()) {
      if (this.marks.length >= most) return;
      const rest = node.splitText(a);
      rest.splitText(z - a);
      const m = el('mark.found', {});
      rest.replaceWith(m);
      m.append(rest);
      this.marks.push(m);
    }
    this.marks.sort((x, y) => (x.compareDocumentPosition(y) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
  }

  private step(by: number): void {
    this.show((this.at + by + this.marks.length) % this.marks.length, true);
  }

  private show(i: number, scroll: boolean): void {
    this.marks[this.at]!.classList.remove('found-now');
    this.at = i;
    const m = this.marks[i]!;
    m.classList.add('found-now');
    this.place.textContent = `${i + 1}/${this.marks.length}`;
    if (scroll) m.scrollIntoView({ block: 'center' });
  }

  private readonly key = (e: KeyboardEvent): void => {
    if (e.key === 'Escape' && !e.defaultPrevented && !document.querySelector('dialog[open]')) this.clear();
  };

  /** Takes the marks out of the page. */
  clear(): void {
    for (const m of this.marks) {
      const parent = m.parentNode;
      m.replaceWith(...m.childNodes);
      parent?.normalize();
    }
    this.marks.length = 0;
    this.bar.remove();
    document.removeEventListener('keydown', this.key);
  }
}

// The texts that a reader sees: no scripts, drawings or controls.
function texts(main: HTMLElement): Text[] {
  const out: Text[] = [];
  const walk = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  for (let n = walk.nextNode(); n; n = walk.nextNode()) {
    if (n.parentElement && !n.parentElement.closest('script, style, svg, template, button, select, [data-search-ignore]')) out.push(n as Text);
  }
  return out;
}
