// What scripts and the dialog are told of a query.

/** A hit: a page, and the place in it that answers best. */
export interface Hit {
  url: string; // from the current page, percent-encoded, without the anchor
  path: string; // from the site's root, plain
  title: string;
  heading: string;
  anchor: string; // id of the section or table row, "" for the top
  text: string; // excerpt
  marks: [number, number][]; // what matched in text
  score: number;
  kind: string;
  section: string;
  owner: string;
  crumbs: string;
  due: string;
  overdue: boolean;
  how: 'literal' | 'variant' | 'inside' | 'typo' | 'pinyin' | 'share';
  more: Place[]; // further sections of the page that match
}

/** A section of a page that matches. */
export interface Place {
  heading: string;
  anchor: string;
  text: string;
  marks: [number, number][];
}

export interface Options {
  limit?: number; // hits wanted, 10 if absent
  kind?: string;
  section?: string;
  tag?: string;
  owner?: string;
  /** Called with what is known so far when the index is slow to load. */
  onPartial?: (result: Result) => void;
  /** The query is still being typed: do not load files for a few hits more. */
  typing?: boolean;
  /** The first few hits will do for now: see rest of the result. */
  first?: boolean;
}

export interface Result {
  query: string;
  total: number; // pages that match; see about
  about?: boolean; // total counts candidates that were not read yet
  partial?: boolean; // nothing matches all parts: these match most of them
  loading?: boolean; // parts of the index are still on their way
  suggest?: string; // what may have been meant
  via?: string[]; // the words a pinyin query was taken for
  words: string[]; // folded: what to mark in a page
  hits: Hit[];
  /** All hits up to the limit: these, as they stand, then the others. */
  rest?: () => Promise<Result>;
}
