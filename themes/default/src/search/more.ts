// search-more.js: what is needed when the words of a query do not stand in enough
// pages as they were typed. search.js loads it then, and only then.

import { Variants } from './fallback';
import { Syllables } from './pinyin';
import { bestShare, likeness, singles, spread } from './share';
import { mended, steps } from './steps';

export const more = { steps, mended, Variants, Syllables, bestShare, likeness, singles, spread };
export type More = typeof more;
