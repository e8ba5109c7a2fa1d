// The entry of search-more.js.

import { more } from './more';

(window.milepost = window.milepost ?? {}).more = more;
