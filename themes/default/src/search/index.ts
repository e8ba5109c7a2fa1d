// search.js: loaded when search is first used. Puts the real search behind
// window.milepost, and fills the dialog and the results page.

import type { Api } from './boot';
import { SearchDialog } from './dialog';
import { Engine } from './engine';
import { SearchPage } from './page';

const { root = '', index = 'search/manifest.js' } = document.documentElement.dataset;

function today(): string {
  const d = new Date();
  const two = (n: number) => String(n).padStart(2, '0');
  return `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())}`;
}

const engine = new Engine({ root, index, today });
const api: Partial<Api> = (window.milepost = window.milepost ?? {});
api.put = (key, payload) => engine.loader.put(key, payload);
api.search = (query, options) => engine.search(query, options);

let dialog: SearchDialog | undefined;
api.open = query => (dialog ??= new SearchDialog(engine, root)).open(query);

const box = document.getElementById('search-page');
if (box) {
  const page = () => new SearchPage(engine, box);
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', page);
  else page();
}
