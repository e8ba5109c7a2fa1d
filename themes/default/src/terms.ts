// Terms of the glossary: the first occurrence of each on a page becomes a link. A card
// explains it when a reader points at it, focuses it or taps it.

type Term = [names: string[], text: string, href: string];

const root = document.documentElement;
const skipped = 'a, button, code, pre, kbd, h1, h2, h3, h4, h5, h6, th, dt, svg, figure, label, .report, .no-terms';

export function terms(): void {
  const file = root.dataset.terms;
  const prose = document.querySelector<HTMLElement>('.prose');
  if (!file || !prose || document.querySelector('main[data-kind="glossary"]')) return;
  const load = () => {
    const s = document.createElement('script');
    s.src = (root.dataset.root ?? '') + file;
    s.onload = () => mark(prose, (window.milepost as { terms?: Term[] } | undefined)?.terms ?? []);
    document.head.append(s);
  };
  // Only after the page has loaded: marks move nothing, so they may come late.
  if (document.readyState === 'complete') setTimeout(load);
  else addEventListener('load', () => setTimeout(load));
}

function mark(prose: HTMLElement, list: Term[]): void {
  const at = new Map<string, Term>();
  list.forEach(t => t[0].forEach(name => at.set(name.toLowerCase(), t)));
  if (!at.size) return;
  const names = [...at.keys()].sort((a, b) => b.length - a.length);
  const any = new RegExp(names.map(n => n.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('|'), 'gi');
  const met = new Set<Term>();
  const walk = document.createTreeWalker(prose, NodeFilter.SHOW_TEXT);
  const nodes: Text[] = [];
  for (let n = walk.nextNode(); n; n = walk.nextNode()) nodes.push(n as Text);
  for (const node of nodes) {
    if (met.size === list.length) break;
    if (!node.data.trim() || node.parentElement?.closest(skipped)) continue;
    markIn(node, any, at, met);
  }
  if (met.size) explain(prose);
}

/** Marks the terms in one text node; each term only once on the page. */
function markIn(node: Text, any: RegExp, at: Map<string, Term>, met: Set<Term>): void {
  const s = node.data;
  const parts: (string | Node)[] = [];
  let from = 0;
  any.lastIndex = 0;
  for (let m = any.exec(s); m; m = any.exec(s)) {
    const word = m[0];
    const term = at.get(word.toLowerCase());
    if (!term || met.has(term) || within(s, m.index, word)) continue;
    met.add(term);
    const a = document.createElement('a');
    a.className = 'term';
    a.href = (root.dataset.root ?? '') + term[2];
    a.dataset.text = term[1];
    a.textContent = word;
    parts.push(s.slice(from, m.index), a);
    from = m.index + word.length;
  }
  if (parts.length) node.replaceWith(...parts, s.slice(from));
}

/** Whether the word at i is only a part of a longer Latin word, as API in RAPID. */
function within(s: string, i: number, word: string): boolean {
  const letter = /[A-Za-z0-9]/;
  return (letter.test(word[0]!) && letter.test(s[i - 1] ?? '')) || (letter.test(word[word.length - 1]!) && letter.test(s[i + word.length] ?? ''));
}

/** Makes the card, and shows it for the term that a reader points at, focuses or taps. */
function explain(prose: HTMLElement): void {
  const card = document.createElement('div');
  card.className = 'term-card';
  card.id = 'term-card';
  card.setAttribute('role', 'tooltip');
  card.setAttribute('data-search-ignore', '');
  card.hidden = true;
  document.body.append(card);
  let shown: HTMLElement | undefined;
  const hide = () => {
    card.hidden = true;
    shown?.removeAttribute('aria-describedby');
    shown = undefined;
  };
  const show = (e: Event) => {
    const a = (e.target as Element).closest?.<HTMLElement>('a.term');
    if (!a || a === shown) return;
    hide();
    shown = a;
    const name = document.createElement('b');
    name.textContent = a.textContent;
    card.replaceChildren(name, a.dataset.text ?? '');
    card.hidden = false;
    a.setAttribute('aria-describedby', card.id);
    const box = a.getBoundingClientRect();
    const left = Math.max(8, Math.min(box.left, root.clientWidth - card.offsetWidth - 8));
    const below = box.bottom + card.offsetHeight + 8 < innerHeight;
    card.style.left = `${left + scrollX}px`;
    card.style.top = `${(below ? box.bottom + 6 : box.top - card.offsetHeight - 6) + scrollY}px`;
  };
  prose.addEventListener('pointerover', e => e.pointerType === 'mouse' && show(e));
  prose.addEventListener('pointerout', e => e.pointerType === 'mouse' && hide());
  prose.addEventListener('focusin', show);
  prose.addEventListener('focusout', hide);
  // The first tap explains, the second follows the link.
  let tapped: Element | null = null;
  prose.addEventListener('pointerdown', e => {
    tapped = e.pointerType === 'mouse' ? null : (e.target as Element).closest('a.term');
    if (tapped && tapped === shown) tapped = null;
  });
  prose.addEventListener('click', e => {
    const a = (e.target as Element).closest('a.term');
    if (!a || a !== tapped) return;
    e.preventDefault();
    tapped = null;
    show(e);
  });
  document.addEventListener('keydown', e => e.key === 'Escape' && hide());
  document.addEventListener('pointerdown', e => !(e.target as Element).closest('a.term') && hide());
}
