// A query being answered, as the steps that try other meanings see it.

import type { Options, Result } from './answer';
import type { Variants } from './fallback';
import type { Read, Site } from './hit';
import type { Candidate, PartHits, Tier } from './match';
import type { Syllables } from './pinyin';
import type { Alt, Query } from './query';
import type { Sounds } from './sounds';
import type { Source } from './source';
import type { TextBlock } from './wire';

/** What queries share: where they are asked, and what is made of the index once. */
export interface World {
  readonly where: Site;
  /** The pages of each answer, for its counts. */
  readonly pages: WeakMap<Result, number[]>;
  /** The folded text of the pieces of a block. */
  foldedPieces(b: TextBlock): string[];
  /** Forms of characters; all: of those too that the site does not have. */
  variantForms(src: Source, all: boolean): Promise<Variants>;
  pinyin(src: Source): Promise<Syllables>;
  /** Which characters sound alike. */
  sounds(src: Source, make: (table: string) => Sounds): Promise<Sounds>;
}

/** Which pages may be hits. */
export interface Filter {
  allowed?: (page: number) => boolean; // by the filters that were chosen or typed
  chosen?: (page: number) => boolean; // by those that were chosen
  named?: boolean; // each filter typed is the whole name of something
}

export interface Asking {
  readonly world: World;
  readonly src: Source;
  readonly q: Query;
  readonly options: Options;
  /** How many hits are wanted. */
  limit: number;
  readonly filter: Filter;
  readonly year: string; // this one
  /** Per part of the query, the pages where it stands. */
  readonly hits: PartHits[];
  /** The pages that may be hits, best first. */
  candidates: Candidate[];
  /** The hits so far. */
  read: Read[];
  /** Candidates that are none: their text was read. */
  readonly failed: Set<number>;
  /** How many candidates were not read. */
  unread: number;
  /** How many candidates are read at most. */
  most: number;
  /** How many hits are read at least, since their texts decide which is first. */
  least: number;
  /** How many more texts may be loaded. */
  texts: number;
  /** A range of terms was loaded in part. */
  cut: boolean;
  /** What to mark in a page. */
  readonly words: string[];
  /** The words a pinyin query was taken for. */
  readonly via: string[];
  /** What may have been meant. */
  suggest?: string;
  /** Nothing holds all parts. */
  partial: boolean;
  /** What a page is worth beside its score, by its title, the heading of its best section, its kind, the text of that section, and its path with the titles above it. */
  worth?: (title: string, heading: string, kind: string, text: string, above: string) => number;
  /** Looks for the parts as they were typed, ranks and reads; true if that is enough. */
  literal(): Promise<boolean>;
  /** Looks for the parts as they were typed. */
  look(): Promise<void>;
  /** Ranks what is known. */
  rank(): void;
  /** Adds the pages where part i stands as alt; true if that is anything new. */
  add(i: number, alt: Alt, tier: Tier): Promise<boolean>;
  /** Adds the pages where alt stands and part i does not; true if there are any. */
  alsoOn(i: number, alt: Alt, tier: Tier): Promise<boolean>;
  /** Ranks what is known and reads the best; true if that is enough. */
  rankAndRead(): Promise<boolean>;
  /** Reads the text of the best candidates until limit of them hold what was asked for. */
  verify(): Promise<void>;
  /** Whether a page was found by pinyin. */
  spelled(): boolean;
  /** Another query of the same index. */
  other(q: Query, options: Options, filter: Filter): Asking;
}
