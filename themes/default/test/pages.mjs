// A small index for tests, made from pages.

import { Lengths } from '../src/search/wire';

/** A source of pages, each a list of pieces with a heading and a text; the first piece has the title. */
export function source(pages) {
  const classes = pages.map(p => (8 << 4) | Math.round(2 * Math.log2(p[0].heading.length + 1)));
  return {
    pages: pages.length,
    live: pages.length,
    lengths: new Lengths([new Uint8Array(classes)]),
    order: page => page,
    has: () => true,
    postings: ({ t }) => {
      const m = new Map();
      pages.forEach((pieces, page) => {
        const places = pieces.flatMap(({ heading, text }, piece) => {
          const n = (heading + '\n' + text).split(t).length - 1;
          return n ? [{ piece, frequency: Math.min(n, 7), heading: heading.includes(t), weight: 1 }] : [];
        });
        if (places.length) m.set(page, places);
      });
      return { m, cut: false };
    },
  };
}

/** A page: its title, the text below it, and its sections. */
export const page = (title, text, ...rest) => [{ heading: title, text }, ...rest];
