// search.js: loaded when search is first used. Puts the real search behind
// window.milepost.

import type { Api } from './boot';
import { Engine } from './engine';
import type { More } from './more';

const { root = '', index = 'search/manifest.js' } = document.documentElement.dataset;

function today(): string {
  const d = new Date();
  const two = (n: number) => String(n).padStart(2, '0');
  return `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())}`;
}

const api: Partial<Api> = (window.milepost = window.milepost ?? {});

let loading: Promise<More> | undefined;
/** Runs search-more.js once; after a failure the next query tries again. */
function more(): Promise<More> {
  loading ??= new Promise((done, fail) => {
    const s = document.createElement('script');
    s.src = root + (api.moreAt ?? '');
    s.onload = () => (api.more ? done(api.more) : fail());
    s.onerror = () => fail();
    document.head.appendChild(s);
  });
  loading.catch(() => (loading = undefined));
  return loading;
}

const engine = new Engine({ root, index, today }, more);
api.put = (key, payload) => engine.loader.put(key, payload);
api.early?.got.forEach((payload, key) => engine.loader.put(key, payload));
if (api.early) engine.loader.expect('manifest', api.early.manifest);
api.search = (query, options) => engine.search(query, options);
api.renew = () => engine.renew();
api.engine = engine;
