// search-more.js: what is needed when the words of a query do not stand in enough
// pages as they were typed, for filters, small sites and old browsers. search.js
// loads it then, and only then.

import { firstOfPeriod } from './dated';
import { Variants } from './fallback';
import { counts, filtered } from './filter';
import { answered, further } from './further';
import { inflate } from './inflate';
import { Syllables } from './pinyin';
import { ScanSource } from './scan';

export const more = { answered, further, firstOfPeriod, filtered, counts, Variants, Syllables, ScanSource, inflate };
export type More = typeof more;
