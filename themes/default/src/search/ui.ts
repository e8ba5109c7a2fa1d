// search-ui.js: the dialog and the results page, loaded beside search.js when
// somebody wants to see them.

import type { Api } from './boot';
import { SearchDialog } from './dialog';
import { Found } from './found';
import { SearchPage } from './page';

const { root = '' } = document.documentElement.dataset;
const api: Partial<Api> = (window.milepost = window.milepost ?? {});

let dialog: SearchDialog | undefined;
api.open = query => (dialog ??= new SearchDialog(api.engine!, root)).open(query);
api.fill = box => void new SearchPage(api.engine!, box);

let found: Found | undefined;
api.mark = words => {
  found?.clear();
  found = new Found(api.engine!, words);
};
