// The drawer: the sidebar on narrow screens. Without scripts the menu button is a link
// to #nav, and CSS shows the target of a link. With scripts the drawer takes the focus
// and closes on Escape or a click outside.

export function drawer(): void {
  const nav = document.getElementById('nav');
  const open = document.querySelector<HTMLAnchorElement>('.drawer-open');
  const close = document.querySelector<HTMLAnchorElement>('.drawer-close');
  if (!nav || !open || !close) return;
  open.setAttribute('role', 'button');
  open.setAttribute('aria-controls', 'nav');
  close.setAttribute('role', 'button');
  const set = (on: boolean) => {
    if (on === nav.classList.contains('shown')) return;
    nav.classList.toggle('shown', on);
    open.setAttribute('aria-expanded', String(on));
    (on ? close : open).focus();
  };
  open.setAttribute('aria-expanded', 'false');
  const press = (a: HTMLElement, on: boolean) => {
    a.addEventListener('click', e => {
      e.preventDefault();
      set(on);
    });
    a.addEventListener('keydown', e => {
      if (e.key !== ' ') return;
      e.preventDefault();
      set(on);
    });
  };
  press(open, true);
  press(close, false);
  document.addEventListener('keydown', e => {
    if (e.key === 'Escape') set(false);
  });
  document.addEventListener('click', e => {
    const at = e.target as Node;
    if (nav.classList.contains('shown') && !nav.contains(at) && !open.contains(at)) set(false);
  });
  nav.addEventListener('focusout', e => {
    const to = e.relatedTarget as Node | null;
    if (to && nav.classList.contains('shown') && !nav.contains(to)) set(false);
  });
  // In a long list, scroll to the current page.
  const current = nav.querySelector<HTMLElement>('[aria-current]');
  if (current && current.offsetTop > nav.clientHeight * 0.7) nav.scrollTop = current.offsetTop - nav.clientHeight / 3;
}
