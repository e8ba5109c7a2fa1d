// Where postings and text come from: shards of a large site, or the whole text of
// a small one. Both answer alike.

import { compare } from './fold';
import type { Spec } from './query';
import type { Facets, Lengths, Manifest, Pinyin, Postings, TextBlock } from './wire';

/** Shards that a range of terms may take before more hits are wanted. */
export const rangeShards = 4;

export interface Source {
  /** Numbers of pages are below this. */
  readonly pages: number;
  /** How many pages there are. */
  readonly live: number;
  /** Words that mean one thing on this site: groups apart by line ends, words by tabs. */
  readonly synonyms: string;
  /** The file of the cards, and short hashes of what they are called. */
  readonly cards: Manifest['cards'];
  /** Where a page stands in the order of the site. */
  order(page: number): number;
  /** How long pages are; those that are gone have no text. */
  readonly lengths: Lengths;
  /** Loads what the look-ups need, at most so many shards of a range. */
  fetch(specs: Spec[], shards: number): Promise<void>;
  /** Whether that is loaded. */
  has(spec: Spec, shards: number): boolean;
  /** Postings from what is loaded. cut: a range was too large to be loaded whole. */
  postings(spec: Spec): { m: Postings; cut: boolean };
  block(page: number, no: number): Promise<TextBlock>;
  /** Whether that block is loaded. */
  hasBlock(page: number, no: number): boolean;
  /** Words that hold part (at their end only, if end), most alike first. */
  holding(part: string, end: boolean): Promise<Spec[]>;
  /** All words of letters, for typos. */
  lexicon(): Promise<string[]>;
  facets(): Promise<Facets>;
  pinyin(): Promise<Pinyin>;
  /** Which characters are read alike. */
  sounds(): Promise<string>;
  /** Forms of characters; all: of those too that the site does not have. */
  variants(all: boolean): Promise<string>;
}

/** What a term is worth where only its beginning was asked for. */
export const begun = (asked: number, length: number): number => 0.4 + (0.6 * asked) / length;

/** Look-ups for the words that hold part, shortest first: most alike, and most often meant. */
export function alike(all: Iterable<string>, part: string, end: boolean): Spec[] {
  const found: string[] = [];
  for (const w of all) if (w.length > part.length && (end ? w.endsWith(part) : w.indexOf(part, 1) > 0)) found.push(w);
  found.sort((a, b) => a.length - b.length || compare(a, b));
  return found.map(t => ({ t, prefix: false }));
}
