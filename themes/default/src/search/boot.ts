// What every page carries of search: a few lines that load the rest when it is
// first used: the engine, and what shows its answers to people. site.ts imports bootSearch and calls it once:
//
//   import { bootSearch } from './search/boot';
//   bootSearch();
//
// The page says where things are, on its root element:
//
//   <html data-root="../" data-search="assets/search.0a1b2c.js"
//         data-search-ui="assets/search-ui.3d4e5f.js"
//         data-search-style="assets/search.6a7b8c.css" data-index="search/manifest.js">
//
// and may hold any number of <button data-search-open>. The results page holds
// <div id="search-page">. The texts come from <script type="application/json"
// id="mp-texts">, an object with the keys of catalog/search.json.

import type { Options, Result } from './answer';
import type { Engine } from './engine';
import { arrived } from './landing';
import type { More } from './more';

export interface Api {
  search: (query: string, options?: Options) => Promise<Result>;
  /** Called by the files of the index. */
  put: (key: string, payload: unknown) => void;
  /** What was put before search.js was there, and the loading of the manifest: both are search.js's to take. */
  early?: { got: Map<string, unknown>; manifest: Promise<void> };
  /** Tells an open page that the index may be another now. */
  renew?: () => void;
  /** Where search-more.js is, from the root; the published search.js says so. */
  moreAt?: string;
  /** Set by search-more.js for search.js. */
  more?: More;
  /** Set by search.js for search-ui.js. */
  engine?: Engine;
  /** Opens the search dialog; set by search-ui.js. */
  open?: (query?: string) => void;
  /** Marks words in this page; set by search-ui.js. */
  mark?: (words: string[]) => void;
  /** Fills the results page; set by search-ui.js. */
  fill?: (box: HTMLElement) => void;
}

declare global {
  interface Window {
    milepost?: Partial<Api>;
  }
}

const scripts = new Map<string, Promise<void>>();

/** Runs a file of the site once; after a failure the next call tries again. */
function script(file: string): Promise<void> {
  let p = scripts.get(file);
  if (!p) {
    p = new Promise((done, fail) => {
      const s = document.createElement('script');
      s.src = (document.documentElement.dataset.root ?? '') + file;
      s.onload = () => done();
      s.onerror = () => {
        s.remove();
        scripts.delete(file);
        fail(new Error(s.src));
      };
      document.head.appendChild(s);
    });
    scripts.set(file, p);
  }
  return p;
}

let styled: Promise<void> | undefined;

/** Loads a style sheet of the site once; without it the dialog is plain, and works. */
function style(file: string): Promise<void> {
  return (styled ??= new Promise(done => {
    const l = document.createElement('link');
    l.rel = 'stylesheet';
    l.href = (document.documentElement.dataset.root ?? '') + file;
    l.onload = l.onerror = () => done();
    document.head.appendChild(l);
  }));
}

/** Loads search.js, and beside it the manifest, which it asks for first. */
async function load(): Promise<Api> {
  const { search = '', index = '' } = document.documentElement.dataset;
  const stub = window.milepost!;
  if (!stub.early) {
    const got = new Map<string, unknown>();
    stub.put ??= (key, payload) => got.set(key, payload);
    stub.early = { got, manifest: script(`${index}?t=${(Date.now() / 60000) | 0}`) };
    stub.early.manifest.catch(() => undefined); // search.js tries again
  }
  await script(search);
  return window.milepost as Api;
}

/** Loads what shows results too. */
async function loadAll(): Promise<Api> {
  const { searchUi = '', searchStyle = '' } = document.documentElement.dataset;
  const [api] = await Promise.all([load(), script(searchUi), style(searchStyle)]);
  return api;
}

let opening = false;

/** Opens the dialog; what is typed before it is there is kept for it. */
function open(): void {
  if (opening) return;
  opening = true;
  let typed = '';
  const keep = (e: KeyboardEvent): void => {
    if (!types(e)) return;
    if (e.key.length === 1) typed += e.key;
    else if (e.key === 'Backspace') typed = typed.slice(0, -1);
    else return;
    e.preventDefault();
    e.stopPropagation();
  };
  document.addEventListener('keydown', keep, true);
  const ready = (): void => {
    opening = false;
    document.removeEventListener('keydown', keep, true);
  };
  loadAll().then(
    api => {
      ready();
      api.open?.(typed || undefined);
    },
    () => {
      ready();
      // The results page loads everything anew, and says so if that fails too.
      const link = document.querySelector<HTMLAnchorElement>('a[data-search-open]');
      if (link) location.href = link.href;
    },
  );
}

/** Whether a key types a sign, and not into a field. */
function types(e: KeyboardEvent): boolean {
  const t = e.target;
  const edits = t instanceof HTMLElement && (t.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(t.tagName));
  return !(e.ctrlKey || e.metaKey || e.altKey || edits);
}

/** Puts window.milepost.search in place and binds the keys and buttons that open the dialog. */
export function bootSearch(): void {
  const stub: Partial<Api> = (window.milepost = window.milepost ?? {});
  stub.search ??= (query, options) => load().then(api => api.search(query, options));
  document.addEventListener('keydown', e => {
    const slash = e.key === '/' && types(e);
    const k = e.key.toLowerCase() === 'k' && (e.ctrlKey || e.metaKey) && !e.altKey && !e.shiftKey;
    if ((!slash && !k) || e.isComposing || e.defaultPrevented) return;
    e.preventDefault();
    open();
  });
  document.addEventListener('click', e => {
    if (!(e.target instanceof Element) || !e.target.closest('[data-search-open]')) return;
    e.preventDefault();
    open();
  });
  const warm = (e: Event) => {
    if (e.target instanceof Element && e.target.closest('[data-search-open]')) loadAll().catch(() => undefined);
  };
  document.addEventListener('pointerover', warm, { passive: true });
  document.addEventListener('focusin', warm);
  const words = arrived();
  if (words.length > 0)
    loadAll().then(
      api => api.mark?.(words),
      () => undefined,
    );
  const box = document.getElementById('search-page');
  if (box) {
    loadAll().then(
      api => api.fill?.(box),
      () => box.append(box.dataset.failed!),
    );
  }
}
