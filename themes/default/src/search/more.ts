// search-more.js: what is needed when the words of a query do not stand in enough
// pages as they were typed. search.js loads it then, and only then.

import { near, Variants } from './fallback';
import { Syllables } from './pinyin';
import { bestShare, likeness, singles } from './share';

export const more = { near, Variants, Syllables, bestShare, likeness, singles };
export type More = typeof more;
