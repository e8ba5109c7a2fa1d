// The sections in the header. Those that do not fit into the line move, in order, into
// a list behind the button "more", and come back when there is room. The Tab key stops
// once in the menu; arrow keys, Home and End move within it.

export function menu(): void {
  const nav = document.querySelector<HTMLElement>('.menu');
  const line = nav?.querySelector<HTMLUListElement>('ul');
  const more = nav?.querySelector<HTMLButtonElement>('.menu-more');
  const list = nav?.querySelector<HTMLUListElement>('.menu-rest');
  if (!nav || !line || !more || !list) return;
  const items = [...line.children] as HTMLLIElement[];
  const opened = () => !list.hidden;
  const open = (on: boolean) => {
    list.hidden = !on;
    more.setAttribute('aria-expanded', String(on));
  };
  const fit = () => {
    if (nav.clientWidth === 0) return; // hidden on a narrow screen, which has the drawer
    share(items, line, list, more);
    if (list.children.length === 0) open(false);
    rove(stops());
  };
  const stops = (): HTMLElement[] => {
    const all = [...line.querySelectorAll('a')] as HTMLElement[];
    return more.hidden ? all : [...all, more];
  };
  more.addEventListener('click', () => open(!opened()));
  document.addEventListener('click', e => {
    if (opened() && !nav.contains(e.target as Node)) open(false);
  });
  nav.addEventListener('focusout', e => {
    if (opened() && e.relatedTarget && !nav.contains(e.relatedTarget as Node)) open(false);
  });
  nav.addEventListener('keydown', e => {
    if (e.ctrlKey || e.altKey || e.metaKey) return;
    const at = document.activeElement as HTMLElement;
    if (e.key === 'Escape' && opened()) {
      open(false);
      more.focus();
    } else if (at === more && e.key === 'ArrowDown') {
      open(true);
      list.querySelector('a')?.focus();
    } else if (list.contains(at)) {
      if (!move([...list.querySelectorAll('a')], at, e.key, 'ArrowDown', 'ArrowUp')) return;
    } else if (!move(stops(), at, e.key, 'ArrowRight', 'ArrowLeft')) {
      return;
    }
    e.preventDefault();
  });
  fit();
  if ('ResizeObserver' in window) new ResizeObserver(fit).observe(nav);
  else addEventListener('resize', fit);
}

/** Puts the items that fit into the line and the others into the list; the button more is shown if there are others. */
function share(items: HTMLLIElement[], line: HTMLElement, list: HTMLElement, more: HTMLElement): void {
  const focused = document.activeElement as HTMLElement | null;
  line.append(...items);
  more.hidden = true;
  const over = (i: HTMLElement) => i.offsetTop > line.offsetTop || i.offsetLeft + i.offsetWidth > line.offsetLeft + line.clientWidth;
  if (items.some(over)) {
    more.hidden = false;
    list.append(...items.slice(items.findIndex(over)));
  }
  more.classList.toggle('is-current', !!list.querySelector('[aria-current]'));
  if (focused && focused !== document.activeElement && list.contains(focused)) more.focus();
}

/** Lets Tab reach one of the group only: the current one, else the first. */
function rove(stops: HTMLElement[]): void {
  const to = stops.find(s => s.matches('[aria-current], .is-current')) ?? stops[0];
  for (const s of stops) s.tabIndex = s === to ? 0 : -1;
}

/** Moves the focus within the group, from its end to its begin and back; false if the key is not one for moving. */
function move(group: HTMLElement[], at: HTMLElement, key: string, forth: string, back: string): boolean {
  const now = group.indexOf(at);
  const to = { [forth]: now + 1, [back]: now - 1, Home: 0, End: group.length - 1 }[key];
  if (to === undefined || now < 0) return false;
  group[(to + group.length) % group.length]!.focus();
  return true;
}
