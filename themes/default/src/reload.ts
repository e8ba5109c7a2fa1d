// Live reload and the overlay of problems. Only `milepost serve` adds this
// script to a page; published files never hold it.
//
// With each edition the server sends the key of this page: if it differs from the key
// the page came with, the bytes of the page have changed. The texts of the overlay come
// with the event. Styles are set by script: the security policy allows no style attributes.

interface Problem {
  level: 'error' | 'warning' | 'note';
  rule: string;
  pos: string;
  text: string;
  hint?: string;
}

interface Edition {
  edition: string;
  key: string;
  problems: Problem[];
  more: number;
  texts: { errors: string; warnings: string; more: string; close: string; show: string; lost: string; lang: string };
}

const key = (document.currentScript as HTMLScriptElement | null)?.dataset.key ?? '';
const scrollStore = 'milepost.scroll';
const closedStore = 'milepost.closed';

let source: EventSource | undefined;
let last: Edition | undefined;
let host: HTMLElement | undefined;
let shut: (() => void) | undefined; // closes the list of problems while it is open

/** Opens the event stream. It takes one of the six connections that a browser allows to a host, so hidden tabs close theirs. */
function listen(): void {
  source?.close();
  source = undefined;
  if (document.hidden) return;
  source = new EventSource('/_milepost/events?path=' + encodeURIComponent(path()) + '&key=' + key);
  source.addEventListener('edition', e => shown(JSON.parse((e as MessageEvent<string>).data) as Edition));
  source.onerror = () => last && draw(last, true);
}

function path(): string {
  try {
    return decodeURIComponent(location.pathname);
  } catch {
    return location.pathname;
  }
}

function shown(edition: Edition): void {
  last = edition;
  if (edition.key !== key) {
    source?.close();
    remember(scrollStore, JSON.stringify({ path: location.pathname, y: scrollY }));
    location.reload();
    return;
  }
  (window as { milepost?: { renew?: () => void } }).milepost?.renew?.(); // other pages may have changed: the search reads its index again
  draw(edition, false);
}

/** Stores a value for this tab; private windows may refuse. */
function remember(name: string, value: string): void {
  try {
    sessionStorage.setItem(name, value);
  } catch {
    // the page then begins at its top, and a closed overlay opens again
  }
}

function recall(name: string): string {
  try {
    return sessionStorage.getItem(name) ?? '';
  } catch {
    return '';
  }
}

function restoreScroll(): void {
  const was = recall(scrollStore);
  if (!was) return;
  remember(scrollStore, '');
  const { path, y } = JSON.parse(was) as { path: string; y: number };
  if (path === location.pathname) scrollTo({ top: y, behavior: 'auto' });
}

const fill = (text: string, n: number) => text.replace('{0}', String(n));

function el<K extends keyof HTMLElementTagNameMap>(tag: K, css: string, text = ''): HTMLElementTagNameMap[K] {
  const e = document.createElement(tag);
  e.style.cssText = css;
  e.textContent = text;
  return e;
}

const red = '#b3261e';
const amber = '#8a5a00';
const font = 'font:14px/1.5 system-ui,"PingFang SC","Microsoft YaHei",sans-serif;';
const plainButton = font + 'border:0;background:none;color:inherit;cursor:pointer;padding:4px 10px;border-radius:6px;';

function draw(edition: Edition, lost: boolean): void {
  host?.remove();
  host = shut = undefined;
  const errors = edition.problems.filter(p => p.level === 'error').length;
  const warnings = edition.problems.filter(p => p.level === 'warning').length;
  if (!lost && errors + warnings === 0) return;
  host = el('div', 'all:initial;position:fixed;right:16px;bottom:16px;z-index:2147483647;max-width:calc(100vw - 32px)');
  host.lang = edition.texts.lang || document.documentElement.lang;
  host.setAttribute('data-search-ignore', '');
  const root = host.attachShadow({ mode: 'open' });
  const digest = JSON.stringify(edition.problems);
  if (lost) {
    root.append(pill(edition.texts.lost, '#444'));
  } else if (errors === 0 || recall(closedStore) === digest) {
    const open = pill(counts(edition, errors, warnings), errors ? red : amber);
    open.title = edition.texts.show;
    open.addEventListener('click', () => {
      remember(closedStore, '');
      open.replaceWith(panel(edition, errors, warnings, digest));
    });
    root.append(open);
  } else {
    root.append(panel(edition, errors, warnings, digest));
  }
  document.body.append(host);
}

function counts(edition: Edition, errors: number, warnings: number): string {
  const parts = [];
  if (errors) parts.push(fill(edition.texts.errors, errors));
  if (warnings) parts.push(fill(edition.texts.warnings, warnings));
  return parts.join(' · ');
}

function pill(text: string, colour: string): HTMLButtonElement {
  const b = el('button', plainButton + `background:${colour};color:#fff;padding:6px 14px;border-radius:999px;box-shadow:0 2px 12px #0005;`, text);
  b.type = 'button';
  return b;
}

function panel(edition: Edition, errors: number, warnings: number, digest: string): HTMLElement {
  const box = el(
    'section',
    font +
      'box-sizing:border-box;width:720px;max-width:100%;max-height:60vh;display:flex;flex-direction:column;background:#fff;color:#1c1b1f;' +
      `border-radius:10px;border-top:4px solid ${errors ? red : amber};box-shadow:0 8px 40px #0006;`,
  );
  const title = counts(edition, errors, warnings);
  box.setAttribute('role', 'region');
  box.setAttribute('aria-label', title);
  const head = el('div', 'display:flex;justify-content:space-between;align-items:center;gap:16px;padding:8px 8px 8px 16px;');
  const close = el('button', plainButton + 'background:#eee;', edition.texts.close);
  close.type = 'button';
  shut = () => {
    remember(closedStore, digest);
    if (last) draw(last, false);
  };
  close.addEventListener('click', shut);
  head.append(el('strong', `color:${errors ? red : amber};`, title), close);
  const list = el('ol', 'list-style:none;margin:0;padding:0 16px 12px;overflow:auto;overscroll-behavior:contain;');
  for (const p of edition.problems) list.append(item(p));
  if (edition.more) list.append(el('li', 'padding:8px 0;color:#555;', fill(edition.texts.more, edition.more)));
  box.append(head, list);
  return box;
}

function item(p: Problem): HTMLElement {
  const li = el('li', 'padding:8px 0;border-top:1px solid #e3e3e3;overflow-wrap:anywhere;');
  const where = el('div', `color:${p.level === 'error' ? red : amber};font:12.5px/1.5 ui-monospace,Consolas,monospace;user-select:all;`, p.pos);
  const what = el('div', '', `${p.rule} ${p.text}`);
  li.append(where, what);
  if (p.hint) li.append(el('div', 'color:#555;', p.hint));
  return li;
}

addEventListener('keydown', e => e.key === 'Escape' && shut?.());
document.addEventListener('visibilitychange', listen);
addEventListener('pagehide', () => source?.close());
addEventListener('pageshow', e => e.persisted && listen());
addEventListener('beforeprint', () => host && (host.style.display = 'none'));
addEventListener('afterprint', () => host && (host.style.display = ''));
addEventListener('load', restoreScroll);
listen();
