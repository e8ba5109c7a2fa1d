// A query being answered, as those see it who try what else it may have meant.

import type { Options, Result } from './answer';
import type { Variants } from './fallback';
import type { Site } from './hit';
import type { PartHits, Tier } from './match';
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

export interface Asking {
  readonly world: World;
  readonly src: Source;
  readonly q: Query;
  readonly options: Options;
  readonly year: string; // this one
  /** Per part of the query, the pages where it stands. */
  readonly hits: PartHits[];
  /** The hits so far. */
  readonly read: { length: number };
  /** What to mark in a page. */
  readonly words: string[];
  /** The words a pinyin query was taken for. */
  readonly via: string[];
  /** What may have been meant. */
  suggest?: string;
  /** Adds the pages where part i stands as alt; true if that is anything new. */
  add(i: number, alt: Alt, tier: Tier): Promise<boolean>;
  /** Adds the pages where alt stands and part i does not; true if there are any. */
  alsoOn(i: number, alt: Alt, tier: Tier): Promise<boolean>;
  /** Ranks what is known and reads the best; true if that is enough. */
  settle(): Promise<boolean>;
  /** Whether a page was found by pinyin. */
  spelled(): boolean;
}
